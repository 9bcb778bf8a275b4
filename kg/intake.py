"""Sources -> Article: text, Markdown and HTML files, directories, standard input.

    for path in find_sources([Path("news")]):
        article = read_source(path)

What the caller says about an article wins over what its front matter or page says, and that
over its dateline. The machine's clock is never asked.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import re
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, BinaryIO

from kg.article import Article, parse_day
from kg.encoding import decode
from kg.errors import DateError, IntakeError

STDIN = Path("-")
MAX_CHARS = 1_000_000
"""How long an article may be, in characters: what the language model takes unless told otherwise."""
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
SUFFIXES = TEXT_SUFFIXES | HTML_SUFFIXES


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
_log = logging.getLogger(__name__)


# ---------------------------------------------------------------- the two doors


def find_sources(paths: Iterable[Path | str]) -> list[Path]:
    """The files that the paths stand for: a file is itself, a directory all articles below it, sorted.

    Hidden files and folders are skipped, and what `kg build` wrote; `-` is standard input.

    Raises:
        IntakeError: no such file, or a directory that holds no article.
    """
    found: dict[Path, None] = {}
    for path in map(Path, paths):
        if path == STDIN or not stat.S_ISDIR(_kind(path)):
            found[path] = None
        else:
            found.update(dict.fromkeys(_articles_in(path)))
    return list(found)


def read_source(path: Path | str, *, given: Metadata = NOTHING, max_chars: int = MAX_CHARS) -> Article:
    """One file, or standard input for `-`, as an Article.

    An encoding that had to be guessed is logged as a warning.

    Args:
        given: what the caller knows about it; wins over what the file says.
        max_chars: how long its text may be; a larger file is refused before it is read.

    Raises:
        IntakeError: it can't be read, isn't text, is empty, too long, or is a page without an article.
    """
    path = Path(path)
    name = "standard input" if path == STDIN else str(path)
    suffix = "" if path == STDIN else path.suffix.lower()
    if suffix and suffix not in SUFFIXES:
        raise IntakeError(f"{name}: {suffix} files are not read; give .txt, .md or .html")
    try:
        data = _bytes_of(path, max_chars=max_chars, html=suffix not in TEXT_SUFFIXES)
        html = suffix in HTML_SUFFIXES or (not suffix and looks_like_html(data))
        decoded = decode(data, html=html) if data.strip() else None
        article = article_from(decoded.text if decoded else "", html=html, given=given)
        check_length(article, max_chars=max_chars)
    except (IntakeError, DateError) as error:
        raise IntakeError(f"{name}: {error}") from None
    if decoded and decoded.guess:
        _log.warning("%s: read as %s; it is not UTF-8", name, decoded.guess)
    return article


def article_from(text: str, *, html: bool, given: Metadata = NOTHING) -> Article:
    """An Article of a file's text.

    Raises:
        IntakeError, DateError: as `read_source`, without the file's name.
    """
    if not text.strip():
        raise IntakeError("the file is empty")
    text, said = from_html(text) if html else split_front_matter(text)
    known = given.over(said)
    return Article(
        text=text,
        title=known.title,
        url=known.url,
        publisher=known.publisher,
        published=known.published or dateline_date(text),
        language=known.language or "en",
    )


def check_length(article: Article, *, max_chars: int) -> None:
    """Refuse an article that is too long.

    Raises:
        IntakeError: its text has more than `max_chars` characters.
    """
    if len(article.text) > max_chars:
        raise IntakeError(_too_long(f"its text has {len(article.text):,} characters", max_chars))


# ---------------------------------------------------------------- files -> bytes

# No character takes more bytes than this; of a page most bytes are not its article's.
_BYTES_A_CHAR, _PAGE_BYTES_A_CHAR = 4, 12
_FRONT_BYTES = 65536
_PIECE = 1 << 20
_MAX_SHOWN = 200


def _articles_in(folder: Path) -> list[Path]:
    found: list[Path] = []
    for where, folders, names in os.walk(folder, onerror=_log_unreadable):
        folders[:] = [f for f in folders if not f.startswith(".")]
        found += [Path(where, name) for name in names if _is_article(name, beside=names)]
    if not found:
        raise IntakeError(f"{folder}: no article in this directory; kg reads .txt, .md and .html files")
    return sorted(found)


def _is_article(name: str, *, beside: Iterable[str]) -> bool:
    """Does a file of a directory hold an article? A graph's picture does not."""
    picture = name == "graph.html" and "graph.ttl" in beside
    return Path(name).suffix.lower() in SUFFIXES and not name.startswith(".") and not picture


def _log_unreadable(error: OSError) -> None:
    _log.warning("%s: can't be read (%s)", error.filename, _reason(error))


