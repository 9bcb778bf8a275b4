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
from itertools import pairwise
from pathlib import Path
from typing import Any, cast

from spacy.lang.en.stop_words import STOP_WORDS
from spacy.language import Language

from kg.knowledge import Gazetteer, gazetteer, holders
from kg.knowledge.records import Sense
from kg.knowledge.tables import read_toml

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.?")
_VOWEL = re.compile(r"[aeiouy]")
_SENTENCE_END = re.compile(r"[.!?:]['\"”’)\]]*\s+['\"“‘(\[]*$|^[\s'\"“‘(\[]*$|\]\s*$|,\s+[\"“]$")
_POSSESSIVE = re.compile(r"['’](?:s|t|re|ve|ll|d|m)?$")
_LONGEST_NAME = 7
_SHORT_ABBREVIATION = 5
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
        return word not in self.others and word not in self.irregular and not self.seen(word + "s")


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


@cache
def _words() -> Words:
    table = read_toml("layout.toml", folder=Path(__file__).parent / "data")["capitals"]
    return Words(**{name: frozenset(table[name]) for name in Words.__slots__})


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
    line = _Line([_plain(m.group()) for m in found], _joined(text, found), {}, vocabulary)
    line.cases.update(_named(text, found, vocabulary))
    for i, word in enumerate(line.plain):
        if i not in line.cases:
            line.cases[i] = _alone(word, _beside_date(text, found, i), vocabulary, seen)
    _surnames(line)
    _before_names(line)
    lower = text.lower()
    out = list(lower if len(lower) == len(text) else text)
    for i, match in enumerate(found):
        case = line.cases[i]
        if case is Case.LOWER and _begins(text, found, i):
            case = Case.TITLE
        _write(out, text, match.start(), match.end(), case)
    return "".join(out)


@dataclass(frozen=True, slots=True)
class _Line:
    """A paragraph's words: as they are compared, whether each adjoins the next, and their case so far."""

    plain: list[str]
    joined: list[bool]
    cases: dict[int, Case]
    vocabulary: English | None


def _joined(text: str, found: list[re.Match[str]]) -> list[bool]:
    """For each word: does nothing but a space or hyphen stand before the next?"""
    gaps = (text[a.end() : b.start()] for a, b in pairwise(found))
    return [
        gap in (" ", "-") and not a.group().lower().endswith(("'s", "’s")) for gap, a in zip(gaps, found, strict=False)
    ]


def _begins(text: str, found: list[re.Match[str]], i: int) -> bool:
    """Does a sentence begin with the i-th word?"""
    start = found[i].start()
    return i == 0 or bool(_SENTENCE_END.search(text, max(0, start - 6), start) and not _after_abbreviation(i, found))


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


def _named(text: str, found: list[re.Match[str]], vocabulary: English | None) -> dict[int, Case]:
    """The words inside names that the gazetteer holds, the longest first."""
    cases: dict[int, Case] = {}
    names, i = gazetteer(), 0
    while i < len(found):
        size = _longest_name(text, found, i, names, vocabulary)
        for k in range(i, i + size):
            word = _plain(found[k].group())
            small = size > 1 and k > i and word in STOP_WORDS
            short = word in _words().abbreviations
            cases[k] = Case.LOWER if small else Case.UPPER if short else Case.TITLE
        i += size or 1
    return cases


def _longest_name(text: str, found: list[re.Match[str]], i: int, names: Gazetteer, vocabulary: English | None) -> int:
    """How many words, from the i-th on, make a name of the gazetteer: 0 for none."""
    first = found[i].group().lower().rstrip(".")
    limit = names.longest.get(first, 0) or names.longest.get(_plain(first), 0)
    for size in range(min(limit, _LONGEST_NAME, len(found) - i), 0, -1):
        stop = found[i + size - 1].start() + len(_POSSESSIVE.sub("", found[i + size - 1].group().lower().rstrip(".")))
        form = text[found[i].start() : stop]
        if size == 1:
            return int(_is_name(form, names, vocabulary))
        if any(_starts_alike(n.form, form) and n.sense is not Sense.ABBREVIATION for n in names.lookup(form)):
            return size
    return 0


def _starts_alike(name: str, form: str) -> bool:
    """The gazetteer overlooks a leading article; here it must be the name's own."""
    return name[:4].lower() == form[:4].lower() or form[:4].lower() != "the "


def _is_name(form: str, names: Gazetteer, vocabulary: English | None) -> bool:
    """Is the word a name of the gazetteer, and no verb or adjective besides?"""
    low = form.lower()
    if low in STOP_WORDS:
        return False
    senses = {n.sense for n in names.lookup(form if len(form) > 4 else form.capitalize())}
    if senses & {Sense.NAME, Sense.ADJECTIVE, Sense.PEOPLE}:
        return True
    other = vocabulary is None or low in vocabulary.others
    return bool(senses - {Sense.ABBREVIATION}) and not (other and len(form) < 6)


def _alone(word: str, dated: bool, vocabulary: English | None, seen: Seen) -> Case:
    """The case of a word by itself; `dated`: a number or a word of time stands beside it."""
    words = _words()
    if (len(word) == 1 and word != "a") or "." in word:
        return Case.UPPER
    if (
        word in words.weekdays
        or word in words.feasts
        or (word in words.months and (dated or word not in words.doubtful_months))
    ):
        return Case.TITLE
    if word in words.abbreviations or word in seen.upper:
        return Case.UPPER
    if word in STOP_WORDS or word in words.titles | words.callings | words.particles or word in seen.lower:
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
    short = len(word) <= _SHORT_ABBREVIATION and len(word) > 1
    if short and not _VOWEL.search(word):
        return Case.UPPER
    known = vocabulary is not None and vocabulary.common(word)
    if short and (not known or (vocabulary and vocabulary.only_a_name(word))) and gazetteer().lookup(word.upper()):
        return Case.UPPER
    if vocabulary is None:
        return Case.LOWER
    if known:
        return Case.TITLE if word in holders().name_words and vocabulary.only_a_name(word) else Case.LOWER
    return Case.TITLE


def _surnames(line: _Line) -> None:
    """After a given name, a title or a particle inside a name, a word that could be a surname is one."""
    words, people = _words(), holders()
    titles = words.titles | words.callings
    for i, joined in enumerate(line.joined):
        here, following = line.plain[i], line.plain[i + 1]
        if not joined or line.cases[i + 1] is not Case.LOWER or following in STOP_WORDS or following in titles:
            continue
        if line.vocabulary and following in line.vocabulary.irregular:
            continue
        given = here in people.given_names and line.cases[i] is Case.TITLE
        before = i > 0 and (line.cases[i - 1] is Case.TITLE or line.plain[i - 1] in titles)
        inside = before and here in words.particles and following not in words.particles
        if inside or ((given or here in titles) and following in people.name_words):
            line.cases[i + 1] = Case.TITLE


def _before_names(line: _Line) -> None:
    """Titles and given names directly before a name take a capital."""
    words, people = _words(), holders()
    for i in range(len(line.joined) - 1, -1, -1):
        if not line.joined[i] or line.cases[i] is not Case.LOWER or line.cases[i + 1] is not Case.TITLE:
            continue
        given = line.plain[i] in people.given_names and line.plain[i + 1] in people.name_words
        determined = i > 0 and line.plain[i - 1] in words.determiners
        if line.plain[i] in words.titles or (given and not determined and line.plain[i] not in STOP_WORDS):
            line.cases[i] = Case.TITLE
