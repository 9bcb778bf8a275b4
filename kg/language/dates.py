"""Dates in news English, resolved against the day of publication.

An anchor (a month, a weekday, a year, `today`, a unit of time) is looked for first; only around it
are the patterns of its class tried, the longest first. What direction a bare weekday or month
looks in is told by the tense of the verb that governs it: news is about what has been, unless the
verb says it is to come. The day of publication never stands in for a date that isn't there.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.facts import Date, Span
from kg.knowledge.tables import read_toml
from kg.language import edtf, state

_DAY = dt.timedelta(days=1)
_NEAR = 48  # characters around an anchor in which its pattern lies
NOT_A_DATE = ""
_LONG_AGO = 270  # days
_SOON = 95
_MONTHS_AGO, _MONTHS_AHEAD = 8, 3
_DAYS_OF_AN_EVENT = 6


class Tense(Enum):
    """Where the words around a date put it, seen from the day of publication."""

    PAST = "past"
    LIKELY_PAST = "likely past"  # the verb is past, but the date hangs on a noun below it
    FUTURE = "future"
    UNKNOWN = "unknown"


# -- words --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """`dates.toml`."""

    months: dict[str, int]
    weekdays: dict[str, int]
    numbers: dict[str, int]
    ordinals: dict[str, int]
    seasons: dict[str, int]
    decades: dict[str, int]
    day_words: dict[str, int]
    feasts: dict[str, list[int]]
    lists: dict[str, frozenset[str]]


@cache
def words() -> Words:
    """The word tables, loaded once."""
    table = read_toml("dates.toml", folder=Path(__file__).parent / "data")
    plain = {name: table[name] for name in Words.__slots__ if name != "lists"}
    return Words(**plain, lists={name: frozenset(items) for name, items in table["words"].items()})


def _any(items: Any, *, capital: bool = False) -> str:
    """An alternation of words, the longest first; with a capital (or all capitals) if asked."""
    ordered = sorted(items, key=lambda w: (-len(w), w))
    if capital:
        ordered = [form for w in ordered for form in (w.capitalize(), w.upper())]
        return "(?:" + "|".join(re.escape(w) for w in ordered) + ")"
    return "(?i:" + "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in ordered) + ")"


def _dotted(items: Any, short: frozenset[str]) -> str:
    """Names with a capital; the short ones may end in a full stop."""
    whole = _any([w for w in items if w not in short], capital=True)
    return rf"(?:{whole}|{_any([w for w in items if w in short], capital=True)}\.?)"


# -- what a pattern's resolver sees -------------------------------------------------------------


@dataclass(slots=True)
class _Context:
    """Where a match stands: the Doc, the day of publication, and the date resolved last."""

    doc: Doc
    published: dt.date | None
    offsets: list[int]
    last: Date | None = None

    def token(self, position: int) -> Token:
        """The token that the character belongs to."""
        return self.doc[max(bisect_right(self.offsets, position) - 1, 0)]

    def tense(self, position: int) -> Tense:
        return tense_of(self.token(position))

    def same_passage(self, position: int) -> dt.date | None:
        """First day of the date named last, if that is in this sentence or the one before."""
        if self.last is None or self.last.earliest is None:
            return None
        sentence = self.token(position).sent
        start = sentence.start_char
        before = self.doc[sentence.start - 1].sent.start_char if sentence.start else start
        return self.last.earliest if self.last.span.start >= before else None


Resolver = Callable[["re.Match[str]", _Context], "str | None"]


@dataclass(frozen=True, slots=True)
class _Pattern:
    """A form that dates take: its id, the anchors it may hold, its shape and its meaning."""

    id: str
    anchors: frozenset[str]
    regex: re.Pattern[str]
    resolve: Resolver


# -- tense --------------------------------------------------------------------------------------

_VERBS = frozenset({"VERB", "AUX"})
_FINITE_PAST = frozenset({"VBD"})
_FINITE_PRESENT = frozenset({"VBZ", "VBP"})
_OPEN_TAGS = frozenset({"VBN", "VB", "JJ"})
_AUXILIARY = frozenset({"aux", "auxpass"})


def tense_of(token: Token) -> Tense:
    """Does what the token depends on lie before or after the day of publication?"""
    table = words().lists
    below_noun = False
    for node in _upwards(token):
        if node.lower_ in table["past_prepositions"] and node.dep_ in ("prep", "mark"):
            return Tense.PAST
        if node.i == token.i:
            continue
        if node.lower_ in table["future_prepositions"] and node.i == token.head.i and node.head.tag_ in _OPEN_TAGS:
            return Tense.FUTURE
        if node.lemma_.lower() in table["future_cues"] and node.tag_ not in _FINITE_PAST:
            return Tense.FUTURE
        if node.pos_ in _VERBS and (told := _verb_tense(node)):
            return Tense.LIKELY_PAST if below_noun and told is Tense.PAST else told
        below_noun = below_noun or node.pos_ in ("NOUN", "PROPN")
    return Tense.UNKNOWN


def _upwards(token: Token) -> Iterator[Token]:
    yield token
    while token.head.i != token.i:
        token = token.head
        yield token


def _verb_tense(verb: Token) -> Tense | None:
    """The tense that a verb and its auxiliaries show; None where a verb above must tell."""
    table = words().lists
    helpers = [c for c in verb.children if c.dep_ in _AUXILIARY]
    if any(h.lower_ in table["future_modals"] for h in helpers) or any(h.tag_ == "TO" for h in helpers):
        return Tense.FUTURE
    if verb.lemma_ in table["be"] and any(_is_set(c) for c in verb.children):
        return Tense.FUTURE
    tags = {h.tag_ for h in helpers} or {verb.tag_}
    if tags & _FINITE_PAST or any(h.lemma_ == "have" for h in helpers) or (verb.tag_ == "VBN" and not helpers):
        return Tense.PAST
    if tags & _FINITE_PRESENT:
        if helpers and verb.tag_ == "VBN":
            return Tense.PAST
        return Tense.UNKNOWN if verb.lemma_ in table["timeless"] else Tense.FUTURE
    return None


def _is_set(verb: Token) -> bool:
    """Is it the infinitive of `is to visit`, which the parser may call an adverbial clause?"""
    below_be = verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_ in words().lists["be"]
    return below_be and any(c.tag_ == "TO" for c in verb.children)


# -- resolvers ----------------------------------------------------------------------------------


def _month_number(name: str) -> int:
    return words().months[name.lower().rstrip(".")]


def _year_of(text: str) -> int:
    """A year of four digits, or of two in the century they are likely to mean."""
    digits = text.strip("'’ ")
    return int(digits) if len(digits) == 4 else 1900 + int(digits) if int(digits) >= 30 else 2000 + int(digits)


def _make_day(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _day_without_year(month: int, day: int, context: _Context, position: int, weekday: int | None) -> dt.date | None:
    """The day of that name nearest to publication in the direction that the verb tells."""
    published = context.published
    if published is None:
        return None
    around = (_make_day(published.year + k, month, day) for k in (-1, 0, 1))
    days = [d for d in around if d and (weekday is None or d.weekday() == weekday)]
    if not days:
        return None
    tense = context.tense(position)
    if tense is Tense.FUTURE:
        return min((d for d in days if d >= published), default=days[-1])
    past = max((d for d in days if d <= published), default=None)
    ahead = min((d for d in days if d > published), default=None)
    if past is None or (ahead and tense is not Tense.PAST and _rather(ahead, past, published)):
        return ahead
    return past


def _rather(ahead: dt.date, past: dt.date, published: dt.date) -> bool:
    """Nobody names a day of the year before without its year: the coming one is meant, if it is near."""
    return (published - past).days > _LONG_AGO and (ahead - published).days < _SOON


def _weekday(match: re.Match[str]) -> int | None:
    name = match.groupdict().get("weekday")
    return words().weekdays[name.lower().rstrip(".")] if name else None


def _date(match: re.Match[str], context: _Context) -> str | None:
    """Day and month, in either order, with or without weekday and year."""
    month, day = _month_number(match["month"]), int(match["day"])
    year = match.groupdict().get("year")
    if year:
        found = _make_day(_year_of(year), month, day)
    elif match.groupdict().get("this_year"):
        found = _make_day(context.published.year, month, day) if context.published else None
    else:
        if _make_day(2000, month, day) is None:
            return NOT_A_DATE
        found = _day_without_year(month, day, context, match.start("month"), _weekday(match))
        return edtf.day(found) if found else None
    return edtf.day(found) if found else NOT_A_DATE if year else None


def _day_range(match: re.Match[str], context: _Context) -> str | None:
    """`March 3-5`, `3 to 5 March`, `from March 30 to April 2`, with or without year."""
    groups = match.groupdict()
    last_month = _month_number(groups.get("month2") or match["month"])
    first_month = _month_number(match["month"])
    year = groups.get("year")
    if year:
        end = _make_day(_year_of(year), last_month, int(match["day2"]))
    elif groups.get("this_year"):
        end = _make_day(context.published.year, last_month, int(match["day2"])) if context.published else None
    else:
        end = _day_without_year(last_month, int(match["day2"]), context, match.start("month"), None)
    if end is None:
        return None
    start = _make_day(end.year - (first_month > last_month), first_month, int(match["day"]))
    return edtf.between(edtf.day(start), edtf.day(end)) if start and start <= end else NOT_A_DATE


def _numeric(match: re.Match[str], _context: _Context) -> str | None:
    """`22/12/2017` where only one order makes a date."""
    a, b, year = int(match["a"]), int(match["b"]), _year_of(match["year"])
    readings = {d for d in (_make_day(year, a, b), _make_day(year, b, a)) if d}
    if match["mark"] == ".":
        readings = {d for d in (_make_day(year, b, a),) if d}
    return edtf.day(readings.pop()) if len(readings) == 1 else None if readings else NOT_A_DATE


def _iso(match: re.Match[str], _context: _Context) -> str | None:
    found = _make_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return edtf.day(found) if found else NOT_A_DATE


def _month_year(match: re.Match[str], context: _Context) -> str | None:
    if match["rel"]:
        which, table, now = match["rel"].lower(), words().lists, context.published
        step = -1 if which in table["past"] else 1 if which in table["future"] else 0
        return edtf.month(now.year + step, _month_number(match["month"])) if now else None
    return edtf.month(_year_of(match["year"]), _month_number(match["month"]))


def _month_range(match: re.Match[str], context: _Context) -> str | None:
    last = _nearest_month(_month_number(match["month2"]), context, match.start("month"), match["year"])
    if last is None:
        return None
    year, number = int(last[:4]), int(last[5:7])
    first = _month_number(match["month"])
    return edtf.between(edtf.month(year - (first > number), first), last)


def _nearest_month(number: int, context: _Context, position: int, year: str | None = None) -> str | None:
    """The month of that name nearest to publication in the direction that the verb tells."""
    if year:
        return edtf.month(_year_of(year), number)
    now = context.published
    if now is None:
        return None
    tense = context.tense(position)
    back, ahead = (now.month - number) % 12, (number - now.month) % 12
    adjectival = context.token(position).dep_ in ("compound", "nmod", "amod")
    future = ahead < back if adjectival else tense is Tense.FUTURE
    if not future and tense is not Tense.PAST and not adjectival:
        future = back > _MONTHS_AGO and ahead <= _MONTHS_AHEAD
    return edtf.month(now.year, now.month + ahead) if future else edtf.month(now.year, now.month - back)


def _month(match: re.Match[str], context: _Context) -> str | None:
    """A month alone: `in November`, `last March`, `a November speech`."""
    name, which = match["month"].lower().rstrip("."), (match["which"] or "").lower().rstrip("-")
    table = words().lists
    if not _is_month_here(match, context, name, which):
        return NOT_A_DATE
    number, now = _month_number(name), context.published
    if now is None:
        return None
    if which in table["past"]:
        return edtf.month(now.year - (number >= now.month), number)
    if which in table["future"]:
        return edtf.month(now.year + (number <= now.month), number)
    if which == "this":
        return edtf.month(now.year, number)
    return _nearest_month(number, context, match.start("month"))


def _is_month_here(match: re.Match[str], context: _Context, name: str, which: str) -> bool:
    """Not a verb, a surname or a given name."""
    table, token = words().lists, context.token(match.start("month"))
    before = token.nbor(-1).lower_ if token.i else ""
    after = token.nbor(1) if token.i + 1 < len(context.doc) else None
    if name in table["short"]:
        return match["month"].endswith(".") and (bool(which) or before in table["month_cues"])
    if which or before in table["month_cues"]:
        return token.tag_ != "MD"
    if name in table["doubtful_months"]:
        return before in ("a", "the") and after is not None and after.pos_ == "NOUN"
    named = after is not None and after.text[:1].isupper() and after.pos_ == "PROPN" and token.pos_ == "PROPN"
    return not named and token.ent_type_ not in ("PERSON",)


def _year(match: re.Match[str], context: _Context) -> str | None:
    """Four digits that are a year: after a cue, before a noun that they don't count, or in brackets."""
    token = context.token(match.start("year"))
    if token.text.strip("'’") != match["year"] and not token.text.startswith(match["year"]):
        return NOT_A_DATE
    before = token.nbor(-1) if token.i else None
    after = token.nbor(1) if token.i + 1 < len(context.doc) else None
    return match["year"] if _is_year(token, before, after) else NOT_A_DATE


