"""Does a date look back or ahead? The tense of the verb that governs it tells."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum

from spacy.tokens import Token

from kg.language.date_words import words


class Tense(Enum):
    """Where the words around a date put it, seen from the day of publication."""

    PAST = "past"
    LIKELY_PAST = "likely past"  # the verb is past, but the date hangs on a noun below it
    FUTURE = "future"
    PRESENT = "present"  # of what is soon to come, or in a headline of what has been
    UNKNOWN = "unknown"


VERBS = frozenset({"VERB", "AUX"})
_FINITE_PAST = frozenset({"VBD"})
_FINITE_PRESENT = frozenset({"VBZ", "VBP"})
_OPEN_TAGS = frozenset({"VBN", "VB", "JJ"})
_AUXILIARY = frozenset({"aux", "auxpass"})


def tense_of(token: Token) -> Tense:
    """Does what the token depends on lie before or after the day of publication?"""
    table = words().lists
    below_noun = False
    for node in _upwards(token):
        if node.lower_ in table["past_prepositions"] and node.dep_ in ("prep", "mark"):
            return Tense.PAST
        if node.i == token.i:
            continue
        if node.lower_ in table["future_prepositions"] and node.i == token.head.i and node.head.tag_ in _OPEN_TAGS:
            return Tense.FUTURE
        if node.lemma_.lower() in table["future_cues"] and node.tag_ not in _FINITE_PAST:
            return Tense.LIKELY_PAST if _had_been(node) or _lies_behind(node) else Tense.FUTURE
        if node.pos_ in VERBS and (told := verb_tense(node)):
            return _shaded(told, node, below_noun=below_noun)
        below_noun = below_noun or node.pos_ in ("NOUN", "PROPN")
    return Tense.UNKNOWN


def _shaded(told: Tense, verb: Token, *, below_noun: bool) -> Tense:
    """What the verb's tense says of a date below it."""
    if told is Tense.FUTURE and _lies_behind(verb):
        return Tense.LIKELY_PAST
    if told is Tense.FUTURE and _is_simple_present(verb):
        return Tense.PRESENT
    return Tense.LIKELY_PAST if below_noun and told is Tense.PAST else told


def _is_simple_present(verb: Token) -> bool:
    finite = verb.tag_ in _FINITE_PRESENT and verb.lemma_ not in words().lists["be"]
    return finite and not any(c.dep_ in _AUXILIARY for c in verb.children)


def _is_due(verb: Token) -> bool:
    """`is due in Oslo on Thursday`."""
    set_for = words().lists["set_for"]
    return verb.tag_ in _FINITE_PRESENT and any(c.dep_ == "acomp" and c.lemma_ in set_for for c in verb.children)


def _upwards(token: Token) -> Iterator[Token]:
    yield token
    while token.head.i != token.i:
        token = token.head
        yield token


def _lies_behind(infinitive: Token) -> bool:
    """`met to sign it on Friday`, `had been due to expire on Friday`."""
    if infinitive.dep_ == "xcomp" and infinitive.head.lemma_.lower() in words().lists["future_cues"]:
        return _had_been(infinitive.head)
    return infinitive.dep_ == "advcl" and verb_tense(infinitive.head) is Tense.PAST


def _had_been(cue: Token) -> bool:
    """`had been due to expire on Friday`: what was set lies behind."""
    verb = cue.head if cue.dep_ in ("acomp", "oprd") else cue
    table = words().lists
    had = any(c.dep_ in _AUXILIARY and c.lower_ in table["had"] for c in verb.children)
    return had or any(c.dep_ == "advmod" and c.lower_ in table["at_first"] for c in cue.children)


def verb_tense(verb: Token) -> Tense | None:
    """The tense that a verb and its auxiliaries show; None where a verb above must tell."""
    table = words().lists
    helpers = [c for c in verb.children if c.dep_ in _AUXILIARY]
    perfect = any(h.lower_ in table["have"] for h in helpers)
    if perfect and any(h.lower_ in table["past_modals"] or h.tag_ == "TO" for h in helpers):
        return Tense.PAST
    if any(h.lower_ in table["future_modals"] for h in helpers) or any(h.tag_ == "TO" for h in helpers):
        return Tense.FUTURE
    if verb.lemma_ in table["be"] and any(is_set(c) for c in verb.children):
        return Tense.FUTURE
    if _is_due(verb):
        return Tense.FUTURE
    tags = {h.tag_ for h in helpers} or {verb.tag_}
    if tags & _FINITE_PAST or any(h.lemma_ == "have" for h in helpers) or (verb.tag_ == "VBN" and not helpers):
        return Tense.PAST
    if tags & _FINITE_PRESENT:
        if helpers and verb.tag_ == "VBN":
            return Tense.PAST
        return Tense.UNKNOWN if verb.lemma_ in table["timeless"] or _may_be_past(verb, helpers) else Tense.FUTURE
    return None


def _may_be_past(verb: Token, helpers: list[Token]) -> bool:
    """`hit`, `cut`, `put`: the past looks like the present."""
    return verb.tag_ == "VBP" and not helpers and verb.lower_ in words().lists["same_in_past"]


def is_set(verb: Token) -> bool:
    """Is it the infinitive of `is to visit`, which the parser may call an adverbial clause?"""
    below_be = verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_ in words().lists["be"]
    return below_be and any(c.tag_ == "TO" for c in verb.children)
