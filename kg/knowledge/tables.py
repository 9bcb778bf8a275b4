"""Reading the knowledge tables: UTF-8 TSV, comment lines first (source, licence), then a header row."""

from __future__ import annotations

import hashlib
import tomllib
import unicodedata
from itertools import repeat
from pathlib import Path
from typing import Any

from kg.errors import KnowledgeError

FOLDER = Path(__file__).parent

# letters that Unicode does not decompose into a base and a mark, and the curly apostrophes
_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "’": "'", "‘": "'", "ʼ": "'"}
)


def fold(form: str) -> str:
    """The form in lower case, without diacritics, with straight apostrophes and single spaces.

    >>> fold("Côte  d’Ivoire")
    "cote d'ivoire"
    """
    text = form.casefold()
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
        text = text.casefold().translate(_LETTERS)
    return " ".join(text.split())


def version(folder: Path = FOLDER) -> str:
    """What tells one state of the tables from another: the head of the SHA-256 of all of them, in order of name."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.iterdir() if path.suffix in (".tsv", ".toml")):
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def read_lines(name: str, *, columns: tuple[str, ...], folder: Path = FOLDER) -> list[str]:
    """The rows of a table, unsplit, each with as many cells as `columns`; of kg's own, with the user's over them.

    Raises:
        KnowledgeError: the file is missing, its header differs from `columns`, or a row has
            another number of cells; the message names file and line.
    """
    rows = own_lines(name, columns=columns, folder=folder)
    if folder != FOLDER:
        return rows
    from kg.knowledge import layers

    return layers.merged_lines(name, rows)


def own_lines(name: str, *, columns: tuple[str, ...], folder: Path = FOLDER) -> list[str]:
    """The rows of a table alone; raises as `read_lines`."""
    lines = _text(folder / name).removesuffix("\n").split("\n")
    first = next((i for i, line in enumerate(lines) if not line.startswith("#")), len(lines))
    if first == len(lines) or lines[first].split("\t") != list(columns):
        raise KnowledgeError(f"{name}, line {first + 1}: the header must be {' '.join(columns)} (tab-separated)")
    tabs = len(columns) - 1
    rows = lines[first + 1 :]
    if set(map(str.count, rows, repeat("\t"))) - {tabs}:
        i, cells = next((i, line.count("\t") + 1) for i, line in enumerate(rows) if line.count("\t") != tabs)
        raise KnowledgeError(f"{name}, line {first + 2 + i}: {cells} cells where {tabs + 1} are needed (tab-separated)")
    return rows


def read_table(name: str, *, columns: tuple[str, ...], folder: Path = FOLDER) -> list[list[str]]:
    """The rows of a table as cells; raises as `read_lines`."""
    return [line.split("\t") for line in read_lines(name, columns=columns, folder=folder)]


def read_toml(name: str, *, folder: Path = FOLDER) -> dict[str, Any]:
    """The contents of a TOML file; of kg's own, with the user's over them.

    Raises:
        KnowledgeError: the file is missing or is not TOML.
    """
    data = own_toml(name, folder=folder)
    if folder != FOLDER:
        return data
    from kg.knowledge import layers

    return layers.merged_toml(name, data)


def own_toml(name: str, *, folder: Path = FOLDER) -> dict[str, Any]:
    """The contents of a TOML file alone; raises as `read_toml`."""
    try:
        return tomllib.loads(_text(folder / name))
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{name}: not TOML: {error}") from error


def header(path: Path) -> tuple[str, ...]:
    """The columns of a table: the first line that is no comment."""
    return tuple(next((line for line in _text(path).split("\n") if not line.startswith("#")), "").split("\t"))


def listed(cell: str) -> tuple[str, ...]:
    """The items of a cell, which `|` separates."""
    return tuple(cell.split("|")) if cell else ()


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()  # read_text decodes piece by piece, four times as slow
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path.name}: can't be read: {error}") from error
