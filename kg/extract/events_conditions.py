"""Whether a row of the lexicon fits a verb or noun: the conditions that tell its senses apart."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract import events_grammar as grammar
from kg.extract.events_lexicon import Lexicon, Row
from kg.facts import Form, Span
from kg.language.actors import Actors

_PARTICLE = frozenset({"prt", "prep", "advmod", "acomp"})


def phrases(row: Row, verb: Token) -> Iterator[Token]:
    for c in verb.children:
        if c.dep_ == "prep":
            for g in c.children:
                if f"{c.lower_} {g.lemma_.lower()}" in row.phrase and _qualified(row, g):
                    yield g


def _qualified(row: Row, noun: Token) -> bool:
    if not row.phrase_modifier:
        return True
    before = (w for c in grammar.step(noun, "mod") for w in (c.lower_, c.lemma_.lower()))
    return any(w in row.phrase_modifier for w in before)


def _beside(token: Token) -> frozenset[str]:
    """What stands beside a token: its children's relations, prepositions, particles, participles."""
    return frozenset(
        word
        for c in (*token.children, *_chained(token))
        for word in (c.dep_, c.lower_ if c.dep_ not in ("acl", "xcomp") else c.lemma_)
        if not word.startswith("punct")
    )


def _chained(token: Token) -> Iterator[Token]:
    """The second of two prepositions: `out of`, `ahead of`."""
    return (g for c in token.children if c.dep_ == "prep" for g in c.children if g.dep_ == "prep")


def _is_one(token: Token, words: frozenset[str]) -> bool:
    """Is it one of the words, or a name that has one for its title: `Ambassador Larsen`?"""
    if token.lemma_.lower() in words or token.lower_ in words:
        return True
    return token.pos_ == "PROPN" and any(c.lemma_.lower() in words for c in grammar.step(token, "mod"))


def _candidates(verb: Token, lexicon: Lexicon) -> Iterator[Token]:
    """What its object may be: also the `troops` of `some of its troops`, the `zone` of `the zone off Gabon set up`."""
    for found in grammar.objects(verb):
        yield found
        if found.lemma_.lower() in lexicon.words["quantity"]:
            yield from grammar.step(found, "of")
        if verb.dep_ == "acl":
            while found.dep_ == "pobj" and found.head.head.pos_ in ("NOUN", "PROPN"):
                found = found.head.head
                yield found


def titled(verb: Token) -> bool:
    """A verb with a capital within its sentence belongs to a title: “Face the Press”."""
    return verb.is_title and verb.i != verb.sent.start and not verb.is_upper


def verb_fits(row: Row, verb: Token, *, lexicon: Lexicon) -> bool:
    if row.particle and not any(c.lower_ == row.particle and c.dep_ in _PARTICLE for c in verb.children):
        return False
    if row.phrase and not any(True for _ in phrases(row, verb)):
        return False
    if row.object and not any(_is_one(o, row.object) for o in _candidates(verb, lexicon)):
        return False
    if not (row.without or row.requires):
        return True
    beside = _beside(verb)
    if "obj" in row.without and grammar.objects(verb):
        return False
    if "to" in row.requires and any(c.dep_ == "xcomp" for c in verb.children):
        return True
    return not (row.without & beside) and (not row.requires or bool(row.requires & beside))


def noun_fits(row: Row, noun: Token, *, actors: Actors, lexicon: Lexicon) -> bool:
    if noun.dep_ in ("compound", "amod", "nmod") and noun.head.pos_ in ("NOUN", "PROPN"):
        return False
    held = actors.mention(noun)
    if held is not None and held.form is Form.NAME:
        return False
    if noun.head.lower_ == "of" and noun.head.head.lemma_ in lexicon.words["fringe"]:
        return False
    several = noun.tag_ in ("NNS", "NNPS")
    if (row.plural and not several) or (row.singular and several):
        return False
    before = frozenset(word for c in grammar.step(noun, "mod") for word in (c.lemma_.lower(), c.lower_))
    if (row.modifier and not row.modifier & before) or row.without & before:
        return False
    if row.of and not any(_is_one(o, row.of) for o in grammar.step(noun, "of")):
        return False
    return not row.requires or bool(row.requires & _beside(noun))


def trigger(row: Row, token: Token) -> Span:
    """The words that name the event: the verb with its particle and object, the noun with its modifier."""
    tokens = [token]
    if row.noun:
        tokens += [c for c in grammar.step(token, "mod") if c.lemma_.lower() in row.modifier]
    elif row.particle:
        tokens += [c for c in token.children if c.lower_ == row.particle][:1]
    if not row.noun and row.object:
        tokens += [o for o in grammar.objects(token) if o.i > token.i and o.i - token.i <= 3][:1]
    first, last = min(tokens, key=lambda t: t.i), max(tokens, key=lambda t: t.i)
    return Span(first.idx, last.idx + len(last.text))
