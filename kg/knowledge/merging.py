"""How rows of the user's go over ours.

What the user added replaces: each cell that a row gives is taken as it is. What came from Wikidata joins: it fills
empty cells, adds names to names and terms to terms, and a label of ours stays (Wikidata's is then one more name).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kg.knowledge.forms import forms_of
from kg.knowledge.layers import OWN, UPDATED, Layer
from kg.knowledge.schema import OFFICES, TABLES, Table
from kg.knowledge.tables import fold, listed
from kg.knowledge.usertables import Row, UserFile, UserTable, UserToml

HOLDERS = "office_holders.tsv"
Cells = dict[str, str]


def lines(name: str, own: list[str], layered: Iterable[tuple[Layer, UserFile]]) -> list[str]:
    """The rows of a table of ours with those over them, each in its place, new ones at the end."""
    files = [(layer, file) for layer, file in layered if isinstance(file, UserTable) and file.table.file == name]
    return over(TABLES[name], own, files).lines if files else own


def over(table: Table, own: list[str], layered: Iterable[tuple[Layer, UserFile]]) -> Merged:
    """A table of ours with what lies over it."""
    merged = Merged(table, own)
    for layer, file in layered:
        if isinstance(file, UserTable) and file.table.file == table.file:
            for row in file.rows:
                merged.put(row, layer=layer.name)
    return merged


class Merged:
    """A table while rows are put over it: its lines, where each thing's stand, and which layers made them."""

    def __init__(self, table: Table, own: list[str]) -> None:
        self.table, self.columns, self.lines = table, table.columns, list(own)
        self.layers: dict[int, tuple[str, ...]] = {}
        self._places_of: dict[str, list[int]] | None = None
        self._nameless: dict[str, list[int]] | None = None
        self._persons: set[str] | None = None

    def put(self, row: Row, *, layer: str) -> bool:
        """Put one row over the table: was there one in its place?"""
        given = dict(row.cells)
        places = self._places(given)
        if not places:
            self.layers[len(self.lines)] = (layer,)
            self._index(len(self.lines), given)
            self.lines.append(self._line({**self._blank(), **self._findable(given)}))
            if self._persons is not None:
                self._persons.add(fold(given.get("name", "")))
            return False
        for place in list(places):
            cells = self._cells(self.lines[place])
            new = joined(self.table, cells, given) if layer == UPDATED else self._findable({**cells, **given})
            self.lines[place] = self._line(new)
            self.layers[place] = (*self.layers.get(place, (OWN,)), layer)
            if new.get("qid") and not cells.get("qid"):
                self._index(place, new)
        return True

    def named(self, name: str) -> bool:
        """Is there a person of this name?"""
        if self._persons is None:
            column = self.columns.index("name") if self.table.file == HOLDERS else None
            self._persons = {fold(line.split("\t")[column]) for line in self.lines} if column is not None else set()
        return fold(name) in self._persons

    def _findable(self, cells: Cells) -> Cells:
        """The row with the forms that follow from a person's name, where it hasn't them."""
        if self.table.file != HOLDERS or fold(cells["name"]) in listed(cells.get("forms", "")):
            return cells
        forms = dict.fromkeys((*listed(cells.get("forms", "")), *forms_of(cells["name"])))
        return {**cells, "forms": "|".join(forms)}

    def _places(self, given: Mapping[str, str]) -> list[int]:
        if not self.table.ids:
            return []
        if self._places_of is None:
            self._places_of = {}
            for place, line in enumerate(self.lines):
                self._index(place, self._cells(line))
        known = self._places_of.get(self.table.identity(given), [])
        return known if known or self.table.file != HOLDERS else self._unidentified(given)

    def _unidentified(self, given: Mapping[str, str]) -> list[int]:
        """A person whom ours know without an id: of the same name, in an office of the same state or organisation."""
        if self._nameless is None:
            self._nameless = {}
            for place, line in enumerate(self.lines):
                cells = self._cells(line)
                if not cells["qid"]:
                    self._nameless.setdefault(fold(cells["name"]), []).append(place)
        whose = _of(given["terms"])
        namesakes = self._nameless.get(fold(given["name"]), [])
        alike = [place for place in namesakes if whose & _of(self._cells(self.lines[place])["terms"])]
        return alike if len(alike) == 1 else []

    def _index(self, place: int, cells: Mapping[str, str]) -> None:
        if self._places_of is not None:
            self._places_of.setdefault(self.table.identity(cells), []).append(place)

    def _blank(self) -> Cells:
        return {**dict.fromkeys(self.columns, ""), **self.table.defaults}

    def _cells(self, line: str) -> Cells:
        return dict(zip(self.columns, line.split("\t"), strict=True))

    def _line(self, cells: Mapping[str, str]) -> str:
        return "\t".join(cells[column] for column in self.columns)


