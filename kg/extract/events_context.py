"""How an event word stands in its sentence: known or new, taken for granted or told, with which verb."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract import events_grammar as grammar
from kg.extract.events_lexicon import Lexicon

_POINTER = frozenset({"PRP", "DT"})
_DEEPEST = 4


def definite(noun: Token, lexicon: Lexicon) -> bool:
    """`the talks`, `her visit`, `it was the first visit`."""
    if noun.dep_ == "attr" and any(c.dep_ == "nsubj" and c.tag_ in _POINTER for c in noun.head.children):
        return True
    return any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ in lexicon.words["definite"]) for c in noun.children)


def given(token: Token, lexicon: Lexicon) -> bool:
    """Is it taken for granted: `the talks`, `after a meeting`, `the ties broken in May`, `who fled in May`?"""
    if token.pos_ == "VERB":
        return _given_clause(token, lexicon)
    made = any(c.dep_ == "acl" and c.tag_ == "VBN" for c in token.children)
    return made or definite(token, lexicon) or (token.dep_ == "pobj" and token.head.lower_ in lexicon.words["temporal"])


def looks_ahead(noun: Token, verb: Token) -> bool:
    """`At their summit, Reagan and Gorbachev agreed`: the pronoun is the subject's that follows."""
    who = grammar.subject(verb)
    return who is not None and noun.i < who.i and any(c.tag_ == "PRP$" for c in grammar.step(noun, "poss"))


def _given_clause(verb: Token, lexicon: Lexicon) -> bool:
    """`the ties broken in May`, `who fled in May`, `the decision to leave`, `after he left`."""
    if verb.dep_ in ("acl", "relcl"):
        chosen = verb.head.lemma_ in lexicon.words["deed"] and definite(verb.head, lexicon)
        return verb.tag_ in ("VBN", "VBD", "VBZ", "VBP") or (verb.tag_ == "VB" and chosen)
    marks = [c.lower_ for c in verb.children if c.dep_ in ("mark", "advmod")]
    return verb.dep_ == "advcl" and verb.tag_ == "VBD" and any(m in lexicon.words["temporal"] for m in marks)


def simple_present(verb: Token) -> bool:
    """`flies to Oslo`, which says what is usual unless a date says when."""
    return verb.tag_ in ("VBZ", "VBP") and not any(c.dep_ in ("aux", "auxpass") for c in verb.children)


def governor(noun: Token, *, lexicon: Lexicon) -> tuple[Token | None, str]:
    """The verb that an event noun goes with, and how: object, subject, in, control; or (None, "")."""
    for _ in range(_DEEPEST):
        head, dep = noun.head, noun.dep_
        if head.i == noun.i:
            return None, ""
        # what has an object is a verb, though it look like an adjective: "that they open talks"
        if dep == "dobj" or (dep in ("nsubjpass", "dative") and head.pos_ in ("VERB", "AUX")):
            return head, "object"
        if dep == "nsubj" and head.pos_ in ("VERB", "AUX"):
            return head, "subject"
        if dep == "conj" or _contained(noun, lexicon=lexicon):
            noun = head if dep == "conj" else head.head
            continue
        if dep == "pobj":
            return _through_preposition(head, lexicon=lexicon)
        return None, ""
    return None, ""


def _contained(noun: Token, *, lexicon: Lexicon) -> bool:
    """`a day of talks`: the noun that goes with the verb is the one above."""
    of = noun.head
    return noun.dep_ == "pobj" and of.lower_ == "of" and of.head.lemma_.lower() in lexicon.words["container"]


def _through_preposition(preposition: Token, *, lexicon: Lexicon) -> tuple[Token | None, str]:
    """The verb above `in a crash`, `after talks with`, or above the noun that they hang on."""
    words, low, head = lexicon.words, preposition.lower_, preposition.head
    if low == "in" and (above := head if head.pos_ == "VERB" else head.head).lemma_.lower() in words["part_in"]:
        return above, "in"
    if low == "for" and head.lemma_.lower() in words["thanks"]:
        return head, "thanks"
    if low == "to" and head.lemma_.lower() in words["keeping"]:
        return head, "control"
    if low not in words["control"]:
        return None, ""
    for _ in range(_DEEPEST):
        if head.pos_ in ("VERB", "AUX"):
            return head, "aim" if low == "for" else "control"
        if head.head.i == head.i:
            break
        head = head.head
    return None, ""
