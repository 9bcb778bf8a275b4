"""A graph of articles: add, replace, remove, query, export.

Every article is one named graph. The store's default graph is the set union of them, with one
`skos:prefLabel` for each entity and the labels of the concepts in use; it is kept in step in the
same transaction, and queries run on it alone. (A *union* default graph would return a triple once
for each article that holds it, and so miscount.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, QuerySolutions, Triple
from pyoxigraph import Store as OxStore

from kg.errors import StoreError
from kg.facts import Facts
from kg.rdf import files, queries
from kg.rdf import terms as t
from kg.rdf.concepts import COPIED, concepts
from kg.rdf.iris import checked_base
from kg.rdf.queries import Answer
from kg.rdf.write import Build, Written, article_iri, write

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.rdf.reading import Reading
    from kg.rdf.validate import Report

_DEFAULT = DefaultGraph()
_Label = tuple[object, NamedNode, object]
LOOSE = NamedNode("urn:kg:loose")
"""Holds what was read from a file without named graphs; written as the default graph."""


class Store:
    """A graph of articles, in memory.

    Args:
        base: what the IRIs of its data begin with.
        build: what makes its facts, kept with each article.

    Raises:
        IriError: `base` can't be used.
    """

    def __init__(self, *, base: str = t.DEFAULT_BASE, build: Build | None = None) -> None:
        self.base = checked_base(base)
        self.build = build or Build()
        self._store = OxStore()
        self._unparted = False  # the default graph holds what a file says, not yet told from what the store derives

    @classmethod
    def load(cls, path: str | Path, *, base: str = t.DEFAULT_BASE) -> Store:
        """The graph in a file, read by its suffix (ttl, trig, nq, nt, jsonld).

        Raises:
            StoreError: it can't be read; the message says where and why.
        """
        store = cls(base=base)
        files.read(Path(path), into=store._store)
        store._unparted = True
        if any(True for _ in store._store.named_graphs()):
            store._part()
            store._settle()
        return store

    def __len__(self) -> int:
        """How many triples a query sees."""
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, _DEFAULT))

    def __repr__(self) -> str:
        articles, triples = len(self.articles()), len(self)
        return f"<Store: {articles:,} article{'' if articles == 1 else 's'}, {triples:,} triples>"

    def articles(self) -> tuple[str, ...]:
        """The IRIs of its articles, sorted."""
        found = self._store.quads_for_pattern(None, t.TYPE, t.dkg("Article"), _DEFAULT)
        return tuple(sorted(cast(NamedNode, quad.subject).value for quad in found))

    # -- ask ------------------------------------------------------------------------------------

    def query(self, query: str, *, params: Mapping[str, str] | None = None) -> Answer:
        """Ask a SPARQL query, given as text or by the name of one in `ontology/queries/`.

        Args:
            params: values for the parameters that the query's head names: `{"country": "RU"}`.

        Raises:
            QueryError: it is malformed (the message says where), would change or fetch something,
                or there is no query or parameter of that name.
        """
        return queries.ask(self._store, query, params=params or {}, base=self.base)

    def triples(self) -> list[Triple]:
        """What a query sees, sorted."""
        return [quad.triple for quad in files.parsed(self.lines(named=False))]

    def quads(self) -> list[Quad]:
        """The named graphs, and in the default graph only what none of them says; sorted."""
        return list(files.parsed(self.lines(named=True)))

    def lines(self, *, named: bool) -> list[bytes]:
        """The same as sorted lines: of N-Quads if `named`, else of N-Triples."""
        return files.all_lines(self._store, apart=LOOSE) if named else files.lines(self._store, _DEFAULT)

    def serialise(self, suffix: str, *, materialise: bool = False, of: str = "all") -> bytes:
        """The graph as a file of this suffix (ttl, trig, nq, nt, jsonld, csv, graphml, gexf) would hold it.

        Args:
            materialise: add the super-types and super-properties that the ontology names, for
                tools that don't infer.
            of: which network of the graph GraphML and GEXF hold: all, persons, countries or statements.

        Raises:
            OutputError: there is no such format.
            NetworkError: there is no such network.
        """
        kind = files.format_of(suffix)
        if kind in files.NETWORKS:
            from kg.network.files import written

            return written(self.to_networkx(of), kind)
        found = files.parsed(self.lines(named=kind in files.QUADS))
        return files.written(found, kind, base=self.base, materialise=materialise)

    def export(self, path: str | Path, *, materialise: bool = False, of: str = "all") -> None:
        """Write the graph to a file, in the format of its suffix: wholly or not at all.

        `materialise` and `of` are those of `serialise`.

        Raises:
            OutputError: there is no such format, or the file can't be written.
            NetworkError: there is no such network.
        """
        target = Path(path)
        files.write_beside(target, self.serialise(target.suffix, materialise=materialise, of=of))

    def reading(self) -> Reading:
        """What a query sees, as rows: facts with their words, entities, articles."""
        from kg.rdf.reading import read_back

        return read_back(self.triples())

    def view(self, path: str | Path, *, of: str = "all", since: str | None = None, until: str | None = None) -> int:
        """Write the graph as a picture: one HTML page that needs no network (`docs/picture.md`).

        The number of facts that it shows.

        `of`, `since` and `until` are those of `to_networkx`.

        Raises:
            NetworkError: there is no such network.
            DateError: a day is not a calendar day.
            OutputError: the file can't be written.
        """
        from kg.view import write_page

        return write_page(self.reading(), Path(path), of=of, since=since, until=until)

    def to_networkx(
        self, of: str = "countries", *, since: str | None = None, until: str | None = None
    ) -> nx.MultiDiGraph:
        """A network of the facts: all, persons, countries or statements (`docs/networks.md`).

        Args:
            since: leave out the facts of days before, YYYY-MM-DD; the day of a fact is its own,
                else the one that it was reported on.
            until: leave out the facts of days after.

        Raises:
            NetworkError: there is no such network.
            DateError: a day is not a calendar day.
        """
        from kg.network import network

        return network(self.reading(), of, since=since, until=until)

    def to_rdflib(self) -> rdflib.Graph:
        """What a query sees, as an `rdflib.Graph`."""
        from kg.rdf.convert import to_graph

        return to_graph(self.triples(), base=self.base)

    def to_rdflib_dataset(self) -> rdflib.Dataset:
        """The named graphs, and in the default graph only what none of them says."""
        from kg.rdf.convert import to_dataset

        return to_dataset(self.quads(), base=self.base)

    def check(self) -> Report:
        """What in the graph the shapes of `ontology/shapes.ttl` refuse (takes seconds)."""
        from kg.rdf.validate import check

        return check(self.to_rdflib())

    # -- change ---------------------------------------------------------------------------------

    def add(self, facts: Facts, *, keep_text: bool = False, build: Build | None = None) -> None:
        """Add an article's facts; an article that is there already is replaced.

        Raises:
            StoreError: the article was read from a file without named graphs, so can't be replaced.
        """
        self._replace(write(facts, base=self.base, build=build or self.build, keep_text=keep_text))

    def remove(self, article_id: str) -> None:
        """Remove an article; nothing of it is left.

        Raises:
            StoreError: there is no such article, or it was read from a file without named graphs.
        """
        graph = article_iri(article_id, base=self.base)
        if not self._holds(graph):
            self._refuse_loose(graph)
            raise StoreError(f"no article {article_id!r} in the graph; its articles are listed by `Store.articles()`")
        self._replace(Written(graph, [], [], ()))

    def _holds(self, graph: NamedNode) -> bool:
        return any(True for _ in self._store.quads_for_pattern(None, None, None, graph))

    def _part(self) -> None:
        """Keep what a file's default graph says in a graph apart, before the first change."""
        if self._unparted:
            self._store.update(f"INSERT {{ GRAPH {LOOSE} {{ ?s ?p ?o }} }} WHERE {{ ?s ?p ?o }}")
            self._unparted = False

    def _refuse_loose(self, graph: NamedNode) -> None:
        self._part()
        if any(True for _ in self._store.quads_for_pattern(graph, t.TYPE, None, LOOSE)):
            raise StoreError(
                f"article <{graph.value}> was read from a file without named graphs, so its facts can't be told"
                " from others'; read graph.trig instead"
            )

    def _replace(self, new: Written) -> None:
        """Put `new` in place of what its graph holds: one transaction, default graph included."""
        graph = new.graph
        self._refuse_loose(graph)
        come = [Quad(*row, graph) for row in new.rows]
        into = [Quad(*row, _DEFAULT) for row in new.rows if row[1] is not t.PREF_LABEL]
        into += _about(new.concepts)
        gone = self._gone(graph, come)
        out = self._unsaid(gone, into, new) if gone else set()
        labels_out, labels_into = self._labels(gone, new)
        self._apply(gone | out | labels_out, [*come, *into, *labels_into])

    def _gone(self, graph: NamedNode, come: Iterable[Quad]) -> set[Quad]:
        """What a graph holds and will not hold."""
        held = set(self._store.quads_for_pattern(None, None, None, graph))
        return held.difference(come) if held else held

    def _unsaid(self, gone: set[Quad], into: Iterable[Quad], new: Written) -> set[Quad]:
        """What the default graph says for the sake of `gone` alone, labels of entities apart."""
        out = {_plain(quad) for quad in gone if quad.predicate != t.PREF_LABEL} | self._concepts_out(gone, new)
        return {quad for quad in out.difference(into) if not self._elsewhere(quad, new.graph)}

    def _elsewhere(self, quad: Quad, graph: NamedNode) -> bool:
        """Whether the graph of another article says the same."""
        found = self._store.quads_for_pattern(quad.subject, quad.predicate, quad.object, None)
        return any(other.graph_name not in (graph, _DEFAULT) for other in found)

    def _apply(self, out: set[Quad], into: list[Quad]) -> None:
        """One transaction: `extend` is, and so is one update request."""
        if not out:
            self._store.extend(into)
            return
        self._store.update(f"DELETE DATA {{ {_data(out)} }} ; INSERT DATA {{ {_data(into)} }}")

    # -- labels ---------------------------------------------------------------------------------

    def _labels(self, gone: set[Quad], new: Written) -> tuple[set[Quad], set[Quad]]:
        """What changes among the default graph's `skos:prefLabel`."""
        lost = _by_entity((q.subject, q.predicate, q.object) for q in gone if q.predicate in (t.LABEL, t.PREF_LABEL))
        won = _by_entity(new.labels)
        out: set[Quad] = set()
        into: set[Quad] = set()
        for entity in {**lost, **won}:
            now = list(self._store.quads_for_pattern(entity, t.PREF_LABEL, None, _DEFAULT))
            less, more = lost.get(entity, []), won.get(entity, [])
            if len(now) == 1 and not _may_change(_text(now[0].object), less, more):
                continue
            label = _best(self._votes(entity, without=(_DEFAULT, new.graph)) + _tally(more))
            out.update(now)
            if label is not None:
                into.add(Quad(entity, t.PREF_LABEL, Literal(label), _DEFAULT))
        return out - into, into

    def _votes(self, entity: NamedNode, *, without: tuple[NamedNode | DefaultGraph, ...]) -> Counter[tuple[bool, str]]:
        """How many graphs give each label, and whether from knowledge."""
        return _tally(
            (quad.subject, quad.predicate, quad.object)
            for predicate in (t.LABEL, t.PREF_LABEL)
            for quad in self._store.quads_for_pattern(entity, predicate, None, None)
            if quad.graph_name not in without
        )

    # -- concepts -------------------------------------------------------------------------------

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
            found = self._store.quads_for_pattern(None, None, NamedNode(iri), None)
            if any(quad.graph_name not in (graph, _DEFAULT) for quad in found):
                return True
        return False

    def _settle(self) -> None:
        """Bring the default graph of a store just loaded in step with its named graphs."""
        named = f"GRAPH ?g {{ ?s ?p ?o }} FILTER(?g != {LOOSE})"
        self._store.update("CLEAR DEFAULT")
        self._store.update(f"INSERT {{ ?s ?p ?o }} WHERE {{ {named} FILTER(?p != {t.PREF_LABEL}) }}")
        entities = {
            cast(NamedNode, row["s"])
            for row in _rows(self._store.query(f"SELECT DISTINCT ?s WHERE {{ {named} FILTER(?p = {t.LABEL}) }}"))
        }
        used = {
            cast(NamedNode, row["o"]).value
            for row in _rows(self._store.query("SELECT DISTINCT ?o WHERE { GRAPH ?g { ?s ?p ?o } FILTER(isIRI(?o)) }"))
        }
        loose = set(self._store.quads_for_pattern(None, None, None, LOOSE))
        own = entities.difference(cast(NamedNode, quad.subject) for quad in loose if quad.predicate == t.LABEL)
        derived = _about(iri for iri in used if concepts().is_concept(iri))
        for entity in entities:
            label = _best(self._votes(entity, without=(_DEFAULT, LOOSE) if entity in own else (_DEFAULT,)))
            if label is not None:
                derived.add(Quad(entity, t.PREF_LABEL, Literal(label), _DEFAULT))
        self._store.extend(derived)
        stale = {quad for quad in loose if _plain(quad) in self._store or _stale(quad, own)}
        self._apply(stale, [_plain(quad) for quad in loose - stale])


