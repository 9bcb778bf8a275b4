"""Dates of the calendar: days and months, with or without their year, and the ranges between them."""

from __future__ import annotations

import datetime as dt
import re

from kg.language import edtf
from kg.language.date_context import Context, Not, Reading, day_without_year, make_day, nearest_day, set_ahead
from kg.language.date_words import month_number, plain, weekday_number, words, year_of
from kg.language.feasts import feast_day, weekday_of_month
from kg.language.tense import Tense

_MONTHS_AGO, _MONTHS_AHEAD = 8, 3


def iso(match: re.Match[str], _context: Context) -> Reading:
    """`2016-05-18`, `2016/5/18`."""
    found = make_day(int(match["y"]), int(match["m"]), int(match["d"]))
    return edtf.day(found) if found else Not.A_DATE


def numeric(match: re.Match[str], context: Context) -> Reading:
    """`22/12/2017`, where only one order makes a date or the publisher's order is known."""
    a, b, year = int(match["a"]), int(match["b"]), year_of(match["year"])
    first, second = make_day(year, b, a), make_day(year, a, b)  # day first, month first
    if match["mark"] == "." or context.day_first:
        chosen = first or second
    elif context.day_first is False or first is None:
        chosen = second or first
    else:
        chosen = first if second in (None, first) else None
    if chosen:
        return edtf.day(chosen)
    return None if first and second else Not.A_DATE


def called(match: re.Match[str], context: Context) -> Reading:
    """`9/11`: a day that has become a name."""
    value, now = words().called[plain(match["called"])], context.published
    before = context.text[max(match.start() - 1, 0) : match.start()]
    if before == "/" or (now and now.isoformat() < value):
        return Not.A_DATE
    return value


def date(match: re.Match[str], context: Context) -> Reading:
    """Day and month, in either order, with or without weekday and year."""
    month, day = month_number(match["month"]), int(match["day"])
    groups = match.groupdict()
    if groups.get("year"):
        found = make_day(year_of(match["year"]), month, day)
        return edtf.day(found) if found else Not.A_DATE
    if make_day(2000, month, day) is None:
        return Not.A_DATE
    if groups.get("this_year") or groups.get("that_year"):
        year = _told_year(match, context)
        found = make_day(year, month, day) if year else None
    else:
        weekday = weekday_number(match["weekday"]) if groups.get("weekday") else None
        found = day_without_year(month, day, context, position=context.top(match).idx, weekday=weekday)
    return edtf.day(found) if found else None


def date_range(match: re.Match[str], _context: Context) -> Reading:
    """`from 3 May 1998 to June 5, 2000`."""
    start = make_day(
        year_of(match["year"]), month_number(match["month"] or match["month3"]), int(match["day"] or match["day3"])
    )
    end = make_day(
        int(match["year2"]), month_number(match["month2"] or match["month4"]), int(match["day2"] or match["day4"])
    )
    return edtf.between(edtf.day(start), edtf.day(end)) if start and end and start <= end else Not.A_DATE


def month_year_range(match: re.Match[str], _context: Context) -> Reading:
    """`from May 1998 to June 2000`."""
    start = edtf.month(year_of(match["year"]), month_number(match["month"]))
    end = edtf.month(int(match["year2"]), month_number(match["month2"]))
    return edtf.between(start, end) if start <= end else Not.A_DATE


def week_of(match: re.Match[str], context: Context) -> Reading:
    """`the week of May 3`."""
    month, day = month_number(match["month"] or match["month2"]), int(match["day"] or match["day2"])
    if match["year"]:
        found = make_day(year_of(match["year"]), month, day)
    else:
        found = day_without_year(month, day, context, position=match.end() - 1)
    return edtf.week(found) if found else None if make_day(2000, month, day) else Not.A_DATE


def _told_year(match: re.Match[str], context: Context) -> int | None:
    """`this year`: of publication; `that year`: of the date named last."""
    if match["that_year"]:
        return context.year_before(match.start())
    return context.published.year if context.published else None


def date_of_short_year(match: re.Match[str], context: Context) -> Reading:
    """`1 May 99`, not `on 1 May 99 people`."""
    after = context.after(match.end() - 1)
    counts = after is not None and after.tag_ in ("NN", "NNS", "JJ", "CD")
    return Not.A_DATE if counts else date(match, context)


