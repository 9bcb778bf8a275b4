"""The words that dates are made of: `data/dates.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.knowledge.tables import read_toml


@dataclass(frozen=True, slots=True)
class Words:
    """`dates.toml`."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    few: dict[str, list[int]]
    ordinals: dict[str, int]
    which_of_month: dict[str, int]
    centuries: dict[str, int]
    seasons: dict[str, int]
    decades: dict[str, int]
    day_words: dict[str, int]
    feasts: dict[str, list[int]]
    easter: dict[str, int]
    nth_weekday: dict[str, list[int]]
    called: dict[str, str]
    day_first: dict[str, bool]
    lists: dict[str, frozenset[str]]

    def step(self, which: str) -> int:
        """-1 for `last`, 1 for `next`, 0 for `this`."""
        low = which.lower()
        return (low in self.lists["future"]) - (low in self.lists["past"])


@cache
def words() -> Words:
    """The word tables, loaded once."""
    table = read_toml("dates.toml", folder=Path(__file__).parent / "data")
    plain = {name: table[name] for name in Words.__slots__ if name != "lists"}
    return Words(**plain, lists={name: frozenset(items) for name, items in table["words"].items()})


def plain(text: str) -> str:
    """The words in lower case, with straight apostrophes and single spaces.

    >>> plain("New  Year’s\\nDay")
    "new year's day"
    """
    return " ".join(text.lower().replace("’", "'").split())


def month_number(name: str) -> int:
    return words().months[name.lower().rstrip(".")]


def weekday_number(name: str) -> int:
    return words().weekdays[name.lower().rstrip(".")]


def year_of(text: str) -> int:
    """A year of four digits, of two in the century they are likely to mean, or spelled (`nineteen eighty-nine`)."""
    digits = text.strip("'’ ")
    if digits.isdigit():
        return int(digits) if len(digits) == 4 else 1900 + int(digits) if int(digits) >= 30 else 2000 + int(digits)
    first, rest = re.split(r"[-\s]+", digits.lower(), maxsplit=1)
    return words().numbers[first] * 100 + (count(rest) or 0)


def count(text: str) -> int | None:
    """A number in digits or words.

    >>> count("twenty-one"), count("1,200"), count("some")
    (21, 1200, None)
    """
    low = text.lower().replace(",", "")
    if low.isdigit():
        return int(low)
    parts = [words().numbers.get(p) for p in re.split(r"[-\s]+", low)]
    return sum(p for p in parts if p) if parts and all(parts) else None
