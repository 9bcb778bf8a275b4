"""The day that a dateline gives, and that none is guessed."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.published import dateline_date, written_date


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("LONDON, 22 December 2017 – A minister arrived.", "2017-12-22"),
        ("LONDON, 22 December 2017 - A minister arrived.", "2017-12-22"),
        ("LONDON, Dec. 22, 2017 (Gazette) — A minister arrived.", "2017-12-22"),
        ("A headline\n\nGENEVA, Switzerland, 3rd March 2021 — Talks began.", "2021-03-03"),
        ("RIO DE JANEIRO, Friday, March 5, 2021 – Talks began.", "2021-03-05"),
        ("QUITO (EC), 7 FEB 91 (LIMA GAZETTE) -- TALKS BEGAN", "1991-02-07"),
        ("Oslo, 4 May 2021 – Talks began.", "2021-05-04"),
        ("A headline\nThursday, October 10, 2019\n\nTalks began.", "2019-10-10"),
        ("A headline\nBy A. Reporter\nPublished: 3 May 2021 10:30 GMT\n\nTalks began.", "2021-05-03"),
        ("A headline\n2021-05-03\nTalks began.", "2021-05-03"),
        ("# A headline\n\n*October 10, 2019*\n\nTalks began.", "2019-10-10"),
    ],
)
def test_a_dateline_gives_the_day(text: str, day: str) -> None:
    assert dateline_date(text) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "text",
    [
        "WASHINGTON, March 11 - A minister arrived.",
        "LONDON – A minister arrived on 22 December 2017.",
        "LONDON – A minister arrived.",
        "On Friday, 22 December 2017 – a cold day – a minister arrived.",
        "The treaty of Lisbon, 13 December 2007 – was signed.",
        "The ministers met in Paris, 3 May 2021 (the second time).",
        "LONDON, 31 February 2017 – A minister arrived.",
        "LONDON, 22 December 20175 – A minister arrived.",
        "Words. " * 3 + "\n" + "Line.\n" * 20 + "Thursday, October 10, 2019\n",
        "Updated: 3 May 2021",
        "Thursday, October 10",
        "",
    ],
)
def test_no_day_without_a_whole_date_in_a_dateline(text: str) -> None:
    assert dateline_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"), [("May 3rd, 2021", dt.date(2021, 5, 3)), ("spring 2021", None), ("3 May", None)]
)
def test_written_dates(text: str, day: dt.date | None) -> None:
    assert written_date(text) == day


@given(st.text(max_size=300))
def test_any_text_has_a_day_or_none(text: str) -> None:
    assert dateline_date(text) is None or written_date(text) is None
