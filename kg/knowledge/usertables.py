"""The user's own tables as they are read: every byte of them may be hostile, and each complaint names its place.

A table is UTF-8 text with tabs between its cells, a header, and rows. Its header tells which table of ours it adds to;
columns that it leaves out stay as they are. A file that ends in `.toml` adds to `offices.toml`.
"""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge import schema
from kg.knowledge.schema import OFFICES, TABLES, Known, Table

LARGEST = 64_000_000
"""How many bytes a file may have."""
SUFFIXES = (".tsv", ".toml")


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: the cells that it gives, and its line, counted from 1."""

    cells: Mapping[str, str]
    line: int


@dataclass(frozen=True, slots=True)
class UserTable:
    """A table that goes over ours."""

    path: Path
    table: Table
    rows: tuple[Row, ...]

    def where(self, row: Row) -> str:
        """`mine.tsv, line 3`"""
        return f"{self.path}, line {row.line}"


@dataclass(frozen=True, slots=True)
class UserToml:
    """Words of offices that go over ours."""

    path: Path
    data: Mapping[str, Any]


UserFile = UserTable | UserToml


def read_user_file(path: Path, *, name: str | None = None) -> UserFile:
    """A file of the user's, its form checked, but not what it refers to.

    Args:
        name: the table that it adds to, where that is known; else its header tells.

    Raises:
        KnowledgeError: it can't be read, or isn't such a table; with line and column.
    """
    try:
        found = path.stat()
    except (OSError, ValueError) as error:
        raise KnowledgeError(f"{path}: can't be read ({getattr(error, 'strerror', None) or error})") from None
    if not stat.S_ISREG(found.st_mode):
        raise KnowledgeError(f"{path}: can't be read, it is not a file")
    if found.st_size > LARGEST:
        raise KnowledgeError(f"{path}: has {found.st_size:,} bytes; a table may have {LARGEST:,}")
    return _read(path, name, found.st_mtime_ns, found.st_size)


@lru_cache(maxsize=64)
def _read(path: Path, name: str | None, _changed: int, _size: int) -> UserFile:
    """Read once as long as the file stays as it is."""
    text = _text(path)
    if path.suffix.lower() == ".toml":
        return UserToml(path, _toml(path, text))
    return _table(path, text, name)


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise KnowledgeError(f"{path}: can't be read ({error.strerror or error})") from None
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise KnowledgeError(f"{path}, line {line}: not UTF-8 text; save it as UTF-8") from None


def _toml(path: Path, text: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise KnowledgeError(f"{path}: not TOML: {str(error) or 'too deep'}") from None


def _table(path: Path, text: str, name: str | None) -> UserTable:
    lines = text.rstrip("\n").split("\n")
    first = next((i for i, line in enumerate(lines) if line and not line.startswith("#")), len(lines))
    if first == len(lines):
        raise KnowledgeError(f"{path}: it has no header; begin it with the columns of a table of kg's")
    columns = lines[first].split("\t")
    table = _which(path, columns, first + 1, name)
    return UserTable(path, table, tuple(_rows(path, table, columns, lines[first + 1 :], first + 2)))


def _which(path: Path, columns: list[str], line: int, name: str | None) -> Table:
    where = f"{path}, line {line}"
    twice = next((c for c in columns if columns.count(c) > 1), None)
    if twice is not None:
        raise KnowledgeError(f"{where}: the column {_shown(twice)} stands twice in the header")
    fits = [t for t in schema.fitting(columns) if name in (None, t.file)]
    if len(fits) > 1:
        fits = [t for t in fits if t.file == path.name] or fits
    if len(fits) == 1:
        return fits[0]
    if fits:
        which = " or ".join(t.file for t in fits)
        raise KnowledgeError(f"{where}: the header fits {which}; give more columns, or name the file so")
    wanted = "; ".join(f"{t.file}: {' '.join(t.columns)}" for t in TABLES.values() if name in (None, t.file))
    raise KnowledgeError(f"{where}: the header {_shown(' '.join(columns))} is of no table of kg's ({wanted})")


def _rows(path: Path, table: Table, columns: list[str], lines: list[str], first: int) -> Iterator[Row]:
    for number, line in enumerate(lines, start=first):
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise KnowledgeError(
                f"{path}, line {number}: {len(cells)} cells where {len(columns)} are needed (tab-separated)"
            )
        row = Row(dict(zip(columns, cells, strict=True)), number)
        _check(path, table, row, None)
        yield row


def check_references(file: UserTable, *, known: Known) -> None:
    """See that the countries, organisations and offices that a table refers to are there.

    Raises:
        KnowledgeError: one is not; with line and column.
    """
    for row in file.rows:
        _check(file.path, file.table, row, known)


def _check(path: Path, table: Table, row: Row, known: Known | None) -> None:
    for column, wrong in schema.row_errors(table, row.cells, known=known):
        cell = f" {_shown(row.cells[column])}:" if row.cells[column] else ""
        raise KnowledgeError(f"{path}, line {row.line}, column {column}:{cell} {wrong}")


def _shown(text: str) -> str:
    return repr(text if len(text) <= 80 else f"{text[:60]}…")


def check_toml(file: UserToml, *, ours: Mapping[str, Any]) -> None:
    """See that words of offices have the form of ours, and concepts that are there.

    Raises:
        KnowledgeError: they haven't; with section and key.
    """
    concepts = {*ours["broader"], ""}
    for section, given in file.data.items():
        where = f"{file.path}, [{_plain(section)}]"
        if section not in ours:
            raise KnowledgeError(f"{where}: {OFFICES} has no such section; it has {', '.join(ours)}")
        for key, value in _pairs(given, ours[section], where):
            wrong = _wrong(section, key, value, concepts)
            if wrong:
                raise KnowledgeError(f"{where}, {_shown(key)}: {wrong}")


def _plain(text: str) -> str:
    return _shown(text)[1:-1]


def _pairs(given: Any, ours: Any, where: str) -> Iterator[tuple[str, Any]]:
    """Each word of a section with what is said of it; sections are of the same kind as ours."""
    if type(given) is not type(ours):
        kind = "a table of its own" if isinstance(ours, dict) else "a list"
        raise KnowledgeError(f"{where}: it must be {kind}, as in {OFFICES}")
    if isinstance(given, dict):
        for key, value in given.items():
            sample = next(iter(ours.values()), "")
            if type(value) is not type(sample) and type(value) is not type(ours.get(key, sample)):
                raise KnowledgeError(f"{where}, {_shown(key)}: it must be as in {OFFICES}")
            yield key, value
        return
    for item in given:
        if type(item) is not type(ours[0]) or len(item) != len(ours[0]):
            raise KnowledgeError(f"{where}: {_shown(str(item))} must be {_form(ours[0])}, as in {OFFICES}")
        if isinstance(item, dict) and set(item) != set(ours[0]):
            raise KnowledgeError(f"{where}: an entry needs {', '.join(ours[0])}")
        yield str(item["form"] if isinstance(item, dict) else item[0]), item


def _form(sample: Any) -> str:
    return f"a list of {len(sample)} words" if isinstance(sample, list) else f"a table of {', '.join(sample)}"


def _wrong(section: str, key: str, value: Any, concepts: set[str]) -> str:
    words = [value] if isinstance(value, str) else list(value.values()) if isinstance(value, dict) else list(value)
    for word in (key, *words):
        if not isinstance(word, str):
            return f"{_shown(str(word))} is not text"
        unfit = schema.text_error(word)
        if unfit:
            return unfit
    if section == "broader" and key not in concepts:
        return "concepts are those of ontology/offices.ttl; use the nearest of them"
    concept = _concept_of(section, value)
    return f"{_shown(concept)} is no office of [broader] in {OFFICES}" if concept not in concepts else ""


def _concept_of(section: str, value: Any) -> str:
    """The concept that an entry points at, "" where it points at none."""
    if section == "heads":
        return str(value[-1])
    if section == "reading":
        return str(value["concept"])
    return str(value) if section in ("forms", "titles", "portfolios", "deputy", "led", "broader") else ""
