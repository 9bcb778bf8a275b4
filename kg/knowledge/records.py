"""The shapes of the knowledge tables' rows, as the rest of kg sees them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from kg.facts import EntityKind


class Sense(StrEnum):
    """How a form names what it names."""

    NAME = "name"  # Russia, Russian Federation, NATO, New York
    ABBREVIATION = "abbreviation"  # UK, U.S., UN
    ADJECTIVE = "adjective"  # Russian
    PEOPLE = "people"  # Russians, Dane, Britons
    CAPITAL = "capital"  # Moscow: a place, or by grammar its government
    SEAT = "seat"  # the Kremlin, Downing Street: the government, or by grammar a place
    CITY = "city"  # New York, Geneva: a place only


@dataclass(frozen=True, slots=True)
class Named:
    """One thing that a form may name.

    `key`: of the entity as an actor (`country/RU` for `Moscow` and `Kremlin`; `organisation/nato`;
    of the place itself for a city). `label`: the knowledge base's for that key. `place_key`,
    `place_label`: of the place that a capital or seat is (`place/moscow`, `Moscow`).
    `country`: key of the country that an organisation or place belongs to. `point`: latitude and
    longitude of the place, in degrees. `population`: of a city, 0 where not known. `region`: key of the state or
    province that a city lies in (`place/texas`). `geonames`: id in GeoNames. `institution`: key of the organisation
    whose seat it is (`organisation/us-department-of-defense` for `the Pentagon`).
    """

    form: str
    key: str
    label: str
    kind: EntityKind
    sense: Sense
    qid: str | None = None
    place_key: str | None = None
    place_label: str | None = None
    country: str | None = None
    point: tuple[float, float] | None = None
    population: int = 0
    region: str | None = None
    geonames: str | None = None
    institution: str | None = None


@dataclass(frozen=True, slots=True)
class Holder:
    """A person who held an office: `start` and `end` as years or days known, None where not.

    `concept`: local name in `ontology/offices.ttl`. `of`: key of the country or organisation.
    `gender`: "f" or "m" where known. `target`: key of whom an ambassador is sent to.
    """

    name: str
    concept: str
    of: str
    start: dt.date | None
    end: dt.date | None
    qid: str | None = None
    gender: str | None = None
    target: str | None = None
