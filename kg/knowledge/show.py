"""All that the tables know for a name, and which layer says so."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kg.knowledge import layers, merging
from kg.knowledge.layers import ADDED, OWN
from kg.knowledge.merging import HOLDERS, Merged
from kg.knowledge.people import OPEN
from kg.knowledge.schema import OFFICES, TABLES, Table
from kg.knowledge.tables import fold, listed, own_lines, own_toml

KINDS: Mapping[str, str] = {
    "countries.tsv": "countries",
    "organisations.tsv": "organisations",
    "places.tsv": "places",
    "seats.tsv": "places",
    "cities.tsv": "places",
    HOLDERS: "persons",
}
"""The tables that are asked, and what their rows are listed as."""
NEAR = 5
SHORT, LONG = 3, 100  # how many characters a name has that others are sought for
ALIKE = 75  # of 100: how like a name another must be to be shown in its stead


@dataclass(frozen=True, slots=True)
class Thing:
    """A row that a name finds. `by`: the columns in which it stands. `cells`: all that aren't empty."""

    table: str
    by: tuple[str, ...]
    cells: Mapping[str, str]
    layer: str

    @property
    def key(self) -> str:
        """The end of its IRI; "" for a person."""
        if self.table == "countries.tsv":
            return f"country/{self.cells['code']}"
        kind = "organisation" if self.table == "organisations.tsv" else "place"
        return f"{kind}/{self.cells['id']}" if "id" in self.cells else ""

    @property
    def label(self) -> str:
        return self.cells.get("label") or self.cells["name"]


@dataclass(frozen=True, slots=True)
class Term:
    """An office that a person held, dates as far as they are known."""

    concept: str
    of: str
    target: str
    start: str
    end: str
    seen: str

    def on(self, day: dt.date) -> bool:
        """Was it held on that day? Where no end is known, until three years after the holder was last seen."""
        last = _padded(self.end, "-12-31")
        if not last:
            seen = _padded(self.seen or self.start, "-12-31")
            last = str(dt.date.fromisoformat(seen.replace("-02-29", "-02-28")) + OPEN) if seen else ""
        return bool(self.start) and _padded(self.start, "-01-01") <= str(day) <= last


@dataclass(frozen=True, slots=True)
class Office:
    """What a word of offices means. `section`: of the table. `of`: in which states alone, "" in all."""

    word: str
    section: str
    concept: str
    of: str
    layer: str


@dataclass(frozen=True, slots=True)
class Answer:
    """All that is known for a name; `near`: names like it, with what they name, where nothing is."""

    name: str
    things: tuple[Thing, ...]
    offices: tuple[Office, ...]
    holders: tuple[tuple[Thing, Term], ...]
    near: tuple[tuple[str, str], ...]

    @property
    def empty(self) -> bool:
        return not (self.things or self.offices)

    def of(self, kind: str) -> list[Thing]:
        """Those of `countries`, `organisations`, `places` or `persons`."""
        return [thing for thing in self.things if KINDS[thing.table] == kind]


class Names:
    """The tables with what lies over them, as `kg knowledge show` asks them."""

    def __init__(self) -> None:
        self.over = list(layers.overlays())
        self.tables = {name: self._merged(TABLES[name]) for name in KINDS}
        self.territories = {thing.cells["code"]: thing for thing in _all(self._merged(TABLES["territories.tsv"]))}
        self.labels = {
            f"{kind}/{line.split(chr(9), 1)[0]}": line.split("\t", 2)[1]
            for kind, name in (("country", "countries.tsv"), ("organisation", "organisations.tsv"))
            for line in self.tables[name].lines
        }

    def _merged(self, table: Table) -> Merged:
        return merging.over(table, own_lines(table.file, columns=table.columns), self.over)

    def answer(self, name: str, *, on: dt.date | None = None) -> Answer:
        """What they know for a name. `on`: the day on which offices were held."""
        found = [self._whole(thing) for table in self.tables.values() for thing in _find(table, name)]
        things = sorted(
            _joined(found), key=lambda t: (list(KINDS).index(t.table), -int(t.cells.get("population", 0)), t.label)
        )
        offices = tuple(self._offices(name))
        if on is not None:
            things = [t for t in things if t.table != HOLDERS or any(term.on(on) for term in terms(t))]
        held = tuple(self._holders(things, offices, on)) if on is not None else ()
        near = () if things or offices else tuple(self._near(name))
        return Answer(name, tuple(things), offices, held, near)

    def _whole(self, thing: Thing) -> Thing:
        """A country or region with what is known of it as a territory."""
        territory = self.territories.get(thing.cells.get("code", ""))
        if territory is None:
            return thing
        named = ", ".join(dict.fromkeys((*thing.layer.split(", "), *territory.layer.split(", "))))
        return Thing(thing.table, thing.by, {**territory.cells, **thing.cells}, named)

    def _offices(self, name: str) -> Iterator[Office]:
        """What the words of offices say of it; where it is none of them, how kg reads it as an office."""
        from kg import knowledge

        own, whole = own_toml(OFFICES), set(_words(own_toml(OFFICES)))
        found = [word for word in _words(merging.toml(OFFICES, own, self.over)) if fold(word[1]) == fold(name)]
        for section, word, concept, of in found:
            yield Office(word, section, concept, of, OWN if (section, word, concept, of) in whole else ADDED)
        offices = knowledge.offices()
        headed = not found and any(map(offices.is_head, fold(name).split()))
        read = offices.concept(name) if headed else None
        if read:
            yield Office(name, "pattern", read, "", OWN)

    def _holders(self, things: Iterable[Thing], offices: Iterable[Office], on: dt.date) -> Iterator[tuple[Thing, Term]]:
        """Who was in office on that day, in the states and organisations found, or in the offices found."""
        keys = {thing.key for thing in things if thing.key and "capitals" not in thing.by}
        concepts = {office.concept for office in offices if office.concept and not office.of}
        if not (keys or concepts):
            return
        found = [
            (thing, term)
            for thing in _all(self.tables[HOLDERS])
            for term in terms(thing)
            if (term.of in keys or term.concept in concepts) and term.on(on)
        ]
        yield from sorted(found, key=lambda pair: (pair[1].of, pair[1].concept, pair[1].target, pair[0].label))

    def _near(self, name: str) -> Iterator[tuple[str, str]]:
        from rapidfuzz import fuzz, process

        wanted = " ".join(name.casefold().split())
        if not SHORT <= len(wanted) <= LONG:
            return
        known = {form: (table, line) for table in self.tables.values() for form, line in _forms(table)}
        found = process.extract(wanted, list(known), scorer=fuzz.ratio, score_cutoff=ALIKE, limit=4 * NEAR)
        shown = dict.fromkeys(_like(*known[form], form) for form, _, _ in found)
        yield from list(shown)[:NEAR]


