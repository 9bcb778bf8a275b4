"""The same article twice: what is one, what is two, and that nothing is lost."""

from __future__ import annotations

import datetime as dt
import logging

import pytest

from kg.article import Article
from kg.duplicates import distinct

DAY, LATER = dt.date(2023, 3, 17), dt.date(2023, 3, 18)


def found(*articles: Article) -> list[tuple[str, Article]]:
    return [(f"{name}.txt", article) for name, article in zip("abcdef", articles, strict=False)]


def one(text: str = "Words.", **known: object) -> Article:
    return Article(text=text, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("first", "second", "kept"),
    [
        (one(), one(), one()),
        (one(title="T"), one(title="T"), one(title="T")),
        (one(), one(title="T", published=DAY), one(title="T", published=DAY)),
        (one(title="T"), one(published=DAY, publisher="P"), one(title="T", publisher="P", published=DAY)),
        (one(), one(url="https://a.example/x"), one(url="https://a.example/x")),
        (one(url="https://a.example/x"), one(title="T"), one(url="https://a.example/x", title="T")),
        (one(id="mine"), one(id="mine", title="T"), one(id="mine", title="T")),
    ],
)
def test_one_text_is_one_article_with_all_that_is_known(
    first: Article, second: Article, kept: Article, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        assert distinct(found(first, second)) == [kept]
    assert caplog.messages == ["b.txt: the same text as a.txt; it is read once"]


@pytest.mark.parametrize(
    ("first", "second", "words"),
    [
        (one(published=DAY), one(published=LATER), "the same text as a.txt, but another date"),
        (one(title="T"), one(title="U"), "the same text as a.txt, but another title"),
        (one(publisher="P", title="T"), one(publisher="Q", title="U"), "but another title and publisher"),
        (one(url="https://a.example/x"), one("More.", url="https://a.example/x/"), "another text than a.txt under"),
        (one(id="mine"), one("More.", id="mine"), "another text than a.txt under"),
    ],
)
def test_what_contradicts_is_two_articles_and_is_said(
    first: Article, second: Article, words: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        kept = distinct(found(first, second))
    assert kept[0] == first
    assert (kept[1].text, kept[1].title, kept[1].published) == (second.text, second.title, second.published)
    assert kept[0].id != kept[1].id
    assert len(caplog.messages) == 1 and words in caplog.messages[0] and caplog.messages[0].endswith("both are kept")


def test_one_path_given_twice_is_no_news(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert distinct([("a.txt", one()), ("a.txt", one())]) == [one()]
    assert caplog.messages == []


@pytest.mark.parametrize(
    "articles",
    [
        (one("One."), one("Two.")),
        (one(url="https://a.example/x"), one(url="https://b.example/x")),
        (one("One.", url="https://a.example/x"), one("Two.", url="https://a.example/y")),
        (one(id="mine"), one(id="yours")),
        (),
    ],
)
def test_what_is_different_passes_silently(articles: tuple[Article, ...], caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        assert distinct(found(*articles)) == list(articles)
    assert caplog.messages == []


def test_no_two_articles_share_an_id() -> None:
    texts = [one(published=DAY), one(published=LATER), one(), one(title="T"), one(published=LATER, title="U")]
    kept = distinct(found(*texts))
    assert [(a.title, a.published) for a in kept] == [("T", DAY), ("U", LATER)]
    assert kept[0].id != kept[1].id
    assert distinct(found(*texts)) == kept
