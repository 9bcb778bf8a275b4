"""What can be measured of a network: who is central, which groups hold together, what came when.

Measures see each pair once: parallel edges of both directions are summed, self-relations left out.
"""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx

from kg.rdf.reading import FactRow, Reading

_SEED = 1
STEPS = 4_000_000
"""Betweenness follows each edge once from each node: so many steps take two seconds, and a graph of news many more."""
_FEWEST = 100


@dataclass(frozen=True, slots=True)
class Central:
    """How central a node is.

    `degree`: to how many others it is joined; `weighted`: by how many facts, each counted once for
    each pair; `betweenness`: on what share of the shortest paths between others it lies.
    """

    iri: str
    label: str
    kind: str
    degree: int
    weighted: int
    betweenness: float


@dataclass(frozen=True, slots=True)
class Moment:
    """A fact in time. `own`: the day is the fact's, not the one it was reported on; no day sorts last."""

    day: str
    last: str
    own: bool
    sort: str
    label: str
    who: tuple[str, ...]
    article: str
    fact: str


def centrality(graph: nx.MultiDiGraph) -> tuple[Central, ...]:
    """Every node, the most central first: by degree, then by weighted degree, betweenness, label."""
    plain, names = _projected(graph)
    between = nx.betweenness_centrality(plain, k=_starts(plain), seed=_SEED)
    rows = []
    for number, iri in enumerate(names):
        node = graph.nodes[iri]
        weighted = plain.degree(number, weight="weight")
        rows.append(
            Central(iri, node["label"], node["kind"], plain.degree(number), weighted, round(between[number], 6))
        )
    return tuple(sorted(rows, key=lambda r: (-r.degree, -r.weighted, -r.betweenness, r.label, r.iri)))


def estimated(graph: nx.MultiDiGraph) -> bool:
    """Whether the network is so large that its betweenness is estimated from some of its nodes."""
    return _starts(_projected(graph)[0]) is not None


def communities(graph: nx.MultiDiGraph) -> tuple[tuple[str, ...], ...]:
    """Groups of nodes joined more to one another than to the rest (Louvain): the biggest first, each sorted.

    Nodes that nothing joins to another are in none.
    """
    plain, names = _projected(graph)
    plain.remove_nodes_from([number for number, degree in plain.degree() if not degree])
    found = nx.community.louvain_communities(plain, weight="weight", seed=_SEED) if plain else []
    groups = (tuple(sorted(names[number] for number in group)) for group in found)
    return tuple(sorted(groups, key=lambda group: (-len(group), group)))


def timeline(reading: Reading) -> tuple[Moment, ...]:
    """The facts in order of time; what has no day of its own or of an article comes last."""
    rows = (_moment(fact, reading) for fact in reading.facts)
    return tuple(sorted(rows, key=lambda row: (row.day == "", row.day, row.last, row.article, row.fact)))


def _moment(fact: FactRow, reading: Reading) -> Moment:
    days = reading.day(fact) or ("", "")
    article = reading.articles.get(fact.article)
    return Moment(
        *days,
        own=bool(fact.first and fact.last),
        sort=fact.sort,
        label=" ".join(filter(None, (fact.manner if fact.sort == "event" else "", fact.label))),
        who=tuple(reading.entities[iri].label for iri in fact.entities() if iri in reading.entities),
        article=(article.title or article.iri) if article else "",
        fact=fact.iri,
    )


def _starts(plain: nx.Graph) -> int | None:
    """From how many nodes paths are followed; None: from all."""
    some = max(_FEWEST, STEPS // (len(plain) + plain.number_of_edges() + 1))
    return some if some < len(plain) else None


def _projected(graph: nx.MultiDiGraph) -> tuple[nx.Graph, list[str]]:
    """The pairs of a network with their weights summed, on numbers: those hash alike in each run."""
    names = list(graph)
    number = {iri: at for at, iri in enumerate(names)}
    plain = nx.Graph()
    plain.add_nodes_from(range(len(names)))
    for source, target, weight in graph.edges(data="weight"):
        one, other = sorted((number[source], number[target]))
        so_far = plain.get_edge_data(one, other, {"weight": 0})["weight"]
        plain.add_edge(one, other, weight=so_far + weight)
    return plain, names
