"""What must hold of the facts of any text whatever."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from kg import render
from kg.facts import Date, Event, Fact, Facts, RoleHeld, Span, Statement


def complaints(facts: Facts) -> list[str]:
    """Every way in which the facts contradict their text or each other; none for good ones."""
    return [*_misplaced(facts), *_unknown(facts), *_unrelated(facts), *_unreadable(facts)]


def _misplaced(facts: Facts) -> Iterator[str]:
    """Spans outside the text, empty ones, and evidence outside its sentence."""
    text = facts.article.text
    for what, span in _spans(facts):
        if not span.end <= len(text) or not span.of(text).strip():
            yield f"{what}: {span} holds no words"
    for fact in facts:
        evidence = fact.evidence
        if evidence.article != facts.article.id:
            yield f"{_name(fact)}: evidence in another article"
        if list(evidence.spans) != sorted(evidence.spans) and not isinstance(fact, Event):
            yield f"{_name(fact)}: evidence out of order"
        first = evidence.spans[:1] if isinstance(fact, Event) else evidence.spans  # an event is told in several
        if not all(evidence.sentence.contains(span) for span in first):
            yield f"{_name(fact)}: evidence outside its sentence"


def _spans(facts: Facts) -> Iterator[tuple[str, Span]]:
    yield from (("skipped", span) for span in facts.skipped)
    yield from ((f"mention of {m.entity}", m.span) for m in facts.mentions)
    for fact in facts:
        name = _name(fact)
        yield from ((f"{name}: evidence", span) for span in (*fact.evidence.spans, fact.evidence.sentence))
        dates: tuple[Date | None, ...] = ()
        if isinstance(fact, Statement):
            yield from ((f"{name}: content", span) for span in (*fact.content, *([fact.cue] if fact.cue else [])))
        elif isinstance(fact, Event):
            yield from ((f"{name}: trigger", span) for span in fact.triggers)
            dates = (fact.when,)
        else:
            dates = (fact.since, fact.until)
        yield from ((f"{name}: date", date.span) for date in dates if date is not None)


def _unknown(facts: Facts) -> Iterator[str]:
    """Keys that no entity has, and entities without a name."""
    known = {e.key for e in facts.entities}
    if len(known) != len(facts.entities):
        yield "two entities with one key"
    for entity in facts.entities:
        if not entity.label.strip() or not entity.key.partition("/")[2]:
            yield f"entity {entity.key!r} without a name"
        if entity.country is not None and not entity.country.startswith(("country/", "organisation/")):
            yield f"entity {entity.key}: {entity.country} is no country"
    used = {m.entity for m in facts.mentions} | {key for fact in facts for key in _keys(fact)}
    yield from (f"{key!r} is no entity" for key in sorted(used - known))


def _keys(fact: Fact) -> Iterator[str]:
    if isinstance(fact, RoleHeld):
        yield from (key for key in (fact.person, fact.of, fact.target) if key is not None)
    elif isinstance(fact, Event):
        yield from (*fact.participants, *fact.source, *fact.target, *fact.where)
    else:
        yield from (*fact.speakers, *fact.addressees, *fact.about, *fact.mentions)


def _unrelated(facts: Facts) -> Iterator[str]:
    """What a record promises of its own parts."""
    said = set(facts.statements)
    for statement in facts.statements:
        content = statement.content
        if any(a.end > b.start for a, b in pairwise(content)):
            yield f"{_name(statement)}: contents overlap or are out of order"
        if statement.within is not None and statement.within not in said:
            yield f"{_name(statement)}: stands in no statement of the article"
        if set(statement.speakers) & {*statement.addressees, *statement.about} and statement.evidence.rule != "turn":
            yield f"{_name(statement)}: speaks to himself"
    for event in facts.events:
        if event.claimed_in is not None and event.claimed_in not in said:
            yield f"{_name(event)}: claimed in no statement of the article"
        if not {*event.source, *event.target} <= set(event.participants):
            yield f"{_name(event)}: source or target takes no part"
        when = event.when
        if when is not None and when.earliest and when.latest and when.earliest > when.latest:
            yield f"{_name(event)}: ends before it begins"


def _unreadable(facts: Facts) -> Iterator[str]:
    """Lines that are not one line, or that hold what a terminal would obey."""
    for line in render.lines(facts):
        for shown in (line.kind, line.fact, line.sentence):
            if shown != render.printable(shown):
                yield f"not printable: {shown!a}"
        if any(span.end > len(line.sentence) for span in line.marked):
            yield f"marked beyond its sentence: {line.sentence!a}"
    quoted = render.as_json(facts)
    if [e["key"] for e in quoted["entities"]] != [e.key for e in facts.entities]:
        yield "JSON names other entities"


def _name(fact: Fact) -> str:
    return f"{type(fact).__name__} ({fact.evidence.rule}) at {fact.evidence.sentence.start}"
