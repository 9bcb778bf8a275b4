"""What stands for a fact in its IRI: a hash of its content and evidence, so that the same fact has the same name."""

from __future__ import annotations

from kg.facts import Date, Event, Evidence, RoleHeld, Span, Statement
from kg.rdf.iris import digest


def at(*spans: Span) -> tuple[tuple[int, int], ...]:
    """Where spans stand."""
    return tuple((span.start, span.end) for span in spans)


def _grounds(evidence: Evidence) -> tuple[object, ...]:
    return at(*evidence.spans), at(evidence.sentence), evidence.rule


def _when(date: Date | None) -> tuple[object, ...] | None:
    return (at(date.span), date.edtf) if date else None


def role_digest(role: RoleHeld) -> str:
    """Of a role."""
    office = (role.office.label, role.office.concept, role.office.status)
    dates = _when(role.since), _when(role.until)
    return digest(role.person, office, role.of, role.target, dates, _grounds(role.evidence))


def statement_digest(statement: Statement) -> str:
    """Of a statement, with that which it stands in."""
    who = (statement.speakers, statement.addressees, statement.about, statement.mentions)
    how = (str(statement.mode), str(statement.act), str(statement.stance))
    words = (at(*statement.content), statement.cue and at(statement.cue))
    within = statement.within and statement_digest(statement.within)
    return digest(who, how, words, within, _grounds(statement.evidence))


def event_digest(event: Event) -> str:
    """Of an event."""
    who = (event.participants, event.source, event.target, event.where)
    what = (event.kind, at(*event.triggers), str(event.modality), _when(event.when))
    claimed = event.claimed_in and statement_digest(event.claimed_in)
    return digest(who, what, claimed, _grounds(event.evidence))
