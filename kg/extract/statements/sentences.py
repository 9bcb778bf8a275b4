"""Sentences as statements need them: no quotation is cut, and each token knows its quotation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.facts import Span
from kg.language import state
from kg.language.state import Block, BlockKind, Quote

_OUTSIDE = -1
_LONGEST = 600
"""Tokens after which a sentence is cut all the same: what is compared pair by pair must not grow with the text."""
_READ = frozenset([BlockKind.PROSE, BlockKind.BULLET])


@dataclass(frozen=True, slots=True)
class Sentence:
    """Tokens `start` to `end` of a block; `alone` where it is nothing but one quotation."""

    start: int
    end: int
    block: int
    alone: int | None = None


@dataclass(frozen=True, slots=True)
class Text:
    """A Doc with its outermost quotations laid over its tokens.

    `inside[i]` is the number of the quotation that token i stands in, or -1; `bounds[q]` the first
    token of quotation q and the one after its last.
    """

    doc: Doc
    blocks: tuple[Block, ...]
    quotes: tuple[Quote, ...]
    inside: list[int]
    bounds: list[tuple[int, int]]

    def quoted(self, token: Token) -> bool:
        return self.inside[token.i] != _OUTSIDE


def lay_out(doc: Doc) -> Text:
    """The Doc with its outermost quotations."""
    quotes = tuple(q for q in state.quotes(doc) if q.depth == 0)
    starts = [t.idx for t in doc]
    inside = [_OUTSIDE] * len(doc)
    bounds = []
    for n, quote in enumerate(quotes):
        first, last = bisect_left(starts, quote.outer.start), bisect_left(starts, quote.outer.end)
        inside[first:last] = [n] * (last - first)
        bounds.append((first, last))
    return Text(doc, state.blocks(doc) or _one_block(doc), quotes, inside, bounds)


def sentences(text: Text) -> Iterator[Sentence]:
    """The sentences of prose and bullets, in text order; a quotation is never cut."""
    starts = [t.idx for t in text.doc]
    for n, block in enumerate(text.blocks):
        if block.kind in _READ:
            first, last = bisect_left(starts, block.body.start), bisect_left(starts, block.body.end)
            yield from _split(text, first, last, block=n)


def _split(text: Text, first: int, last: int, *, block: int) -> Iterator[Sentence]:
    begin = first
    for i in range(first + 1, last + 1):
        if i < last and not _begins(text, i) and i - begin < _LONGEST:
            continue
        if any(not text.doc[k].is_space for k in range(begin, i)):
            yield Sentence(begin, i, block, alone=_alone(text, begin, i))
        begin = i


def _begins(text: Text, i: int) -> bool:
    """Does a sentence begin here, and not within a quotation?"""
    here = text.inside[i]
    if here != _OUTSIDE and here == text.inside[i - 1]:
        return False
    if text.doc[i].is_sent_start:
        # `"A," X said, "b."` is one sentence, whatever the parser says
        return here == _OUTSIDE or text.doc[i - 1].text not in (",", ":")
    # a quotation that ends with a full stop, then a capital: the parser often misses the boundary
    return here != _OUTSIDE and text.inside[i - 1] == _OUTSIDE and text.doc[i - 1].text in ".!?"


def _alone(text: Text, start: int, end: int) -> int | None:
    """The quotation that a sentence is nothing but, if it is."""
    found = {text.inside[i] for i in range(start, end) if not (text.doc[i].is_space or text.doc[i].is_punct)}
    if len(found) != 1 or _OUTSIDE in found:
        return None
    quote = found.pop()
    return quote if text.bounds[quote][0] >= start else None  # else it goes on from the sentence before


def _one_block(doc: Doc) -> tuple[Block, ...]:
    """The whole text as prose, where no layout was read: one block per paragraph."""
    out = []
    at = 0
    for part in doc.text.split("\n\n"):
        stripped = part.strip()
        if stripped:
            start = at + part.index(stripped)
            span = Span(start, start + len(stripped))
            out.append(Block(span, BlockKind.PROSE, span))
        at += len(part) + 2
    return tuple(out)
