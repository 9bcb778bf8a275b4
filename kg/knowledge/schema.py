"""What the knowledge tables may hold: what makes a row, which columns name it, what each cell must look like.

The columns of a table are those of the header of our own file. This is the one place that both the loaders' data and
the user's are checked against.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from kg.knowledge.tables import FOLDER, fold, header, listed

OFFICES = "offices.toml"
LONGEST_CELL = 20_000
LONGEST_ITEM = 300
ORGANISATION_TYPES = ("intergovernmental", "government", "armed", "party", "media", "company", "organisation")

TERRITORY_KINDS = ("state", "territory", "region", "disputed", "former")
PLACE_TYPES = ("actor", "region", "water", "city", "site")

# controls, marks of direction, invisible joiners, tags, and what is not for interchange
_UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\ue000-\uf8ff\U000e0000-\U000e0fff\U000f0000-\U0010ffff]"
)
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_TERM = ("concept", "of", "target", "start", "end", "seen")


@dataclass(frozen=True, slots=True)
class Known:
    """What cells may refer to: the codes of countries, ids of organisations and concepts of offices."""

    countries: frozenset[str]
    organisations: frozenset[str]
    concepts: frozenset[str]

    def has(self, key: str) -> bool:
        """Is it the key of a country or organisation?"""
        kind, _, name = key.partition("/")
        return name in {"country": self.countries, "organisation": self.organisations}.get(kind, frozenset())


Check = Callable[[str, Known | None], str]
"""What is wrong with a cell that isn't empty, "" where nothing is. Without `Known`, references pass."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what one row is, and what its columns are for.

    `ids`: columns of which the first that isn't empty tells one row from another; none: rows only add up.
    `required`: columns that every row needs. `names`: columns whose items name the thing.
    `defaults`: what an empty cell of a new row becomes.
    """

    file: str
    subject: str
    ids: tuple[str, ...]
    required: tuple[str, ...]
    names: tuple[str, ...]
    defaults: Mapping[str, str] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Those of our own file's header."""
        return _columns(self.file)

    def identity(self, cells: Mapping[str, str]) -> str:
        """What tells a row from others, "" where rows only add up."""
        return next((cells[column] for column in self.ids if cells.get(column)), "")


TABLES: Mapping[str, Table] = {
    table.file: table
    for table in (
        Table(
            "countries.tsv",
            "country",
            ("code",),
            ("code", "label"),
            ("label", "names", "abbreviations", "adjectives", "people", "capitals"),
        ),
        Table("territories.tsv", "territory", ("code",), ("code",), (), {"kind": "state"}),
        Table(
            "organisations.tsv",
            "organisation",
            ("id",),
            ("id", "label"),
            ("label", "names", "abbreviations"),
            {"type": "organisation"},
        ),
        Table(
            "places.tsv",
            "place",
            ("id",),
            ("id", "label"),
            ("label", "names", "adjectives", "people", "capital"),
            {"type": "region"},
        ),
        Table("seats.tsv", "seat of government", ("id",), ("id", "label", "of"), ("label", "names")),
        Table("cities.tsv", "city", ("id",), ("id", "name", "country"), ("name", "names")),
        Table("office_holders.tsv", "person", ("qid", "name"), ("name", "terms"), ("name", "forms")),
        Table("given_names.tsv", "given names", (), ("gender", "names"), ()),
    )
}


@cache
def _columns(name: str) -> tuple[str, ...]:
    return header(FOLDER / name)


def fitting(columns: Iterable[str]) -> list[Table]:
    """The tables that have all these columns, and whose needed ones are among them."""
    given = set(columns)
    return [t for t in TABLES.values() if given <= set(t.columns) and set(t.required) <= given]


def cell_error(table: Table, column: str, cell: str, *, known: Known | None = None) -> str:
    """What is wrong with a cell, "" where nothing is."""
    if not cell:
        return "it is empty" if column in table.required else ""
    if hidden := _UNSEEN.search(cell):
        return f"it holds a character that can't be seen (U+{ord(hidden[0]):04X})"
    if len(cell) > LONGEST_CELL:
        return f"it has {len(cell):,} characters; {LONGEST_CELL:,} are allowed"
    if cell != cell.strip():
        return "it begins or ends with white space"
    return _CHECKS.get((table.file, column), _CHECKS.get(("", column), _text))(cell, known)


