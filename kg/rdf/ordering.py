"""ORDER BY that can't bring the process down.

Oxigraph (0.5) compares a number with a string by their text, but two numbers by value, which is no
total order: Rust's sort then panics and takes the process with it. SPARQL leaves the order of a
number and a string open, so numbers are sorted apart: `ORDER BY ?x` becomes
`ORDER BY isNumeric(?x) ?x`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""(?P<skip>\s+|\#[^\n]*)
      | (?P<text>\"\"\".*?\"\"\"|'''.*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\s]*>)
      | (?P<variable>[?$]\w+)
      | (?P<word>[^\W\d][\w.-]*(?::[\w.-]*)?|:[\w.-]*)
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_ENDS = frozenset({"LIMIT", "OFFSET", "VALUES", "}"})
_DIRECTIONS = frozenset({"ASC", "DESC"})

Token = tuple[int, str, str]
"""Where it begins, what it is, its text (keywords in upper case)."""


def steady(query: str) -> str:
    """The query with each variable that it is ordered by ordered first by whether it is a number.

    >>> steady("SELECT * { ?s ?p ?o } ORDER BY ?s DESC(?o) LIMIT 3")
    'SELECT * { ?s ?p ?o } ORDER BY isNumeric(?s) ?s isNumeric(?o) DESC(?o) LIMIT 3'
    """
    out, at = [], 0
    for start, variable in _keys(list(_tokens(query))):
        out += [query[at:start], f"isNumeric({variable}) "]
        at = start
    return "".join([*out, query[at:]])


def _tokens(query: str) -> Iterator[Token]:
    for found in _TOKEN.finditer(query):
        kind = found.lastgroup or "other"
        if kind != "skip":
            yield found.start(), kind, found[0].upper() if kind == "word" else found[0]


def _keys(tokens: list[Token]) -> Iterator[tuple[int, str]]:
    """The variables that an ORDER BY names as they are or in ASC( ) or DESC( ), and where each begins."""
    depth: int | None = None  # of brackets within an ORDER BY; None outside one
    for i, (start, kind, text) in enumerate(tokens):
        if kind == "word" and text == "BY" and i and tokens[i - 1][2] == "ORDER":
            depth = 0
        elif depth is None:
            continue
        elif text in "()":
            depth += 1 if text == "(" else -1
        elif depth == 0 and text in _ENDS:
            depth = None
        elif depth == 0 and kind == "variable":
            yield start, text
        elif depth == 0 and text in _DIRECTIONS:
            inside = [t[2] for t in tokens[i + 1 : i + 4]]
            if len(inside) == 3 and inside[0] == "(" and inside[2] == ")" and tokens[i + 2][1] == "variable":
                yield start, inside[1]
