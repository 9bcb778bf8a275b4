"""The cities of GeoNames: found by key, by a name that means one city alone, or by a name that many may have.

Nearly all of the rows are never asked for, so they stay lines of text, sorted, and are split when found.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from kg.errors import KnowledgeError
from kg.facts import EntityKind
from kg.knowledge.records import Named, Sense
from kg.knowledge.tables import FOLDER, fold, listed, read_lines

CITY_COLUMNS = (
    "id", "name", "country", "region", "latitude", "longitude", "population", "geonames", "names", "alone",
)  # fmt: skip
ALONE = "y"


@dataclass(frozen=True, slots=True)
class Cities:
    """All cities, unsplit.

    `lines`: sorted by id, which begins with the slug of the name. `alone`: folded name -> line, of those that their
    name alone means. `spelt`: folded other name -> lines. `regions`: code of a region -> key of its place.
    """

    lines: list[str]
    alone: Mapping[str, str]
    spelt: Mapping[str, tuple[str, ...]]
    regions: Mapping[str, str]

    def by_id(self, ident: str) -> Named | None:
        """The city of this id."""
        at = bisect_left(self.lines, f"{ident}\t")
        if at < len(self.lines) and self.lines[at].startswith(f"{ident}\t"):
            return self.named(self.lines[at])
        return None

    def by_name(self, form: str) -> tuple[Named, ...]:
        """Every city of this name, the largest first."""
        key = fold(form)
        lines = dict.fromkeys((*self._beginning(slug(key), key), *self.spelt.get(key, ())))
        return tuple(sorted((self.named(line, key) for line in lines), key=lambda n: (-n.population, n.key)))

    def _beginning(self, start: str, key: str) -> Iterator[str]:
        for low in (f"{start}\t", f"{start}-") if start else ():
            for at in range(bisect_left(self.lines, low), len(self.lines)):
                line = self.lines[at]
                if not line.startswith(low):
                    break
                if fold(line.split("\t", 2)[1]) == key:
                    yield line

    def named(self, line: str, form: str = "") -> Named:
        """The city of a line, by the one of its names that is `form` when folded, or by its first."""
        ident, name, code, region, latitude, longitude, population, geonames, names, _ = line.split("\t")
        key = f"place/{ident}"
        return Named(
            next((other for other in listed(names) if fold(other) == form), name),
            key,
            name,
            EntityKind.PLACE,
            Sense.CITY,
            place_key=key,
            place_label=name,
            country=f"country/{code}" if code else None,
            region=self.regions.get(region),
            point=(float(latitude), float(longitude)) if latitude and longitude else None,
            population=int(population or 0),
            geonames=geonames or None,
        )


def load_cities(*, regions: Mapping[str, str], folder: Path = FOLDER) -> Cities:
    """Read the table. `regions`: code of a region -> key of its place.

    Raises:
        KnowledgeError: it is malformed.
    """
    lines = read_lines("cities.tsv", columns=CITY_COLUMNS, folder=folder)
    lines.sort()  # rows of the user's stand at the end
    spelt: dict[str, tuple[str, ...]] = {}
    alone: dict[str, str] = {}
    for line in [line for line in lines if line[-2:] != "\t\t"]:
        _, name, *_, names, sure = line.split("\t")
        for other in listed(names):
            spelt[fold(other)] = (*spelt.get(fold(other), ()), line)
        if sure == ALONE:
            alone.setdefault(fold(name), line)
        elif sure:
            raise KnowledgeError(
                f"cities.tsv, row {line.split(chr(9), 1)[0]!r}: alone is {sure!r}; it may be y or empty"
            )
    return Cities(lines, MappingProxyType(alone), MappingProxyType(spelt), regions)


def slug(label: str) -> str:
    """The label as the end of a key.

    >>> slug("Port-au-Prince"), slug("No 10")
    ('port-au-prince', 'no-10')
    """
    return "-".join(re.findall(r"[a-z0-9]+", fold(label).replace("'", "")))
