"""The place that a name means, of all that bear it, and the entity made of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kg.facts import EntityKind, Form, Identification, Mention
from kg.knowledge import gazetteer
from kg.knowledge.records import Named, Sense
from kg.language import state
from kg.language.link_page import Work, span_of, tidy
from kg.language.place_links import Company, Where
from kg.language.registry import Draft, slug
from kg.language.state import Name

_CLEAR = 8
"""How many times larger a city is than a namesake in a country that the article names, to be meant all the same."""
_LARGER = 3
"""How many times larger than its namesakes in the same country."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The place chosen; `named` is None where it stays open which one it is, `country` where even that does."""

    named: Named | None
    country: str | None
    reason: str


def cities(form: str) -> tuple[Named, ...]:
    """All cities of that name, whether or not the name alone would mean them."""
    return gazetteer().cities(form)


def explained(name: Name, where: Where) -> Choice:
    """The place of that name where the words beside it say."""
    found = [n for n in _places(name) if (n.country or n.key) == where.country and _in_region(n, where.region)]
    return Choice(_largest(found), where.country, where.reason)


def in_region(where: Where) -> Choice:
    """The region itself that the name means."""
    key = where.region or ""
    label = gazetteer().labels.get(key)
    named = None
    if label is not None:
        named = Named(label, key, label, EntityKind.PLACE, Sense.CITY, None, key, label, where.country)
    return Choice(named, where.country, where.reason)


def rivalled(name: Name, reading: Named, company: Company) -> Choice | None:
    """Another city of the name of a capital or large city, where the article names its country and not the other's."""
    if reading.sense not in (Sense.CAPITAL, Sense.CITY) or not reading.population:
        return None
    if company.names_country(reading.country, but=name.text) or company.home == reading.country:
        return None
    rivals = [
        n for n in cities(name.text) if n.country != reading.country and n.population * _CLEAR > reading.population
    ]
    named = [n for n in rivals if company.names_country(n.country, but=name.text) or n.country == company.home]
    if not named or len({n.country for n in named}) > 1:
        return None
    return Choice(
        _largest(named),
        named[0].country,
        "the article or its publisher names its country, and not that of its namesake",
    )


def settled(name: Name, company: Company) -> Choice:
    """The place of a name that the tables don't give a meaning by itself; open where several remain."""
    found = cities(name.text)
    for reason, near in (
        ("the article names its country", [n for n in found if company.names_country(n.country, but=name.text)]),
        ("the publisher's country", [n for n in found if n.country is not None and n.country == company.home]),
    ):
        countries = {n.country for n in near}
        if len(countries) == 1:
            return Choice(_largest(near), near[0].country, reason)
        if countries:
            return Choice(None, None, "several places of that name in countries that the article names")
    return Choice(None, None, "several places have that name" if found else "")


def _places(name: Name) -> list[Named]:
    readings = [r for r in name.readings if r.place_key is not None]
    return [*readings, *(n for n in cities(name.text) if n.key not in {r.place_key for r in readings})]


def _in_region(named: Named, region: str | None) -> bool:
    return region is None or named.region in (None, region)


def _largest(found: Sequence[Named]) -> Named | None:
    """The one, or the one much larger than the others; None where there is none such."""
    ordered = sorted(found, key=lambda n: -n.population)
    if not ordered:
        return None
    if len(ordered) > 1 and ordered[0].population < _LARGER * max(ordered[1].population, 1):
        return None
    return ordered[0]


def link_place(work: Work, name: Name, choice: Choice) -> str:
    """Note the place, and give its key."""
    named = choice.named
    if named is not None:
        draft = place_draft(named, name, reason=choice.reason)
    else:
        draft = Draft(_own_key(work, name, choice), tidy(name.text), EntityKind.PLACE, country=choice.country)
    key = work.registry.add(draft, form=name.text)
    work.mentions.append(Mention(span_of(work, name.start, name.end), key, Form.NAME, "name", None, choice.reason))
    return key


def place_draft(named: Named, name: Name, *, reason: str = "") -> Draft:
    """The entity of a place of the tables; a capital or seat as the place that it is."""
    capital = next((r for r in name.readings if r.sense is Sense.CAPITAL and r.place_key == named.place_key), named)
    return Draft(
        named.place_key or named.key,
        named.place_label or named.label,
        EntityKind.PLACE,
        known=True,
        same_as=named.qid if named.key == named.place_key else None,
        country=capital.key if capital.kind is EntityKind.COUNTRY else capital.country,
        coordinates=named.point,
        identified=Identification("gazetteer", reason=reason or "the knowledge tables have it under this name"),
    )


def _own_key(work: Work, name: Name, choice: Choice) -> str:
    """A place that stays open is this article's own, unless nothing in the tables has its name."""
    own = slug(name.text)
    if choice.country is not None:
        return f"place/{own}-{choice.country.removeprefix('country/').lower()}"
    article = state.article(work.doc)
    return (
        f"place/{article.id}-{own}" if article is not None and (name.readings or cities(name.text)) else f"place/{own}"
    )
