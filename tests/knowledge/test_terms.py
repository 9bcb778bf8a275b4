"""The terms of office against each other: what one person at a time holds, and the great powers without gaps."""

from __future__ import annotations

import datetime as dt
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import pytest

from kg.knowledge.people import HOLDER_COLUMNS
from kg.knowledge.tables import read_table

ROOT = Path(__file__).parents[2]
KNOWN = Path(__file__).with_name("known_overlaps.tsv")
SINGLE = (
    "head-of-state",
    "head-of-government",
    "supreme-leader",
    "foreign-minister",
    "defence-minister",
    "finance-minister",
    "interior-minister",
    "secretary-general",
)
TOLERANCE = dt.timedelta(days=92)


class Held(NamedTuple):
    """A term as far as it is certain: from the last day on which it may have begun to the first of its end."""

    name: str
    start: dt.date
    end: dt.date


def _first(day: str) -> dt.date:
    return dt.date.fromisoformat(day + "0000-01-01"[len(day) :])


def _last(day: str) -> dt.date:
    return dt.date.fromisoformat(day + "0000-12-28"[len(day) :])


@cache
def _terms() -> dict[tuple[str, str], list[Held]]:
    held: dict[tuple[str, str], list[Held]] = defaultdict(list)
    for _, name, _, _, terms in read_table("office_holders.tsv", columns=HOLDER_COLUMNS):
        for term in terms.split("|"):
            concept, of, _, start, end, seen = term.split("@")
            if start:
                held[of, concept].append(Held(name, _last(start), _first(end or seen or start)))
    return held


def _overlaps() -> Iterator[tuple[str, str, str, str]]:
    for (of, concept), terms in sorted(_terms().items()):
        if concept in SINGLE:
            for one, other in combinations(sorted(terms), 2):
                if min(one.end, other.end) - max(one.start, other.start) > TOLERANCE:
                    yield of, concept, one.name, other.name


def _known() -> set[tuple[str, ...]]:
    lines = [line for line in KNOWN.read_text("utf-8").splitlines() if not line.startswith("#")]
    return {tuple(line.split("\t")) for line in lines[1:]}


def test_overlaps_are_known() -> None:
    found = set(_overlaps())
    assert found - _known() == set(), "two persons in one office: correct tools/knowledge.toml, or list them"
    assert _known() - found == set(), "no longer overlapping"


POWERS = [
    ("country/US", "head-of-state"),
    ("country/US", "foreign-minister"),
    ("country/GB", "head-of-government"),
    ("country/GB", "foreign-minister"),
    ("country/FR", "head-of-state"),
    ("country/FR", "head-of-government"),
    ("country/FR", "foreign-minister"),
    ("country/DE", "head-of-state"),
    ("country/DE", "head-of-government"),
    ("country/DE", "foreign-minister"),
    ("country/RU", "head-of-state"),
    ("country/RU", "head-of-government"),
    ("country/RU", "foreign-minister"),
    ("country/CN", "head-of-state"),
    ("country/CN", "head-of-government"),
    ("country/CN", "foreign-minister"),
    ("country/JP", "head-of-government"),
    ("country/JP", "foreign-minister"),
    ("country/IN", "head-of-government"),
    ("country/IN", "foreign-minister"),
    ("country/IT", "head-of-government"),
    ("country/IT", "foreign-minister"),
    ("country/CA", "head-of-government"),
    ("country/CA", "foreign-minister"),
]


@pytest.mark.parametrize(("of", "concept"), POWERS)
def test_the_powers_have_no_gaps(of: str, concept: str) -> None:
    """On every day from 1990 to 2022 someone is in office, months without a day and a month's slack allowed."""
    concepts = (concept,) if concept == "foreign-minister" else (concept, "national-leader")
    states = (of, "country/SUHH") if of == "country/RU" else (of,)
    spans = []
    for _, _, _, _, terms in read_table("office_holders.tsv", columns=HOLDER_COLUMNS):
        for office, state, _, start, end, seen in (term.split("@") for term in terms.split("|")):
            if office in concepts and state in states and start:
                spans.append((_first(start), _last(end or seen or start)))
    until = dt.date(1990, 1, 1)
    for first, last in sorted(spans):
        if first <= until + dt.timedelta(days=45):
            until = max(until, last)
    assert until >= dt.date(2022, 12, 1), f"nobody after {until}"


def test_what_is_set_by_hand_is_of_use() -> None:
    settings = tomllib.loads((ROOT / "tools" / "knowledge.toml").read_text("utf-8"))
    labels = {row[1] for row in read_table("office_holders.tsv", columns=HOLDER_COLUMNS)}
    assert sorted(set(settings["aliases"]) - labels) == []
    same = [{one.partition("|")[0], other} for one, other in settings["same"].items()]
    assert [sorted(names) for names in same if not names & labels] == []
