"""The links of a graph's facts, summed into a network."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

import networkx as nx

from kg.article import parse_day
from kg.errors import NetworkError
from kg.network.links import Cast, Link, of_all, of_countries, of_persons, of_statements
from kg.rdf.reading import FactRow, Reading

_NETWORKS: dict[str, Callable[[FactRow, Cast], Iterator[Link]]] = {
    "all": of_all,
    "persons": of_persons,
    "countries": of_countries,
    "statements": of_statements,
}
KINDS = tuple(_NETWORKS)
"""The networks that can be asked for."""


def network(
    reading: Reading, of: str = "all", *, since: str | None = None, until: str | None = None
) -> nx.MultiDiGraph:
    """A network of a graph's facts, the same each time.

    Args:
        of: all, persons, countries or statements.
        since: leave out the facts of days before (ISO). Who stands for which country is taken
            from the offices of the whole graph nevertheless.
        until: leave out the facts of days after.

    Raises:
        NetworkError: there is no such network.
        DateError: a day is not a calendar day.
    """
    if of not in _NETWORKS:
        raise NetworkError(f"no network of {of!r}; choose one of {', '.join(KINDS)}")
    cast = Cast(reading)
    chosen = reading.between(_day(since, where="since"), _day(until, where="until"))
    edges: dict[tuple[str, str, str], list[Link]] = {}
    for fact in chosen.facts:
        for link in _NETWORKS[of](fact, cast):
            edges.setdefault(_place(link), []).append(link)
    graph = nx.MultiDiGraph(name=of)
    ends = {iri for source, target, _ in edges for iri in (source, target)}
    graph.add_nodes_from(_nodes(chosen, cast, ends, of=of))
    graph.add_edges_from((*place, _edge(edges[place], chosen)) for place in sorted(edges))
    return graph


def _day(text: str | None, *, where: str) -> str | None:
    day = parse_day(text, where=where)
    return day.isoformat() if day else None


def _place(link: Link) -> tuple[str, str, str]:
    """Source, target and key of the edge that a link is part of; without a direction, the first comes first."""
    ends = (link.source, link.target) if link.directed else sorted((link.source, link.target))
    return ends[0], ends[1], ":".join(filter(None, (link.sort, link.kind, link.way, "" if link.directed else "with")))


# ---------------------------------------------------------------- nodes


def _nodes(reading: Reading, cast: Cast, ends: set[str], *, of: str) -> Iterator[tuple[str, dict[str, object]]]:
    """The nodes, sorted: of the network of all whatever a fact names, else what an edge leads to."""
    naming = _naming(reading, cast, of=of)
    events = {fact.iri: fact for fact in reading.facts if fact.sort == "event"} if of == "all" else {}
    wanted = {*naming, *events} if of == "all" else ends
    for iri in sorted(wanted):
        yield iri, _event(events[iri]) if iri in events else _entity(iri, cast, naming.get(iri, ()))


def _naming(reading: Reading, cast: Cast, *, of: str) -> dict[str, tuple[str, ...]]:
    """The facts that name each entity, or in the network of countries whoever stands for it; sorted."""
    stand = cast.countries if of == "countries" else cast.itself
    found: dict[str, dict[str, None]] = {}
    for fact in reading.facts:
        for iri in chain.from_iterable(map(stand, fact.entities())):
            found.setdefault(iri, {})[fact.iri] = None
    return {iri: tuple(sorted(facts)) for iri, facts in found.items()}


def _entity(iri: str, cast: Cast, facts: tuple[str, ...]) -> dict[str, object]:
    row = cast.entities[iri]
    return {"label": row.label, "kind": row.kind, "country": cast.country(iri), "facts": facts}


def _event(fact: FactRow) -> dict[str, object]:
    return {
        "label": fact.label,
        "kind": "event",
        "country": "",
        "facts": (fact.iri,),
        "type": fact.kind,
        "group": fact.group,
        "manner": fact.manner,
        "edtf": fact.edtf or "",
        "first": fact.first or "",
        "last": fact.last or "",
    }


# ---------------------------------------------------------------- edges


def _edge(links: list[Link], reading: Reading) -> dict[str, object]:
    """What the links between two nodes say together."""
    facts = {link.fact.iri: link.fact for link in links}
    own = [(fact.first, fact.last) for fact in facts.values() if fact.first and fact.last]
    articles = (reading.articles.get(fact.article) for fact in facts.values())
    reported = [(row.published, row.published) for row in articles if row and row.published]
    return {
        "sort": links[0].sort,
        "kind": links[0].kind,
        "way": links[0].way,
        "group": links[0].fact.group,
        "label": _usual(link.label for link in links),
        "weight": len(facts),
        **dict(zip(("first", "last"), _bounds(own), strict=True)),
        **dict(zip(("reported_first", "reported_last"), _bounds(reported), strict=True)),
        "facts": tuple(sorted(facts)),
        "directed": links[0].directed,
    }


def _usual(labels: Iterable[str]) -> str:
    """The most frequent, else the first in code point order."""
    counts = Counter(labels)
    return min(counts, key=lambda label: (-counts[label], label))


def _bounds(days: list[tuple[str, str]]) -> tuple[str, str]:
    """From the first day to the last, "" where there is none."""
    return min((first for first, _ in days), default=""), max((last for _, last in days), default="")
