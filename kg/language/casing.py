"""Small letters for texts in capitals, as monitoring reports and old wires give them.

The parser knows no capitals-only English: `THE TALKS WERE HELD IN MADRID` is read after it has
become `The talks were held in Madrid`. Only the case of letters changes, never their number.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, cast

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language

from kg.knowledge.names import Gazetteer, load_gazetteer
from kg.knowledge.people import Holders, load_holders
from kg.knowledge.records import Sense
from kg.knowledge.tables import read_toml

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.?")
_VOWEL = re.compile(r"[aeiouy]")
_SENTENCE_END = re.compile(r"[.!?:;]['\"”’)\]]*\s+['\"“‘(\[]*$|^[\s'\"“‘(\[]*$|\]\s*$|[\"“]$")
_POSSESSIVE = re.compile(r"['’](?:s|t|re|ve|ll|d|m)?$")
_LONGEST_NAME = 7
_SHORT_ABBREVIATION = 5


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
        return word not in self.others and word not in self.irregular and not self.seen(word + "s")


_ENDINGS = (
    ("s", ""), ("es", ""), ("ies", "y"), ("ves", "f"), ("ed", ""), ("ed", "e"), ("ied", "y"), ("ing", ""),
    ("ing", "e"), ("er", ""), ("er", "e"), ("est", ""), ("est", "e"), ("ly", ""), ("ily", "y"), ("ly", "le"),
)  # fmt: skip


def _bases(word: str) -> Iterator[str]:
    """The word and the base forms that its ending allows."""
    yield word
    for ending, put in _ENDINGS:
        if word.endswith(ending) and len(word) > len(ending) + 2:
            base = word[: -len(ending)] + put
            yield base
            if not put and len(base) > 3 and base[-1] == base[-2]:
                yield base[:-1]
    for prefix in ("re", "un", "non", "anti", "pro", "co", "counter", "over", "under", "mid"):
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            yield word[len(prefix) :]


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
    particles: frozenset[str]
    months: frozenset[str]
    weekdays: frozenset[str]
    doubtful_months: frozenset[str]
    month_cues: frozenset[str]


@cache
def _words() -> Words:
    table = read_toml("layout.toml", folder=Path(__file__).parent / "data")["capitals"]
    return Words(**{name: frozenset(table[name]) for name in Words.__slots__})


@cache
def _gazetteer() -> Gazetteer:
    return load_gazetteer()


@cache
def _holders() -> Holders:
    return load_holders()


@dataclass(frozen=True, slots=True)
class Seen:
    """How the words of the article's other paragraphs are written, by their lower case."""

    lower: frozenset[str]
    title: frozenset[str]
    upper: frozenset[str]


def seen_in(paragraphs: Iterable[str]) -> Seen:
    """Read off how words are written in text that is not in capitals."""
    lower, title, upper = set(), set(), set()
    for paragraph in paragraphs:
        for match in _WORD.finditer(paragraph):
            word = _POSSESSIVE.sub("", match.group())
            if word.islower():
                lower.add(word)
            elif word.isupper() and len(word) > 1:
                upper.add(word.lower())
            elif not _SENTENCE_END.search(paragraph, max(0, match.start() - 6), match.start()):
                title.add(word.lower())
    return Seen(frozenset(lower), frozenset(title - lower), frozenset(upper - lower - title))


NOTHING_SEEN = Seen(frozenset(), frozenset(), frozenset())


def is_capitals(text: str, *, letters: int = 24, words: int = 4) -> bool:
    """Is the text, long enough to be more than a name, written in capitals?"""
    upper = sum(1 for c in text if c.isupper())
    lower = sum(1 for c in text if c.islower())
    return upper >= letters and upper > 12 * lower and len(text.split()) >= words


def recased(text: str, *, vocabulary: English | None = None, seen: Seen = NOTHING_SEEN) -> str:
    """The text in sentence case: small letters except where English writes capitals.

    >>> recased("THE TALKS WERE HELD IN MADRID ON MONDAY.")
    'The talks were held in Madrid on Monday.'
    """
    found = list(_WORD.finditer(text))
    plain = [_plain(m.group()) for m in found]
    cases = _named(text, found)
    for i, word in enumerate(plain):
        if i not in cases:
            cases[i] = _alone(word, _beside_date(text, found, i), vocabulary, seen)
    _names_in_line(plain, cases, vocabulary)
    _titles_before_names(plain, cases)
    out = list(text.lower() if len(text.lower()) == len(text) else text)
    for i, match in enumerate(found):
        start, end = match.span()
        begins = _SENTENCE_END.search(text, max(0, start - 6), start) and not _after_abbreviation(i, found)
        _write(out, text, start, end, Case.TITLE if cases[i] is Case.LOWER and (begins or i == 0) else cases[i])
    return "".join(out)


def _plain(word: str) -> str:
    """The word in lower case, without possessive or final stop."""
    return _POSSESSIVE.sub("", word.lower().rstrip("."))