def _text(term: object) -> str:
    return cast(Literal, term).value


def _default(triple: Triple) -> Quad:
    return Quad(triple.subject, triple.predicate, triple.object, _DEFAULT)


def _plain(quad: Quad) -> Quad:
    """The same triple in the default graph."""
    return Quad(quad.subject, quad.predicate, quad.object, _DEFAULT)


def _data(found: Iterable[Quad]) -> str:
    """Quads as SPARQL's DATA blocks write them."""
    return "\n".join(
        f"{quad.subject} {quad.predicate} {quad.object} ."
        if quad.graph_name == _DEFAULT
        else f"GRAPH {quad.graph_name} {{ {quad.subject} {quad.predicate} {quad.object} }}"
        for quad in found
    )


def _rows(answer: object) -> QuerySolutions:
    return cast(QuerySolutions, answer)


def _by_entity(labels: Iterable[_Label]) -> dict[NamedNode, list[_Label]]:
    """Labels by what they name."""
    out: dict[NamedNode, list[_Label]] = {}
    for label in labels:
        out.setdefault(cast(NamedNode, label[0]), []).append(label)
    return out


def _tally(labels: Iterable[_Label]) -> Counter[tuple[bool, str]]:
    """Votes: whether a label is the knowledge base's, and its text."""
    return Counter((predicate == t.PREF_LABEL, _text(value)) for _, predicate, value in labels)