# ---------------------------------------------------------------- checks of cells


def _matching(pattern: str, what: str) -> Check:
    fits = re.compile(pattern)
    return lambda cell, _: "" if fits.fullmatch(cell) else f"it is not {what}"


def _one_of(*values: str) -> Check:
    return lambda cell, _: "" if cell in values else f"it is none of {', '.join(values)}"


def _text(cell: str, _: Known | None) -> str:
    if len(cell) > LONGEST_ITEM:
        return f"it has {len(cell):,} characters; a name may have {LONGEST_ITEM}"
    return "it holds |, which separates names" if "|" in cell else ""


def _items(cell: str, _: Known | None) -> str:
    items = listed(cell)
    if any(item != item.strip() or not item for item in items):
        return "an item between | is empty, or begins or ends with white space"
    if len(set(items)) < len(items):
        return f"{next(item for item in items if items.count(item) > 1)!r} stands in it twice"
    long = next((item for item in items if len(item) > LONGEST_ITEM), "")
    return f"an item has {len(long):,} characters; a name may have {LONGEST_ITEM}" if long else ""


def _folded(cell: str, known: Known | None) -> str:
    wrong = next((item for item in listed(cell) if fold(item) != item), None)
    return _items(cell, known) or (f"{wrong!r} is written {fold(wrong)!r} here" if wrong else "")


def _country(cell: str, known: Known | None) -> str:
    return "" if known is None or cell in known.countries else "there is no country of this code in countries.tsv"


def _countries(cell: str, known: Known | None) -> str:
    return next(filter(None, (_country(code, known) for code in listed(cell))), "")


def _key(cell: str, known: Known | None) -> str:
    fits = re.fullmatch(r"(country|organisation)/[A-Za-z0-9-]+", cell) and (known is None or known.has(cell))
    return "" if fits else "it is no country/CODE or organisation/ID of the tables"


def _number(low: float, high: float) -> Check:
    def check(cell: str, _: Known | None) -> str:
        fits = re.fullmatch(r"-?\d{1,12}(\.\d{1,12})?", cell) and low <= float(cell) <= high
        return "" if fits else f"it is not a number from {low:g} to {high:g}"

    return check


def _dates(cell: str, _: Known | None) -> str:
    return "" if date_error(cell) == "" else "it is not a date (YYYY, YYYY-MM or YYYY-MM-DD)"


def date_error(text: str) -> str:
    """What is wrong with a date of the tables, "" where nothing is."""
    try:
        if _DATE.fullmatch(text):
            dt.date.fromisoformat(text + "0000-01-01"[len(text) :])
            return ""
    except ValueError:
        pass
    return f"{text!r} is not a date (YYYY, YYYY-MM or YYYY-MM-DD)"


def _terms(cell: str, known: Known | None) -> str:
    return next(filter(None, (_term(term, known) for term in listed(cell))), "")


def _term(term: str, known: Known | None) -> str:
    parts = term.split("@")
    if len(parts) != len(_TERM):
        return f"the term {term!r} is not {'@'.join(_TERM)}"
    concept, of, target, start, end, seen = parts
    wrong = next(filter(None, (date_error(day) for day in (start, end, seen) if day)), "")
    if not wrong and start and end and _first(start) > end:
        wrong = f"{end} is before {start}"
    if not wrong and known is not None:
        wrong = _reference(concept, of, target, known)
    return f"in the term {term!r}, {wrong}" if wrong else ""


def _first(day: str) -> str:
    """So much of a start that an end of less precision compares with it."""
    return day[:4]


def _reference(concept: str, of: str, target: str, known: Known) -> str:
    if concept not in known.concepts:
        return f"{concept!r} is no office of [broader] in {OFFICES}"
    lost = next((key for key in (of, target) if key and not known.has(key)), "" if of else "no one")
    return f"{lost!r} is no country/CODE or organisation/ID of the tables" if lost else ""


