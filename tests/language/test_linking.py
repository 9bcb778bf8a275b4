"""Names lead to the right entity: the labelled passages, where places lie, and how a link says its rule."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.language import Language

from kg.article import Article
from kg.facts import Entity, EntityKind
from kg.language import make_doc, state
from tests.language.passages import ROOT, linking

pytestmark = pytest.mark.model

BENCH = linking()
CASES = BENCH.read_cases(ROOT / "bench" / "own" / "linking.toml")


def entities(nlp: Language, text: str, **about: Any) -> dict[str, Entity]:
    doc = nlp(make_doc(nlp, Article(text=text, **about)))
    return {e.key: e for e in state.entities(doc)}


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.words}: {c.text}"[:60])
def test_each_name_of_the_passages(nlp: Language, case: Any) -> None:
    assert BENCH.answer(nlp, case) == case.answer


def test_the_passages_that_were_kept_for_measuring(nlp: Language) -> None:
    cases = BENCH.read_cases(ROOT / "bench" / "own" / "linking_more.toml")
    found = [(case, BENCH.answer(nlp, case)) for case in cases]
    wrong = [(case.words, answer) for case, answer in found if answer not in (case.answer, "-", "@")]
    assert sum(answer == case.answer for case, answer in found) >= len(cases) - 3
    assert len(wrong) <= 1, wrong


def test_in_capitals_hardly_less_is_found(nlp: Language) -> None:
    found = [(case, BENCH.answer(nlp, case, capitals=True)) for case in CASES]
    wrong = [(case.words, answer) for case, answer in found if answer not in (case.answer, "-", "@")]
    assert sum(answer == case.answer for case, answer in found) >= 0.96 * len(CASES)
    assert len(wrong) <= 0.02 * len(CASES), wrong


def test_the_passages_are_of_every_kind() -> None:
    tables: dict[str, int] = {}
    for case in CASES:
        tables[case.table] = tables.get(case.table, 0) + 1
    assert min(tables.values()) >= 10
    assert tables["seats as actors"] + tables["seats as places"] >= 60
    assert sum(case.answer in ("-", "@") for case in CASES) >= 25


@pytest.mark.parametrize(
    ("text", "key", "country", "near"),
    [
        ("They met in Brussels.", "place/brussels", "country/BE", (50.8, 4.3)),
        ("The trial in Paris, Texas, began.", "place/paris-us", "country/US", (33.7, -95.6)),
        ("The trial in Paris began.", "place/paris", "country/FR", (48.9, 2.3)),
        ("The Lebanese city of Tripoli was calm.", "place/tripoli-lb", "country/LB", (34.4, 35.8)),
        ("They met in Davos.", "place/davos", "country/CH", (46.8, 9.8)),
        ("They met in Strasbourg.", "place/strasbourg", "country/FR", (48.6, 7.7)),
    ],
)
def test_places_have_coordinates(nlp: Language, text: str, key: str, country: str, near: tuple[float, float]) -> None:
    found = entities(nlp, text)[key]
    assert (found.kind, found.country) == (EntityKind.PLACE, country)
    assert found.coordinates is not None
    assert max(abs(a - b) for a, b in zip(found.coordinates, near, strict=True)) < 0.2
    assert found.identified is not None and found.identified.method == "gazetteer"


@pytest.mark.parametrize(
    "text",
    [
        "He was born in Springfield.",
        "An explosion rocked the town of Bravnik.",
        "They met in San Pedro.",
        "It is near Kirovsk.",
    ],
)
def test_a_place_that_stays_open_has_no_coordinates(nlp: Language, text: str) -> None:
    places = [e for e in entities(nlp, text).values() if e.kind is EntityKind.PLACE]
    assert [(e.coordinates, e.country, e.identified, e.known) for e in places] == [(None, None, None, False)]


IDENTIFIED = [
    ("Norway agreed.", "country/NO", "gazetteer"),
    ("NATO agreed.", "organisation/nato", "gazetteer"),
    ("Quillon Vastrek resigned.", "person/quillon-vastrek", "full name"),
    ("Quillon Vastrek, who agreed, left.", "person/quillon-vastrek", "full name"),
    ("Quillon Vastrek, 54, agreed.", "person/quillon-vastrek", "full name"),
    ("Mr Vastrek agreed.", None, None),
    ("The Brimlow Institute agreed.", "organisation/brimlow-institute", None),
]


@pytest.mark.parametrize(("text", "key", "method"), IDENTIFIED)
def test_why_it_is_taken_for_that_one(nlp: Language, text: str, key: str | None, method: str | None) -> None:
    [found] = entities(nlp, text).values()
    assert key is None or found.key == key
    assert (found.identified.method if found.identified else None) == method


def test_an_office_holder_is_known_by_the_table(nlp: Language) -> None:
    found = entities(nlp, "Secretary of State Shultz left.", published="1987-03-06")
    [person] = [e for e in found.values() if e.kind is EntityKind.PERSON]
    assert person.label == "George P. Shultz" and person.identified is not None
    assert person.identified.method == "office holder"


RULES = [
    ("Ana Pereda spoke. Ana left.", "Ana", 0, "first name"),
    ("Ana Pereda spoke. Pereda left.", "Pereda", 0, "surname"),
    ("Ana Pereda spoke.", "Ana Pereda", 0, "name"),
    ("Ana María Pereda spoke. Ana Pereda left.", "Ana Pereda", 0, "part of a name"),
    ("Moscow denied it.", "Moscow", 0, "seat"),
    ("The Russian envoy left.", "Russian", 0, "demonym"),
    ("The UK agreed.", "UK", 0, "abbreviation"),
    ("The Front for Northern Renewal (FNR) met. The FNR agreed.", "FNR", 1, "abbreviation"),
]


@pytest.mark.parametrize(("text", "words", "nth", "rule"), RULES)
def test_a_mention_says_its_rule(nlp: Language, text: str, words: str, nth: int, rule: str) -> None:
    doc = nlp(make_doc(nlp, Article(text=text)))
    assert [m.rule for m in state.mentions(doc) if m.span.of(text) == words][nth] == rule


def test_a_possessive_is_no_part_of_a_name(nlp: Language) -> None:
    for mark in ("'", "’"):
        text = (
            f"Zdravko Belinski{mark}s visit and the BBC{mark}s report on Norway{mark}s offer angered James{mark} aide."
        )
        doc = nlp(make_doc(nlp, Article(text=text)))
        forms = {form for e in state.entities(doc) for form in e.forms}
        assert forms >= {"Zdravko Belinski", "BBC", "Norway"}
        assert not [form for form in forms if "'" in form or "’" in form]


@given(st.text(alphabet="Moscw ParisTexgLondABC,.'’()-and in\n", max_size=120))
def test_any_text_is_read(nlp: Language, text: str) -> None:
    if not text.strip():
        return
    article = Article(text=text)
    doc = nlp(make_doc(nlp, article))
    keys = {e.key for e in state.entities(doc)}
    assert all(m.entity in keys and m.span.of(text).strip() for m in state.mentions(doc))


NATIONALS = [
    ("The Finn Pia Roe will chair the talks.", "person/pia-roe", "country/FI"),
    ("The mission's head, the American Bradley Koenig, resigned.", "person/bradley-koenig", "country/US"),
    ("They were led by the Swede Torvald Ekenäs.", "person/torvald-ekenas", "country/SE"),
    ("Minister Pia Roe met the Swedes.", "person/pia-roe", None),
]


@pytest.mark.parametrize(("text", "key", "country"), NATIONALS)
def test_a_person_with_a_people(nlp: Language, text: str, key: str, country: str | None) -> None:
    found = entities(nlp, text)[key]
    assert found.kind is EntityKind.PERSON
    assert found.country == country


@pytest.mark.parametrize(
    "text",
    [
        "The American Heritage Foundation objected.",
        "Its partner, the French Canal Plus, left.",
        "The Swiss Red Cross paid.",
    ],
)
def test_a_body_with_a_people_is_no_person(nlp: Language, text: str) -> None:
    assert not [e for e in entities(nlp, text).values() if e.kind is EntityKind.PERSON]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("They met in Gali. Troops left Gali.", EntityKind.PLACE),
        ("She will continue to Iqaluit.", EntityKind.PLACE),
        ("The party believes in Gali.", EntityKind.PERSON),
    ],
)
def test_a_small_town_where_something_happens(nlp: Language, text: str, key: EntityKind) -> None:
    found = {e.kind for e in entities(nlp, text).values() if e.label in ("Gali", "Iqaluit")}
    assert found == {key}
