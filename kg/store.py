"""A graph of articles: add, replace, remove, query, export, and say who is who.

Every article is one named graph. The store's default graph is the set union of them (`kg.rdf.merged`), in which
what is one goes by one IRI (`kg.identity`), and queries run on it alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from pyoxigraph import NamedNode, Quad, Triple
from pyoxigraph import Store as OxStore

from kg.errors import IriError, StoreError
from kg.facts import Facts
from kg.identity.identities import Identities
from kg.identity.records import Decision
from kg.rdf import files, queries
from kg.rdf import terms as t
from kg.rdf.iris import checked_base
from kg.rdf.merged import DEFAULT, Merged
from kg.rdf.queries import Answer
from kg.rdf.write import Build, Written, article_iri, write

if TYPE_CHECKING:
    import networkx as nx
    import rdflib

    from kg.identity.listing import Listed
    from kg.rdf.reading import Reading
    from kg.rdf.validate import Report

LOOSE = t.LOOSE


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
        self._merged = Merged(self._store)
        self._identities = Identities(self._store, self._merged, self.base)
        self._unparted = False  # the default graph holds what a file says, not yet told from what the store derives

    @classmethod
    def load(cls, path: str | Path, *, base: str | None = None) -> Store:
        """The graph in a file, read by its suffix (ttl, trig, nq, nt, jsonld).

        Args:
            base: what the IRIs of its data begin with; where not given, what those of its articles do.

        Raises:
            StoreError: it can't be read; the message says where and why.
        """
        store = cls(base=base or t.DEFAULT_BASE)
        files.read(Path(path), into=store._store)
        if base is None:
            store.base = store._identities.base = _base_of(store._store)
        store._unparted = True
        if any(True for _ in store._store.named_graphs()):
            store._part()
            store._merged.settle()
            store._identities.settle()
        return store

    def __len__(self) -> int:
        """How many triples a query sees."""
        self._ready()
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, DEFAULT))

    def __repr__(self) -> str:
        articles, triples = len(self.articles()), len(self)
        return f"<Store: {articles:,} article{'' if articles == 1 else 's'}, {triples:,} triples>"

    def articles(self) -> tuple[str, ...]:
        """The IRIs of its articles, sorted."""
        found = self._store.quads_for_pattern(None, t.TYPE, t.dkg("Article"), DEFAULT)
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
        self._ready()
        return queries.ask(self._store, query, params=params or {}, base=self.base)

    def triples(self) -> list[Triple]:
        """What a query sees, sorted."""
        return [quad.triple for quad in files.parsed(self.lines(named=False))]

    def quads(self) -> list[Quad]:
        """The named graphs, and in the default graph only what none of them says; sorted."""
        return list(files.parsed(self.lines(named=True)))

    def lines(self, *, named: bool) -> list[bytes]:
        """The same as sorted lines: of N-Quads if `named`, else of N-Triples."""
        self._ready()
        if named:
            return files.all_lines(self._store, apart=LOOSE, derived=self._merged.derived())
        return files.lines(self._store, DEFAULT)

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

    # -- who is who -----------------------------------------------------------------------------

    def entities(self, *, kind: str | None = None, like: str | None = None) -> tuple[Listed, ...]:
        """The persons, countries, organisations and places, doubtful ones first: how each is identified, and why.

        Args:
            kind: person, country, organisation, place or group alone.
            like: those alone whose names are like this one.

        Raises:
            IdentityError: there is no such kind.
        """
        from kg.identity.listing import listed

        self._ready()
        return listed(self._identities, kind=kind, like=like)

    def merge(self, a: str, b: str) -> Decision:
        """Decide that two entities are one. Each is named by its label, key or IRI.

        Raises:
            IdentityError: a name leads to none or to several, or the two can't be one.
            StoreError: the graph was read from a file without named graphs.
        """
        return self._decide("merge", a, b)

    def split(self, a: str, b: str | None = None) -> Decision:
        """Decide that an entity is none of those that it was merged with (or that two entities are not the same).

        One that several articles name alike is told apart for each of them. Raises as `merge`.
        """
        return self._decide("split", *([a] if b is None else [a, b]))

    def leave(self, a: str, b: str) -> Decision:
        """Decide that it stays open whether two entities are one. Raises as `merge`."""
        return self._decide("leave", a, b)

    def undo(self) -> Decision:
        """Take the last decision back. Raises as `merge`; also where there is none."""
        return self._decide("undo")

    def decisions(self) -> tuple[Decision, ...]:
        """The decisions about who is one, in the order in which they were made."""
        return tuple(self._identities.decisions())

    def decide(self, decisions: Iterable[Decision]) -> None:
        """Take over decisions, such as those of another graph, in place of its own."""
        self._ready()
        self._identities.decide(decisions)

    def _decide(self, action: str, *names: str) -> Decision:
        from kg.identity.deciding import decide

        self._part()
        if any(True for _ in self._store.quads_for_pattern(None, t.TYPE, t.dkg("Article"), LOOSE)):
            raise StoreError(
                "the graph was read from a file without named graphs, which can't hold decisions; use graph.trig"
            )
        self._ready()
        return decide(self._identities, action, names)

    def _ready(self) -> None:
        """Before anything is asked: articles that came or went may change who is one."""
        self._identities.ready()

    # -- graphs ---------------------------------------------------------------------------------

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
        """Put `new` in place of what its graph holds, default graph included."""
        self._refuse_loose(new.graph)
        self._merged.replace(new)
        self._identities.changed.add(new.graph)


def _base_of(store: OxStore) -> str:
    """What the IRIs of a graph begin with, as those of its articles tell."""
    for quad in store.quads_for_pattern(None, t.TYPE, t.dkg("Article"), None):
        base, found, _ = cast(NamedNode, quad.subject).value.rpartition("article/")
        if found:
            with suppress(IriError):
                return checked_base(base)
    return t.DEFAULT_BASE
