"""From tokens to spans of `Article.text`."""

from __future__ import annotations

from spacy.tokens import Doc

from kg.facts import Span


def span_of(doc: Doc, start: int, end: int) -> Span:
    """The span of the tokens `start` to `end` (end excluded), without white space at its ends."""
    while end - 1 > start and doc[end - 1].is_space:
        end -= 1
    while start < end - 1 and doc[start].is_space:
        start += 1
    last = doc[end - 1]
    return Span(doc[start].idx, last.idx + len(last.text))
