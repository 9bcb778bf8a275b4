"""Front matter: what it says, and what is none."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import DateError
from kg.front_matter import Metadata, split_front_matter

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


@pytest.mark.parametrize("lines", [30, 3_000])
def test_a_fence_may_hold_much(lines: int) -> None:
    text = "---\n" + "key: value\n" * lines + "title: A visit\n---\n\nWords."
    assert split_front_matter(text) == ("Words.", Metadata(title="A visit"))


@given(st.text(max_size=300))
def test_it_never_raises_but_for_a_date(text: str) -> None:
    try:
        split_front_matter(text)
    except DateError:
        assert "date" in text.lower() or "published" in text.lower()
