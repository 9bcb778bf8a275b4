"""Offices completed: who holds them, for which country, and whom an office without a name stands for."""

from __future__ import annotations

from dataclasses import replace

from kg.facts import EntityKind, Form, Office
from kg.language import state
from kg.language.coreference_words import coreference_words
from kg.language.discourse import (
    WINDOW,
    Walk,
    Why,
    country_of,
    covered_key,
    keys_of,
    link,
    same_person,
)
from kg.language.home_words import has_office, home_words
from kg.language.nominals import group_of
from kg.language.office_country import of_state_department, with_told_country
from kg.language.office_late import LATE
from kg.language.office_words import office_words
from kg.language.pairs import pair_of, paired
from kg.language.registry import Draft, slug
from kg.language.state import OfficePhrase
from kg.language.words import nominal_words


def completed(walk: Walk, phrase: OfficePhrase, home: str | None) -> OfficePhrase:
    """The country of an office that only a later mention of its holder gives, or that a paper leaves out of its own."""
    if phrase.person is None or phrase.rule in ("nominal", "denied") or phrase.vague:
        return phrase
    if phrase.of is not None:
        return with_told_country(walk, phrase, home) if _bare_ministry(walk, phrase.of) else phrase
    phrase = of_state_department(walk, phrase)
    if phrase.of is not None:
        return phrase
    country = _own_country(walk, phrase)
    if country:
        return replace(phrase, of=walk.page.registry.ensure(country))
    return with_told_country(walk, phrase, home)


def _bare_ministry(walk: Walk, key: str) -> bool:
    """`Foreign Ministry spokesman Roe`: which state's, the words don't say."""
    draft = walk.page.registry.drafts[key]
    words = draft.label.lower().split()
    return draft.kind is EntityKind.ORGANISATION and draft.country is None and words[-1] in walk.words.ministries


def _own_country(walk: Walk, phrase: OfficePhrase) -> str | None:
    """The country of the person's other offices; for one that a body may have, that of the very same office.

    `his former deputy, Jane Roe, now Peru's envoy`: of the one whose deputy she was.
    """
    if phrase.person is None or phrase.owner is not None:
        return None
    if phrase.office.concept not in home_words().of_bodies:
        return country_of(walk, phrase.person)
    same = {of for office, of in walk.held.get(phrase.person, ()) if of and office.concept == phrase.office.concept}
    return next(iter(same)) if len(same) == 1 else None


_BEYOND = frozenset({"known-holder", LATE})
_SAME_OFFICE = Why("office", reason="the only one so called")


def _settled(walk: Walk, phrase: OfficePhrase) -> OfficePhrase:
    """An office that a mention leads to a person by more than an office named before."""
    found = [m for m in (walk.settled or {}).get((phrase.start, phrase.end), ()) if m.rule in _BEYOND]
    return replace(phrase, person=found[0].entity, rule=found[0].rule) if len(found) == 1 else phrase


def link_office(walk: Walk, phrase: OfficePhrase) -> None:
    """Complete an office phrase: its holder, its country; link the phrase to the holder."""
    if walk.page.lower[phrase.head] in walk.page.grammar.counterparts:
        phrase = _counterpart(walk, phrase)
    phrase = _with_owner(walk, phrase)
    if phrase.subject is not None and phrase.person is None:
        phrase = _with_subject(walk, phrase)
    keys = _anaphor(walk, phrase) if phrase.person is None or phrase.rule == "nominal" else ()
    if walk.settled is not None:
        phrase = _settled(walk, phrase)
    if not keys and phrase.person is None:
        phrase = _in_office(walk, phrase)
    if phrase.person is not None and phrase.rule != "nominal":
        _hold(walk, _with_coordinate(walk, _with_country(walk, phrase)), phrase.person)
        return
    if keys:
        link(walk, phrase.start, phrase.end, keys, Form.NOMINAL, head=phrase.head, why=_SAME_OFFICE)
    walk.phrases.append(
        replace(phrase, person=keys[0] if len(keys) == 1 and walk.kind(keys[0]) is EntityKind.PERSON else None)
    )


