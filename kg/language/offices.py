"""Offices in the text: which office, of which country or organisation, and whom the words say holds it.

An office phrase is a noun phrase whose head is an office word (`minister`, `ambassador`): its
modifiers to the left, its `of`, `for` and `to` to the right. The holder is found by the
construction that the phrase stands in: title, apposition, copula, becoming, appointing.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import EntityKind, Office
from kg.language import state
from kg.language.office_holders import holders_of
from kg.language.office_labels import named_office
from kg.language.office_page import Page, make_page
from kg.language.office_reading import Reading, read_left
from kg.language.office_right import read_right
from kg.language.state import BlockKind, OfficePhrase


@Language.factory(
    "kg_offices", assigns=["doc._.kg_offices"], requires=["doc._.kg_mentions", "doc._.kg_entities", "token.dep"]
)
def create_offices(nlp: Language, name: str) -> OfficeFinder:
    return OfficeFinder()


class OfficeFinder:
    """Writes `doc._.kg_offices`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.kg_offices = tuple(find_offices(doc))
        return doc


def find_offices(doc: Doc) -> Iterator[OfficePhrase]:
    """The office phrases of a Doc, in text order."""
    page = make_page(doc)
    silent = [b.span for b in state.blocks(doc) if b.kind is BlockKind.BOILERPLATE]
    bodies = _bodies(doc)
    last: OfficePhrase | None = None
    found_all: list[OfficePhrase] = []
    for i, low in enumerate(page.lower):
        if not (page.table.is_head(low) or low in page.grammar.counterparts) or not _is_office_here(page, i):
            continue
        at = page.doc[i].idx
        if any(s.start <= at < s.end for s in silent):
            continue
        page.taken = max(page.taken, bodies[bisect_right(bodies, i) - 1])
        for found in _read(page, i, last):
            last = page.before = found
            page.taken = found.end
            found_all.append(found)
    yield from _chained(page, found_all)


def _bodies(doc: Doc) -> list[int]:
    """The tokens at which the words of a block begin after its dateline, the first token before them."""
    begin = state.columns(doc).begin
    return [0, *(bisect_left(begin, b.body.start) for b in state.blocks(doc) if b.body.start > b.span.start)]


def _chained(page: Page, found: list[OfficePhrase]) -> list[OfficePhrase]:
    """Titles in a row before one name (`Minister of Trade Senator Jane Roe`, `Deputy Premier and Foreign Minister
    Jane Roe`) are all that person's."""
    for n in range(len(found) - 2, -1, -1):
        one, following = found[n], found[n + 1]
        if one.rule == following.rule == "title" and one.person == following.person and _is_rank(page, following):
            found[n + 1] = replace(following, rule="denied", person=None)  # "army chief General Roe"
        if one.rule != "nominal" or one.plural or following.rule != "title":
            continue
        gap = page.lower[one.end : following.start]
        apart = gap == [","] and one.of is not None and page.apposed(one, following)
        if apart:
            gap = []
        if gap == [] and one.office.label in page.grammar.also_modifiers:
            label = f"{one.office.label} {following.office.label}"  # "Chief U.S. arms negotiator"
            concept = page.table.concept(label, country=following.of)
            found[n] = replace(one, rule="denied")
            found[n + 1] = replace(following, office=Office(label, concept, following.office.status))
            continue
        if (
            gap == []
            or gap == ["and"]
            and page.pos[following.start] != "DET"
            and following.office.label != one.office.label
        ):
            of = one.of or following.of
            found[n] = replace(one, person=following.person, rule="title", span=(one.start, following.span[1]), of=of)
            if following.of is None and not (apart and (following.vague or following.office.status)):
                found[n + 1] = replace(following, of=of)
    return found


def _is_rank(page: Page, phrase: OfficePhrase) -> bool:
    return phrase.office.label in page.grammar.ranks and phrase.of is None


def _is_office_here(page: Page, i: int) -> bool:
    """A noun, not part of a name, not a rank or style before one, and not the modifier of another noun."""
    if i in page.cover or page.pos[i] not in ("NOUN", "PROPN", "ADJ") and not _between_names(page, i):
        return False
    low = page.lower[i]
    following = page.lower[i + 1] if i + 1 < len(page.lower) else ""
    if following == "-" and i + 2 < len(page.lower) and page.table.is_head(page.lower[i + 2]):
        return False  # Secretary-General: its last word is the head
    if low in page.grammar.styles and i > 0 and page.table.is_head(page.lower[i - 1]) and not _ends_title(page, i):
        return False  # Foreign Minister Prince Faisal
    if low in page.grammar.ranks and following not in ("of", "in") and not _ends_title(page, i):
        return False
    if page.table.is_modifier(low) or low in page.grammar.also_modifiers:
        j = i + 1
        while j < len(page.lower) and (
            page.cover[j].kind is EntityKind.COUNTRY
            if j in page.cover
            else page.table.is_modifier(page.lower[j]) and page.pos[j] != "ADP"
        ):
            j += 1
        if j > i + 1 and j < len(page.lower) and j not in page.cover and page.table.is_head(page.lower[j]):
            return False  # Deputy Foreign Minister
    # "deputy minister", "chief negotiator": the last word is the head
    return not page.table.is_head(following) or i + 1 in page.cover or _styled(page, i + 1)


def _between_names(page: Page, i: int) -> bool:
    """`WHO chief Jane Roe`: an office whatever the tagger says."""
    before, after = page.cover.get(i - 1), page.cover.get(i + 1)
    return before is not None and after is not None and after.start == i + 1 and after.kind is EntityKind.PERSON


def _styled(page: Page, i: int) -> bool:
    """Whether a rank or style before a name stands there (`Defence Minister General Roe`, not `director general`)."""
    if (
        page.lower[i] not in page.grammar.styles
        or _ends_title(page, i)
        and page.lower[i - 1] in page.grammar.with_general
    ):
        return False
    after = page.cover.get(i + 1)
    return page.lower[i] not in page.grammar.title_ends or after is not None and after.kind is EntityKind.PERSON


def _ends_title(page: Page, i: int) -> bool:
    """`Secretary-General`, `attorney general`: no rank, but the end of an office."""
    if i == 0 or page.lower[i] not in page.grammar.title_ends:
        return False
    before = page.lower[i - 1]
    return before == "-" or page.table.is_head(before) and before not in page.grammar.ranks


def _read(page: Page, i: int, last: OfficePhrase | None) -> list[OfficePhrase]:
    phrase = Reading(i, i, i + 1)
    read_left(page, phrase)
    read_right(page, phrase)
    made = named_office(page, phrase)
    if made is None:
        return []
    found = OfficePhrase(
        phrase.start,
        phrase.end,
        phrase.head,
        made,
        "nominal",
        of=phrase.of,
        target=phrase.target,
        vague=phrase.owned or page.table.is_vague(page.lower[phrase.head]),
        owner=phrase.owner,
        plural=page.table.is_plural(page.lower[phrase.head]),
    )
    return list(holders_of(page, found, last))
