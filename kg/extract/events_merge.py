"""One event, however often it is mentioned: sightings joined into clusters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kg.extract.events_lexicon import Lexicon
from kg.extract.events_sighting import Sighting
from kg.facts import Date, Modality
from kg.language.actors import Actors

_YEAR = len("2001")
_NEAR = 60  # tokens; about two sentences
_REAL = frozenset({Modality.ASSERTED, Modality.PLANNED, Modality.REPORTED})


@dataclass(frozen=True, slots=True)
class Cluster:
    """The sightings of one event, in text order, and what they say together."""

    sightings: tuple[Sighting, ...]
    kind: str
    source: tuple[str, ...]
    target: tuple[str, ...]
    where: tuple[str, ...]
    when: Date | None
    modality: Modality

    @property
    def participants(self) -> tuple[str, ...]:
        return _union(self.source, self.target)

    @property
    def first(self) -> Sighting:
        return self.sightings[0]

    @property
    def clearest(self) -> Sighting:
        """The sighting in the prose that says most."""
        return max(self.sightings, key=lambda s: (s.body, len(s.participants), s.when is not None, len(s.where), -s.at))


def _union(*parts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(key for part in parts for key in part))


@dataclass(frozen=True, slots=True)
class World:
    """What merging asks about kinds and actors; `lands`: the country that a person holds office for."""

    lexicon: Lexicon
    actors: Actors
    lands: Mapping[str, str]


def cluster(sightings: Iterable[Sighting], *, world: World) -> list[Cluster]:
    """Join the sightings, each with the likeliest cluster that it may be a mention of."""
    clusters: list[Cluster] = []
    live: list[int] = []  # those that another mention may join
    seen = 0
    for sighting in sightings:
        live += [n for n in range(seen, len(clusters)) if not _closed(clusters[n])]
        seen = len(clusters)
        fitting = [n for n in live if _same(clusters[n], sighting, world=world)]
        found = max(fitting, key=lambda n: _likeness(clusters[n], sighting, n), default=None)
        if found is not None:
            clusters[found] = _joined(clusters[found], sighting, lexicon=world.lexicon)
        elif sighting.onward and not sighting.participants and (sighting.when or sighting.where):
            last = _latest_akin(clusters, sighting, lexicon=world.lexicon)
            clusters.extend(_alone(replace(sighting, source=c.participants)) for c in last)
        elif sighting.participants or not sighting.again:
            clusters.append(_alone(sighting))
    return clusters


def _closed(cluster: Cluster) -> bool:
    """Can no other mention join it? Nobody, no place and no day is known by which it could be the same."""
    return not (cluster.participants or cluster.where or cluster.when or cluster.first.summary)


def _likeness(cluster: Cluster, s: Sighting, order: int) -> tuple[bool, bool, bool, int]:
    """A shared place tells most, then a like modality and kind, then nearness."""
    placed = bool(set(cluster.where) & set(s.where))
    return placed, cluster.modality is s.modality, cluster.kind == s.row.kind, order


def _latest_akin(clusters: list[Cluster], sighting: Sighting, *, lexicon: Lexicon) -> list[Cluster]:
    """`The next meeting` is between those of the last."""
    return [
        c
        for c in reversed(clusters)
        if lexicon.akin(c.kind, sighting.row.kind) and c.participants and c.modality in _REAL
    ][:1]


def _alone(s: Sighting) -> Cluster:
    return Cluster((s,), s.row.kind, s.source, s.target, s.where, s.when, s.modality)


def _same(cluster: Cluster, s: Sighting, *, world: World) -> bool:
    if s.again or not world.lexicon.akin(cluster.kind, s.row.kind):
        return False
    if (cluster.modality in _REAL) != (s.modality in _REAL):
        return False
    if not _dates_agree(cluster.when, s.when):
        return False
    # one who leaves here and returns there does so once
    stepwise = cluster.kind == s.row.kind and s.row.kind in world.lexicon.words["stepwise"]
    at_once = stepwise and cluster.sightings[-1].sentence == s.sentence
    if not at_once and not _places_agree(cluster.where, s.where, actors=world.actors):
        return False
    if _told_apart(cluster, s):
        return False
    mine, theirs = s.participants, cluster.participants
    if not mine or not theirs:
        awaited = bool(mine) and cluster.first.summary
        return (s.definite and bool(theirs)) or awaited or _shares_setting(cluster, s)
    if _reversed(cluster, s):
        return False
    # told as new, it is known again by the same actors (a report tells its news twice) or setting
    alike = set(mine) == set(theirs) or cluster.first.summary
    if s.fresh and not alike and not _shares_setting(cluster, replace(s, fresh=False)):
        return False
    return _within(mine, theirs, lands=world.lands) or _within(theirs, mine, lands=world.lands)


def _told_apart(cluster: Cluster, s: Sighting) -> bool:
    """What has been and what is yet to be are two, but for a headline or one and the same day.

    `The talks` may name either; with a date of its own it says which, and far from where an event
    without a date was told it tells of another.
    """
    bare = s.definite and not s.participants
    if bare and not cluster.when and s.when and s.when.edtf and len(s.when.edtf) == _YEAR:
        return True  # "the 1998 agreement" is named by its year, because it is another
    if bare and s.when and not cluster.when and s.at - cluster.sightings[-1].at > _NEAR:
        return True
    if (s.definite and not s.when) or s.summary or cluster.first.summary or _same_date(cluster.when, s.when):
        return False
    told = {x.ahead for x in cluster.sightings if x.when or not x.definite}
    return bool(told) and s.ahead not in told


def _reversed(cluster: Cluster, s: Sighting) -> bool:
    """Did another party do it? What two sides do to each other in turn are two events."""
    return bool(not s.row.reciprocal and s.source and cluster.source and not set(s.source) & set(cluster.source))


def _within(some: tuple[str, ...], others: tuple[str, ...], *, lands: Mapping[str, str]) -> bool:
    """Is each of them among the others?"""
    return all(_among(key, others, lands=lands) for key in some)


def _among(key: str, others: tuple[str, ...], *, lands: Mapping[str, str]) -> bool:
    """By name; or as the country he acts for, or as one who acts for it, unless someone else does there."""
    if key in others:
        return True
    land = lands.get(key)
    envoys = [k for k in others if lands.get(k) == (land or key)]
    return bool(envoys) if land is None else land in others and not envoys


def _shares_setting(cluster: Cluster, s: Sighting) -> bool:
    """Same place or same date; what is told as new (`a meeting`) is known again in its own sentence only."""
    placed = bool(set(cluster.where) & set(s.where))
    if s.fresh:
        return placed and cluster.sightings[-1].sentence == s.sentence
    return placed or _same_date(cluster.when, s.when)


def _same_date(one: Date | None, other: Date | None) -> bool:
    return bool(one and other and one.edtf == other.edtf)


def _dates_agree(one: Date | None, other: Date | None) -> bool:
    """Two dates may be one day: one lies within the other, or one of them is not known."""
    a, b = _bounds(one), _bounds(other)
    return a is None or b is None or (a[0] <= b[0] and b[1] <= a[1]) or (b[0] <= a[0] and a[1] <= b[1])


def _bounds(date: Date | None) -> tuple[dt.date, dt.date] | None:
    return (date.earliest, date.latest) if date and date.earliest and date.latest else None


def _places_agree(one: tuple[str, ...], other: tuple[str, ...], *, actors: Actors) -> bool:
    """Two places may be one: they share a name, one is the other's country, or one of them is not given."""
    if not one or not other:
        return True
    return bool(_inside(one, other, actors=actors) or _inside(other, one, actors=actors))


def _inside(some: tuple[str, ...], others: tuple[str, ...], *, actors: Actors) -> bool:
    return any(k in others or actors.entities[k].country in others for k in some)


def _joined(cluster: Cluster, s: Sighting, *, lexicon: Lexicon) -> Cluster:
    kind = cluster.kind
    if lexicon.rank.get(s.row.kind, 99) < lexicon.rank.get(kind, 99):
        kind = s.row.kind
    source = _union(cluster.source, (k for k in s.source if k not in cluster.target))
    target = _union(cluster.target, (k for k in s.target if k not in source))
    # `the talks` names the event and does not say whether it has been
    named = s.definite and cluster.participants
    modality = cluster.modality if named else min((cluster.modality, s.modality), key=list(Modality).index)
    where = _union(cluster.where, s.where)
    return Cluster((*cluster.sightings, s), kind, source, target, where, _finer(cluster.when, s.when), modality)


def _finer(one: Date | None, other: Date | None) -> Date | None:
    """The more precise of two dates, the earlier mentioned on a tie."""
    known = [d for d in (one, other) if d is not None]
    return min(known, key=_length, default=None)


def _length(date: Date) -> int:
    return (date.latest - date.earliest).days if date.earliest and date.latest else 1 << 20
