"""SPARQL over a store: queries that only read, by text or by name, with parameters and plain errors."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    QueryTriples,
    RdfFormat,
    Store,
    Triple,
    parse_query_results,
)

from kg.article import utf8
from kg.errors import QueryError
from kg.rdf import parameters, shown
from kg.rdf.files import serialised
from kg.rdf.ordering import steady
from kg.rdf.terms import prefixes
from kg.resources import ontology

_FORMATS = {"csv": QueryResultsFormat.CSV, "tsv": QueryResultsFormat.TSV, "json": QueryResultsFormat.JSON}
_NO_KEYWORD = re.compile(
    r"""\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\" | '''(?:[^'\\]|\\.|'(?!''))*'''
    | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' | <[^<>"{}|^`\\\s]*> | \#[^\n]*
    | [?$]\w+ | (?<![\w.-])[\w.-]*:[\w.:%-]*""",
    re.X | re.S,
)
"""What a keyword of SPARQL can stand in without being one: texts, IRIs, comments, variables, prefixed names."""
_FIRST_WORD = re.compile(r"\b(?!(?:PREFIX|BASE)\b)[A-Za-z]+\b", re.I)
_CHANGES = frozenset(("ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "LOAD", "MOVE", "WITH"))
_FEW = 6
_AT = re.compile(r"error at (\d+):(\d+): (.*)", re.S)


@dataclass(frozen=True, slots=True, repr=False)
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

    def __repr__(self) -> str:
        return shown.as_line(self)

    def _repr_html_(self) -> str:
        """What a notebook shows."""
        return shown.as_html(self)

    def __bool__(self) -> bool:
        """What an ASK says; else whether there is anything."""
        return bool(self.rows or self.triples) if self.truth is None else self.truth

    def serialise(self, form: str) -> bytes:
        """The answer as csv, tsv or json (SPARQL results formats), or ttl for triples.

        Raises:
            QueryError: this kind of answer has no such format.
        """
        if self.triples is not None and form == "ttl":
            return serialised(self.triples, RdfFormat.TURTLE, base=self.base)
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
    text = utf8(query) if _is_text(query) else named(query)
    _refuse_fetching(text)
    bound = parameters.bound(text, params, store=store, base=base)
    try:
        return _answer(_run(store, bound, base), base)
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise QueryError(_explained(str(error), bound)) from error


def _run(store: Store, query: str, base: str) -> QuerySolutions | QueryBoolean | QueryTriples:
    ordered = steady(query)
    if ordered != query:  # an empty store tells of mistakes where the query as given has them
        Store().query(query, prefixes=prefixes(base))
    return store.query(ordered, prefixes=prefixes(base))


def _is_text(query: str) -> bool:
    return "{" in query or len(query.split()) != 1


def _refuse_fetching(text: str) -> None:
    """A query reads this graph only."""
    words = re.split(r"\s+|(?=[{}()])|(?<=[{}()])", _NO_KEYWORD.sub(" ", text).upper())
    if "SERVICE" in words:
        raise QueryError("a query can't ask another server: SERVICE is not supported; load that data into a file first")


def names() -> tuple[str, ...]:
    """The names of the queries in `ontology/queries/`, sorted."""
    return tuple(sorted(path.stem for path in ontology("queries").glob("*.rq")))


def named(name: str) -> str:
    """The text of a named query.

    Raises:
        QueryError: there is none of that name.
    """
    if name not in names():
        near = difflib.get_close_matches(name, names(), n=1)
        meant = f" (did you mean {near[0]!r}?)" if near else ""
        raise QueryError(f"no query is named {name!r}{meant}; there are: {', '.join(names())}")
    return ontology("queries", f"{name}.rq").read_text(encoding="utf-8")


def _answer(found: QuerySolutions | QueryBoolean | QueryTriples, base: str) -> Answer:
    if isinstance(found, QueryTriples):
        return Answer(triples=tuple(sorted(set(found), key=str)), base=base)
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


def _explained(message: str, text: str) -> str:
    """Where a query is wrong and what stands there."""
    at = _AT.match(message)
    if not at:
        return f"the query can't be answered: {' '.join(message.split())}"
    word = _FIRST_WORD.search(_NO_KEYWORD.sub(" ", text))
    if word and word[0].upper() in _CHANGES:
        return "a query only reads: use SELECT, ASK, CONSTRUCT or DESCRIBE"
    line, column = int(at[1]), int(at[2])
    rest = "\n".join(text.split("\n")[line - 1 :])[column - 1 :].split()
    where = f"near {rest[0]!r}" if rest else "at its end"
    return f"the query is malformed at line {line}, column {column}, {where}: {_reason(at[3])}"


def _reason(message: str) -> str:
    """What the parser says, less what only a grammar's author can read."""
    message = " ".join(message.split())
    if not message.startswith("expected one of "):
        return message
    choices = message.removeprefix("expected one of ").split(", ")
    plain = [choice for choice in choices if ".." not in choice and not choice.startswith("[")]
    return f"expected {' or '.join(plain[:_FEW])}{' or other' if len(plain) > _FEW else ''}"
