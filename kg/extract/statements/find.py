"""Find attributions: a cue, who stands behind it, and the words that it attributes.

Everything here is tokens and grammar; who a phrase is, is asked later. `Found` names phrases by
their head tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.statements import cues, grammar
from kg.extract.statements.contents import content
from kg.extract.statements.cues import Cue, Lexicon
from kg.extract.statements.regions import Region, Regions, tidy
from kg.extract.statements.sentences import Sentence, Text

IsActor = Callable[[Token], bool]

_MODALS = frozenset(["might", "may", "could", "should", "would", "must", "will", "shall", "'ll", "’ll"])
_UPON = frozenset(["of", "on", "against"])
_PARTICLES = frozenset(["prt", "advmod", "prep", "dobj"])
_CONDITIONS = frozenset(["if", "unless", "whether", "until"])
_OF_ITS_OWN = ("nsubj", "nsubjpass", "mark", "aux", "auxpass")
_COMPLEMENTS = frozenset(["acomp", "oprd", "ccomp", "xcomp", "advmod"])


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution: token regions of its content, head tokens of who it involves."""

    cue: Cue
    rule: str
    at: Region
    sentence: Sentence
    content: Regions
    speaker: Token | None
    addressees: tuple[Token, ...] = ()
    about: tuple[Token, ...] = ()
    nested: bool = False


def attributions(text: Text, sentence: Sentence, lexicon: Lexicon, *, is_actor: IsActor) -> Iterator[Found]:
    """The attributions whose cue stands in this sentence outside quotations, in text order."""
    for i in range(sentence.start, sentence.end):
        if text.inside[i] >= 0:
            continue
        for cue in _rows(text.doc[i], lexicon):
            found = _read(text, sentence, text.doc[i], cue, lexicon, is_actor)
            if found is not None:
                yield found
                break


def introduced(text: Text, sentence: Sentence, quotation: Region, lexicon: Lexicon) -> Found | None:
    """The attribution of a quotation that a sentence announces, by its last cue that takes one."""
    for i in range(sentence.end - 1, sentence.start - 1, -1):
        token = text.doc[i]
        for cue in _rows(token, lexicon) if text.inside[i] < 0 else ():
            if "quotation" not in cue.takes or not _fits(token, cue) or not _said(token, lexicon):
                continue
            speaker = _speaker(token, token, cue, lexicon)
            if speaker is not None:
                return Found(cue, f"{cue.id}/below", (i, i + 1), sentence, (quotation,), speaker)
    return None


def joined(found: Found, region: Region) -> Found:
    """The same attribution with one more region (`"A," X said. "B."`)."""
    return replace(found, content=(*found.content, region))


def _rows(token: Token, lexicon: Lexicon) -> tuple[Cue, ...]:
    """The rows that a token may stand for, by its form and part of speech."""
    rows, tag, form = lexicon.rows, token.tag_, token.lower_
    if form in rows["adjunct"]:
        return rows["adjunct"][form]
    if tag == "VBG" and (token.dep_ in ("dobj", "pobj", "nsubj") or (token.i and token.nbor(-1).tag_ == "POS")):
        return rows["noun"].get(form, ())
    if tag[0] == "V":
        if tag == "VBN" and form in rows["adjective"] and grammar.agent(token) is None:
            return rows["adjective"][form]
        return rows["verb"].get(form, ())
    if tag in ("NN", "NNS"):
        return rows["noun"].get(form, ())
    return rows["adjective"].get(form, ()) if tag == "JJ" else ()


