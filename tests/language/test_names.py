"""Where proper names begin and end, and what their words make of them."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.article import Article
from kg.facts import EntityKind
from kg.language import make_doc, state

pytestmark = pytest.mark.model


def names(nlp: Language, text: str) -> list[str]:
    doc = nlp(make_doc(nlp, Article(text=text)))
    return [n.text for n in state.names(doc)]


FOUND = [
    ("The Northern Liberation Army attacked.", "Northern Liberation Army"),
    ("The National Accord Party won.", "National Accord Party"),
    ("The People's Renewal Front won.", "People's Renewal Front"),
    ("Two ships sank in the Gulf of Vellac.", "Gulf of Vellac"),
    ("The Jordan River is low.", "Jordan River"),
    ("Troops crossed Mount Zarkov.", "Mount Zarkov"),
    ("Marijke van der Velde spoke.", "Marijke van der Velde"),
    ("Khalid bin Faisal al-Otaiby spoke.", "Khalid bin Faisal al-Otaiby"),
    ("Foreign Minister Israel Mbeya spoke.", "Israel Mbeya"),
    ("Mr Jordan spoke.", "Jordan"),
    ("Premier Baek Jin-woo spoke.", "Baek Jin-woo"),
    ("Kofi Owusu-Ansah's aide spoke.", "Kofi Owusu-Ansah"),
    ("Ana de la Fuente spoke.", "Ana de la Fuente"),
    ("J. R. Thistlewood spoke.", "J. R. Thistlewood"),
    ("The Ministry of Foreign Affairs of Latvia spoke.", "Ministry of Foreign Affairs of Latvia"),
    ("The African Union Commission met.", "African Union Commission"),
    ("President-elect Olga Brandt spoke.", "Olga Brandt"),
    ("He met UN Secretary-General Tomas Brno.", "Tomas Brno"),
]

NOT_FOUND = [
    ("On Monday the talks failed.", "Monday"),
    ("Northern winds blew.", "Northern"),
    ("Christian leaders prayed.", "Christian"),
    ("The Treaty of Ostrava was signed.", "Treaty of Ostrava"),
    ("The Cold War ended.", "Cold War"),
    ("I said no.", "I"),
    ("Kofi Owusu-Ansah's aide spoke.", "Kofi Owusu-Ansah's"),
    ("Prime Minister Olga Brandt spoke.", "Prime Minister Olga Brandt"),
    ("Sir Aldous Penhaligon spoke.", "Sir Aldous Penhaligon"),
    ("Two ships sank in the Gulf of Vellac.", "Gulf"),
    ("The Jordan River is low.", "Jordan"),
    ("The Clinton administration agreed.", "Clinton administration"),
    ("However, the talks failed.", "However"),
    ("The foreign minister spoke.", "The"),
    ("The 2015 nuclear deal failed.", "2015"),
]


@pytest.mark.parametrize(("text", "name"), FOUND)
def test_a_name_from_end_to_end(nlp: Language, text: str, name: str) -> None:
    assert name in names(nlp, text)


@pytest.mark.parametrize(("text", "name"), NOT_FOUND)
def test_no_name(nlp: Language, text: str, name: str) -> None:
    assert name not in names(nlp, text)


KINDS = [
    ("The Veldt Bank failed.", "Veldt Bank", EntityKind.ORGANISATION),
    ("They met at Lake Orvel.", "Lake Orvel", EntityKind.PLACE),
    ("Defence Minister Lodo Vray left.", "Lodo Vray", EntityKind.PERSON),
    ("Saleh bin Turki spoke.", "Saleh bin Turki", EntityKind.PERSON),
]


@pytest.mark.parametrize(("text", "name", "kind"), KINDS)
def test_kinds_by_words(nlp: Language, text: str, name: str, kind: EntityKind) -> None:
    doc = nlp(make_doc(nlp, Article(text=text)))
    assert [n.kind for n in state.names(doc) if n.text == name] == [kind]


def test_names_do_not_overlap_and_are_in_order(nlp: Language) -> None:
    for text, _ in [*FOUND, *NOT_FOUND]:
        doc = nlp(make_doc(nlp, Article(text=text)))
        ends = [0]
        for name in state.names(doc):
            assert name.start >= ends[-1] and name.end > name.start
            ends.append(name.end)
