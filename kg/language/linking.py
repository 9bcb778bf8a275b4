"""From names to entities: one per referent in the article, with the knowledge base's identity where it knows it.

A capital or a seat of government is a place or its government by grammar: `in Moscow`, `Moscow said`.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import EntityKind, Form, Mention, Span
from kg.knowledge import Holders, holders
from kg.knowledge.records import Holder, Named, Sense
from kg.language import state
from kg.language.metonyms import is_place
from kg.language.office_words import office_words
from kg.language.people import People, Person, gather, known_person, name_parts, refer
from kg.language.registry import Draft, Registry, slug
from kg.language.state import Name
from kg.language.words import LinkingWords, linking_words, name_words, office_grammar, predecessors

_STATE_HEADS = ("head-of-state", "head-of-government", "foreign-minister")


@dataclass(slots=True)
class _Work:
    """What linking holds while it reads one Doc."""

    doc: Doc
    words: LinkingWords
    holders: Holders
    published: dt.date | None
    datelines: list[Span]
    registry: Registry = field(default_factory=Registry)
    mentions: list[Mention] = field(default_factory=list)
    people: People = field(default_factory=People)
    person_keys: dict[str, str] = field(default_factory=dict)


@Language.factory(
    "kg_linking",
    assigns=["doc._.kg_mentions", "doc._.kg_entities"],
    requires=["doc._.kg_names", "token.dep"],
)
def create_linking(nlp: Language, name: str) -> Linking:
    return Linking()


class Linking:
    """Writes `doc._.kg_mentions` and `doc._.kg_entities` from `doc._.kg_names`."""

    def __call__(self, doc: Doc) -> Doc:
        registry, mentions = link_names(doc)
        doc._.kg_mentions = tuple(mentions)
        doc._.kg_registry = registry
        doc._.kg_entities = registry.entities()
        return doc


def link_names(doc: Doc) -> tuple[Registry, list[Mention]]:
    """The entities that the names of a Doc lead to, and a mention for each name that leads to one."""
    article = state.article(doc)
    work = _Work(doc, linking_words(), holders(), article.published if article else None, list(state.datelines(doc)))
    names = state.names(doc)
    chosen = _choose(work, names)
    persons = [(i, n) for i, n in enumerate(names) if chosen[i] is EntityKind.PERSON]
    work.people = gather((n.start, n.text) for _, n in persons)
    for i, name in enumerate(names):
        reading = chosen[i]
        if reading is None:
            continue
        if reading is EntityKind.PERSON:
            _person(work, name)
        elif isinstance(reading, Named):
            _known(work, name, reading)
        elif reading is EntityKind.ORGANISATION:
            _organisation(work, name, names[i - 1] if i else None)
        elif reading is EntityKind.PLACE:
            _plain(work, name, Draft(f"place/{slug(name.text)}", _text(name.text), EntityKind.PLACE))
    return work.registry, work.mentions


def _text(text: str) -> str:
    return " ".join(text.split())


def _span(work: _Work, start: int, end: int) -> Span:
    last = work.doc[end - 1]
    return Span(work.doc[start].idx, last.idx + len(last.text))


def _choose(work: _Work, names: tuple[Name, ...]) -> list[Named | EntityKind | None]:
    """What each name is: a row of the tables, or a kind, or None where that stays open."""
    sure = {n.readings[0].key for n in names if n.readings and len({r.key for r in n.readings}) == 1}
    countries = {r.country or r.key for n in names if len(n.readings) == 1 for r in n.readings}
    people = {name_parts(n.text)[-1] for n in names if n.kind is EntityKind.PERSON and len(name_parts(n.text)) > 1}
    whole = [name_parts(n.text) for n in names if n.kind is EntityKind.PERSON and n.sure]
    parts = {part for name in whole if len(name) > 1 for part in (name[0], name[-1])}
    out: list[Named | EntityKind | None] = []
    for name in names:
        if name.readings:
            last = name_parts(name.text)
            if name.readings[0].sense is Sense.CITY and last and last[-1] in people and len(last) == 1:
                out.append(EntityKind.PERSON)
            else:
                out.append(_one_reading(name, sure, countries) or _one_place(work, name))
        elif name.sure or name.kind is EntityKind.PERSON:
            out.append(name.kind)
        elif name.kind is None and set(name_parts(name.text)) <= parts:
            out.append(EntityKind.PERSON)  # a family name that is a common word too (`Park`)
        else:
            out.append(_by_syntax(work, name) or name.kind)
    surnames = _surnames(names, out)
    return [_surname_of(n, kind, surnames) for n, kind in zip(names, out, strict=True)]


def _surnames(names: tuple[Name, ...], chosen: list[Named | EntityKind | None]) -> set[str]:
    return {p for n, k in zip(names, chosen, strict=True) if k is EntityKind.PERSON for p in name_parts(n.text)[-1:]}


def _surname_of(name: Name, kind: Named | EntityKind | None, surnames: set[str]) -> Named | EntityKind | None:
    """A person where a single word is the surname of one whom an office beside the full name explained."""
    alone = not name.readings and not name.sure and name.end - name.start == 1
    return EntityKind.PERSON if alone and surnames.issuperset(name_parts(name.text)) else kind


def _one_place(work: _Work, name: Name) -> Named | None:
    """A seat of several (`in Brussels`) is one place all the same."""
    places = {r.place_key for r in name.readings}
    if len(places) != 1 or None in places:
        return None
    if not is_place(work.doc, name.start, name.end, words=work.words, datelines=work.datelines, seat=False):
        return None
    return min(name.readings, key=lambda r: r.sense is not Sense.CAPITAL)


def _one_reading(name: Name, sure: set[str], countries: set[str]) -> Named | None:
    keys = list(dict.fromkeys(r.key for r in name.readings))
    if len(keys) > 1:
        keys = [k for k in keys if k in sure] or [r.key for r in name.readings if (r.country or r.key) in countries]
        keys = list(dict.fromkeys(keys))
        if len(keys) != 1:
            return None
    found = [r for r in name.readings if r.key == keys[0]]
    # a name or adjective before a capital of the same name (Singapore, Luxembourg)
    return min(found, key=lambda r: r.sense in (Sense.CAPITAL, Sense.SEAT))


def _by_syntax(work: _Work, name: Name) -> EntityKind | None:
    """A person where an office stands beside a name that nothing else explains (`X Y, the minister of …`)."""
    table = office_words()
    lower = state.columns(work.doc).lower
    if lower[name.end - 1] in name_words().place_words:
        return None  # "Ambassador Road"
    if name.start and (table.is_head(lower[name.start - 1]) or lower[name.start - 1] in office_grammar().counterparts):
        return EntityKind.PERSON
    if not 1 < name.end - name.start <= 6:
        return None
    after = lower[name.end : name.end + 1]
    if after == [","] and _office_within(work, range(name.end + 1, name.end + 10)):
        return EntityKind.PERSON
    before = lower[name.start - 1 : name.start] if name.start else []
    closed = name.end >= len(lower) or lower[name.end] in (",", ".", ")")
    if before in ([","], ["("]) and closed and _office_within(work, range(name.start - 2, name.start - 8, -1)):
        return EntityKind.PERSON
    return None


def _office_within(work: _Work, tokens: range) -> bool:
    """Whether an office word stands there before any verb or mark."""
    columns = state.columns(work.doc)
    for i in tokens:
        if not 0 <= i < len(columns.lower) or columns.pos[i] in ("VERB", "AUX", "PUNCT", "SPACE"):
            return False
        if office_words().is_head(columns.lower[i]) or columns.lower[i] in office_grammar().counterparts:
            return True
    return False


def _known(work: _Work, name: Name, reading: Named) -> None:
    doc = work.doc
    if reading.place_key and reading.sense in (Sense.CAPITAL, Sense.SEAT):
        seat = reading.sense is Sense.SEAT
        if is_place(doc, name.start, name.end, words=work.words, datelines=work.datelines, seat=seat):
            label = reading.place_label or name.text
            _plain(work, name, Draft(reading.place_key, label, EntityKind.PLACE, known=True, country=reading.key))
            return
        form = Form.METONYM
    else:
        form = Form.NOMINAL if reading.sense is Sense.PEOPLE else Form.NAME
    country = reading.country if reading.kind is not EntityKind.COUNTRY else reading.key
    draft = Draft(reading.key, reading.label, reading.kind, known=True, same_as=reading.qid, country=country)
    before = predecessors().get(reading.key) if form is Form.METONYM else None
    if before is not None and work.published is not None and work.published < before[1]:
        draft = work.registry.drafts[work.registry.ensure(before[0])]  # the Kremlin of 1987
    if country is not None:
        work.registry.ensure(country)  # what a state's body does, the state does
    key = work.registry.add(draft, form=name.text)
    work.mentions.append(Mention(_span(work, name.start, name.end), key, form))


def _plain(work: _Work, name: Name, draft: Draft) -> None:
    key = work.registry.add(draft, form=name.text)
    work.mentions.append(Mention(_span(work, name.start, name.end), key, Form.NAME))


def _organisation(work: _Work, name: Name, before: Name | None) -> None:
    """An organisation that the tables don't know; `Algerian Foreign Ministry` takes the adjective with it."""
    start, country = name.start, None
    if before is not None and before.readings and before.readings[0].kind is EntityKind.COUNTRY:
        gap = work.doc[before.end : name.start].text
        if gap in ("", "'s", "’s", "'", "’") and before.readings[0].sense is not Sense.PEOPLE:
            country = before.readings[0]
            if gap == "":
                start = before.start
    own = slug(name.text)
    same = _spelt_out(work, name.text)
    if same is not None:
        work.registry.add(work.registry.drafts[same], form=name.text)
        work.mentions.append(Mention(_span(work, name.start, name.end), same, Form.NAME))
        return
    key = f"organisation/{slug(country.label)}-{own}" if country else f"organisation/{own}"
    if country is None:
        ends = [k for k in work.registry.drafts if k.startswith("organisation/") and k.endswith("-" + own)]
        if len(ends) == 1:
            key = ends[0]
    label = _text(work.doc[start : name.end].text)
    if country is not None and start == name.start:
        label = f"{country.label} {label}"
    draft = Draft(key, label, EntityKind.ORGANISATION, country=country.key if country else None)
    key = work.registry.add(draft, form=work.doc[start : name.end].text)
    work.mentions.append(Mention(_span(work, start, name.end), key, Form.NAME))


