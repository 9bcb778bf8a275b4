"""Dates in news English, resolved against the day of publication.

What direction a bare weekday or month looks in is told by the tense of the verb that governs it:
news is about what has been, unless the verb says it is to come. The day of publication never
stands in for a date that isn't there.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import urlsplit

from spacy.language import Language
from spacy.tokens import Doc

from kg.article import Article
from kg.facts import Date, Span
from kg.language import date_calendar, date_periods, date_relative, date_years, edtf, state
from kg.language.date_context import Context, Not, Reading
from kg.language.date_forms import anchors, forms_at, pattern
from kg.language.date_words import words
from kg.language.when import DateIndex

__all__ = ["DateIndex", "find_dates", "words"]

_NEAR = 48  # characters around an anchor in which its pattern lies
_PERIODS = frozenset({"quarter", "quarter-code", "year-quarter"})

Resolver = Callable[["re.Match[str]", Context], Reading]
"""From a match to what it means."""

RESOLVERS: dict[str, Resolver] = {
    "iso": date_calendar.iso,
    "numeric": date_calendar.numeric,
    "called": date_calendar.called,
    "range-dates": date_calendar.date_range,
    "range-months": date_calendar.month_year_range,
    "week-of": date_calendar.week_of,
    "range-md-md": date_calendar.day_range,
    "range-dm-dm": date_calendar.day_range,
    "range-md-d": date_calendar.day_range,
    "range-dd-m": date_calendar.day_range,
    "day-of-month": date_calendar.day_of_month,
    "day-of-rel-month": date_calendar.day_of_rel_month,
    "nth-weekday": date_calendar.nth_weekday,
    "dmy-short": date_calendar.date,
    "dmy-two": date_calendar.date_of_short_year,
    "dmy": date_calendar.date,
    "mdy": date_calendar.date,
    "month-year-range": date_calendar.month_range,
    "month-year": date_calendar.month_year,
    "month-and": date_calendar.month_and,
    "month": date_calendar.month,
    "feast": date_calendar.feast,
    "weekday-of-week": date_calendar.weekday_of_week,
    "weekday-range": date_relative.weekday_range,
    "weekday-span": date_relative.weekday_range,
    "weekday": date_relative.on_weekday,
    "day-word": date_relative.day_word,
    "day-part": date_relative.day_part,
    "part-beside": date_relative.part_beside,
    "part-that": date_relative.part_beside,
    "weekend": date_relative.weekend,
    "ago": date_relative.ago,
    "in-units": date_relative.in_units,
    "anaphoric": date_relative.anaphoric,
    "beyond": date_relative.beyond,
    "that": date_relative.anaphoric,
    "relative": date_relative.relative_unit,
    "same-period": date_periods.year_before,
    "year-before": date_periods.year_before,
    "latest": date_periods.latest,
    "period": date_periods.period,
    "edge-of": date_periods.edge_of,
    "definite": date_periods.definite,
    "year-end": date_periods.year_end,
    "vague": date_relative.vague,
    "vague-adjective": date_relative.vague_adjective,
    "year-range": date_years.year_range,
    "year-span": date_years.year_range,
    "decade": date_years.decade,
    "century": date_years.century,
    "quarter": date_years.quarter,
    "quarter-code": date_years.quarter_code,
    "year-quarter": date_years.quarter,
    "season": date_years.season,
    "year-part": date_years.year_part,
    "year-spelled": date_years.year_spelled,
    "year-words": date_years.year_words,
    "year": date_years.year,
    "year-short": date_years.year_short,
}


def find_dates(doc: Doc, published: dt.date | None, *, day_first: bool | None = None) -> list[Date]:
    """All dates that the text names, in text order, none overlapping; `vague` are those that name no day.

    Args:
        doc: tagged and parsed (the tense of verbs gives bare weekdays and months their direction).
        published: the day on which relative dates are resolved; without it they stay words.
        day_first: does 3/5/2014 mean 3 May (True) or March 5 (False); where None it stays words.
    """
    context = Context(doc, published, day_first)
    text = context.text
    end = 0
    for anchor in anchors().finditer(text):
        if anchor.start() < end:
            continue
        found = _at(anchor, text, end, context)
        if found is not None:
            form, date = found
            context.found.append(date)
            if form in _PERIODS:
                context.periods.append(date)
            end = date.span.end
    return context.found


def _at(anchor: re.Match[str], text: str, end: int, context: Context) -> tuple[str, Date] | None:
    """The date that holds the anchor, by the first form that fits, and that form."""
    window = max(end, anchor.start() - _NEAR), min(len(text), anchor.end() + _NEAR)
    for form in forms_at(anchor.lastgroup or ""):
        for match in pattern(form).finditer(text, *window):
            if not match.start() <= anchor.start() < match.end():
                continue
            value = _read(form, match, context)
            if value is Not.A_DATE:
                continue
            return form, _made(Span(match.start(), match.end()), value)
    return None


def _read(form: str, match: re.Match[str], context: Context) -> Reading:
    try:
        return RESOLVERS[form](match, context)
    except OverflowError:  # before the first or after the last year of the calendar
        return None


def _made(span: Span, value: Reading) -> Date:
    days = edtf.bounds(value) if isinstance(value, str) else None
    return Date(span, value, *days) if isinstance(value, str) and days else Date(span, vague=value is Not.A_DAY)


# -- the component ------------------------------------------------------------------------------


@Language.factory("kg_dates", assigns=["doc._.kg_dates"], requires=["token.dep", "token.tag", "token.lemma"])
def make_dates(nlp: Language, name: str) -> Dates:
    """The component, for `nlp.add_pipe("kg_dates", last=True)`."""
    return Dates()


class Dates:
    """Writes the dates of the article on its Doc."""

    def __call__(self, doc: Doc) -> Doc:
        article = state.article(doc)
        published = article.published if article else None
        doc._.kg_dates = tuple(find_dates(doc, published, day_first=_day_first(article)))
        return doc


def _day_first(article: Article | None) -> bool | None:
    """Does the publisher, by the domain, write the day first in 3/5/2014?"""
    try:
        host = urlsplit(article.url or "").hostname or "" if article else ""
    except ValueError:
        return None
    parts = host.split(".")
    known = words().day_first
    return next((known[end] for i in range(len(parts)) if (end := ".".join(parts[i:])) in known), None)
