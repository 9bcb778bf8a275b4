"""The word lists of `kg/language/data`, loaded once and checked."""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar, cast

from kg.errors import KnowledgeError

_Table = TypeVar("_Table")


@dataclass(frozen=True, slots=True)
class NameWords:
    """Words that shape proper names, in lower case."""

    particles: frozenset[str]
    suffixes: frozenset[str]
    organisation_words: frozenset[str]
    place_words: frozenset[str]
    place_prefixes: frozenset[str]
    waters: frozenset[str]
    thing_words: frozenset[str]
    not_names: frozenset[str]
    governments: frozenset[str]
    department_ends: frozenset[str]
    after_names: frozenset[str]
    articles: frozenset[str]
    person_particles: frozenset[str]
    no_bodies: frozenset[str]
    family_first: frozenset[str]
    name_adjectives: frozenset[str]
    genitive_starts: frozenset[str]
    state_bodies: frozenset[str]
    own_bodies: frozenset[str]


@functools.cache
def combining_forms() -> Mapping[str, str]:
    """`Sino-`, `Franco-`: in lower case, with the adjective that each stands for, from `names.toml`.

    Raises:
        KnowledgeError: a row is not two words.
    """
    table = _read("names.toml").get("combining", {})
    for form, adjective in table.items():
        if form != form.lower() or not (isinstance(adjective, str) and adjective[:1].isupper()):
            raise KnowledgeError(f"names.toml: combining: {form!r} = {adjective!r} is no form and adjective")
    return MappingProxyType(table)


@functools.cache
def name_words() -> NameWords:
    """`names.toml`.

    Raises:
        KnowledgeError: a list is missing or holds something other than lower-case words.
    """
    return _loaded(NameWords, "names.toml")


def _read(file: str) -> dict[str, Any]:
    return tomllib.loads((files("kg.language") / "data" / file).read_text(encoding="utf-8"))


def _loaded(kind: type[_Table], file: str) -> _Table:
    return kind(**load_lists(file, tuple(f.name for f in fields(cast("Any", kind)))))


