"""The words of `home.toml`: where reports come from, and which states lack which offices."""

from __future__ import annotations

import functools
from dataclasses import dataclass, fields

from kg.language.words import load_lists


@dataclass(frozen=True, slots=True)
class HomeWords:
    """Words and codes of states, in lower case."""

    seats: frozenset[str]
    own_will: frozenset[str]
    without_ministers: frozenset[str]
    minister_words: frozenset[str]
    without_president: frozenset[str]
    chancellor: frozenset[str]
    king: frozenset[str]
    queen: frozenset[str]
    emperor: frozenset[str]
    emir: frozenset[str]
    sultan: frozenset[str]
    of_bodies: frozenset[str]
    leaders: frozenset[str]
    leading: frozenset[str]
    delegations: frozenset[str]
    home_rules: frozenset[str]
    state_departments: frozenset[str]

    def only_in(self, word: str) -> frozenset[str] | None:
        """The states that have an office of that title, None for one that any may have."""
        return getattr(self, word, None) if word in _TITLES else None


_TITLES = ("chancellor", "king", "queen", "emperor", "emir", "sultan")


@functools.cache
def home_words() -> HomeWords:
    """`home.toml`.

    Raises:
        KnowledgeError: a list is missing or holds something other than lower-case words.
    """
    return HomeWords(**load_lists("home.toml", tuple(f.name for f in fields(HomeWords))))


def has_office(country: str, label: str) -> bool:
    """Whether a state has an office of that name at all, as far as the lists tell."""
    words, code = home_words(), country.removeprefix("country/").lower()
    head = label.split()[-1] if label else ""
    if any(w in words.minister_words for w in label.split()):
        return code not in words.without_ministers
    if head == "president" and label in ("president", "vice president", "president-elect"):
        return code not in words.without_president
    only = words.only_in(head)
    return only is None or code in only
