"""The country that an article's paper or dateline takes for granted: it is left out of that country's own offices."""

from __future__ import annotations

import re

from spacy.tokens import Doc

from kg.facts import EntityKind
from kg.knowledge import Sense, gazetteer
from kg.language import state
from kg.language.home_words import home_words
from kg.language.layout import dateline_place
from kg.language.layout_words import layout_words, simple
from kg.language.words import nominal_words

_BARRED = re.compile(
    r"([A-Z][\w.'’ -]{2,30}?)(?:, [\w ,.]{3,20}?)?\s*(?:\|\s|(?<=[A-Z]):\s)"
)  # "Oslo | 3 June", "LIMA: The"
_TOP = 8  # blocks at the head of a page, among which the dateline stands


def home_country(doc: Doc) -> str | None:
    """The country in the publisher's name (`Bangkok Post`): its papers leave the country out of its own offices."""
    if is_government(doc):
        return None
    return publisher_country(doc) or _dateline_country(doc) or _paper_country(doc)


def is_government(doc: Doc) -> bool:
    """Whether a ministry, department, embassy or the like published it."""
    return any(w.lower() in nominal_words().government_papers for w in _publisher(doc).split())


def is_state_department(doc: Doc) -> bool:
    """Whether the department of state published it, whose Secretary is the Secretary of State."""
    publisher = simple(_publisher(doc))
    return any(words in publisher for words in home_words().state_departments)


def publisher_country(doc: Doc) -> str | None:
    """The one country that the publisher's name holds (`Bangkok Post`, `Ministry of Foreign Affairs of Peru`)."""
    words = _publisher(doc).split()
    found: set[str] = set()
    for i in range(len(words)):
        for j in range(len(words), i, -1):
            for named in gazetteer().lookup(" ".join(words[i:j])):
                key = named.key if named.kind is EntityKind.COUNTRY else named.country
                if key is not None and named.kind is not EntityKind.ORGANISATION:
                    found.add(key)
    if not found and is_state_department(doc):
        return "country/US"
    return next(iter(found)) if len(found) == 1 else None


def _publisher(doc: Doc) -> str:
    article = state.article(doc)
    return (article.publisher or "").strip() if article is not None else ""


def _paper_country(doc: Doc) -> str | None:
    """The country of a newspaper or broadcaster; a news agency writes for all."""
    publisher = _publisher(doc)
    if not publisher or simple(publisher) in layout_words().dateline_agencies:
        return None
    found = {n.country for n in gazetteer().lookup(publisher) if n.key in gazetteer().media}
    return next(iter(found)) if len(found) == 1 else None


def _dateline_country(doc: Doc) -> str | None:
    """The country from whose capital a report was filed: it leaves that country out of its own offices, too.

    Not where an international body has its seat there: its reports are about everybody's officers.
    """
    article = state.article(doc)
    text = article.text if article is not None else doc.text
    places = (dateline_place(text, block) for block in state.blocks(doc)[:_TOP])
    place = next((p for p in places if p is not None), None)
    name = place.of(text) if place is not None else _barred(doc, text)
    if name is None or name.lower() in home_words().seats:
        return None
    # short names in capitals (LIMA) might be abbreviations anywhere else
    found = {n.key for n in gazetteer().lookup(name.title() if name.isupper() else name) if n.sense is Sense.CAPITAL}
    return next(iter(found)) if len(found) == 1 else None


def _barred(doc: Doc, text: str) -> str | None:
    """The capital that a block at the head begins with, a bar or a colon after it."""
    for block in state.blocks(doc)[:_TOP]:
        found = _BARRED.match(text, block.span.start, block.span.end)
        if found is not None and any(n.sense is Sense.CAPITAL for n in gazetteer().lookup(found[1].title())):
            return found[1]
    return None