def _of(terms: str) -> set[str]:
    return {term.split("@")[1] for term in listed(terms)}


# ---------------------------------------------------------------- joining


def joined(table: Table, own: Mapping[str, str], given: Mapping[str, str]) -> Cells:
    """A row of ours with what Wikidata says of the same thing."""
    cells = {**own}
    for column, cell in given.items():
        if column == "terms":
            cells[column] = "|".join(joined_terms(listed(own[column]), listed(cell)))
        elif column in table.names and column not in ("label", "name", "form"):
            cells[column] = "|".join(dict.fromkeys((*listed(own[column]), *listed(cell))))
        elif not own[column]:
            cells[column] = cell
    label = given.get("label")
    if label and label != own["label"] and "names" in cells:
        cells["names"] = "|".join(dict.fromkeys((*listed(cells["names"]), label)))
    return cells


def joined_terms(own: Iterable[str], given: Iterable[str]) -> list[str]:
    """The terms of a person in order; of two of one office that overlap, the given one, with the end that is known."""
    held = list(own)
    new = [_completed(term, [other for other in held if _overlap(term, other)]) for term in dict.fromkeys(given)]
    kept = [term for term in held if not any(_overlap(term, other) for other in new)]
    return sorted((*kept, *new), key=lambda term: (term.split("@")[3] or "9999", term))


def _completed(term: str, own: Iterable[str]) -> str:
    """A term without an end, with what ours know of it: its end where that is not before the last sighting."""
    *office, start, end, seen = term.split("@")
    for other in own:
        *_, ended, sighted = other.split("@")
        if not end and ended >= seen[: len(ended)]:
            end, seen = ended, "" if ended else max(seen, sighted)
    return "@".join((*office, start, end, seen))


def _overlap(term: str, other: str) -> bool:
    """Are they of one office, and in one year at least in both?"""
    (*office, start, end, seen), (*office2, start2, end2, seen2) = term.split("@"), other.split("@")
    if office != office2:
        return False
    last, last2 = (end or seen or start or "9999", end2 or seen2 or start2 or "9999")
    return (start or "0000") <= last2 and (start2 or "0000") <= last


# ---------------------------------------------------------------- words of offices


def toml(name: str, own: Mapping[str, Any], over: Iterable[tuple[Layer, UserFile]]) -> dict[str, Any]:
    """The words of offices with those over them."""
    data = {**own}
    for _, file in over:
        if isinstance(file, UserToml) and name == OFFICES:
            for section, given in file.data.items():
                data[section] = _section(data.get(section), given)
    return data


def _section(own: Any, given: Any) -> Any:
    if isinstance(own, dict) and isinstance(given, dict):
        lists = {key: [*dict.fromkeys((*own[key], *value))] for key, value in given.items() if _are_words(own, key)}
        return {**own, **given, **lists}
    if isinstance(own, list) and isinstance(given, list):
        new = dict(entries(given))
        return [*(item for key, item in entries(own) if key not in new), *new.values()]
    return given


def _are_words(own: Mapping[str, Any], key: str) -> bool:
    return isinstance(own.get(key), list)


def entries(items: Iterable[Any]) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Each entry of a list with what tells it from the others."""
    for item in items:
        yield (str(item["form"]), str(item["of"])) if isinstance(item, dict) else (str(item[0]),), item
