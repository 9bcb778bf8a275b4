"""Reading the parse around a cue: who its subject is, where its content and target stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

_SUBJECTS = frozenset(["nsubj", "nsubjpass", "csubj"])
_RELATIVES = frozenset(["WDT", "WP"])
_CLAUSE_HEADS = frozenset(["VERB", "AUX"])
_NOUN_PHRASE = frozenset(["DT", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "CD"])
_CLIMBS = frozenset(["advcl", "xcomp", "ccomp", "conj", "pcomp", "dep", "prep"])
_STEPS = 8


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these labels."""
    return next((c for c in token.children if c.dep_ in deps), None)


def passive(verb: Token) -> bool:
    """Is it a passive, also a reduced one (`asked about it, Novak …`, `the plan proposed by Peru`)?"""
    if verb.tag_ not in ("VBN", "VBD"):
        return False
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return verb.tag_ == "VBN"
    if set_off(verb) is not None:
        return True
    if after_apposition(verb):
        return False
    return verb.dep_ in ("acl", "advcl") and not any(c.dep_ in ("aux", "nsubj") for c in verb.children)


def after_apposition(verb: Token) -> bool:
    """`The envoy, Ana Roe, called on Peru …`: the main verb, which the parser took for a participle of its subject."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl") or noun.dep_ != "ROOT" or verb.nbor(-1).text != "," or agent(verb) is not None:
        return False
    return any(c.dep_ == "appos" and noun.i < c.i < verb.i for c in noun.children)


def set_off(verb: Token) -> Token | None:
    """`Novak, asked about it, said …`: the name, where the parser took the participle for a clause of its own."""
    if verb.dep_ not in ("ccomp", "advcl") or verb.head.i < verb.i or verb.i < 2:
        return None
    name = child(verb, "nsubj")
    return name if name is not None and name.i == verb.i - 2 and verb.nbor(-1).text == "," else None


def left(token: Token) -> int:
    return int(token.left_edge.i)


def right(token: Token) -> int:
    """One after the last token of the subtree."""
    return int(token.right_edge.i) + 1


def finite(verb: Token) -> bool:
    """Has it a subject or a finite form, and no "to"?"""
    if any(c.dep_ in ("aux", "mark") and c.tag_ == "TO" for c in verb.children):
        return False
    if verb.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(c.dep_ in ("aux", "auxpass") and c.tag_ != "TO" for c in verb.children)


def infinitive(verb: Token) -> Token | None:
    """The "to" of an infinitive."""
    return next((c for c in verb.children if c.tag_ == "TO" and c.i < verb.i), None)


def infinitive_start(to: Token) -> int:
    """Where an infinitive begins: with its "to", or with the "not" right before it."""
    before = to.nbor(-1) if to.i > 0 else to
    return int(before.i) if before.dep_ == "neg" else int(to.i)


def subject(verb: Token, *, documents: frozenset[str]) -> Token | None:
    """Who does it: its own subject, of a passive the agent, or the subject of the clause that it hangs from.

    Args:
        verb: a verb, a participle, or an adjective after a copula.
        documents: nouns that say something for their author (`a statement saying`).
    """
    if passive(verb):
        return agent(verb)
    at: Token | None = verb
    for _ in range(_STEPS):
        if at is None:
            return None
        found = _own(at)
        if found is not None:
            return _antecedent(found, at)
        at, noun = _governor(at)
        if noun is not None:
            return _behind(noun, documents=documents)
    return None


def _own(verb: Token) -> Token | None:
    """Its own subject, also of a passive."""
    found = child(verb, "nsubj", "csubj", "nsubjpass")
    return _after_comma(found, verb) if found is not None and found.tag_ == "VBG" else found


def _after_comma(participle: Token, verb: Token) -> Token | None:
    """`Calling it a trap, Novak, the envoy, said`: the name that the parser took into the participle's phrase."""
    doc = participle.doc
    i = next((i for i in range(participle.i, verb.i) if doc[i].text == ","), verb.i) + 1
    head = None
    while i < verb.i and doc[i].tag_ in _NOUN_PHRASE:
        head = doc[i]
        i += 1
    return head


def owner(noun: Token) -> Token | None:
    """Whose it is: `Peru's claim`, also where the parser missed the possessive."""
    found = child(noun, "poss")
    if found is None and noun.i > 1 and noun.nbor(-1).tag_ == "POS":
        return noun.nbor(-2)
    return found


def agent(verb: Token) -> Token | None:
    by = child(verb, "agent")
    return child(by, "pobj") if by is not None else None


def _antecedent(found: Token, verb: Token) -> Token:
    """For `who` the noun that its clause hangs from."""
    if found.tag_ in _RELATIVES and verb.dep_ == "relcl":
        return verb.head
    return found


def _governor(verb: Token) -> tuple[Token | None, Token | None]:
    """The verb whose subject it shares, or the noun that it describes."""
    head = verb.head
    if head.i == verb.i or verb.dep_ not in _CLIMBS | {"acl", "relcl", "acomp", "oprd", "attr"}:
        return None, None
    if verb.dep_ in ("acl", "relcl"):
        return (None, head) if head.pos_ not in _CLAUSE_HEADS else (head, None)
    if verb.dep_ == "pcomp" and head.dep_ == "prep":
        return _through_preposition(head)
    if verb.dep_ == "ccomp" and finite(verb):
        return None, None
    return head, None


def _through_preposition(preposition: Token) -> tuple[Token | None, Token | None]:
    """`quoted X as saying`, `was quoted as saying`, `ended by saying`."""
    verb = preposition.head
    if preposition.lower_ == "as" and verb.pos_ == "VERB":
        described = child(verb, "nsubjpass") if passive(verb) else child(verb, "dobj")
        if described is not None:
            return None, described
    return verb, None


def _behind(noun: Token, *, documents: frozenset[str]) -> Token:
    """The author of a document: its possessor, or the subject of its verb; any other noun itself."""
    if noun.lemma_.lower() not in documents:
        return noun
    found = owner(noun)
    if found is not None:
        return found
    verb = noun.head
    if noun.dep_ == "pobj":
        verb = verb.head
    if verb.pos_ != "VERB":
        return noun
    if noun.dep_ == "nsubj":
        return noun
    return subject(verb, documents=frozenset()) or noun


def prepositions(token: Token, words: Iterable[str]) -> Iterator[Token]:
    """Its prepositional children with these words, in text order."""
    wanted = frozenset(words)
    for c in token.children:
        if c.dep_ in ("prep", "dative", "agent") and c.lower_ in wanted:
            yield c


def complement_of(preposition: Token) -> Token | None:
    return child(preposition, "pobj", "pcomp")


def object_of(verb: Token) -> Token | None:
    """Whom or what it is done to."""
    if not passive(verb):
        return child(verb, "dobj", "dative", "obj")
    found = child(verb, "nsubjpass")
    if found is not None:
        return _antecedent(found, verb)
    if verb.dep_ == "acl":
        return verb.head
    return child(verb.head, "nsubj") if verb.dep_ == "advcl" else None
