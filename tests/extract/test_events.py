"""Events, read with a hand-made entity layer: names of a small closed world, by word list."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path

import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from kg.article import Article
from kg.errors import KnowledgeError
from kg.extract.events import events
from kg.extract.events_lexicon import Row, lexicon, parse
from kg.facts import Act, Entity, EntityKind, Event, Evidence, Form, Mention, Modality, Mode, Span, Stance, Statement
from kg.language.actors import Actors

SKOS = rdflib.Namespace("http://www.w3.org/2004/02/skos/core#")
SCHEME = rdflib.Namespace("https://w3id.org/dkg/events#")
ONTOLOGY = Path(__file__).resolve().parents[2] / "ontology" / "events.ttl"
PUBLISHED = dt.date(2015, 6, 17)  # a Wednesday

COUNTRIES = {
    "Peru": "Peruvian", "Chile": "Chilean", "Kenya": "Kenyan", "Norway": "Norwegian", "Ghana": "Ghanaian", "Japan": "Japanese",
    "Kenyans": "Kenyans",
}  # fmt: skip
PEOPLE = ("Mendez", "Okafor", "Larsen", "Tanaka")
PLACES = ("Geneva", "Cairo", "Lagos", "Oslo")
BODIES = ("NATO", "Senate")


def _named(word: str) -> Entity | None:
    for country, adjective in COUNTRIES.items():
        if word in (country, adjective):
            return Entity(f"country/{country}", country, EntityKind.COUNTRY)
    for words, kind in ((PEOPLE, EntityKind.PERSON), (PLACES, EntityKind.PLACE), (BODIES, EntityKind.ORGANISATION)):
        if word in words:
            return Entity(f"{kind.value}/{word}", word, kind)
    return None


@cache
def _pipeline() -> Language:
    import kg.language

    nlp = kg.language._base(kg.language.MODEL)
    import kg.language.dates  # noqa: F401

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
    label = [key.partition("/")[2] for key in event.participants]
    places = ["@" + key.partition("/")[2] for key in event.where]
    date = [event.when.edtf] if event.when and event.when.edtf else []
    state = [] if event.modality is Modality.ASSERTED else [event.modality.value]
    return " ".join([event.kind, *label, *places, *date, *state])


@pytest.mark.parametrize("row", lexicon().rows(), ids=lambda row: row.id)
def test_example(row: Row) -> None:
    """Each row's example is read as its kind, by that row or by one for the same words."""
    found = read(row.example)
    assert row.kind in [e.kind for e in found], [shown(e) for e in found]
    assert any(e.evidence.rule.startswith("events/") for e in found)
