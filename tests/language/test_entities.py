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
    # pronouns by honorific, and none where two fit
    ("Mr Okoro met Mrs Adeyi in Lagos. She told reporters that it was late.", ["She -> person/ARTICLE-adeyi"]),
    ("Lithuania expelled a diplomat. It accused Belarus of spying.", ["It -> country/LT"]),
    # capitals in between
    ("The mediator shuttled between Doha and Kabul.", ["Doha -> place/doha", "Kabul -> place/kabul"]),
    ("A Damascus court ruled on Sunday.", ["Damascus -> place/damascus"]),
    ("Damascus officials were silent.", ["Damascus officials -> country/SY"]),
    ("He spoke from Beirut, and won support from Paris.", ["Beirut -> place/beirut", "Paris -> country/FR"]),
    ("They met in Brussels.", ["Brussels -> place/brussels"]),
    # unnamed officers
    (
        "A spokesman for the Estonian government denied it. The spokesman gave no details.",
        ["A spokesman for the Estonian government -> country/EE", "The spokesman -> country/EE"],
    ),
    ("Chinese and Israeli officials met.", ["Israeli officials -> country/CN", "Israeli officials -> country/IL"]),
    # abbreviations
    (
        "The Regional Border Agency closed. The RBA will reopen.",
        ["RBA -> organisation/regional-border-agency"],
    ),
    # a surname that is a pronoun elsewhere
    ("Speaker You Ming-tai left. On Friday, You returned.", ["You -> person/you-ming-tai"]),
    # ministries
    (
        "The Algerian Foreign Ministry protested.",
        ["Algerian Foreign Ministry -> organisation/algeria-foreign-ministry"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda v: str(v)[:50])
def test_links(nlp: Language, text: str, expected: list[str]) -> None:
    article = Article(text=text)
    doc = nlp(make_doc(nlp, article))
    found = [f"{m.span.of(text)} -> {m.entity}".replace(article.id, "ARTICLE") for m in state.mentions(doc)]
    assert set(expected) <= set(found), found


NONE = [
    (
        "Tunisian Foreign Minister Ali Jebali met Libyan Interior Minister Omar Fathi. The minister smiled.",
        "The minister",
    ),
    ("Peter Novak and John Carter met. He was late.", "He"),
    ("It is likely that Norway will agree.", "It"),
    ("You know that Norway will agree.", "You"),
    ("Hutu extremists attacked.", "Hutu"),
    ("Congo was mentioned.", "Congo"),
]


@pytest.mark.parametrize(("text", "words"), NONE, ids=lambda v: str(v)[:50])
def test_no_link_where_two_readings_remain(nlp: Language, text: str, words: str) -> None:
    doc = nlp(make_doc(nlp, Article(text=text)))
    assert words not in [m.span.of(text) for m in state.mentions(doc)]


KNOWN = [
    ("President Reagan signed the order.", "1987-03-06", "Ronald Reagan"),
    ("Secretary of State Shultz flew to Moscow.", "1987-03-06", "George P. Shultz"),
    ("Putin's aides were silent.", "2017-12-22", "Vladimir Putin"),
    ("Foreign Minister Sergei Lavrov spoke.", "2017-12-22", "Sergei Lavrov"),
]


@pytest.mark.parametrize(("text", "day", "label"), KNOWN)
def test_office_holders_of_the_day_are_known(nlp: Language, text: str, day: str, label: str) -> None:
    doc = nlp(make_doc(nlp, Article(text=text, published=day)))  # type: ignore[arg-type]
    assert label in [e.label for e in state.entities(doc)]


def test_an_office_without_a_name_is_its_holders(nlp: Language) -> None:
    text = "Theresa May flew to Brussels. The prime minister said nothing."
    doc = nlp(make_doc(nlp, Article(text=text, published="2017-12-22")))  # type: ignore[arg-type]
    assert ("The prime minister", "person/theresa-may") in [(m.span.of(text), m.entity) for m in state.mentions(doc)]
    [phrase] = state.offices(doc)
    assert (phrase.of, phrase.rule) == ("country/GB", "known-holder")


def test_a_paper_leaves_its_own_country_out(nlp: Language) -> None:
    text = "Foreign Minister Somchai Rattana resigned."
    for publisher, country in (("Bangkok Gazette", "country/TH"), ("The Gazette", None)):
        doc = nlp(make_doc(nlp, Article(text=text, publisher=publisher)))
        assert [p.of for p in state.offices(doc)] == [country]


def test_the_kremlin_of_its_day(nlp: Language) -> None:
    for day, key in (("1987-03-06", "country/SUHH"), ("2017-12-22", "country/RU")):
        doc = nlp(make_doc(nlp, Article(text="The Kremlin agreed.", published=day)))  # type: ignore[arg-type]
        assert [m.entity for m in state.mentions(doc)] == [key]
