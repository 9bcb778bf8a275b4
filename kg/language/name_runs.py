"""Runs of capitalised words: where a proper name, or several with their titles, may begin and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc

from kg.knowledge import Gazetteer, Holders, gazetteer, holders
from kg.knowledge.records import Named, Sense
from kg.language import state
from kg.language.office_words import OfficeWords, office_words
from kg.language.words import NameWords, combining_forms, name_words, office_grammar

_OPEN = frozenset({"PROPN", "NOUN", "ADJ"})
_PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})
_LONGEST_BODY = 6
_SYLLABLE = 5
"""Letters of the second part of a given name at most: `Jae-in`, `Chul-soo`."""


@dataclass(frozen=True, slots=True)
class Page:
    """The columns of a Doc that the finder reads, and the tables it asks."""

    text: str
    words: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    ent: list[str]
    begin: list[int]
    close: list[bool]
    starts: list[bool]
    stop: list[bool]
    words_of: NameWords
    gazetteer: Gazetteer
    offices: OfficeWords
    holders: Holders
    ranks: frozenset[str]
    datelines: frozenset[int]
    speakers: frozenset[int]  # the tokens of turns' speakers, names whatever the tagger says

    def slice(self, start: int, end: int) -> str:
        return self.text[self.begin[start] : self.begin[end - 1] + len(self.words[end - 1])]


def page_of(doc: Doc) -> Page:
    columns = state.columns(doc)
    return Page(
        text=columns.text,
        words=columns.words,
        lower=columns.lower,
        pos=columns.pos,
        tag=columns.tag,
        ent=columns.ent,
        begin=columns.begin,
        close=columns.close,
        starts=columns.starts,
        stop=[stop and pos not in _OPEN for stop, pos in zip(columns.stop, columns.pos, strict=True)],
        words_of=name_words(),
        gazetteer=gazetteer(),
        offices=office_words(),
        holders=holders(),
        ranks=office_grammar().ranks,
        datelines=frozenset(_datelines(doc, columns.begin)),
        speakers=frozenset(_speakers(doc, columns.begin)),
    )


def _datelines(doc: Doc, begin: list[int]) -> Iterator[int]:
    for span in state.datelines(doc):
        yield from range(bisect_left(begin, span.start), bisect_left(begin, span.end))


def _speakers(doc: Doc, begin: list[int]) -> Iterator[int]:
    for block in state.blocks(doc):
        if block.speaker is not None:
            yield from range(bisect_left(begin, block.speaker.start), bisect_left(begin, block.speaker.end))


def opens(page: Page, i: int) -> bool:
    """Whether a run of name words may begin at the token."""
    word = page.words[i]
    if not word[0].isalpha() or page.lower[i] == "the":
        return False
    if not word[0].isupper():
        return _prefixed(page, i)
    if i in page.speakers:
        return True
    if page.lower[i].rstrip(".") in page.words_of.not_names and not known(page, i):
        return page.pos[i] == "PROPN" and page.ent[i] == "PERSON" or _begins_body(page, i)
    if not (page.starts[i] or _after_mark(page, i)):
        return True
    # at the start of a sentence every word has a capital
    if page.pos[i] in ("VERB", "ADV", "ADP", "SCONJ", "DET", "PRON", "AUX"):
        followed = i + 1 < len(page.words) and page.words[i + 1][0].isupper() and not page.starts[i + 1]
        return known(page, i) and (followed or page.lower[i] not in page.holders.given_names)
    return page.pos[i] in ("PROPN", "ADJ", "X") or bool(page.ent[i]) or known(page, i) or _before_name(page, i)


def _begins_body(page: Page, i: int) -> bool:
    """`the Northern Liberation Army`: an adjective with a capital at the head of an organisation's name."""
    return page.lower[i] in page.words_of.name_adjectives and _body_follows(page, i)


def _body_follows(page: Page, i: int) -> bool:
    """Whether the capitals after the token end in an organisation's word."""
    j = i + 1
    while j < len(page.words) and j - i < _LONGEST_BODY and page.words[j][0].isupper() and not page.starts[j]:
        if page.lower[j] in page.words_of.organisation_words:
            return True
        j += 1
    return False


def _after_mark(page: Page, i: int) -> bool:
    return i > 0 and page.words[i - 1] in ('"', "“", "‘", "'", ":", "•", "–", "—", "-")


def _before_name(page: Page, i: int) -> bool:
    if i + 1 >= len(page.words) or not page.words[i + 1][0].isupper() or page.pos[i] not in ("NOUN", "VERB", "INTJ"):
        return False
    return page.offices.is_head(page.lower[i]) or page.pos[i + 1] == "PROPN" and page.pos[i] == "NOUN"


def known(page: Page, i: int) -> bool:
    low = page.lower[i]
    return (
        low in page.gazetteer.longest
        and bool(match(page, i, i + 8))
        or page.offices.is_head(low)
        or (low in page.holders.given_names and page.pos[i] == "PROPN")
    )


