"""Bytes -> text: by the byte order mark, as UTF-8, as the page declares, else by a guess that must be sure.

A wrong guess garbles names without anyone noticing, so where two encodings fit, none is taken.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kg.errors import IntakeError

_SIGNATURES = (
    (b"%PDF", "a PDF; save its text as .txt"),
    (b"{\\rtf", "an RTF document; save its text as .txt"),
    (b"PK\x03\x04", "a zip archive or office document; save its text as .txt"),
    (b"\xd0\xcf\x11\xe0", "an office document; save its text as .txt"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a gzip archive; unpack it first"),
    (b"BZh", "a bzip2 archive; unpack it first"),
    (b"\xfd7zXZ", "an xz archive; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive; unpack it first"),
    (b"Rar!\x1a", "a RAR archive; unpack it first"),
)
_BOMS = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{2,40})""", re.IGNORECASE)
# what a page may declare: encodings of text, none of Python's conversions such as punycode
_DECLARABLE = re.compile(
    r"(?:windows|cp|iso|latin|koi8|shift|sjis|s-jis|euc|gb|hz|big5|mac|x-mac|tis|ks_c|johab|viscii)[\w.:-]*",
    re.IGNORECASE,
)
# so declared, a page means Windows-1252, as every browser takes it
_MEANS_1252 = frozenset({"iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "l1"})
_CONTROL = bytes(i for i in range(32) if i not in b"\t\n\v\f\r\x1b")
_NOT_TEXT = "these bytes are not text; save the article as UTF-8 text"
_UNSURE = "it is not UTF-8, and its encoding can't be told; save it as UTF-8 text"
_NAMES = {"mac_roman": "Mac Roman", "cp932": "Shift-JIS", "cp949": "EUC-KR"}

# how much of what is not ASCII must stand where such characters stand in words and sentences
_FITS = 0.9
_HEAD, _MOST_LOOKED_AT = 65_536, 20_000
# of charset-normalizer's measures, each from 0 to 1: disorder, and likeness to a language
_MAX_CHAOS, _MIN_COHERENCE = 0.1, 0.4
_MIN_GUESSED = 12
# damaged UTF-8: up to so many wrong places as many right characters are enough, of more so many times as many
_FEW_WRONG, _MANY_RIGHT = 2, 3
_WIDE = ("utf_16", "utf_32")
_EAST_ASIAN = ("big5", "cp932", "cp949", "cp950", "euc", "gb", "hz", "iso2022", "johab", "shift")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of some bytes.

    `guess` names the encoding where nothing but its likelihood speaks for it; `damaged` counts the
    places of UTF-8 where bytes are missing or wrong, which `\ufffd` stands for.
    """

    text: str
    guess: str | None = None
    damaged: int = 0


def decode(data: bytes, *, html: bool = False) -> Decoded:
    """The text of a file.

    Raises:
        IntakeError: the bytes are not text, or it can't be told in which encoding.
    """
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise IntakeError(f"not text but {what}")
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return Decoded(_marked(data, encoding))
    if _has_control(data):
        return _wide(data)
    text = _tried(data, "utf-8")
    if text is not None:
        return Decoded(text)
    damaged = _damaged(data)
    if damaged is not None:
        return damaged
    for encoding in _declared(data) if html else ():
        text = _tried(data, encoding)
        if text is not None:
            return Decoded(text)
    return _guessed(data)


def _damaged(data: bytes) -> Decoded | None:
    """UTF-8 of which a few bytes are missing or wrong: other encodings hardly ever look like its characters.

    >>> _damaged("Zoë Núñez, Łódź".encode()[:-1] + b".")
    Decoded(text='Zoë Núñez, Łód\ufffd.', guess=None, damaged=1)
    >>> _damaged("Zoë Núñez".encode("latin-1")) is None
    True
    """
    text = data.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    right = len(text) - wrong - len(text.encode("ascii", "ignore"))
    sure = right >= wrong * (1 if wrong <= _FEW_WRONG else _MANY_RIGHT) and right > 0
    return Decoded(text, damaged=wrong) if sure else None


def _marked(data: bytes, encoding: str) -> str:
    text = _tried(data, encoding)
    if text is None:
        name = encoding.upper().removesuffix("-SIG")
        raise IntakeError(f"its first bytes announce {name}, but the rest is not; save it as UTF-8 text")
    return text


def _tried(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _has_control(data: bytes) -> bool:
    return (len(data) - len(data.translate(None, _CONTROL))) * 100 > len(data)


def _declared(data: bytes) -> Iterator[str]:
    for pattern in (_CHARSET, _XML_ENCODING):
        match = pattern.search(data[:4096])
        if match and _DECLARABLE.fullmatch(match.group(1).decode("ascii")):
            name = match.group(1).decode("ascii").lower()
            yield "cp1252" if name in _MEANS_1252 else name


# ---------------------------------------------------------------- guesses


def _wide(data: bytes) -> Decoded:
    """UTF-16 without its mark, which ASCII text shows by its null bytes; else bytes that are no text."""
    head = data[:_HEAD]
    half = len(head) // 2
    for encoding, high, low in (("utf-16-le", head[1::2], head[0::2]), ("utf-16-be", head[0::2], head[1::2])):
        if len(data) % 2 == 0 and high.count(0) * 10 > half * 7 and low.count(0) * 10 < half:
            text = _tried(data, encoding)
            if text is not None and not _has_control(text.encode("utf-8", "replace")):
                return _named(encoding, text)
    guess = _most_likely(data)
    if guess is None or not guess[0].startswith(_WIDE):
        raise IntakeError(_NOT_TEXT)
    return _named(*guess)


def _guessed(data: bytes) -> Decoded:
    """Text in an encoding of one byte, or an East Asian one.

    In mostly ASCII it is Windows-1252 if that fits, else Mac Roman or DOS if one of them alone does.
    """
    if _mostly_ascii(data):
        text = _fitting(data, "cp1252")
        if text is not None:
            return _named("cp1252", text)
        others = [(name, other) for name in ("mac_roman", "cp850") if (other := _fitting(data, name)) is not None]
        if len(others) == 1:
            return _named(*others[0])
    guess = _most_likely(data)
    if guess is None:
        raise IntakeError(_UNSURE if _mostly_ascii(data) else _NOT_TEXT)
    return _named(*guess)


def _named(encoding: str, text: str) -> Decoded:
    name = _NAMES.get(encoding) or encoding.replace("_", "-").upper().replace("ISO8859", "ISO-8859")
    return Decoded(text, re.sub(r"^CP(?=125\d)", "windows-", name))


def _mostly_ascii(data: bytes) -> bool:
    return len(data.translate(None, bytes(range(128)))) * 10 <= len(data) * 2


def _fitting(data: bytes, encoding: str) -> str | None:
    text = _tried(data, encoding)
    return text if text is not None and fits(text) else None


def _most_likely(data: bytes) -> tuple[str, str] | None:
    """What charset-normalizer is sure of: the encoding and the text."""
    if len(data) < _MIN_GUESSED:
        return None
    best = _best(data, without=())
    if best and best[0].startswith(_EAST_ASIAN) and not _east_asian(best[1]):
        best = _best(data, without=_EAST_ASIAN)  # nearly any bytes are half-width kana
    return best if best and fits(best[1]) else None


def _best(data: bytes, *, without: tuple[str, ...]) -> tuple[str, str] | None:
    from charset_normalizer import from_bytes
    from charset_normalizer.constant import IANA_SUPPORTED

    excluded = [name for name in IANA_SUPPORTED if without and name.startswith(without)]
    best = from_bytes(data, cp_exclusion=excluded, preemptive_behaviour=False, enable_fallback=False).best()
    if best is None or best.chaos > _MAX_CHAOS:
        return None
    sure = best.encoding.startswith(_EAST_ASIAN) or best.coherence >= _MIN_COHERENCE
    return (best.encoding, str(best)) if sure else None


# ---------------------------------------------------------------- does a text look right?

# letters that are words, and signs that follow a number or a space
_WORDS, _AFTER_NO_LETTER = frozenset("àáèéíòóùúåæøöÀÉÓ"), frozenset("‰¶§¿¡")
_OPENING, _CLOSING = frozenset("“‘«‹„‚¿¡(["), frozenset("”’»›…)]")


def fits(text: str) -> bool:
    """Do its characters beyond ASCII stand where such characters stand in words and sentences?

    A text read in a wrong encoding has capitals and signs within words, and unknown characters.

    >>> fits("Zoë said “no”"), fits("ZoÎ said ÒnoÓ")
    (True, False)
    """
    padded = f" {text} "
    beyond = [match.start() for match in islice(re.finditer(r"[^\x00-\x7f]", padded), _MOST_LOOKED_AT)]
    good = sum(_in_place(padded[i - 1], padded[i], padded[i + 1]) for i in beyond)
    return good >= _FITS * len(beyond)


def _in_place(before: str, char: str, after: str) -> bool:
    kind = unicodedata.category(char)
    if kind[0] == "L":
        inside = before.isalpha() and not before.isupper()
        if char < "\u0300":  # Latin: neither alone nor among its like
            alone = not (before.isalpha() or after.isalpha() or char in _WORDS)
            among = _accented(before) and _accented(after)
            if alone or among:
                return False
        return not (kind == "Lu" and inside)
    if kind in ("Cc", "Cn", "Co", "Cs"):
        return False
    if char in _OPENING:
        return not before.isalnum() and not after.isspace()
    if char in _CLOSING:
        return not before.isspace() or not after.isalnum()
    if char in _AFTER_NO_LETTER and before.isalpha():
        return False
    # signs within a word
    return kind[0] in "MPZ" or not (before.isalpha() and after.isalpha())


def _accented(char: str) -> bool:
    return char > "\x7f" and char.isalpha()


def _east_asian(text: str) -> bool:
    """Is it mostly in characters of Chinese, Japanese or Korean?"""
    letters = [char for char in text[:4096] if char.isalpha() and char > "\x7f"]
    names = (unicodedata.name(char, "") for char in letters)
    known = sum(name.startswith(("CJK UNIFIED", "HIRAGANA", "KATAKANA", "HANGUL")) for name in names)
    return bool(letters) and known >= 0.9 * len(letters)