def _kind(path: Path) -> int:
    """The mode of a file or directory that is there.

    Raises:
        IntakeError: nothing is there, or neither of them.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        what = "a link to nothing" if path.is_symlink() else "no such file or directory"
        raise IntakeError(f"{_short(path)}: {what}") from None
    except (OSError, ValueError) as error:
        raise IntakeError(f"{_short(path)}: can't be read ({_reason(error)})") from None
    if not stat.S_ISDIR(mode) and not stat.S_ISREG(mode):
        raise IntakeError(f"{_short(path)}: neither a file nor a directory; to read from a pipe, give - instead")
    return mode


def _bytes_of(path: Path, *, max_chars: int, html: bool) -> bytes:
    """What a file or standard input holds.

    Raises:
        IntakeError: it can't be read, or holds more than any article that is short enough.
    """
    most = _most_bytes(max_chars, html=html)
    try:
        if path == STDIN:
            return _limited(_standard_input(), most, max_chars)
        state = path.stat()
        if not stat.S_ISREG(state.st_mode):
            raise IntakeError("not a file; to read from a pipe, give - instead")
        if state.st_size > most:
            raise IntakeError(_too_long(f"{state.st_size:,} bytes", max_chars))
        with path.open("rb") as file:
            return _limited(file, most, max_chars)
    except (OSError, ValueError) as error:
        raise IntakeError(f"can't be read ({_reason(error)})") from None


def _limited(file: BinaryIO, most: int, max_chars: int) -> bytes:
    data = bytearray()
    while len(data) <= most and (piece := file.read(_PIECE)):
        data += piece
    if len(data) > most:
        raise IntakeError(_too_long(f"over {most:,} bytes", max_chars))
    return bytes(data)


def _standard_input() -> BinaryIO:
    if sys.stdin is None or sys.stdin.closed:
        raise IntakeError("it is closed; pipe an article into it, or give a file")
    return sys.stdin.buffer


def _most_bytes(max_chars: int, *, html: bool) -> int:
    return max_chars * (_PAGE_BYTES_A_CHAR if html else _BYTES_A_CHAR) + _FRONT_BYTES


def _too_long(what: str, max_chars: int) -> str:
    return f"{what}, more than the {max_chars:,} characters that an article may have; divide it, or raise --max-chars"


def _reason(error: OSError | ValueError) -> str:
    return getattr(error, "strerror", None) or str(error)


def _short(path: Path) -> str:
    """A path as a message shows it: who gives a whole text as a path need not read it again."""
    shown = str(path)
    return shown if len(shown) <= _MAX_SHOWN else f"{shown[:_MAX_SHOWN]}…"


def looks_like_html(data: bytes) -> bool:
    """Does it begin as an HTML page does?"""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<article"))


# ---------------------------------------------------------------- front matter

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


# ---------------------------------------------------------------- datelines

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_OF = {m: i for i, m in enumerate(_MONTHS, 1)} | {m[:3]: i for i, m in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH = r"(?P<{0}month>(?:" + "|".join(sorted(_MONTH_OF, key=lambda m: (-len(m), m))) + r"))\.?"
_DMY = r"(?P<dday>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH.format("d") + r",?\s+(?P<dyear>\d{4}|\d{2})(?!\d)"
_MDY = _MONTH.format("m") + r"\s+(?P<mday>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<myear>\d{4})(?!\d)"
_YMD = r"(?P<yyear>\d{4})-(?P<ymonth>\d{2})-(?P<yday>\d{2})(?!\d)"
_DAY = rf"(?:{_DMY}|{_MDY}|{_YMD})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}\b.{0,12})?"

_WRITTEN = re.compile(_WEEKDAY + _DAY, re.IGNORECASE)
# a line that holds nothing but a date: "Thursday, October 10, 2019", "Published: 3 May 2021 10:30 GMT"
_DATE_LINE = re.compile(rf"(?:(?:published|posted|date)(?:\s+on)?:?\s+)?{_WEEKDAY}{_DAY}{_CLOCK}\.?", re.IGNORECASE)
# "LONDON, 22 December 2017 –", "QUITO (EC), 7 FEB 91 (LIMA GAZETTE)"
_DATELINE = re.compile(
    rf"(?P<place>[^\W\d_][^\n,]{{1,40}}(?:,[^\n,]{{1,40}})?),\s*(?i:{_WEEKDAY}{_DAY})\s*(?:[-–—:]|\()",
)
_NOT_PLACE = frozenset(
    (
        *("on", "in", "at", "by", "since", "from", "until", "before", "after", "as", "with", "the"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
_DATELINE_LINES = 12
# No newspaper of our century is older than this, and no clock is asked: 29 is 2029, 30 is 1930.
_PIVOT = 30


def dateline_date(text: str) -> dt.date | None:
    """The day that an article's dateline or the date line under its headline gives, year included.

    >>> dateline_date("LONDON, 22 December 2017 – The minister arrived.")
    datetime.date(2017, 12, 22)
    >>> dateline_date("WASHINGTON, March 11 - The minister arrived.") is None
    True
    """
    lines = [line.strip(" \t*_") for line in text[:8000].split("\n")]
    for line in [line for line in lines if line][:_DATELINE_LINES]:
        match = _DATE_LINE.fullmatch(line) or _dateline(line)
        day = match and _day(match)
        if day:
            return day
    return None


def written_date(text: str) -> dt.date | None:
    """A whole date written out or in ISO form (`22 December 2017`, `Dec. 22, 2017`); None for anything else."""
    match = _WRITTEN.fullmatch(text.strip())
    return _day(match) if match else None


def _dateline(line: str) -> re.Match[str] | None:
    match = _DATELINE.match(line)
    if not match:
        return None
    words = match.group("place").replace(",", " ").split()
    fits = len(words) <= 5 and words[0].lower() not in _NOT_PLACE and all(not w[0].islower() for w in words)
    return match if fits else None


def _day(match: re.Match[str]) -> dt.date | None:
    got = match.groupdict()
    form = next(f for f in "dmy" if got[f"{f}year"])
    year, month = got[f"{form}year"], got[f"{form}month"]
    number = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < _PIVOT else 1900)
    try:
        return dt.date(number, _MONTH_OF.get(month.lower().rstrip(".")) or int(month), int(got[f"{form}day"]))
    except ValueError:
        return None


# ---------------------------------------------------------------- HTML

# What a page must have to be an article, in words of whole sentences.
_MIN_WORDS = 15
_SENTENCE_END = re.compile(r"""[.!?…]["'”’»)\]]*$""")
_LIBRARIES = ("trafilatura", "htmldate", "courlan", "justext")
_DATED = re.compile(r"date|time|publish|posted|byline", re.IGNORECASE)
_CHANGED = re.compile(r"modif|update|expir|copyright", re.IGNORECASE)
_MAX_DATED = 80
# of tens of thousands of attributes the parser compares each with all others, for minutes; none of them is text
_ENDLESS_TAG = re.compile(r"<([A-Za-z][\w:-]*)\s[^<>]{20000,}>")


