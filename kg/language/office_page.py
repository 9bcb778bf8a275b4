"""A Doc as the office finder reads it: its columns, and its mentions by token."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.facts import EntityKind, Mention, Office
from kg.language import state
from kg.language.office_words import OfficeWords, office_words
from kg.language.registry import Registry
from kg.language.state import OfficePhrase
from kg.language.words import OfficeGrammar, office_grammar, spelt_out


@dataclass(frozen=True, slots=True)
class Covered:
    """A mention with its tokens."""

    mention: Mention
    start: int
    end: int
    kind: EntityKind


@dataclass(slots=True)
class Page:
    """A Doc's columns and mentions, as the office finder reads them."""

    doc: Doc
    text: str
    tokens: list[Token]
    words: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    ent: list[str]
    table: OfficeWords
    grammar: OfficeGrammar
    cover: dict[int, Covered]
    registry: Registry
    taken: int = 0  # the end of the office phrase before, beyond which the next can't reach
    before: OfficePhrase | None = None  # the office phrase before
    # head -> end of the noun phrase, where the office ends before it
    reach: dict[int, int] = field(default_factory=dict)

    def apposed(self, one: OfficePhrase, following: OfficePhrase) -> bool:
        """Whether the second phrase's name stands in apposition to the first (`the envoy, Ambassador Roe`)."""
        root = self.doc[following.start : following.span[1]].root
        if root.dep_ == "appos" and one.start <= root.head.i < one.end:
            return True
        office = self.doc[one.head]
        if office.dep_ == root.dep_ == "nsubj" and office.head.i == root.head.i:
            return True  # a verb has one subject
        return office.dep_ in ("amod", "nmod", "compound", "dep") and office.head.i == root.i

    def singular(self, office: Office, head: int) -> Office:
        """The office of one of several (`foreign ministers`: `foreign minister`)."""
        label = office.label.replace(self.lower[head], self.table.singular(self.lower[head]))
        return Office(label, self.table.concept(label, country=None), office.status)


def make_page(doc: Doc) -> Page:
    registry: Registry = doc._.kg_registry or Registry()
    columns = state.columns(doc)
    cover: dict[int, Covered] = {}
    for m in state.mentions(doc):
        start = bisect_left(columns.begin, m.span.start)
        end = bisect_left(columns.begin, m.span.end, lo=start)
        held = Covered(m, start, end, registry.drafts[m.entity].kind)
        for j in range(start, end):
            cover[j] = held
    return Page(
        doc,
        columns.text,
        columns.tokens,
        columns.words,
        _spelt_out(columns.words, columns.lower),
        columns.pos,
        columns.tag,
        columns.ent,
        office_words(),
        office_grammar(),
        cover,
        registry,
    )


def _spelt_out(words: list[str], lower: list[str]) -> list[str]:
    """The words in lower case, with abbreviated titles and `opposite number` as the plain word for them."""
    table = spelt_out()
    if table.keys().isdisjoint(lower):
        return lower
    out = list(lower)
    for i, low in enumerate(lower[:-1]):
        plain = table.get(low)
        if plain is None:
            continue
        if " " in plain:
            following, first, second = plain.split(" ")
            if lower[i + 1].removesuffix("s") == following:
                out[i], out[i + 1] = first, second + "s" * lower[i + 1].endswith("s")
        elif words[i][0].isupper() and words[i + 1][0].isupper():
            out[i] = plain
    return out
