"""Officers without a name as antecedents: `A ministry spokesman denied it. He said …`.

What they say is said by whom they speak for; no person named before is meant.
"""

from __future__ import annotations

from collections.abc import Iterator

from kg.facts import EntityKind
from kg.language.antecedents import Place
from kg.language.clause_roles import is_subject
from kg.language.discourse import Walk, keys_of, speaks
from kg.language.state import OfficePhrase

UNNAMED = "unnamed officer"
_QUOTED = 3  # sentences of a quotation that may stand between


def unnamed_subject(walk: Walk, place: Place, gender: str) -> OfficePhrase | None:
    """The officer without a name that a pronoun stands for rather than for anyone named."""
    opening = _opening(walk)
    for phrase in _unnamed(walk, opening, place.token):
        if walk.table.gender(phrase.office.label) not in (None, gender):
            continue
        if phrase.head >= walk.sentence_start:
            return phrase if _binds(walk, place, phrase) else None
        if not speaks(walk.page.tokens[phrase.head]) and not (_spokesman(walk, phrase) and place.speaks):
            return None
        later = (s for s in reversed(walk.seen) if phrase.head < s.token < place.token and s.subject)
        named = any(walk.kind(s.key) is EntityKind.PERSON for s in later)
        return phrase if place.role == "subject" and not named else None
    return None


def _unnamed(walk: Walk, opening: int, token: int) -> Iterator[OfficePhrase]:
    """The single officers without a name that are subjects, from there to the token, the last first."""
    for phrase in reversed(walk.phrases):
        if phrase.head < opening:
            return
        single = phrase.rule == "nominal" and phrase.person is None and not phrase.plural
        if not single or phrase.head >= token or not is_subject(walk.page.tokens[phrase.head]):
            continue
        if not any(walk.kind(key) is EntityKind.PERSON for key in keys_of(walk, phrase.head)):
            yield phrase


def _binds(walk: Walk, place: Place, phrase: OfficePhrase) -> bool:
    """`The Czech minister said he was tired`; a spokesman says what others do."""
    if phrase.head not in place.upper or place.role == "object":
        return False
    return speaks(walk.page.tokens[phrase.head]) and not _spokesman(walk, phrase)


def _spokesman(walk: Walk, phrase: OfficePhrase) -> bool:
    """Whether he speaks for others."""
    return walk.page.lower[phrase.head] in walk.words.government


def stands_for(walk: Walk, place: Place, phrase: OfficePhrase) -> tuple[str, ...]:
    """Whom the pronoun leads to: the officer by his office, or who says what a spokesman says."""
    keys = keys_of(walk, phrase.head)
    return keys if place.speaks or all(walk.kind(key) is EntityKind.GROUP for key in keys) else ()


def _opening(walk: Walk) -> int:
    """Where the sentence before begins, or that before a quotation."""
    start = walk.sentence_start
    for _ in range(_QUOTED):
        if start == 0:
            break
        start = walk.page.doc[start - 1].sent.start
        if not walk.quoted[min(start + 1, len(walk.quoted) - 1)]:
            break
    return start
