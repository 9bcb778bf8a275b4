"""`I`, `we` and `you`: whose own words a stretch is, in turns, signed texts and quotations."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from kg.facts import EntityKind, Form, Mention, Span
from kg.language import state
from kg.language.clause_roles import SUBJECTS
from kg.language.coreference_words import coreference_words
from kg.language.discourse import Walk, country_of, keys_of
from kg.language.state import Block, BlockKind, Signature

QUOTED, QUOTED_WE = "quoted", "quoted we"
_OWN = frozenset({"PRP", "PRP$"})


def first_and_second(walk: Walk) -> None:
    """`I`, `we` and `you` in turns and signed texts: the speaker, and the other of two who speak in turns."""
    blocks = state.blocks(walk.page.doc)
    begin = state.columns(walk.page.doc).begin
    signed = state.signature(blocks, walk.phrases, begin)
    named = sorted(walk.mentions, key=_start)
    own = {b.span: key for b in blocks if (key := _block_speaker(walk, b, signed, named)) is not None}
    parties = list(dict.fromkeys(own.values()))
    for block in blocks:
        speaker = own.get(block.span)
        if speaker is None:
            continue
        other = next((p for p in parties if p != speaker), None) if len(parties) == 2 else None
        for i in range(bisect_left(begin, block.body.start), bisect_left(begin, block.body.end)):
            if not walk.quoted[i]:
                _said_by(walk, i, speaker, other, rule="own words")


def quoted_first(walk: Walk) -> None:
    """`I` and `we` in a quotation in prose: who says it, by the verb of saying beside it."""
    doc = walk.page.doc
    begin = state.columns(doc).begin
    prose = [b for b in state.blocks(doc) if b.kind in (BlockKind.PROSE, BlockKind.BULLET)]
    for block in prose:
        speaker: str | None = None
        for quote in state.quotes(doc):
            if quote.depth > 0 or not block.span.start <= quote.inner.start < block.span.end:
                continue
            first, last = bisect_left(begin, quote.inner.start), bisect_left(begin, quote.inner.end)
            if first == last:
                continue
            beside = _speakers_beside(walk, first, last, opening=bisect_left(begin, block.span.start))
            speaker = next(iter(beside)) if len(beside) == 1 else None if beside else speaker
            for i in range(first, last) if speaker is not None else ():
                _said_by(walk, i, speaker, None, rule=QUOTED)


def _speakers_beside(walk: Walk, first: int, last: int, *, opening: int) -> set[str]:
    """The subjects of the verbs of saying outside a quotation, in its sentences or announcing it with a colon."""
    doc = walk.page.doc
    start, end = doc[first].sent.start, doc[last - 1].sent.end
    before = start - 1
    if start > opening and walk.page.words[before] == ":":
        start = doc[before].sent.start
    return {key for t in doc[start:end] if not walk.quoted[t.i] for key in _speaker(walk, t)}


def _speaker(walk: Walk, verb: Token) -> Iterator[str]:
    if verb.pos_ != "VERB" or verb.lemma_ not in coreference_words().saying:
        return
    for c in verb.children:
        keys = keys_of(walk, c.i) if c.dep_ in SUBJECTS and not walk.quoted[c.i] else ()
        yield from (key for key in keys if walk.kind(key) is EntityKind.PERSON)


def _said_by(walk: Walk, i: int, speaker: str | None, other: str | None, *, rule: str) -> None:
    low = walk.page.lower[i]
    if rule == QUOTED and low in coreference_words().we:
        rule = QUOTED_WE
    key = speaker if low in walk.words.first_person else other if low in walk.words.second_person else None
    if key is None or walk.page.tag[i] not in _OWN:
        return
    begin = state.columns(walk.page.doc).begin[i]
    partner = _partner(walk, walk.page.tokens[i], other) if low == "we" else None
    for one in (key,) if partner in (None, key) else (key, partner):
        span = Span(begin, begin + len(low))
        walk.mentions.append(Mention(span, one, Form.PRONOUN, rule, None, "the speaker's words"))
    if walk.page.tag[i] == "PRP$" and speaker is not None:
        _own_country(walk, i, key, speaker, other, rule=rule)


def _partner(walk: Walk, token: Token, other: str | None) -> str | None:
    """With whom a speaker who says `we` met or agreed: with whom he has just said that he spoke, else the other."""
    verb = token.head
    if token.dep_ not in SUBJECTS or verb.lemma_ not in coreference_words().mutual or _with_person(walk, verb):
        return None
    return _with_person(walk, verb.head) if verb.dep_ == "conj" else other


def _with_person(walk: Walk, verb: Token) -> str | None:
    """The one person with whom something is done, or whom one meets."""
    objects = [c for c in verb.children if c.dep_ == "dobj"]
    objects += [o for c in verb.children if c.lower_ in ("with", "to") for o in c.children if o.dep_ == "pobj"]
    keys = {key for o in objects for key in keys_of(walk, o.i) if walk.kind(key) is EntityKind.PERSON}
    return next(iter(keys)) if len(keys) == 1 else None


def _own_country(walk: Walk, i: int, key: str, speaker: str, other: str | None, *, rule: str) -> None:
    """`your country`, `our two countries`: those of the speaker and of the one whom he speaks to."""
    page, head = walk.page, walk.page.tokens[i].head
    low = page.lower[head.i]
    both = low in walk.words.pair_countries and any(w in walk.words.pair_words for w in page.lower[i + 1 : head.i])
    if head.i < i or not both and (low not in walk.words.country_nouns or head.i > i + 1):
        return
    people = (speaker, other) if both else (key,)
    countries = [country_of(walk, person) for person in people if person is not None]
    span = Span(page.tokens[i].idx, head.idx + len(head.text))
    if None not in countries and len(set(countries)) == len(people):
        keys = [page.registry.ensure(country) for country in countries if country is not None]
        walk.mentions += [Mention(span, k, Form.NOMINAL, rule, None, "the speaker's words") for k in keys]


def _start(mention: Mention) -> int:
    return mention.span.start


def _block_speaker(walk: Walk, block: Block, signed: Signature | None, named: Sequence[Mention]) -> str | None:
    """Whose words a turn or a signed paragraph is; the mentions are in text order."""
    if block.kind is BlockKind.TURN and block.speaker is not None:
        label = block.speaker
        inside = named[bisect_left(named, label.start, key=_start) : bisect_left(named, label.end, key=_start)]
        keys = {m.entity for m in inside if walk.kind(m.entity) is EntityKind.PERSON}
        return next(iter(keys)) if len(keys) == 1 else None
    if block.kind is not BlockKind.PROSE or signed is None:
        return None
    return signed.person if signed.after < block.span.start else None
