"""Who is one in a store: links found anew where articles changed, decisions recorded, the merged view kept in step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import cast

from pyoxigraph import Literal, NamedNode, Quad
from pyoxigraph import Store as OxStore

from kg.identity.clusters import SAME, Clusters, clustered, told_apart
from kg.identity.graphs import decision_quads, link_quads, parting_quads, read_decisions, read_links, read_partings
from kg.identity.linker import Linker
from kg.identity.profiles import read_occurrences
from kg.identity.records import Decision, Link, Parting, Standing, ordered
from kg.identity.spelling import name
from kg.rdf import terms as t
from kg.rdf.merged import DEFAULT, Merged
from kg.rdf.terms import dkg


@dataclass(slots=True)
class Identities:
    """Of one store. `changed`: the articles' graphs that links have not been found for."""

    store: OxStore
    merged: Merged
    base: str
    changed: set[NamedNode] = field(default_factory=set)
    clusters: Clusters = field(default_factory=lambda: Clusters({}, (), {}))
    linker: Linker | None = None

    def links(self) -> list[Link]:
        """What the machine found, whatever was decided."""
        return read_links(self.store.quads_for_pattern(None, None, None, t.LINKS))

    def partings(self) -> list[Parting]:
        """Namesakes that the machine told apart."""
        return read_partings(self.store.quads_for_pattern(None, None, None, t.LINKS))

    def decisions(self) -> list[Decision]:
        """What the user decided, in that order."""
        return read_decisions(self.store.quads_for_pattern(None, None, None, t.DECISIONS))

    def settle(self) -> None:
        """Follow the links and decisions of a store just loaded."""
        if any(self._in(graph) for graph in (t.LINKS, t.DECISIONS)):
            self._follow()

    def ready(self) -> None:
        """Find links for articles that came or went, and follow them."""
        if not self.changed:
            return
        if self.linker is None:
            self.linker = Linker(self.base)
            self.changed.update(self._graphs())
        for graph in sorted(self.changed, key=str):
            self.linker.put(graph.value, read_occurrences(self.store, graph))
        self.changed.clear()
        links = link_quads(self.linker.links(), base=self.base)
        self._write(t.LINKS, [*links, *parting_quads(self.linker.partings(), base=self.base)])
        self._follow()

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Let these be all decisions."""
        self._write(t.DECISIONS, decision_quads(decisions, base=self.base))
        self._follow()

    def _follow(self) -> None:
        decisions, links = self.decisions(), self.links()
        apart = told_apart(decisions, self.partings())
        if not decisions and not links and not apart and not self.merged.canon:
            return
        standing = cache(partial(self._standing, apart))
        self.clusters = clustered(links, decisions, standing=standing, apart=apart)
        named = [link for link in self.clusters.doubtful if self._named(link.a) and (link.guess or self._named(link.b))]
        doubtful = between(named, self.clusters.name)
        self.merged.rename(self.clusters.canon(), _beside(doubtful, base=self.base))

    def _named(self, entity: str) -> bool:
        """Whether an article speaks of it still."""
        if entity in self.clusters.apart.values():
            return True
        return any(True for _ in self.store.quads_for_pattern(NamedNode(entity), t.LABEL, None, None))

    def _standing(self, apart: Mapping[tuple[str, str], str], called: str) -> Standing:
        """What speaks for an entity to stand for others."""
        places = [place for place, own in apart.items() if own == called]
        entity = places[0][1] if places else called
        node = NamedNode(entity)
        found = {
            cast(NamedNode, quad.graph_name).value
            for quad in self.store.quads_for_pattern(None, dkg("mentions"), node, None)
            if quad.graph_name != DEFAULT
            and apart.get((cast(NamedNode, quad.graph_name).value, entity), entity) == called
        }
        same = self.store.quads_for_pattern(node, t.SAME_AS, None, None)
        published = {
            cast(NamedNode, quad.object).value
            for quad in same
            if isinstance(quad.graph_name, NamedNode) and quad.graph_name.value in found
        }
        labels = self.store.quads_for_pattern(node, t.LABEL, None, None)
        names = [name(cast(Literal, quad.object).value) for quad in labels]
        bare = all(len(each) < 2 for each in names)
        return Standing(
            tuple(sorted(published)), len(found), bare, all(len(each.words[0]) < 2 for each in names if each)
        )

    def _graphs(self) -> list[NamedNode]:
        found = self.store.quads_for_pattern(None, t.TYPE, dkg("Article"), None)
        return [cast(NamedNode, quad.graph_name) for quad in found if quad.graph_name == quad.subject]

    def _in(self, graph: NamedNode) -> bool:
        return any(True for _ in self.store.quads_for_pattern(None, None, None, graph))

    def _write(self, graph: NamedNode, quads: Iterable[Quad]) -> None:
        """Let a graph hold just these."""
        before, after = set(self.store.quads_for_pattern(None, None, None, graph)), set(quads)
        if before != after:
            self.merged.apply(before - after, after - before)


def between(links: Iterable[Link], stands: Mapping[str, str]) -> list[Link]:
    """The links as they are between what stands for their entities: of several the surest."""
    best: dict[tuple[str, str], Link] = {}
    for link in sorted(links, key=lambda each: (-each.score, each.a, each.b)):
        a, b = ordered(stands.get(link.a, link.a), stands.get(link.b, link.b))
        best.setdefault((a, b), replace(link, a=a, b=b))
    return list(best.values())


def _beside(doubtful: Iterable[Link], *, base: str) -> list[Quad]:
    """What the default graph says of doubtful links, whatever their score: they were not followed."""
    found = list(link_quads(doubtful, base=base, graph=DEFAULT))
    sure = [
        Quad(NamedNode(each.a), t.CLOSE_MATCH, NamedNode(each.b), DEFAULT)
        for each in doubtful
        if each.score >= SAME and not each.guess
    ]
    return found + sure
