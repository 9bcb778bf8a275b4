"""What holds for any day, written in any form, against any day of publication."""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.facts import Date
from kg.language import edtf
from kg.language.date_words import words
from kg.language.dates import find_dates
from kg.language.feasts import easter, feast_day

DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
MONTHS = [name.capitalize() for name in list(words().months)[:12]]
WEEKDAYS = [name.capitalize() for name in list(words().weekdays)[:7]]


PIECES = (
    "on in the last next Friday March 3 31 2014 following year day ago two later spring quarter first of from to "
    "Easter Christmas now '89 1990s and - end weekend earlier a 0 Q3 9/11 2/3/1999 same previous twentieth century "
    "they met , ."
)


PHRASES = [
    "last Friday", "next Friday", "yesterday", "tomorrow", "last week", "next week", "two years ago",
    "in two weeks", "last year", "next year", "over the weekend", "next weekend", "on Easter Sunday",
    "on Thanksgiving", "on the first Monday in May", "in March", "on March 3", "last month", "next month",
    "last summer", "next summer", "last quarter", "next quarter", "on the 31st", "next decade",
    "from Monday to Thursday", "the week before last", "the year after next", "ten years ago today",
    "on the 15th of last month", "by year-end", "on Tuesday of next week", "last century", "next century",
    "in the third quarter", "several years ago",
]  # fmt: skip


def _suffix(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


FORMS: list[Callable[[dt.date], str]] = [
    lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{d.day}{_suffix(d.day)} of {MONTHS[d.month - 1]}, {d.year}",
    lambda d: f"the {d.day}{_suffix(d.day)} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1]} {d.day}{_suffix(d.day)}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1].upper()} {d.day}, {d.year}",
    lambda d: f"{MONTHS[d.month - 1][:3]}{'.' * (d.month != 5)} {d.day}, {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, {d.day} {MONTHS[d.month - 1]} {d.year}",
    lambda d: f"{WEEKDAYS[d.weekday()]}, {MONTHS[d.month - 1]} {d.day}, {d.year}",
    lambda d: d.isoformat(),
    lambda d: f"{d.year}/{d.month}/{d.day}",
    lambda d: f"{d.day}.{d.month}.{d.year}",
]


def dates(nlp: Language, text: str, published: dt.date | None, *, day_first: bool | None = None) -> list[Date]:
    return find_dates(nlp.make_doc(text), published, day_first=day_first)


@settings(max_examples=150, deadline=None)
@given(DAYS, st.sampled_from(FORMS), st.one_of(st.none(), DAYS))
def test_a_day_in_any_form_is_that_day_whenever_it_is_read(
    nlp: Language, day: dt.date, form: Callable[[dt.date], str], published: dt.date | None
) -> None:
    written = form(day)
    text = f"They met on {written} in Oslo."
    (date,) = dates(nlp, text, published)
    assert date.span.of(text) == written
    assert (date.edtf, date.earliest, date.latest) == (day.isoformat(), day, day)


@given(DAYS, st.booleans())
def test_the_publishers_order_is_kept_where_both_make_a_date(nlp: Language, day: dt.date, day_first: bool) -> None:
    first, second = (day.day, day.month) if day_first else (day.month, day.day)
    (date,) = dates(nlp, f"They met on {first}/{second}/{day.year}.", None, day_first=day_first)
    assert date.earliest == day


@given(st.integers(0, 6), DAYS)
def test_a_weekday_is_within_a_week_of_publication(nlp: Language, weekday: int, published: dt.date) -> None:
    (date,) = dates(nlp, f"They met on {WEEKDAYS[weekday]}.", published)
    assert date.earliest is not None
    assert date.earliest.weekday() == weekday
    assert abs((published - date.earliest).days) < 7


@given(st.integers(1, 12), st.integers(1, 28), DAYS)
def test_a_day_without_year_is_within_a_year_of_publication(
    nlp: Language, month: int, day: int, published: dt.date
) -> None:
    (date,) = dates(nlp, f"They met on {MONTHS[month - 1]} {day}.", published)
    assert date.earliest is not None
    assert (date.earliest.month, date.earliest.day) == (month, day)
    assert abs((published - date.earliest).days) <= 366


@given(st.integers(1, 60), st.sampled_from(["day", "week", "month", "year"]), DAYS)
def test_what_is_so_long_ago_lies_behind(nlp: Language, number: int, unit: str, published: dt.date) -> None:
    (date,) = dates(nlp, f"They met {number} {unit}s ago.", published)
    assert date.latest is not None
    assert date.latest < published


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.one_of(st.none(), st.dates()))
def test_any_text_gives_the_same_dates_twice_and_never_fails(
    nlp: Language, text: str, published: dt.date | None
) -> None:
    first = dates(nlp, text, published)
    assert first == dates(nlp, text, published)
    for date in first:
        assert (date.edtf is None) == (date.earliest is None) == (date.latest is None)
        assert not (date.vague and date.edtf)
        if date.earliest is not None and date.latest is not None:
            assert date.earliest <= date.latest


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(PIECES.split()),
        max_size=12,
    ),
    st.one_of(st.none(), st.dates()),
)  # fmt: skip
def test_every_reading_is_edtf(nlp: Language, pieces: list[str], published: dt.date | None) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from edtf import parse_edtf

        for date in dates(nlp, " ".join(pieces), published):
            if date.edtf is not None:
                parse_edtf(date.edtf)
                assert edtf.bounds(date.edtf) == (date.earliest, date.latest)


@pytest.mark.parametrize("published", [dt.date.min, dt.date.max])
@pytest.mark.parametrize("words", PHRASES)
def test_the_ends_of_the_calendar_do_no_harm(nlp: Language, words: str, published: dt.date) -> None:
    for date in dates(nlp, f"They will meet {words}, and met {words}.", published):
        assert date.edtf is None or edtf.bounds(date.edtf) == (date.earliest, date.latest)


@given(st.integers(1583, 4000))
def test_easter_is_that_of_dateutil(year: int) -> None:
    from dateutil.easter import easter as theirs

    assert easter(year) == theirs(year)


@pytest.mark.parametrize("year", [0, 1, 9999, 10000])
def test_a_feast_out_of_the_calendar_has_no_day(year: int) -> None:
    assert feast_day("easter", year) is None


def test_every_feast_has_a_day_in_every_year() -> None:
    table = words()
    for name in (*table.feasts, *table.easter, *table.nth_weekday):
        for year in (1900, 2000, 2016, 2023):
            day = feast_day(name, year)
            assert day is not None and day.year == year, name
