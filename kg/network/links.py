"""What joins two nodes: each fact of a graph as links, for each of the four networks.

A link is what one fact says of one pair; `kg.network.graph` sums links into edges.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain, combinations, islice, product
from pathlib import Path

from kg.rdf import terms as t
from kg.rdf.concepts import concepts
from kg.rdf.reading import FactRow, Reading

_HAPPENED = frozenset({"", "planned", "reported"})
"""The manners of the events that `events.rq` selects; "" is asserted."""
_TOO_MANY = 2_500
"""A list of a thousand names says little of any two of them, and would make half a million pairs."""

Stand = Callable[[str], tuple[str, ...]]
"""From an entity to the nodes of a network that it stands for."""


@dataclass(frozen=True, slots=True)
class Link:
    """One fact between two nodes. `way` tells apart what has the same sort and kind."""

    source: str
    target: str
    sort: str
    kind: str
    way: str
    label: str
    fact: FactRow
    directed: bool = True


class Cast:
    """The entities of a graph, and which nodes of a network each stands for."""

    def __init__(self, reading: Reading) -> None:
        self.entities = reading.entities
        self._held = _countries_of_offices(reading)

    def itself(self, iri: str) -> tuple[str, ...]:
        """The entity, if the graph describes it."""
        return (iri,) if iri in self.entities else ()

    def person(self, iri: str) -> tuple[str, ...]:
        return (iri,) if iri in self.entities and self.entities[iri].kind == "person" else ()

    def countries(self, iri: str) -> tuple[str, ...]:
        """A person stands for the countries of the offices held, anything else for its own."""
        row = self.entities.get(iri)
        if row is None:
            return ()
        if row.kind == "person":
            return self._held.get(iri, ())
        return (row.country,) if row.country in self.entities else ()

    def country(self, iri: str) -> str:
        """The label of the country that an entity belongs to, or ""."""
        found = next(iter(self.countries(iri)), self.entities[iri].country)
        return self.entities[found].label if found in self.entities else ""


def _countries_of_offices(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Of each person the countries of the offices held, the most often named first."""
    counts: dict[str, Counter[str]] = {}
    for fact in reading.facts:
        if fact.sort != "role" or fact.manner == "former":
            continue
        bodies = (reading.entities[iri] for iri in fact.parts.get("heldFor", ()) if iri in reading.entities)
        found = [body.country for body in bodies if body.country in reading.entities]
        for person in fact.parts.get("person", ()):
            counts.setdefault(person, Counter()).update(iri for iri in found if iri)
    return {person: tuple(sorted(found, key=lambda iri: (-found[iri], iri))) for person, found in counts.items()}


# ---------------------------------------------------------------- the networks


def of_all(fact: FactRow, cast: Cast) -> Iterator[Link]:
    """Offices, events as nodes of their own, statements."""
    if fact.sort == "role":
        yield from _offices(fact, cast.itself)
        yield from _postings(fact, cast.itself, sender="person")
    elif fact.sort == "event":
        yield from _attendance(fact, cast)
    else:
        yield from _statements(fact, cast.itself)


def of_persons(fact: FactRow, cast: Cast) -> Iterator[Link]:
    """Events that persons share, and what one says to or about another."""
    if fact.sort == "event" and fact.manner in _HAPPENED:
        yield from _shared(fact, cast.person)
    elif fact.sort == "statement":
        yield from _statements(fact, cast.person)


def of_countries(fact: FactRow, cast: Cast) -> Iterator[Link]:
    """The same between countries, and ambassadors."""
    if fact.sort == "role" and fact.manner != "former":
        yield from _postings(fact, cast.countries, sender="heldFor")
    elif fact.sort == "event" and fact.manner in _HAPPENED:
        yield from _shared(fact, cast.countries)
    elif fact.sort == "statement":
        yield from _statements(fact, cast.countries)


def of_statements(fact: FactRow, cast: Cast) -> Iterator[Link]:
    """Who addressed or spoke about whom."""
    if fact.sort == "statement":
        yield from _statements(fact, cast.itself)


# ---------------------------------------------------------------- links of a fact


def _offices(fact: FactRow, stand: Stand) -> Iterator[Link]:
    kind, way = _office(fact)
    for source, target in _between(fact, "person", "heldFor", stand):
        yield Link(source, target, "role", kind, way, fact.label, fact)