def from_html(page: str) -> tuple[str, Metadata]:
    """The article of a web page as trafilatura finds it: its text, title, date, publisher and URL.

    Raises:
        IntakeError: the page holds no article.
    """
    import trafilatura

    for name in _LIBRARIES:
        logging.getLogger(name).setLevel(logging.CRITICAL)
    page = _ENDLESS_TAG.sub(r"<\1>", page)
    try:
        found: Any = trafilatura.bare_extraction(page, include_comments=False, with_metadata=True)
        published = page_date(page)
    except Exception as error:  # its parsers meet any page; none of their errors may escape
        raise IntakeError(f"the page can't be parsed ({type(error).__name__}); save its text as .txt") from None
    text = (found.text or "") if found is not None else ""
    if sum(len(line.split()) for line in text.split("\n") if _SENTENCE_END.search(line.strip())) < _MIN_WORDS:
        raise IntakeError("the page holds no article that can be found; save its text as .txt")
    return text, Metadata(found.title or None, found.url or None, found.sitename or None, published)


def page_date(page: str) -> dt.date | None:
    """The day on which a page says that it was published; never one that its prose mentions.

    htmldate reads it from what the page declares: metadata, `<time>`, its address, the line by its byline.
    It is shown these alone, because it would else take any date of the text, and with a fixed last day,
    because its default is the machine's today.
    """
    from htmldate import find_date
    from lxml import html

    tree = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    bare = html.Element("html")
    head, body = html.Element("head"), html.Element("body")
    bare.extend((head, body))
    head.extend(e for e in tree.xpath("//meta|//link[@rel='canonical']|//script[@type='application/ld+json']"))
    head[:] = [e for e in head if not _CHANGED.search(" ".join(e.attrib.values()))]
    body.extend(e for e in tree.xpath("//body//*[self::time or @class or @id or @itemprop]") if _says_date(e))
    day = find_date(
        bare,
        extensive_search=False,
        original_date=True,
        min_date="1900-01-01",
        max_date="2999-12-31",
    )
    return parse_day(day)


def _says_date(element: Any) -> bool:
    named = " ".join([element.tag, *(element.get(a, "") for a in ("class", "id", "itemprop"))])
    return bool(_DATED.search(named)) and not _CHANGED.search(named) and len(element.text_content()) <= _MAX_DATED
