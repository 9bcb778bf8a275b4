"""Web pages: the article, and what the page declares of it."""

from __future__ import annotations

import datetime as dt

import pytest

from kg.intake import article_from
from kg.pages import page_date

PROSE = (
    "<p>The foreign minister of Norway arrived in Lisbon on Friday for talks about fishing in the northern sea.</p>"
    "<p>She said that the talks would go on until Monday and that nobody should expect a treaty from them.</p>"
)


def page(*, head: str = "", before: str = "", after: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>Cod</title>{head}</head><body><nav><a href='/'>Home</a></nav>{before}"
        f"<article><h1>Minister arrives in Lisbon</h1>{PROSE}{after}</article><footer>(c) 2031</footer></body></html>"
    )


def test_a_tag_of_endless_attributes_is_read_over() -> None:
    endless = f"<section {' '.join(f'a{n}=1' for n in range(20_000))}>"
    assert article_from(page(before=endless), html=True).text == article_from(page(), html=True).text


PUBLISHED = '<meta property="article:published_time" content="{}">'


def test_a_page_gives_text_title_date_publisher_and_address() -> None:
    head = (
        PUBLISHED.format("2017-12-22T10:00:00Z")
        + '<meta property="og:site_name" content="The Gazette"><link rel="canonical" href="https://a.example/cod">'
    )
    article = article_from(page(head=head), html=True)
    assert "Home" not in article.text and "(c) 2031" not in article.text and "Lisbon on Friday" in article.text
    assert (article.title, article.publisher) == ("Minister arrives in Lisbon", "The Gazette")
    assert (article.published, article.url) == (dt.date(2017, 12, 22), "https://a.example/cod")


@pytest.mark.parametrize(
    ("html", "day"),
    [
        (page(head=PUBLISHED.format("1987-05-06")), "1987-05-06"),
        (page(head=PUBLISHED.format("2031-05-06T10:00:00Z")), "2031-05-06"),
        (page(before='<time datetime="2018-04-03">Tuesday</time>'), "2018-04-03"),
        (page(before='<span class="entry-date">December 22, 2017</span>'), "2017-12-22"),
        (page(head='<link rel="canonical" href="https://a.example/2015/04/03/cod">'), "2015-04-03"),
        (page(head='<script type="application/ld+json">{"datePublished": "2019-03-02"}</script>'), "2019-03-02"),
    ],
)
def test_the_day_that_a_page_declares(html: str, day: str) -> None:
    assert page_date(html) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    "html",
    [
        page(),
        page(before="<span class='date'>3 hours ago</span>"),
        page(before="<span class='date'>March 11</span>"),
        page(before="<time>Friday</time>"),
        page(after="<p>The treaty was signed on 5 May 2015 in Paris, and another one on 2016-03-04 in Rome.</p>"),
        page(head='<meta property="article:modified_time" content="2019-03-02">'),
        page(head=PUBLISHED.format("2017-13-45")),
    ],
)
def test_no_day_is_guessed_from_the_clock_or_the_prose(html: str) -> None:
    assert page_date(html) is None
