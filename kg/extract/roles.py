"""Roles: who holds which office for which country or organisation."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.extract.spans import span_of
from kg.extract.terms import Term, term_of
from kg.facts import Evidence, RoleHeld
from kg.language import state
from kg.language.state import OfficePhrase

_NOT_HELD = frozenset({"nominal", "denied"})


def roles(doc: Doc) -> Iterator[RoleHeld]:
    """The offices that the article gives its persons, each once, in text order.

    Yields:
        One record per person, office label and country; the first construction that says it is
        its evidence.
    """
    article = state.article(doc)
    seen: set[tuple[str | None, str, str | None]] = set()
    held: dict[str, list[OfficePhrase]] = {}
    for phrase in state.offices(doc):
        if phrase.person is not None and phrase.rule not in _NOT_HELD:
            held.setdefault(phrase.person, []).append(phrase)
    for phrase in state.offices(doc):
        if phrase.person is None or phrase.rule in _NOT_HELD:
            continue
        if any(_says_more(other, phrase) for other in held[phrase.person]):
            continue
        key = _key(phrase)
        if key in seen:
            continue
        seen.add(key)
        term = next((t for p in held[phrase.person] if _key(p) == key and (t := term_of(doc, p)) != Term()), Term())
        yield RoleHeld(
            person=phrase.person,
            office=phrase.office,
            of=phrase.of,
            target=phrase.target,
            since=term.since,
            until=term.until,
            evidence=_evidence(doc, phrase, article.id if article else ""),
        )


def _key(phrase: OfficePhrase) -> tuple[str | None, str, str | None]:
    return phrase.person, phrase.office.label, phrase.of


def _says_more(other: OfficePhrase, phrase: OfficePhrase) -> bool:
    """Whether the other phrase gives the same office of the same person in more words, or with its country."""
    if other.office.label == phrase.office.label:
        return phrase.of is None and other.of is not None
    if phrase.of is not None and other.of != phrase.of or phrase.office.status != other.office.status:
        return False
    own, longer = phrase.office.label.split(), other.office.label.split()
    return len(own) < len(longer) and set(own) <= set(longer)


def _evidence(doc: Doc, phrase: OfficePhrase, article: str) -> Evidence:
    start, end = phrase.span if phrase.span != (0, 0) else (phrase.start, phrase.end)
    sentence = doc[phrase.head].sent
    # the parser may end a sentence within an office: "Gen. Roe", "Secretary of State"
    whole = span_of(doc, min(sentence.start, start), max(sentence.end, end))
    return Evidence(article, (span_of(doc, start, end),), whole, f"role/{phrase.rule}")
