"""Persons of one article: full names, their variants and short forms joined to one referent each.

`Sergei` and `Sergey Lavrov`, `Lavrov`, `Boris` and `Johnson` lead to one person each. Where a short
form fits two persons that have been named, it is linked to neither.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from rapidfuzz import fuzz

from kg.knowledge import Holders, holders
from kg.knowledge.records import Holder
from kg.language.registry import slug
from kg.language.words import name_words

SAME_SPELLING = 80.0
"""rapidfuzz ratio from which two spellings of a first name are one (`Sergei`/`Sergey` 83)."""
SAME_GIVEN = 65.0
"""The same for two given names that bearers have, with the same consonants (`Mohammed`/`Muhammad` 75)."""
SAME_SURNAME = 86.0
"""The same for a surname alone (`Zelensky`/`Zelenskiy` 94)."""
_SYLLABLE = 5
_INITIALS = re.compile(r"(?:[^\W\d_]\.-?)+")
_CONSONANTS = str.maketrans({**dict.fromkeys("aeiouyjh'-", None), "q": "k", "c": "k", "w": "v", "z": "s"})
_CAREER = dt.timedelta(days=20 * 365)
"""How long before and after a known office a namesake is still taken for its holder."""


@functools.lru_cache(maxsize=4096)
def name_parts(text: str) -> tuple[str, ...]:
    """The words of a person's name that count: no particles, initials or suffixes; folded by `slug`.

    Of a name with initials only, the first initial stays: it tells a full name from a surname.
    """
    lists = name_words()
    out: list[str] = []
    initial = ""
    for word in text.replace("’", "'").split():
        low = word.casefold()
        if low in lists.particles or low in lists.suffixes:
            continue
        if _INITIALS.fullmatch(word):
            initial = initial or low[0]
            continue
        part = _bare(slug(word))
        if len(part) > 1 or not out:
            out.append(part)
    return (initial, *out) if initial and len(out) == 1 else tuple(out)


def _bare(part: str) -> str:
    """`al-karim`: the name behind the article."""
    head, _, rest = part.partition("-")
    return rest if rest and head in name_words().articles else part


def suffix_of(text: str) -> str | None:
    """What tells a son from his father: `jr`, `sr`, `ii`; None where the name has none."""
    last = text.split()[-1].casefold().rstrip(".") if text.split() else ""
    return last if last in name_words().suffixes and len(text.split()) > 1 else None


def families(parts: tuple[str, ...]) -> frozenset[str]:
    """The parts by which a person of this full name may be called with a title.

    The last; the first where it is a family name of East Asia; the last but one of a Spanish double surname.
    """
    found = {parts[-1]}
    if len(parts) > 1 and (parts[0] in name_words().family_first or "-" in parts[-1] and _syllables(parts[-1])):
        found.add(parts[0])
    if len(parts) > 2:
        found.add(parts[-2])
    return frozenset(found)


def _syllables(part: str) -> bool:
    """`jae-in`, `chul-soo`: two syllables of a given name."""
    return all(1 < len(piece) <= _SYLLABLE for piece in part.split("-"))


@dataclass(slots=True)
class Person:
    """One person of the article: the parts of the fullest name, and where first named."""

    name: str
    parts: tuple[str, ...]
    first: int
    spellings: list[tuple[str, ...]] = field(default_factory=list)

    @property
    def families(self) -> frozenset[str]:
        """The parts by which the person may be called with a title."""
        return frozenset(part for parts in self.full for part in families(parts))

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

    def named(self, text: str, parts: tuple[str, ...]) -> Person | None:
        """The first person who may bear this full name."""
        near = {n for part in parts for n in self._by_part.get(part, ())} | self._by_initials.get(
            _initials(parts), set()
        )
        for n in sorted(near):
            person = self._all[n]
            if _told_apart(person.name, text):
                continue
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
        held = people.named(text, parts)
        if held is None:
            people.add(Person(text, parts, at))
        elif len(parts) > len(held.parts):
            held.spellings.append(held.parts)
            held.name, held.parts = text, parts
        elif parts not in held.spellings and parts != held.parts:
            held.spellings.append(parts)
    return people


def _told_apart(a: str, b: str) -> bool:
    """`Martin Olsen Jr` and `Martin Olsen Sr` are two."""
    one, other = suffix_of(a), suffix_of(b)
    return one is not None and other is not None and one != other


def _same_full(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Two full names that one person may bear: the shorter's parts stand in the longer, or are spelt much alike."""
    if len(a) > len(b):
        a, b = b, a
    if all(part in b for part in a):
        return True
    if "".join(a).replace("-", "") == "".join(b).replace("-", ""):
        return True  # Kim Sang Ho, Kim Sang-ho
    if len(a) != len(b):
        return len(a) == 2 and len(a[0]) == 1 and a[-1] == b[-1] and a[0] == b[0][0]
    pairs = list(zip(a, b, strict=True))
    return all(x == y or _alike_first(x, y) for x, y in pairs[:-1]) and (
        pairs[-1][0] == pairs[-1][1] or _alike(*pairs[-1])
    )


