"""All attributions of a Doc: sentence by sentence, then the quotations that go on without a cue."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from spacy.tokens import Doc, Token

from kg.extract.statements import grammar
from kg.extract.statements.cues import Lexicon
from kg.extract.statements.find import Found, IsActor, attributions, introduced, joined
from kg.extract.statements.regions import Region, tidy
from kg.extract.statements.sentences import Sentence, Text, lay_out, sentences
from kg.facts import Act, Stance

Same = Callable[[Token, Token], bool]
Another = Callable[[Token, Token | None], bool]

_FINITE = frozenset(["VBD", "VBZ", "VBP"])
_TURNING = frozenset(["advcl", "relcl", "conj"])


def gather(doc: Doc, lexicon: Lexicon, *, is_actor: IsActor, same: Same | None = None) -> tuple[Text, list[Found]]:
    """The attributions of prose and bullets in text order; nested ones are marked.

    Args:
        is_actor: does a phrase name somebody, by its head?
        same: do two phrases name the same? Without it none do.
    """

    def another(subject: Token, speaker: Token | None) -> bool:
        return is_actor(subject) and not (same is not None and speaker is not None and same(subject, speaker))

    text = lay_out(doc)
    split = list(sentences(text))
    found: list[Found] = []
    for sentence in split:
        read = list(attributions(text, sentence, lexicon, is_actor=is_actor))
        found.extend(_settled(text, read, lexicon, another) if read else ())
    return text, sorted(_continued(text, split, found, lexicon), key=lambda f: (f.content[0], f.at))


def _settled(text: Text, found: list[Found], lexicon: Lexicon, another: Another) -> list[Found]:
    """One attribution for each stretch: nested ones marked, the farther of two rivals left out."""
    kept = [f for f in found if f.cue.kind != "adjunct" or not any(_echoes(text, g, f) for g in found)]
    kept = [f for f in kept if not any(g is not f and _rival(f, g) for g in kept)]
    cut = [_cut(text, f, kept, lexicon, another) for f in kept]
    cut = [_taken_up(text, f, kept, cut) for f in cut]
    return [replace(f, nested=any(g is not f and _inside(f.at, g) for g in cut)) for f in cut]


def _echoes(text: Text, inner: Found, adjunct: Found) -> bool:
    """Does "according to" stand beside a clause in which someone else speaks?"""
    if inner is adjunct or not _inside(inner.at, adjunct):
        return False
    if inner.cue.stance is not Stance.NEUTRAL or inner.cue.act is not Act.SPEECH:
        return False  # "according to Roe, Spain has agreed": Spain's act is in Roe's words
    return text.doc[adjunct.at[0]].head.i == inner.at[0] or 2 * _size(inner.content) > _size(adjunct.content)


def _cut(text: Text, found: Found, others: Iterable[Found], lexicon: Lexicon, another: Another) -> Found:
    """End a content where a clause begins in which the reporter lets another speak (`…, while X said …`)."""
    start, end = found.content[-1]
    for other in others:
        verb = text.doc[other.at[0]]
        if not start + 1 < verb.i < end:
            continue
        turn = _turns(text, verb, lexicon.turning) if verb.right_edge.i + 1 >= end else 0
        edge = turn or _coordinated(text.doc[found.at[0]], verb, found.speaker, lexicon, another)
        if edge > start + 1:
            end = min(end, edge)
    if end == found.content[-1][1]:
        return found
    return replace(found, content=tidy(text, found.sentence, (*found.content[:-1], (start, end))))


def _coordinated(cue: Token, verb: Token, speaker: Token | None, lexicon: Lexicon, another: Another) -> int:
    """`said the plan was bad and denied that …`: where the second cue begins, if one party says both; else 0.

    What the content is about must be nobody who could say it, or a comma stand before "and"; both cues are of
    one tense.
    """
    first = _joined(verb)
    if first is None or verb.tag_ != cue.tag_ or cue.tag_ not in _FINITE:
        return 0
    joins = (c.i for c in first.children if c.dep_ == "cc" and c.i < verb.i)
    edge = max(joins, default=grammar.left(verb))
    subject = grammar.child(first, "nsubj", "nsubjpass", "expl")
    while first.dep_ == "conj":
        first = first.head
        subject = subject or grammar.child(first, "nsubj", "nsubjpass", "expl")
    if first.dep_ != "ccomp" or first.head.i != cue.i or subject is None:
        return 0
    apart = verb.doc[edge].dep_ == "cc" and verb.doc[edge - 1].text == ","
    if not apart and (another(subject, speaker) or subject.lemma_.lower() in lexicon.documents):
        return 0
    return edge


def _joined(verb: Token) -> Token | None:
    """The verb that one without a subject is coordinated with, also where the parser hung it from the cue."""
    if grammar.child(verb, "nsubj", "nsubjpass", "mark") is not None:
        return None
    if verb.dep_ == "conj":
        return verb.head
    before = verb.doc[max(grammar.left(verb) - 1, 0)]
    return before.head if verb.dep_ == "ccomp" and before.dep_ == "cc" and before.head.i < verb.i else None


def _turns(text: Text, verb: Token, turning: frozenset[str]) -> int:
    """Where a clause begins in which the reporter goes on (with its own subject, or `…, adding that`); else 0."""
    edge = int(verb.left_edge.i)
    subject = grammar.child(verb, "nsubj")
    if verb.tag_ == "VBG" and verb.dep_ == "advcl" and subject is None:
        return edge if edge > 1 and _after_comma(text, edge) else 0
    if verb.dep_ not in _TURNING or (subject is not None and subject.tag_ in ("WP", "WDT")):
        return 0
    while edge > 0 and text.doc[edge - 1].dep_ == "cc":
        edge -= 1
    if subject is None:
        return edge if _resumed(text, verb) else 0
    return edge if text.doc[edge].lower_ in turning or _after_comma(text, edge) else 0


def _inside(at: Region, outer: Found) -> bool:
    return any(a <= at[0] < b for a, b in outer.content)


def _size(regions: Iterable[Region]) -> int:
    return sum(b - a for a, b in regions)


def _shared(f: Found, g: Found) -> bool:
    return any(a < d and c < b for a, b in f.content for c, d in g.content)


def _rival(f: Found, g: Found) -> bool:
    """Do both claim the same words, neither cue within the other's, and is the other nearer?"""
    if not _shared(f, g) or _inside(f.at, g) or _inside(g.at, f):
        return False
    return _rank(g) < _rank(f)