def _is_year(token: Token, before: Token | None, after: Token | None) -> bool:
    cued = before is not None and before.lower_ in words().lists["year_cues"]
    if before is not None and (before.text in "$£€#¥" or before.tag_ == "CD" or before.lower_ in ("no.", "than")):
        return False
    if after is not None and (after.text == "%" or after.lower_ in words().lists["clock"]):
        return False
    if after is not None and after.tag_ in ("NNS", "CD", "$") and not cued:
        return False
    if cued or (before is not None and before.text == "(") or token.ent_type_ == "DATE":
        return True
    after_name = before is not None and before.tag_ in ("NNP", "POS", "PRP$")
    return after_name or (after is not None and after.tag_ in ("NN", "NNP", "JJ"))


def _year_part(match: re.Match[str], _context: _Context) -> str | None:
    """`mid-1996`: somewhere in the year."""
    return match["year"]


def _year_spelled(match: re.Match[str], _context: _Context) -> str | None:
    """`nineteen eighty-nine`, as it is said on air."""
    rest = _count(match["rest"])
    return None if rest is None else f"{words().numbers[match['first'].lower()]:02d}{rest:02d}"


def _year_range(match: re.Match[str], context: _Context) -> str | None:
    first, last = match["year"], match["year2"]
    if len(last) == 2:
        last = first[:2] + last
    return edtf.between(first, last) if first < last else NOT_A_DATE


