"""The input record: what it keeps, what it refuses, and its identity."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article import Article, canonical_url, parse_day
from kg.errors import DateError, IntakeError


def test_line_ends_and_nul_are_all_that_changes() -> None:
    assert Article(text=" one\r\ntwo\rthree\x00\n\t“four” ").text == " one\ntwo\nthree\n\t“four” "


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00", "\r\n"])
def test_an_article_has_words(text: str) -> None:
    with pytest.raises(IntakeError, match="no text"):
        Article(text=text)


def test_the_identity_is_that_of_the_address_else_of_the_text() -> None:
    here = Article(text="Words.", url="https://A.example/visit/")
    assert here.id == Article(text="Other words.", url="https://a.example:443/visit#top").id
    assert here.id != Article(text="Words.").id
    assert Article(text="Words.").id == Article(text="Words.", title="A title", publisher="P").id
    assert Article(text="Words.\r\n").id == Article(text="Words.\n").id
    assert Article(text="Words.", id="mine").id == "mine"


def test_an_article_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Article(text="Words.").title = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://user:pw@A.Example:443/Path/?q=1#part", "https://a.example/Path?q=1"),
        ("http://a.example:8080/", "http://a.example:8080"),
        (" https://a.example/x ", "https://a.example/x"),
        ("https://a.example:port/x", "https://a.example/x"),
    ],
)
def test_canonical_addresses(url: str, canonical: str) -> None:
    assert canonical_url(url) == canonical


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2017-12-22", dt.date(2017, 12, 22)),
        (" 2017-12-22T23:30:00-05:00", dt.date(2017, 12, 22)),
        ("2017-12-22 23:30", dt.date(2017, 12, 22)),
        ("2017-12-22Z", dt.date(2017, 12, 22)),
        (dt.date(2017, 12, 22), dt.date(2017, 12, 22)),
        (dt.datetime(2017, 12, 22, 23, tzinfo=dt.UTC), dt.date(2017, 12, 22)),
        (None, None),
        ("", None),
    ],
)
def test_days(value: str | dt.date | None, day: dt.date | None) -> None:
    assert parse_day(value) == day


@pytest.mark.parametrize(
    "value",
    [
        *("2017-02-30", "2017-13-01", "22.12.2017", "yesterday", "2017", "2017-12", "0000-00-00"),
        *("2017-12-221", "2017-12-22nd"),
    ],
)
def test_what_is_no_day(value: str) -> None:
    with pytest.raises(DateError, match="YYYY-MM-DD"):
        parse_day(value)


@given(st.text(max_size=80))
def test_any_text_is_an_article_or_refused_and_can_be_written(text: str) -> None:
    try:
        article = Article(text=text)
    except IntakeError:
        return
    article.text.encode("utf-8")
    assert len(article.id) == 16 and "\x00" not in article.text and "\r" not in article.text


@given(st.text(max_size=30))
def test_any_date_is_a_day_or_refused(value: str) -> None:
    try:
        assert parse_day(value) is None or value.strip()
    except DateError as error:
        assert "\n" not in str(error)
