"""The country of an officer who is named without it, as the text around tells it.

In order: another mention of the same officer, the place of the visit, the capital that the sentence begins with, what
the officer says of his own country, whoever acts in the sentence before, and last the country that the report
comes from. Where two of them disagree, or the country has no such office, none is given.
"""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.facts import EntityKind, Office
from kg.knowledge import Sense, gazetteer
from kg.language import state
from kg.language.clause_roles import SUBJECTS
from kg.language.coreference_words import coreference_words
from kg.language.discourse import Walk, country_of, keys_of
from kg.language.home import is_government, is_state_department, publisher_country
from kg.language.home_words import has_office, home_words
from kg.language.state import BlockKind, OfficePhrase

_NAMED = ("title", "apposition", "apposition-name")
_PROSE = frozenset({BlockKind.PROSE, BlockKind.BULLET, BlockKind.TURN})
_OPEN = "open"
"""The text speaks of another's officers: not even the report's own country is taken for granted."""


def with_told_country(walk: Walk, phrase: OfficePhrase, home: str | None) -> OfficePhrase:
    """The phrase with the country that the text or the report gives its office; as it is where none does."""
    if phrase.owner is not None:
        return phrase
    if phrase.rule not in _NAMED:
        shared = {p.of for p in walk.phrases if (p.start, p.end) == (phrase.start, phrase.end) and p.of is not None}
        if len(shared) == 1:
            return replace(phrase, of=shared.pop())  # of him who held it before
        national = phrase.office.concept in walk.page.grammar.national and phrase.rule in home_words().home_rules
        return _given(walk, phrase, home, "home") if home is not None and national else phrase
    told = _of_same(walk, phrase) or _delegation(walk, phrase) or _where(walk, phrase) or _in_capital(walk, phrase)
    told = told or _own_will(walk, phrase, home) or _of_seat(walk, phrase) or _before(walk, phrase, home)
    if told == _OPEN:
        return phrase
    of, suffix = (told, "told") if told is not None else (home or _publishing(walk, phrase), "home")
    return phrase if of is None else _given(walk, phrase, of, suffix)


def _given(walk: Walk, phrase: OfficePhrase, of: str, suffix: str) -> OfficePhrase:
    if not has_office(of, phrase.office.label):
        return phrase
    of = walk.page.registry.ensure(of)
    concept = walk.table.concept(phrase.office.label, country=of)
    return replace(phrase, of=of, office=replace(phrase.office, concept=concept), rule=f"{phrase.rule}-{suffix}")


def of_state_department(walk: Walk, phrase: OfficePhrase) -> OfficePhrase:
    """The one `Secretary Roe` of the department's own pages is the Secretary of State, unless of another department."""
    doc, article = walk.page.doc, state.article(walk.page.doc)
    if phrase.office.label != "secretary" or phrase.rule != "title" or not is_state_department(doc):
        return phrase
    secretaries = {p.person for p in walk.phrases if p.office.label == "secretary" and p.person is not None}
    surname = walk.page.registry.drafts[phrase.person or ""].label.split()[-1]
    on = article.published if article is not None else None
    others = on is not None and any(
        h.of == "country/US" and h.concept != "foreign-minister" for h in walk.holders.find(surname, on=on)
    )
    if secretaries - {phrase.person} or others:
        return phrase
    label = "secretary of state"
    of = walk.page.registry.ensure("country/US")
    office = Office(label, walk.table.concept(label, country=of), phrase.office.status)
    return replace(phrase, of=of, office=office, rule="title-home")


def _publishing(walk: Walk, phrase: OfficePhrase) -> str | None:
    """The country of the ministry or department that published it, for the officers who act in it."""
    doc = walk.page.doc
    if not is_government(doc) or _verb_of(walk, phrase) is None:
        return None
    return publisher_country(doc)


# -- other mentions -----------------------------------------------------------------------------


def _of_same(walk: Walk, phrase: OfficePhrase) -> str | None:
    """The country of the same officer elsewhere: `the Austrian leader` later, `the Peruvian consul` before."""
    again = [
        p
        for p in walk.phrases
        if p.person == phrase.person and p.of is not None and p.rule != "denied" and p is not phrase
    ]
    same = {p.of for p in again if p.office.label == phrase.office.label}
    if len(same) == 1:
        return same.pop()
    own = {p.of for p in again if p.rule == "nominal"}
    countries = {_country(walk, of) for of in own if of is not None} - {None}
    if len(countries) == 1:
        return countries.pop()
    before = {
        p.of
        for p in walk.phrases
        if p.head < phrase.head and p.of is not None and p.person is None and p.rule == "nominal"
        if walk.page.lower[p.head] == walk.page.lower[phrase.head] and not p.vague
    }
    if _definite(walk, phrase.start) and len(before) == 1:
        return before.pop()
    return _OPEN if countries else None


