"""The quotations right beside a cue: before it, after it, or both."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.statements.regions import INTRODUCES, STOPS, Regions, cue_phrase
from kg.extract.statements.sentences import Sentence, Text

_THAT = frozenset(["that"])
_BINDS = frozenset(["IN", "TO", "DT", "POS", "PRP$", "JJ", "CC"])
"""Tags of words that make a following quotation part of their phrase (`said on "Good Morning"`)."""
_FINITE = frozenset(["MD", "VBD", "VBP", "VBZ"])
_SHORT = 5
"""Tokens of a sentence that only says who spoke."""
_NEAR = 2
"""Tokens that may stand between a cue and the quotation that it introduces without a comma."""


def quotations_beside(text: Text, sentence: Sentence, token: Token, speaker: Token | None) -> Regions:
    """The quotations right beside a cue phrase: before it, after it, or both."""
    start, end = cue_phrase(token, speaker)
    before = _before(text, sentence, start)
    after = _after(text, sentence, end, token)
    if after is not None and before is None and not _ended(text, sentence, after):
        return ()  # the sentence goes on: a clause that begins with a quotation
    return tuple(text.bounds[q] for q in (before, after) if q is not None)


def _ended(text: Text, sentence: Sentence, quote: int) -> bool:
    """Does the quotation end its sentence, or with a mark that does?"""
    last = text.bounds[quote][1]
    if text.doc[last - 2].text in STOPS:
        return True
    rest = text.doc[last : sentence.end]
    return all(t.is_punct or t.is_space for t in rest) or rest[0].text in (",", ";", "—")


def _before(text: Text, sentence: Sentence, start: int) -> int | None:
    """The quotation that ends just before the cue phrase, if it begins its sentence."""
    i = start - 1
    while i >= sentence.start and not text.quoted(text.doc[i]) and (text.doc[i].is_punct or text.doc[i].is_space):
        i -= 1
    if i < sentence.start:
        return _looked_back(text, sentence, start)
    quote = text.inside[i]
    if quote < 0:
        return None
    ahead = text.doc[sentence.start : text.bounds[quote][0]]
    bare = all(t.is_punct or t.is_space or t.dep_ == "cc" for t in ahead)
    return quote if bare or ahead[-1].text == ":" else None


def _looked_back(text: Text, sentence: Sentence, start: int) -> int | None:
    """`"Why?" Maria asked.`, split after the mark: the quotation that the cue follows."""
    i = sentence.start - 1
    while i > 0 and text.doc[i].is_space:
        i -= 1
    if i < 1 or start > sentence.start or text.inside[i] < 0 or "\n\n" in text.doc[i + 1 : sentence.start].text:
        return None
    last = i
    while last > 0 and text.doc[last].is_quote:
        last -= 1
    # a full stop inside is a slip, and only where the sentence has nothing else to say
    stops = STOPS if sentence.end - sentence.start <= _SHORT else STOPS - {"."}
    return text.inside[i] if text.doc[last].text in stops else None


def _after(text: Text, sentence: Sentence, end: int, token: Token) -> int | None:
    """The quotation that follows the cue phrase, with no other verb and no "that" between."""
    doc = text.doc
    for i in range(end, sentence.end):
        if text.inside[i] >= 0:
            near = i - end <= _NEAR and doc[i - 1].tag_ not in _BINDS and not _predicate(doc[i + 1])
            return text.inside[i] if i == end or near or doc[i - 1].text in INTRODUCES else None
        if doc[i].lower_ in _THAT or _own_cue(text, i, token):
            return None
    return None


def _predicate(first: Token) -> bool:
    """Does a quotation begin with the verb of a subject outside it (`said Peru "regrets the vote"`)?"""
    return first.tag_ in _FINITE and first.is_lower


def _in_phrase(verb: Token, cue: Token) -> bool:
    """Does a verb between cue and quotation belong to a relative clause or adjunct of the cue phrase?"""
    return verb.dep_ in ("relcl", "acl") or (verb.dep_ == "advcl" and cue.is_ancestor(verb))


def _own_cue(text: Text, i: int, cue: Token) -> bool:
    """A verb between, that the quotation rather belongs to (`he said, adding, "…"`)?"""
    verb = text.doc[i]
    if verb.tag_ == "VBG":
        return i + 1 < len(text.inside) and (text.inside[i + 1] >= 0 or text.doc[i + 1].text in INTRODUCES)
    return verb.tag_[0] in "VM" and not _in_phrase(verb, cue)
