"""What articles say of an entity, as far as it tells who that is: read from their graphs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode
from pyoxigraph import Store as OxStore

from kg.identity.spelling import Name, name, plain
from kg.rdf import terms as t
from kg.rdf.terms import dkg

MOST_NAMES = 6
"""Forms of one entity that are compared, the longest first."""
_KINDS = {
    dkg("Person"): "person",
    dkg("Organisation"): "organisation",
    dkg("Place"): "place",
    dkg("Country"): "country",
}

Office = tuple[str, str]
"""The local name of an office's concept, or its title, and the IRI of whose it is."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """An entity in one article. `known`: the knowledge base has it. `year`: of publication."""

    entity: str
    kind: str
    names: tuple[str, ...]
    known: bool = False
    same_as: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()
    offices: frozenset[Office] = frozenset()
    year: int | None = None
    company: frozenset[str] = frozenset()
    nations: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Profile:
    """An entity over all articles. `company`: persons that it is named with; `nations`: which countries."""

    entity: str
    kind: str
    names: tuple[Name, ...]
    known: bool
    same_as: tuple[str, ...]
    countries: frozenset[str]
    offices: frozenset[Office]
    years: tuple[int, int] | None
    company: frozenset[str]
    nations: frozenset[str]
    bare: bool

    @property
    def full(self) -> tuple[Name, ...]:
        return tuple(each for each in self.names if len(each) > 1)


def profile(found: Iterable[Occurrence], *, entity: str | None = None) -> Profile:
    """One entity's occurrences as a whole; `entity`: what it is called, if not as its article does."""
    every = tuple(found)
    one = every[0]
    forms = sorted({form for each in every for form in each.names})
    names = dict.fromkeys((name if one.kind == "person" else plain)(form) for form in forms)
    ranked = sorted((each for each in names if each.words), key=lambda n: (-len(n), n.words))
    years = [each.year for each in every if each.year is not None]
    return Profile(
        entity=entity or one.entity,
        kind=one.kind,
        names=tuple(ranked[:MOST_NAMES]),
        known=any(each.known for each in every),
        same_as=tuple(sorted({iri for each in every for iri in each.same_as})),
        countries=frozenset().union(*(each.countries for each in every)),
        offices=frozenset().union(*(each.offices for each in every)),
        years=(min(years), max(years)) if years else None,
        company=frozenset().union(*(each.company for each in every)),
        nations=frozenset().union(*(each.nations for each in every)),
        bare=all(len(each) < 2 for each in names),
    )


def read_occurrences(store: OxStore, graph: NamedNode) -> list[Occurrence]:
    """The persons, organisations and places of an article's graph, sorted by IRI."""
    kinds = {entity: kind for iri, kind in _KINDS.items() for entity, _ in _pairs(store, t.TYPE, graph, iri)}
    names, known = _lists(store, (t.LABEL, t.ALT_LABEL), graph), _lists(store, (t.PREF_LABEL,), graph)
    same, lands = _lists(store, (t.SAME_AS,), graph), _lists(store, (dkg("country"),), graph)
    offices = _offices(store, graph)
    year = next((int(day[:4]) for _, day in _pairs(store, t.PUBLISHED, graph) if day[:4].isdigit()), None)
    nations = frozenset(entity for entity, kind in kinds.items() if kind == "country")
    others = frozenset(entity for entity, kind in kinds.items() if kind == "person")
    return [
        Occurrence(
            entity,
            kinds[entity],
            tuple(sorted(names.get(entity, ()))),
            known=entity in known,
            same_as=tuple(sorted(same.get(entity, ()))),
            countries=frozenset(lands.get(entity, ())) | {land for _, _, land in offices.get(entity, ()) if land},
            offices=frozenset((office, of) for office, of, _ in offices.get(entity, ())),
            year=year,
            company=others - {entity},
            nations=nations,
        )
        for entity in sorted(kinds)
        if kinds[entity] != "country"
    ]


def _offices(store: OxStore, graph: NamedNode) -> dict[str, list[tuple[str, str, str]]]:
    """Of each person the offices in the article: concept or title, whose, and of which country."""
    concept = dict(_pairs(store, dkg("office"), graph))
    title, of = dict(_pairs(store, dkg("title"), graph)), dict(_pairs(store, dkg("heldFor"), graph))
    land = dict(_pairs(store, dkg("country"), graph))
    out: dict[str, list[tuple[str, str, str]]] = {}
    for role, person in _pairs(store, dkg("person"), graph):
        office = concept.get(role, "").rpartition("#")[2] or title.get(role, "")
        out.setdefault(person, []).append((office, of.get(role, ""), land.get(role, "")))
    return out


def _pairs(
    store: OxStore, predicate: NamedNode, graph: NamedNode, value: NamedNode | None = None
) -> list[tuple[str, str]]:
    """Subjects and values of a property in an article."""
    return [
        (quad.subject.value, quad.object.value)
        for quad in store.quads_for_pattern(None, predicate, value, graph)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal)
    ]


def _lists(store: OxStore, predicates: Iterable[NamedNode], graph: NamedNode) -> dict[str, list[str]]:
    out: dict[str, list[str]] = {}
    for predicate in predicates:
        for subject, value in _pairs(store, predicate, graph):
            out.setdefault(subject, []).append(value)
    return out
