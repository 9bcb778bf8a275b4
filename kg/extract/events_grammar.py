"""Where a verb's or noun's arguments stand in the parse, and whom or what they lead to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from spacy.tokens import Token

from kg.extract.events_lexicon import Lexicon
from kg.facts import EntityKind
from kg.language.actors import Actors

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_MODIFIER = frozenset({"amod", "compound", "nmod", "nummod"})
_PREPOSITION = frozenset({"prep", "agent", "dative"})
_PARTICLE = frozenset({"prt", "advmod", "prep"})
_LEADING = frozenset({"compound", "amod", "nmod", "det", "poss", "nummod"})
_RELATIVE = frozenset({"WDT", "WP"})
# "accused her of leaving", "kept them from leaving"
_BLAMED = frozenset({"for", "of", "from"})
# prepositions that begin a clause as well
_CONJUNCTIONS = frozenset({"after", "before", "since", "until"})
_TO_WHOM = frozenset({"on", "upon", "to", "for"})
_TIMES = frozenset({"DATE", "TIME"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_DEEPEST = 6  # steps up the tree before a search is given up


def passive(verb: Token) -> bool:
    """Is the verb passive: with its auxiliary, or a bare past participle after its noun?"""
    if any(c.dep_ in ("nsubjpass", "auxpass") for c in verb.children):
        return True
    if verb.dep_ == "conj" and verb.tag_ == "VBN" and not any(c.dep_ in ("nsubj", "aux") for c in verb.children):
        return passive(verb.head)
    return verb.dep_ == "acl" and verb.tag_ == "VBN"


def phrasal(verb: Token) -> str:
    """The verb's lemma with its particle: `call off`."""
    particle = next((c.lower_ for c in verb.children if c.dep_ == "prt"), "")
    return f"{verb.lemma_.lower()} {particle}".rstrip()


def antecedent(token: Token) -> Token:
    """The noun that a relative pronoun stands for; else the token itself."""
    if token.tag_ not in _RELATIVE:
        return token
    verb = token.head
    for _ in range(_DEEPEST):
        if verb.dep_ == "relcl":
            return verb.head
        verb = verb.head
    return token


def swallowed(verb: Token) -> Token | None:
    """`In Basel, Norway and Peru signed it`: the subject that the parser joined to the place before it."""
    before = verb.doc[verb.i - 1] if verb.i else verb
    if verb.tag_ not in _FINITE or _has_subject(verb) or verb.dep_ != "ROOT" or before.dep_ != "conj":
        return None
    while before.dep_ == "conj":
        first = before
        before = before.head
    comma = verb.doc[first.left_edge.i - 1].text == "," if first.left_edge.i else False
    fronted = before.dep_ == "pobj" and before.i < first.i < verb.i and any(a.i == verb.i for a in before.ancestors)
    return first if comma and fronted else None


def subject(verb: Token) -> Token | None:
    """The verb's grammatical subject, its own or the one that control gives it."""
    joined = swallowed(verb)
    if joined is not None:
        return joined
    for _ in range(_DEEPEST):
        own = [c for c in verb.children if c.dep_ in _SUBJECT]
        if own:  # of two, the one beside the verb
            return antecedent(max(own, key=lambda c: (c.i < verb.i, c.i)))
        found, verb = _inherited(verb)
        if found is not None or verb is None:
            return found
    return None


def _inherited(verb: Token) -> tuple[Token | None, Token]:
    """A subject given by the clause above, or the verb above to ask next (itself at the top)."""
    head = verb.head
    if head.i == verb.i:
        return None, head
    if verb.dep_ == "conj" and verb.tag_ in _FINITE:
        governed = _under_conjunction(verb)
        if governed is not None:
            return governed, head
        while head.tag_ not in _FINITE and head.dep_ in ("xcomp", "ccomp", "advcl", "conj") and not _has_subject(head):
            head = head.head
        return None, head
    if verb.dep_ == "xcomp":
        before = (c for c in head.children if c.dep_ in ("dobj", "dative") and c.i < verb.i)
        objects = [c for c in before if c.ent_type_ not in _TIMES] + _called_on(head, verb)  # "spent a day talking"
        return (objects[0], head) if objects and not passive(head) else (None, head)
    if verb.dep_ in ("acl", "relcl"):
        return _of_noun(verb), head
    if verb.dep_ == "pcomp" and head.lower_ in _BLAMED:
        punished = [c for c in head.head.children if c.dep_ == "dobj"]
        if punished and not passive(head.head):
            return punished[0], head
    if verb.dep_ in ("pcomp", "prep"):
        while head.dep_ == "prep" and head.head.i != head.i:
            head = head.head
    return None, head


