"""Web pages: the article, and what the page declares of it."""

from __future__ import annotations

import datetime as dt
import logging
import re
from typing import Any

from kg.article import parse_day
from kg.errors import IntakeError
from kg.front_matter import Metadata

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


def looks_like_html(data: bytes) -> bool:
    """Does it begin as an HTML page does?"""
    head = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    return head.startswith((b"<!doctype html", b"<html", b"<head", b"<body", b"<?xml", b"<article"))
