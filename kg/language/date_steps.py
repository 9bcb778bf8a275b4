"""Units of time, counted from a day."""

from __future__ import annotations

import datetime as dt

from kg.facts import Date
from kg.language import edtf
from kg.language.date_context import DAY


def shifted(unit: str, step: int, base: dt.date | None, *, about: str = "") -> str | None:
    """The unit of time that lies `step` units from the base day."""
    if base is None:
        return None
    unit = unit.rstrip("s")
    try:
        if unit == "day":
            return edtf.day(base + step * DAY) + about
        if unit in ("week", "fortnight"):
            return edtf.week(base + (7 if unit == "week" else 14) * step * DAY)
        if unit == "weekend":
            saturday = base + (5 - base.weekday() + 7 * step) * DAY
            return edtf.between(edtf.day(saturday), edtf.day(saturday + DAY))
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


def within(date: Date | None, unit: str) -> dt.date | None:
    """The date's first day, if the whole of it lies within one such unit."""
    if date is None or date.earliest is None or date.latest is None:
        return None
    first, last = (shifted(unit, 0, day) for day in (date.earliest, date.latest))
    return date.earliest if first == last or unit == "weekend" else None
