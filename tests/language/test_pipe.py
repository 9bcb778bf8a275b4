"""The components together: their order, one by one as a spaCy user adds them, and any text at all."""

from __future__ import annotations

import importlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.article import Article
from kg.errors import ModelError
from kg.extract import extract
from kg.facts import Facts
from kg.language import AFTER_PARSER, BEFORE_PARSER, MODEL, load, make_doc, register, state

pytestmark = pytest.mark.model

PIECES = [
    "Polish Foreign Minister Jan Nowak",
    "his Czech counterpart, Eva Mala,",
    "said",
    "“We agreed,”",
    "``It is over''",
    "‘No’",
    "the Kremlin",
    "Moscow",
    "on Friday",
    "last month",
    "accused Berlin of spying.",
    "Nowak: Never!",
    "QUESTION: Why?",
    "\n\n",
    "\n",
    "• ",
    "LONDON, 19 OCT 89 (XINHUA) -- [TEXT] THE MINISTER ARRIVED.",
    "Mr.",
    "of",
    "and",
    "(",
    "”",
    "\U0001f1f5\U0001f1f1",
    "é",
    "游錫堃",
    "\u200b",
    "Sign up for our newsletter",
]


def read(nlp: Language, text: str) -> Facts:
    return extract(nlp(make_doc(nlp, Article(text=text, published="2019-05-14"))))  # type: ignore[arg-type]


def test_no_component_misses_what_it_reads(nlp: Language) -> None:
    analysis = nlp.analyze_pipes()
    assert analysis is not None
    problems = analysis["problems"]
    assert not any(problems.values()), problems


def test_components_can_be_added_one_by_one() -> None:
    nlp: Language = importlib.import_module(MODEL).load()
    register()
    for name in BEFORE_PARSER:
        nlp.add_pipe(name, first=True)
    for name in AFTER_PARSER:
        nlp.add_pipe(name)
    doc = nlp(make_doc(nlp, Article(text="Polish Foreign Minister Jan Nowak visited Riga.")))
    assert [e.label for e in state.entities(doc)] == ["Poland", "Jan Nowak", "Riga"]


def test_a_text_without_an_article_is_read_too(nlp: Language) -> None:
    doc = nlp("Polish Foreign Minister Jan Nowak visited Riga.")
    assert "Jan Nowak" in [e.label for e in state.entities(doc)]


def test_a_model_without_a_parser_is_refused() -> None:
    with pytest.raises(ModelError, match="can't be loaded"):
        load("no_such_model")


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=8), min_size=1, max_size=14))
def test_any_text_gives_spans_inside_it(nlp: Language, pieces: list[str]) -> None:
    text = " ".join(pieces)
    if not text.strip():
        return
    facts = read(nlp, text)
    size = len(facts.article.text)
    keys = {e.key for e in facts.entities}
    for mention in facts.mentions:
        assert mention.span.end <= size and mention.entity in keys
    for fact in facts:
        assert all(span.end <= size for span in (*fact.evidence.spans, fact.evidence.sentence))


@pytest.mark.parametrize(
    "text",
    [
        "Jan Nowak said “we agreed on Monday.",
        "Jan Nowak said we agreed” on Monday.",
        "“““",
        "Minister minister minister of of of",
        "His counterpart met his counterpart.",
        "Nowak: ",
        "He said he said he said.",
        "\U0001f1f5\U0001f1f1" * 50,
    ],
)
def test_odd_texts_are_read(nlp: Language, text: str) -> None:
    assert read(nlp, text).article.text == text
