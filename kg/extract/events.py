"""Events: what happened, is set to, or is said to have, between the actors of an article.

The lexicon (`data/events.toml`) says which verbs and nouns name an event and where its actors and
places stand; `events_sightings` reads each mention, `events_modality` whether it happened,
`events_merge` joins the mentions of one event. Here is what makes a mention worth a fact.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from spacy.tokens import Doc, Token

from kg.extract.events_dates import Clock
from kg.extract.events_lexicon import lexicon
from kg.extract.events_merge import Cluster, World, cluster
from kg.extract.events_places import Scene
from kg.extract.events_sighting import Sighting
from kg.extract.events_sightings import Reader
from kg.facts import Act, Date, EntityKind, Event, Evidence, Modality, Stance, Statement
from kg.language import state
from kg.language.actors import Actors
from kg.language.dates import DateIndex
from kg.language.state import BlockKind

_DAY = len("2001-01-01")
_WEEK = 6
_BODY = frozenset({BlockKind.PROSE, BlockKind.TURN, BlockKind.BULLET})
_READ = _BODY | {BlockKind.HEADLINE}
_WORDS = frozenset({"VERB", "NOUN", "PROPN", "AUX"})
_SUMMARY = frozenset({BlockKind.HEADLINE, BlockKind.BULLET})
_CLAIMS = frozenset({Stance.ACCUSING, Stance.DOUBTING, Stance.DENYING, Stance.DEMANDING, Stance.THREATENING})


def events(doc: Doc, *, actors: Actors, statements: Sequence[Statement]) -> Iterator[Event]:
    """The events that an article tells of, one each, in the order of their first mention.

    Args:
        doc: a Doc with kg's components.
        actors: who and where its phrases are.
        statements: its statements; what stands in their content is theirs (the design's rule 1).

    Yields:
        Events of every modality, with at least one actor, or a date or place where the kind needs none.
    """
    words = lexicon()
    lands = _lands(doc, actors)
    holders = {phrase.head: phrase.person for phrase in state.offices(doc) if phrase.person}
    clock = Clock(words, DateIndex(doc))
    scene = Scene(words, actors, clock, _here(doc, actors), _cities(actors))
    reader = Reader(words, actors, clock, scene, lands, holders, _unheld(doc, actors))
    claims = _Claims(statements)
    seen = (s for token in _tokens(doc) if (s := _sighted(token, reader=reader, claims=claims, doc=doc)))
    for found in cluster(seen, world=World(words, actors, lands)):
        if _worthy(found):
            yield _event(found, doc=doc, claims=claims, actors=actors)


def _unheld(doc: Doc, actors: Actors) -> frozenset[int]:
    """The tokens of the offices, held by one person each, whose holder nobody names."""
    open_ = (p for p in state.offices(doc) if not (p.person or p.vague or p.plural))
    unnamed = (p for p in open_ if not any(actors.kind(k) is EntityKind.PERSON for k in actors.of(doc[p.head])))
    return frozenset(i for p in unnamed for i in range(p.start, p.end))


def _lands(doc: Doc, actors: Actors) -> dict[str, str]:
    """For which country each person holds an office, where the article names one only."""
    found: dict[str, set[str]] = {}
    for phrase in state.offices(doc):
        holder = actors.entities.get(phrase.of or "")
        if phrase.person and holder:
            land = holder.key if holder.kind is EntityKind.COUNTRY else holder.country
            found.setdefault(phrase.person, set()).update({land} if land in actors.entities else ())
    return {person: min(lands) for person, lands in found.items() if len(lands) == 1}


def _here(doc: Doc, actors: Actors) -> tuple[str, ...]:
    """The places that the dateline names."""
    opening = next((b for b in state.blocks(doc) if b.kind is BlockKind.PROSE and b.body.start > b.span.start), None)
    if opening is None:
        return ()
    inside = [m.entity for m in state.mentions(doc) if opening.span.start <= m.span.start < opening.body.start]
    return tuple(dict.fromkeys(k for k in inside if actors.kind(k) is EntityKind.PLACE))


def _cities(actors: Actors) -> dict[str, str]:
    """The places of the article by each of their names, in lower case."""
    places = sorted(e.key for e in actors.entities.values() if e.kind is EntityKind.PLACE)
    return {form.lower(): k for k in places for form in (actors.entities[k].label, *actors.entities[k].forms)}


class _Claims:
    """Which statement an offset stands in: the innermost, found by its content."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        spans = sorted((span.start, -span.end, n) for n, s in enumerate(statements) for span in s.content)
        self._spans = [(start, -end, statements[n]) for start, end, n in spans]
        self._starts = [start for start, _, _ in self._spans]
        self._reach = list(accumulate((end for _, end, _ in self._spans), max))

    def at(self, offset: int) -> Statement | None:
        """The innermost statement whose content covers the offset."""
        for n in range(bisect_right(self._starts, offset) - 1, -1, -1):
            if self._reach[n] <= offset:
                return None
            if offset < self._spans[n][1]:
                return self._spans[n][2]
        return None


def _tokens(doc: Doc) -> Iterator[tuple[Token, BlockKind]]:
    """The verbs and nouns of the article's words, and what they stand in."""
    columns = state.columns(doc)
    blocks = state.blocks(doc)
    spans = [(b.body.start, b.body.end, b.kind) for b in blocks if b.kind in _READ]
    for start, end, kind in spans if blocks else [(0, len(doc.text), BlockKind.PROSE)]:
        first = bisect_left(columns.begin, start)
        for i in range(first, bisect_left(columns.begin, end, lo=first)):
            if columns.pos[i] in _WORDS:
                yield columns.tokens[i], kind


def _sighted(item: tuple[Token, BlockKind], *, reader: Reader, claims: _Claims, doc: Doc) -> Sighting | None:
    """One mention, with the modality that its statement gives it."""
    token, block = item
    summary = block in _SUMMARY
    rows = reader.lexicon.rows_of(token)
    if not rows:
        return None
    claim = claims.at(token.idx)
    found = reader.read(token, rows, told=claim is not None, summary=summary)
    if found is None:
        return None
    found = replace(found, body=block in _BODY, summary=summary, when=_begins(found.when))
    found = _awaited(found, doc)
    return replace(found, modality=_claimed(found, claim), ahead=found.modality is Modality.PLANNED)


def _awaited(s: Sighting, doc: Doc) -> Sighting:
    """What has a date after the day of publication is planned, whatever the grammar says."""
    article = state.article(doc)
    today = article.published if article else None
    if today and s.when and s.when.earliest and s.when.earliest > today and s.modality is Modality.ASSERTED:
        return replace(s, modality=Modality.PLANNED)
    return s


def _claimed(s: Sighting, claim: Statement | None) -> Modality:
    """The design's rule 1: told is reported; accused, denied or wished is claimed; taken for granted stands."""
    if claim is not None and claim.stance in _CLAIMS and s.modality is Modality.HYPOTHETICAL:
        return Modality.CLAIMED
    if claim is None or s.modality not in (Modality.ASSERTED, Modality.PLANNED):
        return s.modality
    if s.given and s.modality is Modality.ASSERTED:
        return Modality.ASSERTED
    if claim.act is Act.ATTITUDE and claim.stance not in _CLAIMS and s.modality is Modality.PLANNED:
        return Modality.PLANNED  # planned, not said
    if claim.stance in _CLAIMS or (claim.act is Act.ATTITUDE and claim.stance is not Stance.PROMISING):
        return Modality.CLAIMED
    return Modality.REPORTED


def _begins(when: Date | None) -> Date | None:
    """An event's date is that of its beginning, where a range of days is given (`from Monday to Thursday`)."""
    if when is None or when.edtf is None or when.earliest is None or when.latest is None:
        return when
    first, slash, last = when.edtf.partition("/")
    days = (when.latest - when.earliest).days
    # Monday to Sunday is a stretch in which it happens (`next week`), not how long it lasts
    if slash and len(first) == len(last) == _DAY and days != _WEEK:
        return replace(when, edtf=first, latest=when.earliest)
    return when


def _worthy(found: Cluster) -> bool:
    """Is it an event that a chronology would list?"""
    rows = [s.row for s in found.sightings]
    if not any(s.body for s in found.sightings):
        return False
    if not found.participants and not ((found.where or _known_by_date(found)) and any(r.bare for r in rows)):
        return False
    if all(r.dated for r in rows) and found.when is None:
        return False
    with_office = any(s.partner for s in found.sightings) and bool(found.participants)
    if all(r.pair for r in rows) and len(found.participants) < 2 and not with_office:
        return False
    return not all(r.dated_or_pair for r in rows) or found.when is not None or len(found.participants) > 1


def _known_by_date(found: Cluster) -> bool:
    """`The ceasefire of 13 May`: the one event of its kind then, taken as known."""
    return found.when is not None and any(s.definite and s.when and s.row.noun for s in found.sightings)


def _scene(found: Cluster) -> tuple[str, ...]:
    """Where it was, without the land of those who came from elsewhere to do it."""
    if not found.target:
        return found.where
    return tuple(place for place in found.where if place not in found.source or len(found.where) == 1)


def _cast(found: Cluster, *, actors: Actors) -> tuple[str, ...]:
    """Who took part; people known by a description only (`reporters`) where fewer than two have a name.

    What a state does to people without a name it does alone.
    """
    named = tuple(k for k in found.participants if actors.kind(k) is not EntityKind.GROUP)
    enough = len(named) > 1 or (named and found.kind in lexicon().words["state_kind"])
    return named if enough else found.participants


def _event(found: Cluster, *, doc: Doc, claims: _Claims, actors: Actors) -> Event:
    best = found.clearest
    others = sorted((s for s in found.sightings if s is not best), key=lambda s: not s.body)
    triggers = tuple(dict.fromkeys(s.span for s in (best, *others)))
    article = state.article(doc)
    claim = claims.at(best.span.start)
    cast = _cast(found, actors=actors)
    told = found.modality in (Modality.REPORTED, Modality.CLAIMED)
    evidence = Evidence(article.id if article else "", triggers, best.sentence, f"events/{best.row.id}")
    return Event(
        kind=found.kind,
        triggers=triggers,
        evidence=evidence,
        participants=cast,
        source=tuple(k for k in found.source if k in cast) if found.target else (),
        target=tuple(k for k in found.target if k in cast) if found.source else (),
        when=found.when or next((s.undated for s in found.sightings if s.undated), None),
        where=_scene(found),
        modality=found.modality,
        claimed_in=claim if told else None,
    )
