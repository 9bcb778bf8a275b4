"""Places for the nodes of a picture too large for the browser to lay out: communities as discs, side by side.

Small pictures are laid out by vis-network's physics when the page opens; with thousands of nodes that
takes a minute. Within a community the places are networkx's spring layout (Fruchterman and Reingold
1991), or by degree on a sunflower spiral where even that would be slow.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from kg.network.measures import communities

if TYPE_CHECKING:
    import networkx as nx

LARGE = 150
"""With more nodes than this the places are found here; the page's script has the same number."""
_SPRINGS = 400
_ROOM = 46.0
_GOLDEN = math.pi * (3 - math.sqrt(5))

Place = tuple[float, float]


def places(graph: nx.MultiDiGraph) -> dict[str, Place]:
    """A place for each node, in pixels at full size; the same each time. Empty for a small graph."""
    if graph.number_of_nodes() <= LARGE:
        return {}
    groups = [list(group) for group in communities(graph)]
    joined = {iri for group in groups for iri in group}
    groups.append([iri for iri in graph if iri not in joined])
    found: dict[str, Place] = {}
    for group, (x, y) in zip(groups, _discs([_radius(len(group)) for group in groups]), strict=True):
        for iri, (dx, dy) in _inside(graph, group).items():
            found[iri] = (x + dx, y + dy)
    return found


def _radius(count: int) -> float:
    return _ROOM * (math.sqrt(count) + 0.6)


def _inside(graph: nx.MultiDiGraph, group: list[str]) -> dict[str, Place]:
    """Places of a community's nodes around its middle."""
    ranked = sorted(group, key=lambda iri: (-graph.degree(iri), iri))
    if len(group) < 4 or len(group) > _SPRINGS:
        return {iri: _sunflower(i) for i, iri in enumerate(ranked)}
    import networkx as nx

    # whole numbers in order of rank, so that nothing depends on how strings are hashed
    number = {iri: i for i, iri in enumerate(ranked)}
    simple = nx.Graph()
    simple.add_nodes_from(range(len(ranked)))
    simple.add_edges_from(
        sorted((number[a], number[b]) for a, b in graph.edges() if a in number and b in number and a != b)
    )
    start = {i: _sunflower(i) for i in range(len(ranked))}
    laid = nx.spring_layout(simple, pos=start, seed=7, iterations=60)
    return dict(zip(ranked, _spread([(float(laid[i][0]), float(laid[i][1])) for i in range(len(ranked))]), strict=True))


def _spread(found: list[Place]) -> list[Place]:
    """About the same directions from the middle, on rings that fill the disc evenly: nobody covers another."""
    order = sorted(range(len(found)), key=lambda i: (round(math.hypot(*found[i]), 6), i))
    placed: dict[int, Place] = {}
    ring = 0
    while order:
        here, order = order[: 6 * ring or 1], order[6 * ring or 1 :]
        placed |= _around(here, found, far=_ROOM * ring)
        ring += 1
    return [placed[i] for i in range(len(found))]


def _around(ring: list[int], found: list[Place], *, far: float) -> dict[int, Place]:
    """Those of one ring, evenly, in the order of their directions; the first of them keeps its own."""
    angles = {i: round(math.atan2(found[i][1], found[i][0]), 6) for i in ring}
    turned = sorted(ring, key=lambda i: (angles[i], i))
    step = 2 * math.pi / len(ring)
    at = {i: angles[turned[0]] + step * n for n, i in enumerate(turned)}
    return {i: (far * math.cos(angle), far * math.sin(angle)) for i, angle in at.items()}


def _sunflower(i: int) -> Place:
    far = _ROOM * math.sqrt(i)
    return far * math.cos(i * _GOLDEN), far * math.sin(i * _GOLDEN)


def _discs(radii: list[float]) -> list[Place]:
    """Middles of discs that don't overlap, each as near to the first as there is room, on a spiral."""
    set_down: list[tuple[float, float, float]] = []
    for radius in radii:
        step = 0
        while True:
            far = 14.0 * math.sqrt(step)
            x, y = 1.5 * far * math.cos(step * _GOLDEN), far * math.sin(step * _GOLDEN)
            if all(math.hypot(x - a, y - b) >= radius + r for a, b, r in set_down):
                break
            step += 1 + step // 200
        set_down.append((x, y, radius))
    return [(x, y) for x, y, _ in set_down]
