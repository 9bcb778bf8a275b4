"""The clause that a cue governs, or that it is set into, and where that begins and ends."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.statements import grammar
from kg.extract.statements.cues import Cue
from kg.extract.statements.regions import INTRODUCES, RELATIVES, Region, Regions, cue_phrase
from kg.extract.statements.sentences import Sentence, Text

_MARKS = frozenset(['"', "”", "''", "’", "'", "\n", "_"])
_BEGINS_PHRASE = frozenset(["DT", "PRP", "PRP$", "NNP", "NNPS", "EX"])
_THAT = frozenset(["that"])
_COMPLEMENTS = frozenset(["dobj", "xcomp", "ccomp", "advcl", "attr", "acomp", "prep", "oprd"])


def clause_of(text: Text, sentence: Sentence, token: Token, cue: Cue, speaker: Token | None) -> Regions:
    """The clause that a cue governs, or that it is set into."""
    below = _governed(token)
    if below is not None:
        return _around_cue(text, sentence, token, below, cue, speaker)
    if token.tag_[0] != "V":
        return ()
    if token.head.i != token.i and _set_in(token, speaker):
        return _around_insertion(token, token.head, speaker)
    return _fronted(text, sentence, token, speaker) or _misread(text, sentence, token, cue, speaker)


def _governed(token: Token) -> Token | None:
    """The content clause below a verb, noun or adjective."""
    below = [c for c in token.children if c.dep_ == "ccomp" and _content_clause(c)]
    if below:
        return next((c for c in below if c.i > token.i), below[0])
    if token.tag_[0] == "N":
        return next((c for c in token.children if c.dep_ in ("acl", "relcl") and that_clause(c)), _equated(token))
    if token.tag_[0] == "J" or token.dep_ in ("acomp", "oprd"):
        beside = (c for c in token.head.children if c.dep_ == "ccomp")
        return next((c for c in (*beside, *token.children) if c.i > token.i and that_clause(c)), None)
    return next((c for c in _hung_lower(token) if c.i > token.i and (that_clause(c) or _bare_clause(c))), None)


def _equated(noun: Token) -> Token | None:
    """`the position of Peru is that …`: the clause that a copula equates with its subject."""
    verb = noun.head
    if noun.dep_ != "nsubj" or verb.pos_ != "AUX" or grammar.child(verb, "neg") is not None:
        return None
    return next((c for c in verb.children if c.dep_ in ("ccomp", "attr") and c.i > verb.i and that_clause(c)), None)


def _content_clause(verb: Token) -> bool:
    """Is it a clause with a subject of its own, and no infinitive?"""
    if grammar.infinitive(verb) is not None or grammar.set_off(verb) is not None:
        return False
    return verb.tag_ != "VBG" or grammar.child(verb, "nsubj", "aux") is not None


def _hung_lower(token: Token) -> Iterator[Token]:
    """Clauses that the parser hung from an adjunct of the cue (`said in a speech that …`)."""
    for c in token.children:
        if c.dep_ == "advcl":
            yield c
        elif c.dep_ in ("prep", "dative"):
            for noun in c.children:
                yield from (r for r in noun.children if r.dep_ in ("relcl", "acl"))
        elif c.dep_ in ("dobj", "npadvmod"):
            yield from (r for r in c.children if r.dep_ in ("relcl", "acl"))


def that_clause(verb: Token) -> bool:
    """Begins it with "that", and not as a relative clause does (`the claim that he made`)?"""
    that = next((c for c in verb.children if c.lower_ in _THAT and c.i < verb.i), None)
    if that is None or grammar.left(verb) != that.i:
        return False
    if that.dep_ == "mark":
        return True
    return (
        that.dep_ != "nsubj"
        and any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children)
        and (that.dep_ != "dobj" or not _wants_object(verb))
    )


def _bare_clause(verb: Token) -> bool:
    """`told police he had a visa`: a full clause that the parser took for a relative one."""
    who = grammar.child(verb, "nsubj")
    if who is None or verb.dep_ != "relcl" or verb.head.dep_ != "dobj" or who.tag_ in RELATIVES:
        return False
    return (
        grammar.left(verb) == who.left_edge.i == verb.head.i + 1
        and grammar.child(verb, "dobj", "attr", "acomp") is not None
    )


def _wants_object(verb: Token) -> bool:
    """Would its object be missing, if "that" were none? Not where it has an object or another complement."""
    return not any(c.dep_ in _COMPLEMENTS and c.i > verb.i for c in verb.children)


def _set_in(token: Token, speaker: Token | None) -> bool:
    """Is the cue set into the clause above it: between commas, with "as", or after it (`…, the mayor said`)?"""
    if token.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children)
    if token.dep_ == "conj" and speaker is not None and speaker.head.i == token.i:
        joined = any(c.dep_ == "cc" and c.i < token.i for c in token.head.children)
        return not joined and (token.i < speaker.i or token.doc[token.left_edge.i - 1].text == ",")
    edge = token.left_edge.i
    beside = {t.text for t in token.doc[max(edge - 1, 0) : edge + 1]}
    return token.dep_ == "parataxis" and (edge == 0 or not beside.isdisjoint(INTRODUCES | _MARKS))


def _around_cue(
    text: Text, sentence: Sentence, token: Token, clause: Token, cue: Cue, speaker: Token | None
) -> Regions:
    """The regions of a clause below the cue, without the cue phrase; coordinated clauses belong to it."""
    start, end = cue_phrase(token, speaker)
    a, b = grammar.left(clause), grammar.right(clause)
    if clause.i > token.i:
        b = max([b, *(grammar.right(c) for c in token.children if _more(c))])
        if "object" not in cue.addressee + cue.about:
            objects = (c for c in token.children if c.dep_ == "dobj" and token.i < c.i < clause.i)
            a = min([a, *map(grammar.left, objects)])
    elif any(c.dep_ == "dobj" and c.i < token.i and c.tag_ not in RELATIVES for c in token.children):
        return ()  # `…, a charge Chad denies`
    elif b <= start and text.doc[start - 1].text == ",":
        return ((_sentence_start(text, sentence, a), start),)
    if b <= start or a >= end:
        return ((_after_day(_after_that(clause, a), token), b),)
    return _both_sides(clause, (a, start), (end, b))


def _more(clause: Token) -> bool:
    """Is it a further content clause of its cue (`said that A, and that B`)?"""
    if clause.dep_ == "ccomp":
        return True
    return clause.dep_ == "conj" and any(c.dep_ == "mark" and c.lower_ in _THAT for c in clause.children)


def _sentence_start(text: Text, sentence: Sentence, a: int) -> int:
    """Where a clause that precedes its cue begins: with the sentence, unless another verb comes before it."""
    return a if any(t.tag_[0] in "VM" for t in text.doc[sentence.start : a]) else sentence.start


def _around_insertion(token: Token, clause: Token, speaker: Token | None) -> Regions:
    """The regions of the clause that a cue is set into, before and after it."""
    end = max(cue_phrase(token, speaker)[1], grammar.right(token))
    return _both_sides(clause, (grammar.left(clause), grammar.left(token)), (end, grammar.right(clause)))


def _both_sides(clause: Token, before: Region, after: Region) -> Regions:
    """The parts of a clause before and after a cue phrase; one that only goes on about the cue is none."""
    parts = [before] if before[0] < before[1] else []
    if after[0] < after[1]:
        words = [t for t in clause.doc[after[0] : after[1]] if not (t.is_punct or t.is_space)]
        verbs = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)
        if after[0] <= clause.i < after[1] or (verbs and words[0].tag_ != "VBG"):
            parts.append(after)
    return tuple(parts)


def _after_that(clause: Token, start: int) -> int:
    """After the "that" that opens a clause."""
    first = clause.doc[start]
    opens = first.lower_ in _THAT and first.dep_ not in ("det", "nsubj", "nsubjpass")
    return start + 1 if opens and start < clause.i else start


def _fronted(text: Text, sentence: Sentence, token: Token, speaker: Token | None) -> Regions:
    """`The road is closed, Novak said`: what stands before the cue phrase, where the parser saw no clause."""
    start, end = cue_phrase(token, speaker)
    rest = text.doc[end : sentence.end]
    if speaker is None or token.tag_ == "VBG" or start <= sentence.start or token.dep_ in ("relcl", "acl", "conj"):
        return ()
    if any(t.tag_[0] in "VM" and not text.quoted(t) for t in rest) or text.doc[start - 1].text not in INTRODUCES:
        return ()
    has_verb = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in text.doc[sentence.start : start])
    return ((sentence.start, start),) if has_verb else ()


def _misread(text: Text, sentence: Sentence, token: Token, cue: Cue, speaker: Token | None) -> Regions:
    """`said proposals for a union "cannot work"`: an object, then a verb that the parser hung elsewhere."""
    thing = grammar.child(token, "dobj")
    if speaker is None or thing is None or thing.i < token.i or token.dep_ not in ("ROOT", "conj"):
        return ()
    if "object" in cue.takes + cue.addressee + cue.about:
        return ()
    for t in text.doc[grammar.right(thing) : sentence.end]:
        if t.text == "," or t.dep_ in ("cc", "mark"):
            return ()
        if t.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return ((grammar.left(thing), sentence.end),)
    return ()


def _after_day(start: int, token: Token) -> int:
    """`said Friday the road was open`: without the day that the parser took into the clause."""
    doc, end = token.doc, start
    if start != token.i + 1:
        return start
    if doc[end].tag_ == "IN" and end + 1 < len(doc) and doc[end + 1].ent_type_ == "DATE":
        end += 1
    while end < len(doc) and doc[end].ent_type_ in ("DATE", "TIME"):
        end += 1
    return end if end < len(doc) and doc[end].tag_ in _BEGINS_PHRASE else start
