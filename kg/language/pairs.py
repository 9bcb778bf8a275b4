"""`The two countries`, `both leaders`, `the two sides`: which two of a kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.facts import EntityKind
from kg.language.discourse import WINDOW, Seen, Walk, keys_of

_ACTING = frozenset({"subject", "object"})
_LEAD = 2
"""By how many mentions the second of the two named most must lead the third."""


def paired(walk: Walk, start: int, head: int) -> bool:
    """Whether a noun phrase speaks of two (`both`, `the two`)."""
    return any(low in walk.words.pair_words for low in walk.page.lower[start:head])


def pair_of(walk: Walk, kind: EntityKind) -> tuple[str, ...]:
    """The two of that kind in question: those who act together, the only two of late, or the two named most.

    Nobody where these readings lead to different pairs.
    """
    seen = [s for s in walk.seen if walk.kind(s.key) is kind and not _describes(walk, s)]
    lately = [s for s in seen if walk.sentence - s.sentence <= WINDOW]
    most = _named_most(seen)
    near = _together(lately) or _only_two(lately)
    if near and most and near != most and not _one_breath(lately, near):
        return ()
    return near or most


def _describes(walk: Walk, seen: Seen) -> bool:
    """`the Uruguayan lawyer Roe`: where a person comes from; the state doesn't act. `The Uruguayan minister` is its."""
    if seen.role != "modifier" or walk.kind(seen.key) is not EntityKind.COUNTRY:
        return False
    of = keys_of(walk, walk.page.tokens[seen.head].head.i)
    if not any(walk.kind(key) is EntityKind.PERSON for key in of):
        return False
    return not any(p.person in of and p.of == seen.key and not p.vague for p in walk.phrases)


def _only_two(lately: Sequence[Seen]) -> tuple[str, ...]:
    keys = {s.key for s in lately}
    return tuple(sorted(keys)) if len(keys) == 2 else ()


def _together(lately: Sequence[Seen]) -> tuple[str, ...]:
    """Those who act in one sentence of late, if one pair alone does: `Peru and Chile met in Brazil. Peru …`."""
    acting: dict[int, set[str]] = {}
    for s in lately:
        if s.role in _ACTING:
            acting.setdefault(s.sentence, set()).add(s.key)
    pairs = {tuple(sorted(keys)) for keys in acting.values() if len(keys) == 2}
    return next(iter(pairs)) if len(pairs) == 1 else ()


def _one_breath(lately: Sequence[Seen], pair: tuple[str, ...]) -> bool:
    """Whether the two are named side by side (`Peru and Chile`)."""
    leads = [{(s.sentence, s.lead) for s in lately if s.key == key} for key in pair]
    return bool(leads[0] & leads[1])


def _named_most(seen: Sequence[Seen]) -> tuple[str, ...]:
    counts = Counter(s.key for s in seen).most_common(3)
    if len(counts) < 2 or len(counts) > 2 and counts[1][1] < counts[2][1] + _LEAD:
        return ()
    return tuple(sorted(key for key, _ in counts[:2]))
