"""Tables of the user's own: added whole or not at all, and taken away again.

Each lies in the data directory as it was given, under its own name, so that it can be read, changed and removed.
"""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError, OutputError
from kg.knowledge import layers, merging, schema
from kg.knowledge.layers import ADDED, Layer
from kg.knowledge.loading import Over, loadable, merged
from kg.knowledge.schema import OFFICES, Known
from kg.knowledge.tables import own_toml
from kg.knowledge.usertables import UserFile, UserTable, check_references, check_toml, read_user_file


@dataclass(frozen=True, slots=True)
class Added:
    """What adding a file did: `new` and `replaced` name the rows; `again`: a file of this name was there before."""

    path: Path
    table: str
    new: tuple[str, ...]
    replaced: tuple[str, ...]
    namesakes: tuple[str, ...]
    again: bool


def add(path: Path) -> Added:
    """Put a file of the user's over kg's tables; checked whole before anything is written.

    Raises:
        KnowledgeError: it can't be read, is malformed, or refers to what isn't there; with line and column.
        OutputError: it can't be written.
    """
    name = _name(path)
    file = read_user_file(path)
    target = layers.data_folder() / ADDED / name
    below = [over for over in layers.overlays() if over[1].path != target]
    over = [*below, (Layer(ADDED, target.parent), file)]
    _check_file(file, over)
    _check_others(file, below)
    loadable(over, changed={_table_of(file)}, whose=name)
    again = target.exists()
    write(target, path.read_bytes())
    report = _report(file, below)
    return Added(target, _table_of(file), *report, again)


def remove(name: str) -> Path:
    """Take a file away that was added.

    Raises:
        KnowledgeError: there is none of this name.
        OutputError: it can't be removed.
    """
    there = [path.name for path in _layer().paths()]
    if name not in there:
        have = f"there are {', '.join(there)}" if there else "nothing was added"
        raise KnowledgeError(f"{name}: no such file was added; {have}")
    path = _layer().folder / name
    try:
        path.unlink()
    except OSError as error:
        raise OutputError(f"{path}: can't be removed ({error.strerror or error})") from None
    return path


def _layer() -> Layer:
    return Layer(ADDED, layers.data_folder() / ADDED)


def _name(path: Path) -> str:
    """The file's name, under which it is kept."""
    if path.suffix not in layers.SUFFIXES:
        raise KnowledgeError(f"{path}: a table ends in {' or '.join(layers.SUFFIXES)}; rename it")
    if path.name.startswith(".") or schema.text_error(path.name):
        raise KnowledgeError(f"{path}: a table can't have such a name; rename it")
    return path.name


def _table_of(file: UserFile) -> str:
    return file.table.file if isinstance(file, UserTable) else OFFICES


def _check_file(file: UserFile, over: Sequence[Over]) -> None:
    if isinstance(file, UserTable):
        if not file.rows:
            raise KnowledgeError(f"{file.path.name}: it has a header, but no row")
        _check_new_rows(file)
        check_references(file, known=known(over))
    else:
        check_toml(file, ours=own_toml(OFFICES))


def _check_new_rows(file: UserTable) -> None:
    """No row stands twice in it."""
    counts = Counter(ident for row in file.rows if (ident := file.table.identity(row.cells)))
    for row in file.rows:
        ident = file.table.identity(row.cells)
        if ident and counts[ident] > 1:
            raise KnowledgeError(f"{file.where(row)}: {ident!r} stands in it {counts[ident]} times; join its rows")


def _check_others(file: UserFile, below: Iterable[Over]) -> None:
    """No other file that the user added has a row of it."""
    if not isinstance(file, UserTable):
        return
    mine = {file.table.identity(row.cells): row for row in file.rows if file.table.identity(row.cells)}
    for layer, other in below:
        if layer.name != ADDED or not isinstance(other, UserTable) or other.table.file != file.table.file:
            continue
        for row in other.rows:
            twice = mine.get(other.table.identity(row.cells))
            if twice:
                ident, there = other.table.identity(row.cells), other.path.name
                raise KnowledgeError(
                    f"{file.where(twice)}: {ident!r} is in {there} too, which you added; "
                    f"change that, or take it away first (kg knowledge remove {there})"
                )


def known(over: Sequence[Over]) -> Known:
    """What cells may refer to, with what lies over our tables."""
    countries, organisations = (_ids(name, over) for name in ("countries.tsv", "organisations.tsv"))
    concepts = merging.toml(OFFICES, own_toml(OFFICES), over)["broader"]
    return Known(countries, organisations, frozenset(concepts))


def _ids(name: str, over: Sequence[Over]) -> frozenset[str]:
    return frozenset(line.split("\t", 1)[0] for line in merged(name, over))


def _report(file: UserFile, below: Sequence[Over]) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """The rows that are new, those that go over others, and the persons who may be others' namesakes."""
    if not isinstance(file, UserTable):
        words = [key for section in file.data.values() for key in _words(section)]
        return tuple(words), (), ()
    table = merging.Merged(file.table, merged(file.table.file, below))
    new: list[str] = []
    replaced: list[str] = []
    namesakes: list[str] = []
    for row in file.rows:
        name = _label(row.cells)
        twins = table.named(row.cells.get("name", ""))
        (replaced if table.put(row, layer=ADDED) else new).append(name)
        if new[-1:] == [name] and twins:
            namesakes.append(name)
    return tuple(new), tuple(replaced), tuple(namesakes)


def _label(cells: Mapping[str, str]) -> str:
    return next((cells[c] for c in ("label", "name", "code", "names", "id") if cells.get(c)), "")


def _words(section: Any) -> Iterator[str]:
    if isinstance(section, dict):
        yield from section
    else:
        yield from (str(key[0]) for key, _ in merging.entries(section))


def write(target: Path, data: bytes) -> None:
    """Write a file whole or not at all.

    Raises:
        OutputError: it can't be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, beside = tempfile.mkstemp(dir=target.parent, prefix=".kg-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
            os.replace(beside, target)
        except BaseException:
            with suppress(OSError):
                os.unlink(beside)
            raise
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise OutputError(f"{target}: can't be written ({reason}); KG_DATA names another folder") from None
