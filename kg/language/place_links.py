"""Which of several places of one name is meant: by what stands beside it, then by the company it keeps.

`Paris, Texas`; `the Lebanese city of Tripoli`; `Córdoba and Rosario in Argentina`. Where two remain,
the words are kept as a place of this article, without country and coordinates.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg.facts import EntityKind
from kg.knowledge import gazetteer
from kg.knowledge.records import Sense
from kg.language.link_page import Work
from kg.language.state import Name
from kg.language.words import regions

_NAMES = (Sense.NAME, Sense.ABBREVIATION)
_REACH = 9
"""Tokens between a place and the words that explain it."""


@dataclass(frozen=True, slots=True)
class Where:
    """A country and a region of it (keys) that the words beside a name place it in; why."""

    country: str
    region: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Company:
    """What an article names beside a name. `sure`: the keys of names with one reading, `countries`: their countries.

    `forms`: how often each country is spoken of, by form. `sentences`: the number of each name's sentence.
    """

    names: tuple[Name, ...]
    sure: frozenset[str]
    countries: frozenset[str]
    forms: Mapping[str, Counter[str]]
    sentences: tuple[int, ...]
    home: str | None

    def names_country(self, country: str | None, *, but: str = "") -> bool:
        """Whether the article names the country by another form than this."""
        return country is not None and any(form != but for form in self.forms.get(country, ()))

    def beside(self, i: int, country: str | None) -> bool:
        """Whether the sentence of the i-th name names the country by another form."""
        own = self.names[i].text
        return any(
            self.sentences[j] == self.sentences[i] and n.text != own and country in _countries(n)
            for j, n in enumerate(self.names)
        )


def company(work: Work, names: tuple[Name, ...], *, home: str | None) -> Company:
    """The countries of all names with one reading, and where they stand."""
    forms: dict[str, Counter[str]] = {}
    starts = [i for i, first in enumerate(work.columns.starts) if first]
    sentences, s = [], 0
    for name in names:
        while s + 1 < len(starts) and starts[s + 1] <= name.start:
            s += 1
        sentences.append(s)
        for country in _countries(name):
            forms.setdefault(country, Counter())[name.text] += 1
    sure = frozenset(n.readings[0].key for n in names if n.readings and len({r.key for r in n.readings}) == 1)
    countries = frozenset(r.country or r.key for n in names if len(n.readings) == 1 for r in n.readings)
    return Company(names, sure, countries, forms, tuple(sentences), home)


def _countries(name: Name) -> frozenset[str]:
    """The country that a name speaks of, where it speaks of one alone."""
    found = {c for r in name.readings if (c := r.country or (r.key if r.kind is EntityKind.COUNTRY else None))}
    keys = {r.key for r in name.readings}
    return frozenset(found) if len(found) == 1 and len(keys) == 1 else frozenset()


def beside(work: Work, names: Sequence[Name], i: int) -> Where | None:
    """Where the words right beside the i-th name say that it lies."""
    lower = work.columns.lower
    return _behind(work, names, i, lower) or _described(names, i, lower, work) or _owned(names, i, lower)


def _behind(work: Work, names: Sequence[Name], i: int, lower: list[str]) -> Where | None:
    """`Paris, Texas`; `Cambridge in England`; `Bristol (England)`."""
    end = names[i].end
    mark = lower[end] if end < len(lower) else ""
    if mark not in (",", "in", "("):
        return None
    start = end + 1
    if mark == "," and lower[start : start + 1] == ["in"]:  # "Aleppo, in northern Syria,"
        mark, start = "in", start + 1
    while mark == "in" and start < len(lower) and lower[start] in work.words.parts:
        start += 1
    region = _region(lower, start, behind=mark != "in")
    if region is not None:
        return region[0]
    other = next((n for n in names[i + 1 : i + 2] if n.start == start), None)
    country = _one_country(other) if other is not None else None
    if country is None or other is None or mark == "," and not _closes(lower, other.end):
        return None
    return Where(country, None, f"{other.text} stands behind it")


def _closes(lower: list[str], end: int) -> bool:
    """Whether a comma or full stop ends the insertion: no list goes on (`in London, France and Spain`)."""
    return lower[end : end + 1] not in (["and"], ["or"], ["&"])


def _region(lower: list[str], start: int, *, behind: bool) -> tuple[Where, int] | None:
    """The region whose name begins there, and where it ends."""
    table = regions()
    for size in (3, 2, 1):
        words = " ".join(lower[start : start + size])
        code = table.plain.get(words) or (table.behind.get(words) if behind else None)
        if code is not None and len(lower) >= start + size:
            reason = f"{words.title()} stands behind it"
            return Where(f"country/{code[:2]}", gazetteer().settlements.regions.get(code), reason), start + size
    return None


def _one_country(name: Name) -> str | None:
    found = {
        r.key for r in name.readings if r.kind is EntityKind.COUNTRY and r.sense in (Sense.NAME, Sense.ABBREVIATION)
    }
    return next(iter(found)) if len(found) == 1 else None


def _described(names: Sequence[Name], i: int, lower: list[str], work: Work) -> Where | None:
    """`the Lebanese city of Tripoli`, `Victoria, the capital of British Columbia`."""
    settlements, name = work.words.settlements, names[i]
    before = name.start
    if before > 1 and lower[before - 1] == "of" and lower[before - 2] in settlements:
        for other in reversed(names[:i]):
            if before - other.end > 4 or other.end > before - 2:
                break
            for country in _countries(other):
                return Where(country, None, f"{other.text} stands before it")
    if lower[name.end : name.end + 1] == [","] and lower[name.end + 1 : name.end + 2] in (["the"], ["a"], ["an"]):
        return _defined(names, i, lower, work)
    return None


def _defined(names: Sequence[Name], i: int, lower: list[str], work: Work) -> Where | None:
    start = names[i].end + 2
    noun = next((k for k in range(start, min(start + 4, len(lower))) if lower[k] in work.words.settlements), None)
    if noun is None:
        return None
    for k in range(start, min(noun + _REACH, len(lower))):
        if lower[k] in (",", ".", ";") and k > noun:
            return None
        region = _region(lower, k, behind=False)
        if region is not None:
            return region[0]
        other = next((n for n in names[i + 1 : i + 3] if n.start == k), None)
        for country in _countries(other) if other is not None else ():
            return Where(country, None, f"{other.text} stands behind it" if other else "")
    return None


def _owned(names: Sequence[Name], i: int, lower: list[str]) -> Where | None:
    """`Spain's Valencia`, `Lebanese Tripoli`."""
    if not i:
        return None
    other, start = names[i - 1], names[i].start
    gap = lower[other.end : start]
    if gap not in ([], ["'s"], ["’s"], ["'"], ["’"]) or not other.readings:
        return None
    if other.readings[0].sense is not (Sense.NAME if gap else Sense.ADJECTIVE):
        return None
    for country in _countries(other):
        return Where(country, None, f"{other.text} stands before it")
    return None


def homonym(work: Work, names: Sequence[Name], i: int, around: Company) -> Where | None:
    """The region whose name is a country's too (`the governor of Georgia`), where the words or the company say so."""
    row = regions().homonyms.get(names[i].text.lower())
    if row is None:
        return None
    code, witnesses = row
    region = Where(f"country/{code[:2]}", gazetteer().settlements.regions.get(code), "")
    lower, start, end = work.columns.lower, names[i].start, names[i].end
    if lower[start - 1 : start] == ["of"] and lower[start - 2] in regions().governed:
        return replace(region, reason=f"{lower[start - 2]} stands before it")
    listed = (_listed(lower, end), _listed_before(lower, start))
    if any(code[:2] == other.country[-2:] for other in listed if other is not None):
        return replace(region, reason="it is listed with another region of that country")
    if any(around.names_country(one, but=names[i].text) for one in witnesses):
        return None
    own = [
        n
        for n in names
        if n.readings and all(r.sense is Sense.CITY and r.country == region.country for r in n.readings)
    ]
    return replace(region, reason="the article names other places of that country") if own else None


def _listed(lower: list[str], end: int) -> Where | None:
    """The region that a list goes on with."""
    found = _region(lower, end + 1, behind=False) if lower[end : end + 1] in ([","], ["and"], ["or"]) else None
    return found[0] if found else None


def _listed_before(lower: list[str], start: int) -> Where | None:
    """The region that stands before it in a list."""
    k = start - 1
    while k > 0 and lower[k] in ("and", ",", "or"):
        k -= 1
    if k == start - 1:
        return None
    for size in (2, 1):
        found = _region(lower, k - size + 1, behind=False) if k - size + 1 >= 0 else None
        if found is not None and found[1] == k + 1:
            return found[0]
    return None
