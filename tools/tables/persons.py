"""Who is who among the terms of office, and what finds them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

from kg.knowledge.forms import PARTICLES, forms_of
from kg.knowledge.tables import fold
from tools.tables.source import Row, person
from tools.tables.terms import Term, merged, recalled, term_of

ONE_AT_A_TIME = frozenset(
    {
        "head of state",
        "head of government",
        "foreign minister",
        "defence minister",
        "finance minister",
        "interior minister",
    }
)
ORGANISATIONS = frozenset({"UN", "EU", "EC", "EUCO", "NATO", "IAEA", "IMF", "WHO", "UNESCO", "Arab League"})
# States that are no more: who held office there may have gone on in a state that followed.
FORMER = frozenset({"SUHH", "YUCS", "CSXX", "CSHH", "DD", "ZR", "VDVN", "XSVN", "XNYE", "YDYE", "RHZW", "XUAR"})
ELSEWHERE = ORGANISATIONS | FORMER

COLUMNS = ("forms", "name", "gender", "qid", "terms")
HEAD = """\
# Who held which office when. forms: what finds the person, folded, | between them. terms, | between them: concept, key
# of the country or organisation, key of the target of an ambassador, start, end, and where the end is unknown the day
# on which the source last saw the holder in office, @ between them. Dates: YYYY, YYYY-MM or YYYY-MM-DD.
# Source: Wikidata (CC0) by way of github.com/every-politician-scrapers; CIA World Factbook (public domain);
# unitedstates/congress-legislators (CC0); hand (CC0); leaders before 1992 from Phoenix.Countries.actors.txt,
# MIT, Copyright (c) 2014 Open Event Data Alliance (see NOTICE). Written by tools/make_knowledge.py.
"""


def holders(source: list[Row], settings: dict[str, Any], *, codes: list[str]) -> list[tuple[str, ...]]:
    """One row per person: the forms to find them by, the label, and the terms in order."""
    people: dict[str, list[tuple[Row, Term]]] = defaultdict(list)
    idents = identities(source, settings["same"])
    for row in clipped(source, idents):
        term = term_of(row, settings, codes=codes)
        if term:
            people[_ident(row, idents)].append((row, term))
    out = [holder([r for r, _ in held], [t for _, t in held], settings) for held in people.values()]
    return sorted(out, key=lambda row: (row[1], row[3], row[4]))


def clipped(source: list[Row], idents: dict[tuple[str, str, str], str]) -> Iterator[Row]:
    """The terms, those whose end is only the start of the next holder known then ending with the next one there was."""
    held: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in source:
        if row["start"]:
            held[row["country"], row["office"]].append((row["start"], _ident(row, idents)))
    for row in source:
        others = held[row["country"], row["office"]] if "end=next holder" in row["note"] else []
        nexts = [
            start
            for start, ident in others
            if row["start"] < start < row["end"] and ident != _ident(row, idents) and row["office"] in ONE_AT_A_TIME
        ]
        yield {**row, "end": min(nexts)} if nexts else row


def _ident(row: Row, idents: dict[tuple[str, str, str], str]) -> str:
    return idents[row["person_qid"], row["person"], row["country"]]


def identities(source: list[Row], same: Mapping[str, str]) -> dict[tuple[str, str, str], str]:
    """Who is who: by Wikidata id, else by name in a country, else by the one there whose name and years agree.

    A name in an organisation or a former state is that of the one person who bears it in a country. `same`: by hand,
    of a name and country the name of the same person there.
    """
    idents: dict[tuple[str, str, str], str] = {}
    homes: dict[str, dict[str, list[Row]]] = defaultdict(dict)
    bearers: dict[str, set[str]] = defaultdict(set)
    sharing: dict[tuple[str, str], dict[str, None]] = defaultdict(dict)
    known_as = {f"{row['person']}|{row['country']}": row["person_qid"] for row in source if row["person_qid"]}
    for row in sorted(source, key=surest_first):
        ident = row["person_qid"] or f"{row['person']}@{row['country']}"
        called = f"{row['person']}|{row['country']}"
        if not row["person_qid"] and called in same:
            ident = known_as.get(f"{same[called]}|{row['country']}", f"{same[called]}@{row['country']}")
        home, known = homes[row["country"]], bearers[row["folded"]]
        if not row["person_qid"] and ident not in home:
            near = dict.fromkeys(o for word in row["folded"].split() for o in sharing[row["country"], word])
            alike = [other for other in near if any(same_person(row, theirs) for theirs in home[other])]
            elsewhere = sorted(known) if row["country"] in ELSEWHERE else []
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
    return not row["person_qid"], country in ELSEWHERE, -len(name.split()), name, country


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
    ways = {"surname_first": first, "surnames": known}
    forms = dict.fromkeys(form for name in spellings for form in forms_of(name, **ways))
    gender = next((row["gender"][0] for row in rows if row["gender"] in ("male", "female")), "")
    qid = next((row["person_qid"] for row in rows if row["person_qid"]), "")
    return "|".join(forms), label, gender, qid, "|".join("@".join(t) for t in merged(recalled(terms)))


def plain_name(label: str, names: list[str]) -> str:
    """The label, or where it has more than five words, the longest of the names that it holds all words of."""
    words = set(fold(label).split())
    short = [name for name in names if " " in name and len(name.split()) < 6 and set(fold(name).split()) <= words]
    return max(short, key=lambda name: (len(name), name)) if len(words) > 5 and short else label


def surnames(source: list[Row], settings: dict[str, Any]) -> set[str]:
    """Last words of names of two words, that are no given names too."""
    given = settings["given_names"]
    found = {words[1] for words in (row["folded"].split() for row in source) if len(words) == 2}
    return found - {*given["f"].split(), *given["m"].split(), *settings["second_names"], *PARTICLES}


def alike(name: str, other: str) -> bool:
    """Have the names a word in common, spelt about the same? (The source took some successors for aliases.)"""
    some, others = ({w for w in fold(n).replace("-", " ").split() if len(w) > 3} for n in (name, other))
    pairs = ((a, b) for a in sorted(some) for b in sorted(others))
    return name == other or any(SequenceMatcher(None, a, b).ratio() >= 0.75 for a, b in pairs)