def _forms(table: Merged) -> Iterator[tuple[str, str]]:
    """Every name of a table in lower case, with its line."""
    at = [table.columns.index(column) for column in table.table.names]
    for line in table.lines:
        cells = line.split("\t")
        for column in at:
            if cells[column]:
                yield from ((item.casefold(), line) for item in cells[column].split("|"))


def _like(table: Merged, line: str, form: str) -> tuple[str, str]:
    """The name as it is written, of a person the label; and what it names."""
    cells = dict(zip(table.columns, line.split("\t"), strict=True))
    written = (item for _, item in _items(table.table, cells) if item.casefold() == form)
    label = cells["name"] if table.table.file == HOLDERS else next(written, form)
    return label, table.table.subject


def _joined(things: Iterable[Thing]) -> list[Thing]:
    """The things, those of one key as one: places of `places.tsv` lie where `cities.tsv` says."""
    found: dict[str, Thing] = {}
    for number, thing in enumerate(things):
        key = thing.key or str(number)
        first = found.get(key, thing)
        by = tuple(dict.fromkeys((*first.by, *thing.by)))
        layer = ", ".join(dict.fromkeys((*first.layer.split(", "), *thing.layer.split(", "))))
        found[key] = Thing(first.table, by, {**thing.cells, **first.cells}, layer)
    return list(found.values())


def terms(person: Thing) -> list[Term]:
    """The offices of a person, in order."""
    return [Term(*term.split("@")) for term in listed(person.cells.get("terms", ""))]


def _find(table: Merged, name: str) -> Iterator[Thing]:
    wanted = _plain(name)
    if not wanted.strip():
        return
    for place, line in enumerate(table.lines):
        if wanted[:4] in _plain(line):  # most lines are not worth splitting
            thing = _thing(table, place)
            by = dict.fromkeys(c for c, item in _items(table.table, thing.cells) if _plain(item) == wanted)
            if by:
                yield Thing(thing.table, tuple(by), thing.cells, thing.layer)


def _plain(name: str) -> str:
    return fold(name).replace("-", " ").removeprefix("the ")


def _all(table: Merged) -> Iterator[Thing]:
    return (_thing(table, place) for place in range(len(table.lines)))


def _thing(table: Merged, place: int) -> Thing:
    cells = {c: cell for c, cell in zip(table.columns, table.lines[place].split("\t"), strict=True) if cell}
    return Thing(table.table.file, (), cells, ", ".join(table.layers.get(place, (OWN,))))


def _items(table: Table, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Every name in a row, with its column; `=` stands between spellings of a capital."""
    for column in table.names:
        for item in listed(cells.get(column, "")):
            for spelling in item.split("=") if column == "capitals" else (item,):
                yield column, spelling


def _words(data: Mapping[str, Any]) -> Iterator[tuple[str, str, str, str]]:
    """Every word of offices: section, word, concept, and the states in which alone it means that."""
    for row in data.get("heads", ()):
        yield from (("heads", str(word), str(row[5]), "") for word in row[:2])
    for row in data.get("reading", ()):
        yield "reading", str(row["form"]), str(row["concept"]), str(row["of"])
    for section in ("forms", "titles", "portfolios", "honorifics"):
        concepts = section != "honorifics"
        yield from (
            (section, word, str(value) if concepts else "", "") for word, value in data.get(section, {}).items()
        )


def _padded(day: str, rest: str) -> str:
    return day + rest[len(day) - 4 :] if day else ""