def _hold(walk: Walk, phrase: OfficePhrase, person: str) -> None:
    walk.phrases.append(phrase)
    _gender(walk, phrase)
    if phrase.rule != "denied":
        walk.held.setdefault(person, []).append((phrase.office, phrase.of))
        link(walk, phrase.start, phrase.end, (person,), Form.NOMINAL, head=phrase.head, why=Why(phrase.rule))


def _with_coordinate(walk: Walk, phrase: OfficePhrase) -> OfficePhrase:
    """`Vice President A, Treasury Secretary B and Trade Secretary C`: officers in one list are of one country."""
    if phrase.of is not None or phrase.vague or phrase.rule != "title":
        return phrase
    doc = walk.page.doc
    token = doc[phrase.end : phrase.span[1]].root if phrase.span[1] > phrase.end else doc[phrase.end]
    while token.dep_ in ("compound", "appos", "conj") and token.head.i < token.i:
        token = token.head
        for before in reversed(walk.phrases):
            if before.end <= token.i <= before.end + 3 and before.of is not None and before.rule == "title":
                return replace(phrase, of=before.of)
    return phrase


def _gender(walk: Walk, phrase: OfficePhrase) -> None:
    draft = walk.page.registry.drafts[phrase.person or ""]
    if draft.gender is None:
        draft.gender = walk.table.gender(phrase.office.label)


def _with_owner(walk: Walk, phrase: OfficePhrase) -> OfficePhrase:
    """`Trump's secretary of state`, `its foreign minister`: the owner's country."""
    if phrase.of is not None or phrase.owner is None:
        return phrase
    owners = walk.linked.get(phrase.owner) or covered_key(walk, phrase.owner)
    if len(owners) != 1:
        return phrase
    owner = owners[0]
    if walk.kind(owner) is EntityKind.PERSON:
        country = country_of(walk, owner)
        return replace(phrase, of=walk.page.registry.ensure(country)) if country and not phrase.vague else phrase
    return replace(phrase, of=owner)


def _with_subject(walk: Walk, phrase: OfficePhrase) -> OfficePhrase:
    keys = keys_of(walk, phrase.subject or 0)
    if len(keys) == 1 and walk.kind(keys[0]) is EntityKind.PERSON:
        return replace(phrase, person=keys[0])
    return replace(phrase, rule="nominal")


def _with_country(walk: Walk, phrase: OfficePhrase) -> OfficePhrase:
    """The country of an office that is named without one, as a general reader knows it."""
    if phrase.of is not None or phrase.vague or phrase.person is None:
        return phrase
    label = phrase.office.label
    of = (
        _known_country(walk, phrase)
        or _by_surname(walk, phrase)
        or walk.table.only_country(label)
        or _if_named(walk, walk.table.usual_country(label))
        or _own_country(walk, phrase)
    )
    if of is None or of == phrase.of:
        return phrase
    walk.page.registry.ensure(of)
    office = replace(phrase.office, concept=walk.table.concept(phrase.office.label, country=of))
    return replace(phrase, of=of, office=office)


def _if_named(walk: Walk, country: str | None) -> str | None:
    """The country, if the article names it, a place in it or a body of it."""
    drafts = walk.page.registry.drafts.values()
    return country if any(country in (draft.key, draft.country) for draft in drafts) else None


def _known_country(walk: Walk, phrase: OfficePhrase) -> str | None:
    """The country for which the office-holder table has the person in this office, where it is one only."""
    draft = walk.page.registry.drafts[phrase.person or ""]
    rows = tuple(h for h in walk.holders.by_surname(draft.label.split()[-1]) if same_person(h, draft))
    concept = phrase.office.concept
    if concept:
        rows = tuple(
            h for h in rows if walk.table.related(concept, h.concept) or walk.table.related(h.concept, concept)
        )
    found = {h.of for h in rows}
    return next(iter(found)) if len(found) == 1 else None