def _decade(match: re.Match[str], _context: _Context) -> str | None:
    text = match["decade"].lower().strip("'’ ")
    digits = re.sub(r"\D", "", text)
    if len(digits) == 4:
        return f"{digits[:3]}X" if digits[2:] != "00" else f"{digits[:2]}XX"
    if digits:
        return f"19{digits[0]}X" if int(digits[0]) > 1 else f"20{digits[0]}X"
    return f"19{words().decades[text]}X"


def _century(match: re.Match[str], _context: _Context) -> str | None:
    return f"{int(match['number']) - 1:02d}XX"


def _on_weekday(match: re.Match[str], context: _Context) -> str | None:
    """`on Friday`, `last Wednesday`, `next Tuesday`: one day."""
    if _weekday_name(match, "weekday") in words().lists["short"] and not match["weekday"].endswith("."):
        return NOT_A_DATE
    found = _weekday_day(match, context)
    return edtf.day(found) if found else None


def _weekday_name(match: re.Match[str], group: str) -> str:
    return match[group].lower().rstrip(".")


def _weekday_day(match: re.Match[str], context: _Context) -> dt.date | None:
    now = context.published
    if now is None:
        return None
    number, which = words().weekdays[_weekday_name(match, "weekday")], (match.groupdict().get("which") or "").lower()
    table = words().lists
    ago, ahead = (now.weekday() - number) % 7, (number - now.weekday()) % 7
    if which in table["past"]:
        return now - (ago or 7) * _DAY
    if which in table["future"]:
        return now + (ahead or 7) * _DAY
    if context.tense(match.start("weekday")) is Tense.FUTURE:
        return now + ahead * _DAY
    return now - ago * _DAY


