"""An answer as a notebook shows it: a small table, in which whatever the data says stays text."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from kg.render import escaped, printable

if TYPE_CHECKING:
    from kg.rdf.queries import Answer

MOST_ROWS = 50
MOST_LINES = 60
"""How many rows of a table, and lines of Turtle, are shown."""
_LEFT = "text-align: left"


def as_html(answer: Answer) -> str:
    """The answer as HTML: a table of its rows, or its triples as Turtle, or true or false."""
    if answer.truth is not None:
        return _framed(f"<b>{str(answer.truth).lower()}</b>")
    if answer.triples is not None:
        return _framed(_turtle(answer))
    return _framed(_table(answer))


def as_line(answer: Answer) -> str:
    """The answer in one line: what sort it is, and how much."""
    if answer.truth is not None:
        return f"<Answer: {str(answer.truth).lower()}>"
    if answer.triples is not None:
        return f"<Answer: {_counted(len(answer.triples), 'triple')}>"
    return f"<Answer: {_counted(len(answer), 'row')} of {', '.join(answer.columns)}>"


def _framed(body: str) -> str:
    # a notebook would set what stands between two dollar signs as a formula
    return f'<div class="tex2jax_ignore mathjax_ignore">{body}</div>'


def _table(answer: Answer) -> str:
    head = _row(answer.columns, cell="th")
    body = "\n".join(_row((value or "" for value in row), cell="td") for row in answer.rows[:MOST_ROWS])
    table = f"<table>\n<thead>{head}</thead>\n<tbody>\n{body}\n</tbody>\n</table>"
    return table + _count(len(answer), len(answer) > MOST_ROWS, "row")


def _row(values: Iterable[str], *, cell: str) -> str:
    cells = (f'<{cell} style="{_LEFT}">{escape(printable(value))}</{cell}>' for value in values)
    return f"<tr>{''.join(cells)}</tr>"


def _turtle(answer: Answer) -> str:
    """Its triples without the prefixes, which are the same each time."""
    lines = answer.serialise("ttl").decode("utf-8").rstrip("\n").split("\n")
    said = [line for line in lines if not line.startswith("@prefix ")]
    shown = "\n".join(said[:MOST_LINES])
    return f"<pre>{escape(escaped(shown))}</pre>" + _count(len(answer.triples or ()), len(said) > MOST_LINES, "triple")


def _count(number: int, cut: bool, noun: str) -> str:
    """How many there are; said of an empty table too, so that none is taken for an error."""
    return f"<p>{'the first of ' if cut else ''}{_counted(number, noun)}</p>"


def _counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
