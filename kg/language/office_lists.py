"""Several officers named together: `Presidents A of X and B of Y`, `the ministers of X and Y, A and B,`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kg.facts import EntityKind
from kg.language.office_names import name_at, titled
from kg.language.office_page import Covered, Page
from kg.language.state import OfficePhrase

_MOST = 8
_AND = frozenset({"and", "&"})


def listed(page: Page, found: OfficePhrase) -> Iterator[OfficePhrase]:
    """The office of each in a list; the phrase as it is where the list can't be told.

    Of several countries (`French and German ministers A and B`) each name takes its own, in order, where there are
    as many names as countries.
    """
    single = replace(found, plural=False, office=page.singular(found.office, found.head))
    owners, end = _owners(page, found)
    inside = list(_bracketed(page, single, found))
    if inside:
        yield from inside
        return
    if len(owners) > 1:
        names = _names(page, end, comma=end > found.end or found.head + 1 < found.end)
        if len(names) == len(owners):
            for owner, name in zip(owners, names, strict=True):
                key = owner.mention.entity
                span = (min(found.start, owner.start), names[-1].end)
                yield replace(single, of=key, person=name.mention.entity, rule="listed", span=span)
        else:
            yield found
        return
    made = list(_one_by_one(page, single, found))
    yield from made or [found]


def _one_by_one(page: Page, single: OfficePhrase, found: OfficePhrase) -> Iterator[OfficePhrase]:
    """`Presidents A of X and B of Y`, `ministers A (X) and B (Y)`, `former Kenyan ministers A and B`."""
    name = name_at(page, found.end)
    for _ in range(_MOST):
        if name is None:
            return
        one = titled(page, replace(single, of=found.of), name)
        yield replace(one, start=found.start, end=found.end)
        name = name_at(page, at) if (at := _next(page, one.span[1])) else None


def _next(page: Page, i: int) -> int:
    """Where the next of a list begins, `,`, `and` and a closing bracket passed over; 0 at its end."""
    i += page.words[i : i + 1] == [")"]
    comma = page.words[i : i + 1] == [","]
    i += comma
    if page.lower[i : i + 1] and page.lower[i] in _AND:
        return i + 1
    return i if comma else 0


def _owners(page: Page, found: OfficePhrase) -> tuple[list[Covered], int]:
    """The countries in `French and German ministers`, `ministers of X, Y and Z`; and where their list ends."""
    before = [h for j in range(found.start, found.head) if (h := page.cover.get(j)) is not None and h.start == j]
    if len(before) == 1 and before[0].kind is EntityKind.COUNTRY:
        return [*_countries_before(page, before[0].start), before[0]], found.end
    last = page.cover.get(found.end - 1)
    if last is None or last.kind is not EntityKind.COUNTRY or found.end - 1 <= found.head:
        return [], found.end
    owners, end = [last], last.end
    while (at := _next(page, end)) and (held := _country_at(page, at)) is not None:
        owners.append(held)
        end = held.end
    return owners, end


def _country_at(page: Page, i: int) -> Covered | None:
    i += page.pos[i : i + 1] == ["DET"]
    held = page.cover.get(i)
    return held if held is not None and held.start == i and held.kind is EntityKind.COUNTRY else None


def _countries_before(page: Page, start: int) -> list[Covered]:
    """`French,` and `German` before `and Polish ministers`."""
    found: list[Covered] = []
    j = start - 1
    while j > 0 and (page.lower[j] in _AND or page.words[j] == ","):
        j -= page.words[j - 1] == ","
        held = page.cover.get(j - 1)
        if held is None or held.kind is not EntityKind.COUNTRY:
            break
        found.insert(0, held)
        j = held.start - 1
    return found


def _names(page: Page, i: int, *, comma: bool) -> list[Covered]:
    """The persons named from there on, in a list; after a comma where the countries stand between."""
    i += comma and page.words[i : i + 1] == [","]
    found: list[Covered] = []
    name = name_at(page, i)
    while name is not None and len(found) < _MOST:
        found.append(name)
        name = name_at(page, at) if (at := _next(page, name.end)) else None
    return found


def _bracketed(page: Page, single: OfficePhrase, found: OfficePhrase) -> Iterator[OfficePhrase]:
    """`the presidents of Honduras (A) and Panama (B)`."""
    owner = page.cover.get(found.end - 1)
    if owner is None or owner.kind is not EntityKind.COUNTRY or found.end - 1 <= found.head:
        return
    for _ in range(_MOST):
        name = name_at(page, owner.end + 1) if page.words[owner.end : owner.end + 1] == ["("] else None
        if name is None:
            return
        key, span = owner.mention.entity, (found.start, name.end)
        yield replace(single, of=key, person=name.mention.entity, rule="listed", span=span)
        following = _country_at(page, at) if (at := _next(page, name.end)) else None
        if following is None:
            return
        owner = following
