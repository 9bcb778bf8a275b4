"""The keys that an article gives: name and country, the tables' key, or the article's own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.article import Article
from kg.facts import Entity, EntityKind, Evidence, Facts, Identification, Office, RoleHeld, Span
from kg.identity.keys import keyed
from tests import sample

COUNTRIES = {code: Entity(f"country/{code}", code, EntityKind.COUNTRY, known=True) for code in ("NO", "SE")}


def facts(entity: Entity, *codes: str) -> Facts:
    """An article in which somebody holds an office of each country."""
    article = Article("text")
    evidence = Evidence(article.id, (Span(0, 1),), Span(0, 4), "title")
    roles = tuple(RoleHeld(entity.key, Office("envoy", "envoy"), f"country/{code}", evidence) for code in codes)
    return Facts(article, (entity, *COUNTRIES.values()), roles=roles)


def person(tail: str, label: str, **more: object) -> Entity:
    return Entity(f"person/{tail}", label, EntityKind.PERSON, **more)  # type: ignore[arg-type]


OWN = Article("text").id
HOLDER = Identification("office holder")


@pytest.mark.parametrize(
    ("entity", "codes", "key"),
    [
        (person("jane-roe", "Jane Roe"), ["NO"], "person/no-jane-roe"),
        (person("jane-roe", "Jane Roe"), ["NO", "NO"], "person/no-jane-roe"),
        (person("jane-roe", "Jane Roe"), [], "person/jane-roe"),
        (person("jane-roe", "Jane Roe"), ["NO", "SE"], "person/jane-roe"),
        # of the tables
        (person("jens-stoltenberg", "Jens Stoltenberg", same_as=("http://www.wikidata.org/entity/Q57665",)), ["NO"],
         "person/jens-stoltenberg"),
        (person("jane-roe", "Jane Roe", identified=HOLDER), ["NO"], "person/jane-roe"),
        # two of one name in the tables
        (person("andris-berzins", "Andris Bērziņš", same_as=("http://www.wikidata.org/entity/Q57506",)), [],
         "person/andris-berzins-q57506"),
        # a name of somebody known, who isn't meant
        (person("sergey-lavrov", "Sergey Lavrov"), [], f"person/{OWN}-sergey-lavrov"),
        (person("sergey-lavrov", "Sergey Lavrov"), ["SE"], "person/se-sergey-lavrov"),
        # a surname alone stays the article's
        (person(f"{OWN}-roe", "Roe"), ["NO"], f"person/{OWN}-roe"),
        # bodies that any country has
        (Entity("organisation/foreign-ministry", "Foreign Ministry", EntityKind.ORGANISATION), [],
         f"organisation/{OWN}-foreign-ministry"),
        (Entity("organisation/norway-foreign-ministry", "Norwegian Foreign Ministry", EntityKind.ORGANISATION,
                country="country/NO"), [], "organisation/norway-foreign-ministry"),
        (Entity("organisation/nordic-council", "Nordic Council", EntityKind.ORGANISATION), [],
         "organisation/nordic-council"),
    ],
)  # fmt: skip
def test_keys(entity: Entity, codes: list[str], key: str) -> None:
    found = keyed(facts(entity, *codes))
    assert found.entities[0].key == key
    assert {role.person for role in found.roles} <= {key}


def test_a_key_that_is_taken_is_not_given_twice() -> None:
    made = facts(person("jane-roe", "Jane Roe"), "NO")
    made = replace(made, entities=(*made.entities, person("no-jane-roe", "Jane Roe")))
    assert keyed(made) == made


@pytest.mark.parametrize("made", sample.every())
def test_every_record_follows(made: Facts) -> None:
    found = keyed(made)
    text = repr(found)
    for role in made.roles:
        if role.of and role.of.startswith("country/"):
            code = role.of[-2:].lower()
            assert f"'person/{code}-{role.person.removeprefix('person/')}'" in text
            assert f"'{role.person}'" not in text
    assert len(set(found.statements)) == len(made.statements)
    assert all(event.claimed_in is None or event.claimed_in in found.statements for event in found.events)
    assert all(each.within is None or each.within in found.statements for each in found.statements)
