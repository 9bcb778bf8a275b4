"""A grammar of diplomatic English and ways of damaging what it makes: a seed gives the same text again."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from functools import cache

from tests.generated import COUNTRIES, GIVEN, LINE_ENDS, ODD_CHARACTERS, hostile, name

_LONGEST = 20_000
_HOLE = re.compile(r"\{(\w+)\}")

_WORDS: dict[str, tuple[str, ...]] = {
    "country": COUNTRIES,
    "adjective": ("Norwegian", "Peruvian", "Chadian", "Japanese", "Kenyan", "US", "Turkish", "British", "Georgian"),
    "city": ("Oslo", "Lima", "Geneva", "Moscow", "Washington", "Beijing", "Brussels", "Tbilisi", "Paris", "Nairobi"),
    "body": (
        "the United Nations",
        "NATO",
        "the African Union",
        "the foreign ministry",
        "the Kremlin",
        "the EU",
        "ASEAN",
    ),
    "office": (
        "foreign minister",
        "Foreign Minister",
        "president",
        "prime minister",
        "Prime Minister",
        "ambassador to {country}",
        "Secretary of State",
        "deputy minister of trade and industry",
        "UN envoy",
        "spokeswoman",
        "chargé d'affaires",
        "king",
        "acting defence secretary",
        "former President",
        "president-elect",
        "minister for water resources and irrigation",
    ),
    "title": ("Mr", "Mrs.", "Dr", "Sir", "Gen.", "President", "Foreign Secretary", "Ambassador", "Secretary-General"),
    "day": (
        "on Friday",
        "on Monday",
        "last week",
        "next month",
        "on 3 May",
        "on May 3, 2019",
        "in 2017",
        "in mid-1996",
        "from Monday to Thursday",
        "in the 1980s",
        "yesterday",
        "two days later",
        "on the 5th",
        "since 12/10/1999",
        "between March 3 and April 4",
        "by the end of the year",
        "the day after tomorrow",
        "in June",
        "on 31 February",
    ),
    "cue": (
        "said",
        "told reporters",
        "announced",
        "denied",
        "insisted",
        "admitted",
        "believes",
        "warned",
        "hoped",
        "wrote",
    ),
    "doing": (
        "met {party} in {city}",
        "visited {country}",
        "arrived in {city} for talks with {party}",
        "expelled three {adjective} diplomats",
        "signed an agreement with {party}",
        "imposed sanctions on {country}",
        "recalled its ambassador to {country}",
        "attacked {city}",
        "will attend a summit in {city}",
        "held a press conference",
        "broke off relations with {country}",
        "was appointed {office}",
        "resigned as {office}",
        "telephoned {person}",
        "was to have flown to {city} to meet {party}",
        "pledged aid to {country}",
        "refused to recognise {country}",
    ),
    "clause": (
        "{party} {doing} {day}",
        "the talks {day} had failed",
        "{country} would never leave {body}",
        "they were ready to meet",
        "it was {adjective} and not {adjective}",
        "her visit to {city} was set {day}",
    ),
    "party": (
        "{person}",
        "{country}",
        "{adjective} {office} {person}",
        "{title} {surname}",
        "he",
        "she",
        "both countries",
        "{body}",
        "the minister",
        "his {adjective} counterpart, {person},",
        "{person} and {person}",
        "{adjective} officials",
        "the two leaders",
    ),
    "quotation": (
        "“{speech},”",
        '"{speech},"',
        "‘{speech},’",
        "``{speech},''",
        "“{speech}",
        "«{speech}»",
        "“{speech} ‘{speech}’ {speech},”",
        '"{speech}”',
    ),
    "speech": ("we met {party}", "I don't know", "{clause}", "you {doing}", "this is a matter for {country}", "no"),
    "sentence": (
        "{party} {doing} {day}.",
        "{party} {doing}.",
        "{day}, {party} {doing}.",
        "{party} {cue} that {clause}.",
        "{party} {cue} {clause}, adding that {clause}.",
        "{quotation} {party} {cue}.",
        "{quotation} {cue} {person}, {country}'s {office}. {quotation}",
        "{party} {cue}: {quotation}",
        "{person}, the {adjective} {office}, {doing} {day}.",
        "{party} accused {party} of lying.",
        "{party} urged {party} to leave {city}.",
        "According to {party}, {clause}.",
        "{party} praised {country} for its help, while {party} called it “{speech}”.",
        "The {adjective} {office}, {person} ({day}), is no longer {office}.",
        "{party} is {office} of {country}.",
        "If {party} {doing}, {party} {cue}, {clause}.",
        "Who {doing}?",
        "{party}, who {doing} {day} and who {cue} that {clause}, {doing}.",
    ),
    "block": (
        "{sentence} {sentence} {sentence}",
        "{sentence} {sentence}",
        "{sentence}",
        "{quotation}\n\n{quotation}",
        "{city}, {day} (AFP) – {sentence} {sentence}",
        "{CITY}, May 3 -- {sentence}",
        "By {person}",
        "{person}, {office} of {country}",
        "Photo: {person} in {city} {day}",
        "• {sentence}\n• {sentence}\n• {party}",
        "- {party}\n- {sentence}",
        "{adjective} {office} {doing}",
        "Q: {speech}?\n\nA: {speech}. {sentence}\n\nQ: Why?\n\nA: {sentence}",
        "{PERSON}: {speech}.\n\n{PERSON}: {sentence}",
        "{SENTENCE} {SENTENCE}",
        "Read more: {sentence}",
        "published: 2019-05-03\ntitle: {sentence}",
        "Share this on Facebook",
        "{sentence}\n{sentence}\n{sentence}",
        "({sentence}",
        "# {sentence}",
    ),
}


def article(seed: int, *, blocks: int = 20, damage: int = 3) -> str:
    """A text of up to so many blocks, damaged in up to so many ways."""
    chance = random.Random(seed)
    text = "\n\n".join(_written("{block}", chance) for _ in range(chance.randint(1, max(blocks, 1))))
    for _ in range(chance.randint(0, damage)):
        text = chance.choice(_DAMAGES)(text, chance)[:_LONGEST]
    return text


def noise(seed: int) -> str:
    """Characters of all kinds: letters of many scripts, marks, white space, odd ones, words among them."""
    chance = random.Random(seed)
    return "".join(chance.choice(_NOISES)(chance) for _ in range(chance.randint(1, 200)))


def patchwork(seed: int) -> str:
    """Pieces of hostile texts, one after the other."""
    chance = random.Random(seed)
    texts = _hostile()
    return chance.choice(("", " ", "\n", "\n\n")).join(_piece(chance.choice(texts), chance) for _ in range(6))


@cache
def _hostile() -> tuple[str, ...]:
    return tuple(hostile().values())


def _written(words: str, chance: random.Random, depth: int = 0) -> str:
    """The words with every hole filled; what nests too deep is left out."""

    def filled(hole: re.Match[str]) -> str:
        kind = hole[1]
        if kind.lower() in ("person", "surname"):
            found = name(chance.randrange(60))
            found = found if kind.lower() == "person" else found.split()[-1]
        else:
            found = _written(chance.choice(_WORDS[kind.lower()]), chance, depth + 1) if depth < 8 else "him"
        return found.upper() if kind.isupper() else found

    return str(_HOLE.sub(filled, words))


# -- damage -------------------------------------------------------------------------------------


def _piece(text: str, chance: random.Random, longest: int = 300) -> str:
    start = chance.randrange(len(text))
    return text[start : start + chance.randint(1, longest)]


def _somewhere(change: Callable[[str, random.Random], str], times: int) -> Callable[[str, random.Random], str]:
    """Puts something else for some single characters."""

    def changed(text: str, chance: random.Random) -> str:
        out = list(text)
        for _ in range(chance.randint(1, times) if out else 0):
            at = chance.randrange(len(out))
            out[at] = change(out[at], chance)
        return "".join(out)

    return changed


def _words_changed(change: Callable[[list[str], int], None]) -> Callable[[str, random.Random], str]:
    """Changes some words, white space between them kept as words of its own."""

    def changed(text: str, chance: random.Random) -> str:
        words = re.split(r"(\s+)", text)
        for _ in range(chance.randint(1, 12)):
            change(words, chance.randrange(len(words)))
        return "".join(words)

    return changed


def _dropped(words: list[str], at: int) -> None:
    words[at] = ""


def _doubled(words: list[str], at: int) -> None:
    words[at] = f"{words[at]} {words[at]}"


def _swapped(words: list[str], at: int) -> None:
    words[at - 1], words[at] = words[at], words[at - 1]


def _odd(_char: str, chance: random.Random) -> str:
    return chance.choice(ODD_CHARACTERS)


_DAMAGES: tuple[Callable[[str, random.Random], str], ...] = (
    _somewhere(lambda char, chance: "", 20),
    _somewhere(lambda char, chance: char * 2, 20),
    _somewhere(lambda char, chance: char.swapcase(), 40),
    _somewhere(_odd, 20),
    _somewhere(lambda char, chance: char + _odd(char, chance), 40),
    _somewhere(lambda char, chance: chance.choice("“”‘’\"'`"), 12),
    _somewhere(lambda char, chance: chance.choice("\n,.:;()-–—?!"), 12),
    _words_changed(_dropped),
    _words_changed(_doubled),
    _words_changed(_swapped),
    lambda text, chance: text.upper(),
    lambda text, chance: text.lower(),
    lambda text, chance: text.title(),
    lambda text, chance: re.sub(r"[^\w\s]", "", text),
    lambda text, chance: re.sub(r"[“”‘’\"'`]", "", text),
    lambda text, chance: re.sub(r"[.]", "", text),
    lambda text, chance: re.sub(r"\s+", " ", text),
    lambda text, chance: re.sub(r"\s+", "", text),
    lambda text, chance: text.replace(" ", chance.choice(("\n", "\t", "\u200b", "\xa0", "  ", "-", ", "))),
    lambda text, chance: text.replace("\n", chance.choice(LINE_ENDS)),
    lambda text, chance: text.replace(". ", chance.choice((".", "; ", "\n", " and ", ", "))),
    lambda text, chance: text[chance.randrange(len(text) + 1) :],
    lambda text, chance: text[: chance.randrange(len(text) + 1)],
    lambda text, chance: "".join(reversed(text)),
    lambda text, chance: text * 2,
    lambda text, chance: _piece(patchwork(chance.randrange(1000)), chance) + text,
)

_NOISES: tuple[Callable[[random.Random], str], ...] = (
    lambda chance: chr(chance.randrange(0x20, 0x7F)),
    lambda chance: chr(chance.randrange(0x3000)),
    lambda chance: chr(chance.randrange(0x110000)),
    lambda chance: chance.choice(ODD_CHARACTERS),
    lambda chance: chance.choice(" \n\t.,:;“”\"'()-"),
    lambda chance: (
        chance.choice((*COUNTRIES, *GIVEN, "said", "the", "minister", "on Friday", "of", "met", "he", "2019")) + " "
    ),
)
