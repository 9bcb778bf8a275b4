"""The input record: one article."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from urllib.parse import urlsplit, urlunsplit

from kg.errors import DateError, IntakeError


def parse_day(value: str | dt.date | None, *, where: str = "published") -> dt.date | None:
    """A calendar day from ISO 8601 text (`2017-12-22`, a time after it is dropped).

    Raises:
        DateError: the text is not a calendar day.
    """
    if value is None or value == "":
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, dt.date):
        return value
    day, after = value.strip()[:10], value.strip()[10:11]
    try:
        if after.isalnum() and after not in "TtZz":  # "2017-12-221" is a slip
            raise ValueError
        return dt.date.fromisoformat(day)
    except ValueError:
        raise DateError(
            f"{where}: {value!r} is not a calendar day; write it as YYYY-MM-DD, such as 2017-12-22"
        ) from None


def canonical_url(url: str) -> str:
    """The URL without fragment, user, default port and trailing slash; scheme and host in lower case.

    What no URL can be stays as it is: whatever an article gives as its address identifies it.
    """
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return url.strip()
    host = (parts.hostname or "").lower()
    try:
        port = parts.port
    except ValueError:
        port = None
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    return urlunsplit((parts.scheme.lower(), host, parts.path.rstrip("/"), parts.query, ""))


def utf8(text: str) -> str:
    """The text with `?` for lone surrogates, which UTF-8 can't hold (how a command line gives other bytes)."""
    return text.encode("utf-8", "replace").decode("utf-8")


@dataclass(frozen=True, slots=True)
class Article:
    """One article as given: all offsets in facts are code points of `text`.

    Args:
        text: decoded, line ends as `\\n`, NUL removed, nothing else changed.
        published: the day of publication, on which relative dates are resolved.
        id: 16 hexadecimal digits of SHA-256 of the canonical URL, else of the text; made when not given.

    Raises:
        IntakeError: the text is empty or blank.
        DateError: `published` is not a calendar day.
    """

    text: str
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    language: str = "en"
    id: str = field(default="")

    def __post_init__(self) -> None:
        text = utf8(self.text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", ""))
        if not text.strip():
            raise IntakeError("the article has no text; give it some words")
        object.__setattr__(self, "text", text)
        for name in ("title", "url", "publisher", "language"):
            given = getattr(self, name)
            object.__setattr__(self, name, given and utf8(given.replace("\x00", "")))
        object.__setattr__(self, "published", parse_day(self.published))
        if not self.id:
            seed = canonical_url(self.url) if self.url else text
            object.__setattr__(self, "id", hashlib.sha256(seed.encode("utf-8")).hexdigest()[:16])
