"""`The Austrian capital`, `the Swiss city`, `in the capital`: which place they stand for."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from kg.article import Article
from kg.facts import Facts, Form
from kg.language.settlements import capitals
from kg.pipeline import read_all


def _places(nlp: Language, text: str) -> list[str]:
    """Each noun for a place, and the place that it leads to."""
    article = Article(text=text, published=dt.date(2015, 6, 17))
    facts = next(read_all([article], nlp=nlp, max_chars=10_000))
    assert isinstance(facts, Facts), facts
    kinds = {e.key: (e.kind.value, e.label) for e in facts.entities}
    found = [(m.span.of(text), kinds[m.entity]) for m in facts.mentions if m.form is Form.NOMINAL]
    return [f"{said} = {label}" for said, (kind, label) in found if kind == "place"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Talks were held in the Austrian capital on Monday.", "the Austrian capital = Vienna"),
        ("She flew to Austria's capital on Monday.", "Austria's capital = Vienna"),
        ("She flew to the capital of Austria on Monday.", "the capital = Vienna"),
        ("The Austrian capital hosted the talks.", "The Austrian capital = Vienna"),
        ("Anna Larsen flew to Kenya on Monday. She spoke in the capital.", "the capital = Nairobi"),
        ("Rebels seized power in Chad. Shots were heard in the capital.", "the capital = N'Djamena"),
        ("Anna Larsen arrived in Geneva. She met nobody in the Swiss city.", "the Swiss city = Geneva"),
        ("Anna Larsen arrived in Geneva. She met nobody in the city.", "the city = Geneva"),
        (
            "Anna Larsen arrived in Oslo. Talks in Lima failed. She likes the Norwegian city.",
            "the Norwegian city = Oslo",
        ),
        ("A bomb went off in Garissa, Kenya. Two people died near the town.", "the town = Garissa"),
    ],
)
def test_place(nlp: Language, text: str, expected: str) -> None:
    assert _places(nlp, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "The company needs more capital.",
        "The bank moved capital from Austria to Kenya.",
        "The capital was invested in Kenya.",
        "Investors fled the capital markets of Kenya.",
        "Norway and Kenya opened talks in the capital.",
        "She lives in a Swiss city.",
        "She lives in the city.",
        "Talks in Oslo and Lima failed. Shots were heard in the city.",
        "She was born in the city of Geneva.",
        "Geneva is a Swiss city.",
        "She arrived in Oslo. The city's mayor was ill, the city council said.",
        "Anna Larsen spoke in Geneva. It rained. It rained again. It rained for days. Nobody was in the city.",
        "She arrived in Oslo. Nobody knows the Kenyan city.",
    ],
)
def test_no_place(nlp: Language, text: str) -> None:
    assert _places(nlp, text) == []


def test_capitals() -> None:
    found = capitals()
    assert found["country/AT"].place_label == "Vienna"
    assert "country/BI" not in found, "two are named, so neither is the capital"
    assert all(named.place_key for named in found.values())
