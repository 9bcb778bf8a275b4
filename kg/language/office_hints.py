"""Names that what is said of them makes holders of an office, and so persons: `X Y was elected president`."""

from __future__ import annotations

from spacy.tokens import Token

from kg.language.office_words import office_words
from kg.language.words import office_grammar


def holds_office(name: Token) -> bool:
    """Whether a verb or an apposition gives the name, its root token, a public office.

    Bodies lead, mediate and represent too: such words say nothing.
    """
    if name.dep_ in ("nsubj", "nsubjpass"):
        return _of_subject(name.head, passive=name.dep_ == "nsubjpass")
    while name.dep_ == "conj" and name.head.i < name.i:
        name = name.head
    # "the foreign ministers of X and Y, A B and C D,"
    return name.dep_ == "appos" and office_words().is_plural(name.head.lower_) and _personal(name.head)


def _of_subject(verb: Token, *, passive: bool) -> bool:
    grammar = office_grammar()
    if passive:
        return verb.lemma_ in grammar.appointing and _office_of(verb)
    if verb.lemma_ in grammar.copulas:
        return any(c.dep_ == "attr" and _personal(c) for c in verb.children)
    return verb.lemma_ in grammar.holding | grammar.leaving | grammar.succeeding and _as_office(verb)


def _office_of(verb: Token) -> bool:
    return any(c.dep_ in ("oprd", "attr") and _personal(c) for c in verb.children) or _as_office(verb)


def _as_office(verb: Token) -> bool:
    return any(c.lower_ == "as" and any(_personal(g) for g in c.children if g.dep_ == "pobj") for c in verb.children)


def _personal(noun: Token) -> bool:
    """Whether only persons hold it: no `leader`, `representative`, `mediator`."""
    low = noun.lower_
    return office_words().is_head(low) and not office_words().is_vague(low) and low not in office_grammar().of_bodies
