"""Who held which office when, and what given names say about their bearers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.errors import KnowledgeError
from kg.knowledge.records import Holder
from kg.knowledge.tables import FOLDER, fold, read_lines, read_table

HOLDER_COLUMNS = ("forms", "name", "gender", "qid", "terms")
GIVEN_COLUMNS = ("gender", "names")

OPEN = dt.timedelta(days=3 * 365)
"""How long after the last sighting a holder without a known end is still found."""

SLACK = dt.timedelta(days=92)
"""A holder is found this long before and after the term: sources differ by weeks, editions by months."""


@dataclass(frozen=True, slots=True)
class Holders:
    """Office holders by surname, and the words of their names.

    `name_words`: the words of all persons' names, folded (`kg.knowledge.fold`), without hyphens. `given_names`: a
    first name, folded -> "m" or "f", where it is clear.
    """

    name_words: frozenset[str]
    given_names: Mapping[str, str]
    rows: Mapping[str, str]
    related: Callable[[str, str], bool]

    def by_surname(self, surname: str) -> tuple[Holder, ...]:
        """All terms of the persons with this surname (or full name, or first and last name), by person.

        Diacritics, hyphens and case make no difference; `Sisi` also finds `el-Sisi`.
        """
        return self.find(surname)

    def find(
        self, surname: str, *, concept: str | None = None, on: dt.date | None = None, slack: dt.timedelta = SLACK
    ) -> tuple[Holder, ...]:
        """Those of `by_surname` with this office, or one above or below it, in it on that day.

        `slack` before the start and after the end still counts. A year or month without a day
        counts from its first day (start) or to its last (end). Where no end is known, the holder
        is found until `OPEN` after the day when the source last saw them in office.
        """
        return tuple(self._find(fold(surname).replace("-", " "), concept, on, slack))

    def _find(self, form: str, concept: str | None, on: dt.date | None, slack: dt.timedelta) -> Iterator[Holder]:
        for line in self.rows.get(form, "").splitlines():
            _, name, gender, qid, terms = line.split("\t")
            for term in terms.split("|"):
                office, of, target, start, end, seen = term.split("@")
                if concept is not None and not self.related(concept, office):
                    continue
                if on is None or _in_office(on, start, end, seen, slack):
                    first, last = _first(start), _last(end)
                    yield Holder(name, office, of, first, last, qid or None, gender or None, target or None)


def load_holders(*, related: Callable[[str, str], bool], folder: Path = FOLDER) -> Holders:
    """Read the tables. `related`: is one concept the other, or above or below it?

    Raises:
        KnowledgeError: a table is malformed.
    """
    # lines joined in one string: lists by the ten thousand would cost a third of the loading in garbage collection
    rows: dict[str, str] = {}
    for line in read_lines("office_holders.tsv", columns=HOLDER_COLUMNS, folder=folder):
        for form in line.split("\t", 1)[0].split("|"):
            held = rows.get(form)
            rows[form] = line if held is None else f"{held}\n{line}"
    return Holders(
        name_words=frozenset(" ".join(rows).split()),
        given_names=MappingProxyType(dict(_given_names(folder))),
        rows=MappingProxyType(rows),
        related=related,
    )


def _in_office(on: dt.date, start: str, end: str, seen: str, slack: dt.timedelta) -> bool:
    first = _first(start)
    if first is None:
        return False
    last = _last(end) or (_last(seen) or first) + OPEN
    return first - slack <= on <= last + slack


def _first(text: str) -> dt.date | None:
    """The first day of `2014`, `2014-05` or `2014-05-03`."""
    return dt.date.fromisoformat(text + "0000-01-01"[len(text) :]) if text else None


def _last(text: str) -> dt.date | None:
    """The last day of `2014`, `2014-05` or `2014-05-03`."""
    if len(text) == 7:
        day = dt.date.fromisoformat(f"{text}-28") + dt.timedelta(days=4)
        return day.replace(day=1) - dt.timedelta(days=1)
    return dt.date.fromisoformat(text + "0000-12-31"[len(text) :]) if text else None


def _given_names(folder: Path) -> Iterable[tuple[str, str]]:
    for gender, names in read_table("given_names.tsv", columns=GIVEN_COLUMNS, folder=folder):
        if gender not in ("f", "m"):
            raise KnowledgeError(f"given_names.tsv: gender {gender!r} is neither f nor m")
        for name in names.split():
            yield name, gender
