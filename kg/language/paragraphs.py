"""Where the paragraphs of a text are, whatever its lines were broken for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kg.facts import Span

_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
BULLET = re.compile(r"(?:[•·●▪◦‣∙○■□►▸✓]|[-*–—](?=\s|[A-Z]))\s*")
_FINAL = re.compile(r"[.!?…:;][\"'”’)\]]*$")
_WIDEST_WRAP = 110
_NARROWEST_WRAP = 40


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    text: str

    @property
    def body(self) -> str:
        return self.text.strip()

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip())


def paragraphs(text: str) -> list[Span]:
    """The paragraphs, without surrounding white space, in text order.

    Blank lines part them. Where lines follow each other without one, they are a paragraph if they
    were wrapped at a width (each break stands where the next word did not fit), else one each.
    """
    spans: list[Span] = []
    start = 0
    for gap in [*_BLANK.finditer(text), None]:
        end = gap.start() if gap else len(text)
        spans.extend(_group(text, start, end))
        start = gap.end() if gap else end
    return spans


def _group(text: str, start: int, end: int) -> Iterator[Span]:
    """The paragraphs of a stretch without blank lines."""
    lines: list[_Line] = []
    for line in text[start:end].split("\n"):
        if line.strip():
            lines.append(_Line(start, line))
        start += len(line) + 1
    breaks = _breaks(lines)
    first = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or breaks[i - 1]:
            if first < len(lines):
                yield _between(lines[first], lines[i - 1])
            first = i


def _between(first: _Line, last: _Line) -> Span:
    return Span(first.start + first.indent, last.start + len(last.text.rstrip()))


def _breaks(lines: Sequence[_Line]) -> list[bool]:
    """For each line but the last: does a paragraph end there?"""
    if len(lines) < 2:
        return [True] * len(lines)
    width = max(len(line.text.rstrip()) for line in lines)
    full = [_is_full(a, b, width) for a, b in pairwise(lines)]
    wrapped = _NARROWEST_WRAP <= width <= _WIDEST_WRAP and sum(full) * 4 >= len(full) * 3
    indent = min(line.indent for line in lines)
    return [_parts(a, b, f, wrapped, indent) for (a, b), f in zip(pairwise(lines), full, strict=True)]


def _is_full(line: _Line, following: _Line, width: int) -> bool:
    """Would the next line's first word not have fitted?"""
    return len(line.text.rstrip()) + 1 + len(following.body.split()[0]) >= width - 4


def _parts(line: _Line, following: _Line, full: bool, wrapped: bool, indent: int) -> bool:
    """Does a paragraph end between the two lines?"""
    if BULLET.match(following.body) and not full:
        return True
    done = bool(_FINAL.search(line.body))
    if wrapped:
        return done and (not full or (following.indent > indent and following.indent > line.indent))
    return done or not following.body[0].islower()
