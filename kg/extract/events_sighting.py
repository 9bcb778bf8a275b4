"""What one mention of an event says of it, and whether that is enough."""

from __future__ import annotations

from dataclasses import dataclass

from kg.extract import events_grammar as grammar
from kg.extract.events_lexicon import Row
from kg.facts import Date, Modality, Span


@dataclass(frozen=True, slots=True)
class Sighting:
    """One mention of an event.

    `agentless`: a passive that leaves open who did it. `definite`: it is spoken of as known (`the
    talks`, `her visit`), `fresh`: as new (`a meeting`), `again`: as another of its kind (`the last
    round`), `onward`: as one that follows (`the next round`). `given`: its clause takes it for
    granted. `ahead`: it is yet to be, whoever says so. `body`: it stands in the article's prose, not
    in its headline; `summary`: in a headline or bullet. `undated`: the words of a date that could not be
    resolved; it plays no part in what is one event. `partner`: the other side holds an office, but has no
    name here (`met the emir`).
    """

    row: Row
    at: int
    span: Span
    sentence: Span
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    when: Date | None = None
    undated: Date | None = None
    modality: Modality = Modality.ASSERTED
    definite: bool = False
    agentless: bool = False
    fresh: bool = False
    given: bool = False
    again: bool = False
    onward: bool = False
    ahead: bool = False
    body: bool = True
    summary: bool = False
    partner: bool = False

    @property
    def participants(self) -> tuple[str, ...]:
        return grammar.distinct((*self.source, *self.target))


def supported(s: Sighting, *, summary: bool = False) -> bool:
    """Does the mention say enough for its row, or enough to be told more of later?"""
    row = s.row
    slots = {"source": s.source, "target": s.target, "place": s.where}
    if s.agentless and s.target:
        slots["source"] = s.target
    bare = not s.participants and (s.definite or (summary and s.row.noun and bool(s.where or s.when)))
    if any(not slots[need] for need in row.needs) and not bare:
        return False
    alone = row.pair and len(s.participants) < 2
    if alone and not bare and not (s.partner and s.participants and (s.when or s.where)):
        return False
    return not (row.speech and (s.when is None or len(s.participants) < 2))


def fullness(sighting: Sighting) -> tuple[int, int]:
    """The row with most conditions says most of the sense; then that with most actors."""
    row = sighting.row
    met = sum(map(bool, (row.object, row.modifier, row.of, row.phrase, row.particle, row.requires, row.governor)))
    return met, len(sighting.participants)
