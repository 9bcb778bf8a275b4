"""Small graphs read back, each fact written in one call, so that a test shows all that it stands on."""

from __future__ import annotations

from collections.abc import Mapping

from kg.rdf.reading import ArticleRow, EntityRow, FactRow, Reading

LABELS = {"NO": "Norway", "PT": "Portugal", "CL": "Chile", "PE": "Peru"}
_SIGNS = {"org": "organisation", "place": "place", "group": "group"}


def reading(*facts: FactRow, published: str | None = "2023-03-17", owners: dict[str, str] | None = None) -> Reading:
    """A graph of these facts. `NO` names a country, `place/x` a place, `org/x` and `group/x` likewise, else a person.

    `owners`: the country that an organisation, place or group belongs to.
    """
    names = sorted({name for fact in facts for name in fact.entities()} | set(LABELS) | set(owners or {}))
    entities = {name: _entity(name, (owners or {}).get(name)) for name in names}
    articles = {
        "a1": ArticleRow("a1", title="Cod", published=published),
        "a2": ArticleRow("a2", published="2024-05-14"),
    }
    return Reading(facts, entities, articles)


def _entity(name: str, owner: str | None) -> EntityRow:
    if name in LABELS:
        return EntityRow(name, "country", LABELS[name], country=name)
    kind = _SIGNS.get(name.split("/")[0], "person") if "/" in name else "person"
    return EntityRow(name, kind, name.split("/")[-1].title(), country=owner)


def role(person: str, body: str, kind: str = "foreign-minister", **other: object) -> FactRow:
    parts = {"person": (person,), "heldFor": (body,) if body else ()}
    return _fact("role", kind, parts, **other)


def ambassador(person: str, body: str, to: str, **other: object) -> FactRow:
    parts = {"person": (person,), "heldFor": (body,), "accreditedTo": (to,)}
    return _fact("role", "ambassador", parts, **other)


def event(kind: str, *who: str, by: str = "", on: str = "", where: str = "", **other: object) -> FactRow:
    """`by`, `on`: initiators and recipients, who take part too; several names stand apart by spaces."""
    parts = {"participant": (*by.split(), *on.split(), *who), "initiator": tuple(by.split())}
    parts |= {"recipient": tuple(on.split()), "where": tuple(where.split())}
    return _fact("event", kind, parts, **other)


def said(who: str, *, to: str = "", about: str = "", stance: str = "neutral", **other: object) -> FactRow:
    parts = {"speaker": tuple(who.split()), "addressee": tuple(to.split()), "about": tuple(about.split())}
    return _fact("statement", stance, parts, **other)


def _fact(sort: str, kind: str, parts: Mapping[str, tuple[str, ...]], **other: object) -> FactRow:
    """`day`: the fact's own, or the first and the last with a stroke between."""
    held = {name: iris for name, iris in parts.items() if iris}
    day = str(other.pop("day", ""))
    iri = ":".join((sort, kind, *(each for iris in held.values() for each in iris), day))
    first, _, last = day.partition("/")
    rest = {
        "iri": iri,
        "label": kind.replace("-", " "),
        "article": "a1",
        "group": f"all {kind}",
        "first": first or None,
        "last": last or first or None,
    }
    return FactRow(sort=sort, kind=kind, parts=held, **{**rest, **other})  # type: ignore[arg-type]