def _spelt_out(work: _Work, text: str) -> str | None:
    """The organisation of this article whose words begin with the letters of an abbreviation."""
    if not (text.isupper() and 2 <= len(text) <= 6):
        return None
    found = []
    for key, draft in work.registry.drafts.items():
        if draft.kind is EntityKind.ORGANISATION:
            letters = ["".join(w[0] for w in form.split() if w[0].isupper()) for form in (draft.label, *draft.forms)]
            if text in letters:
                found.append(key)
    return found[0] if len(found) == 1 else None


def _person(work: _Work, name: Name) -> None:
    person = refer(name.text, work.people, at=name.start)
    if person is None and len(name_parts(name.text)) == 1:
        root = work.doc[name.end - 1]
        if not name.title and root.dep_ in ("compound", "amod") and root.head.tag_ == "NNS":
            return  # "Hutu extremists": what they are, and nobody's name
        _lone_surname(work, name)
        return
    if person is None:
        return
    key = work.person_keys.get(person.name)
    if key is None:
        key = work.person_keys[person.name] = _new_person(work, person)
    _address(work, name, key)
    work.registry.add(work.registry.drafts[key], form=name.text)
    work.mentions.append(Mention(_span(work, name.start, name.end), key, Form.NAME))


def _address(work: _Work, name: Name, key: str) -> None:
    """What `Mr`, `Queen`, `spokeswoman` before a name say of its bearer."""
    draft = work.registry.drafts[key]
    if name.title is None or draft.gender is not None:
        return
    for word in state.columns(work.doc).lower[name.title[0] : name.title[1]]:
        draft.gender = draft.gender or office_words().honorifics.get(word) or office_words().gender(word)


