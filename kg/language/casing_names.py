"""Which words of a paragraph in capitals belong to names, by the words beside them: bodies, towns, persons."""

from __future__ import annotations

from collections.abc import Collection

from spacy.lang.en.stop_words import STOP_WORDS

from kg.knowledge import gazetteer, holders
from kg.knowledge.records import Sense
from kg.language.casing_words import Case, Line, casing_words
from kg.language.office_words import office_words
from kg.language.words import name_words

_LONGEST_ABBREVIATION = 7
_SYLLABLE = 5  # letters of a Korean syllable at most
_SMALL = frozenset({"of", "for", "the", "and", "in", "on", "to"})


def mark_names(line: Line) -> None:
    """Give the words of names their capitals."""
    _bodies(line)
    _settlements(line)
    _us(line)
    _surnames(line)
    _before_names(line)
    _again(line)


def _bodies(line: Line) -> None:
    """Capitals in the names of organisations: `Ministry of Defence`, `Veldt Bank`, `Front for Renewal (FFR)`."""
    words, names = casing_words(), name_words()
    for i, word in enumerate(line.plain):
        before = i > 0 and line.joined[i - 1] and line.cases[i - 1] is Case.TITLE
        if word in words.ministries and i < len(line.joined) and line.joined[i]:
            _title(line, range(i, _department(line, i)), small=STOP_WORDS)
        elif word in words.courts and i > 0 and line.joined[i - 1] and line.plain[i - 1] in words.court_words:
            _title(line, range(i - 1, i + 1))
        elif word in names.organisation_words and line.cases[i] is Case.LOWER and i > 1 and _force(line, i):
            _title(line, range(i - 2, i + 1))
        elif word in words.companies and before and _unheard(line, i - 1):
            _title(line, range(i, i + 1))
        if i < len(line.gaps) and line.gaps[i].strip() == "(":
            _abbreviated(line, i)


def _title(line: Line, places: range, *, small: Collection[str] = ()) -> None:
    for k in places:
        if line.plain[k] not in small and line.cases[k] is Case.LOWER:
            line.cases[k] = Case.TITLE


def _department(line: Line, i: int) -> int:
    """Where the name of a ministry ends: `Ministry of Foreign Affairs`; the word itself where none begins."""
    if line.plain[i + 1] not in ("of", "for"):
        return i
    stop = next((k for k in range(i, len(line.joined)) if not line.joined[k]), len(line.plain) - 1) + 1
    end = office_words().department_end(line.plain[:stop], i + 2)
    return end if end > i + 2 else i


def _force(line: Line, i: int) -> bool:
    """`Northern Liberation Army`, `National Accord Party`: an adjective of organisations, a noun, and the body."""
    words = casing_words()
    return (
        line.plain[i] in words.forces
        and line.plain[i - 2] in words.force_words
        and line.joined[i - 1]
        and line.joined[i - 2]
        and line.plain[i - 1] not in STOP_WORDS
    )


def _unheard(line: Line, i: int) -> bool:
    """A name that neither English nor the tables know."""
    word = line.plain[i]
    known = line.vocabulary is None or line.vocabulary.common(word) or word in holders().name_words
    return not known and not gazetteer().lookup(word.capitalize())


def _abbreviated(line: Line, i: int) -> None:
    """The words whose letters an abbreviation in brackets gives: `ORGANISATION OF COASTAL FISHERIES (OCF)`."""
    letters, k = line.plain[i + 1].lower(), i
    if not 1 < len(letters) <= _LONGEST_ABBREVIATION or letters in STOP_WORDS:
        return
    wanted = list(letters)
    while wanted and k >= 0 and (k == i or line.joined[k]):
        if line.plain[k] not in _SMALL and line.plain[k][:1] != wanted[-1]:
            return
        if line.plain[k] not in _SMALL:
            wanted.pop()
        k -= 1
    if not wanted:
        _title(line, range(k + 1, i + 1), small=_SMALL)
        for j in (j for j, word in enumerate(line.plain) if word == letters):
            line.cases[j] = Case.UPPER


