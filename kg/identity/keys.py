"""The keys that an article alone gives to persons who aren't known: full name and country.

`person/gb-jane-roe`: the office that the article gives her is of Britain, and so is that of her namesake in the next
article, if they are one. Where the article names no country, or several, the key is the name alone. A name that
belongs to somebody known, whom the article can't mean, stays the article's own; so does a body named by words alone
that any country has (`the foreign ministry`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kg.facts import Entity, EntityKind, Event, Facts, Mention, RoleHeld, Statement
from kg.identity.spelling import plain, spellings
from kg.knowledge.cities import slug

_TABLES = ("gazetteer", "office holder")
"""Methods of identification that lead to a row of the knowledge tables."""


def keyed(facts: Facts) -> Facts:
    """The facts, each entity under the key that other articles would give it too."""
    keys = {old: new for old, new in _keys(facts) if old != new}
    taken = {entity.key for entity in facts.entities}
    keys = {old: new for old, new in keys.items() if new not in taken}
    return _renamed(facts, keys) if keys else facts


def _keys(facts: Facts) -> Iterator[tuple[str, str]]:
    """Of each entity its key and the one that it should have."""
    countries = _countries(facts)
    own = facts.article.id
    for entity in facts.entities:
        tail = entity.key.partition("/")[2]
        if entity.kind is EntityKind.PERSON and entity.same_as:
            yield entity.key, f"person/{_told_apart(tail, entity.same_as[0])}"
        elif _is_of_tables(entity) or tail.startswith(f"{own}-"):
            continue
        elif entity.kind is EntityKind.PERSON:
            land = countries.get(entity.key, set())
            if len(land) == 1:
                code = next(iter(land)).rpartition("/")[2].lower()
                yield entity.key, f"person/{code}-{tail}"
            elif _is_known(entity.label):
                yield entity.key, f"person/{own}-{tail}"
        elif entity.kind is EntityKind.ORGANISATION and not entity.country and _generic(entity.label):
            yield entity.key, f"organisation/{own}-{tail}"


def _countries(facts: Facts) -> Mapping[str, set[str]]:
    """The countries whose offices each person holds in the article."""
    by_key = {entity.key: entity for entity in facts.entities}
    out: dict[str, set[str]] = {}
    for role in facts.roles:
        of = by_key.get(role.of or "")
        country = of and (of.key if of.kind is EntityKind.COUNTRY else of.country)
        if country and country.startswith("country/"):
            out.setdefault(role.person, set()).add(country)
    return out


def _told_apart(tail: str, same_as: str) -> str:
    """The name of somebody known, with the Wikidata id where the knowledge base has two of that name."""
    from kg.knowledge import holders

    found = {holder.qid for holder in holders().by_surname(tail.replace("-", " ")) if slug(holder.name) == tail}
    return f"{tail}-{same_as.rpartition('/')[2].lower()}" if len(found - {None}) > 1 else tail


def _is_of_tables(entity: Entity) -> bool:
    """Whether the knowledge base gave the key, with a published identity or without."""
    method = entity.identified.method if entity.identified else ""
    return entity.known or bool(entity.same_as) or method in _TABLES


def _is_known(label: str) -> bool:
    """Whether the knowledge base has somebody of this full name, with a published identity."""
    from kg.knowledge import holders

    return " " in label.strip() and any(holder.qid for holder in holders().by_surname(label))


def _generic(label: str) -> bool:
    words = plain(label).words
    return bool(words) and all(word in spellings().generic for word in words)


def _renamed(facts: Facts, keys: Mapping[str, str]) -> Facts:
    """The facts with other keys."""

    def new(key: str) -> str:
        return keys.get(key, key)

    def every(found: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(map(new, found))

    said: dict[Statement, Statement] = {}
    for statement in facts.statements:
        _statement(statement, every, said)
    return replace(
        facts,
        entities=tuple(_entity(each, new) for each in facts.entities),
        mentions=tuple(_mention(each, new) for each in facts.mentions),
        roles=tuple(_role(each, new) for each in facts.roles),
        events=tuple(_event(each, every, said) for each in facts.events),
        statements=tuple(said[each] for each in facts.statements),
    )


def _entity(entity: Entity, new: Callable[[str], str]) -> Entity:
    return replace(entity, key=new(entity.key), country=new(entity.country) if entity.country else None)


def _mention(mention: Mention, new: Callable[[str], str]) -> Mention:
    return replace(mention, entity=new(mention.entity))


def _role(role: RoleHeld, new: Callable[[str], str]) -> RoleHeld:
    return replace(
        role,
        person=new(role.person),
        of=new(role.of) if role.of else None,
        target=new(role.target) if role.target else None,
    )


_Every = Callable[[tuple[str, ...]], tuple[str, ...]]


def _statement(statement: Statement, every: _Every, said: dict[Statement, Statement]) -> Statement:
    if statement not in said:
        said[statement] = replace(
            statement,
            speakers=every(statement.speakers),
            addressees=every(statement.addressees),
            about=every(statement.about),
            mentions=every(statement.mentions),
            within=_statement(statement.within, every, said) if statement.within else None,
        )
    return said[statement]


def _event(event: Event, every: _Every, said: dict[Statement, Statement]) -> Event:
    return replace(
        event,
        participants=every(event.participants),
        source=every(event.source),
        target=every(event.target),
        where=every(event.where),
        claimed_in=_statement(event.claimed_in, every, said) if event.claimed_in else None,
    )
