"""Offices of which a report says no country, because it was filed there."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.article import Article
from kg.extract import extract
from kg.language import make_doc


def held(nlp: Language, text: str) -> list[tuple[str, str | None]]:
    facts = extract(nlp(make_doc(nlp, Article(text))))
    labels = {e.key: e.label for e in facts.entities}
    return [(labels[r.person], labels[r.of] if r.of else None) for r in facts.roles]


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        (
            "Talks to go on\n\nLIMA, March 3 - Foreign Minister Veldrik Stornowski left for talks on Monday.",
            [("Veldrik Stornowski", "Peru")],
        ),
        (
            "Talks to go on\n\nLIMA, March 3 - Chilean Foreign Minister Veldrik Stornowski left for talks on Monday.",
            [("Veldrik Stornowski", "Chile")],
        ),
        ("Talks to go on\n\nForeign Minister Veldrik Stornowski left Lima on Monday.", [("Veldrik Stornowski", None)]),
        (
            "Talks to go on\n\nGENEVA, March 3 - Foreign Minister Veldrik Stornowski left for talks on Monday.",
            [("Veldrik Stornowski", None)],
        ),
    ],
)
def test_country_of_the_dateline(nlp: Language, text: str, roles: list[tuple[str, str | None]]) -> None:
    assert held(nlp, text) == roles


def test_who_adds_a_clause_is_nobodys_apposition(nlp: Language) -> None:
    text = (
        "Spokesman Veldrik Stornowski spoke on Monday. The king will travel to Lima in May for talks with President "
        "Ollanta Humala, the spokesman added."
    )
    assert [name for name, _ in held(nlp, text)] == ["Veldrik Stornowski", "Ollanta Humala"]
