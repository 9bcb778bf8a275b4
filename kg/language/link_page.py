"""What linking holds while it reads one Doc."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from spacy.tokens import Doc

from kg.facts import Form, Identification, Mention, Span
from kg.knowledge import Holders
from kg.language.casing_words import English
from kg.language.people import People
from kg.language.registry import Registry
from kg.language.state import Columns, Name
from kg.language.words import LinkingWords

GAZETTEER = Identification("gazetteer", reason="the knowledge tables have it under this name")
FULL_NAME = Identification("full name", reason="the article gives a full name")


@dataclass(slots=True)
class Work:
    """The tables that linking asks, and what it has found so far.

    `person_keys`: by full name. `lone`: by surname, the persons whom the article gives no full name.
    `titled`: of these, the sentence and the title of the last mention that had one. `abbreviations`:
    of organisations, as the article introduces them in brackets.
    """

    doc: Doc
    columns: Columns
    words: LinkingWords
    holders: Holders
    english: English | None
    published: dt.date | None
    datelines: list[Span]
    registry: Registry = field(default_factory=Registry)
    mentions: list[Mention] = field(default_factory=list)
    people: People = field(default_factory=People)
    person_keys: dict[str, str] = field(default_factory=dict)
    lone: dict[str, list[str]] = field(default_factory=dict)
    titled: dict[str, tuple[int, str]] = field(default_factory=dict)
    abbreviations: dict[str, str] = field(default_factory=dict)


def tidy(text: str) -> str:
    """The words with single spaces."""
    return " ".join(text.split())


def span_of(work: Work, start: int, end: int) -> Span:
    """The offsets of some tokens."""
    last = work.doc[end - 1]
    return Span(work.doc[start].idx, last.idx + len(last.text))


def mention(work: Work, name: Name, key: str, *, form: Form = Form.NAME, rule: str = "name") -> None:
    """Note that the name leads to the entity, and count its form."""
    work.registry.add(work.registry.drafts[key], form=name.text)
    work.mentions.append(Mention(span_of(work, name.start, name.end), key, form, rule))