def _rank(found: Found) -> tuple[bool, int, Region]:
    """Verbs before nouns (`voiced the hope that`), nearer cues before farther ones."""
    return found.cue.kind == "noun", _distance(found), found.at


def _distance(f: Found) -> int:
    return min(max(a - f.at[1], f.at[0] - b, 0) for a, b in f.content)


# quotations without a cue of their own


def _continued(text: Text, split: Sequence[Sentence], found: list[Found], lexicon: Lexicon) -> list[Found]:
    """Add each sentence that is nothing but a quotation to who spoke just before it."""
    out = [*found, *_announced(text, split, lexicon)]
    by_sentence: dict[Sentence, list[int]] = {}
    for n, f in enumerate(out):
        by_sentence.setdefault(f.sentence, []).append(n)
    used = {text.inside[a] for f in out for a, _ in f.content}
    last: int | None = None
    before: Sentence | None = None
    for sentence in split:
        if sentence.alone is None or sentence.alone in used:
            last = _latest(out, by_sentence.get(sentence, ()))
        elif last is not None and before is not None:
            last = _attached(text, sentence, before, out, last)
        before = sentence
    return out


def _announced(text: Text, split: Sequence[Sentence], lexicon: Lexicon) -> Iterator[Found]:
    """`The minister declared:`, and the quotation in the paragraph below."""
    for before, after in itertools.pairwise(split):
        if after.alone is None or after.block == before.block:
            continue
        words = [t for t in text.doc[before.start : before.end] if not t.is_space]
        if words[-1].text == ":" and not text.quoted(words[-1]):
            found = introduced(text, before, text.bounds[after.alone], lexicon)
            if found is not None:
                yield found


def _latest(found: Sequence[Found], numbers: Iterable[int]) -> int | None:
    """The attribution of a sentence that a following quotation goes on from: its last."""
    spoken = [n for n in numbers if not found[n].nested and found[n].speaker is not None]
    spoken = [n for n in spoken if "quotation" in found[n].cue.takes]
    return max(spoken, key=lambda n: found[n].at, default=None)


def _direct(text: Text, found: Found) -> bool:
    """Is its content a whole quotation?"""
    return any(text.inside[a] >= 0 and text.bounds[text.inside[a]] == (a, b) for a, b in found.content)


def _attached(text: Text, sentence: Sentence, before: Sentence, out: list[Found], last: int) -> int:
    """The quotation joins a direct statement beside it; else it is one of its own by the same speaker."""
    region = text.bounds[sentence.alone if sentence.alone is not None else 0]
    if sentence.block == before.block and _direct(text, out[last]):
        out[last] = joined(out[last], region)
        return last
    where = "next-sentence" if sentence.block == before.block else "next-paragraph"
    rule = f"{out[last].cue.id}/{where}"
    out.append(replace(out[last], rule=rule, sentence=sentence, content=(region,)))
    return len(out) - 1


def _after_comma(text: Text, edge: int) -> bool:
    return any(t.text == "," for t in text.doc[max(edge - 2, 0) : edge])


def _taken_up(text: Text, found: Found, before: Sequence[Found], after: Sequence[Found]) -> Found:
    """`…, adding that`, `said "…" and warned`: the speaker of the content that was cut, or is quoted, before it."""
    verb = text.doc[found.at[0]]
    if grammar.child(verb, "nsubj") is not None:
        return found
    resumed = _resumed(text, verb)
    for whole, part in zip(before, after, strict=True):
        if part.speaker is None or part.at == found.at:
            continue
        if (_inside(found.at, whole) and not _inside(found.at, part)) or (
            resumed and _inside((verb.head.i, verb.head.i + 1), part)
        ):
            return replace(found, speaker=part.speaker)
    return found if not resumed else replace(found, speaker=None)


def _resumed(text: Text, verb: Token) -> bool:
    """`said "it is grave" and warned`: for the parser coordinated with a verb inside the quotation."""
    return verb.dep_ == "conj" and text.inside[verb.head.i] >= 0 and grammar.child(verb, "nsubj") is None
