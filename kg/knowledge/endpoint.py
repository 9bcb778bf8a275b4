"""A SPARQL service on the network, asked as Wikimedia asks to be asked: one question at a time, with a name, patiently.

Answers are hostile until they have been read: too long, cut off, of another form. Nothing of kg but
`kg knowledge update` opens a connection.
"""

from __future__ import annotations

import email.utils
import http.client
import json
import math
import ssl
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from kg.errors import UpdateError

LONGEST_ANSWER = 64_000_000
"""How many bytes an answer may have."""
LONGEST_WAIT = 300.0
"""How many seconds a server may ask us to wait."""
_AGAIN = frozenset({408, 425, 429, 500, 502, 503, 504})
_LONG = frozenset({500, 504})  # what a server says whose time for a question is over
_CHUNK = 65_536

Binding = Mapping[str, str]
"""What each variable of a row is bound to."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Rows, and the day on which the server gave them (`YYYY-MM-DD`, "" where it didn't say)."""

    rows: tuple[Binding, ...]
    day: str


class TooMuchError(UpdateError):
    """A question that the server can't answer in its time, as often as it is asked; less of it may go well."""


class _AgainError(Exception):
    """It may go well another time.

    `wait`: how many seconds the server asks for. `tries`: how often at most. `long`: it may have asked too much.
    """

    def __init__(self, reason: str, *, wait: float | None = None, tries: int | None = None, long: bool = False) -> None:
        super().__init__(reason)
        self.wait, self.tries, self.long = wait, tries, long


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A service and how it is asked.

    `agent`: who asks, with an address. `timeout`: seconds without a byte. `longest`: seconds that an answer may take.
    `tries`: how often a question is asked at most. `first_wait`: seconds before the second time, doubled each time
    up to `longest_pause`. `pause`: seconds between questions.
    """

    url: str
    agent: str
    sleep: Callable[[float], None] = time.sleep
    timeout: float = 75.0
    longest: float = 180.0
    tries: int = 6
    first_wait: float = 5.0
    longest_pause: float = 120.0
    pause: float = 1.0

    def __post_init__(self) -> None:
        try:
            parts = urllib.parse.urlsplit(self.url)
            fit = parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
        except ValueError:
            fit = False
        if not fit or not self.url.isascii() or any(c.isspace() or not c.isprintable() for c in self.url):
            raise UpdateError(f"{self.url!r} is no address of a SPARQL service; it begins with https://")

    def ask(self, query: str, *, divisible: bool = False) -> Answer:
        """The answer to a SELECT query.

        Args:
            divisible: whether less could be asked at a time; then it is tried twice at most when it takes too long.

        Raises:
            TooMuchError: it takes too long.
            UpdateError: there is none, after as many tries as are worth it.
        """
        attempt = 0
        while True:
            attempt += 1
            try:
                answer = self._once(query)
                self.sleep(self.pause)
                return answer
            except _AgainError as again:
                if divisible and again.long and attempt > 1:
                    raise TooMuchError(f"{self.url}: {again}") from None
                self._wait(attempt, again)

    def _wait(self, attempt: int, again: _AgainError) -> None:
        """Wait until the question may be asked again, or give it up."""
        if attempt >= min(self.tries, again.tries or self.tries):
            times = "once" if attempt == 1 else f"{attempt} times"
            raise UpdateError(f"{self.url}: {again}, asked {times}; try later: what was fetched is kept")
        wait = again.wait if again.wait is not None else self.first_wait * 2 ** (attempt - 1)
        if again.wait is not None and wait > LONGEST_WAIT:
            raise UpdateError(f"{self.url}: it asks to wait {wait:,.0f} seconds; try then: what was fetched is kept")
        self.sleep(max(wait, 1.0) if again.wait is not None else min(wait, self.longest_pause))

    def _once(self, query: str) -> Answer:
        request = urllib.request.Request(  # noqa: S310 - the scheme is checked above
            self.url,
            data=urllib.parse.urlencode({"query": query}).encode("ascii"),
            headers={
                "Accept": "application/sparql-results+json",
                "Content-Type": "application/x-www-form-urlencoded",
                "User-Agent": self.agent,
            },
        )
        try:
            with urllib.request.urlopen(request, timeout=self.timeout) as response:  # noqa: S310
                body = self._body(response)
                day = day_of(response.headers.get("Date", ""))
        except urllib.error.HTTPError as error:
            with error:
                raise self._refused(error) from None
        except (urllib.error.URLError, OSError, http.client.HTTPException, ValueError) as error:
            raise self._unreachable(error) from None
        return Answer(rows_of(body), day)

    def _body(self, response: http.client.HTTPResponse) -> bytes:
        """All of an answer that is neither too long nor too slow."""
        until, parts, size = time.monotonic() + self.longest, [], 0
        while part := response.read1(_CHUNK):
            parts.append(part)
            size += len(part)
            if size > LONGEST_ANSWER:
                raise UpdateError(f"{self.url}: an answer has more than {LONGEST_ANSWER:,} bytes; that is not Wikidata")
            if time.monotonic() > until:
                raise _AgainError(f"the answer took more than {self.longest:g} seconds")
        promised = response.headers.get("Content-Length", "")
        if promised.isdigit() and size < int(promised):
            raise _AgainError("the answer was cut off")
        return b"".join(parts)

    def _refused(self, error: urllib.error.HTTPError) -> UpdateError | _AgainError:
        said = f"the server says {error.code} ({error.reason or 'no reason'})"
        if error.code in _AGAIN:
            headers = error.headers
            wait = wait_of(headers.get("Retry-After", ""), now=headers.get("Date", "")) if headers else None
            # without a word of the server's: a minute, as Wikidata's operators ask
            return _AgainError(
                said, wait=60.0 if wait is None and error.code == 429 else wait, long=error.code in _LONG
            )
        if error.code == 403:
            return UpdateError(f"{self.url}: {said}: it wants to know who asks; give --contact with your address")
        return UpdateError(f"{self.url}: {said}; is it a SPARQL service? --endpoint names another")

    def _unreachable(self, error: Exception) -> UpdateError | _AgainError:
        reason = getattr(error, "reason", None) or error
        if isinstance(reason, ssl.SSLCertVerificationError):
            return UpdateError(f"{self.url}: its certificate can't be verified ({reason.verify_message})")
        if isinstance(reason, TimeoutError):
            return _AgainError(f"no answer within {self.timeout:g} seconds")
        if isinstance(reason, http.client.IncompleteRead):
            return _AgainError("the answer was cut off")
        what = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
        return _AgainError(f"it can't be reached ({what})", tries=3)


def day_of(date: str) -> str:
    """The day of an HTTP date, "" where it is none.

    >>> day_of("Wed, 01 May 2024 23:59:59 GMT")
    '2024-05-01'
    """
    try:
        return email.utils.parsedate_to_datetime(date).date().isoformat()
    except (TypeError, ValueError, OverflowError):
        return ""


def wait_of(retry_after: str, *, now: str = "") -> float | None:
    """How many seconds a `Retry-After` asks for: a number, or a date against the server's own.

    >>> wait_of("7"), wait_of("Wed, 01 May 2024 00:02:00 GMT", now="Wed, 01 May 2024 00:01:00 GMT"), wait_of("soon")
    (7.0, 60.0, None)
    """
    try:
        if retry_after.strip().isdigit():
            seconds = float(retry_after)
        else:
            then, here = (email.utils.parsedate_to_datetime(text) for text in (retry_after, now))
            seconds = (then - here).total_seconds()
    except (TypeError, ValueError, OverflowError):
        return None
    return max(seconds, 0.0) if math.isfinite(seconds) else None


def rows_of(body: bytes) -> tuple[Binding, ...]:
    """The rows of a SPARQL 1.1 answer in JSON. Blank nodes are left out: they stand for what is unknown."""
    try:
        found = json.loads(body.decode("utf-8"))
        names, rows = found["head"]["vars"], found["results"]["bindings"]
        return tuple(_row(row, names) for row in _list(rows))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        # a query that ran out of time ends in the middle, with the server's complaint after it
        raise _AgainError("the answer is cut off, or is no SPARQL answer in JSON", long=True) from None


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError(value)
    return value


def _row(row: Mapping[str, Mapping[str, str]], names: list[str]) -> Binding:
    cells: dict[str, str] = {}
    for name, cell in row.items():
        kind, value = cell["type"], cell["value"]
        if name not in names or not isinstance(value, str) or kind not in ("uri", "literal", "typed-literal", "bnode"):
            raise ValueError(name)
        if kind != "bnode" and "/.well-known/genid/" not in value:
            cells[name] = value
    return cells
