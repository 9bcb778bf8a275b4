"""Turns of an exchange: who speaks, in transcripts, interviews and quoted dialogues."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from kg.facts import Span
from kg.language.layout_words import Words, layout_words, simple
from kg.language.state import Block, BlockKind

_TURN = re.compile(r"(?P<name>[^:\n\"“”?!]{1,70}):(?=\s|$)\s*")
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’&-]*|\([^)]*\)|,")
_PREAMBLE = 3  # paragraphs of prose: an article's, not a transcript's


def with_turns(text: str, blocks: list[Block]) -> list[Block]:
    """Mark the turns of an exchange, if there is one, and the paragraphs that continue them."""
    found = {i: s for i, b in enumerate(blocks) if _may_speak(b) and (s := _speaker(text, b))}
    found = _real_speakers(text, blocks, found)
    if not found:
        return blocks
    on = _goes_on(text, blocks, found)
    out: list[Block] = []
    speaker: Span | None = None
    for i, block in enumerate(blocks):
        if i in found:
            speaker = found[i]
            out.append(_turn(text, block, speaker))
        elif i in on and speaker and _may_speak(block) and text[block.span.end - 1] != ":":
            out.append(Block(block.span, BlockKind.TURN, block.span, speaker))
        else:
            out.append(block)
    return out


def _goes_on(text: str, blocks: Sequence[Block], found: dict[int, Span]) -> range:
    """Where paragraphs without a name go on with the turn before.

    In a transcript they do to its end; in an interview with `Q:` and `A:` up to its last turn; in an
    article that quotes an exchange, prose resumes.
    """
    first, last = min(found), max(found)
    before = sum(1 for b in blocks[:first] if b.kind is BlockKind.PROSE)
    spoken = sum(1 for b in blocks[first:] if _may_speak(b))
    between = sum(1 for i in range(first, last) if _may_speak(blocks[i]) and i not in found)
    roles = any(simple(s.of(text)) in layout_words().turn_roles for s in found.values())
    loud = roles or any(s.of(text).isupper() for s in found.values())
    if before < _PREAMBLE and (len(found) * 4 >= spoken if loud else len(found) * 2 >= spoken and between > 0):
        return range(first, len(blocks))
    return range(first, last) if roles else range(0)


def _may_speak(block: Block) -> bool:
    return block.kind in (BlockKind.PROSE, BlockKind.HEADING, BlockKind.BYLINE)


def _turn(text: str, block: Block, speaker: Span) -> Block:
    """A turn with words of its own, or a speaker alone on a line."""
    match = _TURN.match(text, block.span.start, block.span.end)
    if match is None or match.end() >= block.span.end:
        return Block(block.span, BlockKind.BYLINE, block.span, speaker)
    return Block(block.span, BlockKind.TURN, Span(match.end(), block.span.end), speaker)


def _speaker(text: str, block: Block) -> Span | None:
    """The name-like words before a colon at the beginning of the block."""
    match = _TURN.match(text, block.span.start, block.span.end)
    if match is None:
        return None
    name = match["name"].rstrip()
    words = name.split()
    low = simple(name)
    table = layout_words()
    if not low or len(words) > 8 or low in table.turn_not_speakers or low.split()[-1] in table.turn_not_speakers:
        return None
    loud = name.isupper() or low in table.turn_roles
    if not loud and (len(words) > 5 or not all(_like_name(w, table) for w in words)):
        return None
    said = text[match.end() : block.span.end]
    if not _NAME_WORD.match(name) or (said and not re.search(r"[^\W\d_]{2}", said)):
        return None
    return Span(block.span.start, block.span.start + len(name))


def _like_name(word: str, table: Words) -> bool:
    return word[0].isupper() or word[0] == "(" or word in table.turn_small


def _real_speakers(text: str, blocks: Sequence[Block], found: dict[int, Span]) -> dict[int, Span]:
    """Keep speakers that an exchange makes likely: several turns, and names that come back."""
    if len(found) < 2:
        return {}
    names = {i: s.of(text) for i, s in found.items()}
    turns = Counter(_surname(n) for n in names.values())
    first = min(found)
    announced = first > 0 and blocks[first - 1].span.of(text).endswith(":")
    loud = {i for i, n in names.items() if simple(n) in layout_words().turn_roles or (n.isupper() and len(n) > 3)}
    if not loud and not announced and max(turns.values()) < 2:
        return {}  # a list: each name once
    elsewhere = {word.group() for word in re.finditer(r"\w+", text) if not text.startswith(":", word.end())}
    kept = {
        i: s
        for i, s in found.items()
        if i in loud or turns[_surname(names[i])] > 1 or _last_word(names[i]) in elsewhere
    }
    if len(kept) < 2:
        return {}
    # whose full name stands between two turns speaks, though it comes but once
    first, last = min(kept), max(kept)
    between = {i for i in found if first < i < last and " " in names[i].strip()}
    return {i: found[i] for i in sorted({*kept, *between})}


def _last_word(name: str) -> str:
    found: list[str] = re.findall(r"\w+", name)
    return found[-1] if found else name


def _surname(name: str) -> str:
    return _last_word(name).lower()
