"""`The Finn Pia Roe`, `the American Jane Doe`: a person with the country that he comes from."""

from __future__ import annotations

from dataclasses import replace

from kg.facts import EntityKind, Form
from kg.knowledge.records import Named, Sense
from kg.language.link_page import Work, span_of
from kg.language.state import Name

_DEMONYMS = frozenset({Sense.PEOPLE, Sense.ADJECTIVE})
_RULE = "national"


def tell_country(work: Work, before: Name, what: object, name: Name) -> None:
    """Give the person the country of the demonym right before the name; a noun (`the Finn`) names the person too."""
    lower = work.columns.lower
    if not isinstance(what, Named) or what.sense not in _DEMONYMS or before.end != name.start:
        return
    person = work.mentions[-1]
    if before.start == 0 or lower[before.start - 1] != "the" or name.end - name.start < 2:
        return
    draft = work.registry.drafts[person.entity]
    if person.span != span_of(work, name.start, name.end) or draft.kind is not EntityKind.PERSON:
        return
    draft.country = draft.country or what.key
    noun = span_of(work, before.start, before.end)
    if len(work.mentions) > 1 and work.mentions[-2].span == noun and work.mentions[-2].form is Form.NOMINAL:
        work.mentions[-2] = replace(work.mentions[-2], entity=person.entity, rule=_RULE)
