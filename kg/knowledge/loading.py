"""Whether kg loads its tables with what lies over them, tried before anything is put there."""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError
from kg.knowledge import layers, merging
from kg.knowledge.layers import Layer
from kg.knowledge.merging import HOLDERS
from kg.knowledge.schema import OFFICES, TABLES
from kg.knowledge.tables import FOLDER, own_lines, own_toml
from kg.knowledge.usertables import UserFile, UserTable

Over = tuple[Layer, UserFile]
_OF_PERSONS = frozenset({HOLDERS, "given_names.tsv"})


def merged(name: str, over: Sequence[Over]) -> list[str]:
    """The rows of a table of ours with what lies over it."""
    return merging.lines(name, own_lines(name, columns=TABLES[name].columns), over)


def loadable(over: Sequence[Over], *, changed: Collection[str], whose: str) -> None:
    """See that kg loads its tables with what lies over them.

    Args:
        changed: the tables that are not as they were.
        whose: what is to blame where it doesn't.

    Raises:
        KnowledgeError: it doesn't.
    """
    with tempfile.TemporaryDirectory(prefix="kg-") as name:
        folder = Path(name)
        _flatten(folder, over)
        try:
            for load in _loaders(changed):
                load(folder)
        except (KnowledgeError, LookupError, ValueError, TypeError, AttributeError) as error:
            raise KnowledgeError(f"{whose}: kg's tables can't be loaded with it: {error}") from None


def _loaders(changed: Collection[str]) -> list[Callable[[Path], object]]:
    """What reads these tables."""
    from kg.knowledge.names import load_gazetteer
    from kg.knowledge.people import load_holders
    from kg.knowledge.posts import load_offices

    found: list[Callable[[Path], object]] = []
    if OFFICES in changed:
        found.append(lambda folder: load_offices(folder=folder))
    if _OF_PERSONS & {*changed}:
        found.append(lambda folder: load_holders(related=lambda *_: False, folder=folder))
    if {*changed} - _OF_PERSONS - {OFFICES}:
        found.append(lambda folder: load_gazetteer(folder=folder))
    return found


def _flatten(folder: Path, over: Sequence[Over]) -> None:
    """Write the tables with what lies over them, as if they were ours."""
    theirs = {file.table.file if isinstance(file, UserTable) else OFFICES for _, file in over}
    for path in sorted(FOLDER.iterdir()):
        if path.name == OFFICES and OFFICES in theirs:
            (folder / OFFICES).write_text(written(merging.toml(OFFICES, own_toml(OFFICES), over)), "utf-8")
        elif path.name in theirs:
            rows = ["\t".join(TABLES[path.name].columns), *merged(path.name, over)]
            (folder / path.name).write_text("\n".join(rows) + "\n", "utf-8")
        elif path.suffix in layers.SUFFIXES:
            shutil.copyfile(path, folder / path.name)


def written(data: Mapping[str, Any]) -> str:
    """Data as TOML: values first, then tables; strings as JSON writes them, which TOML reads."""
    plain = [f"{json.dumps(key)} = {_value(value)}" for key, value in data.items() if not isinstance(value, dict)]
    tables = [(key, value) for key, value in data.items() if isinstance(value, dict)]
    for name, table in tables:
        plain += [f"[{json.dumps(name)}]", *(f"{json.dumps(key)} = {_value(value)}" for key, value in table.items())]
    return "\n".join(plain) + "\n"


def _value(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{json.dumps(key)} = {_value(item)}' for key, item in value.items())}}}"
    return json.dumps(value)
