"""Whether the tables are as they must be: kg's own, and the user's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.errors import KnowledgeError
from kg.knowledge import added, layers
from kg.knowledge.layers import OWN, Layer
from kg.knowledge.loading import loadable
from kg.knowledge.schema import OFFICES, TABLES, Known, Table, row_errors
from kg.knowledge.tables import own_lines, own_toml
from kg.knowledge.usertables import UserFile, UserTable, check_references, check_toml, read_user_file

MOST = 3
"""How many complaints of a table are told."""


@dataclass(frozen=True, slots=True)
class State:
    """A table and what is wrong with it, nothing where it is in order."""

    layer: str
    file: str
    rows: int
    wrong: tuple[str, ...]


def states() -> list[State]:
    """Every table of every layer, each checked by itself; at the end whether all of them load together."""
    over: list[tuple[Layer, UserFile]] = []
    theirs: list[State] = []
    for layer in layers.layers():
        for path in layer.paths():
            try:
                file = read_user_file(path, name=path.name if layer.name == layers.UPDATED else None)
            except KnowledgeError as error:
                theirs.append(State(layer.name, path.name, 0, (str(error),)))
            else:
                over.append((layer, file))
    known = added.known(over)
    theirs += [_theirs(layer, file, known) for layer, file in over]
    found = [*_own(known), *sorted(theirs, key=lambda state: (state.layer != layers.UPDATED, state.file))]
    return found if any(state.wrong for state in found) else [*found, *_together(over)]


def _own(known: Known) -> Iterator[State]:
    for table in TABLES.values():
        lines = own_lines(table.file, columns=table.columns)
        wrong = tuple(_complaints(table, lines, known))
        shown = wrong[:MOST] + ((f"and {len(wrong) - MOST} more",) if len(wrong) > MOST else ())
        yield State(OWN, table.file, len(lines), shown)
    yield State(OWN, OFFICES, sum(map(len, own_toml(OFFICES).values())), ())


def _complaints(table: Table, lines: Sequence[str], known: Known) -> Iterator[str]:
    rows = [dict(zip(table.columns, line.split("\t"), strict=True)) for line in lines]
    for row in rows:
        for column, wrong in row_errors(table, row, known=known):
            yield f"row {table.identity(row)!r}, column {column}: {wrong}"
    if table.ids == ("id",) or table.ids == ("code",):
        counts = Counter(table.identity(row) for row in rows)
        yield from (f"{ident!r} stands in it {count} times" for ident, count in counts.items() if count > 1)


def _theirs(layer: Layer, file: UserFile, known: Known) -> State:
    try:
        if isinstance(file, UserTable):
            check_references(file, known=known)
        else:
            check_toml(file, ours=own_toml(OFFICES))
    except KnowledgeError as error:
        return State(layer.name, file.path.name, _count(file), (str(error),))
    return State(layer.name, file.path.name, _count(file), ())


def _count(file: UserFile) -> int:
    return len(file.rows) if isinstance(file, UserTable) else sum(map(len, file.data.values()))


def _together(over: Sequence[tuple[Layer, UserFile]]) -> Iterator[State]:
    if over:
        try:
            loadable(over, changed=[*TABLES, OFFICES], whose="all layers")
        except KnowledgeError as error:
            yield State("all", "together", 0, (str(error),))
