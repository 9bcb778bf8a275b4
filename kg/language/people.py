"""Persons of one article: full names, their variants and short forms joined to one referent each.

`Sergei` and `Sergey Lavrov`, `Lavrov`, `Boris` and `Johnson` lead to one person each. Where a short
form fits two persons that have been named, it is linked to neither.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
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

    @property
    def full(self) -> tuple[tuple[str, ...], ...]:
        """The parts of the fullest name, and of each other spelling."""
        return (self.parts, *self.spellings)


class People:
    """The persons of an article, in order of first mention, found by the parts of their names."""

    def __init__(self) -> None:
        self._all: list[Person] = []
        self._by_part: dict[str, set[int]] = {}
        self._by_initials: dict[tuple[str, ...], set[int]] = {}
        self._by_letter: dict[str, set[int]] = {}

    def __iter__(self) -> Iterator[Person]:
        return iter(self._all)

    def add(self, person: Person) -> None:
        self._all.append(person)
        self._enter(len(self._all) - 1, person.parts)

    def named(self, parts: tuple[str, ...]) -> Person | None:
        """The first person who may bear this full name."""
        near = {n for part in parts for n in self._by_part.get(part, ())} | self._by_initials.get(
            _initials(parts), set()
        )
        for n in sorted(near):
            person = self._all[n]
            if any(_same_full(spelling, parts) for spelling in person.full):
                self._enter(n, parts)
                return person
        return None

    def with_part(self, part: str) -> list[Person]:
        """Those of whose name it is a part."""
        return [self._all[n] for n in sorted(self._by_part.get(part, ()))]

    def with_letter(self, letter: str) -> list[Person]:
        """Those of whose names a part begins so."""
        return [self._all[n] for n in sorted(self._by_letter.get(letter, ()))]

    def _enter(self, n: int, parts: tuple[str, ...]) -> None:
        self._by_initials.setdefault(_initials(parts), set()).add(n)
        for part in parts:
            self._by_part.setdefault(part, set()).add(n)
            self._by_letter.setdefault(part[0], set()).add(n)


def _initials(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part[0] for part in parts)


def gather(names: Iterable[tuple[int, str]]) -> People:
    """Persons from the full names (two parts or more) of an article, with their positions."""
    people = People()
    for at, text in names:
        parts = name_parts(text)
        if len(parts) < 2:
            continue
        held = people.named(parts)
        if held is None:
            people.add(Person(text, parts, at))
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


def refer(text: str, people: People, *, at: int) -> Person | None:
    """Whom a short form names: the only person with that surname or first name, or the only one named so far."""
    parts = name_parts(text)
    if not parts:
        return None
    found = [p for p in people.with_part(parts[0]) if any(_short_for(parts, s) for s in p.full)]
    if not found and len(parts) == 1 and len(parts[0]) > 4:
        likely = people.with_letter(parts[0][0])
        found = [p for p in likely if any(_alike(parts[0], own, SAME_SURNAME) for own in p.parts[1:])]
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
