"""Where the content of a cue stands: one function per frame, each from tokens to regions of tokens."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from kg.extract.statements import clauses
from kg.extract.statements.cues import Cue
from kg.extract.statements.sentences import Sentence, Text

Region = tuple[int, int]
Regions = tuple[Region, ...]

_THAT = frozenset(["that"])
_STOPS = frozenset([".", ",", "!", "?", "…", "...", "—", "–", "-", "--"])
_INTRODUCES = frozenset([",", ":", "—", "–", "-", "--"])
_TOPICS = frozenset(["about", "against", "for", "of", "over", "to", "toward", "towards"])
_COMPLEMENTS = frozenset(["xcomp", "ccomp", "advcl", "attr", "acomp", "prep", "oprd"])
_RELATIVES = frozenset(["WDT", "WP", "IN"])
_BINDS = frozenset(["IN", "TO", "DT", "POS", "PRP$", "JJ", "CC"])
"""Tags of words that make a following quotation part of their phrase (`said on "Good Morning"`)."""
_NEAR = 2
"""Tokens that may stand between a cue and the quotation that it introduces without a comma."""


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
        return _quotation(text, sentence, token, speaker)
    if frame == "clause":
        found = _clause(text, sentence, token, cue, speaker)
    elif frame == "object":
        found = _object(token, taken)
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


def tidy(text: Text, sentence: Sentence, regions: Regions) -> Regions:
    """Regions within the sentence, widened to whole quotations, trimmed of outer punctuation."""
    out = []
    for start, end in regions:
        a, b = _trimmed(text, *_widened(text, max(start, sentence.start), min(end, sentence.end)))
        if a < b and not (b - a == 1 and text.doc[a].tag_ in _RELATIVES):
            out.append((a, b))
    return tuple(out)


def _widened(text: Text, start: int, end: int) -> Region:
    """Out to the bounds of quotations that are cut, and over one that follows at once."""
    if start >= end:
        return start, end
    first = text.inside[start]
    if first >= 0:
        start = text.bounds[first][0]
    last = text.inside[end - 1]
    if last < 0 and end < len(text.inside) and text.doc[end - 1].text not in _STOPS:
        last = text.inside[end]
    if last >= 0:
        end = text.bounds[last][1]
    return start, end


def _trimmed(text: Text, start: int, end: int) -> Region:
    """Without white space, punctuation and conjunctions at the ends; quotation marks and brackets stay."""
    doc, inside = text.doc, text.inside
    while start < end and inside[start] < 0 and (doc[start].is_space or doc[start].is_punct or doc[start].dep_ == "cc"):
        if doc[start].text in ("(", "["):
            break
        start += 1
    while start < end and inside[end - 1] < 0 and (doc[end - 1].is_space or doc[end - 1].is_punct):
        if doc[end - 1].text in (")", "]", "?", "!"):
            break
        end -= 1
    return start, end


def cue_phrase(token: Token, speaker: Token | None) -> Region:
    """The cue with its auxiliaries, and its subject, where that hangs from it."""
    start, end = token.i, token.i + 1
    for c in token.children:
        if c.dep_ in ("aux", "auxpass", "advmod", "neg") and c.i < token.i:
            start = min(start, clauses.left(c))
    if speaker is not None and speaker.head.i == token.i:
        start, end = min(start, clauses.left(speaker)), max(end, clauses.right(speaker))
    return start, end


# quotations


def _quotation(text: Text, sentence: Sentence, token: Token, speaker: Token | None) -> Regions:
    """The quotations right beside a cue phrase: before it, after it, or both."""
    start, end = cue_phrase(token, speaker)
    before = _before(text, sentence, start)
    after = _after(text, sentence, end, token)
    if after is not None and before is None and not _ended(text, sentence, after):
        return ()  # the sentence goes on: a clause that begins with a quotation
    return tuple(text.bounds[q] for q in (before, after) if q is not None)


def _ended(text: Text, sentence: Sentence, quote: int) -> bool:
    """Does the quotation end its sentence, or with a mark that does?"""
    last = text.bounds[quote][1]
    if text.doc[last - 2].text in _STOPS:
        return True
    rest = text.doc[last : sentence.end]
    return all(t.is_punct or t.is_space for t in rest) or rest[0].text in (",", ";", "—")


def _before(text: Text, sentence: Sentence, start: int) -> int | None:
    """The quotation that ends just before the cue phrase, if it begins its sentence."""
    i = start - 1
    while i >= sentence.start and not text.quoted(text.doc[i]) and (text.doc[i].is_punct or text.doc[i].is_space):
        i -= 1
    if i < sentence.start:
        return _looked_back(text, sentence, start)
    quote = text.inside[i]
    if quote < 0:
        return None
    ahead = text.doc[sentence.start : text.bounds[quote][0]]
    return quote if all(t.is_punct or t.is_space or t.dep_ == "cc" for t in ahead) else None


def _looked_back(text: Text, sentence: Sentence, start: int) -> int | None:
    """`"Why?" Maria asked.`, split after the mark: the quotation that the cue follows."""
    i = sentence.start - 1
    while i > 0 and text.doc[i].is_space:
        i -= 1
    if i < 1 or start > sentence.start or text.inside[i] < 0 or "\n\n" in text.doc[i + 1 : sentence.start].text:
        return None
    return text.inside[i] if text.doc[i - 1].text in _STOPS - {"."} else None


def _after(text: Text, sentence: Sentence, end: int, token: Token) -> int | None:
    """The quotation that follows the cue phrase, with no other verb and no "that" between."""
    doc = text.doc
    for i in range(end, sentence.end):
        if text.inside[i] >= 0:
            near = i - end <= _NEAR and doc[i - 1].tag_ not in _BINDS
            return text.inside[i] if i == end or near or doc[i - 1].text in _INTRODUCES else None
        if doc[i].tag_[0] in "VM" and doc[i].tag_ != "VBG" and not _in_phrase(doc[i], token):
            return None
        if doc[i].lower_ in _THAT:
            return None
    return None


def _in_phrase(verb: Token, cue: Token) -> bool:
    """Does a verb between cue and quotation belong to a relative clause or adjunct of the cue phrase?"""
    return verb.dep_ in ("relcl", "acl") or (verb.dep_ == "advcl" and cue.is_ancestor(verb))


# clauses


def _clause(text: Text, sentence: Sentence, token: Token, cue: Cue, speaker: Token | None) -> Regions:
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
        return next((c for c in token.children if c.dep_ in ("acl", "relcl") and _that_clause(c)), None)
    if token.tag_[0] == "J" or token.dep_ in ("acomp", "oprd"):
        return next((c for c in token.head.children if c.dep_ == "ccomp" and c.i > token.i and _that_clause(c)), None)
    return next((c for c in _hung_lower(token) if c.i > token.i and (_that_clause(c) or _bare_clause(c))), None)


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


def _that_clause(verb: Token) -> bool:
    """Begins it with "that", and not as a relative clause does (`the claim that he made`)?"""
    that = next((c for c in verb.children if c.lower_ in _THAT and c.i < verb.i), None)
    if that is None or clauses.left(verb) != that.i:
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
    who = clauses.child(verb, "nsubj")
    if who is None or verb.dep_ != "relcl" or verb.head.dep_ != "dobj" or who.tag_ in _RELATIVES:
        return False
    return (
        clauses.left(verb) == who.left_edge.i == verb.head.i + 1
        and clauses.child(verb, "dobj", "attr", "acomp") is not None
    )


def _wants_object(verb: Token) -> bool:
    """Would its object be missing, if "that" were none? Not where it has another complement."""
    return not any(c.dep_ in _COMPLEMENTS and c.i > verb.i for c in verb.children)


def _set_in(token: Token, speaker: Token | None) -> bool:
    """Is the cue set into the clause above it: between commas, with "as", or `…, said the mayor`?"""
    if token.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children)
    if token.dep_ == "conj" and speaker is not None and speaker.head.i == token.i:
        return token.i < speaker.i and not any(c.dep_ == "cc" for c in token.head.children)
    return token.dep_ == "parataxis"


def _around_cue(
    text: Text, sentence: Sentence, token: Token, clause: Token, cue: Cue, speaker: Token | None
) -> Regions:
    """The regions of a clause below the cue, without the cue phrase; coordinated clauses belong to it."""
    start, end = cue_phrase(token, speaker)
    a, b = clauses.left(clause), clauses.right(clause)
    if clause.i > token.i:
        b = max([b, *(clauses.right(c) for c in token.children if _more(c))])
        if "object" not in cue.addressee + cue.about:
            objects = (c for c in token.children if c.dep_ == "dobj" and token.i < c.i < clause.i)
            a = min([a, *map(clauses.left, objects)])
    elif b <= start and text.doc[start - 1].text == ",":
        return ((_sentence_start(text, sentence, a), start),)
    if b <= start or a >= end:
        return ((_after_that(clause, a), b),)
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
    end = max(cue_phrase(token, speaker)[1], clauses.right(token))
    return _both_sides(clause, (clauses.left(clause), clauses.left(token)), (end, clauses.right(clause)))


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
    if any(t.tag_[0] in "VM" and not text.quoted(t) for t in rest) or text.doc[start - 1].text not in _INTRODUCES:
        return ()
    has_verb = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in text.doc[sentence.start : start])
    return ((sentence.start, start),) if has_verb else ()


def _misread(text: Text, sentence: Sentence, token: Token, cue: Cue, speaker: Token | None) -> Regions:
    """`said proposals for a union "cannot work"`: an object, then a verb that the parser hung elsewhere."""
    thing = clauses.child(token, "dobj")
    if speaker is None or thing is None or thing.i < token.i or token.dep_ not in ("ROOT", "conj"):
        return ()
    if "object" in cue.takes + cue.addressee + cue.about:
        return ()
    for t in text.doc[clauses.right(thing) : sentence.end]:
        if t.text == "," or t.dep_ in ("cc", "mark"):
            return ()
        if t.tag_ in ("VBD", "VBZ", "VBP", "MD"):
            return ((clauses.left(thing), sentence.end),)
    return ()


# other complements


def _infinitive(token: Token) -> Regions:
    """`to` and what follows, below the cue or below its object or addressee."""
    for c in token.children:
        to = clauses.infinitive(c) if c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.i > token.i else None
        if to is not None and not _withheld(token, c):
            return ((to.i, _end_of_infinitive(c)),)
    holders = [clauses.object_of(token)]
    holders.extend(clauses.child(p, "pobj") for p in clauses.prepositions(token, ("on", "upon", "to", "with")))
    for holder in holders:
        for c in holder.children if holder is not None else ():
            to = clauses.infinitive(c) if c.dep_ in ("acl", "relcl") and c.i > token.i else None
            if to is not None:
                return ((to.i, _end_of_infinitive(c)),)
    return ()


def _end_of_infinitive(verb: Token) -> int:
    """Its end, or where a finite verb is coordinated with it, which belongs to the cue (`urged X to go and left`)."""
    for c in verb.children:
        if c.dep_ == "conj" and clauses.finite(c) and clauses.child(c, "nsubj") is None:
            joins = [k.i for k in verb.children if k.dep_ == "cc" and k.i < c.i]
            return max(joins, default=clauses.left(c))
    return clauses.right(verb)


def _gerund(token: Token) -> Regions:
    for c in token.children:
        if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG" and c.i > token.i:
            return ((clauses.left(c), clauses.right(c)),)
    return ()


def _object(token: Token, taken: tuple[Token, ...]) -> Regions:
    """The object, where it is neither a target nor a pronoun; of a passive its subject.

    Of `the hope that …` the clause; a topic that the parser hung from the cue belongs to it.
    """
    found = clauses.child(token, "nsubjpass") if clauses.passive(token) else _direct_object(token)
    if found is None or found in taken or found.pos_ == "PRON" or found.tag_ in ("WDT", "WP"):
        return ()
    for c in found.children:
        if c.dep_ in ("acl", "relcl", "ccomp") and _that_clause(c):
            return ((clauses.left(c) + 1, clauses.right(c)),)
    a, b = clauses.left(found), clauses.right(found)
    for preposition in clauses.prepositions(token, _TOPICS):
        if preposition.i == b:
            b = clauses.right(preposition)
    return ((a, b),) if b - a > 1 else ()


def _direct_object(token: Token) -> Token | None:
    """The object, also where the parser took a name before it for a verb (`told Ana Chaves his plan`)."""
    found = clauses.child(token, "dobj")
    below = clauses.child(token, "ccomp")
    if found is not None or below is None or below.i < 1:
        return found
    named = below.text[0].isupper() and below.nbor(-1).text[0].isupper() and below.nbor(-1).pos_ == "PROPN"
    return clauses.child(below, "dobj") if named else None


def _complement(token: Token) -> Regions:
    """`called the offer a trap`: object and what it is called."""
    thing = clauses.child(token, "dobj")
    for small in token.children:
        if small.dep_ in ("ccomp", "xcomp", "oprd") and small.i > token.i and not clauses.finite(small):
            return _small_clause(token, small, thing)
    if thing is None or thing.i < token.i:
        return ()
    called = any(c.i > thing.i and c.dep_ in ("amod", "appos", "acl") for c in thing.children)
    return ((clauses.left(thing), clauses.right(thing)),) if called else ()


def _small_clause(token: Token, small: Token, thing: Token | None) -> Regions:
    if clauses.infinitive(small) is not None:
        return ()
    start = clauses.left(small) if thing is None else min(clauses.left(thing), clauses.left(small))
    whole = thing is not None or clauses.child(small, "nsubj") is not None or clauses.passive(token)
    return ((start, clauses.right(small)),) if whole and start > token.i else ()


def _as(token: Token) -> Regions:
    """`described the offer as a trap`: object and what stands after "as"."""
    thing = clauses.object_of(token)
    for holder in (token, thing):
        for preposition in clauses.prepositions(holder, ("as",)) if holder is not None else ():
            if preposition.i > token.i:
                start = clauses.left(thing) if thing is not None and thing.i > token.i else preposition.i + 1
                return ((min(start, preposition.i + 1), clauses.right(preposition)),)
    return ()


def _after_preposition(token: Token, word: str, taken: tuple[Token, ...]) -> Regions:
    """What stands after a preposition of the cue or of its object."""
    for holder in (token, clauses.object_of(token)):
        for preposition in clauses.prepositions(holder, (word,)) if holder is not None else ():
            inner = clauses.complement_of(preposition)
            if inner is not None and inner not in taken and preposition.i > token.i:
                return ((preposition.i + 1, clauses.right(preposition)),)
    return ()


def _content_clause(verb: Token) -> bool:
    """Is it a clause with a subject of its own, and no infinitive?"""
    if clauses.infinitive(verb) is not None or clauses.set_off(verb) is not None:
        return False
    return verb.tag_ != "VBG" or clauses.child(verb, "nsubj", "aux") is not None


def _both_sides(clause: Token, before: Region, after: Region) -> Regions:
    """The parts of a clause before and after a cue phrase; one that only goes on about the cue is none."""
    parts = [before] if before[0] < before[1] else []
    if after[0] < after[1]:
        words = [t for t in clause.doc[after[0] : after[1]] if not (t.is_punct or t.is_space)]
        verbs = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in words)
        if after[0] <= clause.i < after[1] or (verbs and words[0].tag_ != "VBG"):
            parts.append(after)
    return tuple(parts)


def _withheld(token: Token, verb: Token) -> bool:
    """`officials, who asked not to be named`: how they speak, not what they say."""
    return token.dep_ == "relcl" and any(c.dep_ == "auxpass" for c in verb.children)


_SIMPLE = {"infinitive": _infinitive, "gerund": _gerund, "complement": _complement, "as": _as}
