"""Calendar arithmetic on the EDTF strings that kg writes: their making and their first and last day.

Written here: `2017-12-22`, `2017-11`, `2006`, `2006-22` (a season), `198X`, `19XX`, `2006/2009` and
`2012~`. (Standard: ISO 8601-2:2019, levels 0 and 1, and `X` of level 1 for decades and centuries.)
"""

from __future__ import annotations

import datetime as dt
import re

_DAY = dt.timedelta(days=1)
_PATTERN = re.compile(r"(\d{2}XX|\d{3}X|\d{4})(?:-(\d\d))?(?:-(\d\d))?[~?%]?")
_SEASONS = {21: 3, 22: 6, 23: 9, 24: 12}


def day(value: dt.date) -> str:
    return value.isoformat()


def month(year: int, number: int) -> str:
    """The month; numbers beyond 1 to 12 run over into the years beside.

    >>> month(2017, 0), month(2017, 13)
    ('2016-12', '2018-01')
    """
    return f"{year + (number - 1) // 12:04d}-{(number - 1) % 12 + 1:02d}"


def year(number: int) -> str:
    return f"{number:04d}"


def week(value: dt.date) -> str:
    """The week, Monday to Sunday, that the day is in."""
    monday = value - dt.timedelta(days=value.weekday())
    return between(day(monday), day(monday + 6 * _DAY))


def between(first: str, last: str) -> str:
    """The interval from one date to another, or the date itself where they are the same."""
    return first if first == last else f"{first}/{last}"


def bounds(edtf: str) -> tuple[dt.date, dt.date] | None:
    """The first and the last day; None where the string names none (or no day of the calendar).

    >>> bounds("2016-02")
    (datetime.date(2016, 2, 1), datetime.date(2016, 2, 29))
    >>> bounds("2022-07-18/2022-07-24")
    (datetime.date(2022, 7, 18), datetime.date(2022, 7, 24))
    """
    parts = edtf.split("/")
    ends = [_bounds(part) for part in parts]
    first, last = ends[0], ends[-1]
    if len(parts) > 2 or first is None or last is None or first[0] > last[1]:
        return None
    return first[0], last[1]


def _bounds(text: str) -> tuple[dt.date, dt.date] | None:
    match = _PATTERN.fullmatch(text)
    if match is None:
        return None
    try:
        if match[3]:
            exact = dt.date(int(match[1]), int(match[2]), int(match[3]))
            return exact, exact
        if match[2]:
            return _month_bounds(int(match[1]), int(match[2]))
        return dt.date(int(match[1].replace("X", "0")), 1, 1), dt.date(int(match[1].replace("X", "9")), 12, 31)
    except (ValueError, OverflowError):
        return None


def _month_bounds(number: int, code: int) -> tuple[dt.date, dt.date]:
    """Of a month, or of a season by its code."""
    first = _SEASONS.get(code, code)
    length = 3 if code in _SEASONS else 1
    start = dt.date(number, first, 1)
    after = number * 12 + first - 1 + length
    return start, dt.date(after // 12, after % 12 + 1, 1) - _DAY


def precision(edtf: str) -> str:
    """What the date is given to: day, month, season, year, decade, century or interval; "" for no date."""
    if "/" in edtf or not edtf:
        return edtf and "interval"
    plain = edtf.rstrip("~?%")
    if len(plain) == 4:
        return "century" if plain.endswith("XX") else "decade" if plain.endswith("X") else "year"
    return "day" if len(plain) > 7 else "season" if int(plain[5:7]) > 12 else "month"
