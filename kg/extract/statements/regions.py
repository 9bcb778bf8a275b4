"""Stretches of tokens: trimmed, with quotations whole, and the phrase that a cue makes."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.statements import grammar
from kg.extract.statements.sentences import Sentence, Text

Region = tuple[int, int]
Regions = tuple[Region, ...]

STOPS = frozenset([".", ",", "!", "?", "…", "...", "—", "–", "-", "--"])
INTRODUCES = frozenset([",", ":", "—", "–", "-", "--"])
_BEFORE_VERB = frozenset(["nsubj", "nsubjpass", "aux", "auxpass"])
RELATIVES = frozenset(["WDT", "WP", "IN"])


def tidy(text: Text, sentence: Sentence, regions: Regions) -> Regions:
    """Regions within the sentence, widened to whole quotations, trimmed of outer punctuation."""
    out = []
    for start, end in regions:
        a, b = _trimmed(text, *_widened(text, max(start, sentence.start), min(end, sentence.end)))
        if a < b and not (b - a == 1 and text.doc[a].tag_ in RELATIVES):
            out.append((a, b))
    return tuple(out)


def _widened(text: Text, start: int, end: int) -> Region:
    """Out to the bounds of quotations that are cut, and over one that follows at once."""
    if start >= end:
        return start, end
    first = text.inside[start]
    if first >= 0:
        start = text.bounds[first][0]
    last = text.inside[end - 1]
    if last < 0 and end < len(text.inside) and text.doc[end - 1].text not in STOPS:
        last = text.inside[end]
    if last >= 0:
        end = text.bounds[last][1]
    return start, end


def _trimmed(text: Text, start: int, end: int) -> Region:
    """Without white space, punctuation and conjunctions at the ends; quotation marks and brackets stay."""
    doc, inside = text.doc, text.inside
    while start < end and inside[start] < 0 and _loose(doc[start]):
        if doc[start].text in ("(", "["):
            break
        start += 1
    while start < end and inside[end - 1] < 0 and _loose(doc[end - 1]):
        if doc[end - 1].text in (")", "]", "?", "!"):
            break
        end -= 1
    return start, end


def _loose(token: Token) -> bool:
    return bool(token.is_space or token.is_punct or token.dep_ == "cc")


def cue_phrase(token: Token, speaker: Token | None) -> Region:
    """The cue with its auxiliaries and its subject, where that hangs from it; `it quoted him as saying` whole."""
    start, end = token.i, token.i + 1
    for c in token.children:
        if c.dep_ in ("aux", "auxpass", "advmod", "neg") and c.i < token.i:
            start = min(start, grammar.left(c))
    if token.dep_ == "pcomp" and token.head.head.pos_ == "VERB":
        start = min([start, *(grammar.left(c) for c in token.head.head.children if c.dep_ in _BEFORE_VERB)])
    before = speaker is not None and speaker.i == token.i - 1
    if speaker is not None and (speaker.head.i == token.i or before):
        start, end = min(start, grammar.left(speaker)), max(end, grammar.right(speaker))
    return start, end