def day_range(match: re.Match[str], context: Context) -> Reading:
    """`March 3-5`, `3 to 5 March`, `from March 30 to April 2`, with or without year."""
    groups = match.groupdict()
    last_month, last_day = month_number(groups.get("month2") or match["month"]), int(match["day2"])
    first_month = month_number(match["month"])
    if _two_days(match, int(match["day"]), last_day) or make_day(2000, last_month, last_day) is None:
        return Not.A_DATE
    if groups.get("year"):
        end = make_day(year_of(match["year"]), last_month, last_day)
    elif groups.get("this_year") or groups.get("that_year"):
        year = _told_year(match, context)
        end = make_day(year, last_month, last_day) if year else None
    else:
        end = day_without_year(last_month, last_day, context, position=context.top(match).idx)
    if end is None:
        return None
    start = make_day(end.year - (first_month > last_month), first_month, int(match["day"]))
    return edtf.between(edtf.day(start), edtf.day(end)) if start and start <= end else Not.A_DATE


def _two_days(match: re.Match[str], first: int, last: int) -> bool:
    """`3 and 9 May` without `between`: two days, not what lies between them."""
    low = plain(match.group())
    return " and " in low and not low.startswith("between") and last != first + 1


def day_of_month(match: re.Match[str], context: Context) -> Reading:
    """`on the 5th`: of this month, or the one before or after, as the verb tells."""
    after = context.after(match.end() - 1)
    if after is not None and after.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
        return Not.A_DATE
    now, day = context.published, int(match["day"])
    if now is None:
        return None
    future = context.looks_ahead(match.start("day"))
    step = int(future and day < now.day) - int(not future and day > now.day)
    month = edtf.bounds(edtf.month(now.year, now.month + step))
    found = make_day(month[0].year, month[0].month, day) if month else None
    return edtf.day(found) if found else None


def day_of_rel_month(match: re.Match[str], context: Context) -> Reading:
    """`the 15th of last month`."""
    now = context.published
    month = edtf.bounds(edtf.month(now.year, now.month + words().step(match["which"]))) if now else None
    found = make_day(month[0].year, month[0].month, int(match["day"])) if month else None
    return edtf.day(found) if found else None


def nth_weekday(match: re.Match[str], context: Context) -> Reading:
    """`the first Monday in May`; of a month not named it stays open."""
    if not match["month"]:
        return Not.A_DAY
    which, number = words().which_of_month[match["nth"].lower()], month_number(match["month"])
    weekday, now = weekday_number(match["weekday"]), context.published
    if match["year"]:
        return edtf.day(weekday_of_month(year_of(match["year"]), number, weekday, which))
    if now is None or not 1 < now.year < dt.MAXYEAR - 1:
        return None
    days = [weekday_of_month(now.year + k, number, weekday, which) for k in (-1, 0, 1)]
    found = nearest_day(days, context, position=context.top(match).idx)
    return edtf.day(found) if found else None


def feast(match: re.Match[str], context: Context) -> Reading:
    """`Bastille Day`, `Good Friday 2018`."""
    name = plain(match["feast"])
    before, after = context.before(match.start()), context.after(match.end() - 1)
    named = after is not None and (
        (after.pos_ == "PROPN" and after.text[:1].isupper()) or after.lower_ in words().lists["named_after"]
    )
    if (
        named
        or not match["feast"][:1].isupper()
        or (before is not None and before.lower_ in words().lists["other_feasts"])
    ):
        return Not.A_DATE
    if match["year"]:
        found = feast_day(name, year_of(match["year"]))
    elif context.published is None:
        return None
    elif match["rel"]:
        found = feast_day(name, context.published.year + words().step(match["rel"]))
    else:
        days = [feast_day(name, context.published.year + k) for k in (-1, 0, 1)]
        found = nearest_day([d for d in days if d], context, position=context.top(match).idx)
    return edtf.day(found) if found else None


def month_year(match: re.Match[str], context: Context) -> Reading:
    """`June 2014`, `July last year`."""
    number = month_number(match["month"])
    if match["year"]:
        return edtf.month(year_of(match["year"]), number)
    if match["that_year"]:
        year = context.year_before(match.start())
        return edtf.month(year, number) if year else None
    now = context.published
    return edtf.month(now.year + words().step(match["rel"]), number) if now else None


