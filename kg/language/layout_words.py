"""The word lists by which the parts of a page are told apart: `layout.toml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.knowledge.tables import read_toml


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of `layout.toml`, one field per `[table]` and list."""

    boilerplate_exact: frozenset[str]
    boilerplate_starts: tuple[str, ...]
    boilerplate_contains: tuple[str, ...]
    boilerplate_networks: tuple[str, ...]
    boilerplate_follow: tuple[str, ...]
    byline_starts: tuple[str, ...]
    byline_dated: tuple[str, ...]
    byline_contains: tuple[str, ...]
    byline_time_words: frozenset[str]
    caption_starts: tuple[str, ...]
    caption_contains: tuple[str, ...]
    caption_ends: tuple[str, ...]
    caption_words: int
    turn_not_speakers: frozenset[str]
    turn_roles: frozenset[str]
    turn_small: frozenset[str]
    dateline_agencies: frozenset[str]
    dateline_tags: frozenset[str]
    dateline_months: frozenset[str]
    dateline_weekdays: frozenset[str]


_SETS = frozenset(
    {"exact", "time_words", "not_speakers", "roles", "small", "agencies", "tags", "months", "weekdays"},
)


@cache
def layout_words() -> Words:
    table = read_toml("layout.toml", folder=Path(__file__).parent / "data")
    values: dict[str, object] = {}
    for field in Words.__slots__:
        section, _, name = field.partition("_")
        value = table[section][name]
        values[field] = frozenset(value) if name in _SETS else tuple(value) if isinstance(value, list) else value
    return Words(**values)  # type: ignore[arg-type]


_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")


def simple(text: str) -> str:
    """The text in lower case with straight apostrophes and single spaces, for comparison with the lists."""
    return " ".join(_CONTROL.sub(" ", text.lower().replace("’", "'").replace("‘", "'")).split())
