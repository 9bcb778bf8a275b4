"""From links and decisions to who is one: pure, and the same whatever order they come in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pyoxigraph import NamedNode

from kg.identity.records import Decision, Link, Parting, Standing, Verdict
from kg.rdf.canon import Canon, own_iri

SAME = 0.9
"""Score from which two entities are one; set by `bench/identity.py` (`docs/identity.md`)."""
DOUBTFUL = 0.4
"""Score from which a link is kept as a doubtful one; below it, it is none."""
MARGIN = 0.05
"""By how much the better of two links must lead where both can't be true."""

Pair = frozenset[str]


@dataclass(frozen=True, slots=True)
class Clusters:
    """`name`: entity -> the one that stands for all of its cluster. `doubtful`: the links that were not followed.

    `apart`: (article, entity) -> IRI of its own, where namesakes are told apart.
    """

    name: Mapping[str, str]
    doubtful: tuple[Link, ...]
    apart: Mapping[tuple[str, str], str]

    def canon(self) -> Canon:
        """The same for `kg.rdf.merged`."""
        own = set(self.apart.values())
        everywhere = {NamedNode(e): NamedNode(n) for e, n in self.name.items() if e != n and e not in own}
        within = {
            (NamedNode(article), NamedNode(entity)): NamedNode(self.name.get(iri, iri))
            for (article, entity), iri in self.apart.items()
        }
        return Canon(everywhere, within)


def in_force(decisions: Iterable[Decision]) -> tuple[dict[Pair, Verdict], dict[str, tuple[str, ...]]]:
    """The last decision about each pair, and of each entity the articles in which it is told apart."""
    pairs: dict[Pair, Verdict] = {}
    apart: dict[str, tuple[str, ...]] = {}
    for each in sorted(decisions, key=lambda d: (d.number, d.entities)):
        if len(each.entities) == 1:
            apart[each.entities[0]] = each.articles if each.verdict is Verdict.NOT_SAME else ()
        else:
            pairs[frozenset(each.entities)] = each.verdict
    return pairs, apart


def told_apart(decisions: Iterable[Decision], partings: Iterable[Parting] = ()) -> dict[tuple[str, str], str]:
    """(article, entity) -> IRI of its own: as the user has it, else as the machine does."""
    places = ((article, each) for each in partings for article in each.articles)
    out = {(article, each.entity): own_iri(each.entity, each.articles[0]) for article, each in places}
    _, apart = in_force(decisions)
    for entity in sorted(apart):
        out.update({(article, entity): own_iri(entity, article) for article in apart[entity]})
    return out


def clustered(
    links: Iterable[Link],
    decisions: Iterable[Decision],
    *,
    standing: Callable[[str], Standing],
    apart: Mapping[tuple[str, str], str] = MappingProxyType({}),
) -> Clusters:
    """Who is one.

    The user's `same` first, then links from the surest down, as far as they contradict no decision and no published
    identity, and none that is as good. `apart`: of `told_apart`.
    """
    pairs, _ = in_force(decisions)
    groups = _Groups(pairs, standing)
    for pair in sorted(pairs, key=sorted):
        if pairs[pair] is Verdict.SAME:
            groups.join(*sorted(pair))
    every = sorted(links, key=lambda link: (-link.score, link.a, link.b))
    ranked = [link for link in every if not link.guess]
    groups.compare(ranked)
    rivals = _rivals(ranked, groups)
    unknown = (link for link in every if link.guess and not groups.published(link.a))
    doubtful = [link for link in ranked if not _followed(link, pairs, groups, rivals)]
    doubtful += unknown
    name = groups.names()
    settled = {_named(pair, name) for pair, verdict in pairs.items() if verdict is Verdict.NOT_SAME}
    return Clusters(
        name,
        tuple(each for each in doubtful if len(both := _named((each.a, each.b), name)) == 2 and both not in settled),
        apart,
    )


def _named(pair: Iterable[str], name: Mapping[str, str]) -> Pair:
    """What stands for each of a pair."""
    return frozenset(name.get(entity, entity) for entity in pair)


