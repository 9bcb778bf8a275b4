"""Articles of a line each about persons, for tests of who is one across them."""

from __future__ import annotations

import datetime as dt

from kg.article import Article
from kg.facts import Entity, EntityKind, Evidence, Facts, Office, RoleHeld, Span
from kg.store import Store

LAVROV = "http://www.wikidata.org/entity/Q58217"
NORWAY = Entity("country/NO", "Norway", EntityKind.COUNTRY, known=True, forms=("Norwegian",))


def person(key: str, label: str, *forms: str, same_as: tuple[str, ...] = ()) -> Entity:
    return Entity(f"person/{key}", label, EntityKind.PERSON, forms=forms or (label,), same_as=same_as)


def article(text: str, *entities: Entity, year: int | None = 2021, office: str | None = None) -> Facts:
    """An article that names these; the first of them holds the office for Norway, if one is given."""
    made = Article(text, published=dt.date(year, 5, 3) if year else None)
    roles: tuple[RoleHeld, ...] = ()
    if office:
        evidence = Evidence(made.id, (Span(0, 1),), Span(0, len(text)), "title")
        roles = (RoleHeld(entities[0].key, Office(office.replace("-", " "), office), NORWAY.key, evidence),)
        entities = (*entities, NORWAY)
    return Facts(made, entities, roles=roles)


def spellings() -> tuple[Facts, ...]:
    """Three articles that spell one man in three ways, and one of them names another person too."""
    return (
        article("one", person("sergey-lavrov", "Sergei Lavrov", same_as=(LAVROV,))),
        article("two", person("sergej-lawrow", "Sergej Lawrow"), person("per-dahl", "Per Dahl")),
        article("three", person("sergey-lavrov", "Sergey Lavrov", "Lavrov", same_as=(LAVROV,))),
    )


def namesakes() -> tuple[Facts, ...]:
    """Three articles that name a Jane Roe; two mention no country."""
    return (
        article("first", person("jane-roe", "Jane Roe"), office="ambassador"),
        article("second", person("jane-roe", "Jane Roe")),
        article("third", person("nz-jane-roe", "Jane Roe", "Ms Roe")),
    )


def store(*articles: Facts) -> Store:
    made = Store()
    for each in articles:
        made.add(each)
    return made


def state(of: Store) -> tuple[bytes, bytes]:
    """All that a store holds but for its decisions: as quads, and as a query sees it."""
    quads = [line for line in of.serialise("nq").splitlines() if b"dkg/graph/decisions>" not in line]
    return b"\n".join(quads), of.serialise("nt")