def _under_conjunction(verb: Token) -> Token | None:
    """`left after the envoy, Ana Roe, met rebels`: the subject that the parser took for a preposition's object."""
    head = verb.head
    if verb.nbor(-1).text != "," or any(c.dep_ == "cc" and c.i < verb.i for c in head.children):
        return None
    between = (c for c in head.children if c.lower_ in _CONJUNCTIONS and head.i < c.i < verb.i)
    nouns = (g for c in between for g in c.children if g.dep_ == "pobj" and g.right_edge.i == verb.i - 2)
    return next((g for g in nouns if any(t.dep_ == "appos" for t in g.subtree)), None)


def _called_on(head: Token, verb: Token) -> list[Token]:
    """Whom a request is made to by a preposition: `called on Gabon to act`."""
    between = (c for c in head.children if c.dep_ == "prep" and head.i < c.i < verb.i and c.lower_ in _TO_WHOM)
    return [g for c in between for g in c.children if g.dep_ == "pobj" and g.ent_type_ not in _TIMES]


def _has_subject(verb: Token) -> bool:
    return any(c.dep_ in _SUBJECT for c in verb.children)


def _of_noun(verb: Token) -> Token | None:
    """Who does what a noun's clause says: the noun (`troops massing`), or its owner (`Peru's decision to go`)."""
    noun = verb.head
    if verb.tag_ in ("VBG", "VBN"):
        return noun
    owners = [c for c in noun.children if c.dep_ == "poss"] or step(noun, "by")
    if not owners and noun.dep_ != "attr" and not any(c.dep_ == "amod" for c in noun.children):
        owners = step(noun, "of")
    if owners:
        return owners[0]
    clause = noun.head
    if noun.dep_ in ("dobj", "attr") and clause.pos_ in ("VERB", "AUX"):
        return subject(clause)
    return noun


def matrix(verb: Token) -> Token:
    """The clause above an infinitive that has its object for subject: `asked` of `asked her to go`."""
    while verb.head.pos_ == "VERB" and _controlled(verb):
        verb = verb.head
    return verb


def _controlled(verb: Token) -> bool:
    if verb.dep_ == "ccomp":
        return verb.tag_ == "VB" and any(c.tag_ == "TO" for c in verb.children) and _has_subject(verb)
    return verb.dep_ == "xcomp" and any(c.dep_ in ("dobj", "dative") for c in verb.head.children)


def subjects(verb: Token) -> list[Token]:
    """Who does it: the subject of an active verb, the `by` of a passive one."""
    if passive(verb):
        return step(verb, "by")
    found = subject(verb)
    return [found] if found is not None else []


def objects(verb: Token) -> list[Token]:
    """To whom or what it is done, active or passive."""
    if passive(verb):
        own = [c for c in verb.children if c.dep_ == "nsubjpass"]
        if own:
            return [antecedent(own[0])]
        if verb.dep_ == "acl":
            return [verb.head]
        found = subject(verb)
        return [found] if found is not None else []
    return [antecedent(c) for c in verb.children if c.dep_ in ("dobj", "obj")]


def right_after(verb: Token) -> list[Token]:
    """The noun phrase after an active verb without an object, where the parser made it a later verb's subject."""
    if verb.i + 1 >= len(verb.doc) or passive(verb) or objects(verb):
        return []
    noun = verb.doc[verb.i + 1]
    while noun.dep_ in _LEADING and noun.head.i > noun.i:
        noun = noun.head
    return [noun] if noun.dep_ == "nsubj" and noun.head.i > noun.i else []


def step(token: Token, name: str) -> list[Token]:
    """The arguments of a token in one slot; a name that is no relation is a preposition."""
    finder = _STEPS.get(name)
    return finder(token) if finder else list(_after(token, name))


def _after(token: Token, preposition: str) -> Iterator[Token]:
    for c in token.children:
        if c.lower_ != preposition:
            if c.dep_ in _PARTICLE:  # out of, ahead of
                yield from (h for g in c.children if g.lower_ == preposition for h in g.children if h.dep_ == "pobj")
            continue
        if c.dep_ in _PREPOSITION or c.pos_ == "ADP":
            yield from (g for g in c.children if g.dep_ in ("pobj", "pcomp"))
        if c.tag_ == "VBG":  # involving, asking
            yield from (g for g in c.children if g.dep_ in ("dobj", "pobj"))


def _children(*deps: str) -> Callable[[Token], list[Token]]:
    wanted = frozenset(deps)
    return lambda token: [c for c in token.children if c.dep_ in wanted]


def _datives(token: Token) -> list[Token]:
    found = [c for c in token.children if c.dep_ == "dative"]
    return [g for c in found for g in (c.children if c.pos_ == "ADP" else (c,))]


def _modifiers(token: Token) -> list[Token]:
    """What stands before a noun; also before a title (`U.S. Ambassador Jane Doe`) or a hyphen (`Franco-German`)."""
    found = [c for c in token.children if c.dep_ in _MODIFIER]
    inner = [g for c in found for g in c.children if g.dep_ in _MODIFIER | {"npadvmod"}]
    joined = any(g.tag_ == "HYPH" for c in found for g in c.children)
    return (inner if joined or token.pos_ == "PROPN" else []) + found


