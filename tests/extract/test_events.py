"""Events, read with a hand-made entity layer: names of a small closed world, by word list."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib.namespace import RDF, SKOS
from spacy.language import Language
from spacy.tokens import Doc

import kg.language
from kg.article import Article
from kg.errors import KnowledgeError
from kg.extract.events import events
from kg.extract.events_lexicon import Row, lexicon, parse
from kg.facts import Act, Entity, EntityKind, Event, Evidence, Form, Mention, Modality, Mode, Span, Stance, Statement
from kg.language.actors import Actors

SCHEME = "https://w3id.org/dkg/events#"
ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology" / "events.ttl"
PUBLISHED = dt.date(2015, 6, 17)  # a Wednesday
COUNTRIES = {
    "Peru": "Peruvian",
    "Chile": "Chilean",
    "Kenya": "Kenyan",
    "Norway": "Norwegian",
    "Ghana": "Ghanaian",
    "Japan": "Japanese",
}
PEOPLE = ("Mendez", "Okafor", "Larsen", "Tanaka")
PLACES = ("Geneva", "Cairo", "Lagos", "Oslo")
BODIES = ("NATO", "Senate")
PLOVER = {
    *("agree", "consult", "support", "concede", "cooperate", "aid", "retreat", "request"),
    *("accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault"),
}


def _named(word: str) -> Entity | None:
    for country, adjective in COUNTRIES.items():
        if word in (country, adjective, f"{adjective}s"):
            return Entity(f"country/{country}", country, EntityKind.COUNTRY)
    for words, kind in ((PEOPLE, EntityKind.PERSON), (PLACES, EntityKind.PLACE), (BODIES, EntityKind.ORGANISATION)):
        if word in words:
            return Entity(f"{kind.value}/{word}", word, kind)
    return None


@cache
def _pipeline() -> Language:
    """The base model with dates alone, so that these tests do not hang on how names are found."""
    kg.language.register()
    nlp = kg.language._base(kg.language.MODEL)
    nlp.add_pipe("kg_dates", last=True)
    return nlp


def doc_of(text: str) -> Doc:
    nlp = _pipeline()
    doc = nlp.make_doc(text)
    doc._.kg_article = Article(text=text, published=PUBLISHED)
    doc = nlp(doc)
    found = [(t, e) for t in doc if (e := _named(t.text))]
    doc._.kg_mentions = tuple(Mention(Span(t.idx, t.idx + len(t)), e.key, Form.NAME) for t, e in found)
    doc._.kg_entities = tuple({e.key: e for _, e in found}.values())
    return doc


def read(text: str, *, statements: tuple[Statement, ...] = ()) -> list[Event]:
    doc = doc_of(text)
    return list(events(doc, actors=Actors(doc), statements=statements))


def shown(event: Event) -> str:
    """`kind participants @places date modality`, without what is not there and without `asserted`."""
    who = [key.partition("/")[2] for key in event.participants]
    places = ["@" + key.partition("/")[2] for key in event.where]
    date = [event.when.edtf] if event.when and event.when.edtf else []
    state = [] if event.modality is Modality.ASSERTED else [event.modality.value]
    return " ".join([event.kind, *who, *places, *date, *state])


def claim(text: str, content: str, *, stance: Stance = Stance.NEUTRAL, act: Act = Act.SPEECH) -> Statement:
    start = text.index(content)
    span = Span(start, start + len(content))
    return Statement(
        ("person/Larsen",), (span,), Mode.INDIRECT, Evidence("a", (span,), span, "test"), stance=stance, act=act
    )


@pytest.mark.parametrize("row", lexicon().rows(), ids=lambda row: row.id)
def test_example(row: Row) -> None:
    """Each row's example is read as its kind."""
    found = read(row.example)
    assert row.kind in [e.kind for e in found], [shown(e) for e in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # who, where, when
        ("Norway put its aid off after the envoy, Okafor, met Mendez.", ["meeting Okafor Mendez"]),
        ("Norway postponed that visit last month.", ["cancellation Norway 2015-05"]),
        ("Norway cancelled its talks with Chile on Monday.",
         ["cancellation Norway Chile 2015-06-15", "talks Norway Chile negated"]),
        ("Norway called off Friday's talks with Chile.",
         ["cancellation Norway Chile", "talks Norway Chile 2015-06-12 negated"]),
        ("Kenyan police arrested Okafor in Lagos on Monday.", ["arrest Kenya Okafor @Lagos 2015-06-15"]),
        ("Okafor and Mendez met in Cairo in August.", ["meeting Okafor Mendez @Cairo 2014-08"]),
        ("NATO bombed Cairo in 1952.", ["bombing NATO @Cairo 1952"]),
        ("Mendez was elected president in 1990.", ["election Mendez 1990"]),
        ("Relations between Peru and Chile were broken during the 1879 war.", ["break-of-relations Peru Chile 1879"]),
        ("Peru and Chile today agreed to fish.", ["agreement Peru Chile 2015-06-17"]),
        ("The NATO operation began. The NATO peacekeeping operation in Ghana in 1993 failed.",
         ["peacekeeping-operation NATO @Ghana 1993"]),
        ("Okafor met Mendez, Larsen and Tanaka in Oslo.", ["meeting Okafor Mendez Larsen Tanaka @Oslo"]),
        ("Okafor is the first minister to visit Norway in five years.", ["visit Okafor @Norway"]),
        ("Kenya's choice to break a treaty with Ghana surprised Norway.", ["treaty-suspension Kenya Ghana"]),
        ("Peru expelled a Chilean diplomat. Chile expelled a Peruvian diplomat on Monday.",
         ["expulsion Peru Chile", "expulsion Chile Peru 2015-06-15"]),
        ("A Peruvian delegation visited Kenya.", ["visit Peru @Kenya"]),
        ("Okafor was involved in a collision which killed Larsen on 2 June.", ["accident Okafor Larsen 2015-06-02"]),
        ("The deaths of seven Kenyan sailors in a gunbattle in Lagos in 1993 made Kenya withdraw from the operation.",
         ["death Kenya @Lagos 1993", "withdrawal Kenya"]),
        ("The talks between Kenya and Ghana held in Geneva in May ended.", ["talks Kenya Ghana @Geneva 2015-05"]),
        ("During a visit to Kenya, Mendez said that fish was dear.", ["visit Mendez @Kenya"]),
        ("After two days of meetings with Larsen, Okafor left.", ["meeting Okafor Larsen"]),
        ("Mendez answered a call from Okafor on Thursday, June 11.", ["phone-call Mendez Okafor 2015-06-11"]),
        ("Okafor thanked Norway for the donation to Kenya.", ["donation Norway Kenya"]),
        ("The Senate adopted a resolution on Monday imposing sanctions on Peru.",
         ["resolution Senate 2015-06-15", "sanction-imposed Senate Peru 2015-06-15"]),
        ("Mendez left Chile and returned to Peru.", ["departure Mendez @Chile @Peru"]),
        # the parser gives Larsen to `said`
        ("Okafor visited Oslo and met Larsen, a source said.", ["visit Okafor @Oslo", "meeting Okafor Larsen"]),
        ("Okafor met Mendez on the sidelines of a summit in Cairo.", ["meeting Okafor Mendez @Cairo"]),
        ("Okafor was due to visit Norway from 20 June to 24 June.", ["visit Okafor @Norway 2015-06-20 planned"]),
        # one event, several mentions
        ("Peru and Chile held talks in Geneva on Monday. The talks ended on Tuesday.",
         ["talks Peru Chile @Geneva 2015-06-15"]),
        ("Okafor met Mendez on Monday. During the meeting, Okafor thanked Mendez. Okafor met Larsen on Tuesday.",
         ["meeting Okafor Mendez 2015-06-15", "meeting Okafor Larsen 2015-06-16"]),
        ("Peru invaded Chile in 1879. Norway condemned the invasion. The war was long.",
         ["invasion Peru Chile @Chile 1879"]),
        ("Peru and Chile held talks in Geneva. The next meeting will be held on 3 July.",
         ["talks Peru Chile @Geneva", "meeting Peru Chile 2015-07-03 planned"]),
        ("Okafor died in May. His death shocked Kenya.", ["death Okafor 2015-05"]),
        # two events, much alike
        ("Larsen met with Okafor for an hour. Mendez will meet with Tanaka on 20 June in Oslo.",
         ["meeting Larsen Okafor", "meeting Mendez Tanaka @Oslo 2015-06-20 planned"]),
        ("Larsen made a trip to Cairo on Monday. Larsen also travelled to Oslo in March.",
         ["visit Larsen @Cairo 2015-06-15", "visit Larsen @Oslo 2015-03"]),
        ("Norway expelled two Kenyans in May. Kenya expelled two Norwegians on Monday. Norway condemned the expulsion.",
         ["expulsion Norway Kenya 2015-05", "expulsion Kenya Norway 2015-06-15"]),
        ("Larsen met Okafor in March. Larsen met Okafor in May.",
         ["meeting Larsen Okafor 2015-03", "meeting Larsen Okafor 2015-05"]),
        ("Larsen held talks with Okafor in May. The talks broke down in January.", ["talks Larsen Okafor 2015-05"]),
        ("Peru hosted a summit in Cairo. On the sidelines, Mendez held talks with Okafor.",
         ["summit Peru @Cairo", "talks Mendez Okafor"]),
        ("The trip was brief. Larsen also travelled to Oslo in March.", ["visit Larsen @Oslo 2015-03"]),
        ("Mendez will consult Okafor next week. The talks resumed on April 23.",
         ["talks Mendez Okafor 2015-06-22/2015-06-28 planned"]),
        # where and when the journey is, its aim is
        ("Larsen is due in Oslo on 20 June for talks with Okafor.", ["talks Larsen Okafor @Oslo 2015-06-20 planned"]),
        ("Larsen was in Oslo last month for a meeting with Okafor.",
         ["visit Larsen @Oslo 2015-05", "meeting Larsen Okafor @Oslo 2015-05"]),
        ("Larsen will leave on Saturday for a six-day visit to Kenya.", ["visit Larsen @Kenya 2015-06-20 planned"]),
        ("Larsen will travel to Oslo on 20 June to meet Okafor.",
         ["visit Larsen @Oslo 2015-06-20 planned", "meeting Larsen Okafor @Oslo 2015-06-20 planned"]),
        ("Larsen visited refugee camps in Ghana last month.", ["visit Larsen @Ghana 2015-05"]),
        ("In Oslo, Larsen met Okafor and called on Mendez on Monday.",
         ["meeting Larsen Okafor @Oslo", "meeting Larsen Mendez @Oslo 2015-06-15"]),
        ("Peru warned on Monday at a summit in Cairo that fish was dear.", ["summit Peru @Cairo 2015-06-15"]),
        ("A summit between Okafor and Mendez in Norway ended.", ["summit Okafor Mendez @Norway"]),
        # nobody named, but a place
        ("Soldiers opened fire on protesters in Lagos on Monday.", ["attack @Lagos 2015-06-15"]),
        ("Police arrested two opposition leaders in Lagos.", ["arrest @Lagos"]),
        ("The ceasefire in Kenya took effect on 13 May.", ["ceasefire @Kenya 2015-05-13"]),
        ("Thousands have fled to Ghana since 1994.", ["displacement @Ghana 1994"]),
        ("Ties were broken in 1992, when protesters stormed the embassy in Lagos.", ["raid @Lagos 1992"]),
        # envoys and lists
        ("The Kenyan foreign ministry in Lagos summoned the Norwegian chargé d'affaires.",
         ["summons Kenya Norway @Lagos"]),
        ("Peru ordered two Chilean diplomats out of the country on Monday.", ["expulsion Peru Chile 2015-06-15"]),
        ("Okafor, who was placed on the Norwegian terrorism list in 2009, died in May.",
         ["sanction-imposed Norway Okafor 2009", "death Okafor 2015-05"]),
        ("Okafor has been under Kenyan sanctions since 2004.", ["sanction-imposed Kenya Okafor 2004"]),
        ("Kenya condemned the missile attack on Norway.", ["attack Norway @Norway"]),
        ("Mendez thanked Norway for its mediation.", ["mediation Norway"]),
        ("Larsen visited Kenya in May. Okafor is due to travel there on 1 July.",
         ["visit Larsen @Kenya 2015-05", "visit Okafor @Kenya 2015-07-01 planned"]),
        ("The ceasefire that took effect on May 13 held.", ["ceasefire 2015-05-13"]),
        ("Norway regretted the presidential election of August 2010.", ["election 2010-08"]),
        ("Norway launched strikes on Kenya on Monday.", ["attack Norway Kenya 2015-06-15"]),
        ("NATO dropped Peru from the list in May.", ["lifting-of-sanctions NATO Peru 2015-05"]),
        ("The arrest of Okafor in Lagos worried Norway.", ["arrest Okafor @Lagos"]),
        ("Talks between Peru and Chile in Geneva failed. Peru and Chile will hold talks in Geneva next month.",
         ["talks Peru Chile @Geneva", "talks Peru Chile @Geneva 2015-07 planned"]),
        ("Mendez met Okafor in Cairo. Mendez met Okafor in Geneva.",
         ["meeting Mendez Okafor @Cairo", "meeting Mendez Okafor @Geneva"]),
        ("Norway condemned the arrest on Friday of Okafor in Lagos.", ["arrest Okafor 2015-06-12"]),
        ("Kenya welcomed the decision of NATO to send a mission to Lagos next month.",
         ["mission NATO @Lagos 2015-07 planned"]),
        ("Okafor was the first president of Peru to visit Chile.", ["visit Okafor @Chile"]),
    ],
)  # fmt: skip
def test_events(text: str, expected: list[str]) -> None:
    assert [shown(e) for e in read(text)] == expected


