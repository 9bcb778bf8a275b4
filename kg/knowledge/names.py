"""The gazetteer: which countries, organisations and places a form may name."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from kg.errors import KnowledgeError
from kg.facts import EntityKind
from kg.knowledge import rows
from kg.knowledge.cities import Cities, load_cities
from kg.knowledge.records import Named, Sense
from kg.knowledge.tables import FOLDER, fold, listed, read_table
from kg.knowledge.territories import Territory, governed, load_territories

_SEATS = frozenset({Sense.CAPITAL, Sense.SEAT})
_PIECES = re.compile(r"[\w.]+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Forms of names, and what they may name.

    `longest`: for the first word of a form (in lower case, with and without its diacritics) the
    largest number of tokens that a form beginning with it has. Words, hyphens, apostrophes and
    other marks are counted one by one (`Guinea-Bissau` 3, `People's` 3, `U.S.` 1), so that it is
    an upper bound for spaCy's tokens: try `doc.text` slices of that many tokens, then fewer.
    A leading `the` is part of a form only in `The Hague` and in titles of newspapers (`The Times`):
    try from `the` too, then from the word after it.
    `media`: keys of the organisations that publish news. `parties`: of political parties.
    `armed`: of armed groups. `members`: of an organisation of states, keys of the states that belong to it (on the day
    in the head of the table). `acting`: keys of regions with a government that acts for itself (`place/scotland`).
    `labels`: the label of each key. `territories`: of countries and regions, by key.
    """

    longest: Mapping[str, int]
    labels: Mapping[str, str]
    media: frozenset[str]
    parties: frozenset[str]
    armed: frozenset[str]
    members: Mapping[str, tuple[str, ...]]
    acting: frozenset[str]
    territories: Mapping[str, Territory]
    forms: Mapping[str, tuple[Named, ...]]
    settlements: Cities

    def lookup(self, form: str, *, on: dt.date | None = None) -> tuple[Named, ...]:
        """All that a form, as it stands in the text, may name; () where nothing.

        Diacritics, curly apostrophes and a leading `the` make no difference. Case does: an
        abbreviation needs its own (`US`, not `us` or `Us`); a name needs a capital wherever it
        has one (`White House`, not `white house`); capitals throughout (`MOSCOW`) match names
        of five letters and more.

        Args:
            on: the day of the text. A capital or seat is then of the state that had it on that day (`the Kremlin` of
                1987 is the Soviet Union's), and of several states those that there were are kept (`Congo` of 1980).
        """
        found = self._lookup(form)
        return found if on is None or not found else self._on(found, on)

    def at(self, key: str, day: dt.date) -> str:
        """The key of the state whose government sat on that day where this one's sits or sat; else the key itself.

        `country/RU` before 26 December 1991, and `country/SUHH` until then, are `country/SUHH`; both are `country/RU`
        after it. That is right for capitals and seats, and for states by their present names; the name of a former
        state in a later text (`the Soviet invasion of 1979`) is still that state.
        """
        return governed(key, day, territories=self.territories)

    def _on(self, found: tuple[Named, ...], day: dt.date) -> tuple[Named, ...]:
        if len(found) > 1:
            there = tuple(n for n in found if n.sense in _SEATS or self.at(n.key, day) == n.key)
            found = there or found
        return tuple(dict.fromkeys(self._moved(n, day) if n.sense in _SEATS else n for n in found))

    def _moved(self, named: Named, day: dt.date) -> Named:
        key = self.at(named.key, day)
        if key == named.key:
            return named
        country = key if named.country == named.key else named.country
        qid = self.territories[key].qid
        return replace(named, key=key, label=self.labels[key], qid=qid, country=country)

    def _lookup(self, form: str) -> tuple[Named, ...]:
        if form.islower():
            return ()
        surface = " ".join(form.replace("’", "'").split())
        key = fold(surface)
        for bare in dict.fromkeys((key, key.removeprefix("the "))):
            found = tuple(n for n in self.forms.get(bare, ()) if _fits(surface, n))
            if found:
                return found
        city = self.settlements.alone.get(key)
        found = (self.settlements.named(city),) if city else ()
        return tuple(n for n in found if _fits(surface, n))

    def cities(self, form: str) -> tuple[Named, ...]:
        """Every city of this name from 5,000 inhabitants on, the largest first: `Paris` in France, in Texas…

        Only the text can tell them apart, and a small town's name is often a word, a given name or a surname too: take
        one where the text says that it is a place (`in Paris`) and which (`Paris, Texas`), or by `population`.
        """
        surface = " ".join(form.replace("’", "'").split())
        if not surface or surface.islower():
            return ()
        return tuple(n for n in self.settlements.by_name(surface) if _fits(surface, n))


def _identity(named: Named) -> tuple[str, Sense, str]:
    """Abbreviations that differ in case only are two (`NATO`, `Nato`); other forms are one."""
    return named.key, named.sense, named.form if named.sense is Sense.ABBREVIATION else ""


def _keeps_article(form: str) -> bool:
    """`The Hague`, `The Times`: without its article a single word says too little."""
    return form[:4] == "The " and " " not in form[4:]


def _key(form: str) -> str:
    return fold(form if _keeps_article(form) else _bare(form))


def _bare(form: str) -> str:
    return form[4:] if form[:4].casefold() == "the " else form