def _us(line: Line) -> None:
    """`NOBODY HAS ASKED US`: the pronoun, where no article stands before it and nothing that it could govern behind."""
    for i, word in enumerate(line.plain):
        if word != "us" or line.cases[i] is not Case.UPPER or i == 0 or not line.joined[i - 1]:
            continue
        following = line.plain[i + 1] if i < len(line.joined) and line.joined[i] else ""
        governed = bool(following) and following not in STOP_WORDS
        if line.plain[i - 1] not in ("the", "a", "an") and not governed:
            line.cases[i] = Case.LOWER


def _settlements(line: Line) -> None:
    """`the city of Nice`, `the town of Reading`."""
    for i in range(2, len(line.plain)):
        of = line.plain[i - 1] == "of" and line.joined[i - 1] and line.joined[i - 2]
        if of and line.plain[i - 2] in casing_words().settlements and line.plain[i] not in STOP_WORDS:
            _title(line, range(i, i + 1))


def _surnames(line: Line) -> None:
    """After a given name, a title or a particle inside a name, a word that could be a surname is one."""
    words, people = casing_words(), holders()
    titles = words.titles | words.callings
    for i, joined in enumerate(line.joined):
        here, following = line.plain[i], line.plain[i + 1]
        if joined and _korean(line, i):
            _title(line, range(i, i + 3))
        if not joined or line.cases[i + 1] is not Case.LOWER or following in STOP_WORDS or following in titles:
            continue
        if line.vocabulary and following in line.vocabulary.irregular:
            continue
        given = here in people.given_names and here not in STOP_WORDS
        sure = given and (line.cases[i] is Case.TITLE or i > 0 and line.joined[i - 1] and line.plain[i - 1] in titles)
        before = i > 0 and (line.cases[i - 1] is Case.TITLE or line.plain[i - 1] in titles)
        inside = before and here in words.particles and following not in words.particles
        known = (sure or here in titles) and following in people.name_words
        if inside or known or given and line.only_a_name(following):
            line.cases[i + 1] = Case.TITLE


def _korean(line: Line, i: int) -> bool:
    """`KIM SANG-HO`: a family name before two syllables."""
    return (
        line.plain[i] in name_words().family_first
        and i + 2 < len(line.plain)
        and line.gaps[i] == " "
        and line.gaps[i + 1] == "-"
        and max(len(line.plain[i + 1]), len(line.plain[i + 2])) <= _SYLLABLE
    )


def _again(line: Line) -> None:
    """A surname is one wherever it stands in the paragraph: `GEORGE LOWRY … LOWRY`."""
    people = holders().given_names
    named = {
        line.plain[i + 1]
        for i, joined in enumerate(line.joined)
        if joined
        and (line.plain[i] in people and line.cases[i] is Case.TITLE or line.plain[i] in casing_words().particles)
        and line.cases[i + 1] is Case.TITLE
    }
    for i, word in enumerate(line.plain):
        if word in named and line.cases[i] is Case.LOWER and line.only_a_name(word):
            line.cases[i] = Case.TITLE


def _before_names(line: Line) -> None:
    """Titles and given names directly before a name take a capital."""
    words, people = casing_words(), holders()
    for i in range(len(line.joined) - 1, -1, -1):
        if not line.joined[i] or line.cases[i] is not Case.LOWER or line.cases[i + 1] is not Case.TITLE:
            continue
        following = line.plain[i + 1]
        likely = following in people.name_words or line.only_a_name(following)
        place = any(n.sense is not Sense.CITY for n in gazetteer().lookup(following.capitalize()))
        given = line.plain[i] in people.given_names and likely and not place
        determined = i > 0 and line.plain[i - 1] in words.determiners
        if line.plain[i] in words.titles or (given and not determined and line.plain[i] not in STOP_WORDS):
            line.cases[i] = Case.TITLE
