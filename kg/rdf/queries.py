"""SPARQL over a store: queries that only read, by text or by name, with parameters and plain errors."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    Store,
    Triple,
    parse_query_results,
)

from kg.errors import QueryError
from kg.rdf.files import ordered_triples, turtle
from kg.resources import ontology

_FORMATS = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}
_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.S)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query gives.

    `columns` and `rows` of a SELECT (the text of each value, None where unbound), `truth` of an
    ASK, `triples` of a CONSTRUCT or DESCRIBE.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[str | None, ...], ...] = ()
    truth: bool | None = None
    triples: tuple[Triple, ...] | None = None
    base: str = ""
    results: bytes = b""

    def __iter__(self) -> Iterator[dict[str, str | None]]:
        """Rows as dictionaries."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        """What an ASK says; else whether there is anything."""
        return bool(self.rows or self.triples) if self.truth is None else self.truth

    def serialise(self, form: str) -> bytes:
        """The answer as csv, tsv or json (SPARQL results formats), or ttl for triples.

        Raises:
            QueryError: this kind of answer has no such format.
        """
        if self.triples is not None and form == "ttl":
            return turtle(self.triples, base=self.base)
        if self.triples is not None or form not in _FORMATS or (self.truth is not None and form != "json"):
            raise QueryError(f"this answer can't be written as {form!r}; {self._choices()}")
        if form == "json":
            return self.results
        found = parse_query_results(self.results, format=QueryResultsFormat.JSON)
        written = found.serialize(format=_FORMATS[form])
        return written or b""

    def _choices(self) -> str:
        if self.triples is not None:
            return "use ttl"
        return "use json" if self.truth is not None else "use csv, tsv or json"


def ask(store: Store, query: str, *, params: Mapping[str, str], base: str) -> Answer:
    """Run a query given as text or by name.

    Raises:
        QueryError: see `kg.store.Store.query`.
    """
    text = query if _is_text(query) else named(query)
    try:
        return _answer(store.query(text), base)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(_explained(str(error))) from error


def _is_text(query: str) -> bool:
    return "{" in query or len(query.split()) != 1


@cache
def names() -> tuple[str, ...]:
    """The names of the queries in `ontology/queries/`, sorted."""
    return tuple(sorted(path.stem for path in ontology("queries").glob("*.rq")))


def named(name: str) -> str:
    """The text of a named query.

    Raises:
        QueryError: there is none of that name.
    """
    if name not in names():
        raise QueryError(f"no query is named {name!r}; there are: {', '.join(names())}")
    return ontology("queries", f"{name}.rq").read_text(encoding="utf-8")


def _answer(found: QuerySolutions | QueryBoolean | QueryTriples, base: str) -> Answer:
    if isinstance(found, QueryTriples):
        return Answer(triples=tuple(ordered_triples(dict.fromkeys(found))), base=base)
    results = found.serialize(format=QueryResultsFormat.JSON) or b""
    if isinstance(found, QueryBoolean):
        return Answer(truth=bool(found), results=results)
    again = cast(QuerySolutions, parse_query_results(results, format=QueryResultsFormat.JSON))
    columns = tuple(variable.value for variable in again.variables)
    rows = tuple(tuple(None if term is None else _value(term) for term in row) for row in again)
    return Answer(columns=columns, rows=rows, results=results)


def _value(term: object) -> str:
    value = getattr(term, "value", None)
    return value if isinstance(value, str) else str(term)


def _explained(message: str) -> str:
    if at := _AT.match(message):
        return f"the query is malformed at line {at[1]}, column {at[2]}: {at[3]}"
    return f"the query can't be answered: {message}"
