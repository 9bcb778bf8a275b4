"""Oxigraph's terms -> rdflib's. The only place, with `validate`, that imports rdflib."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph as ox
import rdflib
from rdflib.term import Node

from kg.errors import StoreError
from kg.rdf.terms import prefixes


def to_term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple, seen: dict[object, Node]) -> Node:
    """One term; `seen` holds those converted before, so that equal ones are one object."""
    if term not in seen:
        seen[term] = _converted(term)
    return seen[term]


def _converted(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, ox.Triple):
        raise StoreError(f"rdflib can't hold a triple inside a triple: {term}")
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    kind = None if term.datatype == _STRING else rdflib.URIRef(term.datatype.value)
    return rdflib.Literal(term.value, datatype=kind, normalize=False)


_STRING = ox.NamedNode("http://www.w3.org/2001/XMLSchema#string")


def _bound(graph: rdflib.Graph, base: str) -> None:
    for prefix, namespace in prefixes(base).items():
        graph.bind(prefix, namespace, replace=True)


def to_graph(triples: Iterable[ox.Triple], *, base: str) -> rdflib.Graph:
    """An `rdflib.Graph` of the triples."""
    graph = rdflib.Graph()
    _bound(graph, base)
    seen: dict[object, Node] = {}
    for triple in triples:
        subject, predicate, value = (to_term(term, seen) for term in triple)
        graph.add((subject, predicate, value))
    return graph


def to_dataset(quads: Iterable[ox.Quad], *, base: str) -> rdflib.Dataset:
    """An `rdflib.Dataset` of the quads."""
    dataset = rdflib.Dataset()
    _bound(dataset, base)
    seen: dict[object, Node] = {}
    for quad in quads:
        subject, predicate, value = (to_term(term, seen) for term in quad.triple)
        name = quad.graph_name
        graph = dataset.default_graph if isinstance(name, ox.DefaultGraph) else dataset.graph(rdflib.URIRef(name.value))
        graph.add((subject, predicate, value))
    return dataset
