"""Offices completed from mentions: who holds them, and for which country.

Whichever component wrote the mentions, the offices follow them: an office that stands for its holder
(`the minister`) is the office of whom the words lead to, `her foreign minister` that of her country.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import Form, Mention
from kg.language import state
from kg.language.discourse import Seen, Walk, make_walk, note
from kg.language.home import home_country
from kg.language.office_links import completed, link_office
from kg.language.office_page import Covered


@Language.factory(
    "kg_holders",
    assigns=["doc._.kg_mentions", "doc._.kg_entities", "doc._.kg_offices"],
    requires=["doc._.kg_mentions", "doc._.kg_offices", "token.dep"],
)
def create_holders(nlp: Language, name: str) -> OfficeHolders:
    return OfficeHolders()


class OfficeHolders:
    """Completes `doc._.kg_offices`; adds the mentions of holders that titles and appositions give."""

    def __call__(self, doc: Doc) -> Doc:
        walk = _complete(doc)
        doc._.kg_mentions = tuple(sorted(walk.mentions, key=lambda m: (m.span, m.entity)))
        doc._.kg_offices = tuple(walk.phrases)
        doc._.kg_entities = walk.page.registry.entities()
        return doc


def _complete(doc: Doc) -> Walk:
    walk = make_walk(doc)
    walk.home = home_country(doc)
    waiting = _settle(walk, doc)
    sentences = [s.start for s in doc.sents]
    for phrase in sorted(state.offices(doc), key=lambda p: p.head):
        if walk.silent(phrase.head):
            continue
        while waiting and waiting[-1][0] <= phrase.head:
            start, mention = waiting.pop()
            walk.sentence = bisect_right(sentences, start) - 1
            note(walk, Seen(mention.entity, start, walk.sentence, start, start, ""))
        walk.sentence = bisect_right(sentences, phrase.head) - 1
        walk.sentence_start = sentences[walk.sentence]
        link_office(walk, phrase)
    for n, phrase in enumerate(walk.phrases):
        made = walk.phrases[n] = completed(walk, phrase, walk.home)
        if made.of != phrase.of and made.person is not None:
            walk.held.setdefault(made.person, []).append((made.office, made.of))
    return walk


def _settle(walk: Walk, doc: Doc) -> list[tuple[int, Mention]]:
    """Keep whom the tokens lead to by the mentions; give the mentions by their first token, the last first."""
    begin = state.columns(doc).begin
    found: dict[tuple[int, int], tuple[Mention, ...]] = {}
    waiting: list[tuple[int, Mention]] = []
    for mention in state.mentions(doc):
        start = bisect_left(begin, mention.span.start)
        end = bisect_left(begin, mention.span.end, lo=start)
        if start == end or walk.silent(start):
            continue
        waiting.append((start, mention))
        if mention.form not in (Form.NOMINAL, Form.PRONOUN):
            held = Covered(mention, start, end, walk.kind(mention.entity))
            walk.page.cover.update(dict.fromkeys(range(start, end), held))  # over `Roe's spokesman`, whose it is
        else:
            found[start, end] = (*found.get((start, end), ()), mention)
    heads = {(p.start, p.end): p.head for p in state.offices(doc)}
    for (start, end), mentions in found.items():
        head = heads.get((start, end), start) if (start, end) in heads or end - start == 1 else doc[start:end].root.i
        walk.linked[head] = tuple(m.entity for m in mentions)
    walk.settled = found
    return sorted(waiting, key=lambda each: -each[0])
