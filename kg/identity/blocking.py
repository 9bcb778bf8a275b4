"""Which entities are worth comparing: those that share a key, so that no two of thousands are compared in vain."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from kg.identity.profiles import Profile
from kg.identity.spelling import Name, first_name, skeleton

_MOST_WORDS = 5


def keys(profile: Profile) -> frozenset[str]:
    """Under which an entity is found. Two whose names are alike share one, however they are romanised."""
    if profile.kind != "person":
        return frozenset(_of_bodies(profile))
    if profile.bare:
        return frozenset(f"surname {word} {land}" for word in _endings(profile) for land in sorted(profile.countries))
    return frozenset(key for name in profile.full for key in _of_names(name))


def wanted(profile: Profile) -> frozenset[str]:
    """Under which it looks for others that are named by less: a surname alone, within its country."""
    if profile.kind != "person" or profile.bare:
        return frozenset()
    return frozenset(f"surname {word} {land}" for word in _endings(profile) for land in sorted(profile.countries))


def _of_names(name: Name) -> Iterator[str]:
    words = name.spelt[:_MOST_WORDS]
    for a, b in combinations(words, 2):
        yield "pair " + " ".join(sorted((skeleton(a), skeleton(b))))
    yield "letters " + "".join(sorted("".join(name.spelt)))
    for last in words[1:]:  # `S. Lavrov`, `Bill Roe`
        yield f"last {skeleton(last)} {name.words[0][0]}"
        yield f"last {skeleton(last)} {first_name(name.words[0])}"


def _endings(profile: Profile) -> list[str]:
    """Words that may be a family name."""
    return sorted(
        {skeleton(each.spelt[i]) for each in profile.names for i in {0, len(each) - 1, max(len(each) - 2, 0)}}
    )


def _of_bodies(profile: Profile) -> Iterator[str]:
    for name in profile.names:
        yield f"{profile.kind} " + "".join(sorted(skeleton("".join(name.spelt))))
        for i in range(len(name)):  # one word misspelt
            rest = sorted(skeleton(word) for j, word in enumerate(name.spelt[:_MOST_WORDS]) if j != i)
            if len(rest) > 1:
                yield f"{profile.kind} but one {' '.join(rest)}"