def _definite(walk: Walk, start: int) -> bool:
    """`the consul`, `the expelled consul`: one told of before."""
    page = walk.page
    start -= start > 1 and page.pos[start] != "DET" and page.tag[start - 1] == "VBN"
    return "DET" in (page.pos[start], page.pos[start - 1] if start else "")


def _country(walk: Walk, key: str) -> str | None:
    draft = walk.page.registry.drafts.get(key)
    if draft is None:
        return None
    return key if draft.kind is EntityKind.COUNTRY else draft.country


# -- the sentence itself ------------------------------------------------------------------------


def _where(walk: Walk, phrase: OfficePhrase) -> str | None:
    """`a visit to Peru, where she met the Prime Minister, Ana Roe`."""
    page = walk.page
    first = page.doc[phrase.head].sent.start
    for j in range(phrase.start - 1, first, -1):
        if j in page.cover and page.cover[j].kind in (EntityKind.COUNTRY, EntityKind.PLACE):
            return None
        if page.lower[j] == "where":
            k = j - 1
            while k > first and k not in page.cover and (page.words[k] in (",", "on") or page.ent[k] == "DATE"):
                k -= 1
            held = page.cover.get(k)
            return _country(walk, held.mention.entity) if held is not None else None
    return None


def _verb_of(walk: Walk, phrase: OfficePhrase) -> Token | None:
    """The verb whose subject the officer is."""
    doc = walk.page.doc
    verb = _governing(doc[phrase.head])
    if verb is None and phrase.span[1] > phrase.end:  # a dateline may come between
        verb = _governing(doc[phrase.end : phrase.span[1]].root)
    return verb


def _governing(token: Token) -> Token | None:
    for _ in range(4):
        if token.dep_ in SUBJECTS:
            return token.head
        if token.dep_ not in ("compound", "appos", "nmod", "amod") or token.head.i == token.i:
            return None
        token = token.head
    return None


def _delegation(walk: Walk, phrase: OfficePhrase) -> str | None:
    """`Deputy Minister Roe led the Cuban team`, `the Cuban team was headed by …`: he is of those whom he leads."""
    words, doc = home_words(), walk.page.doc
    token = doc[phrase.end : phrase.span[1]].root if phrase.span[1] > phrase.end else doc[phrase.head]
    verb, led = token.head, "dobj"
    if token.dep_ == "pobj" and verb.dep_ == "agent":
        verb, led = verb.head, "nsubjpass"
    elif token.dep_ not in SUBJECTS:
        return None
    team = next((c for c in verb.children if c.dep_ == led), None)
    if team is None or verb.lemma_ not in words.leading or team.lower_ not in words.delegations:
        return None
    found = _countries_in(walk, team.left_edge.i, team.i)
    return found.pop() if len(found) == 1 else None


def _own_will(walk: Walk, phrase: OfficePhrase, home: str | None) -> str | None:
    """`President Roe said Peru would not yield`: his own country, where the sentence names no other."""
    verb = _verb_of(walk, phrase)
    if verb is None or verb.lemma_ not in coreference_words().saying:
        return None
    for clause in verb.children:
        if clause.dep_ != "ccomp" or not any(c.lower_ in home_words().own_will for c in clause.children):
            continue
        subject = next((c for c in clause.children if c.dep_ in SUBJECTS), None)
        held = walk.page.cover.get(subject.i) if subject is not None else None
        if subject is None or held is None or held.kind is not EntityKind.COUNTRY or subject.i < verb.i:
            continue
        if home is not None and held.mention.entity != home:
            return _OPEN
        return (
            held.mention.entity if _countries_in(walk, verb.sent.start, subject.i) == {held.mention.entity} else _OPEN
        )
    return None


