"""What joins two nodes: each fact of a graph as links, for each of the four networks.

A link is what one fact says of one pair; `kg.network.graph` sums links into edges.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from kg.rdf import terms as t
from kg.rdf.concepts import concepts
from kg.rdf.reading import FactRow, Reading

_HAPPENED = frozenset({"", "planned", "reported"})
"""The manners of the events that `events.rq` selects; "" is asserted."""
_TOO_MANY = 2_500
"""A list of a thousand names says little of any two of them, and would make half a million pairs."""


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
    """The entities of a graph, and whom each stands for."""

    def __init__(self, reading: Reading) -> None:
        self.entities = reading.entities
        self._held = _countries_of_offices(reading)

    def known(self, iris: Iterable[str]) -> list[str]:
        """Those that the graph describes."""
        return [iri for iri in iris if iri in self.entities]

    def persons(self, iris: Iterable[str]) -> list[str]:
        return [iri for iri in self.known(iris) if self.entities[iri].kind == "person"]

    def countries(self, iris: Iterable[str]) -> list[str]:
        """The countries that entities stand for, each once: a person for those of the offices held."""
        return list(dict.fromkeys(country for iri in self.known(iris) for country in self.countries_of(iri)))

    def countries_of(self, iri: str) -> tuple[str, ...]:
        row = self.entities[iri]
        if row.kind == "person":
            return self._held.get(iri, ())
        return (row.country,) if row.country in self.entities else ()

    def country(self, iri: str) -> str:
        """The label of the country that an entity belongs to, or ""."""
        own = self.entities[iri].country
        found = next(iter(self.countries_of(iri)), own)
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
        yield from _offices(fact, cast.known)
        yield from _postings(fact, cast.known, sender="person")
    elif fact.sort == "event":
        yield from _attendance(fact, cast)
    else:
        yield from _statements(fact, cast.known)


def of_persons(fact: FactRow, cast: Cast) -> Iterator[Link]:
    """Events that persons share, and what one says to or about another."""
    if fact.sort == "event" and fact.manner in _HAPPENED:
        yield from _shared(fact, cast.persons)
    elif fact.sort == "statement":
        yield from _statements(fact, cast.persons)


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
        yield from _statements(fact, cast.known)


# ---------------------------------------------------------------- links of a fact

Stand = Callable[[Iterable[str]], list[str]]
"""From the entities of a fact to the nodes of a network that they stand for."""


def _offices(fact: FactRow, stand: Stand) -> Iterator[Link]:
    kind, way = _office(fact)
    for source, target in _pairs(fact, stand, "person", "heldFor"):
        yield Link(source, target, "role", kind, way, fact.label, fact)


def _postings(fact: FactRow, stand: Stand, *, sender: str) -> Iterator[Link]:
    """Ambassadors and envoys: from the person, or from who sent them, to where they are sent."""
    kind, way = _office(fact)
    for source, target in _pairs(fact, stand, sender, "accreditedTo"):
        yield Link(source, target, "role", kind, _joined("accreditedTo", way), f"{fact.label} to", fact)


def _office(fact: FactRow) -> tuple[str, str]:
    """The kind of an office, and what tells it from others: its status; without a class, its title."""
    return (fact.kind, fact.manner) if fact.kind else ("office", fact.label)


def _attendance(fact: FactRow, cast: Cast) -> Iterator[Link]:
    """Who did an event to whom, who else took part, and where, with the event between them."""
    named = {*fact.parts.get("initiator", ()), *fact.parts.get("recipient", ())}
    for way, label in words()["event"].items():
        for iri in cast.known(fact.parts.get(way, ())):
            if way == "participant" and iri in named:
                continue
            source, target = (iri, fact.iri) if way in ("initiator", "participant") else (fact.iri, iri)
            yield Link(source, target, "event", way, "", label, fact, directed=way != "participant")


def _shared(fact: FactRow, stand: Stand) -> Iterator[Link]:
    """Who did an event to whom; any others who took part, pair by pair."""
    aimed = list(dict.fromkeys([*_pairs(fact, stand, "initiator", "recipient"), *_visited(fact, stand)]))
    for source, target in aimed:
        yield Link(source, target, "event", fact.kind, "", fact.label, fact)
    taken = {frozenset(pair) for pair in [*aimed, *(_same_side(fact, stand) if aimed else ())]}
    for pair in _few(combinations(sorted(stand(_parties(fact))), 2)):
        if frozenset(pair) not in taken:
            yield Link(*pair, "event", fact.kind, "", fact.label, fact, directed=False)


def _parties(fact: FactRow) -> list[str]:
    return list(
        dict.fromkeys(iri for part in ("participant", "initiator", "recipient") for iri in fact.parts.get(part, ()))
    )


def _same_side(fact: FactRow, stand: Stand) -> Iterator[tuple[str, str]]:
    """Two who do something to a third do nothing to one another."""
    for part in ("initiator", "recipient"):
        yield from combinations(stand(fact.parts.get(part, ())), 2)


def _visited(fact: FactRow, stand: Stand) -> Iterator[tuple[str, str]]:
    """Of a visit: from the guests to where it is, which is a place and takes no part."""
    if fact.kind in _visits():
        guests = "initiator" if fact.parts.get("initiator") else "participant"
        yield from _pairs(fact, stand, guests, "where")


@cache
def _visits() -> frozenset[str]:
    return frozenset(iri.removeprefix(t.EVENTS) for iri in concepts().below(f"{t.EVENTS}visit"))


def _statements(fact: FactRow, stand: Stand) -> Iterator[Link]:
    kind = fact.kind or "neutral"
    for way in ("addressee", "about"):
        label = words()[way].get(kind, words()[way]["neutral"])
        for source, target in _pairs(fact, stand, "speaker", way):
            yield Link(source, target, "statement", kind, way, label, fact)


def _pairs(fact: FactRow, stand: Stand, one: str, other: str) -> Iterator[tuple[str, str]]:
    sources, targets = stand(fact.parts.get(one, ())), stand(fact.parts.get(other, ()))
    yield from _few((a, b) for a in sources for b in targets if a != b)


def _few(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """The pairs, or none where there are too many to mean anything."""
    found = [pair for _, pair in zip(range(_TOO_MANY + 1), pairs, strict=False)]
    return found if len(found) <= _TOO_MANY else []


def _joined(*parts: str) -> str:
    return ":".join(filter(None, parts))


@cache
def words() -> dict[str, dict[str, str]]:
    """What an edge says, by property and kind."""
    return tomllib.loads(Path(__file__).with_name("data").joinpath("words.toml").read_text("utf-8"))
