"""Quarters, years and other periods that the text takes up again or compares with those of the year before."""

from __future__ import annotations

import datetime as dt
import re

from kg.facts import Date
from kg.language import edtf
from kg.language.date_context import Context, Not, Reading, make_day
from kg.language.date_steps import shifted, within
from kg.language.date_words import plain, words

_SHORT_PERIODS = frozenset({3, 6})


def compares(match: re.Match[str], context: Context) -> bool:
    """`fell in the third quarter, from 3% a year ago`: a quarter is compared with that of the year before."""
    before = context.before(match.start())
    if before is None or context.period_before(_SHORT_PERIODS) is None:
        return False
    return before.tag_ == "CD" or before.text == "," or before.lower_ in words().lists["compared"]


def a_year_before(context: Context) -> str | None:
    """The quarter or half of that name, a year before the one named last."""
    period = context.period_before(_SHORT_PERIODS)
    return _same_period(period, -1) if period else None


def _same_period(period: Date, years: int) -> str | None:
    """The quarter or half of that name, so many years away."""
    if period.earliest is None or period.latest is None:
        return None
    year = period.earliest.year + years
    return edtf.between(edtf.month(year, period.earliest.month), edtf.month(year, period.latest.month))


def year_before(match: re.Match[str], context: Context) -> Reading:
    """`the year-earlier quarter`: a year before the period named last."""
    groups = match.groupdict()
    if groups.get("ordinal") and context.published:
        return _ordinal_before(match, context.published)
    return a_year_before(context) or Not.A_DAY


def _ordinal_before(match: re.Match[str], now: dt.date) -> str | None:
    """`the year-earlier third quarter`: a year before the one that began last."""
    number, size = words().ordinals[match["ordinal"].lower()], 6 if match["unit"].lower() == "half" else 3
    start = (number - 1) * size + 1
    if start > 12:
        return None
    year = now.year - 1 - (start > now.month)
    return edtf.between(edtf.month(year, start), edtf.month(year, start + size - 1))


def latest(match: re.Match[str], context: Context) -> Reading:
    """`the latest quarter`: the one named last; `the current month`: that of publication."""
    unit, now = match["unit"].lower(), context.published
    if plain(match["latest"]) in words().lists["present"]:
        return shifted(unit, 0, now) if unit in ("month", "year", "quarter") else Not.A_DAY
    if unit in ("quarter", "period", "half"):
        period = context.period_before(_SHORT_PERIODS)
        return period.edtf if period else shifted("quarter", -1, now) if unit == "quarter" else Not.A_DAY
    return Not.A_DAY


def period(match: re.Match[str], context: Context) -> Reading:
    """`the quarter`: the one named last; a quarter of a town or of a whole is none."""
    before = context.before(match.start())
    if match["unit"][:1].isupper() or before is None or before.lower_ not in words().lists["within"]:
        return Not.A_DATE
    months = 3 if match["unit"].lower() == "quarter" else 6
    if months == 6:
        return Not.A_DATE
    named = context.period_before(frozenset({months}))
    return named.edtf if named else Not.A_DAY


def edge_of(match: re.Match[str], context: Context) -> Reading:
    """`later in the week`, `the end of this month`: of the unit named last, else of that of publication."""
    unit, edge = match["unit"].lower(), match["edge"].lower()
    if unit == "day" and edge in words().lists["ends"]:
        return Not.A_DATE
    here = "this" in match.group().lower().split()
    base = None if here else within(context.named_before(match.start()), unit)
    if base is None and unit == "day":
        return Not.A_DAY
    return shifted(unit, 0, base or context.published)


def definite(match: re.Match[str], context: Context) -> Reading:
    """`for the year`: that of the date named last, if one is."""
    before = context.before(match.start())
    if before is None or before.lower_ not in words().lists["within"]:
        return Not.A_DATE
    base = within(context.named_before(match.start()), match["unit"].lower())
    return (shifted(match["unit"].lower(), 0, base) if base else None) or Not.A_DAY


def year_end(match: re.Match[str], context: Context) -> Reading:
    """`by year-end`: the last day of the year; after `since`, of the year before."""
    now, before = context.published, context.before(match.start())
    if now is None:
        return None
    ahead = before is None or before.lower_ not in words().lists["past_prepositions"]
    found = make_day(now.year - (not ahead), 12, 31)
    return edtf.day(found) if found else None
