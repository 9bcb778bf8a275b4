"""`kg knowledge update`: current office holders, countries and organisations from Wikidata, into the user's folder.

Whole or not at all: the tables are checked and loaded before the record, one small file, is exchanged for the new one.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.errors import UpdateError
from kg.knowledge import added, fetching, layers, loading, schema
from kg.knowledge.answers import Cells, Ours, tables, wanted
from kg.knowledge.endpoint import Endpoint
from kg.knowledge.layers import ADDED, UPDATED, Layer
from kg.knowledge.posts import load_offices
from kg.knowledge.schema import TABLES
from kg.knowledge.tables import FOLDER, fold, listed, own_lines
from kg.knowledge.usertables import UserFile, read_user_file

PARTIAL = "update.partial"


@dataclass(frozen=True, slots=True)
class Updated:
    """What an update did: rows by table, rows left out, pages asked for and found from before, the day, the folder."""

    rows: Mapping[str, int]
    left_out: int
    asked: int
    kept: int
    day: str
    folder: Path


def agent(version: str, contact: str) -> str:
    """Who asks, in the form that Wikimedia wants: client, contact, library."""
    said = " ".join(contact.split())
    if not said.isascii() or not said.isprintable() or set(said) & set("()"):
        raise UpdateError(f"--contact: {contact!r} is no address; give one of mail or of a page")
    return f"diplomatic-kg/{version} ({said}) Python-urllib"


def update(endpoint: Endpoint, *, step: fetching.Step, fresh: bool = False) -> Updated:
    """Fetch what is current and put it over kg's own tables. A run that was interrupted goes on.

    Args:
        step: is told of progress.
        fresh: whether pages of a run before are thrown away.

    Raises:
        UpdateError: a question had no answer, or the answers are of no use.
        OutputError: nothing can be written.
    """
    home = layers.data_folder()
    if fresh:
        shutil.rmtree(home / PARTIAL, ignore_errors=True)
    pages = fetching.Pages(endpoint, home / PARTIAL, step)
    ours, read = _ours(), fetching.settings()["read"]
    fetched = fetching.fetch(
        pages,
        countries=ours.countries,
        organisations=ours.organisations,
        wanted=lambda rows: sorted(wanted(rows, ours=ours, countries=ours.countries, read=read)),
    )
    step("writing the tables", 0, 0)
    found = tables(fetched, ours=ours, read=read)
    fit = {name: _fit(name, rows) for name, rows in found.items()}
    if not fit["countries.tsv"] or not fit["office_holders.tsv"]:
        raise UpdateError(f"{endpoint.url}: it names no country or no one in office, so nothing was changed")
    folder = _put(home, fit, day=fetched.day, source=endpoint.url)
    shutil.rmtree(home / PARTIAL, ignore_errors=True)
    left_out = sum(map(len, found.values())) - sum(map(len, fit.values()))
    rows = {name: len(kept) for name, kept in fit.items() if kept}
    return Updated(rows, left_out, pages.asked, pages.kept, fetched.day, folder)


@cache
def _ours() -> Ours:
    """What kg's own tables say; those that were updated or added before change nothing in what is asked for."""
    rows = {name: [_cells(name, line) for line in own_lines(name, columns=TABLES[name].columns)] for name in _NAMING}
    codes = frozenset(row["code"] for row in rows["countries.tsv"])
    names: dict[str, str] = {}
    for name, kind in (("countries.tsv", "country"), ("organisations.tsv", "organisation"), ("places.tsv", "place")):
        for row in rows[name]:
            for item in (item for column in TABLES[name].names for item in listed(row[column])):
                names.setdefault(fold(item), f"{kind}/{row[TABLES[name].ids[0]]}")
    return Ours(
        countries={
            r["qid"]: f"country/{r['code']}" for r in rows["territories.tsv"] if r["code"] in codes and r["qid"]
        },
        codes=codes,
        organisations={row["qid"]: row["id"] for row in rows["organisations.tsv"] if row["qid"]},
        bodies={row["id"]: row["qid"] for row in rows["organisations.tsv"]},
        names=names,
        offices=load_offices(folder=FOLDER),
    )


_NAMING = ("countries.tsv", "territories.tsv", "organisations.tsv", "places.tsv")


def _cells(name: str, line: str) -> Cells:
    return dict(zip(TABLES[name].columns, line.split("\t"), strict=True))


def _fit(name: str, rows: Sequence[Cells]) -> list[Cells]:
    """The rows that the schema lets through, each thing once."""
    table, found = TABLES[name], dict[str, Cells]()
    for row in rows:
        if not any(schema.row_errors(table, row)):
            found.setdefault(table.identity(row), row)
    return list(found.values())


def _put(home: Path, found: Mapping[str, Sequence[Cells]], *, day: str, source: str) -> Path:
    """Write the tables beside those that are there, see that they load, and exchange the record."""
    texts = {name: _text(rows, day, source) for name, rows in found.items() if rows}
    digest = hashlib.sha256("".join(f"{name}\0{text}" for name, text in sorted(texts.items())).encode())
    folder = home / f"updated-{digest.hexdigest()[:16]}"
    for name, text in texts.items():
        added.write(folder / name, text.encode("utf-8"))
    layer = Layer(UPDATED, folder, day)
    over: list[tuple[Layer, UserFile]] = [(layer, read_user_file(path, name=path.name)) for path in layer.paths()]
    theirs = Layer(ADDED, home / ADDED)
    loading.loadable([*over, *((theirs, file) for file in theirs.files())], changed=TABLES, whose="what was fetched")
    record = {"day": day, "folder": folder.name, "source": source}
    added.write(home / "updated.json", f"{json.dumps(record, indent=2)}\n".encode())
    for old in sorted(home.glob("updated-*")):
        if old != folder:
            with suppress(OSError):
                shutil.rmtree(old)
    return folder


def _text(rows: Sequence[Cells], day: str, source: str) -> str:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    head = (
        f"# From Wikidata (CC0) by way of {source}" + (f", {day}" if day else "") + ". Written by kg knowledge update."
    )
    lines = ("\t".join(row.get(column, "") for column in columns) for row in rows)
    return "\n".join((head, "\t".join(columns), *lines)) + "\n"
