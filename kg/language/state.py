"""What kg's components write on a Doc, and typed access to it.

A component reads what those before it wrote and writes its own attribute only:

    kg_layout      -> Layout     (blocks; sets sentence starts; before the parser)
    kg_quotations  -> Quote      (after the parser)
    kg_dates       -> Date       (after the parser)
    kg_names       -> Name       (proper names found)
    kg_linking     -> Mention, Entity   (names joined and linked)
    kg_offices     -> OfficePhrase      (offices, and whom they are said of)
    kg_coreference -> Mention, Entity   (nominals and pronouns)
    kg_holders     -> OfficePhrase      (offices completed; the mentions that titles and appositions give)

The Doc's text is `layout.readable(Article.text)`: of the same length, so that `token.idx` is an
offset into `Article.text`.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import cast

from spacy.tokens import Doc, Token

from kg.article import Article
from kg.facts import Date, Entity, EntityKind, Mention, Office, Span
from kg.knowledge.records import Named


class BlockKind(StrEnum):
    """What a block of the page is; only prose, turns, bullets and headings are the article's words."""

    HEADLINE = "headline"
    HEADING = "heading"
    BYLINE = "byline"
    CAPTION = "caption"
    PROSE = "prose"
    BULLET = "bullet"
    TURN = "turn"
    BOILERPLATE = "boilerplate"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or line of the article.

    `span` covers its text without leading and trailing white space. `body` is where its words
    begin: after the dateline (`LONDON, 22 December 2017 –`), the bullet, or `Name:` of a turn.
    `speaker` is the span of a turn's speaker (`Lavrov`, `SECRETARY BLINKEN`); a further
    paragraph of the same turn is a TURN with the same speaker span.
    """

    span: Span
    kind: BlockKind
    body: Span
    speaker: Span | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: `outer` with its marks, `inner` without; `closed` is False where the mark is missing.

    `depth` 0 is outermost. `continues` marks a paragraph that reopens the quotation of the one before.
    """

    outer: Span
    inner: Span
    depth: int = 0
    closed: bool = True
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name in the text, before it is known whom it names.

    Tokens `start` to `end` (end excluded) of the Doc. `readings`: what the knowledge tables say it
    may be. `kind`: what the words around it and in it say it is, None where they don't tell;
    `sure` where they leave no doubt. `title`: the tokens of the title right before it.
    """

    start: int
    end: int
    text: str
    kind: EntityKind | None = None
    readings: tuple[Named, ...] = ()
    sure: bool = False
    title: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class OfficePhrase:
    """A phrase that names an office, and whom it is said of.

    Tokens `start` to `end` of the Doc, `head` its head noun (`minister`, `counterpart`). `of` and
    `target` are entity keys. `person`: the entity key of the holder, None while not known.
    `rule`: the construction that was read ("apposition", "title", "copula", …); "nominal" where
    the phrase stands for its holder. `span`: the tokens of the whole construction. `subject`: the
    token of whom a verb says it, `owner`: of the possessor (`his`, `Trump's`), both still to be
    resolved.
    """

    start: int
    end: int
    head: int
    office: Office
    rule: str
    of: str | None = None
    target: str | None = None
    person: str | None = None
    vague: bool = False
    plural: bool = False
    span: tuple[int, int] = (0, 0)
    subject: int | None = None
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Columns:
    """A parsed Doc's tokens and their attributes as lists, read once: spaCy makes a new object at each access."""

    tokens: list[Token]
    words: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    ent: list[str]
    begin: list[int]
    close: list[bool]
    starts: list[bool]
    stop: list[bool]
    text: str


def columns(doc: Doc) -> Columns:
    """The columns of a Doc that has been parsed; made on first use and kept on the Doc."""
    held = doc.user_data.get("kg_columns")  # asked for so often that an extension attribute would cost
    if held is None:
        held = doc.user_data["kg_columns"] = _columns(doc)
    return cast("Columns", held)


def _columns(doc: Doc) -> Columns:
    tokens = list(doc)
    rows = [
        (t.text, t.pos_, t.tag_, t.ent_type_, t.idx, not t.whitespace_, bool(t.is_sent_start), t.is_stop)
        for t in tokens
    ]
    words = [r[0] for r in rows]
    return Columns(
        tokens=tokens,
        words=words,
        lower=[w.lower() for w in words],
        pos=[r[1] for r in rows],
        tag=[r[2] for r in rows],
        ent=[r[3] for r in rows],
        begin=[r[4] for r in rows],
        close=[r[5] for r in rows],
        starts=[r[6] for r in rows],
        stop=[r[7] for r in rows],
        text=doc.text,
    )


def register() -> None:
    """Declare the Doc's attributes (idempotent)."""
    defaults: dict[str, object] = {
        "kg_article": None,
        "kg_blocks": (),
        "kg_quotes": (),
        "kg_dates": (),
        "kg_mentions": (),
        "kg_entities": (),
        "kg_names": (),
        "kg_offices": (),
        "kg_registry": None,
    }
    for name, default in defaults.items():
        if not Doc.has_extension(name):
            Doc.set_extension(name, default=default)


def datelines(doc: Doc) -> tuple[Span, ...]:
    """What stands before the words of a paragraph (`LONDON, 22 December 2017 –`)."""
    return tuple(
        Span(b.span.start, b.body.start)
        for b in blocks(doc)
        if b.body.start > b.span.start and b.kind is BlockKind.PROSE
    )


_NOT_HELD = frozenset({"nominal", "denied"})


@dataclass(frozen=True, slots=True)
class Signature:
    """The official who signs a text at its head, and the offset at which the signature ends."""

    person: str
    after: int


def signature(blocks: Sequence[Block], offices: Iterable[OfficePhrase], begin: Sequence[int]) -> Signature | None:
    """A line of its own before the prose, with a name and a public office (`Jane Roe, Foreign Minister`).

    A transcript with turns is not such a text.

    Args:
        begin: the offset of each token of the Doc.
    """
    if any(b.kind is BlockKind.TURN for b in blocks):
        return None
    head = [
        b for b in itertools.takewhile(lambda b: b.kind is not BlockKind.PROSE, blocks) if b.kind is BlockKind.BYLINE
    ]
    for phrase in offices if head else ():
        if phrase.person is None or phrase.rule in _NOT_HELD or phrase.vague:
            continue
        for block in head:
            if block.span.start <= begin[phrase.head] < block.span.end:
                return Signature(phrase.person, block.span.end)
    return None


def article(doc: Doc) -> Article | None:
    return cast("Article | None", doc._.kg_article)


def blocks(doc: Doc) -> tuple[Block, ...]:
    return cast("tuple[Block, ...]", doc._.kg_blocks)


def quotes(doc: Doc) -> tuple[Quote, ...]:
    return cast("tuple[Quote, ...]", doc._.kg_quotes)


def dates(doc: Doc) -> tuple[Date, ...]:
    return cast("tuple[Date, ...]", doc._.kg_dates)


def mentions(doc: Doc) -> tuple[Mention, ...]:
    return cast("tuple[Mention, ...]", doc._.kg_mentions)


def entities(doc: Doc) -> tuple[Entity, ...]:
    return cast("tuple[Entity, ...]", doc._.kg_entities)


def names(doc: Doc) -> tuple[Name, ...]:
    return cast("tuple[Name, ...]", doc._.kg_names)


def offices(doc: Doc) -> tuple[OfficePhrase, ...]:
    return cast("tuple[OfficePhrase, ...]", doc._.kg_offices)


register()
