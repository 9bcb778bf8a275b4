"""Nominals and pronouns: `the minister`, `his counterpart`, `both countries`, `he` lead to the entities they stand for.

One walk through the text keeps what has been named so far. A link is made where one reading is
clearly better than the next; else the words stay without one. Offices are completed on the way,
since `the minister` needs to know who is one; `kg_holders` writes them down.
"""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from kg.language import state
from kg.language.discourse import Walk, make_walk, note, numbered, seen_at
from kg.language.doubtful import find_doubtful, settle
from kg.language.home import home_country
from kg.language.nominals import link_nominal, nominalised
from kg.language.office_late import introduced_late
from kg.language.office_links import link_office
from kg.language.office_page import Covered
from kg.language.own_words import first_and_second, quoted_first
from kg.language.pronouns import it_pronoun, person_pronoun, relatives, they_pronoun
from kg.language.state import OfficePhrase

_NOMINAL = frozenset({"NOUN", "PROPN", "DET", "PRON", "NUM"})


@Language.factory(
    "kg_coreference",
    assigns=["doc._.kg_mentions", "doc._.kg_entities"],
    requires=["doc._.kg_mentions", "doc._.kg_offices", "doc._.kg_quotes", "token.dep"],
)
def create_coreference(nlp: Language, name: str) -> Coreference:
    return Coreference()


class Coreference:
    """Adds nominal and pronoun mentions to `doc._.kg_mentions`, and groups to `doc._.kg_entities`."""

    def __call__(self, doc: Doc) -> Doc:
        walk = _resolve(doc)
        doc._.kg_mentions = tuple(sorted(walk.mentions, key=lambda m: (m.span, m.entity)))
        doc._.kg_entities = walk.page.registry.entities()
        return doc


def _resolve(doc: Doc) -> Walk:
    walk = make_walk(doc)
    phrases: dict[int, list[OfficePhrase]] = {}
    for phrase in state.offices(doc):
        phrases.setdefault(phrase.head, []).append(phrase)
    walk.inside = {i for p in state.offices(doc) for i in range(p.start, p.end) if i != p.head}
    walk.home = home_country(doc)
    walk.doubtful = find_doubtful(doc, walk.page.registry, state.offices(doc), article=walk.article)
    for number, start, end in numbered(walk, doc):
        if walk.silent(start):
            continue
        walk.sentence, walk.sentence_start = number, start
        _walk_sentence(walk, start, end, phrases)
    introduced_late(walk)
    relatives(walk)
    first_and_second(walk)
    quoted_first(walk)
    walk.mentions = settle(walk.doubtful, doc, walk.page.registry, walk.mentions)
    return walk


def _walk_sentence(walk: Walk, start: int, end: int, phrases: dict[int, list[OfficePhrase]]) -> None:
    page, words = walk.page, walk.words
    i = start
    for i in range(start, end):
        held = page.cover.get(i)
        if held is not None and held.start == i:
            _saw(walk, held)
        if i in walk.doubtful.at:
            _doubted(walk, i)
        if i in phrases:
            for phrase in phrases[i]:
                link_office(walk, phrase)
            continue
        if held is not None:
            continue
        low = page.lower[i]
        if low in words.he or low in words.she:
            person_pronoun(walk, i, "m" if low in words.he else "f")
        elif low in words.they:
            they_pronoun(walk, i)
        elif low in words.it:
            it_pronoun(walk, i)
        elif i not in walk.inside and (page.pos[i] in _NOMINAL or nominalised(walk, i)):
            link_nominal(walk, i)


def _doubted(walk: Walk, i: int) -> None:
    """A name that may be a person's."""
    key = walk.doubtful.at[i]
    doubt = walk.doubtful.doubts[key]
    name = next(n for n in doubt.names if n.start == i)
    seen = seen_at(walk, key, i, root=walk.page.doc[name.start : name.end].root)
    if doubt.settled:
        note(walk, seen)
    else:
        walk.maybe.append(seen)


def _saw(walk: Walk, held: Covered) -> None:
    root = walk.page.doc[held.start : held.end].root
    note(walk, seen_at(walk, held.mention.entity, held.start, root=root))
