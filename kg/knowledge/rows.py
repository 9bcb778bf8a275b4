"""What the rows of the tables written by hand name: each row as the forms that find it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kg.facts import EntityKind
from kg.knowledge.cities import Cities, slug
from kg.knowledge.records import Named, Sense
from kg.knowledge.tables import listed

COUNTRY_COLUMNS = ("code", "label", "names", "abbreviations", "adjectives", "people", "capitals")
ORGANISATION_COLUMNS = ("id", "label", "type", "country", "qid", "names", "abbreviations", "members")
SEAT_COLUMNS = ("id", "label", "names", "of", "institution", "latitude", "longitude")
PLACE_COLUMNS = (
    "id", "label", "type", "country", "code", "qid", "names", "adjectives", "people", "capital",
    "latitude", "longitude",
)  # fmt: skip

Point = tuple[float, float] | None


def country(row: list[str], *, qid: str | None, cities: Cities) -> Iterator[Named]:
    """Names, abbreviations, adjectives, the people and the capitals of a country."""
    code, label, names, abbreviations, adjectives, people, capitals = row
    key, kind = f"country/{code}", EntityKind.COUNTRY
    plain = (
        (Sense.NAME, (label, *listed(names))),
        (Sense.ABBREVIATION, listed(abbreviations)),
        (Sense.ADJECTIVE, listed(adjectives)),
        (Sense.PEOPLE, listed(people)),
    )
    for sense, forms in plain:
        for form in forms:
            yield Named(form, key, label, kind, sense, qid=qid)
    for group in listed(capitals):
        spellings = group.split("=")
        capital, ident = spellings[0], slug(spellings[0])
        point, size = _located(ident, cities)
        for form in spellings:
            yield Named(form, key, label, kind, Sense.CAPITAL, qid, f"place/{ident}", capital, key, point, size)


def organisation(row: list[str]) -> Iterator[Named]:
    """Names and abbreviations of an organisation."""
    ident, label, _, code, qid, names, abbreviations, _ = row
    key, whose, kind = f"organisation/{ident}", f"country/{code}" if code else None, EntityKind.ORGANISATION
    short = listed(abbreviations)
    plain = [(label, Sense.NAME)] if label not in short else []
    plain += [(form, Sense.NAME) for form in listed(names)] + [(form, Sense.ABBREVIATION) for form in short]
    for form, sense in plain:
        yield Named(form, key, label, kind, sense, qid or None, country=whose)


def seat(
    row: list[str], *, label: str, qid: Callable[[str], str | None], bodies: Mapping[str, list[str]]
) -> Iterator[Named]:
    """The names of a seat of government, for those who sit there. `bodies`: the rows of the organisations, by key."""
    ident, place, names, of, institution, latitude, longitude = row
    body = bodies.get(of)
    kind = EntityKind.COUNTRY if body is None else EntityKind.ORGANISATION
    whose = of if body is None else (f"country/{body[3]}" if body[3] else None)
    known = qid(of) if body is None else body[4] or None
    for form in (place, *listed(names)):
        yield Named(
            form,
            of,
            label,
            kind,
            Sense.SEAT,
            known,
            f"place/{ident}",
            place,
            whose,
            _point(latitude, longitude),
            institution=f"organisation/{institution}" if institution else None,
        )


def place(row: list[str], *, qid: str | None, cities: Cities) -> Iterator[Named]:
    """Names, adjectives and the people of a place."""
    ident, label, kind, code, _, _, names, adjectives, people, _, latitude, longitude = row
    key, whose = f"place/{ident}", f"country/{code}" if code else None
    point, size = _point(latitude, longitude), 0
    if kind == "city":
        there, size = _located(ident, cities)
        point = point or there
    senses = (
        (Sense.CITY, (label, *listed(names))),
        (Sense.ADJECTIVE, listed(adjectives)),
        (Sense.PEOPLE, listed(people)),
    )
    for sense, forms in senses:
        for form in forms:
            yield Named(form, key, label, EntityKind.PLACE, sense, qid, key, label, whose, point, size)


def _point(latitude: str, longitude: str) -> Point:
    return (float(latitude), float(longitude)) if latitude and longitude else None


def _located(ident: str, cities: Cities) -> tuple[Point, int]:
    """Where the city of this id lies, and how many live there."""
    city = cities.by_id(ident)
    return (city.point, city.population) if city else (None, 0)
