"""Is a text in English? Decided on the whole of it, and in doubt it is.

Frequent English words settle it for nearly every article. Only where they are missing is the
language identified, from the words that are no names: a text full of foreign names is still English.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

# a text is judged by so many pieces from all over it, of so many characters
_PIECES, _PIECE = 8, 1000
# the share of frequent English words above which no closer look is needed
_ENOUGH = 0.08
# so few different words, or letters, show no language
_MIN_WORDS, _MIN_LETTERS = 8, 10
# so many words in small letters together, or of any kind without a comma or line end between them, make prose
_MIN_TOGETHER, _MIN_CLAUSE = 3, 6
# a text has capitals and small letters if one word in so many, but not each, begins small
_MIXED = 10
# how likely English may be at most, and the language found must be at least, for a text to be refused
_MAX_ENGLISH, _MIN_OTHER = 0.02, 0.2

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LATIN = re.compile(r"[A-Za-z\u00aa-\u02af\u1e00-\u1eff]")
_LETTER = re.compile(r"[^\W\d_]")
_BREAK = re.compile(r"[,;:|/•·\n\t()]+")


@dataclass(frozen=True, slots=True)
class _Words:
    common: frozenset[str]
    let_pass: frozenset[str]
    names: dict[str, str]


def foreign(text: str, *, said: str = "en") -> str | None:
    """The code of the language that a text is in, if it is clearly another than English; else None.

    Args:
        said: the language that the article's metadata names; it decides where the text leaves a doubt.

    >>> foreign("Le ministre a déclaré vendredi que les négociations se poursuivraient à Genève.")
    'fr'
    >>> foreign("The minister met Jürgen Müller, José Ortega and Nguyễn Văn Minh in Genève.") is None
    True
    """
    sample = unicodedata.normalize("NFKC", _sample(text))
    if _common_share(sample) >= _ENOUGH:
        return None
    code = _other_script(sample) or _other_latin(sample)
    doubt = code is None and not said.lower().startswith("en") and _LETTER.search(sample)
    return said if doubt and not _likely_english(sample) else code


def language_name(code: str) -> str:
    """What a language is called.

    >>> language_name("pt-BR"), language_name("tlh")
    ('Portuguese', 'another language (tlh)')
    """
    named = "another language" if code == "und" else f"another language ({code})"
    return _words().names.get(re.split("[-_]", code.lower())[0], named)


def _sample(text: str) -> str:
    """Pieces from all over a text."""
    if len(text) <= _PIECES * _PIECE:
        return text
    step = (len(text) - _PIECE) // (_PIECES - 1)
    return "\n".join(_whole_words(text[i * step : i * step + _PIECE]) for i in range(_PIECES))


def _whole_words(piece: str) -> str:
    """A piece without the words that it begins and ends in the middle of."""
    words = piece.split(" ")
    return " ".join(words[1:-1]) if len(words) > 2 else piece


def _common_share(sample: str) -> float:
    """Which share of the words are frequent English ones."""
    found = _WORD.findall(sample)
    common = _words().common
    return sum(word.lower() in common for word in found) / len(found) if found else 0.0


def _other_script(sample: str) -> str | None:
    """The language of a text that is mostly not in Latin letters."""
    letters = _LETTER.findall(sample)
    latin = sum(map(bool, map(_LATIN.match, letters)))
    if len(letters) - latin < max(_MIN_LETTERS, latin):
        return None
    likely = _likely("".join(char for char in sample if not _LATIN.match(char)))
    return next((code for code, _ in likely if code not in _words().let_pass), "und")


def _other_latin(sample: str) -> str | None:
    """The language of prose in Latin letters, if it can't be English."""
    prose = _prose(sample)
    if len(set(prose)) < _MIN_WORDS:
        return None
    likely = _likely(" ".join(prose))
    english = sum(chance for code, chance in likely if code in _words().let_pass)
    sure = likely and english <= _MAX_ENGLISH and likely[0][1] >= _MIN_OTHER
    return likely[0][0] if sure else None


def _prose(sample: str) -> list[str]:
    """The words that are no names: those in small letters if some stand together, as in no list of names.

    Where nearly all are capitals, or none is, those that stand in long enough clauses.
    """
    found = _WORD.findall(sample)
    small = [word for word in found if word[0].islower()]
    if len(found) <= len(small) * _MIXED < len(found) * _MIXED:
        return small if _longest_run(found) >= _MIN_TOGETHER else []
    runs = (_WORD.findall(run) for run in _BREAK.split(sample))
    return [word.lower() for run in runs if len(run) >= _MIN_CLAUSE for word in run]


def _longest_run(words: list[str]) -> int:
    """How many words in small letters stand together."""
    return max(
        (len(list(run)) for small, run in groupby(words, key=lambda word: word[0].islower()) if small), default=0
    )


def _likely_english(sample: str) -> bool:
    return next((code for code, _ in _likely(sample)), "en") == "en"


def _likely(text: str) -> list[tuple[str, float]]:
    """The languages that a text may be in, the most likely first, each with its chance; none where that can't be told.

    The model is unpacked into a temporary file, for which there may be no room.
    """
    try:
        return list(_identifier().rank(text))
    except OSError:
        return []


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


@cache
def _words() -> _Words:
    data = tomllib.loads(Path(__file__).with_name("english.toml").read_text("utf-8"))
    return _Words(frozenset(data["common"]), frozenset(data["let_pass"]), data["names"])
