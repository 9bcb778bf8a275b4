"""Pronouns: a link is made where one antecedent is clearly better than the next."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from spacy.tokens import Token

from kg.facts import EntityKind, Form, Mention, Span
from kg.language.antecedents import Candidate, Place, choose, place_of
from kg.language.clause_roles import SUBJECTS, role_of
from kg.language.coreference_words import coreference_words
from kg.language.discourse import WINDOW, Seen, Walk, Why, is_document, keys_of, link, seen_at, show_person, speaks
from kg.language.unnamed import UNNAMED, stands_for, unnamed_subject

_OBJECTS = frozenset({"dobj", "pobj", "iobj", "dative"})
_UNNAMED = Why(UNNAMED, reason="who spoke last has no name")
_MARGIN = 0.75
"""By how much the best antecedent must beat the next."""
_POSSESSOR = 2.25
"""The same for `its`: a subject farther off is not enough where another is named in the sentence."""


def person_pronoun(walk: Walk, i: int, gender: str) -> None:
    """`he`, `her`, `himself`: the person for whom most speaks, if enough does."""
    token = walk.page.doc[i]
    role = "reflexive" if walk.page.lower[i].endswith("self") else role_of(token)
    place = place_of(token, role=role, sentence=walk.sentence, quoted=walk.quoted[i], speaks=speaks(token))
    unnamed = unnamed_subject(walk, place, gender)
    if unnamed is not None:
        link(walk, i, i + 1, stands_for(walk, place, unnamed), Form.PRONOUN, head=i, why=_UNNAMED)
        return
    options, table = candidates(walk, place, gender), coreference_words()
    choice = choose(place, options)
    if choice is None or choice.score < table.sure or choice.lead < table.clear:
        return
    show_person(walk, choice.key)
    if choice.score >= table.telling:
        draft = walk.page.registry.drafts[choice.key]
        draft.gender = draft.gender or gender
    link(walk, i, i + 1, (choice.key,), Form.PRONOUN, head=i, why=Why("antecedent", choice.score, choice.reason))


def candidates(walk: Walk, place: Place, gender: str) -> list[Candidate]:
    """The persons that a pronoun may stand for: named a few sentences back, or the subject that it comes before."""
    found: dict[str, list[Seen]] = {}
    barred = _barred(walk, place)
    for seen in _lately(walk, place):
        possible = seen.token < place.token and seen.key not in barred and _person_of(walk, seen.key, gender)
        if possible:
            found.setdefault(seen.key, []).append(seen)
    for seen in _coming(walk, place):
        if seen.key not in found and seen.key not in barred and _person_of(walk, seen.key, gender):
            found[seen.key] = [seen]
    order = {key: n for n, key in enumerate(sorted(found, key=lambda k: found[k][-1].token))}
    return [_candidate(walk, key, seen, gender, order[key]) for key, seen in found.items()]


def _lately(walk: Walk, place: Place) -> list[Seen]:
    """What was mentioned in the window, the last first; with names that may be persons'."""
    out = list(takewhile(lambda s: place.sentence - s.sentence <= WINDOW, reversed(walk.seen)))
    maybe = takewhile(lambda s: place.sentence - s.sentence <= WINDOW, reversed(walk.maybe))
    return sorted([*out, *maybe], key=lambda s: -s.token)


def _coming(walk: Walk, place: Place) -> Iterator[Seen]:
    """The subject of a clause that the pronoun stands at the head of (`In his speech, Roe …`)."""
    for head in (*place.own, *place.upper, *place.above):
        if head <= place.token:
            continue
        held = walk.page.cover.get(head)
        if held is not None and walk.kind(held.mention.entity) is EntityKind.PERSON:
            yield seen_at(walk, held.mention.entity, held.start, root=walk.page.doc[head])
        elif head in walk.doubtful.at:
            yield seen_at(walk, walk.doubtful.at[head], head, root=walk.page.doc[head])


