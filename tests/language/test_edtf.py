"""Calendar arithmetic, with the package `edtf` as the oracle."""

from __future__ import annotations

import datetime as dt
import time
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.language import edtf

DAYS = st.dates(dt.date(1000, 1, 15), dt.date(2990, 1, 1))


def oracle(text: str) -> tuple[dt.date, dt.date]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf

        parsed = parse_edtf(text)

    def day(value: time.struct_time) -> dt.date:
        return dt.date(*value[:3])

    return day(parsed.lower_strict()), day(parsed.upper_strict())


@given(DAYS, st.integers(-40, 40))
def test_days_months_years_and_weeks_have_the_bounds_of_the_standard(day: dt.date, step: int) -> None:
    for text in (edtf.day(day), edtf.month(day.year, day.month + step), edtf.year(day.year), edtf.week(day)):
        assert edtf.bounds(text) == oracle(text)


@pytest.mark.parametrize("text", ["198X", "19XX", "2006/2009", "2012~", "2022-07-18/2022-07-24", "2016-02", "2000-02"])
def test_bounds(text: str) -> None:
    assert edtf.bounds(text) == oracle(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [("2017-21", "2017-03-01", "2017-05-31"), ("2017-24", "2017-12-01", "2018-02-28")],
)
def test_seasons_are_those_of_the_north_by_months(text: str, first: str, last: str) -> None:
    assert edtf.bounds(text) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "text", ["", "2017-13", "2017-02-30", "last week", "2009/2006", "2001/2002/2003", "0000", "17"]
)
def test_no_bounds(text: str) -> None:
    assert edtf.bounds(text) is None


@given(DAYS)
def test_a_week_runs_from_monday_to_sunday_around_its_day(day: dt.date) -> None:
    found = edtf.bounds(edtf.week(day))
    assert found is not None
    first, last = found
    assert first.weekday() == 0
    assert (last - first).days == 6
    assert first <= day <= last


@pytest.mark.parametrize(
    ("text", "name"),
    [("2017-12-22", "day"), ("2017-12", "month"), ("2017-22", "season"), ("2017~", "year"), ("198X", "decade"),
     ("19XX", "century"), ("2006/2009", "interval")],
)  # fmt: skip
def test_precision(text: str, name: str) -> None:
    assert edtf.precision(text) == name
