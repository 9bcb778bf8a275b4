"""The default graph of a store: the set union of its article graphs, kept in step with each change.

In it every entity goes by the IRI that stands for it (`kg.rdf.canon`) and has one `skos:prefLabel`; the concepts
in use have their labels. Queries run on it alone. (A *union* default graph would return a triple once for each article
that holds it, and so miscount.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from itertools import chain
from typing import cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Triple
from pyoxigraph import Store as OxStore

from kg.rdf import terms as t
from kg.rdf.canon import Canon
from kg.rdf.concepts import COPIED, concepts
from kg.rdf.write import Written

DEFAULT = DefaultGraph()
_BESIDE = frozenset({DEFAULT, t.LOOSE, t.LINKS, t.DECISIONS})
"""Graphs that are no article's."""
_NO_SOURCE = frozenset({DEFAULT, t.LINKS, t.DECISIONS})
"""Graphs for whose sake nothing stands in the default graph."""
_Label = tuple[int, str]
"""Whose label it is (the lower goes before), and the label."""


@dataclass(slots=True)
class Merged:
    """Changes a store's graphs and its default graph in one transaction.

    `canon`: which IRI stands for which entity. `beside`: what the default graph says besides, of doubtful links.
    """

    store: OxStore
    canon: Canon = field(default_factory=Canon)
    beside: frozenset[Quad] = frozenset()

    def replace(self, new: Written) -> None:
        """Put `new` in place of what its graph holds."""
        graph = new.graph
        # one by one, where nothing is replaced: lists of them cost more than what they hold
        come: Iterable[Quad] = (Quad(*row, graph) for row in new.rows)
        into: Iterable[Quad] = chain(self._shown_rows(new), about(new.concepts))
        gone, out = set(self.store.quads_for_pattern(None, None, None, graph)), set[Quad]()
        if gone:
            come, into = list(come), list(into)
            gone.difference_update(come)
            out = gone | self._unsaid(gone, into, new)
        labels_out, labels_into = self._labels(gone, new)
        self.apply(out | labels_out, chain(come, into, labels_into))

    def apply(self, out: set[Quad], into: Iterable[Quad]) -> None:
        """One transaction: `extend` is, and so is one update request."""
        if not out:
            self.store.extend(into)
            return
        self.store.update(f"DELETE DATA {{ {_data(out)} }} ; INSERT DATA {{ {_data(into)} }}")

    # -- another name for an entity ---------------------------------------------------------------

    def rename(self, canon: Canon, beside: Iterable[Quad] = ()) -> None:
        """Let other IRIs stand for entities: only what is said of those changes."""
        before, doubtful = self.canon, frozenset(beside)
        touched = self._at(before.differs(canon))
        named = [quad for quad in touched if quad.predicate in (t.LABEL, t.PREF_LABEL)]
        entities = {before.of(_graph(quad), _node(quad)) for quad in named}
        out = {self._shown(quad) for quad in touched if quad.predicate != t.PREF_LABEL} | (self.beside - doubtful)
        self.canon = canon
        into = {self._shown(quad) for quad in touched if quad.predicate != t.PREF_LABEL} | (doubtful - self.beside)
        self.beside = doubtful
        out = {quad for quad in out - into if not self._elsewhere(quad, None)}
        for entity in entities | {canon.of(_graph(quad), _node(quad)) for quad in named}:
            now, label = self._preferred(entity), best(self._votes(entity, without=(DEFAULT,)))
            out.update(now)
            into.update([_pref(entity, label)] if label is not None else [])
        if out != into:
            self.apply(out - into, into)

    def derived(self) -> list[Quad]:
        """What the default graph says because one IRI stands for several, and of doubtful links."""
        renamed = self._at(Canon().differs(self.canon))
        shown = (self._shown(quad) for quad in renamed if quad.predicate != t.PREF_LABEL)
        apart = (quad for name in self.canon.within.values() for quad in self._preferred(name))
        return [*shown, *apart, *self.beside]

    def _at(self, places: Iterable[tuple[NamedNode | None, NamedNode]]) -> set[Quad]:
        """What articles say of entities."""
        return {
            quad
            for graph, node in places
            for found in (
                self.store.quads_for_pattern(node, None, None, graph),
                self.store.quads_for_pattern(None, None, node, graph),
            )
            for quad in found
            if quad.graph_name not in _BESIDE
        }

    def _shown_rows(self, new: Written) -> Iterator[Quad]:
        """What the default graph says for the sake of an article: most of its nodes keep their IRIs."""
        rows = (row for row in new.rows if row[1] is not t.PREF_LABEL)
        names = self._names(new)
        if not names:
            return (Quad(*row, DEFAULT) for row in rows)
        return (Quad(names.get(id(s), s), p, names.get(id(o), o), DEFAULT) for s, p, o in rows)

    def _names(self, new: Written) -> dict[int, NamedNode]:
        """Of an article's entities those that another stands for, by `id`: in `Written` each is one object."""
        if not self.canon:
            return {}
        entities = {id(row[0]): row[0] for row in new.labels}
        return {at: name for at, node in entities.items() if (name := self.canon.of(new.graph, node)) != node}

    def _shown(self, quad: Quad) -> Quad:
        """What the default graph says for the sake of a quad."""
        graph, subject, value = quad.graph_name, quad.subject, quad.object
        if self.canon and isinstance(graph, NamedNode) and graph != t.LOOSE:
            if isinstance(subject, NamedNode):
                subject = self.canon.of(graph, subject)
            if isinstance(value, NamedNode):
                value = self.canon.of(graph, value)
        return Quad(subject, quad.predicate, value, DEFAULT)

    # -- what is said no longer -------------------------------------------------------------------

    def _unsaid(self, gone: set[Quad], into: Iterable[Quad], new: Written) -> set[Quad]:
        """What the default graph says for the sake of `gone` alone, labels of entities apart."""
        out = {self._shown(quad) for quad in gone if quad.predicate != t.PREF_LABEL} | self._concepts_out(gone, new)
        return {quad for quad in out.difference(into) if not self._elsewhere(quad, new.graph)}

    def _elsewhere(self, quad: Quad, graph: NamedNode | None) -> bool:
        """Whether the graph of an article other than `graph` makes the default graph say so."""
        if quad in self.beside:
            return True
        return any(other.graph_name != graph and self._shown(other) == quad for other in self._sources(quad))

    def _sources(self, quad: Quad) -> Iterator[Quad]:
        """The quads of articles that may be shown as this one."""
        for in_one, subject in self._places(quad.subject):
            for in_other, value in self._places(quad.object):
                if in_one is None or in_other is None or in_one == in_other:
                    found = self.store.quads_for_pattern(subject, quad.predicate, value, in_one or in_other)
                    yield from (each for each in found if each.graph_name not in _NO_SOURCE)

    def _places(self, term: object) -> Iterator[tuple[NamedNode | None, NamedNode]]:
        if self.canon and isinstance(term, NamedNode):
            yield from self.canon.places(term)
            if term in self.canon.everywhere:  # as a file without named graphs says it
                yield t.LOOSE, term
        else:
            yield None, cast(NamedNode, term)

    # -- labels -----------------------------------------------------------------------------------

    def _labels(self, gone: set[Quad], new: Written) -> tuple[set[Quad], set[Quad]]:
        """What changes among the default graph's `skos:prefLabel`."""
        graph = new.graph
        lost = self._by_entity(graph, ((q.subject, q.predicate, q.object) for q in gone if q.predicate in _NAMING))
        won = self._by_entity(graph, new.labels)
        out: set[Quad] = set()
        into: set[Quad] = set()
        for entity in {**lost, **won}:
            now = self._preferred(entity)
            less, more = lost.get(entity, []), won.get(entity, [])
            if len(now) == 1 and not _may_change(_text(now[0].object), less, more):
                continue
            label = best(self._votes(entity, without=(DEFAULT, graph)) + Counter(more))
            out.update(now)
            if label is not None:
                into.add(_pref(entity, label))
        return out - into, into

    def _by_entity(
        self, graph: NamedNode, rows: Iterable[tuple[object, object, object]]
    ) -> dict[NamedNode, list[_Label]]:
        """Labels of an article by what stands for the entity that they name."""
        out: dict[NamedNode, list[_Label]] = {}
        for subject, predicate, value in rows:
            entity = self.canon.of(graph, cast(NamedNode, subject))
            out.setdefault(entity, []).append((_rank(predicate, own=entity == subject), _text(value)))
        return out

    def _preferred(self, entity: NamedNode) -> list[Quad]:
        return list(self.store.quads_for_pattern(entity, t.PREF_LABEL, None, DEFAULT))

    def _votes(self, entity: NamedNode, *, without: tuple[NamedNode | DefaultGraph, ...]) -> Counter[_Label]:
        """How many graphs give each label, and whose it is."""
        found = {
            quad
            for graph, source in self._places(entity)
            for predicate in _NAMING
            for quad in self.store.quads_for_pattern(source, predicate, None, graph)
            if quad.graph_name not in without and self._shown(quad).subject == entity
        }
        return Counter((_rank(q.predicate, own=q.subject == entity), _text(q.object)) for q in found)

    # -- concepts ---------------------------------------------------------------------------------

    def _concepts_out(self, gone: set[Quad], new: Written) -> set[Quad]:
        """What the default graph says of concepts that no article uses any longer."""
        scheme = concepts()
        kept = {iri for used in new.concepts for iri in scheme.above(used)}
        doubtful = {iri for used in _used(gone) for iri in scheme.above(used)} - kept
        unused = (iri for iri in sorted(doubtful) if not self._uses(scheme.below(iri), new.graph))
        return {_default(triple) for iri in unused for triple in scheme.triples(iri)}

    def _uses(self, iris: Iterable[str], graph: NamedNode) -> bool:
        """Whether an article other than `graph` points at one of these concepts."""
        for iri in iris:
            found = self.store.quads_for_pattern(None, None, NamedNode(iri), None)
            if any(quad.graph_name != graph and quad.graph_name not in _NO_SOURCE for quad in found):
                return True
        return False

    # -- a file just read -------------------------------------------------------------------------

    def settle(self) -> None:
        """Bring the default graph of a store just loaded in step with its named graphs."""
        named = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({t.LOOSE}, {t.LINKS}, {t.DECISIONS}))"
        kept = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g NOT IN ({t.LINKS}, {t.DECISIONS}))"
        self.store.update("CLEAR DEFAULT")
        self.store.update(f"INSERT {{ ?s ?p ?o }} WHERE {{ {named} FILTER(?p != {t.PREF_LABEL}) }}")
        entities = {
            cast(NamedNode, row["s"])
            for row in _rows(self.store.query(f"SELECT DISTINCT ?s WHERE {{ {named} FILTER(?p = {t.LABEL}) }}"))
        }
        used = {
            cast(NamedNode, row["o"]).value
            for row in _rows(self.store.query(f"SELECT DISTINCT ?o WHERE {{ {kept} FILTER(isIRI(?o)) }}"))
        }
        loose = set(self.store.quads_for_pattern(None, None, None, t.LOOSE))
        own = entities.difference(cast(NamedNode, quad.subject) for quad in loose if quad.predicate == t.LABEL)
        derived = about(iri for iri in used if concepts().is_concept(iri))
        for entity in entities:
            label = best(self._votes(entity, without=(DEFAULT, t.LOOSE) if entity in own else (DEFAULT,)))
            if label is not None:
                derived.add(_pref(entity, label))
        self.store.extend(derived)
        stale = {quad for quad in loose if _plain(quad) in self.store or _stale(quad, own)}
        self.apply(stale, [_plain(quad) for quad in loose - stale])


