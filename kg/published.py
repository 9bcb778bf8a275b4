"""The day on which a text was published, from its dateline or the date line under its headline."""

from __future__ import annotations

import datetime as dt
import re

_MONTHS = (
    *("january", "february", "march", "april", "may", "june"),
    *("july", "august", "september", "october", "november", "december"),
)
_MONTH_OF = {m: i for i, m in enumerate(_MONTHS, 1)} | {m[:3]: i for i, m in enumerate(_MONTHS, 1)} | {"sept": 9}
_MONTH = r"(?P<{0}month>(?:" + "|".join(sorted(_MONTH_OF, key=lambda m: (-len(m), m))) + r"))\.?"
_DMY = r"(?P<dday>\d{1,2})(?:st|nd|rd|th)?\s+" + _MONTH.format("d") + r",?\s+(?P<dyear>\d{4}|\d{2})(?!\d)"
_MDY = _MONTH.format("m") + r"\s+(?P<mday>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<myear>\d{4})(?!\d)"
_YMD = r"(?P<yyear>\d{4})-(?P<ymonth>\d{2})-(?P<yday>\d{2})(?!\d)"
_DAY = rf"(?:{_DMY}|{_MDY}|{_YMD})"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+)?"
_CLOCK = r"(?:,?\s+(?:at\s+)?\d{1,2}[:.]\d{2}\b.{0,12})?"

_WRITTEN = re.compile(_WEEKDAY + _DAY, re.IGNORECASE)
# a line that holds nothing but a date: "Thursday, October 10, 2019", "Published: 3 May 2021 10:30 GMT"
_DATE_LINE = re.compile(rf"(?:(?:published|posted|date)(?:\s+on)?:?\s+)?{_WEEKDAY}{_DAY}{_CLOCK}\.?", re.IGNORECASE)
# "LONDON, 22 December 2017 –", "QUITO (EC), 7 FEB 91 (LIMA GAZETTE)"
_DATELINE = re.compile(
    rf"(?P<place>[^\W\d_][^\n,]{{1,40}}(?:,[^\n,]{{1,40}})?),\s*(?i:{_WEEKDAY}{_DAY})\s*(?:[-–—:]|\()",
)
_NOT_PLACE = frozenset(
    (
        *("on", "in", "at", "by", "since", "from", "until", "before", "after", "as", "with", "the"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
    )
)
_DATELINE_LINES = 12
# No newspaper of our century is older than this, and no clock is asked: 29 is 2029, 30 is 1930.
_PIVOT = 30


def dateline_date(text: str) -> dt.date | None:
    """The day that an article's dateline or the date line under its headline gives, year included.

    >>> dateline_date("LONDON, 22 December 2017 – The minister arrived.")
    datetime.date(2017, 12, 22)
    >>> dateline_date("WASHINGTON, March 11 - The minister arrived.") is None
    True
    """
    lines = [line.strip(" \t*_") for line in text[:8000].split("\n")]
    for line in [line for line in lines if line][:_DATELINE_LINES]:
        match = _DATE_LINE.fullmatch(line) or _dateline(line)
        day = match and _day(match)
        if day:
            return day
    return None


def written_date(text: str) -> dt.date | None:
    """A whole date written out or in ISO form (`22 December 2017`, `Dec. 22, 2017`); None for anything else."""
    match = _WRITTEN.fullmatch(text.strip())
    return _day(match) if match else None


def _dateline(line: str) -> re.Match[str] | None:
    match = _DATELINE.match(line)
    if not match:
        return None
    words = match.group("place").replace(",", " ").split()
    fits = len(words) <= 5 and words[0].lower() not in _NOT_PLACE and all(not w[0].islower() for w in words)
    return match if fits else None


def _day(match: re.Match[str]) -> dt.date | None:
    got = match.groupdict()
    form = next(f for f in "dmy" if got[f"{f}year"])
    year, month = got[f"{form}year"], got[f"{form}month"]
    number = int(year) if len(year) == 4 else int(year) + (2000 if int(year) < _PIVOT else 1900)
    try:
        return dt.date(number, _MONTH_OF.get(month.lower().rstrip(".")) or int(month), int(got[f"{form}day"]))
    except ValueError:
        return None
