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
    "person", "person_qid", "office", "country", "start", "end", "aliases", "gender", "target", "last_seen",
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
    blank = dict.fromkeys(("person_qid", "target", "last_seen"), "")
    rows = [row for row in read(path) if f"{row['person']}|{row['office']}|{row['start']}" not in wrong]
    rows += [{**blank, **row, "last_seen": "" if row["end"] else "2025-10"} for row in read(EXTRA)]
    heads = {row["person"] for row in rows if row["office"] == "head of state"}
    apart = set(settings["dependencies"])
    rows = [r for r in rows if r["country"] not in apart or not (r["person"] in heads or r["office"] in OF_STATES)]
    named = ((person(row["person"], settings), row) for row in rows)
    return [{**row, "person": name, "folded": fold(name)} for name, row in named if name]


def person(name: str, settings: dict[str, Any]) -> str | None:
    """The name without titles, peerages and remarks; None where it is no name in Latin letters, or several."""
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