def _new_person(work: _Work, person: Person) -> str:
    holder = known_person(person, holders=work.holders, on=work.published)
    if holder is not None:
        return _holder(work, holder, label=_text(person.name))
    gender = work.holders.given_names.get(person.name.split()[0].casefold())
    return work.registry.add(Draft(f"person/{slug(person.name)}", _text(person.name), EntityKind.PERSON, gender=gender))


def _holder(work: _Work, holder: Holder, *, label: str | None = None) -> str:
    gender = work.holders.given_names.get(holder.name.split()[0].casefold())
    return work.registry.add(
        Draft(
            f"person/{slug(holder.name)}",
            label or holder.name,
            EntityKind.PERSON,
            same_as=holder.qid,
            gender=gender,
        )
    )


def _lone_surname(work: _Work, name: Name) -> None:
    """A surname without a full name in the article: the office holder of the day, else a person of that name."""
    holder = _of_the_day(work, name)
    own = name_parts(name.text)
    if holder is not None:
        key = _holder(work, holder)
    elif own:
        # a bare surname is nobody's identity beyond this article
        article = state.article(work.doc)
        key = f"person/{article.id}-{own[-1]}" if article else f"person/{own[-1]}"
        work.registry.add(Draft(key, _text(name.text), EntityKind.PERSON))
    else:
        return
    _address(work, name, key)
    work.registry.add(work.registry.drafts[key], form=name.text)
    work.mentions.append(Mention(_span(work, name.start, name.end), key, Form.NAME))


def _of_the_day(work: _Work, name: Name) -> Holder | None:
    if work.published is None:
        return None
    if name.title and office_grammar().by_first_name.intersection(state.columns(work.doc).lower[slice(*name.title)]):
        return None  # King Hussein is no other Hussein
    surname = name.text.split()[-1]
    concept = None
    if name.title:
        concept = office_words().concept(work.doc[name.title[0] : name.title[1]].text.lower(), country=None)
    wanted = (concept,) if concept else _STATE_HEADS
    found: dict[str, Holder] = {}
    for one in wanted:
        for holder in work.holders.find(surname, concept=one, on=work.published):
            found.setdefault(holder.qid or holder.name, holder)
    return next(iter(found.values())) if len(found) == 1 else None
