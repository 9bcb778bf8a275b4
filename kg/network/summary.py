"""A network in a few tables: who is central, what joins them most, which groups hold together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import networkx as nx

from kg.network.measures import Central, centrality, communities, estimated


@dataclass(frozen=True, slots=True)
class Tie:
    """An edge in words. `days`: of the facts themselves; `reported`: of the articles; "" where unknown."""

    source: str
    label: str
    target: str
    directed: bool
    facts: int
    days: str
    reported: str


@dataclass(frozen=True, slots=True)
class Summary:
    """A network's nodes, the most central first; edges, the strongest first; groups of labels, the biggest first.

    `facts`: how many stand behind the edges. `estimated`: betweenness is, in a network this large.
    """

    name: str
    nodes: tuple[Central, ...]
    edges: tuple[Tie, ...]
    communities: tuple[tuple[str, ...], ...]
    facts: int
    estimated: bool


def summary(graph: nx.MultiDiGraph) -> Summary:
    """What there is to say of a network."""
    central = centrality(graph)
    place = {row.iri: at for at, row in enumerate(central)}
    groups = (sorted(group, key=place.__getitem__) for group in communities(graph))
    return Summary(
        graph.name,
        central,
        ties(graph),
        tuple(tuple(graph.nodes[iri]["label"] for iri in group) for group in groups),
        facts=len({fact for _, _, found in graph.edges(data="facts") for fact in found}),
        estimated=estimated(graph),
    )


def ties(graph: nx.MultiDiGraph) -> tuple[Tie, ...]:
    """The edges, the strongest first, then by the words."""
    found = (
        Tie(
            graph.nodes[source]["label"],
            edge["label"],
            graph.nodes[target]["label"],
            edge["directed"],
            edge["weight"],
            _span(edge["first"], edge["last"]),
            _span(edge["reported_first"], edge["reported_last"]),
        )
        for source, target, edge in graph.edges(data=True)
    )
    return tuple(sorted(found, key=lambda tie: (-tie.facts, tie.source, tie.target, tie.label, tie.days)))


def node_rows(rows: Iterable[Central]) -> list[tuple[str, ...]]:
    """The cells of `NODE_COLUMNS`."""
    return [(r.label, r.kind, str(r.degree), str(r.weighted), f"{r.betweenness:.3f}") for r in rows]


def edge_rows(rows: Iterable[Tie]) -> list[tuple[str, ...]]:
    """The cells of `EDGE_COLUMNS`."""
    return [
        (r.source, f"{r.label} {'→' if r.directed else '—'}", r.target, str(r.facts), r.days, r.reported) for r in rows
    ]


def community_rows(groups: Iterable[tuple[str, ...]], *, top: int) -> list[tuple[str, str]]:
    """Size and members of each, no more than `top` by name."""
    return [(str(len(group)), _listed(group, top)) for group in groups]


NODE_COLUMNS = ("node", "kind", "degree", "weighted", "betweenness")
EDGE_COLUMNS = ("from", "relation", "to", "facts", "dates", "reported")


def _span(first: str, last: str) -> str:
    return first if first == last else f"{first} – {last}"


def _listed(labels: tuple[str, ...], top: int) -> str:
    more = len(labels) - top
    return ", ".join([*labels[:top], *([f"and {more} more"] if more > 0 else [])])
