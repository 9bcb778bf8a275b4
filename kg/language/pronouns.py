"""Pronouns: a link is made where one antecedent is clearly better than the next."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from spacy.tokens import Token

from kg.facts import EntityKind, Form, Mention, Span
from kg.language import state
from kg.language.discourse import SUBJECTS, WINDOW, Seen, Walk, Why, is_document, keys_of, link
from kg.language.state import Block, BlockKind, Signature

_OBJECTS = frozenset({"dobj", "pobj", "iobj", "dative"})
_MARGIN = 0.75
"""By how much the best antecedent must beat the next."""
_POSSESSOR = 2.25
"""The same for `its`: a subject farther off is not enough where another is named in the sentence."""


def first_and_second(walk: Walk) -> None:
    """`I`, `we` and `you` in turns and signed texts: the speaker, and the other of two who speak in turns."""
    doc = walk.page.doc
    blocks = state.blocks(doc)
    begin = state.columns(doc).begin
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
            low = walk.page.lower[i]
            key = speaker if low in walk.words.first_person else other if low in walk.words.second_person else None
            if key is not None and not walk.quoted[i] and walk.page.tag[i] in ("PRP", "PRP$"):
                walk.mentions.append(Mention(Span(begin[i], begin[i] + len(low)), key, Form.PRONOUN, "own words"))


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


def person_pronoun(walk: Walk, i: int, gender: str) -> None:
    scores: dict[str, float] = {}
    barred = _barred(walk, i)
    for seen in reversed(walk.seen):
        back = walk.sentence - seen.sentence
        if back > WINDOW:
            break
        if walk.kind(seen.key) is not EntityKind.PERSON or seen.key in barred or seen.token >= i:
            continue
        if walk.page.registry.drafts[seen.key].gender not in (gender, None):
            continue
        scores[seen.key] = max(scores.get(seen.key, 0.0), _salience(walk, seen, i, back, gender))
    best = _best(walk, scores)
    if best is None or (walk.quoted[i] and len(scores) > 1):
        return
    draft = walk.page.registry.drafts[best]
    draft.gender = draft.gender or gender
    link(walk, i, i + 1, (best,), Form.PRONOUN, head=i, why=Why("salience", scores[best]))


def _salience(walk: Walk, seen: Seen, i: int, back: int, gender: str) -> float:
    score = 4.0 - 1.25 * back
    if seen.subject:
        score += 2.0
    if seen.quoted and not walk.quoted[i]:
        score -= 1.5
    if walk.page.registry.drafts[seen.key].gender == gender:
        score += 0.5
    pronoun = walk.page.doc[i]
    if back == 0 and seen.subject and pronoun.dep_ in (*SUBJECTS, "poss"):
        score += 1.0
    if back == 1 and seen.subject and pronoun.dep_ in SUBJECTS and pronoun.head.dep_ == "ROOT":
        score += 1.0
    return score + 0.1 * min(walk.counts.get(seen.key, 0), 6)


def _best(walk: Walk, scores: dict[str, float]) -> str | None:
    ranked = sorted(scores.items(), key=lambda kv: (-kv[1], kv[0]))
    if not ranked or ranked[0][1] < 1.0:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    return ranked[0][0]


def _barred(walk: Walk, i: int) -> tuple[str, ...]:
    """Whom an object pronoun can't be: the subject of its own verb, and the object that controls that verb."""
    token = walk.page.doc[i]
    if token.dep_ not in _OBJECTS:
        return ()
    verb = token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        if verb.dep_ in ("nsubj", "dobj"):
            return ()
        verb = verb.head
    subjects = [c for c in verb.children if c.dep_ in SUBJECTS]
    if not subjects and verb.dep_ in ("pcomp", "xcomp", "advcl", "acl"):
        governor = verb.head if verb.dep_ != "pcomp" else verb.head.head
        subjects = [c for c in governor.children if c.dep_ == "dobj"] or [
            c for c in governor.children if c.dep_ in SUBJECTS
        ]
    return tuple(key for s in subjects for key in keys_of(walk, s.i))


def it_pronoun(walk: Walk, i: int) -> None:
    """`it` and `its`: the country or body that the sentence, or the one before, is about."""
    token = walk.page.doc[i]
    low = walk.page.lower[i]
    if token.dep_ == "expl" or walk.quoted[i] or (token.dep_ in SUBJECTS and token.head.lemma_ in walk.words.empty_it):
        return
    if low != "its" and token.dep_ not in SUBJECTS:
        return
    own = _own_subject(walk, token) if low == "its" else ()
    near = {s.key for s in walk.recent(0)}
    scores: dict[str, float] = {}
    for seen in reversed(walk.seen):
        back = walk.sentence - seen.sentence
        if back > 1:
            break
        body = walk.kind(seen.key) in (EntityKind.COUNTRY, EntityKind.ORGANISATION) or is_document(walk, seen.key)
        if not body or seen.token >= i or seen.quoted:
            continue
        score = 3.0 - 1.25 * back + (2.0 if seen.subject else 0.0) + (1.5 if seen.key in own else 0.0)
        scores[seen.key] = max(scores.get(seen.key, 0.0), score)
    best = _best(walk, scores)
    if low == "its" and any(k != best and k in near and scores[k] > scores[best or k] - _POSSESSOR for k in scores):
        return
    if best is not None:
        link(walk, i, i + 1, (best,), Form.PRONOUN, head=i, why=Why("salience", scores[best]))


def _own_subject(walk: Walk, token: Token) -> tuple[str, ...]:
    """Who does what a possessive's noun phrase is part of: `Lithuania` in `Lithuania recalled its ambassador`."""
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    return tuple(key for c in verb.children if c.dep_ in SUBJECTS for key in keys_of(walk, c.i))


def they_pronoun(walk: Walk, i: int) -> None:
    """`they`: the several subjects, or the group, of this sentence or the one before."""
    if walk.quoted[i]:
        return
    for back in (0, 1):
        lately = (s for s in walk.recent(back) if s.sentence == walk.sentence - back and s.subject and s.token < i)
        subjects = list(lately)[::-1]
        plural = [s for s in subjects if walk.kind(s.key) is EntityKind.GROUP and not is_document(walk, s.key)]
        if plural:
            keys = {plural[-1].key}
        else:
            by_token: dict[str, None] = dict.fromkeys(s.key for s in subjects)
            keys = set(by_token) if len(by_token) == 2 and len({walk.kind(k) for k in by_token}) == 1 else set()
        if keys:
            link(walk, i, i + 1, tuple(sorted(keys)), Form.PRONOUN, head=i, why=Why("plural subjects"))
            return


def relatives(walk: Walk) -> None:
    """`who`, `which`: the noun that the relative clause says something of."""
    tags = walk.page.tag
    for token in walk.page.tokens:
        if tags[token.i] not in ("WP", "WDT") or token.dep_ not in SUBJECTS or token.head.dep_ != "relcl":
            continue
        for key in keys_of(walk, token.head.head.i):
            walk.mentions.append(
                Mention(Span(token.idx, token.idx + len(token.text)), key, Form.PRONOUN, "relative clause")
            )