def _by_surname(walk: Walk, phrase: OfficePhrase) -> str | None:
    """`President Roe`: where only one so called led a state on the day, that state."""
    article, surname = state.article(walk.page.doc), walk.page.registry.drafts[phrase.person or ""].label
    if article is None or article.published is None or phrase.office.status or " " in surname:
        return None
    if phrase.rule != "title" or phrase.office.concept not in home_words().leaders:
        return None
    found = {h.of for h in walk.holders.find(surname, concept=phrase.office.concept, on=article.published)}
    found = {of for of in found if has_office(of, phrase.office.label)}
    return next(iter(found)) if len(found) == 1 else None


def _counterpart(walk: Walk, phrase: OfficePhrase) -> OfficePhrase:
    """`his Russian counterpart`: the office of the person it is counterpart to."""
    owner: str | None = None
    if phrase.owner is not None:
        keys = keys_of(walk, phrase.owner)
        owner = keys[0] if len(keys) == 1 else None
    if owner is None or owner == phrase.person or owner not in walk.held:
        owner = _last_holder(walk, phrase)
    if owner is None:
        return replace(phrase, rule="nominal")
    offices_held = [o for o, of in walk.held[owner] if of != phrase.of and o.status != "former"]
    if not offices_held:
        return replace(phrase, rule="nominal")
    office = min(offices_held, key=lambda o: walk.table.table.rank(o.concept))  # of several, the highest
    # the plain name of the class: a secretary of state's counterpart is a foreign minister
    if office.concept in walk.words.relabelled:
        office = Office(office.concept.replace("-", " "), office.concept)
    found = replace(phrase, office=office, owner=None)
    if phrase.person is not None:
        return replace(found, rule="counterpart")
    return replace(found, rule="nominal")


def _last_holder(walk: Walk, phrase: OfficePhrase) -> str | None:
    for seen in reversed(walk.seen):
        if walk.sentence - seen.sentence > 1:
            return None
        if seen.key != phrase.person and seen.key in walk.held and seen.token < phrase.start:
            return seen.key
    return None


def _anaphor(walk: Walk, phrase: OfficePhrase) -> tuple[str, ...]:
    """Whom an office phrase without a name stands for."""
    if walk.settled is not None:
        decided = walk.settled.get((phrase.start, phrase.end), ())
        return tuple(m.entity for m in decided if m.rule not in _BEYOND)
    if phrase.plural:
        return _plural(walk, phrase)
    if coreference_words().succession.intersection(walk.page.lower[phrase.start : phrase.head]):
        return ()
    found = [
        person for person, offs in walk.held.items() if any(_same_office(phrase, office, of) for office, of in offs)
    ]
    if walk.page.lower[phrase.head] in walk.page.grammar.counterparts:  # another's than the owner's
        found = [p for p in found if any(of == phrase.of for _, of in walk.held[p])]
    if len(found) > 1 and walk.table.table.held_by_one(phrase.office.concept):
        found = [p for p in found if _holds_now(walk, p, phrase)] or found
    if len(found) > 1:
        recent = {s.key for s in walk.recent(2)}
        found = [p for p in found if p in recent]
    if len(found) > 1:
        own = set(phrase.office.label.replace("-", " ").split())
        exact = [p for p in found if any(own <= set(o.label.replace("-", " ").split()) for o, _ in walk.held[p])]
        found = exact if len(exact) == 1 and len(own) > 1 or phrase.office.label in walk.words.exact_offices else found
    if len(found) == 1:
        return (found[0],)
    if found or phrase.rule == "denied":
        return ()
    return _unnamed(walk, phrase)


def _holds_now(walk: Walk, person: str, phrase: OfficePhrase) -> bool:
    """Whether the person has that office and has not left it: one at a time does, so that it is not the predecessor."""
    return any(_same_office(phrase, o, of) and o.status == phrase.office.status for o, of in walk.held[person])


