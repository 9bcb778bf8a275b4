"""Who said what: attributions found by grammar, turns of an exchange, and who their parties are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.spans import span_of
from kg.extract.statements.cues import lexicon
from kg.extract.statements.find import Found
from kg.extract.statements.gather import gather
from kg.extract.statements.regions import Region
from kg.extract.statements.sentences import Text
from kg.extract.statements.signed import signed_statements
from kg.extract.statements.turns import turn_statements
from kg.extract.statements.unnamed import going_on
from kg.facts import Act, EntityKind, Evidence, Form, Mode, Span, Stance, Statement
from kg.knowledge import gazetteer
from kg.language import state
from kg.language.actors import Actors

_BODIES = frozenset([EntityKind.COUNTRY, EntityKind.ORGANISATION])
_DECLARED = frozenset(["as", "clause", "complement"])
_MENTIONED = frozenset([EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.ORGANISATION])
_CALLING = frozenset([Stance.DEMANDING, Stance.THREATENING, Stance.PRAISING])
"""Stances by which an addressee is called upon, not only told."""

_Held = dict[str, set[str | None]]

__all__ = ["statements"]


def statements(doc: Doc, *, actors: Actors) -> Iterator[Statement]:
    """The statements of an article, in text order.

    Args:
        doc: with layout, quotations, mentions and entities.
        actors: who its noun phrases are.

    Yields:
        Speech, attitudes and findings; `act` tells them apart. One whose speaker is nobody known is
        left out, unless it is a direct quotation.
    """
    source = state.article(doc)
    article = source.id if source is not None else ""
    text, found = gather(
        doc,
        lexicon(),
        is_actor=lambda t: bool(who(t, actors)),
        same=lambda t, u: who(t, actors) == who(u, actors),
    )
    inner = _without_echoes(sorted(_attributed(text, found, actors, article), key=_start), actors=actors)
    own = [*turn_statements(doc, article=article), *signed_statements(doc, article=article)]
    held = _offices_held(doc)
    whole = [_directed(_mentioning(s, actors), inner, held=held) for s in own]
    yield from sorted([*_placed(inner, whole, held=held), *whole], key=lambda s: (s.content, s.evidence.rule))


def _without_echoes(found: list[Statement], *, actors: Actors) -> list[Statement]:
    """Without what a paper or unnamed people are the source of, where someone else speaks in it."""
    media = gazetteer().media
    echoes = {
        s
        for s in found
        if s.evidence.rule.startswith("according")
        and all(actors.kind(k) is EntityKind.GROUP or k in media for k in s.speakers)
        and any(t is not s and s.content[0].contains(t.content[0]) for t in _between(found, s.content[0]))
    }
    return [replace(t, within=None) if t.within in echoes else t for t in found if t not in echoes]


def _placed(found: Iterable[Statement], whole: Sequence[Statement], *, held: _Held) -> Iterator[Statement]:
    """Attributions inside someone's own text stand within it; what the speaker says of himself is said already."""
    place: dict[int, Statement] = {}
    for statement in sorted(found, key=_depth):
        at = bisect_right(whole, _start(statement), key=_start) - 1  # a paragraph each, in text order
        outer = whole[at] if at >= 0 and whole[at].content[0].contains(statement.content[0]) else None
        within = place[id(statement.within)] if statement.within is not None else outer
        if outer is not None and statement.within is None and _own(outer, held).issuperset(statement.speakers):
            place[id(statement)] = outer
            continue
        if outer is not None and statement.within is None and _slight(statement):
            continue
        place[id(statement)] = statement if within is statement.within else replace(statement, within=within)
        yield place[id(statement)]


def _depth(statement: Statement) -> int:
    return 0 if statement.within is None else 1 + _depth(statement.within)


def _offices_held(doc: Doc) -> _Held:
    """For whom each person holds office."""
    held: dict[str, set[str | None]] = {}
    for phrase in state.offices(doc):
        if phrase.person is not None:
            held.setdefault(phrase.person, set()).add(phrase.of)
    return held


def _own(whole: Statement, held: _Held) -> set[str | None]:
    """The speakers of a text of their own, and whom they hold office for."""
    return {*whole.speakers, *(of for speaker in whole.speakers for of in held.get(speaker, ()))}


def _directed(whole: Statement, inner: Sequence[Statement], *, held: _Held) -> Statement:
    """A paragraph of someone's own text, with whom its demands and judgements are about (his, or his country’s)."""
    own = _own(whole, held)
    about = dict.fromkeys(
        key
        for s in _between(inner, whole.content[0])
        if own.issuperset(s.speakers) and whole.content[0].contains(s.content[0]) and s.act is Act.SPEECH
        for key in (*s.about, *(s.addressees if s.stance in _CALLING else ()))
        if key not in whole.addressees
    )
    return replace(whole, about=tuple(about))


def _between(inner: Sequence[Statement], stretch: Span) -> Iterator[Statement]:
    """The statements whose content begins in a stretch; all are in text order."""
    first = bisect_left(inner, stretch.start, key=_start)
    return iter(inner[first : bisect_left(inner, stretch.end, lo=first, key=_start)])


def _start(statement: Statement) -> int:
    return statement.content[0].start


def who(token: Token, actors: Actors) -> tuple[str, ...]:
    """Who a noun phrase is: its head, or what stands in apposition, or the name that it is part of."""
    keys = actors.of(token)
    if keys:
        return keys
    for c in token.children:
        if c.dep_ == "appos" and actors.of(c):
            return actors.of(c)
    mention = actors.mention(token)
    if mention is not None and mention.form is Form.NAME and token.pos_ == "PROPN":
        return (mention.entity,) if actors.kind(mention.entity) is not EntityKind.PLACE else ()
    return ()


