"""The lexicon of events: `data/events.toml` as typed, checked records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from spacy.tokens import Token

from kg.errors import KnowledgeError
from kg.facts import EntityKind
from kg.knowledge.tables import read_toml

_FILE = "kg/extract/data/events.toml"
_WORDS = ("object", "modifier", "phrase_modifier", "of", "without", "requires", "governor")
_SLOTS = ("source", "target", "place", "needs")
_FLAGS = ("strict", "control", "reciprocal", "bare", "speech", "dated", "dated_or_pair", "pair", "plural")


@dataclass(frozen=True, slots=True)
class Row:
    """One use of a verb or noun that names an event; the fields are explained in the file."""

    id: str
    kind: str
    lemma: str
    example: str
    also: tuple[str, ...] = ()
    noun: bool = False
    particle: str = ""
    phrase: tuple[str, ...] = ()
    phrase_modifier: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    modifier: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    without: frozenset[str] = frozenset()
    requires: frozenset[str] = frozenset()
    governor: frozenset[str] = frozenset()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    place: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    kinds: frozenset[EntityKind] = frozenset()
    kinds_source: frozenset[EntityKind] = frozenset()
    strict: bool = False
    control: bool = False
    reciprocal: bool = False
    bare: bool = False
    speech: bool = False
    dated: bool = False
    dated_or_pair: bool = False
    pair: bool = False
    plural: bool = False
    singular: bool = False
    named: bool = False
    since: bool = False


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Rows by lemma, and the sets of words that the grammar asks for by name."""

    verbs: Mapping[str, tuple[Row, ...]]
    nouns: Mapping[str, tuple[Row, ...]]
    words: Mapping[str, frozenset[str]] = field(default_factory=dict)
    families: Mapping[str, frozenset[str]] = field(default_factory=dict)
    rank: Mapping[str, int] = field(default_factory=dict)

    def rows(self) -> tuple[Row, ...]:
        """All rows, in file order."""
        every = (row for table in (self.verbs, self.nouns) for rows in table.values() for row in rows)
        return tuple({row.id: row for row in every}.values())

    def rows_of(self, token: Token) -> tuple[Row, ...]:
        """The rows that a token may stand for."""
        lemma, pos = token.lemma_.lower(), token.pos_
        if pos == "VERB" or lemma == "be":
            return self.verbs.get(lemma, ())
        if pos not in ("NOUN", "PROPN"):
            return ()
        found = self.nouns.get(lemma)
        if found is None and pos == "PROPN":  # no lemma but its own form
            found = self.nouns.get(lemma.removesuffix("s"))
        return found or ()

    def akin(self, kind: str, other: str) -> bool:
        """May the two kinds be two names of one event?"""
        return kind == other or bool(self.families.get(kind, frozenset()) & self.families.get(other, frozenset()))


def _words(value: Any, named: Mapping[str, frozenset[str]], where: str) -> frozenset[str]:
    if isinstance(value, str) and value.startswith("$"):
        if value[1:] not in named:
            raise KnowledgeError(f"{_FILE}, {where}: no set of words is called {value}")
        return named[value[1:]]
    return frozenset(value)


def _row(raw: Mapping[str, Any], *, noun: bool, named: Mapping[str, frozenset[str]]) -> Row:
    where = f"row {raw.get('id', raw)!r}"
    try:
        fields: dict[str, Any] = dict(raw)
        for key in _WORDS:
            if key in fields:
                fields[key] = _words(fields[key], named, where)
        for key in _SLOTS:
            fields[key] = tuple(fields.get(key, "").split())
        fields["needs"] = tuple(n for n in fields["needs"] if n != "any")
        for key in ("phrase", "also"):
            fields[key] = tuple(fields.get(key, ()))
        for key in ("kinds", "kinds_source"):
            fields[key] = frozenset(EntityKind(k) for k in fields.get(key, ()))
        return Row(noun=noun, **fields)
    except (TypeError, ValueError, AttributeError) as error:
        raise KnowledgeError(f"{_FILE}, {where}: {error}") from None


def _by_lemma(rows: list[Row]) -> dict[str, tuple[Row, ...]]:
    table: dict[str, tuple[Row, ...]] = {}
    for row in rows:
        for lemma in (row.lemma, *row.also):
            table[lemma] = (*table.get(lemma, ()), row)
    return table


def parse(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon that the file's tables describe.

    Raises:
        KnowledgeError: a row has an unknown field, set of words or kind of entity, or an id twice.
    """
    named = {name: frozenset(words) for name, words in data["words"].items()}
    verbs = [_row(raw, noun=False, named=named) for raw in data["lexicon"]["verbs"]]
    nouns = [_row(raw, noun=True, named=named) for raw in data["lexicon"]["nouns"]]
    seen: set[str] = set()
    for row in (*verbs, *nouns):
        if row.id in seen:
            raise KnowledgeError(f"{_FILE}: two rows are called {row.id!r}")
        seen.add(row.id)
    families: dict[str, frozenset[str]] = {}
    rank: dict[str, int] = {}
    for family, kinds in data["family"].items():
        for place, kind in enumerate(kinds):
            families[kind] = families.get(kind, frozenset()) | {family}
            rank[kind] = min(place, rank.get(kind, place))
    grammar = {name: frozenset(words) for part in ("support", "modality") for name, words in data[part].items()}
    sets = {**named, **grammar}
    return Lexicon(_by_lemma(verbs), _by_lemma(nouns), sets, families, rank)


@cache
def lexicon() -> Lexicon:
    """The lexicon that ships with kg, loaded once."""
    return parse(read_toml("events.toml", folder=Path(__file__).parent / "data"))