def _followed(link: Link, pairs: Mapping[Pair, Verdict], groups: _Groups, rivals: frozenset[Link]) -> bool:
    if link.score < SAME or link in rivals or frozenset((link.a, link.b)) in pairs:
        return frozenset((link.a, link.b)) in pairs and groups.root(link.a) == groups.root(link.b)
    if not groups.compatible(link.a, link.b):
        return False
    groups.join(link.a, link.b)
    return True


def _rivals(ranked: Iterable[Link], groups: _Groups) -> frozenset[Link]:
    """Links that would make one of what can't be: each leads from the same entity to others than the other does.

    A link that can't be followed itself, for it joins what is decided or known to be two, is no other's rival.
    """
    at: dict[str, list[Link]] = {}
    for link in ranked:
        if link.score >= SAME and groups.compatible(link.a, link.b):
            at.setdefault(link.a, []).append(link)
            at.setdefault(link.b, []).append(link)
    out: set[Link] = set()
    for entity, links in at.items():
        best = links[0]
        for link in links[1:]:
            if not groups.compatible(_other(best, entity), _other(link, entity)):
                out.add(link)
                if best.score - link.score < MARGIN:
                    out.add(best)
    return frozenset(out)


def _other(link: Link, entity: str) -> str:
    return link.b if link.a == entity else link.a


@dataclass(slots=True)
class _Groups:
    """Sets of entities that are one, joined step by step."""

    pairs: Mapping[Pair, Verdict]
    standing: Callable[[str], Standing]
    parent: dict[str, str] = field(default_factory=dict)
    members: dict[str, list[str]] = field(default_factory=dict)
    foes: dict[str, set[str]] = field(default_factory=dict)
    decided: dict[str, str] = field(default_factory=dict)
    alike: set[Pair] = field(default_factory=set)

    def __post_init__(self) -> None:
        for pair, verdict in self.pairs.items():
            if verdict is not Verdict.SAME:
                for entity in pair:
                    self.foes.setdefault(entity, set()).update(pair - {entity})

    def compare(self, links: Iterable[Link]) -> None:
        """Take note of who is anything like whom; what the user made one is one in this."""
        self.decided = {entity: self.root(entity) for entity in self.parent}
        self.alike = {frozenset((self._whole(link.a), self._whole(link.b))) for link in links}

    def _whole(self, entity: str) -> str:
        return self.decided.get(entity, entity)

    def root(self, entity: str) -> str:
        while (above := self.parent.get(entity, entity)) != entity:
            self.parent[entity] = self.parent.get(above, above)
            entity = above
        return entity

    def of(self, entity: str) -> list[str]:
        root = self.root(entity)
        return self.members.get(root, [root])

    def join(self, a: str, b: str) -> None:
        first, second = sorted((self.root(a), self.root(b)))
        if first != second:
            self.members[first] = self.of(first) + self.of(second)
            self.parent[second] = first

    def compatible(self, a: str, b: str) -> bool:
        """Whether no decision and no published identity keeps them apart, and all are something like each other.

        So nobody makes one of two persons by being like both.
        """
        left, right = self.of(a), self.of(b)
        if left is right or left == right:
            return True
        few, many = sorted((left, right), key=len)
        others = set(many)
        if any(not others.isdisjoint(self.foes.get(entity, ())) for entity in few):
            return False
        known = [{iri for entity in group for iri in self.standing(entity).same_as} for group in (few, many)]
        if known[0] and known[1] and known[0].isdisjoint(known[1]):
            return False
        wholes = [dict.fromkeys(self._whole(each) for each in g if not self.standing(each).bare) for g in (few, many)]
        return all(x == y or frozenset((x, y)) in self.alike for x in wholes[0] for y in wholes[1])

    def published(self, entity: str) -> bool:
        """Whether it is one with a published identity."""
        return any(self.standing(each).same_as for each in self.of(entity))

    def names(self) -> dict[str, str]:
        """Of each entity the one that stands for its group: a published one, a full name, the one of most articles."""
        out: dict[str, str] = {}
        for root in sorted(self.members):
            if self.root(root) == root:
                name = min(self.members[root], key=self._rank)
                out.update(dict.fromkeys(sorted(self.members[root]), name))
        return out

    def _rank(self, entity: str) -> tuple[bool, bool, int, str]:
        standing = self.standing(entity)
        return not standing.same_as, standing.bare or standing.initial, -standing.articles, entity
