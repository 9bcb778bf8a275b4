"""Organisations that the tables don't know, by their words: `Algerian Foreign Ministry`, `Supreme Court of Kenya`."""

from __future__ import annotations

from kg.facts import EntityKind, Form, Mention
from kg.knowledge import gazetteer
from kg.knowledge.records import Named, Sense
from kg.language import state
from kg.language.link_page import Work, span_of, tidy
from kg.language.registry import Draft, slug
from kg.language.state import Name
from kg.language.words import name_words

_NAMED_FULLY = 5
"""Words from which on the name of a ministry or office tells whose it is."""
_JOINED = ("", "'s", "’s", "'", "’")


def link_body(work: Work, name: Name, before: Name | None) -> None:
    """The organisation of a name; `Algerian Foreign Ministry` takes the adjective with it."""
    country = owner_before(work, name, before)
    start = before.start if country is not None and before is not None and before.end == name.start else name.start
    same = _spelt_out(work, name.text) if country is None else None
    if same is not None:
        work.registry.add(work.registry.drafts[same], form=name.text)
        work.mentions.append(Mention(span_of(work, name.start, name.end), same, Form.NAME, "abbreviation"))
        return
    own, after = _without_country(name.text)
    of = country or after
    if after is not None and own.lower() == "government":
        key = work.registry.ensure(after.key)  # the Government of Iceland
        work.registry.add(work.registry.drafts[key], form=name.text)
        work.mentions.append(Mention(span_of(work, name.start, name.end), key, Form.NOMINAL, "government"))
        return
    key = f"organisation/{slug(of.label)}-{slug(own)}" if of else _alone(work, name)
    label = tidy(work.doc[start : name.end].text)
    if country is not None and start == name.start:
        label = f"{country.label} {label}"
    draft = Draft(key, label, EntityKind.ORGANISATION, country=of.key if of else None)
    key = work.registry.add(draft, form=work.doc[start : name.end].text)
    work.mentions.append(Mention(span_of(work, start, name.end), key, Form.NAME, "name"))
    _abbreviated(work, name, key)


def owner_before(work: Work, name: Name, before: Name | None) -> Named | None:
    """The country whose adjective or genitive stands right before the name (`Algerian`, `Algeria's`)."""
    if before is None or not before.readings or before.readings[0].kind is not EntityKind.COUNTRY:
        return None
    reading = before.readings[0]
    if len({r.key for r in before.readings}) > 1 or reading.sense is Sense.PEOPLE:
        return None
    return reading if work.doc[before.end : name.start].text in _JOINED else None


def _without_country(text: str) -> tuple[str, Named | None]:
    """`Supreme Court of Kenya`: the body's own words, and its country."""
    for joint in (" of the ", " of "):
        own, found, country = tidy(text).rpartition(joint)
        if (
            not found
            or len(own.split()) > 7
            or own.split()[-1].lower() not in name_words().state_bodies | _state_ends(own)
        ):
            continue
        named = [n for n in gazetteer().lookup(country) if n.kind is EntityKind.COUNTRY and n.sense is Sense.NAME]
        if len({n.key for n in named}) == 1:
            return own, named[0]
    return text, None


def _state_ends(own: str) -> frozenset[str]:
    """`Ministry of Foreign Affairs`, `Office of the President`: a body of the state by its first word."""
    words = own.lower().split()
    return frozenset({words[-1]}) if words[0] in name_words().state_bodies else frozenset()


def _alone(work: Work, name: Name) -> str:
    own = slug(name.text)
    ends = [k for k in work.registry.drafts if k.startswith("organisation/") and k.endswith("-" + own)]
    if len(ends) == 1:
        return ends[0]
    article = state.article(work.doc)
    words = name.text.lower().split()
    if article is not None and name_words().own_bodies & {words[0], words[-1]} and len(words) < _NAMED_FULLY:
        return f"organisation/{article.id}-{own}"  # each state has its Foreign Ministry
    return f"organisation/{own}"


def _abbreviated(work: Work, name: Name, key: str) -> None:
    """`the Organisation of Coastal Fisheries (OCF)`: what stands in brackets is its abbreviation."""
    words = work.columns.words
    inside = words[name.end : name.end + 3]
    if len(inside) == 3 and inside[0] == "(" and inside[2] == ")" and inside[1].isupper() and inside[1].isalpha():
        work.abbreviations[inside[1]] = key


def _spelt_out(work: Work, text: str) -> str | None:
    """The organisation of this article whose words begin with the letters of an abbreviation."""
    if text in work.abbreviations:
        return work.abbreviations[text]
    if not (text.isupper() and 2 <= len(text) <= 6):
        return None
    found = []
    for key, draft in work.registry.drafts.items():
        if draft.kind is EntityKind.ORGANISATION:
            letters = ["".join(w[0] for w in form.split() if w[0].isupper()) for form in (draft.label, *draft.forms)]
            if text in letters:
                found.append(key)
    return found[0] if len(found) == 1 else None