def _postings(fact: FactRow, stand: Stand, *, sender: str) -> Iterator[Link]:
    """Ambassadors and envoys: from the person, or from who sent them, to where they are sent."""
    kind, way = _office(fact)
    label = fact.label if " to " in fact.label else f"{fact.label} to"  # "ambassador to the United Nations" says it
    for source, target in _between(fact, sender, "accreditedTo", stand):
        yield Link(source, target, "role", kind, ":".join(filter(None, ("to", way))), label, fact)


def _office(fact: FactRow) -> tuple[str, str]:
    """The kind of an office, and what tells it from others: its status; without a class, its title."""
    return (fact.kind, fact.manner) if fact.kind else ("office", fact.label)


def _attendance(fact: FactRow, cast: Cast) -> Iterator[Link]:
    """Who did an event to whom, who else took part, and where, with the event between them."""
    sides = {*fact.parts.get("initiator", ()), *fact.parts.get("recipient", ())}
    for part, label in words()["event"].items():
        for iri in fact.parts.get(part, ()):
            if not cast.itself(iri) or part == "participant" and iri in sides:
                continue
            source, target = (iri, fact.iri) if part in ("initiator", "participant") else (fact.iri, iri)
            yield Link(source, target, "event", part, "", label, fact, directed=part != "participant")


def _shared(fact: FactRow, stand: Stand) -> Iterator[Link]:
    """Who did an event to whom; any others who took part, pair by pair."""
    aimed = [*_between(fact, "initiator", "recipient", stand), *_visited(fact, stand)]
    for source, target in dict.fromkeys(aimed):
        yield Link(source, target, "event", fact.kind, "", fact.label, fact)
    sides = [combinations(fact.parts.get(part, ()), 2) for part in ("initiator", "recipient")] if aimed else []
    joined = {frozenset(pair) for pair in [*aimed, *_stood_for(chain(*sides), stand)]}
    for pair in dict.fromkeys(map(frozenset, _stood_for(combinations(_parties(fact), 2), stand))):
        if pair not in joined:
            source, target = sorted(pair)
            yield Link(source, target, "event", fact.kind, "", fact.label, fact, directed=False)


def _parties(fact: FactRow) -> list[str]:
    parts = (fact.parts.get(part, ()) for part in ("participant", "initiator", "recipient"))
    return list(dict.fromkeys(chain(*parts)))


def _visited(fact: FactRow, stand: Stand) -> list[tuple[str, str]]:
    """Of a visit: from the guests to where it is, which is a place and takes no part."""
    if fact.kind not in _visits():
        return []
    return _between(fact, "initiator" if fact.parts.get("initiator") else "participant", "where", stand)


@cache
def _visits() -> frozenset[str]:
    return frozenset(iri.removeprefix(t.EVENTS) for iri in concepts().below(f"{t.EVENTS}visit"))


def _statements(fact: FactRow, stand: Stand) -> Iterator[Link]:
    kind = fact.kind or "neutral"
    for way in ("addressee", "about"):
        label = words()[way].get(kind, words()[way]["neutral"])
        for source, target in _between(fact, "speaker", way, stand):
            yield Link(source, target, "statement", kind, way, label, fact)


# ---------------------------------------------------------------- pairs


def _between(fact: FactRow, one: str, other: str, stand: Stand) -> list[tuple[str, str]]:
    """The pairs of nodes that two parts of a fact stand for."""
    return _stood_for(product(fact.parts.get(one, ()), fact.parts.get(other, ())), stand)


def _stood_for(pairs: Iterable[tuple[str, str]], stand: Stand) -> list[tuple[str, str]]:
    """The nodes that pairs of entities stand for, each pair once; none that joins what stands for the same.

    (Who held offices of two countries must not join the one to the other.)
    """
    few = list(islice(pairs, _TOO_MANY + 1))
    if len(few) > _TOO_MANY:
        return []
    found = [(stand(a), stand(b)) for a, b in few]
    return list(dict.fromkeys(pair for one, other in found if not {*one} & {*other} for pair in product(one, other)))


@cache
def words() -> dict[str, dict[str, str]]:
    """What an edge says, by property and kind."""
    return tomllib.loads(Path(__file__).with_name("data").joinpath("words.toml").read_text("utf-8"))
