"""Sources -> Article: text, Markdown and HTML files, directories, standard input.

    for path in find_sources([Path("news")]):
        article = read_source(path)

What the caller says about an article wins over what its front matter or page says, and that
over its dateline. The machine's clock is never asked.
"""

from __future__ import annotations

import logging
import os
import stat
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from kg.article import Article
from kg.encoding import decode
from kg.errors import DateError, IntakeError
from kg.front_matter import NOTHING, Metadata, split_front_matter
from kg.pages import from_html, looks_like_html
from kg.published import dateline_date

STDIN = Path("-")
MAX_CHARS = 1_000_000
"""How long an article may be, in characters: what the language model takes unless told otherwise."""
TEXT_SUFFIXES = frozenset({".txt", ".text", ".md", ".markdown"})
HTML_SUFFIXES = frozenset({".html", ".htm", ".xhtml"})
SUFFIXES = TEXT_SUFFIXES | HTML_SUFFIXES


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
    if decoded and decoded.damaged:
        places = "one place is" if decoded.damaged == 1 else f"{decoded.damaged:,} places are"
        _log.warning("%s: %s not UTF-8, as all else is; \ufffd stands there", name, places)
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