_NAMING = (t.LABEL, t.PREF_LABEL)


def _rank(predicate: object, *, own: bool) -> int:
    """The knowledge base's labels first, then those of the entity that stands for others, then those of the others."""
    return 0 if predicate == t.PREF_LABEL else 1 if own else 2


def best(votes: Counter[_Label]) -> str | None:
    """The label that goes before, of such the most frequent, else the first in code point order."""
    ranked = sorted((rank, -count, label) for (rank, label), count in votes.items() if count > 0)
    return ranked[0][2] if ranked else None


def about(iris: Iterable[str]) -> set[Quad]:
    """What the default graph says of these concepts and of those above them."""
    return {quad for used in iris for quad in _about(used)}


@cache
def _about(iri: str) -> tuple[Quad, ...]:
    """The same of one concept: few are used, each by most articles."""
    scheme = concepts()
    return tuple(_default(triple) for above in scheme.above(iri) for triple in scheme.triples(above))


def _text(term: object) -> str:
    return cast(Literal, term).value


def _node(quad: Quad) -> NamedNode:
    return cast(NamedNode, quad.subject)


def _graph(quad: Quad) -> NamedNode:
    return cast(NamedNode, quad.graph_name)


def _pref(entity: NamedNode, label: str) -> Quad:
    return Quad(entity, t.PREF_LABEL, Literal(label), DEFAULT)


