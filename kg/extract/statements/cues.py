"""The cue lexicon: `kg/extract/data/cues.toml`, checked and indexed by lemma."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from kg.errors import KnowledgeError
from kg.facts import Act, Stance

TABLE = "cues.toml"
FRAMES = frozenset(["quotation", "clause", "infinitive", "gerund", "object", "complement", "around"])
PREPOSITIONS = frozenset(["about", "against", "as", "at", "for", "from", "in", "into", "of", "on", "over", "to"]).union(
    ["toward", "towards", "upon", "with"]
)
PLACES = frozenset(["object", "owner", "subject"])
CLASSES = ("verb", "noun", "adjective", "adjunct")
_VOWELS = tuple("aeiou")
_HISSING = ("s", "x", "z", "ch", "sh")
_LISTS = ("carriers", "documents", "turning", "deeds", "issued", "spokespeople", "silent")
_DOUBLING = frozenset("bglmnprt")
_FIELDS = frozenset(
    ["id", "lemma", "particle", "finite", "named", "takes", "addressee", "about", "stance", "act", "example"]
)


@dataclass(frozen=True, slots=True)
class Cue:
    """A row: a word that attributes, where its content and target stand, and what it implies."""

    id: str
    lemma: str
    kind: str
    takes: tuple[str, ...]
    example: str
    particle: str | None = None
    finite: bool = False
    named: bool = False
    addressee: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    stance: Stance = Stance.NEUTRAL
    act: Act = Act.SPEECH


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The rows by class and form, in lower case.

    `carriers`: verbs that carry the cue after them (`went on to say`); `documents`: nouns that say
    something for their author; `turning`: conjunctions with which the reporter goes on; `deeds`: nouns
    whose "of" names who does it; `issued`: participles that say whose a document is;
    `spokespeople`: nouns of unnamed people who speak for others; `silent`: verbs that one who declines to
    does not say anything.
    """

    rows: Mapping[str, Mapping[str, tuple[Cue, ...]]]
    carriers: frozenset[str]
    documents: frozenset[str]
    turning: frozenset[str]
    deeds: frozenset[str]
    issued: frozenset[str]
    spokespeople: frozenset[str]
    silent: frozenset[str]

    def all(self) -> Iterable[Cue]:
        """Each row once, in the order of the table."""
        yield from dict.fromkeys(c for forms in self.rows.values() for rows in forms.values() for c in rows)


@cache
def lexicon() -> Lexicon:
    """The shipped table, read once.

    Raises:
        KnowledgeError: a row is malformed; the message names it.
    """
    data = tomllib.loads(files("kg.extract").joinpath("data", TABLE).read_text("utf-8"))
    return parse(data)


def parse(data: Mapping[str, Any]) -> Lexicon:
    """The lexicon of a parsed table."""
    rows: dict[str, dict[str, tuple[Cue, ...]]] = {}
    seen: set[str] = set()
    irregular = data.get("irregular", {})
    for kind in CLASSES:
        by_form: dict[str, list[Cue]] = {}
        for raw in data.get(kind, []):
            cue = _row(raw, kind=kind)
            if cue.id in seen:
                raise KnowledgeError(f"{TABLE}: two rows are called {cue.id!r}")
            seen.add(cue.id)
            for form in forms(cue.lemma, kind=kind, irregular=irregular.get(cue.lemma, ())):
                by_form.setdefault(form, []).append(cue)
        rows[kind] = {form: tuple(held) for form, held in by_form.items()}
    words = {name: frozenset(data.get(name, ())) for name in _LISTS}
    return Lexicon(rows, **words)


def forms(lemma: str, *, kind: str, irregular: Iterable[str] = ()) -> tuple[str, ...]:
    """The forms of a word, the regular ones in both spellings (`labeled`, `labelled`).

    >>> forms("deny", kind="verb")
    ('deny', 'denies', 'denied', 'denying')
    """
    if kind not in ("verb", "noun"):
        return (lemma,)
    stem = lemma[:-1] if lemma[-1] == "y" and lemma[-2] not in _VOWELS else ""
    plural = f"{stem}ies" if stem else f"{lemma}es" if lemma.endswith(_HISSING) else f"{lemma}s"
    if kind == "noun":
        return (lemma, plural)
    past = f"{stem}ied" if stem else f"{lemma}d" if lemma.endswith("e") else f"{lemma}ed"
    present = f"{lemma[:-1]}ing" if lemma.endswith("e") and not lemma.endswith("ee") else f"{lemma}ing"
    doubled: tuple[str, ...] = ()
    if lemma[-1] in _DOUBLING and lemma[-2] in _VOWELS and lemma[-3:-2] not in _VOWELS:
        doubled = (f"{lemma}{lemma[-1]}ed", f"{lemma}{lemma[-1]}ing")
    return tuple(dict.fromkeys((lemma, plural, past, present, *doubled, *irregular)))


def _row(raw: Mapping[str, Any], *, kind: str) -> Cue:
    where = f"{TABLE}, {kind} {raw.get('id', raw)!r}"
    unknown = sorted(set(raw) - _FIELDS)
    if unknown:
        raise KnowledgeError(f"{where}: unknown fields {', '.join(unknown)}")
    for places, allowed in (
        ("takes", FRAMES | PREPOSITIONS),
        ("addressee", PREPOSITIONS | PLACES),
        ("about", PREPOSITIONS | PLACES),
    ):
        wrong = [p for p in raw.get(places, []) if p not in allowed]
        if wrong:
            raise KnowledgeError(f"{where}: {places} knows no {', '.join(wrong)}")
    try:
        return Cue(
            id=raw["id"],
            lemma=raw["lemma"],
            kind=kind,
            takes=tuple(raw["takes"]),
            example=raw["example"],
            particle=raw.get("particle"),
            finite=bool(raw.get("finite", False)),
            named=bool(raw.get("named", False)),
            addressee=tuple(raw.get("addressee", ())),
            about=tuple(raw.get("about", ())),
            stance=Stance(raw.get("stance", "neutral")),
            act=Act(raw.get("act", "speech")),
        )
    except (KeyError, ValueError) as error:
        raise KnowledgeError(f"{where}: {error}") from None
