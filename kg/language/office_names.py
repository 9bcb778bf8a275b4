"""The name that stands with an office, and what stands with the name: `Dr Jane Roe of Germany`."""

from __future__ import annotations

import re
from dataclasses import replace

from kg.facts import EntityKind
from kg.language.office_page import Covered, Page
from kg.language.state import OfficePhrase

_PARTY_STATE = re.compile(r"(?:\s?[(\[]|, )(?:R|D|I|Ind)[.]?[-–—][A-Z][a-z.]*[A-Z]?")


def _skip_honorifics(page: Page, i: int) -> int:
    """Past `Mr`, `Dr.`, `Lt. Gen.` and the like before a name."""
    n = len(page.words)
    while (
        i < n
        and i not in page.cover
        and (
            page.lower[i] in page.table.honorifics
            or page.lower[i] in page.table.short_titles
            or page.lower[i].rstrip(".") in page.grammar.ranks
        )
    ):
        i += 1
        while i < n and page.words[i] == ".":
            i += 1
    return i


def name_at(page: Page, i: int) -> Covered | None:
    """The person whose name begins at the token, honorifics passed over."""
    i = _skip_honorifics(page, i)
    held = page.cover.get(i)
    return held if held is not None and held.start == i and held.kind is EntityKind.PERSON else None


def country_after(page: Page, name: Covered, *, places: bool = False) -> Covered | None:
    """`of Germany`, `(Germany)` after a name; of a place too (`of Kerala`) where the office may be one's.

    Args:
        places: whether a place will do.
    """
    n = len(page.words)
    kinds = (EntityKind.COUNTRY, EntityKind.ORGANISATION, *([EntityKind.PLACE] if places else []))
    if name.end + 1 < n and page.lower[name.end] in ("of", "("):
        k = name.end + 1
        while k < n and page.pos[k] == "DET":
            k += 1
        held = page.cover.get(k)
        if held is not None and held.start == k and held.kind in kinds:
            return held
    return None


def of_place(page: Page, found: OfficePhrase) -> bool:
    """Whether the office may be one of a region, city or see."""
    return found.office.concept in page.grammar.local_offices


def _party_and_state(page: Page, name: Covered) -> bool:
    """`(R-Ohio)`, `, D-Texas,`: a legislator of the United States."""
    return _PARTY_STATE.match(page.text, name.mention.span.end) is not None


def titled(page: Page, found: OfficePhrase, name: Covered) -> OfficePhrase:
    """The office of the person named right after it, and of the country that follows the name."""
    if found.of is None and _party_and_state(page, name):
        found = replace(found, of=page.registry.ensure("country/US"))
    country = country_after(page, name, places=of_place(page, found)) if found.of is None else None
    if country is None:
        return replace(found, person=name.mention.entity, rule="title", span=(found.start, name.end))
    of = country.mention.entity
    concept = page.table.concept(found.office.label, country=of)
    return replace(
        found,
        person=name.mention.entity,
        rule="title",
        of=of,
        office=replace(found.office, concept=concept),
        span=(found.start, country.end),
    )
