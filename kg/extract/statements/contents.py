"""Where the content of a cue stands: one function per frame, each from tokens to regions of tokens."""

from __future__ import annotations

from spacy.tokens import Token

from kg.extract.statements import grammar
from kg.extract.statements.clauses import clause_of, that_clause
from kg.extract.statements.cues import Cue, lexicon
from kg.extract.statements.quoted import quotations_beside
from kg.extract.statements.regions import Region, Regions, tidy
from kg.extract.statements.sentences import Sentence, Text
from kg.facts import Stance
from kg.language import state

_NOUN_PHRASE = frozenset(["DT", "JJ", "NN", "NNS", "NNP", "NNPS", "PRP", "PRP$", "POS", "CD", "IN", ","])
_TOPICS = frozenset(["about", "against", "for", "of", "over", "to", "toward", "towards"])
"""Prepositions of what a feeling or wish is about."""
_WHOSE = frozenset(["of"])
_SETTING = frozenset(["in"])
_DOERS = frozenset(["by"])
_TIMES = frozenset(["DATE", "TIME"])


def content(
    text: Text,
    sentence: Sentence,
    token: Token,
    frame: str,
    *,
    cue: Cue,
    speaker: Token | None,
    taken: tuple[Token, ...],
) -> Regions:
    """The regions that a frame gives, within the sentence and without cut quotations; () where it doesn't fit.

    Args:
        token: the cue, which stands for the row `cue`.
        frame: as in `cues.toml`: quotation, clause, …, or a preposition.
        speaker: the head of who speaks, so that it isn't taken for content.
        taken: heads of targets, so that they aren't either.
    """
    if frame == "quotation":
        return quotations_beside(text, sentence, token, speaker)
    if frame == "clause":
        found = clause_of(text, sentence, token, cue, speaker)
    elif frame == "object":
        found = _object(token, taken)
    elif frame == "complement":
        found = _complement(token) or _quoted_complement(text, sentence, token)
    elif frame == "around":
        found = _around(sentence, token)
    elif frame == "infinitive" and cue.stance is Stance.DENYING and _silent(token):
        return ()
    elif frame in _SIMPLE:
        found = _SIMPLE[frame](token)
    else:
        found = _after_preposition(token, frame, taken)
    return tidy(text, sentence, tuple(_one_clause(token, r) for r in found))


def _one_clause(token: Token, region: Region) -> Region:
    """A participle before its clause has its content before the comma (`Calling it a trap, he left`)."""
    start, end = region
    if token.tag_ != "VBG" or token.head.i < end or token.dep_ not in ("advcl", "csubj", "nsubj"):
        return region
    return start, next((i for i in range(start, end) if token.doc[i].text == ","), end)


def _infinitive(token: Token) -> Regions:
    """`to` and what follows, below the cue or below its object or addressee."""
    for c in token.children:
        to = grammar.infinitive(c) if c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.i > token.i else None
        if to is not None and not _withheld(token, c):
            return ((grammar.infinitive_start(to), _end_of_clause(c)),)
    holders = [grammar.object_of(token)]
    holders.extend(grammar.child(p, "pobj") for p in grammar.prepositions(token, ("on", "upon", "to", "with")))
    for holder in holders:
        for c in holder.children if holder is not None else ():
            to = grammar.infinitive(c) if c.dep_ in ("acl", "relcl") and c.i > token.i else None
            if to is not None:
                return ((grammar.infinitive_start(to), _end_of_clause(c)),)
    return ()


def _silent(token: Token) -> bool:
    """`declined to comment`: nothing was said."""
    return any(c.dep_ in ("xcomp", "ccomp") and c.lemma_.lower() in lexicon().silent for c in token.children)


def _withheld(token: Token, verb: Token) -> bool:
    """`officials who asked not to be named`: how they speak, not what they say."""
    if not any(c.dep_ == "auxpass" for c in verb.children):
        return False
    return token.dep_ == "relcl" or (grammar.object_of(token) is None and grammar.child(verb, "neg") is not None)


def _end_of_clause(verb: Token) -> int:
    """The end of an infinitive or participle, or where a finite verb begins that the parser coordinated with it.

    That verb belongs to the cue (`urged X to go and left`, `accused X of waiting and thanked Y`).
    """
    at: Token | None = verb
    while at is not None:
        joined = grammar.child(at, "conj")
        if joined is not None and grammar.finite(joined) and grammar.child(joined, "nsubj") is None:
            joins = [k.i for k in at.children if k.dep_ == "cc" and k.i < joined.i]
            return max(joins, default=grammar.left(joined))
        at = joined
    return grammar.right(verb)


def _gerund(token: Token) -> Regions:
    for c in token.children:
        if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG" and c.i > token.i:
            return ((grammar.left(c), _end_of_clause(c)),)
    return ()


def _object(token: Token, taken: tuple[Token, ...]) -> Regions:
    """The object, where it is neither a target nor a pronoun; of a passive its subject.

    Of `the hope that …` the clause; a topic that the parser hung from the cue belongs to it.
    """
    found = grammar.child(token, "nsubjpass") if grammar.passive(token) else _direct_object(token)
    if found is None or found in taken or found.pos_ == "PRON" or found.tag_ in ("WDT", "WP"):
        return ()
    for c in found.children:
        if c.dep_ in ("acl", "relcl", "ccomp") and that_clause(c):
            return ((grammar.left(c) + 1, grammar.right(c)),)
    a, b = grammar.left(found), grammar.right(found)
    for preposition in grammar.prepositions(token, _TOPICS):
        if preposition.i == b:
            b = grammar.right(preposition)
    b = _past_gerund(token, _past_time(token, b))
    for c in token.children:
        to = grammar.infinitive(c) if c.dep_ in ("xcomp", "advcl") else None
        if to is not None and to.i == b:
            b = _end_of_clause(c)
    b = _before_predicate(token, a, b)
    return ((a, b),) if b - a > 1 else ()


