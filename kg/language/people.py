"""Persons of one article: full names, their variants and short forms joined to one referent each.

`Sergei` and `Sergey Lavrov`, `Lavrov`, `Boris` and `Johnson` lead to one person each. Where a short
form fits two persons that have been named, it is linked to neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from kg.knowledge import Holders
from kg.knowledge.records import Holder
from kg.language.registry import slug
from kg.language.words import name_words

SAME_SPELLING = 80.0
"""rapidfuzz ratio from which two spellings of a first name are one (`Sergei`/`Sergey` 83)."""
SAME_SURNAME = 86.0
"""The same for a surname alone (`Zelensky`/`Zelenskiy` 94)."""
_CAREER = dt.timedelta(days=20 * 365)
"""How long before and after a known office a namesake is still taken for its holder."""


def name_parts(text: str) -> tuple[str, ...]:
    """The words of a person's name that count: no particles, initials or suffixes; folded by `slug`."""
    lists = name_words()
    out: list[str] = []
    for word in text.replace("’", "'").split():
        low = word.casefold()
        if low in lists.particles or low in lists.suffixes or (len(word) <= 2 and word.endswith(".")):
            continue
        part = slug(word)
        if len(part) > 1 or not out:
            out.append(part)
    return tuple(out)


@dataclass(slots=True)
class Person:
    """One person of the article: the parts of the fullest name, and where first named."""

    name: str
    parts: tuple[str, ...]
    first: int
    spellings: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def surname(self) -> str:
        return self.parts[-1]


def gather(names: Iterable[tuple[int, str]]) -> list[Person]:
    """Persons from the full names (two parts or more) of an article, with their positions."""
    people: list[Person] = []
    for at, text in names:
        parts = name_parts(text)
        if len(parts) < 2:
            continue
        held = next((p for p in people if any(_same_full(s, parts) for s in (p.parts, *p.spellings))), None)
        if held is None:
            people.append(Person(text, parts, at))
        elif len(parts) > len(held.parts):
            held.spellings.append(held.parts)
            held.name, held.parts = text, parts
        elif parts not in held.spellings and parts != held.parts:
            held.spellings.append(parts)
    return people


def _same_full(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two full names that one person may bear: the shorter's parts stand in the longer, or are spelt much alike."""
    if len(a) > len(b):
        a, b = b, a
    if all(part in b for part in a):
        return True
    if len(a) != len(b):
        return False
    return all(
        x == y or _alike(x, y, SAME_SPELLING if i < len(a) - 1 else SAME_SURNAME)
        for i, (x, y) in enumerate(zip(a, b, strict=True))
    )


def _alike(x: str, y: str, limit: float) -> bool:
    if x[0] != y[0]:
        return False
    if len(x) == 1 or len(y) == 1:
        return True
    return len(x) > 3 and fuzz.ratio(x, y) >= limit


def refer(text: str, people: list[Person], *, at: int) -> Person | None:
    """Whom a short form names: the only person with that surname or first name, or the only one named so far."""
    parts = name_parts(text)
    if not parts:
        return None
    found = [p for p in people if any(_short_for(parts, s) for s in (p.parts, *p.spellings))]
    if not found and len(parts) == 1 and len(parts[0]) > 4:
        found = [p for p in people if any(_alike(parts[0], own, SAME_SURNAME) for own in p.parts[1:])]
    if len(found) > 1:
        by_surname = [p for p in found if p.surname == parts[-1]]
        found = by_surname or found
    if len(found) > 1:
        found = [p for p in found if p.first <= at]
    return found[0] if len(found) == 1 else None


def _short_for(parts: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return all(part in full for part in parts)


def known_person(person: Person, *, holders: Holders, on: dt.date | None) -> Holder | None:
    """The only person of the office-holder table with this full name, or a spelling of it, of age on the day."""
    rows = holders.by_surname(" ".join(person.name.split()))
    if not rows:
        parts = person.parts
        rows = tuple(
            h
            for h in holders.by_surname(parts[-1])
            if len(theirs := name_parts(h.name)) == 2 and _same_full(theirs, parts)
        )
    found: dict[str, Holder] = {}
    for holder in rows:
        if on and holder.start and not holder.start - _CAREER <= on <= (holder.end or holder.start) + _CAREER:
            continue
        found.setdefault(holder.qid or holder.name, holder)
    return next(iter(found.values())) if len(found) == 1 else None
