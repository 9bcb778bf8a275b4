"""Facts for reading: one line per fact, its evidence, and the same as plain JSON values.

Text of an article may hold anything; `printable`, and `escaped` for data, are the only ways it reaches a terminal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from kg.facts import (
    Date,
    Entity,
    Event,
    Evidence,
    Fact,
    Facts,
    Identification,
    Mention,
    Modality,
    RoleHeld,
    Span,
    Statement,
)

_SEPARATOR = " · "
# control characters could move the cursor, format characters could turn the writing's direction
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d")


@dataclass(frozen=True, slots=True)
class Line:
    """A fact as a line, and its evidence: the sentence with the spans to highlight, offsets of `sentence`."""

    kind: str
    fact: str
    sentence: str
    marked: tuple[Span, ...]


def printable(text: str) -> str:
    """One line without characters that steer a terminal: white space becomes a space, others `\\ufffd`.

    >>> printable("a\\x1b[31m b\\n\\tc")
    'a\\ufffd[31m b c'
    """
    shown = "".join(map(_shown, text))
    return " ".join(shown.split())


def escaped(text: str) -> str:
    """Data with its lines as they are, and what `printable` would replace as `\\uXXXX`, as JSON and Turtle read it.

    >>> escaped("a\\x1b[31m b\\r\\nc")
    'a\\\\u001b[31m b\\nc'
    """
    return "".join(map(_escape, text.replace("\r\n", "\n")))


def heading(facts: Facts) -> str:
    """What an article is: its title, else its id; publisher and day where known."""
    article = facts.article
    day = article.published.isoformat() if article.published else None
    return _join(printable(article.title or f"article {article.id}"), printable(article.publisher or ""), day)


def lines(facts: Facts) -> Iterator[Line]:
    """Every fact of an article as a line, in text order within roles, events and statements."""
    label = _labeller(facts)
    for fact in facts:
        sentence, marked = _evidence(facts.article.text, fact.evidence)
        kind, words = _line(fact, label, facts.article.text)
        yield Line(kind, words, sentence, marked)


def as_json(facts: Facts) -> dict[str, Any]:
    """The records as JSON values; `docs/cli.md` describes their shape.

    A span is `{"start", "end", "text"}`; statements are named by their place in `statements`.
    """
    text = facts.article.text
    index = {s: i for i, s in enumerate(facts.statements)}
    return {
        "article": _article(facts),
        "entities": [_entity(e) for e in facts.entities],
        "mentions": [_mention(m, text) for m in facts.mentions],
        "roles": [_role(r, text) for r in facts.roles],
        "events": [_event(e, text, index) for e in facts.events],
        "statements": [_statement(s, text, index) for s in facts.statements],
        "skipped": [_span(s, text) for s in facts.skipped],
    }


# ---------------------------------------------------------------- lines


def _shown(char: str) -> str:
    if char.isspace():
        return " "
    return "\ufffd" if _hidden(char) else char


def _hidden(char: str) -> bool:
    return unicodedata.category(char) in _UNSEEN and char not in _JOINERS


def _labeller(facts: Facts) -> Callable[[str], str]:
    labels = {e.key: e.label for e in facts.entities}
    return lambda key: printable(labels.get(key, key))


def _escape(char: str) -> str:
    if char in "\t\n" or not _hidden(char):
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"


def _line(fact: Fact, label: Callable[[str], str], text: str) -> tuple[str, str]:
    if isinstance(fact, RoleHeld):
        return "role", _join(label(fact.person), _office(fact, label), _period(fact, text))
    if isinstance(fact, Event):
        return "event", _join(
            fact.kind.replace("-", " "),
            _actors(fact, label),
            _date(fact.when, text) if fact.when else None,
            _list(fact.where, label),
            "" if fact.modality is Modality.ASSERTED else f"({fact.modality})",
        )
    words = printable(" … ".join(s.of(text) for s in fact.content))
    return "statement", _join(
        _arrow(_list(fact.speakers, label) or "?", _list(fact.addressees + fact.about, label)),
        words if fact.mode == "indirect" else f"“{words}”",
        "" if fact.stance == "neutral" else f"({fact.stance})",
    )


def _join(*parts: str | None) -> str:
    return _SEPARATOR.join(p for p in parts if p)


def _list(keys: tuple[str, ...], label: Callable[[str], str]) -> str:
    return ", ".join(map(label, dict.fromkeys(keys)))


def _arrow(source: str, target: str) -> str:
    return f"{source} → {target}".lstrip() if target else source


def _office(role: RoleHeld, label: Callable[[str], str]) -> str:
    of = label(role.of) if role.of else ""
    return _join(printable(role.office.label), _arrow(of, label(role.target) if role.target else ""))


def _period(role: RoleHeld, text: str) -> str:
    since = f"since {_date(role.since, text)}" if role.since else ""
    until = f"until {_date(role.until, text)}" if role.until else ""
    return " ".join(p for p in (since, until) if p)


def _actors(event: Event, label: Callable[[str], str]) -> str:
    if event.source and event.target:
        directed = _arrow(_list(event.source, label), _list(event.target, label))
        named = {*event.source, *event.target}
        others = _list(tuple(p for p in event.participants if p not in named), label)
        return f"{directed}, {others}" if others else directed
    return _list(event.participants, label)


def _date(date: Date, text: str) -> str:
    return date.edtf or f"“{printable(date.span.of(text))}”"


def _evidence(text: str, evidence: Evidence) -> tuple[str, tuple[Span, ...]]:
    """The sentence made printable, and the evidence's spans that lie in it, in its own offsets."""
    sentence = evidence.sentence
    cuts = sorted({c for s in evidence.spans for c in (s.start, s.end) if sentence.start < c < sentence.end})
    edges = [sentence.start, *cuts, sentence.end]
    shown, marked = "", []
    for start, end in pairwise(edges):
        piece = _piece(text[start:end], after=shown)
        inside = any(s.start <= start and end <= s.end for s in evidence.spans)
        if inside and piece.strip():
            lead = len(piece) - len(piece.lstrip())
            marked.append(Span(len(shown) + lead, len(shown) + len(piece.rstrip())))
        shown += piece
    return shown, tuple(marked)


