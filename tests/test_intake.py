"""Sources -> Article: what is read, what is refused, and whose word counts."""

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
from kg.front_matter import Metadata
from kg.intake import article_from, find_sources, read_source

PAGE = (
    "<!doctype html><html><body><article><p>The foreign minister of Norway arrived in Lisbon on Friday for talks.</p>"
    "<p>She said that the talks would go on until Monday and that nobody should expect a treaty.</p></article></body>"
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
    for data, text in (("Lavín spoke.".encode(), "Lavín spoke."), (PAGE.encode(), "arrived in Lisbon on Friday")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
        assert text in read_source("-").text


def test_line_ends_and_nul() -> None:
    assert article_from("one\r\ntwo\rthree\x00" + "." * 200, html=False).text.startswith("one\ntwo\nthree.")


def test_the_dateline_comes_last() -> None:
    text = "published: 2017-12-23\n\nLONDON, 22 December 2017 - A minister arrived."
    assert article_from(text, html=False).published == dt.date(2017, 12, 23)
    own = Metadata(published=dt.date(2018, 1, 1), title="Mine")
    article = article_from(text, html=False, given=own)
    assert (article.published, article.title) == (dt.date(2018, 1, 1), "Mine")
    assert article_from(text.split("\n\n")[1], html=False).published == dt.date(2017, 12, 22)


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
