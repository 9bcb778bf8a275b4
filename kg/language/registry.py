"""Entities as they are gathered from an article, and the keys that their IRIs end in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kg.facts import Entity, EntityKind, Identification
from kg.knowledge import gazetteer
from kg.knowledge.cities import slug as knowledge_slug

_TABLES = Identification("gazetteer", reason="the knowledge tables have it")
WIKIDATA = "http://www.wikidata.org/entity/"


def slug(text: str) -> str:
    """A key's last part, as the knowledge tables make it; for a name in another script, its bytes."""
    return knowledge_slug(text) or "x" + text.encode("utf-8").hex()[:16]


def countries_of(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The countries in which places of the article lie, and which it doesn't name."""
    lands = {each.country for each in entities if each.kind is EntityKind.PLACE and each.country}
    implied = Registry()
    for key in sorted(lands - {each.key for each in entities}):
        if key.startswith("country/"):
            implied.ensure(key)
    return implied.entities()


@dataclass(slots=True)
class Draft:
    """An entity while its mentions are still being read."""

    key: str
    label: str
    kind: EntityKind
    known: bool = False
    same_as: str | None = None
    country: str | None = None
    gender: str | None = None
    coordinates: tuple[float, float] | None = None
    identified: Identification | None = None
    forms: dict[str, int] = field(default_factory=dict)

    def entity(self) -> Entity:
        return Entity(
            key=self.key,
            label=self.label,
            kind=self.kind,
            known=self.known,
            forms=tuple(sorted(self.forms)),
            same_as=(WIKIDATA + self.same_as,) if self.same_as else (),
            country=self.country,
            coordinates=self.coordinates,
            identified=self.identified,
        )


class Registry:
    """The article's entities by key, in order of first mention."""

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}

    def add(self, draft: Draft, *, form: str | None = None) -> str:
        """Keep the entity (once), count the form, and give its key."""
        held = self.drafts.setdefault(draft.key, draft)
        if form:
            form = " ".join(form.split())
            held.forms[form] = held.forms.get(form, 0) + 1
        return held.key

    def ensure(self, key: str) -> str:
        """Keep a country or organisation that is known, though the article doesn't name it, and give its key."""
        if key not in self.drafts:
            kind = EntityKind.COUNTRY if key.startswith("country/") else EntityKind.ORGANISATION
            label = gazetteer().labels.get(key, key)
            qid = next((named.qid for named in gazetteer().lookup(label) if named.key == key), None)
            self.add(Draft(key, label, kind, known=True, same_as=qid, country=key, identified=_TABLES))
        return key

    def entities(self) -> tuple[Entity, ...]:
        return tuple(d.entity() for d in self.drafts.values())
