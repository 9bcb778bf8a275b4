"""Roles: who holds which office for which country or organisation."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.facts import Evidence, RoleHeld, Span
from kg.language import state
from kg.language.actors import Actors
from kg.language.state import OfficePhrase

_NOT_HELD = frozenset({"nominal", "denied"})


def roles(doc: Doc, *, actors: Actors) -> Iterator[RoleHeld]:
    """The offices that the article gives its persons, each once, in text order.

    Yields:
        One record per person, office label and country; the first construction that says it is
        its evidence.
    """
    article = state.article(doc)
    seen: set[tuple[str, str, str | None]] = set()
    for phrase in state.offices(doc):
        if phrase.person is None or phrase.rule in _NOT_HELD:
            continue
        key = (phrase.person, phrase.office.label, phrase.of)
        if key in seen:
            continue
        seen.add(key)
        yield RoleHeld(
            person=phrase.person,
            office=phrase.office,
            of=phrase.of,
            target=phrase.target,
            evidence=_evidence(doc, phrase, article.id if article else ""),
        )


def _evidence(doc: Doc, phrase: OfficePhrase, article: str) -> Evidence:
    start, end = phrase.span if phrase.span != (0, 0) else (phrase.start, phrase.end)
    sentence = doc[phrase.head].sent
    return Evidence(article, (_span(doc, start, end),), _span(doc, sentence.start, sentence.end), f"role/{phrase.rule}")


def _span(doc: Doc, start: int, end: int) -> Span:
    while end - 1 > start and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last.text))
