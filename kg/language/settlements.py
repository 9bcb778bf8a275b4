"""`The Austrian capital`, `the Swiss city`, `in the capital`, `the town`: places by a common noun."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from types import MappingProxyType

from kg.facts import EntityKind, Form, Identification
from kg.knowledge import Named, Sense, gazetteer
from kg.language.discourse import WINDOW, Walk, Why, left_edge, link, owner_of
from kg.language.registry import Draft
from kg.language.words import load_lists

_CAPITAL = Why("capital", reason="the capital of that country")
_NAMED = Why("city named", reason="the only one in question that was named just before")
_LISTS = ("capitals", "settlements", "prepositions", "determiners")
_NEAR = 1  # sentences back that a city without a country is looked for
_TABLES = Identification("gazetteer", reason="the capital of its country")


@functools.cache
def settlement_words() -> Mapping[str, frozenset[str]]:
    """The lists of `settlements.toml`."""
    return MappingProxyType(load_lists("settlements.toml", _LISTS))


def is_settlement(low: str) -> bool:
    words = settlement_words()
    return low in words["capitals"] or low in words["settlements"]


def link_settlement(walk: Walk, i: int) -> None:
    """A common noun for a city: of the country beside it, else the one that was named just before."""
    page, words = walk.page, settlement_words()
    start = left_edge(walk, i)
    known = page.lower[start] in words["determiners"] or any(page.tag[j] in ("PRP$", "POS") for j in range(start, i))
    following = page.lower[i + 1] if i + 1 < len(page.lower) else ""
    if not known or page.doc[i].dep_ in ("compound", "nmod", "appos", "attr"):
        return
    owner, edge = owner_of(walk, i)
    if owner is None and following == "of":
        return  # "the city of Basel"
    if owner is None and not _lies(walk, i):
        return
    if page.lower[i] in words["capitals"]:
        key, why = _capital(walk, owner), _CAPITAL
    else:
        key, why = _city(walk, owner), _NAMED
    if key is not None:
        link(walk, min(start, edge), i + 1, (key,), Form.NOMINAL, head=i, why=why)


def _lies(walk: Walk, i: int) -> bool:
    """Does something happen there, or go there?"""
    token = walk.page.doc[i]
    return token.dep_ == "pobj" and token.head.lower_ in settlement_words()["prepositions"]


def _capital(walk: Walk, owner: str | None) -> str | None:
    """The capital of the country beside it, else of the one country that was just named, else of the report's own."""
    if owner is None:
        owner = _country_in_question(walk)
    named = capitals().get(owner) if owner is not None else None
    if named is None or named.place_key is None:
        return None
    draft = Draft(named.place_key, named.place_label or named.form, EntityKind.PLACE, known=True)
    draft.country, draft.coordinates, draft.identified = owner, named.point, _TABLES
    return walk.page.registry.add(draft)


def _country_in_question(walk: Walk) -> str | None:
    drafts = walk.page.registry.drafts
    recent = [s.key for s in walk.recent(_NEAR)]
    seats = {named.place_key: country for country, named in capitals().items()}
    cities = {seats[k] for k in recent if k in seats}
    if len(cities) == 1:
        return next(iter(cities))
    lands = {k if walk.kind(k) is EntityKind.COUNTRY else drafts[k].country for k in recent}
    lands = {k for k in lands if k in capitals()}
    return next(iter(lands)) if len(lands) == 1 else walk.home if not lands else None


def _city(walk: Walk, owner: str | None) -> str | None:
    """The one place, of that country if one is named, in the nearest sentence that names any."""
    drafts = walk.page.registry.drafts
    nearest: int | None = None
    found: dict[str, None] = {}
    for seen in walk.recent(WINDOW if owner else _NEAR):
        draft = drafts[seen.key]
        if draft.kind is not EntityKind.PLACE or (owner is not None and draft.country != owner):
            continue
        nearest = seen.sentence if nearest is None else nearest
        if seen.sentence == nearest:
            found[seen.key] = None
    return next(iter(found)) if len(found) == 1 else None


@functools.cache
def capitals() -> Mapping[str, Named]:
    """The one capital of each country, in the tables' spelling; none for a country that has several."""
    found: dict[str, dict[str, Named]] = {}
    for named in (n for held in gazetteer().forms.values() for n in held):
        if named.sense is Sense.CAPITAL and named.kind is EntityKind.COUNTRY and named.place_key:
            found.setdefault(named.key, {}).setdefault(named.place_key, named)
    return MappingProxyType({key: next(iter(held.values())) for key, held in found.items() if len(held) == 1})
