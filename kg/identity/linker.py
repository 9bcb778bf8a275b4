"""Finds links among the entities of many articles; an article that comes or goes costs what it touches alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from kg.identity.blocking import keys, wanted
from kg.identity.clusters import DOUBTFUL
from kg.identity.guesses import guess
from kg.identity.namesakes import generations
from kg.identity.profiles import Occurrence, Profile, profile
from kg.identity.records import Link, Parting
from kg.identity.scoring import link


@dataclass(slots=True)
class Linker:
    """Holds what articles say of entities. Its links are the same in whatever order articles came.

    `base`: what the entities' IRIs begin with.
    """

    base: str = ""
    _articles: dict[str, tuple[Occurrence, ...]] = field(default_factory=dict)
    _places: dict[str, dict[str, Occurrence]] = field(default_factory=dict)
    _called: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _partings: dict[str, tuple[Parting, ...]] = field(default_factory=dict)
    _profiles: dict[str, Profile] = field(default_factory=dict)
    _blocks: dict[str, set[str]] = field(default_factory=dict)
    _seekers: dict[str, set[str]] = field(default_factory=dict)
    _links: dict[str, dict[str, Link]] = field(default_factory=dict)
    _guesses: dict[str, Link] = field(default_factory=dict)
    _stale: set[str] = field(default_factory=set)

    def put(self, article: str, occurrences: Iterable[Occurrence]) -> None:
        """Let an article say this; nothing, if it is gone."""
        for old in self._articles.pop(article, ()):
            del self._places[old.entity][article]
            self._stale.add(old.entity)
        found = tuple(occurrences)
        if found:
            self._articles[article] = found
        for new in found:
            self._places.setdefault(new.entity, {})[article] = new
            self._stale.add(new.entity)

    def links(self) -> list[Link]:
        """All links, doubtful ones and guesses too, sorted."""
        stale = sorted(self._stale)
        self._stale.clear()
        for entity in stale:
            for called in self._called.pop(entity, ()):
                self._forget(called)
        for entity in stale:
            self._gather(entity)
        for entity in stale:
            for called in self._called.get(entity, ()):
                self._compare(called)
        found = [self._links[a][b] for a in sorted(self._links) for b in sorted(self._links[a]) if a < b]
        return sorted([*found, *self._guesses.values()], key=lambda each: (each.a, each.b))

    def partings(self) -> list[Parting]:
        """Namesakes of different generations, after `links`; sorted."""
        return [each for entity in sorted(self._partings) for each in self._partings[entity]]

    def _forget(self, entity: str) -> None:
        old = self._profiles.pop(entity)
        self._guesses.pop(entity, None)
        for index, found in ((self._blocks, keys(old)), (self._seekers, wanted(old))):
            for key in found:
                index[key].discard(entity)
                if not index[key]:
                    del index[key]
        for other in self._links.pop(entity, {}):
            self._links[other].pop(entity, None)

    def _gather(self, entity: str) -> None:
        """One profile for each of those that the key stands for."""
        self._partings.pop(entity, None)
        places = self._places[entity]
        if not places:
            del self._places[entity]
            return
        parts = generations(entity, places)
        self._called[entity] = tuple(parts.groups)
        if parts.partings:
            self._partings[entity] = parts.partings
        for called, articles in parts.groups.items():
            self._enter(profile((places[article] for article in articles), entity=called))

    def _enter(self, new: Profile) -> None:
        self._profiles[new.entity] = new
        known = guess(new, base=self.base)
        if known is not None:
            self._guesses[new.entity] = known
        for index, found in ((self._blocks, keys(new)), (self._seekers, wanted(new))):
            for key in found:
                index.setdefault(key, set()).add(new.entity)

    def _compare(self, entity: str) -> None:
        ours = self._profiles[entity]
        near: set[str] = set()
        for key in keys(ours):
            near |= self._seekers.get(key, set()) if ours.bare else self._blocks.get(key, set())
        for key in wanted(ours):
            near |= self._blocks.get(key, set())
        for other in sorted(near - {entity}):
            found = link(ours, self._profiles[other])
            if found is not None and found.score >= DOUBTFUL:
                self._links.setdefault(entity, {})[other] = found
                self._links.setdefault(other, {})[entity] = found
