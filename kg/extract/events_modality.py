"""Did it happen: the modality of a verb's clause and of an event noun."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.events_grammar import phrasal
from kg.extract.events_lexicon import Lexicon
from kg.facts import Modality

# the stronger doubt wins where two meet
_ORDER = (Modality.ASSERTED, Modality.PLANNED, Modality.HYPOTHETICAL, Modality.NEGATED)
_EMBEDDED = frozenset({"xcomp", "ccomp", "pcomp"})
_ARGUMENT = frozenset({"nsubj", "nsubjpass", "dobj"})
_DEEPEST = 6


def weaker(one: Modality, other: Modality) -> Modality:
    """The less certain of two."""
    return max(one, other, key=_ORDER.index)


def of_verb(verb: Token, *, lexicon: Lexicon, told: bool = False, depth: int = 0) -> Modality:
    """The modality of what a verb says; `told`: inside reported speech, where `would` is a past `will`."""
    own = _own(verb, lexicon=lexicon, told=told)
    if own is Modality.NEGATED or depth > _DEEPEST:
        return own
    return weaker(own, _from_above(verb, lexicon=lexicon, told=told, depth=depth))


def _own(verb: Token, *, lexicon: Lexicon, told: bool) -> Modality:
    """What stands beside the verb: negation, modals, conditions."""
    # "said that she would go" is "I will go" told later
    told = told or (verb.dep_ == "ccomp" and verb.head.tag_ in ("VBD", "VBN"))
    # "is due in Oslo", "is expected in Oslo"
    found = Modality.PLANNED if verb.lemma_ in lexicon.words["awaiting"] else Modality.ASSERTED
    for c in verb.children:
        found = weaker(found, _by(c, verb=verb, lexicon=lexicon, told=told))
    return found


def _by(child: Token, *, verb: Token, lexicon: Lexicon, told: bool) -> Modality:
    words, low, dep = lexicon.words, child.lower_, child.dep_
    if dep == "neg" or (low in words["never"] and dep in ("advmod", "preconj", "cc")):
        return Modality.NEGATED
    if dep in _ARGUMENT and any(g.dep_ == "det" and g.lower_ in words["never"] for g in child.children):
        return Modality.NEGATED
    if dep == "aux":
        return _by_modal(low, lexicon=lexicon, told=told)
    if dep == "acomp" and verb.lemma_ == "be" and low in words["planned"]:
        return Modality.PLANNED
    if dep in ("mark", "advmod", "prep"):
        until = low in words["pending"] and verb.tag_ in ("VBZ", "VBP")
        often = dep == "advmod" and low in words["habitual"]
        return Modality.HYPOTHETICAL if until or often or (dep != "prep" and low in words["if"]) else Modality.ASSERTED
    if dep == "advcl" and any(g.dep_ == "mark" and g.lower_ in words["if"] for g in child.children):
        return Modality.HYPOTHETICAL
    return Modality.ASSERTED


def _by_modal(word: str, *, lexicon: Lexicon, told: bool) -> Modality:
    words = lexicon.words
    if word in words["possible_modal"] or (word in words["backshift_modal"] and not told):
        return Modality.HYPOTHETICAL
    planned = word in words["future_modal"] or word in words["backshift_modal"]
    return Modality.PLANNED if planned else Modality.ASSERTED


def _from_above(verb: Token, *, lexicon: Lexicon, told: bool, depth: int) -> Modality:
    head, dep = verb.head, verb.dep_
    infinitive = any(c.tag_ == "TO" for c in verb.children)
    if dep == "conj" and head.pos_ in ("VERB", "AUX"):
        bare = verb.tag_ in ("VB", "VBN", "VBG") and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)
        return of_verb(head, lexicon=lexicon, told=told, depth=depth + 1) if bare else Modality.ASSERTED
    if (dep == "advcl" and infinitive) or (dep == "xcomp" and head.lemma_ == "be"):
        return _purpose(verb, lexicon=lexicon, told=told)
    if dep in ("acl", "relcl") and infinitive:
        return _of_infinitive(head, lexicon=lexicon)
    if dep in _EMBEDDED and head.pos_ in ("VERB", "AUX", "ADJ", "ADP"):
        return _embedded(verb, lexicon=lexicon, told=told, depth=depth)
    return Modality.ASSERTED


def _purpose(verb: Token, *, lexicon: Lexicon, told: bool) -> Modality:
    """`is to visit`, `flew to Bonn to meet` are plans; `spoke so as to please` an aim."""
    head = verb.head
    full = any(c.dep_ in ("acomp", "attr") or (c.dep_ == "prep" and head.i < c.i < verb.i) for c in head.children)
    if head.lemma_ == "be" and not full:
        return weaker(Modality.PLANNED, _own(head, lexicon=lexicon, told=told))
    if head.lemma_ in lexicon.words["motion"] and not any(c.dep_ == "acomp" for c in head.children):
        return weaker(Modality.PLANNED, of_verb(head, lexicon=lexicon, told=told))
    return Modality.HYPOTHETICAL


def _of_infinitive(noun: Token, *, lexicon: Lexicon) -> Modality:
    """`the first woman to visit` did; `a decision to leave` is taken; `a wish to leave` is only a wish."""
    words = lexicon.words
    if any(c.tag_ == "JJ" and c.lower_ in words["ordinal"] for c in noun.children):
        return Modality.ASSERTED
    if any(c.lower_ in words["doubtful_adjective"] for c in noun.children):
        return Modality.HYPOTHETICAL
    return Modality.ASSERTED if noun.lemma_ in words["deed"] else Modality.HYPOTHETICAL


def _embedded(verb: Token, *, lexicon: Lexicon, told: bool, depth: int) -> Modality:
    head = verb.head
    if head.pos_ == "ADP":
        return _after_preposition(head, lexicon=lexicon, told=told, depth=depth)
    lemma = head.lemma_.lower()
    words = lexicon.words
    if lemma in words["negated"]:
        return Modality.NEGATED
    told_that = verb.dep_ == "ccomp" and not any(c.tag_ == "TO" for c in verb.children)
    if lemma in words["wondering" if told_that else "hypothetical"]:
        return Modality.HYPOTHETICAL
    if head.pos_ == "ADJ" and lemma not in words["planned"]:
        return Modality.HYPOTHETICAL
    above = of_verb(head, lexicon=lexicon, told=told, depth=depth + 1) if verb.dep_ == "xcomp" else Modality.ASSERTED
    return weaker(above, Modality.PLANNED) if lemma in words["planned"] else above


def _after_preposition(preposition: Token, *, lexicon: Lexicon, told: bool, depth: int) -> Modality:
    """`accused of bombing`, `before leaving`, `without meeting`."""
    words = lexicon.words
    if preposition.lower_ in words["never"]:
        return Modality.NEGATED
    head = preposition.head
    lemma = head.lemma_.lower()
    if lemma in words["negated"]:
        return Modality.NEGATED
    if lemma in words["hypothetical"] or lemma in words["doubtful_noun"] or lemma in words["claiming"]:
        return Modality.HYPOTHETICAL
    if preposition.lower_ in words["topic"]:
        return Modality.HYPOTHETICAL
    if preposition.lower_ in words["outlook"] and head.pos_ == "VERB":
        return of_verb(head, lexicon=lexicon, told=told, depth=depth + 1)
    return Modality.ASSERTED


def of_noun(noun: Token, *, verb: Token | None, role: str, lexicon: Lexicon, told: bool = False) -> Modality:
    """The modality of an event noun, `verb` being the verb that it goes with and `role` how."""
    words = lexicon.words
    found = Modality.ASSERTED
    for c in noun.children:
        low = c.lower_
        if c.dep_ == "neg" or (c.dep_ == "det" and low in words["never"]):
            return Modality.NEGATED
        if low in words["doubtful_adjective"]:
            found = weaker(found, Modality.HYPOTHETICAL)
        elif low in words["future_adjective"]:
            found = weaker(found, Modality.PLANNED)
    if verb is not None and role in ("object", "in"):
        return weaker(found, _under(verb, lexicon=lexicon, told=told))
    if verb is not None and role == "aim" and verb.lemma_ in words["motion"]:
        due = any(c.dep_ == "acomp" and c.lemma_ in words["planned"] for c in verb.children)
        clause = of_verb(verb, lexicon=lexicon, told=told)
        return weaker(weaker(found, clause), Modality.PLANNED if due else Modality.ASSERTED)
    if verb is not None and role == "subject" and verb.pos_ == "VERB" and verb.lemma_ in words["stage"]:
        return weaker(found, of_verb(verb, lexicon=lexicon, told=told))
    if verb is not None and role == "subject" and not any(c.dep_ in ("det", "poss") for c in noun.children):
        # talks that will bring something may never be held
        return Modality.HYPOTHETICAL if of_verb(verb, lexicon=lexicon) is not Modality.ASSERTED else found
    return weaker(found, _beneath(noun, lexicon=lexicon))


def _under(verb: Token, *, lexicon: Lexicon, told: bool) -> Modality:
    lemma, words = verb.lemma_.lower(), lexicon.words
    if phrasal(verb) in words["undoing"] or lemma in words["negated"]:
        return Modality.NEGATED
    if phrasal(verb) in words["putting_off"]:
        return Modality.PLANNED
    if lemma in words["seeking"]:
        return Modality.HYPOTHETICAL
    clause = of_verb(verb, lexicon=lexicon, told=told)
    return weaker(clause, Modality.PLANNED) if lemma in words["planned"] else clause


def _beneath(noun: Token, *, lexicon: Lexicon) -> Modality:
    """`a threat of invasion`, `called for talks`: no event yet."""
    head = noun.head
    if noun.dep_ == "pobj" and head.i != noun.i:
        above = head.head.lemma_.lower()
        words = lexicon.words
        if head.lower_ in words["never"]:
            return Modality.NEGATED
        if head.lower_ in words["aim"] and (above in words["hypothetical"] or above in words["doubtful_noun"]):
            return Modality.HYPOTHETICAL
        if head.head.pos_ == "NOUN" and above in words["doubtful_noun"]:
            return Modality.HYPOTHETICAL
        # "will respond to an attack": should there be one
        fresh = not any(
            c.dep_ == "acl" or (c.dep_ in ("det", "poss") and c.lower_ not in words["fresh"]) for c in noun.children
        )
        if head.lower_ == "to" and fresh and head.head.pos_ == "VERB":
            return (
                Modality.HYPOTHETICAL
                if of_verb(head.head, lexicon=lexicon) is not Modality.ASSERTED
                else Modality.ASSERTED
            )
    return Modality.ASSERTED
