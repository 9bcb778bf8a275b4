"""Dates in news English, resolved against the day of publication.

What direction a bare weekday or month looks in is told by the tense of the verb that governs it:
news is about what has been, unless the verb says it is to come. The day of publication never
stands in for a date that isn't there.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.facts import Date, Span
from kg.language import edtf, state
from kg.language.date_words import anchors, forms_at, pattern, words
from kg.language.tense import Tense, tense_of
from kg.language.when import DateIndex

__all__ = ["DateIndex", "find_dates", "words"]

NOT_A_DATE = ""
_DAY = dt.timedelta(days=1)
_NEAR = 48  # characters around an anchor in which its pattern lies
_LONG_AGO, _SOON = 270, 95  # days
_MONTHS_AGO, _MONTHS_AHEAD = 8, 3


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
        if self.last is None or self.last.earliest is None or not self.doc.has_annotation("SENT_START"):
            return None
        sentence = self.token(position).sent
        start = sentence.start_char
        before = self.doc[sentence.start - 1].sent.start_char if sentence.start else start
        return self.last.earliest if self.last.span.start >= before else None


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
    for anchor in anchors().finditer(text):
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
    for form in forms_at(anchor.lastgroup or ""):
        for match in pattern(form).finditer(text, *window):
            if not match.start() <= anchor.start() < match.end():
                continue
            value = _RESOLVERS[form](match, context)
            if value == NOT_A_DATE:
                continue
            days = edtf.bounds(value) if value else None
            span = Span(match.start(), match.end())
            return Date(span, value, *days) if value and days else Date(span)
    return None


# -- what each form means -----------------------------------------------------------------------

Resolver = Callable[["re.Match[str]", _Context], "str | None"]
"""From a match to EDTF; None where the words can't be resolved, `NOT_A_DATE` where they are none."""


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


def _day_of_month(match: re.Match[str], context: _Context) -> str | None:
    """`on the 5th`: of this month, or the one before or after, as the verb tells."""
    token = context.token(match.end() - 1)
    if token.i + 1 < len(context.doc) and token.nbor(1).pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        return NOT_A_DATE
    now, day = context.published, int(match["day"])
    if now is None:
        return None
    future = context.tense(match.start("day")) is Tense.FUTURE
    step = int(future and day < now.day) - int(not future and day > now.day)
    month = edtf.bounds(edtf.month(now.year, now.month + step))
    found = _make_day(month[0].year, month[0].month, day) if month else None
    return edtf.day(found) if found else None


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
    name, which = match["month"].lower().rstrip("."), (match["part_of"] or "").lower().rstrip("-")
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
    return edtf.day(context.published - (match["rel"].lower() in words().lists["past"]) * _DAY)


def _relative_unit(match: re.Match[str], context: _Context) -> str | None:
    """`last week`, `this year`, `next month`."""
    which = match["which"].lower()
    table = words().lists
    step = -1 if which in table["past"] else 1 if which in table["future"] else 0
    return _shifted(match["unit"].lower(), step, context.published)


def _weekend(match: re.Match[str], context: _Context) -> str | None:
    """`over the weekend`: the one just gone, or the next if the verb says so."""
    future = context.tense(match.start()) is Tense.FUTURE
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
    table, which = words().lists, match["from_now"].lower()
    from_now = which in table["ago"] or which.endswith("now")
    base = context.published if from_now else context.same_passage(match.start())
    sign = 1 if which in table["later"] or which.endswith("now") else -1
    if match["vague"] and from_now and base is not None:
        few = words().few.get(match["vague"].lower())
        return _between(match["unit"].lower(), [sign * n for n in few], base) if few else None
    if number is None or base is None:
        return None if from_now or context.last else NOT_A_DATE
    return _shifted(match["unit"].lower(), sign * number, base, about="~" if match["about"] else "")


def _between(unit: str, steps: Sequence[int], base: dt.date) -> str | None:
    """The month or year that something is in, however many of the possible steps it is away."""
    ends = [edtf.bounds(found) for step in steps if (found := _shifted(unit, step, base))]
    days = [day for both in ends if both for day in both]
    if len(days) != 2 * len(steps):
        return None
    first, last = min(days), max(days)
    if first.year != last.year:
        return None
    return edtf.month(first.year, first.month) if first.month == last.month else edtf.year(first.year)


def _anaphoric(match: re.Match[str], context: _Context) -> str | None:
    """`the following day`, `the same year`: from the date named last."""
    which, table = match.groupdict().get("beside", "").lower(), words().lists
    base = context.same_passage(match.start())
    step = 1 if which in table["after"] else -1 if which in table["before"] else 0
    return _shifted(match["unit"].lower(), step, base) if base else None


def _quarter(match: re.Match[str], context: _Context) -> str | None:
    """`the third quarter`, `the first half of 1989`."""
    number, year = words().ordinals[match["ordinal"].lower()], match["year"]
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


_RESOLVERS: dict[str, Resolver] = {
    "iso": _iso,
    "numeric": _numeric,
    "range-md-md": _day_range,
    "range-dm-dm": _day_range,
    "range-md-d": _day_range,
    "range-dd-m": _day_range,
    "day-of-month": _day_of_month,
    "dmy-short": _date,
    "dmy": _date,
    "mdy": _date,
    "month-year-range": _month_range,
    "month-year": _month_year,
    "month": _month,
    "weekday-range": _weekday_range,
    "weekday": _on_weekday,
    "day-word": _day_word,
    "day-part": _day_part,
    "feast": _feast,
    "year-range": _year_range,
    "year-span": _year_range,
    "decade": _decade,
    "century": _century,
    "quarter": _quarter,
    "year-quarter": _quarter,
    "weekend": _weekend,
    "ago": _ago,
    "anaphoric": _anaphoric,
    "that": _anaphoric,
    "relative": _relative_unit,
    "season": _season,
    "year-part": _year_part,
    "year-spelled": _year_spelled,
    "year": _year,
}


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