_STEPS: dict[str, Callable[[Token], list[Token]]] = {
    "subj": subjects,
    "obj": objects,
    "dative": _datives,
    "poss": _children("poss"),
    "adj": _children("amod"),
    "conj": _children("conj"),
    "compound": _children("compound"),
    "mod": _modifiers,
    "appos": _children("appos"),
    "acomp": _children("acomp"),
}


def walk(token: Token, path: str) -> Iterator[Token]:
    """The arguments at the end of a path of slots such as `obj.with`."""
    first, _, rest = path.partition(".")
    for found in step(token, first):
        if rest:
            yield from walk(found, rest)
        else:
            yield found


def parties(token: Token, *, actors: Actors, lexicon: Lexicon) -> tuple[str, ...]:
    """The actors that a noun phrase stands for, as keys; () where nobody is known.

    A description in which a country is named (`Peruvian soldiers`) stands for that country; one
    with a known body as its whole (`members of the Senate`) for that body.
    """
    if token.tag_ == "PRP$" and (owner := _relative_subject(token)) is not None:
        token = owner
    keys = actors.of(token)
    lemma = token.lemma_.lower()
    collective = lemma in lexicon.words["people"] or lemma in lexicon.words["member"]
    crew = lemma in lexicon.words["crew"]
    named = tuple(k for k in keys if _certain(k, actors=actors, crew=crew))
    found = named or _described(token, keys, actors=actors, lexicon=lexicon, collective=collective)
    besides = [g for c in step(token, "appos") for g in step(c, "conj")] + _joined_before(token)
    return distinct((*found, *(k for g in besides for k in parties(g, actors=actors, lexicon=lexicon))))


def _joined_before(name: Token) -> list[Token]:
    """A name that the parser hung before the one it is joined to: `between Kim and President Jane Doe`."""
    if name.pos_ != "PROPN":
        return []
    return [c for c in name.children if c.dep_ in ("nmod", "compound") and any(g.dep_ == "cc" for g in c.children)]


def _relative_subject(owner: Token) -> Token | None:
    """The noun of the relative clause that a possessive stands in: `Okafor, who served until his death`."""
    for verb in owner.ancestors:
        if verb.dep_ == "relcl":
            subjects_ = [c for c in verb.children if c.dep_ in _SUBJECT]
            return verb.head if subjects_ and subjects_[0].tag_ == "WP" else None
    return None


def _certain(key: str, *, actors: Actors, crew: bool) -> bool:
    """Is the key somebody by name, and not a body known only by what it is called here?"""
    entity = actors.entities[key]
    if entity.kind is EntityKind.GROUP:
        return False
    return entity.known or entity.kind is not EntityKind.ORGANISATION or not crew


def _described(
    token: Token, keys: tuple[str, ...], *, actors: Actors, lexicon: Lexicon, collective: bool
) -> tuple[str, ...]:
    lemma = token.lemma_.lower()
    outside = lemma in lexicon.words["nonstate"]
    if (keys or collective) and not outside:
        country = [a for c in step(token, "mod") + step(token, "poss") for a in actors.of(c)]
        if country:
            return distinct(country)
    if lemma in lexicon.words["member"]:
        whole = [a for c in step(token, "of") for a in actors.of(c)]
        if whole:
            return distinct(whole)
    leaders = (
        t for c in token.children if c.dep_ == "acl" and c.lemma_ in lexicon.words["leading"] for t in step(c, "by")
    )
    return keys or distinct(a for c in (*step(token, "appos"), *leaders) for a in actors.of(c))


def places(token: Token, *, actors: Actors, lexicon: Lexicon) -> tuple[str, ...]:
    """The places that a noun phrase names: `Basel, Switzerland`, `Basel airport`, `a school in Basel`.

    `The U.S. embassy` is no place of the United States; `the city of Basel` is Basel.
    """
    found = dict.fromkeys(_named(token, actors))
    if not found:
        before = (k for c in step(token, "compound") for k in actors.places(c))
        found = dict.fromkeys(k for k in before if actors.kind(k) is EntityKind.PLACE)
    if token.lemma_.lower() in lexicon.words["settlement"]:
        found.update(dict.fromkeys(k for c in step(token, "of") for k in actors.places(c)))
    for c in step(token, "appos"):
        found.update(dict.fromkeys(actors.places(c)))
    for c in token.children:
        if c.lower_ in lexicon.words["where"]:
            found.update(dict.fromkeys(k for t in step(token, c.lower_) for k in _named(t, actors)))
    return tuple(found)


def _named(token: Token, actors: Actors) -> tuple[str, ...]:
    """The places that the token and those joined to it name, unless these are the subject of what follows."""
    several = any(c.dep_ == "conj" for c in token.children)
    return actors.places(token, conjuncts=several and swallowed(token.sent.root) is None)


def distinct(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))