def _weekday_range(match: re.Match[str], context: _Context) -> str | None:
    first = _weekday_day(match, context)
    if first is None:
        return None
    number = words().weekdays[_weekday_name(match, "weekday2")]
    length = (number - first.weekday()) % 7
    now = context.published
    if now and first <= now < first + length * _DAY and context.tense(match.start("weekday")) is Tense.PAST:
        first -= 7 * _DAY
    return edtf.between(edtf.day(first), edtf.day(first + length * _DAY))


def _day_word(match: re.Match[str], context: _Context) -> str | None:
    if context.published is None:
        return None
    return edtf.day(context.published + words().day_words[match["word"].lower()] * _DAY)


def _day_part(match: re.Match[str], context: _Context) -> str | None:
    """`this morning`, `last night`."""
    if context.published is None:
        return None
    return edtf.day(context.published - (match["which"].lower() in words().lists["past"]) * _DAY)


def _relative_unit(match: re.Match[str], context: _Context) -> str | None:
    """`last week`, `this year`, `next month`."""
    which = match["which"].lower()
    table = words().lists
    step = -1 if which in table["past"] else 1 if which in table["future"] else 0
    return _shifted(match["unit"].lower(), step, context.published)


def _weekend(match: re.Match[str], context: _Context) -> str | None:
    """`over the weekend`: the one just gone, or the next if the verb says so."""
    future = context.tense(match.start("unit")) is Tense.FUTURE
    return _shifted("weekend", 0 if future or _is_weekend(context.published) else -1, context.published)


def _is_weekend(day: dt.date | None) -> bool:
    return day is not None and day.weekday() > 4


