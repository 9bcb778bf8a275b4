"""Parameters of named queries.

The head of a query names them, one a line, and its body gives each a value in a `VALUES` block:

    # parameter: country (entity) whose office it is
    ...
      VALUES ?country { UNDEF }

As it stands the query runs anywhere, over all countries; a value given is read as a term (never
pasted as text) and replaces what is between the braces.
"""

from __future__ import annotations

import datetime as dt
import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import cast

from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from kg.article import utf8
from kg.errors import QueryError
from kg.rdf import terms as t
from kg.rdf.concepts import concepts
from kg.rdf.iris import quoted

_HEAD = re.compile(r"^# parameter: (\w+) \((\w+)\) (.+)$", re.M)
_BLOCK = re.compile(r"VALUES \?(\w+) \{[^}]*\}")
_DEFAULT = DefaultGraph()
_ENTITIES = tuple(t.ENTITY_CLASSES.values())
Term = NamedNode | Literal


@dataclass(frozen=True, slots=True)
class Parameter:
    """`kind`: entity, concept, article, date or text."""

    name: str
    kind: str
    meaning: str


def declared(text: str) -> tuple[Parameter, ...]:
    """The parameters that a query's head names, in its order."""
    return tuple(Parameter(*found) for found in _HEAD.findall(text))


def question(text: str) -> str:
    """The question at the head of a query, or nothing."""
    found = re.search(r"^# question: (.+)$", text, re.M)
    return found[1] if found else ""


def bound(text: str, params: Mapping[str, str], *, store: Store, base: str) -> str:
    """A query with values for its parameters.

    Raises:
        QueryError: it has no such parameter, or the value can't be one.
    """
    known = {parameter.name: parameter for parameter in declared(text)}
    for name in params:
        if name not in known:
            choices = f"it has: {', '.join(known)}" if known else "it has none"
            raise QueryError(f"the query has no parameter {name!r}; {choices}")
    values = {name: _terms(known[name], value, store=store, base=base) for name, value in params.items()}
    return _with_values(text, values)


def _terms(parameter: Parameter, value: str, *, store: Store, base: str) -> list[Term]:
    found = _read(parameter.kind, utf8(value).strip(), store=store, base=base)
    if not found:
        raise QueryError(f"{parameter.name}={value}: {_nothing(store, parameter.kind, value)}")
    return found


def _with_values(text: str, values: Mapping[str, Iterable[Term]]) -> str:
    """The query with what stands between the braces; in one step, so that no value is taken for a block."""
    places = _BLOCK.findall(text)
    if missing := [name for name in values if name not in places]:
        name = missing[0]
        raise QueryError(f"the query names the parameter {name!r} but has no `VALUES ?{name} {{ UNDEF }}`")

    def filled(block: re.Match[str]) -> str:
        given = values.get(block[1])
        return block[0] if given is None else f"VALUES ?{block[1]} {{ {' '.join(map(str, given))} }}"

    return _BLOCK.sub(filled, text)


def _nothing(store: Store, kind: str, value: str) -> str:
    if kind == "date":
        return "not a calendar day; write it as YYYY-MM-DD, such as 2017-12-22"
    labels = sorted({label for _, label in _labels(store, kind)})
    near = " or ".join(difflib.get_close_matches(value, labels, n=3))
    return f"nothing in the graph is called so{f'; did you mean {near}?' if near else ''}"


def _read(kind: str, value: str, *, store: Store, base: str) -> list[Term]:
    """What a value means: several things where a name is shared, none where it is unknown."""
    match kind:
        case "text":
            return [Literal(value)]
        case "date":
            return _date(value)
        case "concept":
            return _concept(value) or _by_label(store, kind, value)
        case "article":
            by_iri = _by_iri(store, value, base) or _by_iri(store, f"article/{value}", base)
            return by_iri or _by_label(store, kind, value)
        case "entity":
            return _by_iri(store, value, base) or _by_code(store, value) or _by_label(store, kind, value)
    raise QueryError(f"the query declares a parameter of an unknown kind {kind!r}")


def _date(value: str) -> list[Term]:
    try:
        return [Literal(dt.date.fromisoformat(value).isoformat(), datatype=t.DATE)]
    except ValueError:
        return []


def _concept(value: str) -> list[Term]:
    """By IRI or local name."""
    names = {scheme + value.replace(" ", "-") for scheme in (t.EVENTS, t.OFFICES)} | {value}
    return [NamedNode(iri) for iri in sorted(names & set(concepts().about))]


def _by_iri(store: Store, value: str, base: str) -> list[Term]:
    bare = value.removeprefix("<").removesuffix(">")
    for iri in (bare, base + quoted(bare)):
        try:
            node = NamedNode(iri)
        except ValueError:
            continue
        if any(True for _ in store.quads_for_pattern(node, t.TYPE, None, _DEFAULT)):
            return [node]
    return []


def _by_code(store: Store, value: str) -> list[Term]:
    found = store.quads_for_pattern(None, t.dkg("isoCode"), Literal(value.upper()), _DEFAULT)
    return sorted((cast(NamedNode, quad.subject) for quad in found), key=str)


def _by_label(store: Store, kind: str, value: str) -> list[Term]:
    """Those called so exactly, else in any case."""
    every = _labels(store, kind)
    for wanted, labels in ((value, every), (value.casefold(), [(iri, label.casefold()) for iri, label in every])):
        if found := {iri for iri, label in labels if label == wanted}:
            return [NamedNode(iri) for iri in sorted(found)]
    return []


def _labels(store: Store, kind: str) -> list[tuple[str, str]]:
    """What things of a kind are called, as pairs of IRI and label."""
    if kind == "concept":
        triples = (triple for found in concepts().about.values() for triple in found)
        return [(_iri(x.subject), _value(x.object)) for x in triples if x.predicate == t.PREF_LABEL]
    predicates = (t.HEADLINE,) if kind == "article" else (t.PREF_LABEL, t.LABEL, t.ALT_LABEL)
    classes = (t.dkg("Article"),) if kind == "article" else _ENTITIES
    things = {quad.subject for each in classes for quad in store.quads_for_pattern(None, t.TYPE, each, _DEFAULT)}
    return [
        (_iri(quad.subject), _value(quad.object))
        for predicate in predicates
        for quad in store.quads_for_pattern(None, predicate, None, _DEFAULT)
        if quad.subject in things
    ]


def _iri(node: object) -> str:
    return cast(NamedNode, node).value


def _value(node: object) -> str:
    return cast(Literal, node).value
