"""What goes over kg's own tables: those updated from Wikidata, and over them those that the user added.

Both lie in the user's data directory (`KG_DATA` names another):

    knowledge/added/NAME            the user's own files, as they are
    knowledge/updated.json          the record of the last update: its day, and its folder
    knowledge/updated-HASH/         its tables
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import KnowledgeError

if TYPE_CHECKING:
    from kg.knowledge.usertables import UserFile

OWN, UPDATED, ADDED = "tables", "updated", "added"
"""The layers, the lowest first."""
SUFFIXES = (".tsv", ".toml")


@dataclass(frozen=True, slots=True)
class Layer:
    """Files that go over those below. `day`: when they were fetched, where that is known."""

    name: str
    folder: Path
    day: str = ""

    def paths(self) -> list[Path]:
        """Its files, in order of name."""
        try:
            names = sorted(name for name in os.listdir(self.folder) if Path(name).suffix in SUFFIXES and name[0] != ".")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise KnowledgeError(f"{self.folder}: can't be read ({error.strerror or error})") from None
        return [self.folder / name for name in names]

    def files(self) -> Iterator[UserFile]:
        """Its files, read."""
        from kg.knowledge.usertables import read_user_file

        for path in self.paths():
            yield read_user_file(path, name=path.name if self.name == UPDATED else None)

    def version(self) -> str:
        """`added 1f0c…`, `updated 2024-05-01 1f0c…`; "" where it has no file."""
        paths = self.paths()
        digest = hashlib.sha256()
        for path in paths:
            digest.update(f"{path.name}\0".encode("utf-8", "surrogateescape") + path.read_bytes())
        return " ".join(filter(None, (self.name, self.day, digest.hexdigest()[:16]))) if paths else ""


def data_folder() -> Path:
    """Where the user's tables lie: `KG_DATA`, else the folder that the system has for such data."""
    given = os.environ.get("KG_DATA")
    if given:
        return Path(given) / "knowledge"
    from platformdirs import user_data_path

    return user_data_path("diplomatic-kg", appauthor=False) / "knowledge"


def layers() -> tuple[Layer, ...]:
    """Those that there are, the lowest first.

    Raises:
        KnowledgeError: the record of the update can't be read.
    """
    folder = data_folder()
    if not os.path.isdir(folder):
        return ()
    return (*_updated(folder), Layer(ADDED, folder / ADDED))


def _updated(folder: Path) -> Iterator[Layer]:
    record = read_record(folder)
    if record:
        yield Layer(UPDATED, folder / record["folder"], record["day"])


def read_record(folder: Path) -> Mapping[str, str]:
    """The record of the last update, empty where there was none.

    Raises:
        KnowledgeError: it can't be read.
    """
    path = folder / "updated.json"
    try:
        record = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, RecursionError):
        record = None
    said = {key: value for key, value in record.items() if isinstance(value, str)} if isinstance(record, dict) else {}
    if not _names_a_folder(said):
        raise KnowledgeError(f"{path}: can't be read; remove it, or run kg knowledge update again")
    return said


def _names_a_folder(record: Mapping[str, str]) -> bool:
    named = re.fullmatch(r"updated-[0-9a-f]{16}", record.get("folder", ""))
    return bool(named and re.fullmatch(r"(\d{4}-\d{2}-\d{2})?", record.get("day", "-")))


def overlays() -> Iterator[tuple[Layer, UserFile]]:
    """Every file over ours, the lowest first."""
    for layer in layers():
        for file in layer.files():
            yield layer, file


def merged_lines(name: str, lines: list[str]) -> list[str]:
    """The rows of one of our tables with those of the user's in their places; the very same where there are none."""
    over = list(overlays())
    if not over:
        return lines
    from kg.knowledge import merging

    return merging.lines(name, lines, over)


def merged_toml(name: str, data: dict[str, Any]) -> dict[str, Any]:
    """The words of offices with those of the user's."""
    over = list(overlays())
    if not over:
        return data
    from kg.knowledge import merging

    return merging.toml(name, data, over)


def versions() -> list[str]:
    """What tells one state of each layer over ours from another."""
    return [version for version in (layer.version() for layer in layers()) if version]
