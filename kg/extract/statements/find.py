"""Find attributions: a cue, who stands behind it, and the words that it attributes.

Everything here is tokens and grammar; who a phrase is, is asked later. `Found` names phrases by
their head tokens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Token

from kg.extract.statements import clauses
from kg.extract.statements.cues import Cue, Lexicon
from kg.extract.statements.sentences import Sentence, Text

Region = tuple[int, int]
IsActor = Callable[[Token], bool]

_MODALS = frozenset(["might", "may", "could", "should", "would", "must"])
_CONDITIONS = frozenset(["if", "unless", "whether", "until"])
_CONTENT_CLAUSES = frozenset(["ccomp", "relcl", "acl", "advcl"])
_MARKS = frozenset(["that"])


@dataclass(frozen=True, slots=True)
class Found:
    """One attribution: token regions of its content, head tokens of who it involves."""

    cue: Cue
    rule: str
    at: Region
    sentence: Sentence
    content: tuple[Region, ...]
    speaker: Token | None
    addressees: tuple[Token, ...] = ()
    about: tuple[Token, ...] = ()
    nested: bool = False


def attributions(text: Text, sentence: Sentence, lexicon: Lexicon, *, is_actor: IsActor) -> Iterator[Found]:
    """The attributions whose cue stands in this sentence outside quotations, in text order."""
    for i in range(sentence.start, sentence.end):
        token = text.doc[i]
        if text.quoted(token):
            continue
        for cue in _rows(token, lexicon):
            found = _read(text, sentence, token, cue, lexicon=lexicon, is_actor=is_actor)
            if found is not None:
                yield found
                break


def _rows(token: Token, lexicon: Lexicon) -> tuple[Cue, ...]:
    """The rows that a token may stand for, by its part of speech."""
    tag, lemma = token.tag_, token.lemma_.lower()
    adjunct = lexicon.rows["adjunct"].get(token.lower_)
    if adjunct:
        return adjunct
    if tag[0] == "V":
        return lexicon.rows["verb"].get(lemma, ()) or lexicon.rows["adjective"].get(token.lower_, ())
    if tag in ("NN", "NNS"):
        return lexicon.rows["noun"].get(lemma, ())
    return lexicon.rows["adjective"].get(lemma, ()) if tag == "JJ" else ()


def _read(text: Text, sentence: Sentence, token: Token, cue: Cue, *, lexicon: Lexicon, is_actor: IsActor) -> Found | None:
    if cue.kind == "adjunct":
        return _adjunct(text, sentence, token, cue)
    verb = _clause_verb(token, cue)
    if not _fits(token, cue) or (verb is not None and not _said(verb, lexicon)):
        return None
    speaker = _speaker(token, verb, cue, lexicon)
    targets = _targets(token, cue.addressee, is_actor=is_actor)
    about = _targets(token, cue.about, is_actor=is_actor)
    for frame in cue.takes:
        regions = _content(text, sentence, token, frame, speaker=speaker, taken=targets + about)
        if regions:
            held = tuple(t for t in targets if not _within(t, regions))
            on = tuple(t for t in about if not _within(t, regions) or frame in ("complement", "object"))
            rule = f"{cue.id}/{frame}"
            return Found(cue, rule, (token.i, token.i + 1), sentence, regions, speaker, held, on)
    return None


def _within(token: Token, regions: tuple[Region, ...]) -> bool:
    return any(a <= token.i < b for a, b in regions)


# the cue


def _clause_verb(token: Token, cue: Cue) -> Token | None:
    """The verb of the clause that the cue makes: itself, or the copula of an adjective."""
    if cue.kind == "verb":
        return token
    if cue.kind == "adjective" and token.dep_ in ("acomp", "oprd", "ccomp", "advmod", "xcomp"):
        return token.head
    return None


def _fits(token: Token, cue: Cue) -> bool:
    """Is the particle of a phrasal verb there?"""
    if cue.particle is None:
        return cue.kind != "adjective" or token.dep_ in ("acomp", "oprd", "ccomp", "ROOT", "xcomp", "advmod")
    return any(c.lower_ == cue.particle and c.dep_ in ("prt", "advmod", "prep") for c in token.children)


def _said(verb: Token, lexicon: Lexicon) -> bool:
    """Was it said? Not where the cue is negated, only possible, a condition or a purpose."""
    for c in verb.children:
        if c.dep_ == "neg" or (c.dep_ == "aux" and c.lower_ in _MODALS) or (c.dep_ == "mark" and c.lower_ in _CONDITIONS):
            return False
    if verb.tag_ == "VB" and clauses.infinitive(verb) is not None:
        return verb.dep_ in ("xcomp", "advcl") and verb.head.lemma_.lower() in lexicon.carriers
    if verb.tag_ == "VB" and not any(c.dep_ == "aux" for c in verb.children):
        return verb.dep_ == "conj"  # else an imperative, or a base form misread
    return True


def _speaker(token: Token, verb: Token | None, cue: Cue, lexicon: Lexicon) -> Token | None:
    if verb is not None:
        found = clauses.subject(verb, documents=lexicon.documents)
        return found if found is not None else _inverted(verb)
    owner = clauses.child(token, "poss")
    if owner is not None:
        return owner
    for preposition in clauses.prepositions(token, ("by", "from", "of")):
        if preposition.lower_ not in cue.takes:
            return clauses.child(preposition, "pobj")
    if token.dep_ in ("dobj", "pobj"):
        governor = token.head if token.dep_ == "dobj" else token.head.head
        if governor.pos_ == "VERB":
            return clauses.subject(governor, documents=lexicon.documents)
    return None


def _inverted(verb: Token) -> Token | None:
    """`added Chen`: a noun after the cue that the parser took for something else."""
    follower = clauses.child(verb, "dobj", "attr", "oprd", "npadvmod", "appos")
    if follower is None or verb.i + 1 < clauses.left(follower) or clauses.passive(verb):
        return None
    return follower if follower.pos_ in ("PROPN", "PRON") and verb.tag_ in ("VBD", "VBZ", "VBP") else None


def _targets(token: Token, places: tuple[str, ...], *, is_actor: IsActor) -> tuple[Token, ...]:
    """The actors that stand where the row says."""
    out: list[Token] = []
    for place in places:
        out.extend(t for t in _at(token, place) if is_actor(t))
    return tuple(out)


def _at(token: Token, place: str) -> Iterator[Token]:
    if place == "object":
        found = clauses.object_of(token)
        if found is None:
            below = clauses.child(token, "ccomp", "xcomp")
            if below is not None and clauses.infinitive(below) is not None:
                found = clauses.child(below, "nsubj")
        if found is not None:
            yield found
        return
    holders = [token, *(c for c in token.children if c.dep_ == "dobj")]
    for holder in holders:
        for preposition in clauses.prepositions(holder, (place,)):
            pobj = clauses.child(preposition, "pobj")
            if pobj is not None:
                yield pobj


# the content


def _content(
    text: Text, sentence: Sentence, token: Token, frame: str, *, speaker: Token | None, taken: tuple[Token, ...]
) -> tuple[Region, ...]:
    """The regions that a frame gives, trimmed and without cut quotations; () where it does not fit."""
    if frame == "quotation":
        return _quotation(text, sentence, token, speaker)
    if frame == "clause":
        regions = _clause(text, sentence, token, speaker)
    elif frame == "infinitive":
        regions = _infinitive(token)
    elif frame == "gerund":
        regions = _gerund(token)
    elif frame == "object":
        regions = _object(token, taken)
    elif frame == "complement":
        regions = _complement(token)
    elif frame == "as":
        regions = _as(token)
    else:
        regions = _after_preposition(token, frame, taken)
    return tidy(text, sentence, regions)


def tidy(text: Text, sentence: Sentence, regions: tuple[Region, ...]) -> tuple[Region, ...]:
    """Regions within the sentence, widened to whole quotations, trimmed of outer punctuation."""
    out = []
    for start, end in regions:
        a, b = _trim(text, *_whole(text, max(start, sentence.start), min(end, sentence.end)))
        if a < b:
            out.append((a, b))
    return tuple(out)


def _whole(text: Text, start: int, end: int) -> Region:
    """Widen to the bounds of quotations that are cut."""
    if start >= end:
        return start, end
    first, last = text.inside[start], text.inside[end - 1]
    if first >= 0:
        start = text.bounds[first][0]
    if last >= 0:
        end = text.bounds[last][1]
    return start, end


def _trim(text: Text, start: int, end: int) -> Region:
    """Without white space, punctuation and conjunctions at the ends; marks of quotations stay."""
    doc, inside = text.doc, text.inside
    while start < end and inside[start] < 0 and (doc[start].is_space or doc[start].is_punct or doc[start].dep_ == "cc"):
        if doc[start].is_left_punct and doc[start].text in "([":
            break
        start += 1
    while start < end and inside[end - 1] < 0 and (doc[end - 1].is_space or doc[end - 1].is_punct):
        if doc[end - 1].text in ")]?!":
            break
        end -= 1
    return start, end


def _quotation(text: Text, sentence: Sentence, token: Token, speaker: Token | None) -> tuple[Region, ...]:
    """The quotations right beside a cue phrase: before it, after it, or both."""
    start, end = cue_phrase(token, speaker)
    before = _beside_before(text, sentence, start)
    after = _beside_after(text, sentence, end, token)
    return tuple(text.bounds[q] for q in (before, after) if q is not None)


def cue_phrase(token: Token, speaker: Token | None) -> Region:
    """The cue with its subject, where that stands beside it."""
    start, end = token.i, token.i + 1
    for c in token.children:
        if c.dep_ in ("aux", "auxpass", "advmod", "neg") and c.i < token.i:
            start = min(start, clauses.left(c))
    if speaker is not None and speaker.head.i == token.i:
        start, end = min(start, clauses.left(speaker)), max(end, clauses.right(speaker))
    return start, end


def _beside_before(text: Text, sentence: Sentence, start: int) -> int | None:
    """The quotation that ends just before the cue phrase, if it begins the sentence or a clause."""
    i = start - 1
    while i >= sentence.start and not text.quoted(text.doc[i]) and (text.doc[i].is_punct or text.doc[i].is_space):
        i -= 1
    if i < sentence.start:
        return _looked_back(text, sentence, start)
    quote = text.inside[i]
    if quote < 0:
        return None
    first = text.bounds[quote][0]
    before = text.doc[sentence.start : first]
    return quote if all(t.is_punct or t.is_space or t.dep_ == "cc" for t in before) else None


def _looked_back(text: Text, sentence: Sentence, start: int) -> int | None:
    """`"Why?" Maria asked.`, split after the quotation mark: the quotation that the cue follows."""
    i = sentence.start - 1
    if i < 0 or start > sentence.start or text.inside[i] < 0:
        return None
    return text.inside[i] if text.doc[i - 1].text in ("?", "!", ",", "…", "...", "—", "-") else None


def _beside_after(text: Text, sentence: Sentence, end: int, token: Token) -> int | None:
    """The quotation that follows the cue phrase, with no other verb between."""
    doc = text.doc
    for i in range(end, sentence.end):
        if text.inside[i] >= 0:
            return text.inside[i] if _introduced(text, i, end) else None
        if doc[i].tag_[0] in "VM" and doc[i].tag_ != "VBG" and not _in_phrase(doc[i], token):
            return None
        if doc[i].tag_ in ("IN", "WDT") and doc[i].lower_ in _MARKS:
            return None
    return None


def _introduced(text: Text, i: int, end: int) -> bool:
    """Does the cue itself, a comma or a colon come before the quotation?"""
    return i == end or text.doc[i - 1].text in (",", ":", "—", "-", "–") or i - end <= 2


def _in_phrase(verb: Token, cue: Token) -> bool:
    """Does a verb between cue and quotation belong to a relative clause or adjunct of the cue phrase?"""
    return verb.dep_ in ("relcl", "acl") or (cue.is_ancestor(verb) and verb.dep_ == "advcl")


def _clause(text: Text, sentence: Sentence, token: Token, speaker: Token | None) -> tuple[Region, ...]:
    """The clause that a cue governs, or that it is set into."""
    below = _governed(token)
    if below is not None:
        return _around(token, below, speaker, sentence)
    if token.tag_[0] != "V":
        return ()
    if token.dep_ in ("parataxis", "ccomp", "advcl") and _set_in(token) and token.head.i != token.i:
        return _around(token, token.head, speaker, sentence)
    return _fronted(text, sentence, token, speaker)


def _governed(token: Token) -> Token | None:
    """The content clause below a verb, noun or adjective."""
    for c in token.children:
        if c.dep_ == "ccomp" and clauses.infinitive(c) is None and (c.tag_ != "VBG" or clauses.child(c, "nsubj", "aux")):
            return c
    if token.tag_[0] == "N":
        return next((c for c in token.children if c.dep_ in ("acl", "relcl", "ccomp") and _that_clause(c)), None)
    if token.tag_[0] == "J" or token.dep_ in ("acomp", "oprd"):
        return next((c for c in token.head.children if c.dep_ == "ccomp" and c.i > token.i and _that_clause(c)), None)
    return next((c for c in token.children if c.dep_ == "advcl" and c.i > token.i and _that_clause(c)), None)


def _that_clause(verb: Token) -> bool:
    """Begins it with "that", and not as a relative clause does (`the claim that he made`)?"""
    that = next((c for c in verb.children if c.lower_ in _MARKS and c.i < verb.i), None)
    if that is None or clauses.left(verb) != that.i:
        return False
    if that.dep_ == "mark":
        return True
    return clauses.child(verb, "nsubj", "nsubjpass", "expl") not in (None, that) and that.dep_ != "nsubj"


def _set_in(token: Token) -> bool:
    """Is the cue set into the clause above it, between commas or with "as"?"""
    if token.dep_ == "advcl":
        return any(c.dep_ == "mark" and c.lower_ == "as" for c in token.children)
    return token.dep_ == "parataxis"


def _around(token: Token, clause: Token, speaker: Token | None, sentence: Sentence) -> tuple[Region, ...]:
    """The regions of a clause without the cue phrase in or beside it."""
    start, end = cue_phrase(token, speaker)
    a, b = clauses.left(clause), clauses.right(clause)
    if token.is_ancestor(clause):
        a, b = _governed_bounds(token, clause, start, end)
    else:
        start, end = clauses.left(token), max(end, clauses.right(token))
    if b <= start or a >= end:
        return ((_after_mark(clause, a), b),)
    return tuple(r for r in ((a, start), (end, b)) if r[0] < r[1])


def _governed_bounds(token: Token, clause: Token, start: int, end: int) -> Region:
    """A clause below the cue; coordinated clauses of the same cue belong to it."""
    a, b = clauses.left(clause), clauses.right(clause)
    for c in token.children:
        if c.dep_ == "ccomp" and c.i > clause.i and clause.i > token.i:
            b = max(b, clauses.right(c))
    return a, b


def _after_mark(clause: Token, start: int) -> int:
    """After the "that" that opens a clause."""
    first = clause.doc[start]
    return start + 1 if first.lower_ in _MARKS and first.dep_ in ("mark", "dobj", "pobj", "det", "advmod") and start < clause.i and first.dep_ != "det" else start


def _fronted(text: Text, sentence: Sentence, token: Token, speaker: Token | None) -> tuple[Region, ...]:
    """`The road is closed, Novak said`: what stands before the cue phrase, where the parser saw no clause."""
    start, end = cue_phrase(token, speaker)
    rest = text.doc[end : sentence.end]
    if speaker is None or token.tag_ == "VBG" or start <= sentence.start or token.dep_ in ("relcl", "acl", "conj"):
        return ()
    if any(t.tag_[0] in "VM" and not text.quoted(t) for t in rest) or text.doc[start - 1].text not in (",", "—", "-"):
        return ()
    has_verb = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in text.doc[sentence.start : start])
    return ((sentence.start, start),) if has_verb else ()


def _infinitive(token: Token) -> tuple[Region, ...]:
    for c in token.children:
        if c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.i > token.i:
            to = clauses.infinitive(c)
            if to is not None:
                return ((to.i, clauses.right(c)),)
    found = clauses.object_of(token)
    holders = [p for p in (found, *(clauses.child(p, "pobj") for p in clauses.prepositions(token, ("on", "upon", "to", "with")))) if p is not None]
    for holder in holders:
        for c in holder.children:
            to = clauses.infinitive(c) if c.dep_ in ("acl", "relcl") else None
            if to is not None and c.i > token.i:
                return ((to.i, clauses.right(c)),)
    return ()


def _gerund(token: Token) -> tuple[Region, ...]:
    for c in token.children:
        if c.dep_ in ("xcomp", "ccomp") and c.tag_ == "VBG" and c.i > token.i:
            return ((clauses.left(c), clauses.right(c)),)
    return ()


def _object(token: Token, taken: tuple[Token, ...]) -> tuple[Region, ...]:
    """The object, where it is neither a target nor a pronoun; of a passive its subject."""
    found = clauses.child(token, "dobj") if not clauses.passive(token) else clauses.child(token, "nsubjpass")
    if found is None or found in taken or found.pos_ == "PRON" or found.tag_ in ("WDT", "WP"):
        return ()
    a, b = clauses.left(found), clauses.right(found)
    return ((a, b),) if b - a > 1 else ()


def _complement(token: Token) -> tuple[Region, ...]:
    """`called the offer a trap`: object and what it is called."""
    small = next((c for c in token.children if c.dep_ in ("ccomp", "xcomp", "oprd") and c.i > token.i and not clauses.finite(c)), None)
    thing = clauses.child(token, "dobj")
    if small is not None:
        if clauses.infinitive(small) is not None:
            return ()
        a = clauses.left(small) if thing is None else min(clauses.left(thing), clauses.left(small))
        whole = thing is not None or clauses.child(small, "nsubj") is not None or clauses.passive(token)
        return ((a, clauses.right(small)),) if whole and a > token.i else ()
    if thing is None or thing.i < token.i:
        return ()
    after = [c for c in thing.children if c.i > thing.i and c.dep_ in ("amod", "appos", "acl")]
    return ((clauses.left(thing), clauses.right(thing)),) if after else ()


def _as(token: Token) -> tuple[Region, ...]:
    """`described the offer as a trap`: object and what stands after "as"."""
    thing = clauses.object_of(token)
    holders = [h for h in (token, thing) if h is not None]
    for holder in holders:
        for preposition in holder.children:
            if preposition.dep_ == "prep" and preposition.lower_ == "as" and preposition.i > token.i:
                if clauses.child(preposition, "pcomp") is not None and clauses.child(preposition, "pcomp").tag_ == "VBG" and clauses.child(preposition, "pcomp").lemma_ in ("say",):
                    return ()
                a = clauses.left(thing) if thing is not None and thing.i > token.i else preposition.i + 1
                return ((min(a, preposition.i), clauses.right(preposition)),)
    return ()


def _after_preposition(token: Token, word: str, taken: tuple[Token, ...]) -> tuple[Region, ...]:
    """What stands after a preposition of the cue, or of its object (`blamed the flood on Chile's dam`)."""
    thing = clauses.object_of(token)
    for holder in (token, thing):
        if holder is None:
            continue
        for preposition in clauses.prepositions(holder, (word,)):
            inner = clauses.complement_of(preposition)
            if inner is not None and inner not in taken and preposition.i > token.i:
                return ((preposition.i + 1, clauses.right(preposition)),)
    return ()


def _adjunct(text: Text, sentence: Sentence, token: Token, cue: Cue) -> Found | None:
    """`according to the mayor`: what it is set into."""
    to = next((c for c in token.children if c.lower_ == cue.particle), None)
    speaker = clauses.child(to, "pobj") if to is not None else None
    if to is None or speaker is None:
        return None
    start, end = token.i, clauses.right(token)
    regions = tidy(text, sentence, ((sentence.start, start), (end, sentence.end)))
    regions = tuple(r for r in regions if any(not t.is_punct for t in text.doc[r[0] : r[1]]))
    if not regions:
        return None
    return Found(cue, f"{cue.id}/adjunct", (token.i, to.i + 1), sentence, regions, speaker)


def joined(found: Found, region: Region) -> Found:
    """The same attribution with one more region (`"A," X said. "B."`)."""
    return replace(found, content=(*found.content, region))
