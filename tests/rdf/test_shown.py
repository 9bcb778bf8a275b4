"""Answers as a notebook shows them: readable, short, and of text that stays text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from pyoxigraph import Literal, NamedNode, Triple

from kg import Store
from kg.rdf.queries import Answer
from kg.rdf.shown import MOST_LINES, MOST_ROWS, as_html, as_line
from kg.rdf.terms import DEFAULT_BASE
from tests import hostile


class Page(HTMLParser):
    """The tags of a page with their attributes, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: set[tuple[str, str | None]] = set()
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes.update(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def rows(count: int) -> Answer:
    return Answer(columns=("n",), rows=tuple((f"<{n}>",) for n in range(count)))


def triples(count: int, text: str = "x") -> Answer:
    made = (Triple(NamedNode(f"http://a/{n:03}"), NamedNode("http://b"), Literal(text)) for n in range(count))
    return Answer(triples=tuple(made), base=DEFAULT_BASE)


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        (Answer(truth=True), "<Answer: true>"),
        (Answer(truth=False), "<Answer: false>"),
        (Answer(columns=("a", "b"), rows=(("1", None),)), "<Answer: 1 row of a, b>"),
        (Answer(columns=("a",)), "<Answer: 0 rows of a>"),
        (rows(1200), "<Answer: 1,200 rows of n>"),
        (triples(1), "<Answer: 1 triple>"),
        (triples(0), "<Answer: 0 triples>"),
    ],
)
def test_an_answer_in_one_line(answer: Answer, line: str) -> None:
    assert as_line(answer) == repr(answer) == line


def test_a_table_has_a_head_its_rows_and_their_number() -> None:
    page = Page(as_html(Answer(columns=("who", "whom"), rows=(("Oslo", None), ("Lima", "Rome")))))
    assert page.tags.count("th") == 2 and page.tags.count("td") == 4
    assert page.text.split() == ["whowhom", "Oslo", "LimaRome", "2", "rows"]


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        (Answer(columns=("a",)), "0 rows"),
        (rows(MOST_ROWS), f"\n{MOST_ROWS} rows"),
        (rows(MOST_ROWS + 1), f"the first of {MOST_ROWS + 1} rows"),
        (triples(MOST_LINES), f".{MOST_LINES} triples"),
        (triples(MOST_LINES + 1), f"the first of {MOST_LINES + 1} triples"),
        (Answer(truth=False), "false"),
    ],
)
def test_what_is_long_is_cut_and_counted(answer: Answer, end: str) -> None:
    page = Page(as_html(answer))
    assert page.text.endswith(end)
    assert page.tags.count("td") <= MOST_ROWS


def test_turtle_is_shown_without_its_prefixes() -> None:
    text = Page(as_html(triples(2))).text
    assert "@prefix" not in text and "http://a/001" in text


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS.keys())
def test_text_stays_text(text: str) -> None:
    plain = Page(as_html(Answer(columns=("a",), rows=(("x",),))))
    page = Page(as_html(Answer(columns=("a",), rows=((text,),))))
    assert page.tags == plain.tags and page.attributes == plain.attributes
    assert Page(as_html(triples(1, hostile.held(text)))).tags == ["div", "pre", "p"]


def test_what_a_notebook_sets_as_a_formula_is_marked_as_none() -> None:
    assert "mathjax_ignore" in as_html(Answer(columns=("price",), rows=(("from $5 to $6",),)))


def test_a_notebook_finds_it() -> None:
    answer = Store().query("SELECT ?a { ?a ?b ?c }")
    assert answer._repr_html_() == as_html(answer)
    assert repr(Store()) == "<Store: 0 articles, 0 triples>"
