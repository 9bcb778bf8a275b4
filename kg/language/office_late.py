"""An office told before its holder: `Chile's trade minister …`, and the name in the sentence after."""

from __future__ import annotations

from dataclasses import replace

from kg.facts import EntityKind, Form, Mention, Span
from kg.language.clause_roles import is_subject
from kg.language.discourse import Seen, Walk
from kg.language.state import OfficePhrase
from kg.language.unnamed import UNNAMED

LATE = "introduced-late"


def introduced_late(walk: Walk) -> None:
    """An office without a name as a subject, and in the next two sentences a new person without an office: the same.

    `Chile's trade minister on Monday … In an interview, Rosa Delgado said …`, as news introduces people.
    """
    doc = walk.page.doc
    first: dict[str, Seen] = {}
    for seen in walk.seen:
        if walk.kind(seen.key) is EntityKind.PERSON:
            first.setdefault(seen.key, seen)
    for n, phrase in enumerate(walk.phrases):
        if phrase.person is not None or phrase.rule != "nominal" or phrase.of is None or phrase.plural or phrase.vague:
            continue
        if not is_subject(doc[phrase.head]) or doc[phrase.start].lower_ in walk.words.indefinite:
            continue
        number = _sentence_number(walk, phrase.head)
        new = [s for s in first.values() if 1 <= s.sentence - number <= 2]
        if (
            len(new) != 1
            or not new[0].subject
            or new[0].key in walk.held
            or len(walk.page.registry.drafts[new[0].key].label.split()) < 2
            or _styled(walk, new[0].token)
        ):
            continue
        _bind(walk, n, phrase, new[0].key)


def _styled(walk: Walk, token: int) -> bool:
    """Whether a rank or office stands before the name (`Bishop Roe`): one more would be news."""
    low = walk.page.lower[token - 1] if token else ""
    return low in walk.page.grammar.ranks or walk.table.is_head(low)


def _sentence_number(walk: Walk, token: int) -> int:
    return next((s.sentence for s in walk.seen if s.token >= token), walk.sentence)


def _bind(walk: Walk, n: int, phrase: OfficePhrase, person: str) -> None:
    doc = walk.page.doc
    walk.phrases[n] = replace(phrase, person=person, rule=LATE)
    walk.held.setdefault(person, []).append((phrase.office, phrase.of))
    last = doc[phrase.end - 1]
    span = Span(doc[phrase.start].idx, last.idx + len(last.text))
    old = walk.linked.get(phrase.head, ())
    walk.mentions = [
        replace(m, entity=person) if m.rule == UNNAMED and m.entity in old else m
        for m in walk.mentions
        if m.span != span
    ]
    walk.mentions.append(Mention(span, person, Form.NOMINAL, LATE, reason="a name follows an office without one"))