def _in_office(walk: Walk, phrase: OfficePhrase) -> OfficePhrase:
    """`the prime minister` after a person of whom the office-holder table knows that office on the day."""
    article = state.article(walk.page.doc)
    concept = phrase.office.concept
    if article is None or article.published is None or concept is None or phrase.plural or phrase.office.status:
        return phrase
    if concept in walk.words.plain_classes:
        return phrase
    if walk.page.pos[phrase.start] != "DET" or phrase.rule != "nominal":
        return phrase
    found: dict[str, str] = {}
    for key in dict.fromkeys(seen.key for seen in walk.recent(WINDOW)):
        if walk.kind(key) is not EntityKind.PERSON:
            continue
        draft = walk.page.registry.drafts[key]
        for holder in walk.holders.find(draft.label.split()[-1], concept=concept, on=article.published):
            if same_person(holder, draft) and phrase.of in (None, holder.of):
                found[key] = holder.of
    if len(found) != 1:
        return phrase
    person, of = next(iter(found.items()))
    walk.page.registry.ensure(of)
    return replace(phrase, person=person, of=of, rule="known-holder")


def _same_office(phrase: OfficePhrase, office: Office, of: str | None) -> bool:
    if phrase.of is not None and of is not None and phrase.of != of:
        return False
    mine, theirs = phrase.office, office
    if mine.status != theirs.status and mine.status is not None:
        return False
    own = set(mine.label.replace("-", " ").split())
    other = set(theirs.label.replace("-", " ").split())
    if own == other:
        return True
    specific = mine.concept is not None and mine.concept not in nominal_words().plain_classes
    if specific and mine.concept == theirs.concept:
        return True
    # "the minister" for a foreign minister; "the president" not for a vice president
    wider = (
        mine.concept is not None and theirs.concept is not None and office_words().related(mine.concept, theirs.concept)
    )
    if wider and (len(own) == 1 or own <= other):
        return True
    return len(own) == 1 and mine.label == theirs.label.split()[-1] and mine.concept in (None, "minister", "official")


def _plural(walk: Walk, phrase: OfficePhrase) -> tuple[str, ...]:
    low = walk.page.lower[phrase.head]
    if phrase.of is not None and (low in walk.words.government or low in walk.words.members):
        return _both(walk, phrase) or (phrase.of,)
    if low in walk.words.pair_persons and paired(walk, phrase.start, phrase.head):
        return pair_of(walk, EntityKind.PERSON)
    if low in walk.words.groups:
        return group_of(walk, phrase.head)
    return ()


def _both(walk: Walk, phrase: OfficePhrase) -> tuple[str, ...]:
    """`Chinese and Israeli officials`: the officials of both."""
    page, found = walk.page, [phrase.of]
    first = min((j for j in range(phrase.start, phrase.head) if j in page.cover), default=0)
    if first > 1 and page.lower[first - 1] == "and" and first - 2 in page.cover:
        key = page.cover[first - 2].mention.entity
        if walk.kind(key) is EntityKind.COUNTRY:
            found.insert(0, key)
    return tuple(k for k in found if k is not None) if len(found) > 1 else ()


def _unnamed(walk: Walk, phrase: OfficePhrase) -> tuple[str, ...]:
    """A spokesman or official without a name is who he speaks for; another officer is known by his office alone."""
    low = walk.page.lower[phrase.head]
    if phrase.of is None:
        return walk.unnamed.get(low, ()) if phrase.end - phrase.start <= 2 else ()  # "the spokesman" again
    if low in walk.words.government:
        walk.unnamed[low] = (phrase.of,)
        return (phrase.of,)
    doc = walk.page.doc
    first = doc[phrase.start]
    if phrase.vague or phrase.rule != "nominal" or walk.kind(phrase.of) is EntityKind.PLACE:
        return ()
    start = phrase.start + 1 if first.pos_ in ("DET", "PRON") else phrase.start
    label = doc[start : phrase.end].text
    draft = Draft(
        f"group/{walk.article}-{slug(label)}",
        label,
        EntityKind.GROUP,
        country=walk.page.registry.drafts[phrase.of].country,
    )
    return (walk.page.registry.add(draft, form=label),)