def _read(text: Text, sentence: Sentence, token: Token, cue: Cue, lexicon: Lexicon, is_actor: IsActor) -> Found | None:
    """What the token attributes as this row, if anything."""
    if cue.kind == "adjunct":
        return _adjunct(text, sentence, token, cue)
    verb = _clause_verb(token, cue)
    if not _fits(token, cue) or (verb is not None and not _said(verb, lexicon)):
        return None
    speaker = _speaker(token, verb, cue, lexicon)
    to = _targets(token, cue.addressee, is_actor=is_actor) or _inherited(token, cue, lexicon, is_actor=is_actor)
    about = _targets(token, cue.about, is_actor=is_actor)
    for frame in cue.takes:
        regions = content(text, sentence, token, frame, cue=cue, speaker=speaker, taken=to + about)
        if regions:
            raised = frame == "clause" and "subject" in cue.addressee
            to = tuple(t for t in to if raised or not _within(t, regions))
            if cue.named and not any(t.pos_ == "PROPN" for t in to):
                return None
            named = frame in ("complement", "object", "as")
            about = tuple(t for t in about if named or not _within(t, regions))
            at = (token.i, token.i + 1)
            return Found(cue, f"{cue.id}/{frame}", at, sentence, regions, speaker, to, about)
    return None


def _within(token: Token, regions: Regions) -> bool:
    return any(a <= token.i < b for a, b in regions)


def _clause_verb(token: Token, cue: Cue) -> Token | None:
    """The verb of the clause that the cue makes: itself, or the copula of an adjective."""
    if cue.kind == "verb":
        return token
    if cue.kind != "adjective":
        return None
    return token.head if token.dep_ in _COMPLEMENTS else token


def _fits(token: Token, cue: Cue) -> bool:
    """Is the particle of a phrasal verb there, is an adjective the predicate, a verb finite where it must be?"""
    if cue.finite and token.tag_ == "VBG":
        return False
    if cue.particle is not None:
        return any(c.lower_ == cue.particle and c.dep_ in _PARTICLES for c in token.children)
    return cue.kind != "adjective" or token.dep_ in _COMPLEMENTS or token.tag_ == "VBN"


def _said(verb: Token, lexicon: Lexicon) -> bool:
    """Was it said? Not where the cue is negated, only possible, a condition, a purpose or an imperative."""
    for c in verb.children:
        if (c.dep_ == "neg" and c.i < verb.i) or (c.dep_ == "aux" and c.lower_ in _MODALS):
            return False
        if c.dep_ == "mark" and c.lower_ in _CONDITIONS:
            return False
    if verb.tag_ != "VB" or any(c.dep_ == "aux" and c.tag_ != "TO" for c in verb.children):
        return True
    if grammar.infinitive(verb) is not None:
        return verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_.lower() in lexicon.carriers
    return verb.dep_ == "conj"


def _speaker(token: Token, verb: Token | None, cue: Cue, lexicon: Lexicon) -> Token | None:
    if verb is not None and cue.kind == "adjective":
        return grammar.child(verb, "nsubj", "nsubjpass") or grammar.subject(verb, documents=lexicon.documents)
    if verb is not None:
        found = _hung_before(verb) or _unclosed(verb) or grammar.subject(verb, documents=lexicon.documents)
        return found or _inverted(verb) or _set_off(verb)
    owner = grammar.owner(token)
    if owner is not None:
        return owner
    for preposition in grammar.prepositions(token, ("by", "from", "of")):
        if preposition.lower_ not in cue.takes:
            return grammar.child(preposition, "pobj")
    governor = token.head if token.dep_ == "dobj" else token.head.head if token.dep_ == "pobj" else None
    if governor is not None and governor.pos_ == "VERB":
        return grammar.subject(governor, documents=lexicon.documents)
    return None


def _hung_before(verb: Token) -> Token | None:
    """`The talks will be in Tallinn, President Ana Roe announced`: the name that the parser gave to the place."""
    if verb.tag_ not in ("VBD", "VBZ") or grammar.child(verb, *_OF_ITS_OWN) is not None or verb.i < 2:
        return None
    name = verb.nbor(-1)
    after_comma = name.left_edge.i > 0 and name.doc[name.left_edge.i - 1].text == ","
    hung = name.dep_ in ("appos", "conj") and name.head.i < name.left_edge.i and verb.dep_ in ("advcl", "conj", "ROOT")
    return name if name.pos_ == "PROPN" and hung and after_comma and verb.head.i < name.left_edge.i else None