def _alike_first(x: str, y: str) -> bool:
    """`Sergei` and `Sergey`, `J` and `John`; not `Mario` and `Maria`, who are two."""
    if x[0] != y[0]:
        return False
    if len(x) == 1 or len(y) == 1:
        return True
    given = holders().given_names
    if x in given and y in given:
        return given[x] == given[y] and _skeleton(x) == _skeleton(y) and fuzz.ratio(x, y) >= SAME_GIVEN
    return len(x) > 3 and fuzz.ratio(x, y) >= SAME_SPELLING


def _alike(x: str, y: str) -> bool:
    """`Zelensky` and `Zelenskiy`, `Gaddafi` and `Gadafi`; not `Johnson` and `Johnston`, `Petrov` and `Petrova`."""
    if x[0] != y[0] or min(len(x), len(y)) < 4 or _inflected(x, y) or _inflected(y, x):
        return False
    score = fuzz.ratio(x, y)
    return score >= SAME_SPELLING and _skeleton(x) == _skeleton(y) or score >= SAME_SURNAME and min(len(x), len(y)) > 8


def _inflected(x: str, y: str) -> bool:
    """`Brandts` of `Brandt`, `Petrova` of `Petrov`, `Polanska` of `Polanski`: another person or several."""
    return y in (x + "s", x + "es", x + "a") or x[-1] in "iy" and y in (x[:-1] + "a", x[:-2] + "aya", x[:-2] + "aia")


def _skeleton(x: str) -> str:
    """The consonants, as transliterations agree on them, each once."""
    out = ""
    for letter in x.translate(_CONSONANTS):
        if not out.endswith(letter):
            out += letter
    return out


def refer(text: str, people: People, *, at: int) -> Person | None:
    """Whom a short form names: the only person with that surname or first name, or the only one named so far."""
    found = candidates(text, people, at=at)
    return found[0] if len(found) == 1 else None


def candidates(text: str, people: People, *, at: int, fits: Callable[[Person], bool] = lambda _: True) -> list[Person]:
    """All whom a short form may name at that place; of several, those with it as a surname, then those named before.

    Args:
        fits: whether what else is known of the name (the gender in `Mrs`) agrees with the person.
    """
    parts = name_parts(text)
    if not parts:
        return []
    found = [p for p in people.with_part(parts[-1]) if any(_short_for(parts, s) for s in p.full)]
    if not found and len(parts) == 1 and len(parts[0]) > 4:
        likely = people.with_letter(parts[0][0])
        found = [p for p in likely if any(_alike(parts[0], own) for own in p.parts[1:])]
    suffix = suffix_of(text)
    found = [p for p in found if fits(p) and suffix in (None, suffix_of(p.name))]
    found = _narrowed(found, [p for p in found if p.parts == parts and suffix == suffix_of(p.name)])
    found = _narrowed(found, [p for p in found if len(parts) > 1 or parts[-1] in p.families])
    return _narrowed(found, [p for p in found if p.first <= at])


def _narrowed(found: list[Person], likelier: list[Person]) -> list[Person]:
    return likelier if len(found) > 1 and likelier else found


def _short_for(parts: tuple[str, ...], full: tuple[str, ...]) -> bool:
    return all(part in full or len(part) == 1 and full[0].startswith(part) for part in parts)


def known_person(person: Person, *, table: Holders, on: dt.date | None) -> Holder | None:
    """The only person of the office-holder table with this full name, or a spelling of it, of age on the day."""
    rows = table.by_surname(" ".join(person.name.split()))
    if not rows:
        parts = person.parts
        rows = tuple(
            h
            for h in table.by_surname(parts[-1])
            if len(theirs := name_parts(h.name)) == 2 and _same_full(theirs, parts)
        )
    found: dict[str, Holder] = {}
    for holder in rows:
        if on and holder.start and not holder.start - _CAREER <= on <= (holder.end or holder.start) + _CAREER:
            continue
        found.setdefault(holder.qid or holder.name, holder)
    return next(iter(found.values())) if len(found) == 1 else None
