"""Small letters for texts in capitals, as monitoring reports and old wires give them.

The parser knows no capitals-only English: `THE TALKS WERE HELD IN MADRID` is read after it has
become `The talks were held in Madrid`. Only the case of letters changes, never their number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from spacy.lang.en.stop_words import STOP_WORDS

from kg.knowledge import Gazetteer, gazetteer, holders
from kg.knowledge.records import Sense
from kg.language.casing_names import mark_names
from kg.language.casing_words import Case, English, Line, casing_words

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]+(?:['’][^\W\d_]+)*\.?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W\d_]\.?")
_VOWEL = re.compile(r"[aeiouy]")
_SENTENCE_END = re.compile(r"[.!?:]['\"”’)\]]*\s+['\"“‘(\[]*$|^[\s'\"“‘(\[]*$|\]\s*$|,\s+[\"“]$")
_POSSESSIVE = re.compile(r"['’](?:s|t|re|ve|ll|d|m)?$")
_LONGEST_NAME = 7
_SHORT_ABBREVIATION = 5
_TOWN = 50_000  # inhabitants


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
    gaps = [text[a.end() : b.start()] for a, b in pairwise(found)]
    line = Line([_plain(m.group()) for m in found], _joined(text, found), gaps, {}, vocabulary)
    line.cases.update(_named(text, found, vocabulary))
    for i, word in enumerate(line.plain):
        if i not in line.cases:
            line.cases[i] = _alone(word, _beside_date(text, found, i), vocabulary, seen)
    mark_names(line)
    lower = text.lower()
    out = list(lower if len(lower) == len(text) else text)
    for i, match in enumerate(found):
        case = line.cases[i]
        if case is Case.LOWER and _begins(text, found, i):
            case = Case.TITLE
        _write(out, text, match.start(), match.end(), case)
    return "".join(out)


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
    return before.endswith(".") and (
        _INITIALS.fullmatch(before) is not None
        or before.lower().rstrip(".") in casing_words().name_ends
        or before.lower() in casing_words().titles
    )


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
            short = word in casing_words().abbreviations
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
    words = casing_words()
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
    if word in words.name_ends:
        return Case.TITLE
    if word in STOP_WORDS or word in words.titles | words.callings | words.particles or word in seen.lower:
        return Case.LOWER
    return Case.TITLE if word in seen.title else _unlisted(word, vocabulary)


def _beside_date(text: str, found: list[re.Match[str]], i: int) -> bool:
    """Does a number, or a word that months follow, stand beside the i-th word?"""
    start, end = found[i].span()
    if text[end : end + 2].strip()[:1].isdigit() or text[max(0, start - 2) : start].strip()[-1:].isdigit():
        return True
    return i > 0 and _plain(found[i - 1].group()) in casing_words().month_cues


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
        return Case.TITLE if vocabulary.only_a_name(word) and _named_so(word) else Case.LOWER
    return Case.TITLE


def _named_so(word: str) -> bool:
    """Whether persons bear the name, or a town of some size has it."""
    if word in holders().name_words:
        return True
    return any(city.population >= _TOWN for city in gazetteer().cities(word.capitalize()))
