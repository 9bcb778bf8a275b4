"""Find quotations: straight, curly, single, nested, over paragraphs, unclosed.

Marks are paired within a paragraph, so that one stray mark costs at most its paragraph.
An apostrophe (`don't`, `the allies' plan`, `the '80s`) is no mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import Span
from kg.language import state
from kg.language.state import Block, Quote

_MARK = re.compile(r"``|''|[\"“”„‟«»'‘’‚`]")
_PARAGRAPH = re.compile(r"\S(?:.*?\S)??(?=[ \t]*(?:\n[ \t]*\n|\Z))", re.DOTALL)
_OPENING = frozenset("“„‟«‘‚")
_DOUBLE = frozenset(["``", "''", '"', "“", "”", "„", "‟", "«", "»"])
_STOPS = frozenset(".,!?…;:-—–)")
_BEFORE_OPENING = frozenset("([{-—–/:")
_ELIDED = re.compile(r"(?:\d0s?|em|tis|twas|til|cause|n|bout|round)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Mark:
    """One mark: where, which, and whether its neighbours let it open or close a quotation."""

    start: int
    end: int
    sign: str
    opens: bool
    closes: bool

    @property
    def double(self) -> bool:
        return self.sign in _DOUBLE


def find_quotes(text: str, blocks: Sequence[Block] = ()) -> tuple[Quote, ...]:
    """The quotations of a text, in text order, nested ones after the one they stand in.

    Args:
        text: the readable text.
        blocks: its paragraphs; without them, stretches between blank lines.

    >>> [q.inner.of('He said "no" twice.') for q in find_quotes('He said "no" twice.')]
    ['no']
    """
    stretches = [b.body for b in blocks] or [Span(*m.span()) for m in _PARAGRAPH.finditer(text)]
    paragraphs = [_paired(text, s, _marks(text, s)) for s in stretches]
    reopened = [_reopens(s, found) for s, found in zip(stretches, paragraphs, strict=True)]
    out: list[Quote] = []
    running = False
    for n, found in enumerate(paragraphs):
        followed = n + 1 < len(paragraphs) and reopened[n + 1]
        last = max((q.outer.start for q in found), default=0)
        # a quotation begun inside an unclosed one: a mark is missing between them
        kept = [q for q in found if q.closed or followed or q.outer.start == last]
        if running and reopened[n] and kept[0].outer.start == stretches[n].start:
            kept[0] = replace(kept[0], continues=True)
        out.extend(_nested(kept))
        running = followed and any(not q.closed for q in kept)
    return tuple(out)


def _marks(text: str, stretch: Span) -> list[Mark]:
    """The quotation marks of a paragraph, apostrophes inside words left out."""
    marks = []
    for m in _MARK.finditer(text, stretch.start, stretch.end):
        before = text[m.start() - 1] if m.start() > stretch.start else " "
        after = text[m.end()] if m.end() < stretch.end else " "
        sign = m.group()
        if sign not in _DOUBLE and before.isalnum() and after.isalnum():
            continue
        opens = _may_open(sign, before, after) and not (sign in "'’" and _ELIDED.match(text, m.end()))
        closes = _may_close(sign, before, after)
        if opens or closes:
            marks.append(Mark(m.start(), m.end(), sign, opens, closes))
    return marks


def _may_open(sign: str, before: str, after: str) -> bool:
    if sign in ("”", "»"):
        return False
    if sign in _OPENING or sign in ("``", "`"):
        return not after.isspace() or sign == "``"
    if sign == "''":
        return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()
    free = before.isspace() or before in _BEFORE_OPENING or _MARK.match(before) is not None
    return free and not after.isspace() and (sign == '"' or after.isalnum() or after in "[(…." or after in '"“')


def _may_close(sign: str, before: str, after: str) -> bool:
    if sign in ("``", "`", "„", "‟", "«", "‘", "‚"):
        return False
    if sign in ("”", "»"):
        return True
    if sign == "''":
        return not before.isspace() or after.isspace()
    if sign == "“":
        return not before.isspace() and not after.isalnum()
    return not after.isalnum() and (sign == '"' or not before.isspace())


def _paired(text: str, stretch: Span, marks: Sequence[Mark]) -> list[Quote]:
    """Pair the marks of a paragraph; a double one that stays open runs to its end."""
    closers = [m.start for m in marks if _ends_single(text, m)]
    last = closers[-1] if closers else -1
    out: list[Quote] = []
    opened: list[Mark] = []
    for mark in marks:
        partner = _partner(text, opened, mark)
        if partner is not None:
            out.extend(_quote(text, opened[partner], mark))
            del opened[partner:]
        elif mark.opens and (mark.double or mark.start < last):
            opened.append(mark)
    for mark in opened:
        if mark.double:
            out.extend(_unclosed(text, mark, stretch))
    return sorted(out, key=lambda q: (q.outer.start, -q.outer.end))


def _partner(text: str, opened: Sequence[Mark], mark: Mark) -> int | None:
    """The open mark that this one closes: the innermost of its kind, for a single one the innermost of all."""
    if not mark.closes or not opened:
        return None
    if not mark.double:
        return len(opened) - 1 if not opened[-1].double and _ends_single(text, mark) else None
    return next((n for n in range(len(opened) - 1, -1, -1) if opened[n].double), None)


def _ends_single(text: str, mark: Mark) -> bool:
    return mark.closes and not mark.double and not _possessive(text, mark)


def _possessive(text: str, mark: Mark) -> bool:
    """`the allies' plan`: after an s, before a word."""
    rest = text[mark.end : mark.end + 2]
    return text[mark.start - 1] in "sS" and len(rest) == 2 and rest[0] == " " and rest[1].islower()


def _quote(text: str, opening: Mark, closing: Mark) -> Iterable[Quote]:
    inner = _trimmed(text, opening.end, closing.start)
    if inner is not None:
        yield Quote(Span(opening.start, closing.end), inner)


def _unclosed(text: str, opening: Mark, stretch: Span) -> Iterable[Quote]:
    inner = _trimmed(text, opening.end, stretch.end)
    if inner is not None:
        yield Quote(Span(opening.start, inner.end), inner, closed=False)


def _trimmed(text: str, start: int, end: int) -> Span | None:
    words = text[start:end]
    left = len(words) - len(words.lstrip())
    stripped = words.strip()
    return Span(start + left, start + left + len(stripped)) if stripped else None


def _reopens(stretch: Span, found: Sequence[Quote]) -> bool:
    """Does the paragraph begin with a quotation?"""
    return bool(found) and found[0].outer.start == stretch.start


def _nested(found: Iterable[Quote]) -> Iterator[Quote]:
    """Set each quotation's depth by the quotations that hold it."""
    around: list[Quote] = []
    for quote in found:
        while around and around[-1].outer.end <= quote.outer.start:
            around.pop()
        yield replace(quote, depth=len(around))
        around.append(quote)


@Language.factory("kg_quotations", assigns=["doc._.kg_quotes"])
def make_quotations(nlp: Language, name: str) -> Quotations:
    return Quotations()


class Quotations:
    """The component: reads text and blocks, writes `doc._.kg_quotes`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.kg_quotes = find_quotes(doc.text, state.blocks(doc))
        return doc
