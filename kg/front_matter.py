"""What an article says of itself: the `key: value` lines before its text."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields

from kg.article import parse_day
from kg.published import written_date


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its text."""

    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    language: str | None = None

    def over(self, other: Metadata) -> Metadata:
        """These values, and the other's where these say nothing."""
        return Metadata(*(getattr(self, f.name) or getattr(other, f.name) for f in fields(Metadata)))


NOTHING = Metadata()

_FIELD = re.compile(r"([A-Za-z][\w -]{0,30}):(?:[ \t]+(.*))?$")
_NAMES = {
    "title": "title",
    "published": "published",
    "date": "published",
    "publisher": "publisher",
    "url": "url",
    "language": "language",
    "note": "note",
}
# a fence tells it from prose, so what it holds may be long
_MAX_FRONT, _MAX_FENCED = 40, 5_000


def split_front_matter(text: str) -> tuple[str, Metadata]:
    """The article's text, and what the `key: value` lines before it say.

    They stand between two lines `---`, or at the very top, ended by an empty line or `---`; there
    only known keys count, so that an article that begins `Lavrov: …` keeps its first line.

    Raises:
        DateError: `published` is not a calendar day.
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    fenced = lines[0].strip() == "---"
    first = 1 if fenced else 0
    end = _front_end(lines, first, fenced=fenced)
    if end is None:
        return text, NOTHING
    said = dict(_fields(lines[first:end]))
    if not fenced and not set(said) - {"note"}:
        return text, NOTHING
    return "\n".join(lines[end + 1 :]).lstrip("\n"), _metadata(said)


def _front_end(lines: list[str], first: int, *, fenced: bool) -> int | None:
    """The line that ends the front matter; None where there is none."""
    most = _MAX_FENCED if fenced else _MAX_FRONT
    for i, line in enumerate(lines[first : first + most], start=first):
        if line.strip() == "---" or (not fenced and not line.strip()):
            return i if i > first else None
        match = _FIELD.match(line.rstrip())
        if not fenced and not (match and match.group(1).lower() in _NAMES):
            return None
    return None


def _fields(lines: list[str]) -> Iterator[tuple[str, str]]:
    for line in lines:
        match = _FIELD.match(line.rstrip())
        if match and match.group(1).lower() in _NAMES:
            value = (match.group(2) or "").strip()
            if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'":
                value = value[1:-1]
            yield _NAMES[match.group(1).lower()], value


def _metadata(said: dict[str, str]) -> Metadata:
    published = said.get("published") or None
    return Metadata(
        title=said.get("title") or None,
        url=said.get("url") or None,
        publisher=said.get("publisher") or None,
        published=(written_date(published) or parse_day(published)) if published else None,
        language=said.get("language") or None,
    )
