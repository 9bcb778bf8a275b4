"""The sources: tables of terms of office, and the choices made by hand."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kg.knowledge.tables import FOLDER, fold

Row = dict[str, str]

COLUMNS = (
    "person", "person_qid", "office", "office_title", "country", "start", "end", "aliases", "gender", "target",
    "last_seen", "note",
)  # fmt: skip

EXTRA = Path(__file__).parents[1] / "holders_extra.tsv"
SETTINGS = Path(__file__).parents[1] / "knowledge.toml"

OF_STATES = frozenset({"head of state", "vice president"})


def read(path: Path) -> Iterator[Row]:
    """The rows of a TSV file, without its comment lines."""
    with path.open(encoding="utf-8", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


def collected(path: Path, settings: dict[str, Any]) -> list[Row]:
    """The collected terms without the wrong ones, and those typed by hand, with plain names."""
    wrong = set(settings["drop"])
    blank = dict.fromkeys(("person_qid", "office_title", "target", "last_seen", "note"), "")
    rows = list(read(path))
    rows += [{**blank, **row, "last_seen": "" if row["end"] else "2025-10"} for row in read(EXTRA)]
    named = ((person(row["person"], settings), row) for row in rows if wrong.isdisjoint(calls(row)))
    rows = [{**row, "person": name, "folded": fold(name)} for name, row in named if name]
    rows = [{**row, "office": said(row, settings)} for row in rows if wrong.isdisjoint(calls(row))]
    heads = {row["person"] for row in rows if row["office"] == "head of state"}
    apart = set(settings["dependencies"])
    return [r for r in rows if r["country"] not in apart or not (r["person"] in heads or r["office"] in OF_STATES)]


def calls(row: Row) -> tuple[str, str]:
    """What `drop` may call a row: one term, or all of a person's in one office."""
    return f"{row['person']}|{row['office']}|{row['start']}", f"{row['person']}|{row['office']}|*"


def said(row: Row, settings: dict[str, Any]) -> str:
    """The office, corrected where the title or the term is listed as another's."""
    term = f"{row['person']}|{row['start']}"
    for other in settings["other_offices"]:
        titled = "title" in other and re.search(other["title"], row["office_title"])
        if other["office"] == row["office"] and (titled or term in other.get("terms", ())):
            return str(other["is"])
    return row["office"]


def person(name: str, settings: dict[str, Any]) -> str | None:
    """The name without titles, peerages and remarks; None where it is no name in Latin letters, or several."""
    name = re.sub(r'\s*"[^"]*"\s*', " ", name.replace("`", ""))
    name = re.sub(r"\([^)]*\)?|\[[^\]}]*[\]}]?", " ", name.replace("’", "'").replace("ʻ", "'").replace("ʼ", "'"))
    name, _, rest = name.partition(",")
    known = not rest or any(word in settings["peerage"] for word in re.findall(r"\w+", rest))
    if not known or re.search(" (and|of the) ", name):
        return None
    words = name.split()
    while len(words) > 1 and words[0] in settings["before_names"]:
        if len(words) == 2 and words[0] in settings["before_single_names"]:
            break
        words.pop(0)
    if words and re.fullmatch("[A-Z]{2}", words[0]) and len(words) > 1 and words[0] in settings["not_initials"]:
        words[0] = words[0].capitalize()
    name = re.sub(" *- *", "-", re.sub(" *- *(Hutu|Tutsi)$", "", " ".join(words))).strip(" -'‘")
    return name if re.fullmatch(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff'‘.\- ]+", name) else None


def country_words() -> Iterator[str]:
    """What names, describes or heads a country: `france`, `german`, `sofia`."""
    for row in read(FOLDER / "countries.tsv"):
        for column in ("label", "names", "adjectives", "people", "capitals"):
            yield from (fold(form) for form in re.split(r"[|=]", row[column]))
