"""How likely it is that two entities are one: evidence weighed, the weights as measured on labelled pairs.

A score is the logistic function of a sum of weights (`data/weights.toml`), which `bench/identity.py --fit` finds; see
`docs/identity.md` for what it was measured on.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg.identity.likeness import Method, closest, like_bodies
from kg.identity.profiles import Profile
from kg.identity.records import Link, ordered
from kg.identity.spelling import Name, spellings


@cache
def weights() -> Mapping[str, Mapping[str, float]]:
    """Of each kind of evidence its weight, for persons and for other things."""
    return tomllib.loads((Path(__file__).parent / "data" / "weights.toml").read_text(encoding="utf-8"))


def link(a: Profile, b: Profile) -> Link | None:
    """A link between two entities, with its score; None where their names are nothing alike."""
    found = evidence(a, b)
    if found is None:
        return None
    method, signs = found
    weighed = weights()["person" if a.kind == "person" else "other"]
    total = sum(weighed.get(sign, 0.0) for sign in signs)
    first, second = ordered(a.entity, b.entity)
    return Link(first, second, round(1 / (1 + math.exp(-total)), 2), str(method), "; ".join(signs))


def evidence(a: Profile, b: Profile) -> tuple[Method, tuple[str, ...]] | None:
    """How the names are alike, and all that speaks for or against."""
    if a.kind != b.kind or (a.known and b.known):
        return None
    if a.kind != "person":
        pairs = ((like_bodies(x, y)) for x in a.names for y in b.names)
        bodies = sorted((how for how in pairs if how), key=list(Method).index)
        return (bodies[0], (str(bodies[0]), _same("country", a.countries, b.countries))) if bodies else None
    names = closest(a.full or a.names, b.full or b.names)
    if names is None or (a.bare and b.bare):
        return None
    method, ours, theirs = names
    signs = [
        str(method),
        _same("country", a.countries, b.countries),
        _office(a, b),
        _years(a, b),
        _company(a, b),
        _nations(a, b),
    ]
    return method, tuple(sign for sign in (*signs, *_signs_of_names(method, ours, theirs)) if sign)


def _same(what: str, ours: frozenset[str], theirs: frozenset[str]) -> str:
    if not (ours & theirs):
        ours, theirs = _lasting(ours), _lasting(theirs)
    if not ours or not theirs:
        return f"{what} unknown"
    return f"same {what}" if ours & theirs else f"another {what}"


def _lasting(countries: frozenset[str]) -> frozenset[str]:
    """Without states that are no more: whose office was Soviet, may be Georgia's minister later."""
    return frozenset(each for each in countries if each.rpartition("/")[2] not in spellings().former)


def _office(a: Profile, b: Profile) -> str:
    """Offices by their concept and whose they are."""
    if not a.offices or not b.offices:
        return "office unknown"
    if any(office and (office, of) in b.offices for office, of in a.offices):
        return "same office" if _gap(a, b) in (None, *range(13)) else "same office in other years"
    titles = {office for office, _ in a.offices} & {office for office, _ in b.offices} - {""}
    return "same title" if titles else "another office"


def _years(a: Profile, b: Profile) -> str:
    """Years between the articles that speak of them."""
    gap = _gap(a, b)
    return next(words for limit, words in _GAPS if gap <= limit) if gap is not None else "years unknown"


def _gap(a: Profile, b: Profile) -> int | None:
    if a.years is None or b.years is None:
        return None
    return max(a.years[0] - b.years[1], b.years[0] - a.years[1], 0)


_GAPS = ((3, "same years"), (12, "years apart"), (25, "decades apart"), (10_000, "generations apart"))


def _company(a: Profile, b: Profile) -> str:
    """Persons that both are named with."""
    return "same company" if (a.company & b.company) - {a.entity, b.entity} else ""


def _nations(a: Profile, b: Profile) -> str:
    """Which countries they are named with."""
    if not a.nations or not b.nations:
        return ""
    return "same countries around" if a.nations & b.nations else "other countries around"


def _signs_of_names(method: Method, ours: Name, theirs: Name) -> list[str]:
    out = []
    if bool(ours.suffix) != bool(theirs.suffix):
        out.append("junior or senior")
    if method not in (Method.NAME, Method.SURNAME) and _genders(ours, theirs):
        out.append("another gender")
    if method is Method.LONGER and any(len(word) == 1 for word in (*ours.words, *theirs.words)):
        out.append("an initial more")
    return out


def _genders(ours: Name, theirs: Name) -> bool:
    """Whether the first names are those of a man and a woman."""
    from kg.knowledge import holders

    given = holders().given_names
    found = {given.get(each.words[0]) for each in (ours, theirs)}
    return found == {"m", "f"}
