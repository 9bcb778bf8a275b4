"""The table of coreference, `coreference.toml`: what speaks for an antecedent, by how much, and why."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from kg.errors import KnowledgeError

TABLE = "coreference.toml"
NOBODY = "nobody"
"""The statement with the weight of no link at all."""


@dataclass(frozen=True, slots=True)
class CoreferenceWords:
    """`sure`, `clear` and `telling` are the limits that the table explains; `weights` stand by statement."""

    sure: float
    clear: float
    telling: float
    saying: frozenset[str]
    place_prepositions: frozenset[str]
    object_control: frozenset[str]
    succession: frozenset[str]
    we: frozenset[str]
    mutual: frozenset[str]
    weights: Mapping[str, float]


_LISTS = ("saying", "place_prepositions", "object_control", "succession", "we", "mutual")


@functools.cache
def coreference_words() -> CoreferenceWords:
    """`coreference.toml`.

    Raises:
        KnowledgeError: a row is missing, stands twice, or has no weight or no reason.
    """
    text = (files("kg.language") / "data" / TABLE).read_text(encoding="utf-8")
    return read_table(tomllib.loads(text))


def read_table(table: Mapping[str, Any]) -> CoreferenceWords:
    """The table, checked."""
    for key in ("sure", "clear", "telling", *_LISTS, "statement"):
        if key not in table:
            raise KnowledgeError(f"{TABLE}: {key!r} is missing; add it")
    return CoreferenceWords(
        sure=float(table["sure"]),
        clear=float(table["clear"]),
        telling=float(table["telling"]),
        **{key: frozenset(table[key]) for key in _LISTS},
        weights=_weights(table["statement"]),
    )


def _weights(rows: Sequence[Mapping[str, Any]]) -> Mapping[str, float]:
    out: dict[str, float] = {}
    for row in rows:
        name = row.get("name")
        if not isinstance(name, str) or name in out:
            raise KnowledgeError(f"{TABLE}: {name!r} is no name of its own; give each statement one")
        if not isinstance(row.get("weight"), (int, float)) or not row.get("why"):
            raise KnowledgeError(f"{TABLE}: {name!r} needs a weight and why it counts")
        out[name] = float(row["weight"])
    if NOBODY not in out:
        raise KnowledgeError(f"{TABLE}: {NOBODY!r} is missing; add what no link weighs")
    return MappingProxyType(out)
