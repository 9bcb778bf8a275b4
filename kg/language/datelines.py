"""Datelines: where and when a report was filed, before its first words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kg.facts import Span
from kg.language.layout_words import Words, layout_words, simple

_DASH = re.compile(
    r"(?<=\))\.[-–](?=\s)"
    r"|(?:(?<=\s)|(?<=[)\]]))(?:–|—|--|-|_)(?=\s|$|[\"“A-Z\[])|(?<=\w)—(?=\s?[\"“A-Z])|/\w[\w ]{1,20}/\."
)
_TAG = re.compile(r"\s*\[([A-Za-z][A-Za-z ,.'-]{2,40})\]\s*")
_GROUPED = re.compile(r"\(([^()]{2,40})\)|/([^/]{2,20})/")
_PIECE = re.compile(r"[^\W\d_][\w.'’/-]*|\d+|\S")
_DATED = re.compile(r"\s*([\w ,.]{4,24}?)\s*(?::|–|—|--?)(?=\s)")  # `CAIRO – 3 May 2021: The …`
_DATELINE_LENGTH = 90
_PLACE_WORDS = 6


@dataclass(frozen=True, slots=True)
class Dateline:
    place: Span | None
    end: int  # where the article's words begin


def find_dateline(text: str, span: Span, *, whole: bool = False) -> Dateline | None:
    """The dateline at the beginning of a paragraph; `whole`: the paragraph may be nothing else."""
    head = text[span.start : min(span.end, span.start + _DATELINE_LENGTH)]
    tagged = _after_tags(text, span.start, span.end)
    if span.start < tagged < span.end:
        return Dateline(None, tagged)
    for dash in _DASH.finditer(head):
        found = _place_of(head[: dash.start()], named=dash.group()[0] == "/")
        if found is None:
            continue
        end = span.start + dash.end()
        dated = _DATED.match(text, end, span.end)
        if dated and is_date_line(simple(dated[1])):
            end = dated.end()
        end = _after_tags(text, end, span.end)
        end += len(text[end : span.end]) - len(text[end : span.end].lstrip())
        if end < span.end or whole:
            place = Span(span.start + found[0], span.start + found[1]) if found[0] < found[1] else None
            return Dateline(place, end)
    return None


def _after_tags(text: str, start: int, end: int) -> int:
    """Where the words begin after the editors' tags: `[TEXT]`, `[Report]`."""
    while (tag := _TAG.match(text, start, end)) and (
        tag[1].isupper() or simple(tag[1]) in layout_words().dateline_tags
    ):
        start = tag.end()
    return start


def _place_of(head: str, *, named: bool) -> tuple[int, int] | None:
    """Where in the words before the dash the place stands; (0, 0) for an agency alone, None if no dateline."""
    words = layout_words()
    plain = head
    for group in _GROUPED.finditer(head):
        plain = plain[: group.start()] + " " * len(group.group()) + plain[group.end() :]
        last = simple(group.group(1) or group.group(2)).split("/")[0].split()[-1:]
        named = named or not words.dateline_agencies.isdisjoint(last)
    grouped = plain != head
    pieces = list(_PIECE.finditer(plain))
    dated = False
    while pieces and (drop := _drops(pieces, words)):
        dated, named = dated or drop == "date", named or drop == "agency"
        pieces.pop()
    if not pieces:
        return (0, 0) if grouped and named and not dated else None
    letters = [p.group() for p in pieces if p.group()[0].isalpha()]
    place = plain[: pieces[-1].end()]
    shaped = 0 < len(letters) <= _PLACE_WORDS and all(w[0].isupper() or w in words.turn_small for w in letters)
    if not shaped or any(not p.group()[0].isalpha() and p.group() not in ",.-'’" for p in pieces):
        return None
    loud = letters[0].isupper() and len(letters[0]) > 2
    apart = dated and plain[pieces[-1].end() :].lstrip()[:1] in (",", ".")
    return (0, len(place.rstrip(" ,."))) if loud or named or apart else None


def _drops(pieces: list[re.Match[str]], words: Words) -> str | None:
    """What the last piece is, if it belongs to the date or agency and not to the place."""
    last = pieces[-1].group()
    low = last.lower()
    if low.isdigit() or low in words.dateline_months or low.rstrip(".") in words.dateline_weekdays:
        return "date"
    if low in words.dateline_agencies and len(pieces) > 1:
        return "agency"
    return "mark" if last in ",.:;/" else None


def is_date_line(low: str) -> bool:
    """Nothing but a date, a time and the words around them."""
    words = layout_words()
    pieces = re.findall(r"[a-z.]+|\d+", low)
    known = words.byline_time_words | words.dateline_months | words.dateline_weekdays
    return any(p.isdigit() for p in pieces) and all(p.isdigit() or p in known or p.rstrip(".") in known for p in pieces)


def is_place_line(line: str) -> bool:
    """`Washington, D.C.`: two names of places and nothing else."""
    return bool(
        re.fullmatch(r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+)?, (?:[A-Z]\.)+|[A-Z][\w'’-]+, [A-Z][a-z]+", line.strip())
    )
