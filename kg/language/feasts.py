"""The days of feasts, by year."""

from __future__ import annotations

import datetime as dt

from kg.language.date_words import words

_WEEK = 7


def feast_day(name: str, year: int) -> dt.date | None:
    """The day of the feast in the year; None where the calendar has no such year.

    >>> feast_day("bastille day", 2016), feast_day("good friday", 2016), feast_day("thanksgiving", 2016)
    (datetime.date(2016, 7, 14), datetime.date(2016, 3, 25), datetime.date(2016, 11, 24))
    """
    table = words()
    if not dt.MINYEAR < year < dt.MAXYEAR:
        return None
    if name in table.feasts:
        month, day = table.feasts[name]
        return dt.date(year, month, day)
    if name in table.easter:
        return easter(year) + dt.timedelta(days=table.easter[name])
    return weekday_of_month(year, *table.nth_weekday[name])


def weekday_of_month(year: int, month: int, weekday: int, which: int) -> dt.date:
    """The first, second, … weekday of the month; -1 is the last."""
    if which < 0:
        last = dt.date(year + month // 12, month % 12 + 1, 1) - dt.timedelta(days=1)
        return last - dt.timedelta(days=(last.weekday() - weekday) % _WEEK)
    first = dt.date(year, month, 1)
    return first + dt.timedelta(days=(weekday - first.weekday()) % _WEEK + _WEEK * (which - 1))


def easter(year: int) -> dt.date:
    """Easter Sunday of the western church, by the Gregorian calendar.

    Source: the algorithm published anonymously in Nature, 20 April 1876.
    """
    century, rest = divmod(year, 100)
    cycle = year % 19
    shift = century - century // 4 - (century - (century + 8) // 25 + 1) // 3
    moon = (19 * cycle + shift + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (cycle + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