def _candidate(walk: Walk, key: str, seen: list[Seen], gender: str, first: int) -> Candidate:
    draft = walk.page.registry.drafts.get(key)
    doubt = "" if draft is not None else walk.doubtful.doubts[key].taken_for
    count = walk.counts.get(key, 0) if draft is not None else len(seen)
    return Candidate(key, seen, count, first, draft is not None and draft.gender == gender, doubt)


def _person_of(walk: Walk, key: str, gender: str) -> bool:
    """Whether it is, or may be, a person of the gender."""
    draft = walk.page.registry.drafts.get(key)
    return draft is None or draft.kind is EntityKind.PERSON and draft.gender in (gender, None)


def _barred(walk: Walk, place: Place) -> set[str]:
    """Whom a pronoun can't be.

    Who speaks, where it stands in a quotation; what it is coordinated with; an object, the subject of its
    verb or the verb's other object.
    """
    token = walk.page.doc[place.token]
    rings = (*place.own, *place.upper, *place.beside, *place.above) if _direct(walk, place.token) else ()
    said = {key for head in rings if not walk.quoted[head] for key in keys_of(walk, head)}
    beside = [token.head] if token.dep_ == "conj" else [c for c in token.children if c.dep_ == "conj"]
    if token.dep_ == "poss":  # "his counterpart, Roe": not Roe's
        beside += [token.head, *(c for c in token.head.children if c.dep_ == "appos")]
    out = said | {key for t in beside for key in keys_of(walk, t.i)}
    if token.dep_ not in _OBJECTS or place.role == "reflexive":
        return out
    named = (one for t in _rivals(token) for one in (t, *(c for c in t.children if c.dep_ == "appos")))
    return out | {key for t in named for key in keys_of(walk, t.i)}


def _direct(walk: Walk, i: int) -> bool:
    """Whether a token stands in a quotation that begins as a sentence: there the speaker is `I`."""
    if not walk.quoted[i]:
        return False
    while i > 0 and walk.quoted[i - 1]:
        i -= 1
    return walk.page.words[i][:1].isupper()


def _rivals(token: Token) -> Iterator[Token]:
    """The subject of an object's own verb, or the object that controls the verb; the other objects of the verb."""
    verb = token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        if verb.dep_ in ("nsubj", "dobj"):
            return
        verb = verb.head
    found = [c for c in verb.children if c.dep_ in SUBJECTS]
    if not found and verb.dep_ in ("pcomp", "xcomp", "advcl", "acl"):
        governor = verb.head if verb.dep_ != "pcomp" else verb.head.head
        by_object = verb.dep_ == "xcomp" or verb.head.lower_ in coreference_words().object_control
        objects = [c for c in governor.children if c.dep_ == "dobj"] if by_object else []
        found = objects or [c for c in governor.children if c.dep_ in SUBJECTS]
    yield from found
    yield from (c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i != token.i)


def _best(walk: Walk, scores: dict[str, float]) -> str | None:
    ranked = sorted(scores.items(), key=lambda kv: (-kv[1], kv[0]))
    if not ranked or ranked[0][1] < 1.0:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    return ranked[0][0]


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
        if not body or seen.token >= i or seen.quoted or _several(walk, seen):
            continue
        score = 3.0 - 1.25 * back + (2.0 if seen.subject else 0.0) + (1.5 if seen.key in own else 0.0)
        scores[seen.key] = max(scores.get(seen.key, 0.0), score)
    best = _best(walk, scores)
    if low == "its" and any(k != best and k in near and scores[k] > scores[best or k] - _POSSESSOR for k in scores):
        return
    if best is not None:
        link(walk, i, i + 1, (best,), Form.PRONOUN, head=i, why=Why("salience", scores[best]))


def _several(walk: Walk, seen: Seen) -> bool:
    """Whether it is named as one of several subjects (`Peru and Chile`, `the two countries`)."""
    if not seen.subject:
        return False
    same = takewhile(lambda s: s.sentence >= seen.sentence, reversed(walk.seen))
    return any(s.lead == seen.lead and s.key != seen.key and s.subject for s in same)


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
