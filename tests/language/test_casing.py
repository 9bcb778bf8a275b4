"""Small letters for texts in capitals."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.language.casing import is_capitals, recased, seen_in
from kg.language.casing_words import English, english
from tests.language.passages import ROOT, linking


@pytest.fixture(scope="session")
def vocabulary(nlp: Language) -> English:
    found = english(nlp)
    assert found is not None
    return found


@pytest.mark.parametrize(
    "line",
    [
        "The talks were held in Madrid on Monday, 3 May, and in March.",
        "They may march on the capital, and the people may turn to Turkey.",
        "British negotiator Veldrik Stornowski met Prime Minister Margaret Thatcher.",
        "President Reagan and Mr. Bush met Secretary Baker in Washington.",
        "U.S. and U.N. officials told NATO and the EU that Iran, Iraq and Peru had signed.",
        "The ambassador said: \"We will go.\" He left with Lucio Garcia de Solar.",
        "The people of Nicaragua, the Soviets and the French want peace by Christmas.",
        "The male and female delegates had a nice reading of the split vote.",
        "Spokesman Peter Lancaster confirmed it. George Lowry and John Hallorand left with Lowry.",
        "The Ministry of Foreign Affairs of Latvia and the Latvian Ministry of Defence protested.",
        "The Organisation of Coastal Fisheries (OCF) met, and the OCF elected a chair.",
        "The Northern Liberation Army and the National Accord Party signed.",
        "The town of Reading and the city of Nice mourned.",
        "Nobody has asked us. They told us that US forces and the US envoy had left with us.",
        "Martin Olsen Jr. won, and his son lost the seat.",
        "The ministry said that the party leader and the army had agreed to the will of the people.",
        "A bank in the north and the front of the house were hit; the company left the market.",
    ],
)  # fmt: skip
def test_round_trip(line: str, vocabulary: English) -> None:
    assert recased(line.upper(), vocabulary=vocabulary) == line


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("THE TWO NEIGHBORS PROMISED TO REOPEN THE BRIDGE", True),
        ("MINISTERS MEET", False),
        ("The two countries agreed to resume relations", False),
        ("NATO, UNESCO, UNICEF, ASEAN and the other ones", False),
        ("1989 1990 1991", False),
    ],
)
def test_is_capitals(text: str, loud: bool) -> None:
    assert is_capitals(text) is loud


def test_words_are_written_as_elsewhere_in_the_article() -> None:
    seen = seen_in(["Last week the Grumblian envoy met the KMLP.", "A frost fell on the talks."])
    assert recased("GRUMBLIAN ENVOY AND KMLP: FROST", seen=seen) == "Grumblian envoy and KMLP: Frost"


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=80))
def test_only_the_case_of_letters_changes(vocabulary: English, text: str) -> None:
    found = recased(text, vocabulary=vocabulary)
    assert len(found) == len(text)
    assert found.casefold() == text.casefold()


@pytest.mark.parametrize("nth", range(0, 400, 23))
def test_a_text_in_capitals_is_read_as_in_small_letters(nlp: Language, nth: int) -> None:
    bench = linking()
    cases = [c for c in bench.read_cases(ROOT / "bench" / "own" / "linking.toml") if c.table in ALIKE]
    for case in cases[nth : nth + 23]:
        assert bench.answer(nlp, case, capitals=True) == case.answer, case.text


ALIKE = ("seats as places", "former states", "persons in appositions and titles")
