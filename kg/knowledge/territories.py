"""States, territories and regions: ids, what they belong to, and which state had a government in which years."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KnowledgeError
from kg.knowledge.tables import FOLDER, listed, read_table

TERRITORY_COLUMNS = ("code", "qid", "kind", "parent", "start", "end", "successors", "continued", "was")
KINDS = ("state", "territory", "region", "disputed", "former")


@dataclass(frozen=True, slots=True)
class Territory:
    """One row: the key and code of a territory, and keys of others in `parent`, `successors`, `continued` and `was`.

    `kind`: one of `KINDS`. `parent`: what it belongs to. `start`: its first day, `end`: the first day after its last.
    `continued`: the state whose government took its place. `was`: which former state had this one's capital and
    government, from when until when.
    """

    key: str
    code: str
    qid: str | None
    kind: str
    parent: str | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    successors: tuple[str, ...] = ()
    continued: str | None = None
    was: tuple[tuple[str, dt.date, dt.date], ...] = ()

    def stood(self, day: dt.date) -> bool:
        """Was it there on that day, as far as is known?"""
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)


def governed(key: str, day: dt.date, *, territories: Mapping[str, Territory]) -> str:
    """The key of the state whose government sat on that day where this one's sits or sat; else the key itself.

    Of Russia before 26 December 1991 and of the Soviet Union until then that is the Soviet Union, after it Russia.
    """
    here = territories.get(key)
    if here is None:
        return key
    if here.kind == "former" and here.continued and not here.stood(day):
        here = territories[here.continued]
    return next((before for before, start, end in here.was if start <= day < end), here.key)


def load_territories(*, keys: Mapping[str, str], folder: Path = FOLDER) -> dict[str, Territory]:
    """Read the table, by key.

    Args:
        keys: of the countries and regions, by their codes.

    Raises:
        KnowledgeError: it is malformed, or speaks of a code that is none of a country or region.
    """
    rows = read_table("territories.tsv", columns=TERRITORY_COLUMNS, folder=folder)
    try:
        return {keys[row[0]]: _territory(row, keys) for row in rows}
    except KeyError as error:
        raise KnowledgeError(
            f"territories.tsv: the code {error.args[0]!r} is in neither countries.tsv nor places.tsv"
        ) from None


def _territory(row: list[str], keys: Mapping[str, str]) -> Territory:
    code, qid, kind, parent, *rest = row
    key, of = keys[code], keys[parent] if parent else None
    if not any(rest):
        return Territory(key, code, qid or None, kind or "state", of)
    start, end, successors, continued, was = rest
    try:
        spans = tuple(_span(text, keys) for text in listed(was))
        first, last = (dt.date.fromisoformat(day) if day else None for day in (start, end))
    except ValueError as error:
        raise KnowledgeError(f"territories.tsv, row {code!r}: {error}; days are YYYY-MM-DD") from None
    after, now = tuple(keys[other] for other in listed(successors)), keys[continued] if continued else None
    return Territory(key, code, qid or None, kind or "state", of, first, last, after, now, spans)


def _span(text: str, keys: Mapping[str, str]) -> tuple[str, dt.date, dt.date]:
    code, start, end = text.split(" ")
    return keys[code], dt.date.fromisoformat(start), dt.date.fromisoformat(end)