def _unclosed(verb: Token) -> Token | None:
    """`Peru had warned the emir, Ana Roe, a spokesman said`: no comma closes what the parser took for an apposition."""
    name, below = grammar.child(verb, "nsubj"), grammar.child(verb, "ccomp")
    if name is None or below is None or not below.i < name.i < verb.i or name.pos_ != "PROPN":
        return None
    last = next((c for c in reversed(list(name.children)) if c.dep_ == "appos"), None)
    if last is None or grammar.right(last) != verb.i or last.doc[grammar.left(last) - 1].text != ",":
        return None
    return _author(last)


def _inverted(verb: Token) -> Token | None:
    """`added Chen`: a name after the cue that the parser took for something else."""
    follower = grammar.child(verb, "dobj", "attr", "oprd", "npadvmod", "appos")
    if follower is None or verb.i + 1 < grammar.left(follower) or grammar.passive(verb):
        return None
    return follower if follower.pos_ in ("PROPN", "PRON") and verb.tag_ in ("VBD", "VBZ", "VBP") else None


def _set_off(verb: Token) -> Token | None:
    """`Novak, asked about it, said`: the name that the parser gave to the participle."""
    return next((name for c in verb.children if (name := grammar.set_off(c)) is not None), None)


def _targets(token: Token, places: tuple[str, ...], *, is_actor: IsActor) -> tuple[Token, ...]:
    """The actors that stand where the row says."""
    return tuple(t for place in places for t in _at(token, place) if is_actor(t))


def _inherited(token: Token, cue: Cue, lexicon: Lexicon, *, is_actor: IsActor) -> tuple[Token, ...]:
    """Whom else it is said to: by the governing verb, by what it is written in, or because it answers.

    `wrote to Peru asking for help`; `said in a letter to Peru`; `…, to which Novak said`.
    """
    if not cue.addressee:
        return ()
    if token.tag_ == "VBG" and token.dep_ in ("advcl", "xcomp") and "object" in cue.addressee:
        places = [p for row in lexicon.rows["verb"].get(token.head.lower_, ()) for p in row.addressee]
        return _targets(token.head, tuple(dict.fromkeys(places)), is_actor=is_actor)
    if token.dep_ == "relcl" and any(c.lower_ == "to" and grammar.child(c, "pobj") for c in token.children):
        return _before_relative(token, is_actor=is_actor)
    return tuple(t for t in _in_document(token, lexicon) if is_actor(t))


def _before_relative(token: Token, *, is_actor: IsActor) -> tuple[Token, ...]:
    """The speaker of the clause that "to which" answers."""
    to = next(c for c in token.children if c.lower_ == "to" and grammar.child(c, "pobj"))
    pronoun = grammar.child(to, "pobj")
    if pronoun is None or pronoun.tag_ != "WDT":
        return ()
    verb = next((t for t in token.ancestors if t.pos_ == "VERB" and grammar.child(t, "nsubj")), None)
    who = grammar.child(verb, "nsubj") if verb is not None else None
    return (who,) if who is not None and is_actor(who) else ()


def _at(token: Token, place: str) -> Iterator[Token]:
    """The head of the phrase in a place: object, owner (of the object), subject (of the clause), or a preposition."""
    if place in _PLACES:
        found = _PLACES[place](token)
        if found is not None:
            yield found
        return
    for holder in (token, *(c for c in token.children if c.dep_ == "dobj")):
        for preposition in grammar.prepositions(holder, (place,)):
            noun = grammar.child(preposition, "pobj")
            if noun is not None:
                yield noun


