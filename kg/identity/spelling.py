"""Names as words that can be compared: folded, without particles and titles, and in one spelling of several.

>>> name("Mr. Muhammad al-Qaddafi").spelt
('mohammed', 'gaddafi')
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from kg.knowledge.tables import fold

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NAME = re.compile(r"(?=.*[^\W\d_])[\w  \-.,'’‘`´ʼ&()/·–\"“”]*")
"""What may be a name: all else is none of anybody's, and is like no other."""
_VOWELS = re.compile(r"(?<!^)[aeiouy]")


@dataclass(frozen=True, slots=True)
class Spellings:
    """What `data/spelling.toml` says."""

    particles: frozenset[str]
    first: frozenset[str]
    titles: frozenset[str]
    suffixes: Mapping[str, str]
    words: Mapping[str, str]
    short: Mapping[str, frozenset[str]]
    rules: tuple[tuple[re.Pattern[str], str], ...]
    places: Mapping[str, str]
    small: frozenset[str]
    family_first: frozenset[str]
    former: frozenset[str]
    generic: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """`words`: as written, folded. `spelt`: each in the spelling that stands for all. `suffix`: junior, senior, 3."""

    words: tuple[str, ...]
    spelt: tuple[str, ...]
    suffix: str = ""

    def __len__(self) -> int:
        return len(self.words)


@cache
def spellings() -> Spellings:
    """The lists, read once."""
    data = tomllib.loads((Path(__file__).parent / "data" / "spelling.toml").read_text(encoding="utf-8"))
    short: dict[str, set[str]] = {}
    for group in (line.split() for line in data["short"]):
        for word in group:
            short.setdefault(word, set()).update(group)
    return Spellings(
        particles=frozenset(data["particles"]),
        first=frozenset(data["first"]),
        titles=frozenset(data["titles"]),
        suffixes=data["suffixes"],
        words=_first(line.split() for line in data["words"]),
        short={word: frozenset(group) for word, group in short.items()},
        rules=tuple((re.compile(pattern), to) for pattern, to in data["rules"]),
        places=_first(line.split("|") for line in data["places"]),
        small=frozenset(data["small"]),
        family_first=frozenset(data["family_first"]),
        former=frozenset(data["former"]),
        generic=frozenset(data["generic"]),
    )


def _first(groups: Iterable[list[str]]) -> dict[str, str]:
    """The first of each group for all of it."""
    return {word: group[0] for group in groups for word in group}


@lru_cache(maxsize=1 << 16)
def name(text: str) -> Name:
    """A person's name as words; none where it can't be a name."""
    if not _NAME.fullmatch(text):
        return Name((), ())
    lists = spellings()
    found = _WORD.findall(fold(text).replace("-", " ").replace("`", "'"))
    bare = [word.replace("'", "") for word in found]
    suffix = next((lists.suffixes[word] for word in bare[2:] if word in lists.suffixes), "")
    left = [word for word in bare if word not in lists.titles and not (suffix and lists.suffixes.get(word) == suffix)]
    kept = left[:1] if left[:1] and left[0] in lists.first and not fold(text).startswith(f"{left[0]}-") else []
    words = kept + [word for word in left[len(kept) :] if word not in lists.particles] or left
    return Name(tuple(words), tuple(map(spelt, words)), suffix)


@lru_cache(maxsize=1 << 16)
def plain(text: str) -> Name:
    """The name of a place or organisation as words; none where it can't be a name."""
    if not _NAME.fullmatch(text):
        return Name((), ())
    lists = spellings()
    folded = " ".join(_WORD.findall(fold(text).replace("-", " ").replace("'s", "")))
    found = lists.places.get(folded, folded).split()
    words = [word for word in found if word not in lists.small] or found
    return Name(tuple(words), tuple(map(spelt, words)))


@lru_cache(maxsize=1 << 16)
def spelt(word: str) -> str:
    """The spelling that stands for all of a word.

    >>> spelt("zelenskyy") == spelt("zelenskiy") == spelt("zelensky")
    True
    """
    lists = spellings()
    word = lists.words.get(word, word)
    if len(word) < 3:
        return word
    for pattern, to in lists.rules:
        word = pattern.sub(to, word)
    return word


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """What stays of a word however it is romanised, for finding candidates: its first letter and its consonants."""
    return _VOWELS.sub("", word)


def short_forms(first: str, second: str) -> bool:
    """Whether two first names are one and its short form."""
    return second in spellings().short.get(first, ())


def first_name(word: str) -> str:
    """One of a first name and its short forms that stands for all.

    >>> first_name("bill") == first_name("william")
    True
    """
    return min(spellings().short.get(word, (word,)))