def _of_seat(walk: Walk, phrase: OfficePhrase) -> str | None:
    """`The White House said that President Roe would come`: a leader's house tells what he will do."""
    verb = _verb_of(walk, phrase)
    if verb is None or verb.dep_ != "ccomp" or verb.head.lemma_ not in coreference_words().saying:
        return None
    if not any(c.lower_ in home_words().own_will for c in verb.children):
        return None
    subject = next((c for c in verb.head.children if c.dep_ in SUBJECTS), None)
    held = walk.page.cover.get(subject.i) if subject is not None else None
    if held is None or held.kind is not EntityKind.COUNTRY:
        return None
    name = held.mention.span.of(walk.page.text).removeprefix("the ").removeprefix("The ")
    key = held.mention.entity
    return key if any(n.key == key and n.sense is Sense.SEAT for n in gazetteer().lookup(name)) else None


def _countries_in(walk: Walk, start: int, end: int) -> set[str]:
    """The countries named in the tokens, the last included."""
    held = (walk.page.cover.get(j) for j in range(start, end + 1))
    return {h.mention.entity for h in held if h is not None and h.kind is EntityKind.COUNTRY}


def _in_capital(walk: Walk, phrase: OfficePhrase) -> str | None:
    """`In Lima, Foreign Minister Ana Roe said …`: those who speak in their own capital."""
    page, verb = walk.page, _verb_of(walk, phrase)
    if verb is None or verb.lemma_ not in coreference_words().saying:
        return None
    first = verb.sent.start
    held = page.cover.get(first + 1)
    if (
        page.lower[first] != "in"
        or held is None
        or page.words[held.end : held.end + 1] != [","]
        or held.end >= phrase.start
    ):
        return None
    name = held.mention.span.of(page.text)
    if name.lower() in home_words().seats:
        return None
    found = {n.key for n in gazetteer().lookup(name) if n.sense is Sense.CAPITAL}
    return next(iter(found)) if len(found) == 1 else None


# -- the sentence before ------------------------------------------------------------------------


def _before(walk: Walk, phrase: OfficePhrase, home: str | None) -> str | None:
    """Whoever acts in the sentence before, where it is a state: `Lima denied it. Foreign Minister Ana Roe said …`."""
    subject = _subject_before(walk, phrase)
    if subject is None:
        return None
    keys = keys_of(walk, subject.i)
    if len(keys) != 1 or keys[0] not in walk.page.registry.drafts:
        return None
    if walk.kind(keys[0]) is EntityKind.PERSON:
        theirs = country_of(walk, keys[0])
        other = home is not None and theirs not in (None, home) and _verb_of(walk, phrase) is not None
        return _OPEN if other and "\n" not in _between(walk, subject.i, phrase.start) else None
    theirs = _country(walk, keys[0])
    if theirs is None or theirs == home:
        return _OPEN if phrase.office.concept in home_words().of_bodies and _is_body(walk, keys[0]) else None
    if _verb_of(walk, phrase) is None or _with_others(walk, subject):
        return _OPEN
    here = _countries_in(walk, walk.page.doc[phrase.head].sent.start, phrase.start)
    return theirs if here <= {theirs} and home not in here else _OPEN


def _between(walk: Walk, start: int, end: int) -> str:
    """The text between two tokens."""
    begin = state.columns(walk.page.doc).begin
    return walk.page.text[begin[start] : begin[end]]


def _with_others(walk: Walk, subject: Token) -> bool:
    """`Peru and Chile`, but not `Trinidad and Tobago`."""
    held, page = walk.page.cover.get(subject.i), walk.page
    if held is not None and page.lower[held.start - 1] in ("and", "or", ",") and held.start - 2 in page.cover:
        return True
    return any(c.dep_ == "conj" and (held is None or c.i >= held.end) for c in subject.children)


def _is_body(walk: Walk, key: str) -> bool:
    """An organisation of states, which has officers of its own."""
    draft = walk.page.registry.drafts[key]
    return draft.kind is EntityKind.ORGANISATION and draft.known and draft.country is None


def _subject_before(walk: Walk, phrase: OfficePhrase) -> Token | None:
    """The subject of the last sentence before that is no quotation whole, in the article's prose."""
    doc = walk.page.doc
    sentence = doc[phrase.head].sent
    for _ in range(3):
        if sentence.start == 0:
            return None
        sentence = doc[sentence.start - 1].sent
        if not _in_prose(doc, sentence.start):
            return None
        if walk.quoted[sentence.root.i]:
            continue
        return next((c for c in sentence.root.children if c.dep_ in SUBJECTS), None)
    return None


def _in_prose(doc: Doc, token: int) -> bool:
    at = doc[token].idx
    return any(b.kind in _PROSE and b.span.start <= at < b.span.end for b in state.blocks(doc))