def _fits(surface: str, named: Named) -> bool:
    """Is the surface written as the form may be?"""
    bare = _bare(surface)
    if named.form in (surface, bare):
        return True
    if named.sense is Sense.ABBREVIATION:
        return False
    if bare.isupper():
        return len(bare) > 4
    if surface[0] == "t" and named.kind is EntityKind.ORGANISATION and _keeps_article(named.form):
        return False
    pairs = zip(bare.split(), _bare(named.form).split(), strict=False)
    return all(h[0].isupper() or not w[0].isupper() for h, w in pairs)


def load_gazetteer(*, folder: Path = FOLDER) -> Gazetteer:
    """Read the tables.

    Raises:
        KnowledgeError: a table is malformed, or names a country or organisation that is in none.
    """
    tables = _read(folder)
    regions = {row[4]: f"place/{row[0]}" for row in tables.places if row[4]}
    codes = {**regions, **{row[0]: f"country/{row[0]}" for row in tables.countries}}
    territories = load_territories(keys=codes, folder=folder)
    settlements = load_cities(regions=MappingProxyType(regions), folder=folder)
    labels: dict[str, str] = {}
    forms: dict[str, dict[tuple[str, Sense, str], Named]] = {}
    for named in _every(tables, territories, settlements):
        labels.setdefault(named.key, named.label)
        forms.setdefault(_key(named.form), {}).setdefault(_identity(named), named)
    return Gazetteer(
        longest=MappingProxyType(_longest(forms, settlements.alone)),
        labels=MappingProxyType(labels),
        media=_typed("media", tables.organisations),
        parties=_typed("party", tables.organisations),
        armed=_typed("armed", tables.organisations),
        members=MappingProxyType(dict(_members(tables.organisations))),
        acting=frozenset(f"place/{row[0]}" for row in tables.places if row[2] == "actor"),
        territories=MappingProxyType(territories),
        forms=MappingProxyType({form: tuple(held.values()) for form, held in forms.items()}),
        settlements=settlements,
    )


class _Tables(NamedTuple):
    """The tables written by hand, and the label of each key that they may refer to."""

    countries: list[list[str]]
    organisations: list[list[str]]
    places: list[list[str]]
    seats: list[list[str]]
    labels: dict[str, str]


def _read(folder: Path) -> _Tables:
    countries = read_table("countries.tsv", columns=rows.COUNTRY_COLUMNS, folder=folder)
    organisations = read_table("organisations.tsv", columns=rows.ORGANISATION_COLUMNS, folder=folder)
    places = read_table("places.tsv", columns=rows.PLACE_COLUMNS, folder=folder)
    seats = read_table("seats.tsv", columns=rows.SEAT_COLUMNS, folder=folder)
    labels = {f"country/{row[0]}": row[1] for row in countries}
    _check("organisations.tsv", organisations, lambda row: [row[3], *listed(row[7])], known=labels)
    _check("places.tsv", places, lambda row: [row[3]], known=labels)
    labels.update((f"organisation/{row[0]}", row[1]) for row in organisations)
    lost = next((row for row in seats if row[3] not in labels), None)
    if lost:
        raise KnowledgeError(f"seats.tsv, row {lost[0]!r}: {lost[3]!r} is no country or organisation of the tables")
    return _Tables(countries, organisations, places, seats, labels)


def _every(tables: _Tables, territories: Mapping[str, Territory], cities: Cities) -> Iterator[Named]:
    """What all rows name: of two that name the same with one form, the first counts."""

    def qid(key: str) -> str | None:
        return territories[key].qid if key in territories else None

    for row in tables.countries:
        yield from rows.country(row, qid=qid(f"country/{row[0]}"), cities=cities)
    for row in tables.organisations:
        yield from rows.organisation(row)
    bodies = {f"organisation/{row[0]}": row for row in tables.organisations}
    for row in tables.seats:
        yield from rows.seat(row, label=tables.labels[row[3]], qid=qid, bodies=bodies)
    for row in tables.places:
        yield from rows.place(row, qid=row[5] or qid(f"place/{row[0]}"), cities=cities)


def _typed(kind: str, organisations: list[list[str]]) -> frozenset[str]:
    return frozenset(f"organisation/{row[0]}" for row in organisations if row[2] == kind)


def _members(organisations: list[list[str]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for row in organisations:
        if row[7]:
            yield f"organisation/{row[0]}", tuple(f"country/{code}" for code in listed(row[7]))


def _check(
    table: str, found: list[list[str]], countries: Callable[[list[str]], list[str]], *, known: Mapping[str, str]
) -> None:
    for row in found:
        for code in countries(row):
            if code and f"country/{code}" not in known:
                raise KnowledgeError(f"{table}, row {row[0]!r}: no country {code!r} in countries.tsv")


def _longest(forms: Mapping[str, Mapping[tuple[str, Sense, str], Named]], cities: Iterable[str]) -> dict[str, int]:
    longest = dict.fromkeys(cities, 1)
    names = dict.fromkeys(forms)
    names.update(dict.fromkeys(named.form.casefold() for held in forms.values() for named in held.values()))
    for form in (*names, *(city for city in cities if not city.isalpha())):
        first, _, rest = form.partition(" ")
        if first.isalpha() and (not rest or rest.replace(" ", "").isalpha()):
            longest[first] = max(longest.get(first, 0), form.count(" ") + 1)
            continue
        pieces = _PIECES.findall(form)
        size = len(pieces) + sum(piece[-1] == "." for piece in pieces)
        for start in (first, pieces[0], pieces[0].rstrip(".")):
            longest[start] = max(longest.get(start, 0), size)
    return longest
