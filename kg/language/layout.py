"""What the parts of a page are: prose, headlines, bylines, captions, bullets, turns, boilerplate.

The component `kg_layout` keeps the blocks on the Doc and begins a sentence wherever a block or its
body begins.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy
from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import Span
from kg.language import state
from kg.language.datelines import find_dateline, is_date_line, is_place_line
from kg.language.layout_words import layout_words, simple
from kg.language.paragraphs import BULLET, paragraphs
from kg.language.reading import readable
from kg.language.state import Block, BlockKind
from kg.language.turns import with_turns

__all__ = ["dateline_place", "find_blocks", "make_layout", "readable"]

_HEADING_WORDS = 16
_TOP = 8


def find_blocks(text: str, *, title: str | None = None, publisher: str | None = None) -> tuple[Block, ...]:
    """The blocks of the article, in text order.

    Args:
        text: `Article.text` (offsets of the blocks are its characters, end excluded).
        title: the article's title, if known.
        publisher: its publisher, if known.
    """
    spans = paragraphs(text)
    blocks = [_first_look(text, i, spans, title=title, publisher=publisher) for i in range(len(spans))]
    blocks = with_turns(text, blocks)
    blocks = _with_lists(text, blocks)
    return tuple(_settled(text, blocks))


def _first_look(text: str, i: int, spans: Sequence[Span], *, title: str | None, publisher: str | None) -> Block:
    """The kind of a paragraph by its own words and place."""
    span = spans[i]
    line = span.of(text)
    low = simple(line)
    if i < _TOP and title and _same_line(low, simple(title)):
        return Block(span, BlockKind.HEADLINE, span)
    if _is_boilerplate(low, publisher):
        return Block(span, BlockKind.BOILERPLATE, span)
    dateline = find_dateline(text, span)
    if dateline:
        return Block(span, BlockKind.PROSE, Span(dateline.end, span.end))
    if _is_caption(low):
        return Block(span, BlockKind.CAPTION, span)
    if (i < _TOP and _is_byline(line, low, after_first=i > 0)) or _is_address(low):
        return Block(span, BlockKind.BYLINE, span)
    if find_dateline(text, span, whole=True):
        return Block(span, BlockKind.BYLINE, span)
    if i == 0 and len(spans) > 1 and _is_heading(line.rstrip("?")):
        return Block(span, BlockKind.HEADLINE, span)
    if _is_heading(line):
        return Block(span, BlockKind.HEADING, span)
    return Block(span, BlockKind.PROSE, span)


def _same_line(line: str, title: str) -> bool:
    a, b = re.sub(r"\W+", " ", line).strip(), re.sub(r"\W+", " ", title).strip()
    return bool(a) and (a == b or (len(a) > 20 and (b.startswith(a) or (a.startswith(b) and len(a) < len(b) + 30))))


def _is_boilerplate(low: str, publisher: str | None) -> bool:
    words, count = layout_words(), low.count(" ") + 1
    if low.rstrip(".:!") in words.boilerplate_exact or low in words.boilerplate_exact:
        return True
    if not re.search(r"\w", low) or (publisher and low.rstrip(".") == simple(publisher)):
        return True
    if count > 40:
        return False
    if low.startswith(words.boilerplate_starts) or any(w in low for w in words.boilerplate_contains):
        return True
    return low.startswith(words.boilerplate_follow) and any(n in low for n in words.boilerplate_networks)


def _is_caption(low: str) -> bool:
    words = layout_words()
    if low.count(" ") >= words.caption_words:
        return False
    credited = low.rstrip(".)] ").endswith(words.caption_ends) or low.endswith(words.caption_ends)
    return credited or low.startswith(words.caption_starts) or any(w in low for w in words.caption_contains)


def _is_byline(line: str, low: str, *, after_first: bool) -> bool:
    words, count = layout_words(), low.count(" ") + 1
    if count > 20 or BULLET.match(line):
        return False
    if is_date_line(low):
        return True
    if low.startswith(words.byline_starts) and count <= 14 and not line.rstrip().endswith((".", "?", "!", ":")):
        return True
    if low.startswith(words.byline_dated) and re.search(r"\d", low) and count <= 12:
        return True
    if any(w in low for w in words.byline_contains) and count <= 12:
        return True
    return after_first and (is_place_line(line) or _is_name_and_office(line))


def _is_address(low: str) -> bool:
    """`by ada quill [ada@example.com]`: whom to write to."""
    return "@" in low and low.count(" ") < 8 and bool(re.search(r"\w@\w[\w.-]*\.\w", low))


def _is_name_and_office(line: str) -> bool:
    """`Maria K. Voss, Minister of Trade`: capitalised words around a comma, no sentence."""
    words = line.split()
    if not 3 <= len(words) <= 14 or "," not in line or line.rstrip()[-1:] in ".?!:":
        return False
    small = layout_words().turn_small
    return all(w[:1].isupper() or w.lower() in small or not w[:1].isalpha() for w in words)


def _is_heading(line: str) -> bool:
    line = " ".join(line.split())
    if line.count(" ") >= _HEADING_WORDS or BULLET.match(line) or line[:1].islower():
        return False
    return not re.search(r"[.!?:;,…][\"'”’)\]]*$", line) and not line.startswith(('"', "“", "``"))


def dateline_place(text: str, block: Block) -> Span | None:
    """The place that the block's dateline names."""
    found = find_dateline(text, block.span, whole=True)
    if found is not None:
        return found.place
    return block.span if block.kind is BlockKind.BYLINE and is_place_line(block.span.of(text)) else None


