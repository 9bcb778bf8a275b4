"""How two names are alike, as the method that a link names; None where they aren't."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from rapidfuzz import fuzz

from kg.identity.spelling import Name, short_forms, spellings

ALIKE = 85.0
"""rapidfuzz ratio from which two words of five letters and more may be one, misspelt."""


class Method(StrEnum):
    """From the closest to the loosest."""

    NAME = "same name"
    SPELLING = "spelling"
    ORDER = "word order"
    SHORT = "short form"
    LONGER = "longer name"
    ENDING = "end of name"
    INITIALS = "initials"
    LIKENESS = "likeness"
    SURNAME = "surname"


RANK = {method: rank for rank, method in enumerate(Method)}


def closest(ours: Iterable[Name], theirs: Iterable[Name]) -> tuple[Method, Name, Name] | None:
    """The closest likeness between names of two entities, and the two names."""
    others = tuple(theirs)
    found = ((method, a, b) for a in ours for b in others if (method := likeness(a, b)) is not None)
    return min(found, key=lambda each: (RANK[each[0]], each[1].words, each[2].words), default=None)


def likeness(a: Name, b: Name) -> Method | None:
    """How two persons' names are alike."""
    if not a.words or not b.words or (a.suffix and b.suffix and a.suffix != b.suffix):
        return None
    if a.words == b.words:
        return Method.NAME
    if a.spelt == b.spelt:
        return Method.SPELLING
    if len(a) > 1 and len(b) > 1 and _turned(a.spelt, b.spelt):
        return Method.ORDER
    few, many = (a, b) if len(a) <= len(b) else (b, a)
    if len(few) == 1:
        return Method.SURNAME if len(many) > 1 and _is_surname(few, many) else None
    return _aligned(few, many)


def _turned(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """`Li Keqiang` and `Keqiang Li`; `Kim Jong-un`, `Jong Un Kim` and `Kim Jongun`."""
    ours = "".join(a)
    return ours in ("".join(b), "".join(b[1:] + b[:1]), "".join(b[-1:] + b[:-1]))


def _is_surname(one: Name, whole: Name) -> bool:
    """A name alone that ends the whole one, or (`Xi`) begins it where families are named first."""
    if one.spelt[0] in (whole.spelt[-1], whole.spelt[-2] if len(whole) > 2 else ""):
        return True
    return one.spelt[0] == whole.spelt[0] and whole.words[0] in spellings().family_first


def _aligned(few: Name, many: Name) -> Method | None:
    """Two whole names, word by word: the shorter's first and last word must have a match in the longer."""
    if len(few) < len(many) and few.spelt == many.spelt[-len(few) :]:
        return Method.ENDING
    first, last = _word(few, 0, many, 0), _last(few, many)
    if first is None or last is None:
        return None
    middle = _middle(few, many)
    if middle is None:
        return None
    if {first, last, middle} == {Method.NAME} and len(few) == len(many):
        return Method.SPELLING
    if {first, last, middle} <= {Method.NAME}:
        return Method.LONGER
    return max({first, last, middle} - {Method.NAME}, key=RANK.__getitem__)


def _last(few: Name, many: Name) -> Method | None:
    """How the family name stands in the longer name: at its end, or before the mother's."""
    n = len(few) - 1
    places = [len(many) - 1] + ([len(many) - 2] if len(many) > 2 else [])
    found = [how for at in places if (how := _word(few, n, many, at)) not in (None, Method.SHORT, Method.INITIALS)]
    return min((how for how in found if how), key=RANK.__getitem__, default=None)


def _middle(few: Name, many: Name) -> Method | None:
    """How the words between first and last stand in the longer name: each must have a match."""
    out = Method.NAME
    for i in range(1, len(few) - 1):
        found = [how for at in range(1, len(many)) if (how := _word(few, i, many, at))]
        if not found:
            return None
        out = max(out, min(found, key=RANK.__getitem__), key=RANK.__getitem__)
    return out


def _word(a: Name, i: int, b: Name, j: int) -> Method | None:
    """How two words are alike."""
    ours, theirs = a.words[i], b.words[j]
    if ours == theirs or a.spelt[i] == b.spelt[j]:
        return Method.NAME
    if len(ours) == 1 or len(theirs) == 1:
        return Method.INITIALS if ours[0] == theirs[0] else None
    if i == j == 0 and (short_forms(ours, theirs) or short_forms(a.spelt[i], b.spelt[j])):
        return Method.SHORT
    if min(len(ours), len(theirs)) >= 5 and ours[0] == theirs[0] and fuzz.ratio(ours, theirs) >= ALIKE:
        return Method.LIKENESS
    return None


def like_bodies(a: Name, b: Name) -> Method | None:
    """How the names of two places or organisations are alike."""
    if not a.words or not b.words:
        return None
    if a.words == b.words:
        return Method.NAME
    if a.spelt == b.spelt or "".join(a.spelt) == "".join(b.spelt):
        return Method.SPELLING
    if sorted(a.spelt) == sorted(b.spelt):
        return Method.ORDER
    joined = " ".join(a.words), " ".join(b.words)
    if min(map(len, joined)) >= 8 and fuzz.ratio(*joined) >= 90:
        return Method.LIKENESS
    return None