def _after_abbreviation(i: int, found: list[re.Match[str]]) -> bool:
    """Does the word before end in the stop of an abbreviation or title rather than of a sentence?"""
    if i == 0:
        return False
    before = found[i - 1].group()
    return before.endswith(".") and (_INITIALS.fullmatch(before) is not None or before.lower() in _words().titles)


def _write(out: list[str], text: str, start: int, end: int, case: Case) -> None:
    """Put the word's letters in the case, leaving any letter that would become two."""
    stop = start + len(_POSSESSIVE.sub("", text[start:end].lower()))
    for k in range(start, stop):
        if case is Case.UPPER or (case is Case.TITLE and (k == start or text[k - 1] in "'’")):
            out[k] = text[k]
    if case is Case.TITLE and text[start:stop].lower().startswith("mc") and stop - start > 3:
        out[start + 2] = text[start + 2]


def _named(text: str, found: list[re.Match[str]]) -> dict[int, Case]:
    """The words inside names that the gazetteer holds, the longest first."""
    cases: dict[int, Case] = {}
    gazetteer, i = _gazetteer(), 0
    while i < len(found):
        size = _longest_name(text, found, i, gazetteer)
        for k in range(i, i + size):
            word = _plain(found[k].group())
            small = size > 1 and k > i and word in STOP_WORDS
            short = size == 1 and word in _words().abbreviations
            cases[k] = Case.LOWER if small else Case.UPPER if short else Case.TITLE
        i += size or 1
    return cases


def _longest_name(text: str, found: list[re.Match[str]], i: int, gazetteer: Gazetteer) -> int:
    """How many words, from the i-th on, make a name of the gazetteer: 0 for none."""
    first = found[i].group().lower().rstrip(".")
    limit = gazetteer.longest.get(first, 0) or gazetteer.longest.get(_plain(first), 0)
    for size in range(min(limit, _LONGEST_NAME, len(found) - i), 0, -1):
        stop = found[i + size - 1].start() + len(_POSSESSIVE.sub("", found[i + size - 1].group().lower().rstrip(".")))
        form = text[found[i].start() : stop]
        if size == 1 and _plain(first) in STOP_WORDS:
            return 0
        senses = {n.sense for n in gazetteer.lookup(form)}
        if senses - {Sense.ABBREVIATION} and not (size == 1 and senses == {Sense.CITY} and len(form) < 5):
            return size
    return 0


def _alone(word: str, dated: bool, vocabulary: English | None, seen: Seen) -> Case:
    """The case of a word by itself; `dated`: a number or a word of time stands beside it."""
    words = _words()
    if (len(word) == 1 and word != "a") or "." in word:
        return Case.UPPER
    if word in words.weekdays or (word in words.months and (dated or word not in words.doubtful_months)):
        return Case.TITLE
    if word in words.abbreviations or word in seen.upper:
        return Case.UPPER
    if word in STOP_WORDS or word in words.titles or word in words.particles or word in seen.lower:
        return Case.LOWER
    return Case.TITLE if word in seen.title else _unlisted(word, vocabulary)


def _beside_date(text: str, found: list[re.Match[str]], i: int) -> bool:
    """Does a number, or a word that months follow, stand beside the i-th word?"""
    start, end = found[i].span()
    if text[end : end + 2].strip()[:1].isdigit() or text[max(0, start - 2) : start].strip()[-1:].isdigit():
        return True
    return i > 0 and _plain(found[i - 1].group()) in _words().month_cues


def _unlisted(word: str, vocabulary: English | None) -> Case:
    """The case of a word that no table of ours names: what English does not know is a name."""
    if vocabulary is None:
        return Case.LOWER
    if vocabulary.common(word):
        named = word in _holders().name_words and vocabulary.only_a_name(word)
        return Case.TITLE if named else Case.LOWER
    short = len(word) <= _SHORT_ABBREVIATION and not _VOWEL.search(word)
    return Case.UPPER if short or _gazetteer().lookup(word.upper()) else Case.TITLE


def _names_in_line(plain: list[str], cases: dict[int, Case], vocabulary: English | None) -> None:
    """After a given name, a title or a particle inside a name, a word that could be a surname is one."""
    words, holders = _words(), _holders()
    for i in range(len(plain) - 1):
        following = plain[i + 1]
        if following in STOP_WORDS or following in words.titles or cases[i + 1] is not Case.LOWER:
            continue
        given = plain[i] in holders.given_names and (vocabulary is None or not vocabulary.common(plain[i]))
        inside = i > 0 and plain[i] in words.particles and cases[i - 1] is Case.TITLE
        if inside and following not in words.particles:
            cases[i + 1] = Case.TITLE
        elif (given or plain[i] in words.titles) and following in holders.name_words:
            cases[i] = Case.TITLE if given else cases[i]
            cases[i + 1] = Case.TITLE


def _titles_before_names(plain: list[str], cases: dict[int, Case]) -> None:
    """Titles directly before a name take a capital."""
    titles = _words().titles
    for i in range(len(plain) - 2, -1, -1):
        if plain[i] in titles and cases[i] is Case.LOWER and cases[i + 1] is Case.TITLE:
            cases[i] = Case.TITLE