def _before_predicate(token: Token, a: int, b: int) -> int:
    """Where a noun phrase ends that a finite verb was coordinated into (`voiced a wish to help and left`)."""
    for t in token.doc[a:b]:
        if t.dep_ == "conj" and t.pos_ == "VERB" and grammar.infinitive(t.head) is not None:
            b = min(b, _end_of_clause(t.head))
    return b


def _past_gerund(token: Token, end: int) -> int:
    """Where an object ends whose gerund the parser hung from the cue (`stressed the need of Peru opening it`)."""
    below = next((c for c in token.children if c.dep_ == "advcl" and c.tag_ == "VBG" and grammar.left(c) == end), None)
    before = token.doc[end - 1]
    whose = before.dep_ == "pobj" and before.head.lower_ in _WHOSE
    return _end_of_clause(below) if below is not None and whose else end


def _past_time(token: Token, end: int) -> int:
    """Where an object ends that its time splits (`the arrest last week of the editor by Peru`)."""
    doc, i = token.doc, end
    while i < len(doc) and (doc[i].ent_type_ in _TIMES or (i == end and doc[i].tag_ == "IN")):
        i += 1
    if i == end or i == len(doc) or doc[i].dep_ != "prep" or doc[i].lower_ not in _WHOSE:
        return end
    after = max(grammar.right(doc[i]), grammar.right(doc[i].head) if doc[i].head.i >= end else 0)
    return grammar.right(doc[after]) if after < len(doc) and doc[after].lower_ in _DOERS else after


def _direct_object(token: Token) -> Token | None:
    """The object, also where the parser took a name before it for a verb (`told Ana Chaves his plan`)."""
    found = grammar.child(token, "dobj")
    below = grammar.child(token, "ccomp")
    if found is not None:
        return found if found.i > token.i else None
    if below is None or below.i < 1:
        return None
    named = below.text[0].isupper() and below.nbor(-1).text[0].isupper() and below.nbor(-1).pos_ == "PROPN"
    return grammar.child(below, "dobj") if named else None


def _around(sentence: Sentence, noun: Token) -> Regions:
    """`In the mayor's view, the road was closed`: the sentence around a phrase that is set off in it."""
    before = noun.head
    if before.lower_ not in _SETTING or before.dep_ != "prep" or noun.dep_ != "pobj":
        return ()
    if not any(c.dep_ in ("poss", "det") for c in noun.children) or before.head.pos_ not in ("VERB", "AUX"):
        return ()
    start, end = before.i, grammar.right(before)
    first, last = start == sentence.start, end + 1 >= sentence.end
    if first == last or all(
        t.text != "," for t in (noun.doc[end - 1 : end + 1] if first else noun.doc[start - 1 : start])
    ):
        return ()
    return ((end, sentence.end),) if first else ((sentence.start, start),)


def _complement(token: Token) -> Regions:
    """`called the offer a trap`: object and what it is called."""
    thing = grammar.child(token, "dobj")
    for small in token.children:
        if small.dep_ in ("ccomp", "xcomp", "oprd") and small.i > token.i and not grammar.finite(small):
            return _small_clause(token, small, thing)
    if thing is None or thing.i < token.i:
        return ()
    called = any(c.i > thing.i and c.dep_ in ("amod", "appos", "acl") for c in thing.children)
    return ((grammar.left(thing), grammar.right(thing)),) if called else ()


def _quoted_complement(text: Text, sentence: Sentence, token: Token) -> Regions:
    """`called the plan "a trap"`, where the parser lost its way: a noun phrase, then words in quotation marks."""
    commas = False
    for i in range(token.i + 1, sentence.end):
        quote = text.inside[i]
        if quote >= 0:
            a_sentence = commas and text.quotes[quote].inner.of(state.columns(text.doc).text)[0].isupper()
            return ((token.i + 1, text.bounds[quote][1]),) if i > token.i + 1 and not a_sentence else ()
        if text.doc[i].tag_ not in _NOUN_PHRASE:
            return ()
        commas |= text.doc[i].text == ","
    return ()


def _small_clause(token: Token, small: Token, thing: Token | None) -> Regions:
    if grammar.infinitive(small) is not None:
        return ()
    start = grammar.left(small) if thing is None else min(grammar.left(thing), grammar.left(small))
    whole = thing is not None or grammar.child(small, "nsubj") is not None or grammar.passive(token)
    return ((start, grammar.right(small)),) if whole and start > token.i else ()


def _as(token: Token) -> Regions:
    """`described the offer as a trap`: object and what stands after "as"."""
    thing = grammar.object_of(token)
    for holder in (token, thing):
        for preposition in grammar.prepositions(holder, ("as",)) if holder is not None else ():
            if preposition.i > token.i:
                start = grammar.left(thing) if thing is not None and thing.i > token.i else preposition.i + 1
                return ((min(start, preposition.i + 1), grammar.right(preposition)),)
    return ()


def _after_preposition(token: Token, word: str, taken: tuple[Token, ...]) -> Regions:
    """What stands after a preposition of the cue or of its object."""
    for holder in (token, grammar.object_of(token)):
        for preposition in grammar.prepositions(holder, (word,)) if holder is not None else ():
            inner = grammar.complement_of(preposition)
            if inner is not None and inner not in taken and preposition.i > token.i:
                whole = inner.dep_ == "pcomp" and inner.tag_ == "VBG"
                return ((preposition.i + 1, _end_of_clause(inner) if whole else grammar.right(preposition)),)
    return ()


_SIMPLE = {"infinitive": _infinitive, "gerund": _gerund, "as": _as}