def _attributed(text: Text, found: Sequence[Found], actors: Actors, article: str) -> Iterator[Statement]:
    """Found attributions with their parties resolved; outer ones first, so that inner ones can name them."""
    made: dict[int, Statement] = {}
    around = _around(found)
    unnamed = going_on(
        found,
        people=lexicon().spokespeople,
        who=lambda t: who(t, actors),
        is_person=lambda k: actors.kind(k) is EntityKind.PERSON,
    )
    for n in sorted(range(len(found)), key=lambda n: (found[n].nested, -_length(found[n]), n)):
        outer = _outer(found, around[n]) if found[n].nested else None
        within = made.get(outer) if outer is not None else None
        statement = _statement(text, found[n], actors, article, within=within, behind=unnamed.get(n, ()))
        retold = outer is not None and within is None and found[outer].at > found[n].at
        if statement is None or (found[n].nested and not retold and not _worth(statement, within)):
            continue
        made[n] = _mentioning(statement, actors)
    for n in sorted(made):
        yield made[n]


def _length(found: Found) -> int:
    return sum(b - a for a, b in found.content)


def _around(found: Sequence[Found]) -> list[list[int]]:
    """For each attribution those in whose content its cue stands, in order."""
    cues = sorted((f.at[0], n) for n, f in enumerate(found))
    out: list[list[int]] = [[] for _ in found]
    for k, f in enumerate(found):
        inside = {n for a, b in f.content for _, n in cues[bisect_left(cues, (a, 0)) : bisect_left(cues, (b, 0))]}
        for n in inside - {k}:
            out[n].append(k)
    return out


def _outer(found: Sequence[Found], around: Sequence[int]) -> int | None:
    """The smallest attribution of those around a cue."""
    return min(around, key=lambda k: _length(found[k]), default=None)


def _worth(inner: Statement, outer: Statement | None) -> bool:
    """Is a nested statement clear, and more than its outer one again (`said he repeated that …`)?"""
    if outer is None or not inner.speakers or inner.speakers == outer.speakers:
        return False
    return not _slight(inner)


def _slight(inner: Statement) -> bool:
    """Does it only name its topic, which inside another's words is no statement (`Peru, which announced talks`)?"""
    return inner.evidence.rule.endswith("/object")


def _statement(
    text: Text, found: Found, actors: Actors, article: str, *, within: Statement | None, behind: tuple[str, ...]
) -> Statement | None:
    content, mode = _content(text, found.content)
    speakers = behind or (who(found.speaker, actors) if found.speaker is not None else ())
    if not content or (not speakers and mode is not Mode.DIRECT):
        return None
    cue = span_of(text.doc, *found.at)
    return Statement(
        speakers,
        content,
        mode,
        Evidence(article, tuple(sorted((cue, *content))), _sentence(text.doc, found, content, cue), found.rule),
        cue=cue,
        addressees=_parties(found.addressees, actors, apart=speakers),
        about=_parties(found.about, actors, apart=speakers),
        act=_act(found, mode, {actors.kind(key) for key in speakers}),
        stance=found.cue.stance,
        within=within,
    )


def _act(found: Found, mode: Mode, speakers: set[EntityKind]) -> Act:
    """What a body thinks is what it declares; so is what anyone thinks in quoted words, or `in his view`."""
    frame = found.rule.rpartition("/")[2]
    declared = found.cue.act is Act.ATTITUDE and frame in _DECLARED and speakers and speakers <= _BODIES
    return Act.SPEECH if mode is Mode.DIRECT or declared or frame == "around" else found.cue.act


def _parties(tokens: Sequence[Token], actors: Actors, *, apart: Sequence[str]) -> tuple[str, ...]:
    keys = dict.fromkeys(key for token in tokens for key in who(token, actors))
    return tuple(key for key in keys if key not in apart)


def _content(text: Text, regions: Sequence[Region]) -> tuple[tuple[Span, ...], Mode]:
    """The spans of a content, and its mode: direct where all of it stands in quotation marks."""
    quotes = [_whole_quote(text, r) for r in regions]
    if all(q is not None for q in quotes):
        return tuple(text.quotes[q].inner for q in quotes if q is not None), Mode.DIRECT
    spans = tuple(span_of(text.doc, *r) for r in regions)
    quoted = any(text.inside[i] >= 0 for a, b in regions for i in range(a, b))
    words = sum(not (t.is_punct or t.is_space) for a, b in regions for t in text.doc[a:b])
    if words < 2:
        return (), Mode.INDIRECT
    return spans, Mode.MIXED if quoted else Mode.INDIRECT


def _whole_quote(text: Text, region: Region) -> int | None:
    number = text.inside[region[0]]
    return number if number >= 0 and text.bounds[number] == region else None


def _sentence(doc: Doc, found: Found, content: Sequence[Span], cue: Span) -> Span:
    """The sentence, as far as its words are not white space."""
    whole = span_of(doc, found.sentence.start, found.sentence.end)
    inside = (whole, cue, *content)
    return Span(min(s.start for s in inside), max(s.end for s in inside))


def _mentioning(statement: Statement, actors: Actors) -> Statement:
    """The statement with the actors that its content names."""
    keys = dict.fromkeys(
        m.entity for content in statement.content for m in actors.within(content) if actors.kind(m.entity) in _MENTIONED
    )
    return replace(statement, mentions=tuple(keys))
