"""Triples as JSON-LD that a person can read: the context of `ontology/context.jsonld`, one object for each node.

Selectors stand inside the words that they select; all else is flat, in the order of the IRIs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, cast

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from kg.rdf import terms as t
from kg.resources import ontology

Nodes = dict[str, dict[NamedNode, list[NamedNode | BlankNode | Literal]]]
_NUMBER = "xsd:integer"
# what JSON writes alike and every reader of it holds whole
_PLAIN = re.compile(r"0|[1-9][0-9]{0,14}")
# a reference can't be resolved against a urn; against others it loses a query, a `#` and steps such as `..`
_BASE = re.compile(r"https?://[^/?#]+/(?:(?!\.{1,2}/)[^/?#]+/)*")
# what stays itself when it is resolved against a base: no scheme, no keyword, no empty step and no `..`
_RELATIVE = re.compile(r"[\w-]+(?:/(?!\.{1,2}(?:/|\Z))[^/?#]+)+")


@cache
def context() -> Mapping[str, Any]:
    """The context that `ontology/context.jsonld` holds."""
    text = ontology("context.jsonld").read_text(encoding="utf-8")
    return cast("dict[str, Any]", json.loads(text)["@context"])


def written(triples: Iterable[Triple], *, base: str) -> bytes:
    """A JSON-LD document of the triples, which must be sorted; it needs no other file."""
    nodes = grouped(triples)
    relative = base if _BASE.fullmatch(base) else None
    head = {"@base": relative, **context()} if relative else dict(context())
    inner = {node for node, about in nodes.items() if set(about.get(t.TYPE, ())) & {t.POSITION, t.QUOTE}}
    writer = _Compacter(nodes, inner, relative)
    graph = [writer.node(node) for node in nodes if node not in inner]
    return (json.dumps({"@context": head, "@graph": graph}, ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def grouped(triples: Iterable[Triple]) -> Nodes:
    """What is said of each node, in the order given."""
    nodes: Nodes = {}
    for triple in triples:
        about = nodes.setdefault(_name(triple.subject), {})
        about.setdefault(triple.predicate, []).append(cast("NamedNode | BlankNode | Literal", triple.object))
    return nodes


def _name(node: object) -> str:
    return node.value if isinstance(node, NamedNode) else str(node)


@cache
def _terms() -> tuple[dict[str, tuple[str, str | None]], dict[str, str], dict[str, str]]:
    """Of each property's IRI its term and coercion; of each class or value its term; the prefixes."""
    names = {name: value for name, value in context().items() if isinstance(value, str) and value[:1] != "@"}
    spaces = {name: value for name, value in names.items() if value.startswith("http")}
    properties: dict[str, tuple[str, str | None]] = {}
    others: dict[str, str] = {}
    for name, value in context().items():
        short = value["@id"] if isinstance(value, dict) else value
        if short.startswith("@") or name in spaces:
            continue
        prefix, _, local = short.partition(":")
        iri = spaces[prefix] + local
        if name[0].isupper():
            others[iri] = name
        else:
            properties[iri] = (name, value.get("@type") if isinstance(value, dict) else None)
    return properties, others, spaces


class _Compacter:
    """Writes nodes with the context's terms."""

    def __init__(self, nodes: Nodes, inner: set[str], base: str | None) -> None:
        self.nodes, self.inner, self.base = nodes, inner, base

    def node(self, name: str) -> dict[str, Any]:
        out: dict[str, Any] = {"id": self._reference(name)}
        for predicate, values in self.nodes[name].items():
            if predicate == t.TYPE:
                out["type"] = _one([self._vocabulary(_name(value)) for value in values])
                continue
            term, coercion = _terms()[0].get(predicate.value, (_compact(predicate.value), None))
            out[term] = _one([self._value(value, coercion) for value in values])
        return out

    def _value(self, value: NamedNode | BlankNode | Literal, coercion: str | None) -> Any:
        if isinstance(value, Literal):
            return _literal(value, coercion)
        name = _name(value)
        if name in self.inner:
            return self.node(name)
        if coercion == "@vocab":
            return self._vocabulary(name)
        return self._reference(name) if coercion == "@id" else {"id": self._reference(name)}

    def _reference(self, name: str) -> str:
        if self.base and name.startswith(self.base) and _RELATIVE.fullmatch(name, len(self.base)):
            return name.removeprefix(self.base)
        return _compact(name)

    def _vocabulary(self, name: str) -> str:
        return _terms()[1].get(name) or _compact(name)


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _compact(iri: str) -> str:
    for prefix, space in _terms()[2].items():
        if iri.startswith(space) and len(iri) > len(space) and not iri.startswith("//", len(space)):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri


def _literal(value: Literal, coercion: str | None) -> Any:
    if value.language:
        return {"@value": value.value, "@language": value.language}
    kind = _compact(value.datatype.value)
    if kind == coercion == _NUMBER and _PLAIN.fullmatch(value.value):
        return int(value.value)
    if kind == coercion != _NUMBER:
        return value.value
    if kind == "xsd:string" and coercion is None:
        return value.value
    return {"@value": value.value, "@type": kind}
