"""Countries that an article implies by the places that it names."""

from __future__ import annotations

from kg.facts import Entity, EntityKind
from kg.language.registry import countries_of

OSLO = Entity("place/oslo", "Oslo", EntityKind.PLACE, country="country/NO")
MADRID = Entity("place/madrid", "Madrid", EntityKind.PLACE, country="country/ES")
NORWAY = Entity("country/NO", "Norway", EntityKind.COUNTRY, country="country/NO")
NOWHERE = Entity("place/nowhere", "Nowhere", EntityKind.PLACE)
BODY = Entity("organisation/eu-body", "Body", EntityKind.ORGANISATION, country="country/FR")
SITE = Entity("place/site", "Site", EntityKind.PLACE, country="organisation/eu")


def test_the_country_of_a_place_is_there_once() -> None:
    (spain,) = countries_of([OSLO, MADRID, NORWAY, MADRID])
    assert (spain.key, spain.label, spain.forms) == ("country/ES", "Spain", ())
    assert spain.same_as == ("http://www.wikidata.org/entity/Q29",)


def test_what_is_no_place_in_a_country_implies_none() -> None:
    assert countries_of([NORWAY, OSLO, NOWHERE, BODY, SITE]) == ()
    assert countries_of([]) == ()
