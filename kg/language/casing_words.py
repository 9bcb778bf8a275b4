"""What tells a name from a word in a text in capitals: the model's tables of English, and word lists of our own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from spacy.language import Language

from kg.knowledge.tables import read_toml

_NO_WORD = 50  # letters


class Case(Enum):
    LOWER = "lower"
    TITLE = "title"
    UPPER = "upper"


@dataclass(frozen=True, slots=True)
class English:
    """What the model's own tables know of English: base forms by part of speech, and strings seen."""

    nouns: frozenset[str]
    others: frozenset[str]
    irregular: frozenset[str]
    seen: Callable[[str], bool]

    def common(self, word: str) -> bool:
        """Is the word, in lower case, an English word in some form of it?"""
        return any(b in self.nouns or b in self.others or b in self.irregular for b in _bases(word))

    def only_a_name(self, word: str) -> bool:
        """Does the word stand in the tables as a noun without a plural, as names do?"""
        plural = word.endswith("s") and word[:-1] in self.nouns
        return word not in self.others and word not in self.irregular and not plural and not self.seen(word + "s")


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""),
    ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ly", ""), ("ily", "y"), ("ly", "le"),
)  # fmt: skip


_PREFIXES = ("re", "un", "non", "anti", "pro", "co", "counter", "over", "under", "mid", "de", "pre")


def _bases(word: str) -> Iterator[str]:
    """The word and the base forms that its ending allows."""
    yield word
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word[: -len(ending)] + put
            yield base
            if not put and len(base) > 3 and base[-1] == base[-2]:
                yield base[:-1]
    for prefix in _PREFIXES:
        if word.startswith(prefix) and len(prefix) + 3 < len(word) < _NO_WORD:
            yield from _bases(word[len(prefix) :])


@lru_cache(maxsize=2)
def english(nlp: Language) -> English | None:
    """The tables of the pipeline's lemmatizer; None where it has none."""
    if "lemmatizer" not in nlp.pipe_names:
        return None
    lookups = cast(Any, nlp.get_pipe("lemmatizer")).lookups
    if not (lookups.has_table("lemma_index") and lookups.has_table("lemma_exc")):
        return None
    index, irregular = lookups.get_table("lemma_index"), lookups.get_table("lemma_exc")
    others = frozenset(w for pos in ("verb", "adj", "adv") for w in index.get(pos, ()))
    forms = frozenset(w for pos in ("verb", "adj", "adv", "noun") for w in irregular.get(pos, ()))
    return English(frozenset(index.get("noun", ())), others, forms, nlp.vocab.strings.__contains__)


@dataclass(frozen=True, slots=True)
class Words:
    """The `[capitals]` table of `layout.toml`."""

    abbreviations: frozenset[str]
    titles: frozenset[str]
    callings: frozenset[str]
    particles: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    doubtful_months: frozenset[str]
    month_cues: frozenset[str]
    feasts: frozenset[str]
    determiners: frozenset[str]
    ministries: frozenset[str]
    courts: frozenset[str]
    court_words: frozenset[str]
    companies: frozenset[str]
    forces: frozenset[str]
    force_words: frozenset[str]
    settlements: frozenset[str]
    name_ends: frozenset[str]


@cache
def casing_words() -> Words:
    """The table, read once."""
    table = read_toml("layout.toml", folder=Path(__file__).parent / "data")["capitals"]
    return Words(**{name: frozenset(table[name]) for name in Words.__slots__})


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph's words: as they are compared, whether each adjoins the next, and their case so far."""

    plain: list[str]
    joined: list[bool]
    gaps: list[str]
    cases: dict[int, Case]
    vocabulary: English | None

    def only_a_name(self, word: str) -> bool:
        """Is the word no English word, or a noun that has no plural, as names have none?"""
        if self.vocabulary is None:
            return False
        return word in self.vocabulary.nouns and self.vocabulary.only_a_name(word) or not self.vocabulary.common(word)
