"""Turns of an exchange or transcript: each paragraph is its speaker's own words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.facts import EntityKind, Evidence, Mention, Mode, Statement
from kg.language import state
from kg.language.state import Block, BlockKind

_ORDER = {EntityKind.PERSON: 0, EntityKind.ORGANISATION: 1, EntityKind.COUNTRY: 2, EntityKind.GROUP: 3}
_PARTIES = 2


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of an exchange, who speaks, and whether that is a party to it or only asks."""

    block: Block
    speaker: str | None
    asks: bool


def turn_statements(doc: Doc, *, article: str) -> Iterator[Statement]:
    """One direct statement per paragraph of each turn whose speaker is known.

    In an exchange of two each speaks to the other; an answer is to who asked.
    """
    kinds: dict[str, EntityKind] = {e.key: e.kind for e in state.entities(doc)}
    mentions = sorted(state.mentions(doc), key=_start)
    turns = [_turn(b, mentions, kinds) for b in state.blocks(doc) if b.kind is BlockKind.TURN]
    parties = sorted({t.speaker for t in turns if t.speaker is not None and not t.asks})
    for n, turn in enumerate(turns):
        if turn.speaker is None:
            continue
        to = _addressee(turns, n, parties)
        evidence = Evidence(article, (turn.block.body,), turn.block.span, "turn")
        yield Statement(
            (turn.speaker,), (turn.block.body,), Mode.DIRECT, evidence, addressees=(to,) if to is not None else ()
        )


def _start(mention: Mention) -> int:
    return mention.span.start


def _turn(block: Block, mentions: Sequence[Mention], kinds: dict[str, EntityKind]) -> Turn:
    """Whose turn it is, by the names in its label; the mentions are in text order."""
    label = block.speaker or block.span
    inside = mentions[bisect_left(mentions, label.start, key=_start) : bisect_left(mentions, label.end, key=_start)]
    named = [m for m in inside if block.speaker is not None and kinds[m.entity] in _ORDER]
    best = min(named, key=lambda m: (_ORDER[kinds[m.entity]], m.span), default=None)
    if best is None:
        return Turn(block, None, asks=False)
    return Turn(block, best.entity, asks=kinds[best.entity] is EntityKind.GROUP)


def _addressee(turns: Sequence[Turn], n: int, parties: Sequence[str]) -> str | None:
    """Whom a turn is said to, where that is clear."""
    turn = turns[n]
    before = next((turns[k] for k in range(n - 1, -1, -1) if turns[k].speaker != turn.speaker), None)
    after = next((turns[k] for k in range(n + 1, len(turns)) if turns[k].speaker != turn.speaker), None)
    if turn.asks:
        return after.speaker if after is not None and not after.asks else None
    if before is not None and (before.asks or before.speaker is None):
        return before.speaker
    if len(parties) != _PARTIES:
        return None
    return parties[0] if turn.speaker == parties[1] else parties[1]