def _default(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, DEFAULT)


def _plain(quad: Quad) -> Quad:
    """The same triple in the default graph."""
    return Quad(quad.subject, quad.predicate, quad.object, DEFAULT)


def _data(found: Iterable[Quad]) -> str:
    """Quads as SPARQL's DATA blocks write them."""
    return "\n".join(
        f"{quad.subject} {quad.predicate} {quad.object} ."
        if quad.graph_name == DEFAULT
        else f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}"
        for quad in found
    )


def _rows(answer: object) -> QuerySolutions:
    return cast(QuerySolutions, answer)


def _may_change(now: str, less: Iterable[_Label], more: Iterable[_Label]) -> bool:
    """Whether an entity may get another label: not if the best only gains, or others only lose."""
    return any(label == now for _, label in less) or any(label != now for _, label in more)


def _used(found: Iterable[Quad]) -> list[str]:
    """The concepts that quads point at, sorted."""
    scheme = concepts()
    values = {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}
    return sorted(value for value in values if scheme.is_concept(value))


def _stale(quad: Quad, entities: set[NamedNode]) -> bool:
    """Whether a file's default graph says what the store itself derives."""
    if not isinstance(quad.subject, NamedNode) or quad.predicate not in COPIED:
        return False
    label = quad.predicate == t.PREF_LABEL and quad.subject in entities
    return label or concepts().is_concept(quad.subject.value)
