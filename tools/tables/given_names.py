"""First names and the gender of those who bear them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from kg.knowledge.tables import fold
from tools.tables.source import Row, country_words

COLUMNS = ("gender", "names")
HEAD = """\
# First names and the gender of those who bear them, in lower case.
# Source: the holders' table, where at least two persons and 19 of 20 agree; common names added by hand
# (tools/knowledge.toml). Written by tools/make_knowledge.py.
"""


def given_names(source: list[Row], settings: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """First names that at least two persons bear, with the gender that 19 of 20 of them have; and those by hand."""
    last = settings["surname_first"]
    people = {(row["person"], row["gender"][:1]) for row in source if row["gender"] and row["country"] not in last}
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, gender in sorted(people):
        first, _, rest = fold(name).partition(" ")
        if rest and first.isalpha() and len(first) > 2:
            counts[first][gender] += 1
    clear = {first: c.most_common(1)[0] for first, c in counts.items() if c.total() > 1}
    found = {first: gender for first, (gender, count) in clear.items() if count >= 0.95 * counts[first].total()}
    by_hand = settings["given_names"]
    found.update((name, gender) for gender in ("f", "m") for name in by_hand[gender].split())
    unclear = {*by_hand["unclear"].split(), *country_words()}
    for gender in ("f", "m"):
        yield gender, " ".join(sorted(n for n, g in found.items() if g == gender and n not in unclear))