@pytest.mark.parametrize(
    "text",
    [
        "Peru met the demands of Chile.",
        "Okafor visited the website of the Senate.",
        "Mendez called on Chile to act.",
        "Norway called the answer of Chile hasty.",
        "The war minister of Peru, Okafor, spoke.",
        "Peace talks processes are slow in Norway.",
        "The Ghana war museum opened.",
        "Okafor appeared on “Meet the Senate”.",
        "Mendez returned the book to Okafor.",
        "Peru struck a chord with Chile.",
        "Norway attacked the problem in Kenya.",
        "The visit was short.",
        "Elections are held every four years.",
        "Okafor warned Mendez.",
        "Okafor went to bed.",
        "Larsen attended university in Oslo.",
        "The meeting room in Geneva was cold.",
        "Norway supports Kenya.",
        "Peru and Chile share a border.",
        "Okafor called Mendez a fool.",
        "Mendez removed his hat from the list.",
        "Larsen told envoys to leave politics aside.",
        "Fish is dear. Okafor will travel there.",
        "The truce ended on Monday.",
        "A riot broke out on Monday.",
        "Tanaka received a letter.",
        "Tanaka received a medal.",
        "Okafor called on his allies.",
        "Okafor called on Chile for help.",
        "Peru summoned its courage.",
        "Norway summoned the witness.",
        "Norway ordered Peruvian diplomats to help.",
        "Peru was added to the list of speakers.",
        "Norway added Mendez to its guest list.",
        "Norway has been under pressure since May.",
        "Prices have fled upward.",
        "Okafor opened the fire door.",
        "Larsen visited a farmer.",
        "Kenya condemned attacks on the press.",
        "A lasting ceasefire is needed in Kenya.",
        "Okafor speaks Norwegian.",
    ],
)
def test_no_event(text: str) -> None:
    assert [shown(e) for e in read(text)] == []


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Okafor visited Norway.", "asserted"),
        ("Okafor will visit Norway in August.", "planned"),
        ("Okafor is to visit Norway next week.", "planned"),
        ("Okafor plans to visit Norway in August.", "planned"),
        ("Okafor is expected to visit Norway.", "planned"),
        ("Okafor flew to Cairo to meet Larsen.", "planned"),
        ("A summit between Okafor and Mendez in Cairo next month could fail.", "planned"),
        ("Okafor may visit Norway.", "hypothetical"),
        ("Okafor wants to visit Norway.", "hypothetical"),
        ("If Okafor visits Norway, fish will be dear.", "hypothetical"),
        ("A threat of war between Peru and Chile remains.", "hypothetical"),
        ("The Senate called for talks between Peru and Chile.", "hypothetical"),
        ("Norway often holds talks with Peru.", "hypothetical"),
        ("Talks with Peru will help Chile.", "hypothetical"),
        ("Okafor did not visit Norway.", "negated"),
        ("Mendez refused to meet Okafor.", "negated"),
        ("There will be no talks with Peru.", "negated"),
        ("Peru has never suspended the treaty with Chile.", "negated"),
        ("Okafor left without meeting Larsen.", "negated"),
    ],
)
def test_modality(text: str, modality: str) -> None:
    last = read(text)
    assert not last or last[-1].modality == modality, [shown(e) for e in last]
    assert last or modality == "hypothetical"