_AREA = r"[A-Z]{1,4}(-[A-Z0-9]{1,4})?"
_DAY = r"\d{4}-\d{2}-\d{2}"
_SPAN = rf"{_AREA} {_DAY} {_DAY}"
_QID = _matching(r"Q[1-9]\d{0,11}", "a Wikidata id, such as Q142")
_SLUG = _matching(r"[a-z0-9]+(-[a-z0-9]+)*", "an id of small letters, digits and hyphens")
_CODE = _matching(r"[A-Z]{2,4}", "a code of two to four capitals")
_CHECKS: Mapping[tuple[str, str], Check] = {
    ("", "code"): _CODE,
    ("", "qid"): _QID,
    ("", "id"): _SLUG,
    ("organisations.tsv", "members"): _countries,
    ("seats.tsv", "of"): _key,
    ("seats.tsv", "institution"): _SLUG,
    ("organisations.tsv", "type"): _one_of(*ORGANISATION_TYPES),
    ("places.tsv", "type"): _one_of(*PLACE_TYPES),
    ("territories.tsv", "code"): _matching(_AREA, "a code of ISO 3166, such as AE or AE-RK"),
    ("territories.tsv", "kind"): _one_of(*TERRITORY_KINDS),
    ("territories.tsv", "parent"): _matching(_AREA, "a code of ISO 3166, such as AE or AE-RK"),
    ("territories.tsv", "start"): _matching(_DAY, "a day (YYYY-MM-DD)"),
    ("territories.tsv", "end"): _matching(_DAY, "a day (YYYY-MM-DD)"),
    ("territories.tsv", "successors"): _matching(rf"{_AREA}(\|{_AREA})*", "codes with | between them"),
    ("territories.tsv", "continued"): _matching(_AREA, "a code of ISO 3166, such as AE or AE-RK"),
    ("territories.tsv", "was"): _matching(
        rf"{_SPAN}(\|{_SPAN})*", "a code and two days, such as SUHH 1922-12-30 1991-12-26"
    ),
    ("places.tsv", "code"): _matching(_AREA, "a code of ISO 3166-2, such as GB-SCT"),
    ("", "region"): _matching(r"[A-Z]{2}-[A-Z0-9]{1,3}", "a code of ISO 3166-2, such as US-TX"),
    ("", "geonames"): _matching(r"[1-9]\d{0,9}", "a number of GeoNames"),
    ("", "alone"): _one_of("y"),
    ("", "country"): _country,
    ("", "countries"): _countries,
    ("", "names"): _items,
    ("", "abbreviations"): _items,
    ("", "adjectives"): _items,
    ("", "people"): _items,
    ("", "capitals"): _items,
    ("office_holders.tsv", "forms"): _folded,
    ("", "gender"): _one_of("f", "m"),
    ("given_names.tsv", "names"): _matching(r"\S+( \S+)*", "first names in lower case with spaces between them"),
    ("", "terms"): _terms,
    ("", "latitude"): _number(-90, 90),
    ("", "longitude"): _number(-180, 180),
    ("", "population"): _number(0, 1e11),
    ("", "start"): _dates,
    ("", "end"): _dates,
}


def row_errors(table: Table, cells: Mapping[str, str], *, known: Known | None = None) -> Iterator[tuple[str, str]]:
    """The columns of a row whose cells are wrong, each with what is wrong with it."""
    for column, cell in cells.items():
        wrong = cell_error(table, column, cell, known=known)
        if wrong:
            yield column, wrong


def text_error(text: str) -> str:
    """What is wrong with a word or name that may be empty, "" where nothing is."""
    hidden = _UNSEEN.search(text)
    if hidden:
        return f"it holds a character that can't be seen (U+{ord(hidden[0]):04X})"
    return f"it has {len(text):,} characters; {LONGEST_ITEM} are allowed" if len(text) > LONGEST_ITEM else ""


def cleaned(text: str) -> str:
    """A name without what can't be seen, with single spaces."""
    return " ".join(_UNSEEN.sub(" ", text).split())