def load_lists(file: str, keys: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """The named lists of a TOML file of words.

    Raises:
        KnowledgeError: a list is missing or holds something other than lower-case words.
    """
    table = _read(file)
    out: dict[str, frozenset[str]] = {}
    for key in keys:
        rows = table.get(key)
        if not isinstance(rows, list):
            raise KnowledgeError(f"{file}: the list {key!r} is missing; add it")
        for row in rows:
            if not isinstance(row, str) or row != row.lower() or not row.strip():
                raise KnowledgeError(f"{file}: {key}: {row!r} is not a word in lower case")
        out[key] = frozenset(rows)
    return out


@dataclass(frozen=True, slots=True)
class LinkingWords:
    """Words that tell a government from a place, in lower case."""

    place_prepositions: frozenset[str]
    moving_prepositions: frozenset[str]
    moving_words: frozenset[str]
    sites: frozenset[str]
    event_words: frozenset[str]
    place_verbs: frozenset[str]
    place_subjects: frozenset[str]
    assaults: frozenset[str]
    settlements: frozenset[str]
    parts: frozenset[str]
    bound_actors: frozenset[str]
    bound_places: frozenset[str]
    bound_before: frozenset[str]
    source_words: frozenset[str]
    governing_words: frozenset[str]
    travelling_words: frozenset[str]
    of_people: frozenset[str]
    human_verbs: frozenset[str]
    trusting: frozenset[str]
    female_kin: frozenset[str]
    male_kin: frozenset[str]


@functools.cache
def linking_words() -> LinkingWords:
    """`linking.toml`.

    Raises:
        KnowledgeError: a list is missing or holds something other than lower-case words.
    """
    return _loaded(LinkingWords, "linking.toml")


@dataclass(frozen=True, slots=True)
class Regions:
    """Regions by their names in lower case, as codes of ISO 3166-2: `plain` everywhere, `behind` a city only.

    `homonyms`: by the name of a country, the region of that name, and the countries (keys) that speak for the
    country where they are named. `governed`: words before the name of such a region.
    """

    plain: Mapping[str, str]
    behind: Mapping[str, str]
    homonyms: Mapping[str, tuple[str, frozenset[str]]]
    governed: frozenset[str]


@functools.cache
def regions() -> Regions:
    """`regions.toml`.

    Raises:
        KnowledgeError: a row is not a name in lower case with a code.
    """
    table = _read("regions.toml")
    homonyms = {}
    for part in ("plain", "behind", "homonyms"):
        for name, row in table.get(part, {}).items():
            code = row[0] if part == "homonyms" and isinstance(row, list) and len(row) > 1 else row
            if name != name.lower() or not (isinstance(code, str) and re.fullmatch(r"[A-Z]{2}-[A-Z0-9]{1,3}", code)):
                raise KnowledgeError(f"regions.toml: {part}: {name!r} = {row!r} is no name and code")
            if part == "homonyms":
                homonyms[name] = (code, frozenset(f"country/{one}" for one in row[1:]))
    governed = load_lists("regions.toml", ("governed",))["governed"]
    return Regions(
        MappingProxyType(table["plain"]), MappingProxyType(table["behind"]), MappingProxyType(homonyms), governed
    )


@dataclass(frozen=True, slots=True)
class OfficeGrammar:
    """Words around offices, in lower case."""

    copulas: frozenset[str]
    appointing: frozenset[str]
    holding: frozenset[str]
    leaving: frozenset[str]
    since: frozenset[str]
    until: frozenset[str]
    during: frozenset[str]
    ranging: frozenset[str]
    beginning: frozenset[str]
    ordinals: frozenset[str]
    of_bodies: frozenset[str]
    regions: frozenset[str]
    when: frozenset[str]
    spending: frozenset[str]
    national: frozenset[str]
    missions: frozenset[str]
    local_offices: frozenset[str]
    past: frozenset[str]
    sought: frozenset[str]
    removing: frozenset[str]
    proposing: frozenset[str]
    filling: frozenset[str]
    posts: frozenset[str]
    ends: frozenset[str]
    reaching: frozenset[str]
    ranked: frozenset[str]
    doubtful: frozenset[str]
    doubts: frozenset[str]
    succeeding: frozenset[str]
    counterparts: frozenset[str]
    unreal: frozenset[str]
    unreal_verbs: frozenset[str]
    plain_modifiers: frozenset[str]
    sent: frozenset[str]
    chambers: frozenset[str]
    with_under: frozenset[str]
    departments: frozenset[str]
    conditions: frozenset[str]
    not_yet: frozenset[str]
    ranks: frozenset[str]
    styles: frozenset[str]
    with_general: frozenset[str]
    by_first_name: frozenset[str]
    also_modifiers: frozenset[str]
    title_ends: frozenset[str]
    parties: frozenset[str]


@functools.cache
def office_grammar() -> OfficeGrammar:
    """`offices_grammar.toml`.

    Raises:
        KnowledgeError: a list is missing or holds something other than lower-case words.
    """
    return _loaded(OfficeGrammar, "offices_grammar.toml")


@functools.cache
def only_offices() -> Mapping[str, str]:
    """Offices that one country alone calls so: label -> country key, from `offices_grammar.toml`.

    Raises:
        KnowledgeError: a row is not a label in lower case with a country code.
    """
    return _countries_of_offices("only")


@functools.cache
def usual_offices() -> Mapping[str, str]:
    """Offices that several countries call so, but English mostly of one: as `only_offices`."""
    return _countries_of_offices("usual")


@functools.cache
def spelt_out() -> Mapping[str, str]:
    """Abbreviated titles, and the first of two words for an office: what stands in `offices_grammar.toml` for them.

    Raises:
        KnowledgeError: a row is not one word in lower case, with one word or three.
    """
    table = _read("offices_grammar.toml").get("spelt_out", {})
    for short, plain in table.items():
        if short != short.lower() or not isinstance(plain, str) or len(plain.split()) not in (1, 3):
            raise KnowledgeError(
                f"offices_grammar.toml: spelt_out: {short!r} = {plain!r} is no word and its plain words"
            )
    return MappingProxyType(table)


def _countries_of_offices(name: str) -> Mapping[str, str]:
    table = _read("offices_grammar.toml").get(name, {})
    for label, code in table.items():
        if label != label.lower() or not (isinstance(code, str) and (code.isupper() or code.islower())):
            raise KnowledgeError(f"offices_grammar.toml: {name}: {label!r} = {code!r} is no label and country code")
    kinds = {label: "country" if code.isupper() else "organisation" for label, code in table.items()}
    return MappingProxyType({label: f"{kinds[label]}/{code}" for label, code in table.items()})


@dataclass(frozen=True, slots=True)
class NominalWords:
    """Common nouns and pronouns that stand for actors, in lower case."""

    government: frozenset[str]
    members: frozenset[str]
    bodies: frozenset[str]
    ministries: frozenset[str]
    documents: frozenset[str]
    government_papers: frozenset[str]
    groups: frozenset[str]
    groups_if_modified: frozenset[str]
    pair_persons: frozenset[str]
    pair_countries: frozenset[str]
    pair_words: frozenset[str]
    country_nouns: frozenset[str]
    he: frozenset[str]
    she: frozenset[str]
    it: frozenset[str]
    they: frozenset[str]
    empty_it: frozenset[str]
    plain_classes: frozenset[str]
    indefinite: frozenset[str]
    relabelled: frozenset[str]
    exact_offices: frozenset[str]
    first_person: frozenset[str]
    second_person: frozenset[str]


@functools.cache
def nominal_words() -> NominalWords:
    """`nominals.toml`.

    Raises:
        KnowledgeError: a list is missing or holds something other than lower-case words.
    """
    return _loaded(NominalWords, "nominals.toml")


@functools.cache
def called_so() -> Mapping[str, dt.date]:
    """Until when a country's name was used for the state that had its capital: country key -> day.

    Raises:
        KnowledgeError: a row is not a code and a day.
    """
    rows = {}
    for code, day in _read("linking.toml").get("called_so", {}).items():
        if not isinstance(day, dt.date):
            raise KnowledgeError(f"linking.toml: called_so: {code!r} is not followed by a day")
        rows[f"country/{code}"] = day
    return MappingProxyType(rows)