@pytest.mark.parametrize(
    ("stance", "content", "expected"),
    [
        (Stance.NEUTRAL, "Peru had invaded Chile", Modality.REPORTED),
        (Stance.FACTIVE, "Peru had invaded Chile", Modality.REPORTED),
        (Stance.NEUTRAL, "Peru would invade Chile", Modality.REPORTED),
        (Stance.NEUTRAL, "Peru could invade Chile", Modality.HYPOTHETICAL),
        (Stance.NEUTRAL, "Peru had not invaded Chile", Modality.NEGATED),
        (Stance.ACCUSING, "Peru had invaded Chile", Modality.CLAIMED),
        (Stance.DENYING, "Peru had invaded Chile", Modality.CLAIMED),
        (Stance.DOUBTING, "Peru had invaded Chile", Modality.CLAIMED),
        (Stance.ACCUSING, "the invasion of Chile by Peru was a crime", Modality.ASSERTED),
        (Stance.DENYING, "he knew of it when Peru invaded Chile", Modality.ASSERTED),
    ],
)
def test_claims(stance: Stance, content: str, expected: Modality) -> None:
    """The design's rule 1: what stands in a statement is the statement's."""
    text = f"Larsen said that {content}."
    statement = claim(text, content, stance=stance)
    (event,) = read(text, statements=(statement,))
    assert event.modality is expected
    assert (event.claimed_in is statement) == (expected in (Modality.REPORTED, Modality.CLAIMED))