# -- lists and what remains ---------------------------------------------------------------------


def _with_lists(text: str, blocks: list[Block]) -> list[Block]:
    """Mark bullets; a single dash or asterisk is none."""
    marks = {i: m for i, b in enumerate(blocks) if (m := BULLET.match(text, b.span.start, b.span.end))}
    many = Counter(m.group()[0] for m in marks.values())
    for i, mark in marks.items():
        block = blocks[i]
        sure = mark.group()[0] not in "-*–—" or many[mark.group()[0]] > 1
        if sure and mark.end() < block.span.end and block.kind in (BlockKind.PROSE, BlockKind.HEADING):
            blocks[i] = Block(block.span, BlockKind.BULLET, Span(mark.end(), block.span.end))
    return blocks


_WORDS_OF_ARTICLE = frozenset({BlockKind.PROSE, BlockKind.TURN, BlockKind.BULLET})


def _settled(text: str, blocks: list[Block]) -> Iterator[Block]:
    """Headings with nothing under them are boilerplate; a line above a bare credit is its caption."""
    following = BlockKind.BOILERPLATE
    out: list[Block] = []
    for i in range(len(blocks) - 1, -1, -1):
        block = blocks[i]
        if block.kind is BlockKind.HEADING:
            if following is BlockKind.BOILERPLATE:
                block = replace(block, kind=BlockKind.BOILERPLATE)
            elif following is BlockKind.CAPTION and blocks[i + 1].span.of(text).count(" ") < 5:
                block = replace(block, kind=BlockKind.CAPTION)
        following = block.kind
        out.append(block)
    if not any(b.kind in _WORDS_OF_ARTICLE for b in out):
        out = [replace(b, kind=BlockKind.PROSE) if _unsure(b) else b for b in out]
    yield from reversed(out)


def _unsure(block: Block) -> bool:
    """A short text may be nothing but one line without a full stop: then that line is its prose."""
    return block.kind in (BlockKind.HEADING, BlockKind.HEADLINE, BlockKind.BOILERPLATE)


# -- the component ------------------------------------------------------------------------------


@Language.factory("kg_layout", assigns=["doc._.kg_blocks", "token.is_sent_start"])
def make_layout(nlp: Language, name: str) -> Layout:
    """The component, for `nlp.add_pipe("kg_layout", first=True)`."""
    return Layout()


class Layout:
    """Writes the blocks, and begins a sentence at each block and body."""

    def __call__(self, doc: Doc) -> Doc:
        article = state.article(doc)
        text = article.text if article else doc.text
        title, publisher = (article.title, article.publisher) if article else (None, None)
        blocks = find_blocks(text, title=title, publisher=publisher)
        doc._.kg_blocks = blocks
        begins: Any = numpy.zeros((len(doc), 1), dtype="uint64")
        begins[sentence_starts(doc, blocks)] = 1
        # all at once: to set one, spaCy looks through the whole Doc
        return doc.from_array(["SENT_START"], begins)


def sentence_starts(doc: Doc, blocks: Sequence[Block]) -> list[int]:
    """The first token of each block and of each body."""
    offsets: list[int] = doc.to_array(["IDX"]).tolist()
    wanted = sorted({p for b in blocks for p in (b.span.start, b.body.start)})
    found = (bisect_left(offsets, p) for p in wanted)
    return [i for i in dict.fromkeys(found) if i < len(offsets)]
