"""Who held which office when, and what given names say about their bearers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.errors import KnowledgeError
from kg.knowledge.records import Holder
from kg.knowledge.tables import FOLDER, fold, listed, read_table

HOLDER_COLUMNS = ("name", "aliases", "gender", "qid", "concept", "of", "start", "end", "seen", "target")
GIVEN_COLUMNS = ("gender", "names")

OPEN = dt.timedelta(days=3 * 365)
"""How long after the last sighting a holder without a known end is still found."""

SLACK = dt.timedelta(days=92)
"""A holder is found this long before and after the term: sources differ by weeks, editions by months."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Office holders by surname, and the words of their names.

    `name_words`: the words of all persons' names, in lower case. `given_names`: a first name in
    lower case -> "m" or "f", where it is clear.
    """

    name_words: frozenset[str]
    given_names: Mapping[str, str]
    rows: Mapping[str, tuple[tuple[str, ...], ...]]
    related: Callable[[str, str], bool]

    def by_surname(self, surname: str) -> tuple[Holder, ...]:
        """All whose name, or another name of theirs, ends in the surname (or is it), in the table's order."""
        return tuple(_holder(row) for row in self.rows.get(fold(surname), ()))

    def find(
        self, surname: str, *, concept: str | None = None, on: dt.date | None = None, slack: dt.timedelta = SLACK
    ) -> tuple[Holder, ...]:
        """Those of `by_surname` with this office, or one above or below it, in it on that day.

        `slack` before the start and after the end still counts. A year or month without a day
        counts from its first day (start) or to its last (end). Where no end is known, the holder
        is found until `OPEN` after the day when the source last saw them in office.
        """
        rows = self.rows.get(fold(surname), ())
        rows = tuple(r for r in rows if concept is None or self.related(concept, r[4]))
        return tuple(_holder(r) for r in rows if on is None or _in_office(r, on, slack))


def load_holders(*, related: Callable[[str, str], bool], folder: Path = FOLDER) -> Holders:
    """Read the tables. `related`: is one concept the other, or above or below it?

    Raises:
        KnowledgeError: a table is malformed.
    """
    rows: dict[str, list[tuple[str, ...]]] = {}
    words: set[str] = set()
    for row in read_table("office_holders.tsv", columns=HOLDER_COLUMNS, folder=folder):
        cells = tuple(row)
        for ending in dict.fromkeys(_surnames(row)):
            rows.setdefault(ending, []).append(cells)
        words.update(row[0].casefold().replace("-", " ").split())
    return Holders(
        name_words=frozenset(words),
        given_names=MappingProxyType(dict(_given_names(folder))),
        rows=MappingProxyType({k: tuple(v) for k, v in rows.items()}),
        related=related,
    )


def _in_office(row: tuple[str, ...], on: dt.date, slack: dt.timedelta) -> bool:
    start, end = _first(row[6]), _last(row[7])
    if start is None:
        return False
    if end is None:
        end = (_last(row[8]) or start) + OPEN
    return start - slack <= on <= end + slack


def _holder(row: tuple[str, ...]) -> Holder:
    name, _, gender, qid, concept, of, start, end, _, target = row
    return Holder(name, concept, of, _first(start), _last(end), qid or None, gender or None, target or None)


def _first(text: str) -> dt.date | None:
    """The first day of `2014`, `2014-05` or `2014-05-03`."""
    return dt.date.fromisoformat(text + "0000-01-01"[len(text) :]) if text else None


def _last(text: str) -> dt.date | None:
    """The last day of `2014`, `2014-05` or `2014-05-03`."""
    if len(text) == 7:
        day = dt.date.fromisoformat(f"{text}-28") + dt.timedelta(days=4)
        return day.replace(day=1) - dt.timedelta(days=1)
    return dt.date.fromisoformat(text + "0000-12-31"[len(text) :]) if text else None


def _surnames(row: list[str]) -> Iterator[str]:
    """What may stand for the person: full names, last words, an Arabic name without its article."""
    for name in (row[0], *listed(row[1])):
        words = fold(name).split()
        yield " ".join(words)
        for n in (1, 2):
            last = " ".join(words[-n:])
            yield last
            if last[:3] in ARTICLES:
                yield last[3:]
        if row[5] in SURNAME_FIRST and len(words) > 1:
            yield words[0]


ARTICLES = frozenset({"al-", "el-", "al ", "el "})

SURNAME_FIRST = frozenset(f"country/{code}" for code in ("CN", "HK", "KH", "KP", "KR", "MO", "SG", "TW", "VN"))


def _given_names(folder: Path) -> Iterable[tuple[str, str]]:
    for gender, names in read_table("given_names.tsv", columns=GIVEN_COLUMNS, folder=folder):
        if gender not in ("f", "m"):
            raise KnowledgeError(f"given_names.tsv: gender {gender!r} is neither f nor m")
        for name in names.split():
            yield name, gender