def _prefixed(page: Page, i: int) -> bool:
    """`al-Assad`, `el-Sisi`: a small article bound to a capital."""
    return (
        page.lower[i] in page.words_of.particles
        and i + 2 < len(page.words)
        and page.words[i + 1] == "-"
        and page.close[i]
        and page.words[i + 2][0].isupper()
    )


def run_end(page: Page, i: int) -> int:
    """The end of the run of name words that begins at the token."""
    n = len(page.words)
    j = i + 1
    while j < n and not page.starts[j]:
        word = page.words[j]
        if word == "-" and page.close[j - 1] and page.close[j] and j + 1 < n and page.words[j + 1][0].isalpha():
            if not _hyphened(page, i, j):
                break
            j += 2
            continue
        if word[0].isupper() and word[0].isalpha():
            if page.lower[j] in page.words_of.not_names and page.pos[j] != "PROPN":
                break
            if page.stop[j] and not (page.ent[j] == "PERSON" and page.ent[j - 1] == "PERSON") and not known(page, j):
                break  # "Roe And Kenyan Minister": a title has capitals throughout
            j += 1
            continue
        if (
            word in ("'s", "’s", "'", "’")
            and page.lower[j - 1] in page.words_of.genitive_starts
            and _body_follows(page, j)
        ):
            j += 1  # the People's Renewal Front
            continue
        step = _particles(page, j) or _coordinated(page, i, j) or office_tail(page, j)
        if not step:
            break
        j += step
    return j


def _hyphened(page: Page, i: int, j: int) -> bool:
    """Whether the word after the hyphen belongs to the name or title: `al-Assad`, `Jae-in`, `President-elect`."""
    word = page.words[j + 1]
    if word[0].isupper() or page.offices.is_modifier(word.lower()):
        return True
    if not page.words[j - 1][0].isupper() or len(word) < 2:
        return False
    syllable = j - i > 1 and len(word) <= _SYLLABLE and page.tag[j + 1] not in _PARTICIPLES
    return page.pos[j + 1] == "PROPN" or syllable


def _coordinated(page: Page, i: int, j: int) -> int:
    """`the Health and Labour Committee`: two nouns that share an organisation's last word; 2 or 0."""
    if page.lower[j] not in ("and", "&") or i == 0:
        return 0
    alone = j - i == 1 and page.lower[i - 1] == "the"
    after_adjective = j - i == 2 and match(page, i, j) is not None
    if not (alone or after_adjective) or known(page, j - 1):
        return 0
    k = j + 1
    while k < len(page.words) and page.words[k][0].isupper() and k - j < 4:
        if page.lower[k] in page.words_of.organisation_words:
            return 2 if k > j + 1 else 0
        k += 1
    return 0


def office_tail(page: Page, j: int) -> int:
    """`of State` after `Secretary`, where a name follows: how many tokens; 0 where none."""
    if page.lower[j] not in ("of", "for") or not page.offices.is_head(page.lower[j - 1]):
        return 0
    if not page.words[j + 1 : j + 2] or not page.words[j + 1][0].isupper():
        return 0
    end = page.offices.department_end(page.lower, j + 1)
    return end - j if end > j + 1 else 0


def _particles(page: Page, j: int) -> int:
    """How many particles (`de la`, `al -`) stand at the token before another capital; 0 where none."""
    k = j
    while (
        k < len(page.words)
        and k - j < 3
        and (page.lower[k] in page.words_of.particles or page.words[k] == "-" and k > j)
    ):
        k += 1
    if k == j or k >= len(page.words) or not page.words[k][0].isupper() or page.starts[k]:
        return 0
    return k - j


def match(page: Page, i: int, end: int) -> tuple[int, tuple[Named, ...]] | None:
    """The longest form of the gazetteer that begins at the token: its end and its readings."""
    adjective = combining_forms().get(page.lower[i])
    if adjective is not None and page.words[i + 1 : i + 2] == ["-"]:
        return i + 1, page.gazetteer.lookup(adjective)  # Sino-Soviet
    longest = page.gazetteer.longest.get(page.lower[i], 0)
    if not longest:
        capital = page.gazetteer.lookup(f"The {page.words[i]}") if i and page.lower[i - 1] == "the" else ()
        capital = tuple(reading for reading in capital if reading.sense is Sense.CAPITAL)
        return (i + 1, capital) if capital else None  # the Hague
    for j in range(min(len(page.words), i + longest), i, -1):
        if page.words[j - 1] in ("'s", "’s", ",", ".") or page.words[j - 1].isspace() or any(page.starts[i + 1 : j]):
            continue
        surface = page.slice(i, j)
        readings = page.gazetteer.lookup(surface)
        if not readings and surface.isupper() and i in page.datelines:
            readings = page.gazetteer.lookup(surface.title())  # LIMA
        if readings:
            return j, readings
    return None