def _piece(raw: str, *, after: str) -> str:
    """`raw` made printable, keeping one space at its ends where it had any and `after` ends without."""
    words = printable(raw)
    head = " " if raw[:1].isspace() and after and not after.endswith(" ") else ""
    tail = " " if words and raw[-1:].isspace() else ""
    return f"{head}{words}{tail}"


# ---------------------------------------------------------------- JSON


def _article(facts: Facts) -> dict[str, Any]:
    article = facts.article
    return {
        "id": article.id,
        "title": article.title,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published.isoformat() if article.published else None,
        "language": article.language,
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "key": entity.key,
        "label": entity.label,
        "kind": str(entity.kind),
        "forms": list(entity.forms),
        "same_as": list(entity.same_as),
        "country": entity.country,
        "coordinates": list(entity.coordinates) if entity.coordinates else None,
        "identified": _identified(entity.identified) if entity.identified else None,
    }


def _identified(why: Identification) -> dict[str, Any]:
    return {"method": why.method, "score": why.score, "reason": why.reason}


def _mention(mention: Mention, text: str) -> dict[str, Any]:
    return {
        **_span(mention.span, text),
        "entity": mention.entity,
        "form": str(mention.form),
        "rule": mention.rule,
        "score": mention.score,
        "reason": mention.reason,
    }


def _role(role: RoleHeld, text: str) -> dict[str, Any]:
    return {
        "person": role.person,
        "office": {"label": role.office.label, "concept": role.office.concept, "status": role.office.status},
        "of": role.of,
        "target": role.target,
        "since": _when(role.since, text),
        "until": _when(role.until, text),
        "evidence": _proof(role.evidence, text),
    }


def _event(event: Event, text: str, index: dict[Statement, int]) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "triggers": _spans(event.triggers, text),
        "participants": list(event.participants),
        "source": list(event.source),
        "target": list(event.target),
        "when": _when(event.when, text),
        "where": list(event.where),
        "modality": str(event.modality),
        "claimed_in": _place(event.claimed_in, index),
        "evidence": _proof(event.evidence, text),
    }


def _statement(statement: Statement, text: str, index: dict[Statement, int]) -> dict[str, Any]:
    return {
        "speakers": list(statement.speakers),
        "addressees": list(statement.addressees),
        "about": list(statement.about),
        "mentions": list(statement.mentions),
        "content": _spans(statement.content, text),
        "cue": _span(statement.cue, text) if statement.cue else None,
        "mode": str(statement.mode),
        "act": str(statement.act),
        "stance": str(statement.stance),
        "within": _place(statement.within, index),
        "evidence": _proof(statement.evidence, text),
    }


def _place(statement: Statement | None, index: dict[Statement, int]) -> int | None:
    return index.get(statement) if statement else None


def _proof(evidence: Evidence, text: str) -> dict[str, Any]:
    return {
        "spans": _spans(evidence.spans, text),
        "sentence": _span(evidence.sentence, text),
        "rule": evidence.rule,
        "confidence": evidence.confidence,
    }


def _when(date: Date | None, text: str) -> dict[str, Any] | None:
    if date is None:
        return None
    return {
        "words": date.span.of(text),
        "edtf": date.edtf,
        "earliest": date.earliest.isoformat() if date.earliest else None,
        "latest": date.latest.isoformat() if date.latest else None,
    }


def _spans(spans: tuple[Span, ...], text: str) -> list[dict[str, Any]]:
    return [_span(s, text) for s in spans]


def _span(span: Span, text: str) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.of(text)}
