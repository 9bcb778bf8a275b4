"""The territories: codes, ids, kinds, lifetimes, and who follows whom."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from kg.knowledge.tables import FOLDER
from tools.tables.source import read

COLUMNS = ("code", "qid", "kind", "parent", "start", "end", "successors", "continued", "was")
HEAD = """\
# States, territories, regions with a code, and former states. code: ISO 3166-1 or 3166-2; former states ISO 3166-3 or
# with X; those of disputed regions are rigour's. kind: state, territory, region, disputed or former. parent: code of
# the state that it belongs to, empty where it is disputed. start, end: the first day, and the first day after.
# successors: codes, | between them. continued: the one whose government took its place. was: which former state had its
# capital and government before: code, from, until; | between them.
# Source: PyPI rigour (MIT): codes, Wikidata ids (CC0), parents, successors; hand (CC0): days, former states with X,
# VDVN, YDYE and RHZW. Written by tools/make_knowledge.py.
"""


def territories(settings: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The rows of the table, by code: those of countries.tsv, and the regions of places.tsv that have a code."""
    from rigour.territories import get_territories

    known = {t.code.upper(): t for t in get_territories()}
    regions = {row["code"] for row in read(FOLDER / "places.tsv") if row["code"]}
    for code in sorted(regions | {row["code"] for row in read(FOLDER / "countries.tsv")}):
        row = former(code, settings, known) if code in settings["former"] else listed(known[code], settings)
        start, end = settings["lifetimes"].get(code, ("", ""))
        was = "|".join(settings["was"].get(code, ()))
        qid, kind, parent, successors, continued = row
        yield code, qid, kind, parent, start, end, "|".join(successors), continued, was


Facts = tuple[str, str, str, list[str], str]
"""Id, kind, parent, successors, and the state that continues it."""


def former(code: str, settings: Mapping[str, Any], known: Mapping[str, Any]) -> Facts:
    """A former state that rigour has no code for.

    Raises:
        ValueError: its id is none that rigour gives the state of today.
    """
    row = settings["former"][code]
    if row["of"] and row["qid"] not in known[row["of"]].qids:
        raise ValueError(f"knowledge.toml, [former], {code}: rigour has no {row['qid']} for {row['of']}")
    return row["qid"], "former", "", row["successors"], row["continued"]


def listed(territory: Any, settings: Mapping[str, Any]) -> Facts:
    """A territory of rigour's.

    Raises:
        ValueError: the id chosen for it is none of those that rigour gives.
    """
    code = territory.code.upper()
    qid = settings["territory_ids"].get(code, territory.qid)
    if qid not in territory.qids:
        raise ValueError(f"knowledge.toml, [territory_ids], {code}: rigour has no {qid} for it")
    successors = settings["successors"].get(code, [other.code.upper() for other in territory.successors])
    kind = kind_of(territory, settings)
    parent = "" if kind == "disputed" or territory.parent is None else territory.parent.code.upper()
    return qid, kind, parent, successors, settings["continued"].get(code, "")


def kind_of(territory: Any, settings: Mapping[str, Any]) -> str:
    """What it is: one of state, territory, region, disputed, former."""
    code = territory.code.upper()
    if code in settings["disputed"]["codes"]:
        return "disputed"
    if territory.is_historical:
        return "former"
    if "-" in code or code == "IC":
        return "region"
    return (
        "state"
        if territory.is_country and territory.parent is None and code not in settings["dependencies"]
        else "territory"
    )
