"""Who a noun phrase is: the token that heads it leads to its entities, and to those joined to it."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.language.actors import Actors


def _labels(nlp: Language, text: str, word: str) -> list[str]:
    doc = nlp(text)
    actors = Actors(doc)
    token = next(t for t in doc if t.text == word)
    return [actors.entities[key].label for key in actors.of(token)]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Peru, Chile and Kenya met.", "Peru", ["Peru", "Chile", "Kenya"]),
        ("Norway met Peru and Chile.", "Peru", ["Peru", "Chile"]),
        (
            "Norway, the United Arab Emirates, Chile and Kenya cut ties with Peru.",
            "Norway",
            ["Norway", "United Arab Emirates", "Chile", "Kenya"],
        ),
        ("Norway, a kingdom, met Peru.", "Norway", ["Norway"]),
        ("Anna Larsen, Norway's envoy, met Peru.", "Larsen", ["Anna Larsen"]),
        ("Talks were held in Geneva.", "Geneva", []),
        ("Norway's roads are long.", "roads", []),
    ],
)
def test_of(nlp: Language, text: str, word: str, expected: list[str]) -> None:
    assert _labels(nlp, text, word) == expected


def test_nobody_is_nobody(nlp: Language) -> None:
    doc = nlp("It rained.")
    actors = Actors(doc)
    assert not any(actors.of(t) or actors.places(t) or actors.mention(t) for t in doc)
