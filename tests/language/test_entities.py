"""Sentences and whom or what their words lead to: `words -> key`; `words -> -` where there must be no link."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.article import Article
from kg.language import make_doc, state

pytestmark = pytest.mark.model

CASES = [
    # capitals and seats: the government or the place
    ("Moscow said on Monday that it would not attend.", ["Moscow -> country/RU"]),
    ("The minister landed in Moscow on Monday.", ["Moscow -> place/moscow"]),
    ("Relations between London and Moscow are poor.", ["London -> country/GB", "Moscow -> country/RU"]),
    ("The Kremlin denied the report.", ["Kremlin -> country/RU"]),
    ("They met at the Kremlin.", ["Kremlin -> place/kremlin"]),
    ("Her visit to Ottawa begins today.", ["Ottawa -> place/ottawa"]),
    ("She accused Beijing of spying.", ["Beijing -> country/CN"]),
    ("Talks in Vienna with Tehran failed.", ["Vienna -> place/vienna", "Tehran -> country/IR"]),
    # countries by name, adjective, abbreviation
    ("The U.S. and French positions differ.", ["U.S. -> country/US", "French -> country/FR"]),
    ("South Korea and North Macedonia signed.", ["South Korea -> country/KR", "North Macedonia -> country/MK"]),
    # a person, not a place
    (
        "Michael Jordan met Chad Miller there.",
        ["Michael Jordan -> person/michael-jordan", "Chad Miller -> person/chad-miller"],
    ),
    # short forms
    (
        "Elena Petrova met Marco Bianchi. Petrova smiled and Bianchi left.",
        ["Petrova -> person/elena-petrova", "Bianchi -> person/marco-bianchi"],
    ),
    # pronouns
    ("Elena Petrova flew home. She had met reporters.", ["She -> person/elena-petrova"]),
    ("John Carter said he would resign.", ["he -> person/john-carter"]),
    ("John Carter told Peter Novak that it was late. Then he left.", ["John Carter -> person/john-carter"]),
    # nominals
    ("The Norwegian government agreed.", ["The Norwegian government -> country/NO"]),
    ("Spanish officials were silent.", ["Spanish officials -> country/ES"]),
    (
        "The Slovak foreign minister, Marta Kovacs, came. The minister left.",
        ["The minister -> person/marta-kovacs"],
    ),
    (
        "The UN Security Council met. The council voted.",
        ["The council -> organisation/un-security-council"],
    ),
    (
        "Peru and Chile quarrelled. The two countries share a border.",
        ["The two countries -> country/CL", "The two countries -> country/PE"],
    ),
    # ministries
    (
        "The Algerian Foreign Ministry protested.",
        ["Algerian Foreign Ministry -> organisation/algeria-foreign-ministry"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda v: str(v)[:50])
def test_links(nlp: Language, text: str, expected: list[str]) -> None:
    doc = nlp(make_doc(nlp, Article(text=text)))
    found = [f"{m.span.of(text)} -> {m.entity}" for m in state.mentions(doc)]
    assert set(expected) <= set(found), found
