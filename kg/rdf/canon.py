"""Which IRI stands for an entity of an article in the merged view."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from pyoxigraph import NamedNode

Place = tuple[NamedNode | None, NamedNode]
"""An entity in one article's graph, or (None) in every one that `within` doesn't name."""


@dataclass(frozen=True, slots=True)
class Canon:
    """`everywhere`: entity -> what stands for it. `within`: the same in one article's graph, which goes before."""

    everywhere: Mapping[NamedNode, NamedNode] = field(default_factory=dict)
    within: Mapping[tuple[NamedNode, NamedNode], NamedNode] = field(default_factory=dict)
    sources: Mapping[NamedNode, tuple[Place, ...]] = field(init=False, compare=False)

    def __post_init__(self) -> None:
        found: dict[NamedNode, list[Place]] = {}
        for entity, name in self.everywhere.items():
            found.setdefault(name, []).append((None, entity))
        for place, name in self.within.items():
            found.setdefault(name, []).append(place)
        object.__setattr__(self, "sources", {name: tuple(places) for name, places in found.items()})

    def __bool__(self) -> bool:
        return bool(self.everywhere or self.within)

    def of(self, graph: NamedNode, node: NamedNode) -> NamedNode:
        """What stands for a node of an article's graph: the node itself, where nothing else does."""
        return self.within.get((graph, node)) or self.everywhere.get(node, node)

    def places(self, name: NamedNode) -> Iterator[Place]:
        """All that it stands for."""
        yield from self.sources.get(name, ())
        if name not in self.everywhere:
            yield None, name

    def differs(self, other: Canon) -> Iterator[Place]:
        """The places for which another one gives another name."""
        for entity in {**self.everywhere, **other.everywhere}:
            if self.everywhere.get(entity, entity) != other.everywhere.get(entity, entity):
                yield None, entity
        for place in {**self.within, **other.within}:
            if self.of(*place) != other.of(*place):
                yield place


def own_iri(entity: str, article: str) -> str:
    """The IRI of an entity that is told apart from its namesakes in other articles.

    >>> own_iri("https://e.org/person/jane-roe", "https://e.org/article/9c1d")
    'https://e.org/person/9c1d-jane-roe'
    """
    path, _, name = entity.rpartition("/")
    return f"{path}/{article.rpartition('/')[2]}-{name}"
