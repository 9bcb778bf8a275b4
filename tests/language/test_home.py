"""Offices of which a report says no country, because it was filed there."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.article import Article
from kg.extract import extract
from kg.language import make_doc


def held(nlp: Language, text: str, *, publisher: str | None = None) -> list[tuple[str, str | None]]:
    facts = extract(nlp(make_doc(nlp, Article(text, publisher=publisher))))
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


LIMA = "Talks to go on\n\nLIMA, March 3 - "


@pytest.mark.parametrize(
    ("text", "country"),
    [
        # seats of international bodies are nobody's
        ("Talks to go on\n\nBRUSSELS, March 3 - Foreign Minister Veldrik Stornowski left on Monday.", None),
        ("Talks to go on\n\nNAIROBI, March 3 - Foreign Minister Veldrik Stornowski left on Monday.", None),
        # other datelines
        ("Oslo | 3 June 2019\n\nForeign Minister Veldrik Stornowski left on Monday.", "Norway"),
        ("CANBERRA: Foreign Minister Veldrik Stornowski left on Monday.", "Australia"),
        ("Canberra: Foreign Minister Veldrik Stornowski left on Monday.", None),
        ("Buenos Aires, Apr 3 (EFE).- Foreign Minister Veldrik Stornowski left on Monday.", "Argentina"),
        # states without such an office
        ("Talks to go on\n\nWASHINGTON, March 3 - Prime Minister Veldrik Stornowski left on Monday.", None),
        ("Talks to go on\n\nTOKYO, March 3 - President Veldrik Stornowski left on Monday.", None),
        (LIMA + "Chancellor Veldrik Stornowski left on Monday.", None),
        # who acts in the sentence before
        (
            LIMA + 'Peru expelled two consuls. Managua rejected the charge. "They were asleep," Foreign Minister '
            "Veldrik Stornowski said.",
            "Nicaragua",
        ),
        (LIMA + "Peru rejected the charge. Foreign Minister Veldrik Stornowski said it was false.", "Peru"),
        (LIMA + "Chile and Bolivia rejected it. Foreign Minister Veldrik Stornowski said it was false.", None),
        (LIMA + "Chile rejected it. Envoys met Foreign Minister Veldrik Stornowski.", None),
        # what he says of his own country
        ("President Veldrik Stornowski said Serbia would not withdraw.", "Serbia"),
        ("President Veldrik Stornowski said Serbia must withdraw.", None),
        (LIMA + "President Veldrik Stornowski said Serbia would regret it.", None),
        # the place of a visit, a capital in front
        ("She flew to Georgia on Monday, where she met the Prime Minister, Veldrik Stornowski.", "Georgia"),
        ("She lives in Georgia, where a Chilean envoy met the Prime Minister, Veldrik Stornowski.", None),
        ("In Seoul, Foreign Minister Veldrik Stornowski said that the talks went on.", "South Korea"),
        ("In Geneva, Foreign Minister Veldrik Stornowski said that the talks went on.", None),
        ("The White House said that President Veldrik Stornowski would visit Peru.", "United States"),
        ("The White House said that President Veldrik Stornowski had visited Peru.", None),
        ("The White House said that Prime Minister Veldrik Stornowski would visit Peru.", None),
        # those whom he leads
        ("Deputy Foreign Minister Veldrik Stornowski led the Cuban team.", "Cuba"),
        ("The Cuban delegation was headed by Deputy Foreign Minister Veldrik Stornowski.", "Cuba"),
        ("The Cuban protest was headed by Deputy Foreign Minister Veldrik Stornowski.", None),
        # another mention of the same officer
        (LIMA + "Peru expelled the Chilean consul in Tacna. The expelled consul, Veldrik Stornowski, left.", "Chile"),
    ],
)
def test_country_told_by_the_text(nlp: Language, text: str, country: str | None) -> None:
    assert ("Veldrik Stornowski", country) in held(nlp, text)


@pytest.mark.parametrize(
    ("publisher", "text", "roles"),
    [
        (
            "Ministry of Foreign Affairs of Estonia",
            "The Minister for Foreign Affairs, Veldrik Stornowski, leaves for Lima on Monday.",
            [("Veldrik Stornowski", "Estonia")],
        ),
        (
            "Ministry of Foreign Affairs of Estonia",
            "Talks with Foreign Minister Veldrik Stornowski begin on Monday.",
            [("Veldrik Stornowski", None)],
        ),
        (
            "U.S. Department of State",
            "Foreign Minister Veldrik Stornowski arrives on Monday.",
            [("Veldrik Stornowski", None)],
        ),
        (
            "U.S. Department of State",
            "Joanna Merrill\nSecretary of State\nWashington, DC\n\nSECRETARY MERRILL: Good morning. I am pleased.",
            [("Joanna Merrill", "United States")],
        ),
        ("U.S. Department of State", "SECRETARY MERRILL: Good morning. I am pleased.", [("Merrill", "United States")]),
        (
            "U.S. Department of State",
            "SECRETARY MERRILL: Good morning.\n\nSECRETARY STORNOWSKI: Good morning. I am pleased.",
            [("Merrill", None), ("Stornowski", None)],
        ),
    ],
)
def test_country_of_a_ministry_that_publishes(
    nlp: Language, publisher: str, text: str, roles: list[tuple[str, str | None]]
) -> None:
    assert held(nlp, text, publisher=publisher) == roles


def test_who_adds_a_clause_is_nobodys_apposition(nlp: Language) -> None:
    text = (
        "Spokesman Veldrik Stornowski spoke on Monday. The king will travel to Lima in May for talks with President "
        "Ollanta Humala, the spokesman added."
    )
    assert [name for name, _ in held(nlp, text)] == ["Veldrik Stornowski", "Ollanta Humala"]