def test_hope_is_a_claim() -> None:
    content = "Peru had invaded Chile"
    text = f"Larsen hoped that {content}."
    (event,) = read(text, statements=(claim(text, content, act=Act.ATTITUDE),))
    assert event.modality in (Modality.CLAIMED, Modality.HYPOTHETICAL)


def test_speech_acts_need_two_actors_and_a_date() -> None:
    assert [shown(e) for e in read("Last month Peru accused Chile of theft.")] == ["accusation Peru Chile 2015-05"]
    assert read("Peru accused Chile of theft.") == []
    assert read("Last month Peru accused the press of theft.") == []


def test_triggers_are_the_words_of_the_text() -> None:
    text = "Peru broke off relations with Chile in 1879. The break was final."
    (event,) = read(text)
    assert event.triggers[0].of(text) == "broke off relations"
    assert event.evidence.spans == event.triggers
    assert event.evidence.sentence.of(text).startswith("Peru broke off")


@settings(max_examples=40, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\r\x00"), min_size=1, max_size=80))
def test_any_text(text: str) -> None:
    """Whatever the text, nothing fails, and each span lies in it."""
    if not text.strip():
        return
    for event in read("Peru attacked Chile on " + text):
        assert all(span.of("Peru attacked Chile on " + text) for span in event.triggers)


# -- the scheme and the table --------------------------------------------------------------------


@pytest.fixture(scope="module")
def scheme() -> rdflib.Graph:
    return rdflib.Graph().parse(ONTOLOGY)


def test_kinds_are_concepts(scheme: rdflib.Graph) -> None:
    kinds = {str(s).removeprefix(SCHEME) for s in scheme.subjects(RDF.type, SKOS.Concept)}
    assert {row.kind for row in lexicon().rows()} <= kinds
    assert set(lexicon().families) <= kinds


def test_every_concept_leads_to_a_top_concept(scheme: rdflib.Graph) -> None:
    tops = set(scheme.objects(None, SKOS.hasTopConcept))
    assert {str(t).removeprefix(SCHEME) for t in tops} == {*PLOVER, "occurrence"}
    for concept in scheme.subjects(RDF.type, SKOS.Concept):
        assert len(list(scheme.objects(concept, SKOS.prefLabel))) == 1
        assert len(list(scheme.objects(concept, SKOS.definition))) == 1
        assert tops & set(scheme.transitive_objects(concept, SKOS.broader))


def test_labels_are_distinct(scheme: rdflib.Graph) -> None:
    labels = [str(o) for o in scheme.objects(None, SKOS.prefLabel)]
    assert len(labels) == len(set(labels))


BASE: dict[str, object] = {"words": {}, "support": {}, "modality": {}, "family": {}}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "x", "lemma": "x", "kind": "visit", "example": "", "colour": "red"}, "colour"),
        ({"id": "x", "lemma": "x", "kind": "visit"}, "example"),
        ({"id": "x", "lemma": "x", "kind": "visit", "example": "", "object": "$nothing"}, "nothing"),
        ({"id": "x", "lemma": "x", "kind": "visit", "example": "", "kinds": ["dog"]}, "dog"),
    ],
)
def test_a_malformed_row_is_named(row: dict[str, object], message: str) -> None:
    with pytest.raises(KnowledgeError, match=message) as error:
        parse({**BASE, "lexicon": {"verbs": [row], "nouns": []}})
    assert "events.toml" in str(error.value)


def test_an_id_is_used_once() -> None:
    row = {"id": "x", "lemma": "x", "kind": "visit", "example": ""}
    with pytest.raises(KnowledgeError, match="two rows"):
        parse({**BASE, "lexicon": {"verbs": [row], "nouns": [row]}})


# -- with the whole pipeline ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "The Treasury Department sanctioned four officials on June 9.",
        "Foreign Secretary Jane Doe announced sanctions on Peru. Her Kenyan counterpart met her in Lima.",
        "We thank you for the donation. The Foreign Ministry withdrew its troops from Oslo.",
    ],
)
def test_actors_and_places_are_entities(nlp: Language, text: str) -> None:
    """No event names a key that the article has no entity for."""
    doc = nlp(kg.language.make_doc(nlp, Article(text=text, published=PUBLISHED)))
    actors = Actors(doc)
    found = list(events(doc, actors=actors, statements=()))
    assert {key for e in found for key in (*e.participants, *e.source, *e.target, *e.where)} <= set(actors.entities)