def _best(votes: Counter[tuple[bool, str]]) -> str | None:
    """The knowledge base's label, else the most frequent, else the first in code point order."""
    ranked = sorted((not known, -count, label) for (known, label), count in votes.items() if count > 0)
    return ranked[0][2] if ranked else None


def _may_change(now: str, less: Iterable[_Label], more: Iterable[_Label]) -> bool:
    """Whether an entity may get another label: not if the best only gains, or others only lose."""
    return any(_text(label[2]) == now for label in less) or any(_text(label[2]) != now for label in more)


def _used(found: Iterable[Quad]) -> list[str]:
    """The concepts that quads point at, sorted."""
    scheme = concepts()
    values = {quad.object.value for quad in found if isinstance(quad.object, NamedNode)}
    return sorted(value for value in values if scheme.is_concept(value))


def _about(iris: Iterable[str]) -> set[Quad]:
    """What the default graph says of these concepts and of those above them."""
    scheme = concepts()
    return {_default(triple) for used in iris for iri in scheme.above(used) for triple in scheme.triples(iri)}


def _stale(quad: Quad, entities: set[NamedNode]) -> bool:
    """Whether a file's default graph says what the store itself derives."""
    if not isinstance(quad.subject, NamedNode) or quad.predicate not in COPIED:
        return False
    label = quad.predicate == t.PREF_LABEL and quad.subject in entities
    return label or concepts().is_concept(quad.subject.value)
