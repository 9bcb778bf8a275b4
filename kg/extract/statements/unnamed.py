"""`A ministry spokesman denied it. "Nobody asked us," he said.`: the pronoun speaks for the ministry, too."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from spacy.tokens import Token

from kg.extract.statements.find import Found

_THIRD = frozenset(["he", "she"])
Who = Callable[[Token], tuple[str, ...]]


def going_on(
    found: Sequence[Found], *, people: frozenset[str], who: Who, is_person: Callable[[str], bool]
) -> dict[int, tuple[str, ...]]:
    """Whom the pronouns speak for that go on from an unnamed spokesman in the sentence before, by number.

    Not where that sentence names the person whom the pronoun leads to.

    Args:
        people: nouns of unnamed people who speak for others (`spokesman`, `official`).
        who: who a phrase is, by its head.
    """
    out: dict[int, tuple[str, ...]] = {}
    before: tuple[int, Found, Token] | None = None
    spoken = [(n, f, f.speaker) for n, f in enumerate(found) if not f.nested and f.speaker is not None]
    for n, f, speaker in sorted(spoken, key=lambda s: (s[1].at, s[0])):
        if speaker.lower_ in _THIRD and before is not None and _follows(before[1], f):
            keys = out.get(before[0]) or who(before[2])
            if keys and not any(map(is_person, keys)) and not _named_there(before[1], who(speaker), who):
                out[n] = keys
        before = (n, f, speaker) if n in out or _unnamed(speaker, people) else None
    return out


def _unnamed(speaker: Token, people: frozenset[str]) -> bool:
    named = any(c.dep_ == "appos" and c.pos_ == "PROPN" for c in speaker.children)
    return speaker.lemma_.lower() in people and not named


def _follows(first: Found, second: Found) -> bool:
    one, other = first.sentence, second.sentence
    return one.block == other.block and (one == other or one.end == other.start)


def _named_there(found: Found, keys: tuple[str, ...], who: Who) -> bool:
    """Does the earlier sentence name him?"""
    if not keys or found.speaker is None:
        return False
    doc = found.speaker.doc
    return any(set(who(t)) & set(keys) for t in doc[found.sentence.start : found.sentence.end])
