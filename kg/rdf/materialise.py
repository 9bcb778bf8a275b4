"""Super-types and super-properties, for tools that don't infer (`export --materialise`)."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from kg.rdf import terms as t
from kg.resources import ontology

_SUBCLASS = NamedNode(t.RDFS + "subClassOf")
_SUBPROPERTY = NamedNode(t.RDFS + "subPropertyOf")


@cache
def _supers(relation: NamedNode) -> dict[NamedNode, tuple[NamedNode, ...]]:
    """All that stands above each class or property of the ontology, near and far."""
    above: dict[NamedNode, list[NamedNode]] = {}
    for quad in parse(path=ontology("diplomacy.ttl"), format=RdfFormat.TURTLE):
        if quad.predicate == relation and isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            above.setdefault(quad.subject, []).append(quad.object)
    return {each: _reach(each, above) for each in above}


def _reach(start: NamedNode, above: dict[NamedNode, list[NamedNode]]) -> tuple[NamedNode, ...]:
    found: dict[NamedNode, None] = {}
    queue = list(above[start])
    for node in queue:
        found[node] = None
        queue.extend(above.get(node, ()))
    return tuple(found)


def materialised(quads: Iterable[Quad]) -> list[Quad]:
    """The quads and what the ontology lets follow from each, in the same graph; each once."""
    found: dict[Quad, None] = {}
    for quad in quads:
        found[quad] = None
        subject, value, graph = quad.subject, quad.object, quad.graph_name
        for above in _supers(_SUBPROPERTY).get(quad.predicate, ()):
            found[Quad(subject, above, value, graph)] = None
        if quad.predicate == t.TYPE and isinstance(value, NamedNode):
            for above in _supers(_SUBCLASS).get(value, ()):
                found[Quad(subject, t.TYPE, above, graph)] = None
    return list(found)
