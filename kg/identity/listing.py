"""The entities of a store as a user looks them over: what names each, why, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from kg.errors import IdentityError
from kg.facts import EntityKind
from kg.identity.clusters import Pair, in_force
from kg.identity.identities import Identities, between
from kg.identity.likeness import likeness
from kg.identity.records import WIKIDATA, Link, Verdict
from kg.identity.spelling import name
from kg.rdf import terms as t
from kg.rdf.merged import DEFAULT
from kg.rdf.terms import dkg


@dataclass(frozen=True, slots=True)
class Tie:
    """How an entity is tied to another one: `state` is merged, doubtful, guess, same, not the same or undecided."""

    other: str
    label: str
    state: str
    score: float | None = None
    method: str = ""
    reason: str = ""


_Ties = dict[str, dict[str, Tie]]
"""Of each entity its ties, by the key of the other one."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entity of the merged view. `members`: keys of those that it stands for, its own included.

    `articles`: how many name it. `ties`: the links and decisions that touch it, doubtful ones first.
    """

    iri: str
    key: str
    label: str
    kind: str
    country: str | None = None
    wikidata: str | None = None
    articles: int = 0
    forms: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()

    @property
    def doubtful(self) -> bool:
        """Whether a link waits for a decision."""
        return any(tie.state == "doubtful" for tie in self.ties)


def listed(of: Identities, *, kind: str | None = None, like: str | None = None) -> tuple[Listed, ...]:
    """All entities: doubtful ones first, then by number of articles, then by label.

    Raises:
        IdentityError: there is no such kind.
    """
    kinds = [each.value for each in EntityKind]
    if kind is not None and kind not in kinds:
        raise IdentityError(f"there is no kind {kind!r}; choose one of {', '.join(kinds)}")
    rows = _Rows(of)
    found = [each for each in rows.every() if kind in (None, each.kind) and (like is None or is_like(each, like))]
    return tuple(sorted(found, key=lambda each: (not each.doubtful, -each.articles, each.label, each.iri)))


def is_like(entity: Listed, text: str) -> bool:
    """Whether one of its names is a spelling of the text, or has it in it."""
    wanted, low = name(text), " ".join(text.casefold().split())
    forms = (entity.label, *entity.forms)
    return any(low in form.casefold() or likeness(name(form), wanted) is not None for form in forms)


@dataclass(slots=True)
class _Rows:
    """Reads the merged view once."""

    of: Identities
    labels: Mapping[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self.labels = {entity: found[0] for entity, found in self._values(t.PREF_LABEL).items()}

    def every(self) -> Iterable[Listed]:
        forms, same = self._values(t.ALT_LABEL), self._values(t.SAME_AS)
        names, land = self._values(t.LABEL), self._countries()
        kinds = {iri: kind.value for kind, iri in t.ENTITY_CLASSES.items()}
        found = {
            quad.subject.value: kind
            for iri, kind in kinds.items()
            for quad in self.of.store.quads_for_pattern(None, t.TYPE, iri, DEFAULT)
            if isinstance(quad.subject, NamedNode)
        }
        articles, ties, members = self._articles(), self._ties(), self._members()
        for iri in sorted(found):
            label = self.labels.get(iri, key_of(iri, self.of.base))
            others = dict.fromkeys([*names.get(iri, []), *forms.get(iri, [])])
            wikidata = [each.removeprefix(WIKIDATA) for each in same.get(iri, []) if each.startswith(WIKIDATA)]
            countries = {self.labels.get(each, key_of(each, self.of.base)) for each in land.get(iri, [])}
            yield Listed(
                iri,
                key_of(iri, self.of.base),
                label,
                found[iri],
                country=", ".join(sorted(countries)) or None,
                wikidata=", ".join(sorted(wikidata)) or None,
                articles=articles.get(iri, 0),
                forms=tuple(sorted(form for form in others if form != label)),
                members=tuple(key_of(each, self.of.base) for each in members.get(iri, [iri])),
                ties=tuple(ties.get(iri, [])),
            )

    def _values(self, predicate: NamedNode) -> dict[str, list[str]]:
        """The values of a property, sorted."""
        out: dict[str, list[str]] = {}
        for quad in self.of.store.quads_for_pattern(None, predicate, None, DEFAULT):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode | Literal):
                out.setdefault(quad.subject.value, []).append(quad.object.value)
        return {subject: sorted(values) for subject, values in out.items()}

    def _countries(self) -> dict[str, list[str]]:
        """The country of each, and of a person those whose offices he holds."""
        land = self._values(dkg("country"))
        for role, persons in self._values(dkg("person")).items():
            for person in persons:
                land.setdefault(person, []).extend(land.get(role, []))
        return land

    def _articles(self) -> dict[str, int]:
        articles = {quad.subject for quad in self.of.store.quads_for_pattern(None, t.TYPE, dkg("Article"), DEFAULT)}
        out: dict[str, int] = {}
        for quad in self.of.store.quads_for_pattern(None, dkg("mentions"), None, DEFAULT):
            if quad.subject in articles and isinstance(quad.object, NamedNode):
                out[quad.object.value] = out.get(quad.object.value, 0) + 1
        return out

    def _members(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for entity, stands in sorted(self.of.clusters.name.items()):
            out.setdefault(stands, []).append(entity)
        return out

    def _ties(self) -> dict[str, list[Tie]]:
        """Links and decisions by the entity that they touch."""
        pairs, _ = in_force(self.of.decisions())
        out: _Ties = {}
        self._tie_doubtful(out, pairs)
        self._tie_links(out, pairs)
        self._tie_namesakes(out)
        return {
            entity: sorted(ties.values(), key=lambda tie: (tie.state != "doubtful", tie.other))
            for entity, ties in out.items()
        }

    def _tie_doubtful(self, out: _Ties, pairs: Mapping[Pair, Verdict]) -> None:
        """Links that wait for a decision."""
        for link in between(self.of.clusters.doubtful, self.of.clusters.name):
            if frozenset((link.a, link.b)) not in pairs:
                self._tie(out, link.a, link, "guess" if link.guess else "doubtful", link.b)
                if not link.guess:
                    self._tie(out, link.b, link, "doubtful", link.a)

    def _tie_links(self, out: _Ties, pairs: Mapping[Pair, Verdict]) -> None:
        """Decisions, then the links that were followed: those from what stands for the others before the rest."""
        links = {frozenset((each.a, each.b)): each for each in self.of.links() if not each.guess}
        for pair in sorted(pairs, key=sorted):
            first, second = sorted(pair)
            bare = Link(first, second, 0.0, "", "")
            self._tie_both(out, links.pop(pair, bare), pairs[pair].value)
        for link in sorted(links.values(), key=lambda each: (not self._stands(each), -each.score, each.a, each.b)):
            if self._stand(link.a) == self._stand(link.b):
                self._tie_both(out, link, "merged")

    def _tie_both(self, out: _Ties, link: Link, state: str) -> None:
        """A tie of both; within one entity, of it to those that it stands for."""
        here, there = self._stand(link.a), self._stand(link.b)
        if here != there:
            self._tie(out, here, link, state, link.b)
            self._tie(out, there, link, state, link.a)
        else:
            for other in (link.a, link.b):
                if other != here:
                    self._tie(out, here, link, state, other)

    def _stand(self, entity: str) -> str:
        return self.of.clusters.name.get(entity, entity)

    def _stands(self, link: Link) -> bool:
        """Whether one of the two stands for itself."""
        return any(self._stand(each) == each for each in (link.a, link.b))

    def _own_labels(self, entity: str) -> list[str]:
        """What articles call an entity that another stands for."""
        found = self.of.store.quads_for_pattern(NamedNode(entity), t.LABEL, None, None)
        return sorted(quad.object.value for quad in found if isinstance(quad.object, Literal))

    def _tie_namesakes(self, out: _Ties) -> None:
        """Those of one key that are told apart."""
        by_key = dict[str, dict[str, None]]()
        for (_, entity), own in sorted(self.of.clusters.apart.items()):
            by_key.setdefault(entity, {})[own] = None
        for entity, owns in by_key.items():
            every = [*owns, entity] if entity in self.labels else [*owns]
            for own in every:
                for other in (each for each in every if self._stand(each) != self._stand(own)):
                    self._tie(out, self._stand(own), Link(own, other, 0.0, "", ""), Verdict.NOT_SAME.value, other)

    def _tie(self, out: _Ties, entity: str, link: Link, state: str, other: str) -> None:
        """One tie of an entity to another: the first that is given."""
        key = link.guess.removeprefix(WIKIDATA) or key_of(other, self.of.base)
        label = self.labels.get(other) or next(iter(self._own_labels(other)), key)
        score = link.score if link.method else None
        out.setdefault(entity, {}).setdefault(key, Tie(key, label, state, score, link.method, link.reason))


def key_of(iri: str, base: str) -> str:
    """What an IRI is after the base."""
    return iri.removeprefix(base)