def month_and(match: re.Match[str], _context: Context) -> Reading:
    """`March` in `March and June 2014`."""
    return edtf.month(year_of(match["year"]), month_number(match["month"]))


def month_range(match: re.Match[str], context: Context) -> Reading:
    """`from June to August`."""
    low = plain(match.group())
    if " and " in low and not low.startswith("between"):
        return Not.A_DATE
    last = _nearest_month(month_number(match["month2"]), context, match.start("month"), match["year"])
    if last is None:
        return None
    year, number = int(last[:4]), int(last[5:7])
    first = month_number(match["month"])
    return edtf.between(edtf.month(year - (first > number), first), last)


def _nearest_month(number: int, context: Context, position: int, year: str | None = None) -> str | None:
    """The month of that name nearest to publication in the direction that the verb tells."""
    if year:
        return edtf.month(year_of(year), number)
    now = context.published
    if now is None:
        return None
    tense = context.tense(position)
    if tense is Tense.PAST and set_ahead(context, position):
        tense = Tense.UNKNOWN
    back, ahead = (now.month - number) % 12, (number - now.month) % 12
    adjectival = context.token(position).dep_ in ("compound", "nmod", "amod")
    future = ahead < back if adjectival or tense is Tense.PRESENT else tense is Tense.FUTURE
    if not future and tense is not Tense.PAST and not adjectival:
        future = back > _MONTHS_AGO and ahead <= _MONTHS_AHEAD
    return edtf.month(now.year, now.month + ahead) if future else edtf.month(now.year, now.month - back)


def month(match: re.Match[str], context: Context) -> Reading:
    """A month alone: `in November`, `last March`, `a November speech`."""
    name, which = match["month"].lower().rstrip("."), (match["part_of"] or "").lower().rstrip("-")
    if not _is_month_here(match, context, name, which):
        return Not.A_DATE
    number, now, step = month_number(name), context.published, words().step(which)
    if which in words().lists["beside"]:
        return _month_beside(number, which, context, match.start())
    if now is None:
        return None
    if step:
        over = number >= now.month if step < 0 else number <= now.month
        return edtf.month(now.year + step * over, number)
    return edtf.month(now.year, number) if which == "this" else _nearest_month(number, context, match.start("month"))


def _month_beside(number: int, which: str, context: Context, position: int) -> str | None:
    """`the following March`: from the date named last."""
    base = context.named_before(position)
    if base is None or base.latest is None:
        return None
    table, now = words().lists, base.latest
    if which in table["same"]:
        return edtf.month(now.year, number)
    after = which in table["after"]
    return edtf.month(now.year + (number <= now.month if after else -(number >= now.month)), number)


def _is_month_here(match: re.Match[str], context: Context, name: str, which: str) -> bool:
    """Not a verb, a surname, a given name, nor one of many (`every May`)."""
    table, token = words().lists, context.token(match.start("month"))
    before, after = context.before(match.start("month")), context.after(match.start("month"))
    prior = before.lower_ if before is not None else ""
    if prior in table["again"] or prior in table["named_with"]:
        return False
    if name in table["short"]:
        return match["month"].endswith(".") and (bool(which) or prior in table["month_cues"])
    if which or prior in table["month_cues"]:
        doer = before is not None and before.dep_ == "agent"  # "was signed by May"
        return token.tag_ != "MD" and not (name in table["doubtful_months"] and doer)
    if name in table["doubtful_months"]:
        return prior in ("a", "the") and after is not None and after.pos_ == "NOUN"
    named = after is not None and after.text[:1].isupper() and after.pos_ == "PROPN" and token.pos_ == "PROPN"
    return not named and token.ent_type_ not in ("PERSON",)


def weekday_of_week(match: re.Match[str], context: Context) -> Reading:
    """`Tuesday of last week`, `Friday next week`."""
    now = context.published
    if now is None:
        return None
    monday = now - dt.timedelta(days=now.weekday()) + dt.timedelta(weeks=words().step(match["which"]))
    return edtf.day(monday + dt.timedelta(days=weekday_number(match["weekday"])))
