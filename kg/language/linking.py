"""From names to entities: one per referent in the article, with the knowledge base's identity where it knows it.

A capital or a seat of government is a place or its government by grammar: `in Moscow`, `Moscow said`.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import EntityKind, Form, Mention
from kg.knowledge import gazetteer, holders
from kg.knowledge.records import Named, Sense
from kg.language import state
from kg.language.body_links import link_body, owner_before
from kg.language.casing_words import English, english
from kg.language.link_page import GAZETTEER, Work, span_of
from kg.language.metonyms import is_place
from kg.language.name_choice import choose
from kg.language.nationals import tell_country
from kg.language.people import gather
from kg.language.person_links import link_person
from kg.language.place_choice import Choice, link_place, place_draft
from kg.language.registry import Draft, Registry
from kg.language.state import Name
from kg.language.words import called_so, linking_words


@Language.factory(
    "kg_linking",
    assigns=["doc._.kg_mentions", "doc._.kg_entities"],
    requires=["doc._.kg_names", "token.dep"],
)
def create_linking(nlp: Language, name: str) -> Linking:
    return Linking(nlp)


class Linking:
    """Writes `doc._.kg_mentions` and `doc._.kg_entities` from `doc._.kg_names`."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def __call__(self, doc: Doc) -> Doc:
        registry, mentions = link_names(doc, vocabulary=english(self._nlp))
        doc._.kg_mentions = tuple(mentions)
        doc._.kg_registry = registry
        doc._.kg_entities = registry.entities()
        return doc


def link_names(doc: Doc, *, vocabulary: English | None = None) -> tuple[Registry, list[Mention]]:
    """The entities that the names of a Doc lead to, and a mention for each name that leads to one.

    Args:
        vocabulary: tells English words from names at the start of a sentence.
    """
    article = state.article(doc)
    published = article.published if article else None
    work = Work(doc, state.columns(doc), linking_words(), holders(), vocabulary, published, list(state.datelines(doc)))
    chosen = choose(work, state.names(doc))
    work.people = gather((name.start, name.text) for name, what in chosen if what is EntityKind.PERSON)
    for i, (name, what) in enumerate(chosen):
        _link(work, name, what, chosen[i - 1][0] if i else None)
        if i and what is EntityKind.PERSON and work.mentions:
            tell_country(work, *chosen[i - 1], name)
    return work.registry, work.mentions


def _link(work: Work, name: Name, what: Named | Choice | EntityKind | None, before: Name | None) -> None:
    if what is EntityKind.PERSON:
        link_person(work, name)
    elif isinstance(what, Choice):
        link_place(work, name, what)
    elif isinstance(what, Named):
        owner = owner_before(work, name, before) if what.kind is EntityKind.ORGANISATION else None
        if owner is not None and what.country not in (None, owner.key):
            link_body(work, name, before)  # the German Foreign Office is not the British one
        else:
            _known(work, name, what)
    elif what is EntityKind.ORGANISATION:
        link_body(work, name, before)


def _known(work: Work, name: Name, reading: Named) -> None:
    doc = work.doc
    form, rule = Form.NAME, "name"
    if reading.place_key and reading.sense in (Sense.CAPITAL, Sense.SEAT):
        seat = reading.sense is Sense.SEAT
        if is_place(doc, name.start, name.end, words=work.words, datelines=work.datelines, seat=seat):
            key = work.registry.add(place_draft(reading, name), form=name.text)
            work.mentions.append(Mention(span_of(work, name.start, name.end), key, Form.NAME, "name"))
            return
        form, rule = Form.METONYM, "seat"
    elif reading.sense in (Sense.PEOPLE, Sense.ADJECTIVE):
        form, rule = Form.NOMINAL if reading.sense is Sense.PEOPLE else Form.NAME, "demonym"
    elif reading.sense is Sense.ABBREVIATION:
        rule = "abbreviation"
    draft = _before_its_day(work, reading, form) or _draft(reading)
    if draft.country is not None:
        work.registry.ensure(draft.country)  # what a state's body does, the state does
    key = work.registry.add(draft, form=name.text)
    work.mentions.append(Mention(span_of(work, name.start, name.end), key, form, rule))


def _draft(reading: Named) -> Draft:
    country = reading.country if reading.kind is not EntityKind.COUNTRY else reading.key
    return Draft(
        reading.key,
        reading.label,
        reading.kind,
        known=True,
        same_as=reading.qid,
        country=country,
        coordinates=reading.point if reading.kind is EntityKind.PLACE else None,
        identified=GAZETTEER,
    )


def _before_its_day(work: Work, reading: Named, form: Form) -> Draft | None:
    """The state that had a capital on the day, or that went by the country's name: the Kremlin of 1987."""
    if work.published is None or reading.kind is not EntityKind.COUNTRY:
        return None
    called = called_so().get(reading.key)
    if form is not Form.METONYM and (called is None or work.published >= called):
        return None
    key = gazetteer().at(reading.key, work.published)
    return work.registry.drafts[work.registry.ensure(key)] if key != reading.key else None