def _raised(token: Token) -> Token | None:
    """`urged Peru to sign`: the object, where the parser made it the subject of the infinitive."""
    below = grammar.child(token, "ccomp", "xcomp")
    if below is None or grammar.infinitive(below) is None:
        return None
    return grammar.child(below, "nsubj")


def _adjunct(text: Text, sentence: Sentence, token: Token, cue: Cue) -> Found | None:
    """`according to the mayor`: the sentence that it is set into."""
    to = next((c for c in token.children if c.lower_ == cue.particle), None)
    speaker = grammar.child(to, "pobj") if to is not None else None
    if to is None or speaker is None:
        return None
    speaker = _author(speaker)
    regions = tidy(text, sentence, ((sentence.start, token.i), (grammar.right(token), sentence.end)))
    if not regions:
        return None
    return Found(cue, f"{cue.id}/adjunct", (token.i, to.i + 1), sentence, regions, speaker)


def _author(paper: Token) -> Token:
    """Who speaks in a document: `a statement issued by the ministry`, `a letter from Peru`, `Peru's report`."""
    if paper.lemma_.lower() not in cues.lexicon().documents:
        return paper
    named = grammar.owner(paper) or grammar.child(paper, "appos")
    if named is not None:
        return named
    issued = (c for c in paper.children if c.dep_ == "acl" and c.lower_ in cues.lexicon().issued)
    holders = (paper, *issued)
    by = next((p for h in holders for p in grammar.prepositions(h, ("by", "from", "of"))), None)
    inner = grammar.child(by, "pobj") if by is not None else None
    return inner or grammar.child(paper, "compound", "amod", "nmod") or paper


def _party(token: Token) -> Token | None:
    """The object; also where the parser made it the subject of an infinitive (`urged Peru to sign`)."""
    return grammar.object_of(token) or _raised(token)


def _owner(token: Token) -> Token | None:
    """Whose the object is: `condemned Peru's attack`, `the attack by Peru`, `the Peruvian attack`."""
    thing = grammar.object_of(token)
    if thing is None:
        return None
    owner = grammar.owner(thing)
    if owner is not None:
        return owner
    return _doer(token, thing) or _own_decision(thing) or grammar.child(thing, "amod", "compound", "nmod")


def _doer(token: Token, thing: Token) -> Token | None:
    """`the attack by Peru`, `the arrest of the editor by Peru`, wherever the parser hung the "by"."""
    holders = [thing] if grammar.passive(token) else [thing, token]
    for holder in tuple(holders):
        inner = (grammar.child(p, "pobj") for p in grammar.prepositions(holder, _UPON))
        holders.extend(noun for noun in inner if noun is not None)
    by = next((p for holder in holders for p in grammar.prepositions(holder, ("by",))), None)
    return grammar.child(by, "pobj") if by is not None else None


def _own_decision(thing: Token) -> Token | None:
    """`the decision of Peru`: of such nouns "of" names who does it, not to whom it is done."""
    if thing.lemma_.lower() not in cues.lexicon().deeds:
        return None
    return next((grammar.child(p, "pobj") for p in grammar.prepositions(thing, ("of",))), None)


def _told_to_act(token: Token) -> Token | None:
    """`demanded that Peru open the road`: the subject of the clause."""
    below = grammar.child(token, "ccomp")
    return grammar.child(below, "nsubj") if below is not None and below.i > token.i else None


_PLACES = {"object": _party, "owner": _owner, "subject": _told_to_act}


def _in_document(token: Token, lexicon: Lexicon) -> Iterator[Token]:
    """`said in a letter to Peru`: whom the letter is to."""
    for inside in grammar.prepositions(token, ("in",)):
        paper = grammar.child(inside, "pobj")
        if paper is None or paper.lemma_.lower() not in lexicon.documents:
            continue
        for to in grammar.prepositions(paper, ("to",)):
            reader = grammar.child(to, "pobj")
            if reader is not None:
                yield reader