def _shifted(unit: str, step: int, base: dt.date | None, *, about: str = "") -> str | None:
    """The unit of time that lies `step` units from the base day."""
    if base is None:
        return None
    unit = unit.rstrip("s")
    try:
        if unit == "day":
            return edtf.day(base + step * _DAY) + about
        if unit == "fortnight":
            return edtf.week(base + 14 * step * _DAY)
        if unit == "week":
            return edtf.week(base + 7 * step * _DAY)
        if unit == "weekend":
            saturday = base + (5 - base.weekday() + 7 * step) * _DAY
            return edtf.between(edtf.day(saturday), edtf.day(saturday + _DAY))
        if unit == "month":
            return edtf.month(base.year, base.month + step) + about
        if unit == "quarter":
            return _quarter_text(base.year, (base.month - 1) // 3 + 1 + step)
        if unit == "year":
            return edtf.year(base.year + step) + about
        return _decade_or_century(unit, step, base)
    except OverflowError:
        return None


def _decade_or_century(unit: str, step: int, base: dt.date) -> str | None:
    if unit == "decade":
        return f"{(base.year // 10 + step):03d}X"
    return f"{(base.year // 100 + step):02d}XX" if unit in ("century", "centurie") else None


def _quarter_text(year: int, number: int) -> str:
    first = (number - 1) * 3 + 1
    return edtf.between(edtf.month(year, first), edtf.month(year, first + 2))


def _count(text: str) -> int | None:
    """A number in digits or words (`twenty-one`)."""
    low = text.lower().replace(",", "")
    if low.isdigit():
        return int(low)
    parts = [words().numbers.get(p) for p in re.split(r"[-\s]+", low)]
    return sum(p for p in parts if p) if parts and all(parts) else None


def _ago(match: re.Match[str], context: _Context) -> str | None:
    """`five years ago`, `about a month ago`, `two days earlier`."""
    number = _count(match["number"]) if match["number"] else None
    table, which = words().lists, match["which"].lower()
    from_now = which in table["ago"] or which.endswith("now")
    base = context.published if from_now else context.same_passage(match.start())
    if number is None or base is None:
        return None if from_now or context.last else NOT_A_DATE
    sign = 1 if which in table["later"] or which.endswith("now") else -1
    return _shifted(match["unit"].lower(), sign * number, base, about="~" if match["about"] else "")


def _anaphoric(match: re.Match[str], context: _Context) -> str | None:
    """`the following day`, `the same year`: from the date named last."""
    which, table = (match["which"] or "").lower(), words().lists
    base = context.same_passage(match.start())
    step = 1 if which in table["after"] else -1 if which in table["before"] else 0
    return _shifted((match["unit"] or match["unit2"]).lower(), step, base) if base else None


def _quarter(match: re.Match[str], context: _Context) -> str | None:
    """`the third quarter`, `the first half of 1989`."""
    number, year = words().ordinals[match["number"].lower()], match["year"]
    size = 3 if match["part"].lower() == "quarter" else 6
    if number * size > 12:
        return NOT_A_DATE
    if year:
        when = _year_of(year)
    elif context.published is None:
        return None
    else:
        now, rel, table = context.published, (match["rel"] or "").lower(), words().lists
        when = now.year - ((number - 1) * size + 1 > now.month and not rel)
        when += (rel in table["future"]) - (rel in table["past"])
    start = (number - 1) * size + 1
    return edtf.between(edtf.month(when, start), edtf.month(when, start + size - 1))


def _season(match: re.Match[str], context: _Context) -> str | None:
    """`last summer`, `in the spring of 2015`, `autumn 2019`."""
    code = words().seasons[match["season"].lower()]
    if match["year"]:
        return f"{_year_of(match['year'])}-{code}"
    now, which = context.published, (match["which"] or "").lower()
    if now is None:
        return None
    first = edtf.bounds(f"{now.year}-{code}")
    if first is None:
        return None
    begun = first[0] <= now
    table = words().lists
    if which in table["past"]:
        return f"{now.year - (first[1] >= now)}-{code}"
    if which in table["future"]:
        return f"{now.year + begun}-{code}"
    return f"{now.year}-{code}" if which == "this" else NOT_A_DATE


def _feast(match: re.Match[str], context: _Context) -> str | None:
    month, day = words().feasts[" ".join(match["feast"].lower().replace("’", "'").split())]
    if match["year"]:
        found = _make_day(_year_of(match["year"]), month, day)
    else:
        found = _day_without_year(month, day, context, match.start("feast"), None)
    return edtf.day(found) if found else None


# -- patterns -----------------------------------------------------------------------------------


@cache
def _patterns() -> tuple[_Pattern, ...]:
    w, lists = words(), words().lists
    month = _dotted(w.months, lists["short"])
    weekday = _dotted(w.weekdays, lists["short"])
    loud = (
        "(?:"
        + "|".join([*(m.upper() for m in w.months), *(m.capitalize() for m in w.months if m in lists["short"])])
        + ")"
    )
    day = r"(?:[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?(?!\d|[:.,]\d)"
    part = rf"(?:\s+(?:{_any(lists['day_parts'])}))?"
    year4 = r"(?:1[5-9]|20)\d\d(?!\d|[.,]\d|-\d\d-)"
    year = rf"(?:{year4}|['’]\d\d\b)"
    tail = rf"(?:,?\s+(?:of\s+)?(?P<year>{year})|,?\s+(?P<this_year>(?i:this\s+year)))?"
    to = rf"(?:\s*[-–—]\s*|\s+{_any(lists['to'])}\s+)"
    which = _any({*lists["past"], *lists["future"], "this"})
    units = r"(?i:days?|weekends?|weeks?|fortnights?|months?|quarters?|years?|decades?|centur(?:y|ies))"
    tens, ones = (
        [n for n, v in w.numbers.items() if 20 <= v < 100],
        [n for n, v in w.numbers.items() if v < 10 and len(n) > 2],
    )
    number = rf"(?:\d{{1,3}}|{_any(tens)}[-\s]{_any(ones)}|{_any(w.numbers)})"

    def bare(name: str, pattern: str) -> str:
        return rf"(?P<{name}>{pattern})"

    def pattern(name: str, anchors: str, regex: str, resolve: Resolver) -> _Pattern:
        return _Pattern(name, frozenset(anchors.split()), re.compile(r"(?<!\w)(?:" + regex + r")(?!\w)"), resolve)

    before = rf"(?:{bare('weekday', weekday)},?\s+)?(?:(?i:the)\s+)?"
    day_group = bare("day", day).replace("(?:st|nd|rd|th)?", "")
    day2_group = bare("day2", day).replace("(?:st|nd|rd|th)?", "")
    suffix = r"(?:st|nd|rd|th)?"
    m1, m2 = bare("month", month), bare("month2", month)
    of = r"(?:\s+(?:of\s+)?|-)"
    from_ = r"(?:(?i:from|between)\s+)?"
    return (
        pattern("iso", "numeric", r"(?P<y>\d{4})-(?P<m>\d\d)-(?P<d>\d\d)", _iso),
        pattern(
            "numeric", "numeric", r"(?P<a>\d{1,2})(?P<mark>[/.])(?P<b>\d{1,2})(?P=mark)(?P<year>(?:19|20)\d\d)", _numeric
        ),
        pattern("range-md-md", "month", rf"{from_}{m1}\s+{day_group}{suffix}{to}{m2}\s+{day2_group}{suffix}{tail}", _day_range),
        pattern("range-dm-dm", "month", rf"{from_}{day_group}{suffix}{of}{m1}{to}{day2_group}{suffix}{of}{m2}{tail}", _day_range),
        pattern("range-md-d", "month", rf"{from_}{m1}\s+{day_group}{suffix}{to}{day2_group}{suffix}{tail}", _day_range),
        pattern("range-dd-m", "month", rf"{from_}{day_group}{suffix}{to}{day2_group}{suffix}{of}{m1}{tail}", _day_range),
        pattern("dmy-short", "month", rf"{day_group}\s+(?P<month>{loud})\s+(?P<year>\d\d)", _date),
        pattern("dmy", "month weekday", rf"{before}{day_group}{suffix}{of}{m1}{tail}", _date),
        pattern("mdy", "month weekday", rf"{before}{m1}\s+(?:(?i:the)\s+)?{day_group}{suffix}{tail}", _date),
        pattern("month-year-range", "month", rf"{from_}{m1}{to}{m2}(?:,?\s+(?P<year>{year}))?", _month_range),
        pattern("month-year", "month", rf"{m1},?\s+(?:of\s+)?(?:(?P<year>{year})|(?P<rel>(?i:this|last|next))\s+(?i:year))", _month_year),
        pattern("month", "month", rf"(?:{bare('which', _any({*lists['past'], *lists['future'], 'this', 'early', 'late', 'mid', 'mid-'}))}[\s-]*)?{m1}", _month),
        pattern("weekday-range", "weekday", rf"(?:{bare('which', which)}\s+)?{from_}{bare('weekday', weekday)}(?:\s*[-–—]\s*|\s+(?:to|through|until|till)\s+){bare('weekday2', weekday)}", _weekday_range),
        pattern("weekday", "weekday", rf"(?:{bare('which', which)}\s+)?{bare('weekday', weekday)}{part}", _on_weekday),
        pattern("day-word", "day", rf"{bare('word', _any(w.day_words))}{part}", _day_word),
        pattern("day-part", "part", rf"(?P<which>(?i:this|last))\s+{_any(lists['day_parts'])}", _day_part),
        pattern("feast", "feast", rf"{bare('feast', _any(w.feasts))}(?:,?\s+(?P<year>{year4}))?", _feast),
        pattern("year-range", "year", rf"(?:(?i:from)\s+)?(?P<year>{year4})(?:\s*[-–—/]\s*|(?<!between\s....)(?<!Between\s....)\s+(?:to|through|until)\s+|(?<=between\s....)\s+and\s+|(?<=Between\s....)\s+and\s+)(?P<year2>{year4}|\d\d(?!\d))", _year_range),
        pattern("decade", "decade", rf"(?:(?i:the)\s+)?(?:(?i:early|mid|late)[-\s]+)?(?P<decade>(?:1[0-9]|20)\d0['’]?s|['’]\d0s|{_any(w.decades)})", _decade),
        pattern("century", "century", r"(?P<number>\d\d)(?:st|nd|rd|th)[-\s](?i:century)", _century),
        pattern("quarter", "unit", rf"(?P<number>{_any(w.ordinals)})[-\s]+(?P<part>(?i:quarter|half))(?:(?:\s+of)?\s+(?:(?P<year>{year})|(?P<rel>(?i:last|this|next))\s+year))?", _quarter),
        pattern("year-quarter", "unit year", rf"(?:(?P<year>{year4})|(?P<rel>(?i:this|last|next))\s+(?i:year)['’]s)\s+(?P<number>{_any(w.ordinals)})[-\s]+(?P<part>(?i:quarter|half))", _quarter),
        pattern("weekend", "unit", r"(?i:over|during|at|on|for)\s+(?i:the)\s+(?P<unit>(?i:weekend))", _weekend),
        pattern("ago", "unit", rf"(?:(?P<about>{_any(lists['about'])})\s+)?(?:(?P<number>{number})|{_any(lists['vague'])})(?:\s+|-){bare('unit', units)}\s+(?P<which>{_any({*lists['ago'], *lists['later'], *lists['earlier']})}|(?i:from\s+now))", _ago),
        pattern("anaphoric", "unit", rf"(?i:the|that)\s+(?P<which>{_any({*lists['after'], *lists['before'], *lists['same']})})\s+(?P<unit>(?i:day|week|month|year))|(?P<that>(?i:that))\s+(?P<unit2>(?i:day|week|month|year))", _anaphoric),
        pattern("relative", "unit", rf"(?<!the\s)(?<!of\s)(?P<which>{which})\s+{bare('unit', units)}", _relative_unit),
        pattern("season", "season", rf"(?:(?P<which>{which})\s+)?(?:the\s+)?(?P<season>{_any(w.seasons)})(?:\s+(?:of\s+)?(?P<year>{year4}))?", _season),
        pattern("year-part", "year", rf"(?i:early|mid|late)[-\s](?P<year>{year4})", _year_part),
        pattern(
            "year-spelled",
            "spelled",
            r"(?P<first>(?i:nineteen|eighteen|twenty))[\s-](?P<rest>(?i:ten|eleven|twelve|\w{3,5}teen|\w{3,5}ty)(?:[\s-](?i:one|two|three|four|five|six|seven|eight|nine))?)",
            _year_spelled,
        ),
        pattern("year", "year", rf"(?P<year>{year4})", _year),
    )  # fmt: skip


@cache
def _anchor() -> re.Pattern[str]:
    """One scan of the text finds every word that a date can be built around."""
    w, lists = words(), words().lists
    classes = (
        ("numeric", r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{4}"),
        ("feast", _any(w.feasts)),
        ("month", _any(w.months, capital=True)),
        ("weekday", _any(w.weekdays, capital=True)),
        ("decade", rf"(?:1[0-9]|20)\d0['’]?s|['’]\d0s|{_any(w.decades)}"),
        ("century", r"\d\d(?:st|nd|rd|th)[-\s](?i:century)"),
        ("year", r"(?:1[0-9]|20)\d\d"),
        ("spelled", r"(?i:nineteen|eighteen|twenty)(?=[\s-]\w+t(?:y|een))"),
        ("day", _any(w.day_words)),
        ("part", _any(lists["day_parts"])),
        ("season", _any(w.seasons)),
        ("unit", r"(?i:days?|weekends?|weeks?|fortnights?|months?|quarters?|half|years?|decades?|centur(?:y|ies))"),
    )
    return re.compile(r"(?<!\w)(?:" + "|".join(f"(?P<{name}>{regex})" for name, regex in classes) + r")(?!\w)")


@cache
def _by_anchor() -> dict[str, tuple[_Pattern, ...]]:
    names = _anchor().groupindex
    return {name: tuple(p for p in _patterns() if name in p.anchors) for name in names}


def find_dates(doc: Doc, published: dt.date | None) -> list[Date]:
    """All dates that the text names, in text order, none overlapping.

    Args:
        doc: tagged and parsed (the tense of verbs gives bare weekdays and months their direction).
        published: the day on which relative dates are resolved; without it they stay words.
    """
    text = doc.text
    context = _Context(doc, published, [t.idx for t in doc])
    found: list[Date] = []
    end = 0
    for anchor in _anchor().finditer(text):
        if anchor.start() < end:
            continue
        date = _at(anchor, text, end, context)
        if date is not None:
            found.append(date)
            end = date.span.end
            context.last = date if date.earliest else context.last
    return found


def _at(anchor: re.Match[str], text: str, end: int, context: _Context) -> Date | None:
    """The date that holds the anchor, by the first pattern that fits."""
    window = max(end, anchor.start() - _NEAR), min(len(text), anchor.end() + _NEAR)
    for pattern in _by_anchor()[anchor.lastgroup or ""]:
        for match in pattern.regex.finditer(text, *window):
            if not match.start() <= anchor.start() < match.end():
                continue
            value = pattern.resolve(match, context)
            if value == NOT_A_DATE:
                continue
            days = edtf.bounds(value) if value else None
            span = Span(match.start(), match.end())
            return Date(span, value, *days) if value and days else Date(span)
    return None


# -- which date is whose ------------------------------------------------------------------------

_MODIFIER = frozenset(
    {"npadvmod", "advmod", "compound", "nmod", "amod", "poss", "nummod", "appos", "dep", "tmod", "obl"}
)
_NOUNS = frozenset({"NOUN", "PROPN"})
_PARTS = frozenset({"dobj", "nsubjpass", "attr", "xcomp", "dative", "oprd", "compound", "aux", "auxpass"})


class DateIndex:
    """Which date an event word has; built once per Doc.

    A date is owned by the verb or noun that it modifies. Where the parser hangs a day on a noun
    inside the verb's phrase (`flew to a summit in Oslo on Friday`), the verb owns it too.
    """

    def __init__(self, doc: Doc) -> None:
        self._offsets = [t.idx for t in doc]
        self._by_token: dict[int, Date] = {}
        self._own: dict[int, Date] = {}
        self._lent: dict[int, Date] = {}
        article = state.article(doc)
        for date in state.dates(doc):
            self._enter(doc, date, article.published if article else None)

    def _enter(self, doc: Doc, date: Date, published: dt.date | None) -> None:
        first = max(bisect_right(self._offsets, date.span.start) - 1, 0)
        last = max(bisect_right(self._offsets, date.span.end - 1) - 1, 0)
        for i in range(first, last + 1):
            self._by_token[i] = date
        head = _head(doc, first, last)
        owner = _owner(head, date)
        if owner is None or _verb_between(owner, head):
            return
        self._own.setdefault(owner.i, date)
        beside = doc[head.head.i - 1] if head.dep_ == "pobj" and head.head.i else owner
        if beside.dep_ == "pobj" and beside.pos_ == "NOUN" and edtf.precision(date.edtf or "") in ("month", "year"):
            self._lent.setdefault(beside.i, date)
        verb = _borrower(owner, date, published)
        if verb is not None:
            self._lent.setdefault(verb.i, date)

    def at(self, token: Token) -> Date | None:
        """The date whose words the token is one of."""
        return self._by_token.get(token.i)

    def of(self, token: Token) -> Date | None:
        """The date of what the token, a verb or noun, names; None when in doubt.

        Its own modifiers first (`the talks on Monday`, `a November speech`, `talks held in May`),
        then those of the verb that it is subject, object or complement of (`held talks on Monday`).
        """
        node = token
        while True:
            own = self._own.get(node.i) or self._of_clause(node) or self._lent.get(node.i)
            if own is not None:
                return own
            if not _shares_time(node, token):
                return None
            node = node.head

    def _of_clause(self, noun: Token) -> Date | None:
        """The date of a participle or relative clause that tells of the noun's own taking place."""
        if noun.pos_ not in _NOUNS:
            return None
        for child in noun.children:
            told = (
                child.dep_ == "acl"
                and child.tag_ in ("VBN", "VBG")
                or child.dep_ == "relcl"
                and _relative_subject(child)
            )
            if told and child.lemma_ not in words().lists["other_time"] and child.i in self._own:
                return self._own[child.i]
        return None


def _relative_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("WDT", "WP") for c in verb.children)


def _head(doc: Doc, first: int, last: int) -> Token:
    """The token of the date's words that hangs on something outside them."""
    for i in range(first, last + 1):
        if not first <= doc[i].head.i <= last or doc[i].head.i == i:
            return doc[i]
    return doc[last]


def _owner(head: Token, date: Date) -> Token | None:
    """The verb or noun that the date says the time of."""
    if head.dep_ == "ROOT":
        return None
    up = head.head
    if head.dep_ == "prep":
        return _past_preps(up)
    if head.dep_ in ("pobj", "pcomp") and up.dep_ in ("prep", "agent", "mark", "advmod", "dep"):
        return _past_preps(up.head) if _tells_when(up) else None
    if head.dep_ == "dobj" and up.pos_ == "VERB":
        return up if date.edtf and edtf.precision(date.edtf) == "day" else None
    if head.dep_ not in _MODIFIER:
        return None
    subject = up.pos_ == "PROPN" and up.dep_ == "nsubj" and head.dep_ == "npadvmod"
    return up.head if subject else up


def _past_preps(token: Token) -> Token:
    """The token, or what it hangs on where that is a preposition (`out of Paris on Monday`)."""
    while token.dep_ == "prep" and token.head.i != token.i:
        token = token.head
    return token


def _tells_when(prep: Token) -> bool:
    """Is the date after this preposition the time of what the preposition hangs on?"""
    table = words().lists
    if prep.lower_ in table["future_prepositions"]:
        return prep.head.lemma_ in table["set_for"]
    return prep.lower_ in table["when"] and prep.lower_ not in table["not_when"]


def _verb_between(owner: Token, head: Token) -> bool:
    """Could the date belong to another verb that stands nearer to it?"""
    if owner.i >= head.i:
        return False
    return any(t.pos_ == "VERB" and t.dep_ not in ("amod", "aux") for t in owner.doc[owner.i + 1 : head.i])


def _borrower(owner: Token, date: Date, published: dt.date | None) -> Token | None:
    """The verb above the noun that owns a day, if its tense and the day agree."""
    if owner.pos_ not in _NOUNS or owner.dep_ in ("nsubj", "nsubjpass") or published is None or date.latest is None:
        return None
    if date.earliest is None or (date.latest - date.earliest).days > _DAYS_OF_AN_EVENT:
        return None
    node = owner
    while node.pos_ not in _VERBS and node.dep_ in ("pobj", "prep", "dobj", "conj", "appos", "compound"):
        node = node.head
    if node.pos_ not in _VERBS or _verb_between(node, owner):
        return None
    tense = _verb_tense(node)
    agrees = date.latest <= published if tense is Tense.PAST else tense is Tense.FUTURE and date.earliest >= published
    return node if agrees else None


def _shares_time(node: Token, start: Token) -> bool:
    """Does the time of what the node depends on hold for it too?"""
    if node.head.i == node.i:
        return False
    if node.dep_ == "nsubj":
        return start.i == node.i and node.head.pos_ in _VERBS
    if node.dep_ == "conj":
        return node.pos_ == node.head.pos_
    if node.dep_ == "pobj":
        return node.head.lower_ in words().lists["at_the_time"]
    if node.dep_ == "prep":
        return (
            node.lower_ in words().lists["genitive"]
            or node.head.pos_ in _VERBS
            or node.head.dep_ in ("dobj", "attr", "nsubjpass")
        )
    return node.dep_ in _PARTS or _is_set(node)


# -- the component ------------------------------------------------------------------------------


@Language.factory("kg_dates", assigns=["doc._.kg_dates"], requires=["token.dep", "token.tag", "token.lemma"])
def make_dates(nlp: Language, name: str) -> Dates:
    """The component, for `nlp.add_pipe("kg_dates", last=True)`."""
    return Dates()


class Dates:
    """Writes the dates of the article on its Doc."""

    def __call__(self, doc: Doc) -> Doc:
        article = state.article(doc)
        doc._.kg_dates = tuple(find_dates(doc, article.published if article else None))
        return doc
