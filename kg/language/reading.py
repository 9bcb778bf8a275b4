"""The text as the parser reads it: wrapped lines joined, wire typography and capitals put right.

Not a character is moved, so that offsets into the text read are offsets into the text given.
"""

from __future__ import annotations

import re

from spacy.language import Language

from kg.knowledge import Sense, gazetteer
from kg.language.casing import NOTHING_SEEN, is_capitals, recased, seen_in
from kg.language.casing_words import english
from kg.language.datelines import find_dateline
from kg.language.layout_words import layout_words
from kg.language.paragraphs import paragraphs

_WIRE_OPEN = re.compile(r"``(?=\S)|``(?=\s)")
_WIRE_CLOSE = re.compile(r"(?<=\S)''|''(?=\s|$)")
_WIRE_DASH = re.compile(r"(?<=\s)_(?=\s)")
_STRAY_MARKUP = re.compile(r"(?<=\w)[<>](?=\s)")
_ODD_SPACE = re.compile(r"[^\S\n ]|[\x01-\x09\x0b-\x1f\x7f-\x9f]")
_ZERO_WIDTH = re.compile(r"[\u200b\u200c\u200d\u2060\ufeff\u00ad](?=[^\w]|$)|(?<!\w)[\u200b\u2060\ufeff\u00ad]")
_BEFORE_MARK = re.compile(r"([\u200b\u200c\u200d\u2060\ufeff\u00ad])([\"”’'])")
_BEHIND_MARK = re.compile(r"(?<!\w)([\"“‘'])([\u200b\u2060\ufeff\u00ad])")
_MOSTLY = 0.6
"""The part of a text that paragraphs in capitals make up, where it is all in capitals."""
_CAPITAL_SPEAKER = re.compile(r"[A-Z][A-Z .'’-]{3,58}(?=:\s)")


def readable(text: str, *, nlp: Language | None = None) -> str:
    """The text as the parser should read it: of the same length, so that offsets hold.

    Args:
        nlp: a pipeline whose lemmatizer tables tell names from words in texts in capitals; without
            it only names that the knowledge tables hold keep their capitals.

    >>> readable("He said ``no''.\\nThen he\\nleft _ alone.")
    'He said  "no" .\\nThen he left – alone.'
    """
    spans = paragraphs(text)
    text = _typography(text)
    out: list[str] = []
    end = 0
    starts = [found.end if (found := find_dateline(text, span)) else span.start for span in spans]
    parts = [text[start : span.end] for start, span in zip(starts, spans, strict=True)]
    for span, start, part in zip(spans, starts, _recased(parts, nlp), strict=True):
        out += (text[end : span.start], text[span.start : start].replace("\n", " "), part.replace("\n", " "))
        end = span.end
    out.append(text[end:])
    return "".join(out)


def _typography(text: str) -> str:
    if "``" in text or "''" in text:
        text = _WIRE_CLOSE.sub('" ', _WIRE_OPEN.sub(' "', text))
    if "_" in text:
        text = _WIRE_DASH.sub("–", text)
    if "<" in text or ">" in text:
        text = _STRAY_MARKUP.sub(" ", text)
    if text.isascii() and text.replace("\n", " ").isprintable():
        return text
    text = _BEHIND_MARK.sub(r"\2\1", _BEFORE_MARK.sub(r"\2\1", text))  # a quotation mark stays beside its word
    return _ZERO_WIDTH.sub(" ", _ODD_SPACE.sub(" ", text))


def _recased(parts: list[str], nlp: Language | None) -> list[str]:
    """The paragraphs with those in capitals recased, and the speakers of turns."""
    shouted = [is_capitals(part) for part in parts]
    if any(shouted) and sum(len(p) for p, loud in zip(parts, shouted, strict=True) if loud) > _MOSTLY * sum(
        map(len, parts)
    ):
        # in a text in capitals, a paragraph of a few words is in capitals too
        shouted = [loud or part.isupper() and " " in part for part, loud in zip(parts, shouted, strict=True)]
    if not any(shouted) and not any(_CAPITAL_SPEAKER.match(part) for part in parts):
        return parts
    quiet = [part for part, loud in zip(parts, shouted, strict=True) if not loud]
    seen = seen_in(quiet) if quiet else NOTHING_SEEN
    vocabulary = english(nlp) if nlp is not None else None
    return [
        recased(part, vocabulary=vocabulary, seen=seen) if loud else _speaker_recased(part)
        for part, loud in zip(parts, shouted, strict=True)
    ]


def _speaker_recased(part: str) -> str:
    match = _CAPITAL_SPEAKER.match(part)
    if not match:
        return part
    words = re.split(r"([ -])", match.group())
    return "".join(map(_speaker_word, words)) + part[match.end() :]


def _speaker_word(word: str) -> str:
    """A word of a speaker's name or title with small letters, if it is no abbreviation."""
    if len(word) < 3 or "." in word or any(n.sense is Sense.ABBREVIATION for n in gazetteer().lookup(word)):
        return word
    return word.lower() if word.lower() in layout_words().turn_small else word.capitalize()
