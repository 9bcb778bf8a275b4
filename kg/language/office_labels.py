"""An office as a fact names it: its label without the country, its class, its status."""

from __future__ import annotations

import re

from kg.facts import EntityKind, Office
from kg.language.office_page import Page
from kg.language.office_reading import Reading
from kg.language.office_right import is_sent, of_its_country, plain_body

_NUMBER = re.compile(r"\d+(?:st|nd|rd|th)")


def named_office(page: Page, phrase: Reading) -> Office | None:
    """The office itself: label without country, class and status; sets country and target by the names around it."""
    sent = is_sent(page, phrase)
    names: list[str] = []
    for held in phrase.places:  # nearest first
        key = held.mention.entity
        country = page.registry.drafts[key].country
        unknown = not page.registry.drafts[key].known
        if unknown and (held.kind is EntityKind.PLACE or page.lower[held.start - 1 : held.start] in (["and"], ["&"])):
            names.append(held.mention.span.of(page.text).lower())
            continue
        if held.kind is EntityKind.ORGANISATION:
            others = phrase.of or phrase.owner is not None or any(h.kind is EntityKind.COUNTRY for h in phrase.places)
            if sent and others:
                phrase.target = phrase.target or key
                names.append(held.mention.span.of(page.text).lower())
                continue
            chamber = page.registry.drafts[key].label.lower().split()[-1]
            if of_its_country(page, held) and chamber not in page.grammar.chambers:
                names.append(plain_body(page, held))
                phrase.of = phrase.of or page.registry.ensure(country or "")
                continue
            if country and chamber not in page.grammar.chambers and _legislates(page, phrase):
                phrase.of = phrase.of or page.registry.ensure(country)  # "the Labour MP"
                continue
            if country and chamber in page.grammar.chambers:
                names.append(chamber)
                phrase.of = phrase.of or page.registry.ensure(country)
                continue
        phrase.of = phrase.of or key
    label = _plain(page, _label(page, phrase, names), phrase.of)
    status = page.table.status(label)
    concept = page.table.concept(label, country=phrase.of)
    return Office(label, concept, status)


def _legislates(page: Page, phrase: Reading) -> bool:
    noun = page.table.table.head(page.lower[phrase.head])
    return noun is not None and noun.concept == "legislator"


def _plain(page: Page, label: str, of: str | None) -> str:
    """The label without `first`, `new` and the like, unless they make it another office (`first secretary`)."""
    first, _, rest = label.partition(" ")
    if rest and (first in page.grammar.ordinals or _NUMBER.fullmatch(first)):
        return _plain(page, rest, of)
    if (
        rest
        and first in page.grammar.plain_modifiers
        and not page.table.table.status.get(first)  # "ousted", "incoming"
        and page.table.concept(label, country=of) == page.table.concept(rest, country=of)
    ):
        return _plain(page, rest, of)
    return label


def _label(page: Page, phrase: Reading, names: list[str]) -> str:
    words = [w.lower() for w in phrase.label]
    # an adjective of praise or blame is no part of an office
    statuses = [w for w in words if w in page.table.table.status]
    words = [w for w in words if w not in page.table.table.status]
    if words[:1] == ["-"] and not any(page.table.table.status[w] for w in statuses):
        words.pop(0)  # "re-elected", unlike "ex-president"
    pieces = [*statuses, *names, *words, page.lower[phrase.head]]
    label = " ".join(pieces).replace(" - ", "-").strip(" -")
    return label + "".join(phrase.tail)
