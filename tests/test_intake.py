"""Sources -> Article: what is read, what is refused, and where the date comes from."""

from __future__ import annotations

import datetime as dt
import io
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.article import Article
from kg.encoding import decode
from kg.errors import DateError, IntakeError
from kg.intake import (
    Metadata,
    article_from,
    dateline_date,
    find_sources,
    page_date,
    read_source,
    split_front_matter,
    written_date,
)

PROSE = (
    "<p>The foreign minister of Norway arrived in Lisbon on Friday for talks about fishing in the northern sea.</p>"
    "<p>She said that the talks would go on until Monday and that nobody should expect a treaty from them.</p>"
)


def page(*, head: str = "", before: str = "", after: str = "") -> str:
    return (
        f"<!doctype html><html><head><title>Cod</title>{head}</head><body><nav><a href='/'>Home</a></nav>{before}"
        f"<article><h1>Minister arrives in Lisbon</h1>{PROSE}{after}</article><footer>(c) 2031</footer></body></html>"
    )


# ---------------------------------------------------------------- files and directories


def test_a_directory_is_its_articles_in_order_without_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "sub/c.HTML", ".hidden.txt", ".git/d.txt", "notes.csv"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("Words.")
    assert find_sources([tmp_path, tmp_path / "b.txt"]) == [tmp_path / n for n in ("a.md", "b.txt", "sub/c.HTML")]


def test_a_graph_in_a_directory_is_no_article(tmp_path: Path) -> None:
    for name in ("a.txt", "out/graph.html", "out/graph.ttl", "other/graph.html"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("Words.")
    assert find_sources([tmp_path]) == [tmp_path / "a.txt", tmp_path / "other/graph.html"]


@pytest.mark.parametrize(
    ("name", "message"),
    [("nothing-here.txt", "no such file"), ("empty", "no article in this directory")],
)
def test_what_holds_no_article_is_refused(tmp_path: Path, name: str, message: str) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(IntakeError, match=message):
        find_sources([tmp_path / name])


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t\n", "empty"),
        ("a.txt", b"title: Only a title\n\n", "no text"),
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.txt", b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "image"),
        ("a.txt", b"PK\x03\x04rest of a document", "office document"),
        ("a.txt", bytes(range(256)) * 4, "not text"),
        ("a.txt", bytes(range(128, 256)) * 4, "not text"),
        ("a.txt", b"\xff\xfea", "announce UTF-16"),
        ("a.txt", b"published: 2017-02-30\n\nWords.", "2017-02-30"),
        ("a.pdf", b"words", ".pdf files are not read"),
        ("a.html", b"<html><body><nav><a href='/'>Home</a></nav></body></html>", "no article"),
        ("a.html", b"<html><body><p>Please log in to go on reading this.</p></body></html>", "no article"),
        ("a.html", b"<", "no article"),
    ],
)
def test_each_refusal_is_one_line_that_names_the_file(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(IntakeError) as caught:
        read_source(tmp_path / name)
    text = str(caught.value)
    assert text.startswith(str(tmp_path / name)) and message in text and "\n" not in text


def test_standard_input_may_be_text_or_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, text in (("Lavín spoke.".encode(), "Lavín spoke."), (page().encode(), "arrived in Lisbon on Friday")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert text in read_source("-").text


def test_line_ends_and_nul() -> None:
    assert article_from("one\r\ntwo\rthree\x00" + "." * 200, html=False).text.startswith("one\ntwo\nthree.")


# ---------------------------------------------------------------- front matter

FRONT = Metadata(title="A visit", published=dt.date(2017, 12, 22))


@pytest.mark.parametrize(
    ("text", "body", "said"),
    [
        ("title: A visit\npublished: 2017-12-22\n\nWords.", "Words.", FRONT),
        ("Title: A visit\nDate: 22 December 2017\n\n\nWords.", "Words.", FRONT),
        ('---\ntitle: "A visit"\ndate: 2017-12-22T10:00:00Z\n---\n\nWords.', "Words.", FRONT),
        ("---\ntitle: A visit\ntags:\n  - cod\ndate: 2017-12-22\n---\nWords.", "Words.", FRONT),
        ("title: A visit\ndate: 2017-12-22\n---\nWords.", "Words.", FRONT),
        ("title: A visit\r\ndate: 2017-12-22\r\n\r\nWords.", "Words.", FRONT),
        ("url: https://a.example/b\nnote: invented\n\nWords.", "Words.", Metadata(url="https://a.example/b")),
        ("publisher: The Gazette\nlanguage: en\n\nX", "X", Metadata(publisher="The Gazette", language="en")),
        ("title:\npublisher: P\n\nX", "X", Metadata(publisher="P")),
    ],
)
def test_front_matter(text: str, body: str, said: Metadata) -> None:
    assert split_front_matter(text) == (body, said)


@pytest.mark.parametrize(
    "text",
    [
        "Lavrov: He is afraid.\n\nJohnson: It is your reputation.",
        "Lavrov: He is afraid.\ntitle: x\n\nWords.",
        "title: A visit\nand its consequences for the two countries\n\nWords.",
        "title: no blank line follows",
        "Note: the minister did not come.\n\nHe sent his deputy.",
        "---\n\nWords after a rule.\n",
        "---\nWords between\n\nrules.\n---\n" + "More. " * 3 + "\n" * 50,
        "Words.\n\ntitle: too late\n\n",
        "",
    ],
)
def test_what_is_no_front_matter_stays_text(text: str) -> None:
    body, said = split_front_matter(text)
    if not text.startswith("---\nWords"):
        assert body == text
    assert said == Metadata()


def test_an_impossible_date_in_the_front_matter() -> None:
    with pytest.raises(DateError, match="2017-02-30"):
        split_front_matter("published: 2017-02-30\n\nWords.")


# ---------------------------------------------------------------- datelines


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


def test_the_dateline_comes_last() -> None:
    text = "published: 2017-12-23\n\nLONDON, 22 December 2017 - A minister arrived."
    assert article_from(text, html=False).published == dt.date(2017, 12, 23)
    own = Metadata(published=dt.date(2018, 1, 1), title="Mine")
    article = article_from(text, html=False, given=own)
    assert (article.published, article.title) == (dt.date(2018, 1, 1), "Mine")
    assert article_from(text.split("\n\n")[1], html=False).published == dt.date(2017, 12, 22)


# ---------------------------------------------------------------- pages

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


# ---------------------------------------------------------------- anything at all


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_give_an_article_or_a_refusal(data: bytes, html: bool) -> None:
    try:
        article = article_from(decode(data, html=html).text, html=html)
    except (IntakeError, DateError) as error:
        assert "\n" not in str(error)
    else:
        assert isinstance(article, Article) and article.text.strip() and "\x00" not in article.text


@given(st.text(max_size=200))
def test_any_text_is_kept_as_it_is(text: str) -> None:
    data = f"A first line of words.\n{text}".encode("utf-8", "replace").decode()
    article = article_from(data, html=False)
    assert article.text == data.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")


@given(st.text(max_size=300))
def test_datelines_and_front_matter_never_raise_but_for_a_date(text: str) -> None:
    dateline_date(text)
    try:
        split_front_matter(text)
    except DateError:
        assert "date" in text.lower() or "published" in text.lower()
