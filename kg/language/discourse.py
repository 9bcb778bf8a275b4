"""What has been named so far in a walk through an article: the state that coreference reads and writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.facts import EntityKind, Form, Mention, Office, Span
from kg.knowledge import Holder, Holders, holders
from kg.language import state
from kg.language.office_page import Page, make_page
from kg.language.office_words import OfficeWords, office_words
from kg.language.registry import Draft, slug
from kg.language.state import BlockKind, OfficePhrase
from kg.language.words import NominalWords, nominal_words

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
WINDOW = 4
"""Sentences back that an antecedent is looked for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity as it was mentioned: where, and whether as a subject."""

    key: str
    token: int
    sentence: int
    subject: bool
    quoted: bool


@dataclass(slots=True)
class Walk:
    """What is known at a point of the walk."""

    page: Page
    words: NominalWords
    table: OfficeWords
    holders: Holders
    article: str
    mentions: list[Mention]
    phrases: list[OfficePhrase]
    quoted: list[bool]
    seen: list[Seen] = field(default_factory=list)
    held: dict[str, list[tuple[Office, str | None]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    linked: dict[int, tuple[str, ...]] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    unnamed: dict[str, tuple[str, ...]] = field(default_factory=dict)
    sentence: int = 0
    sentence_start: int = 0
    home: str | None = None  # key of the country whose bodies the report names without it
    settled: Mapping[tuple[int, int], tuple[Mention, ...]] | None = None
    """Whom tokens lead to, where that was decided before: then an office phrase is asked no more than that."""

    boilerplate: tuple[Span, ...] = ()

    def silent(self, token: int) -> bool:
        """Whether the token is none of the article's words."""
        at = state.columns(self.page.doc).begin[token]
        return any(s.start <= at < s.end for s in self.boilerplate)

    def recent(self, sentences: int) -> Iterator[Seen]:
        """What was mentioned in this sentence and so many before it, the last first."""
        for seen in reversed(self.seen):
            if self.sentence - seen.sentence > sentences:
                return
            yield seen

    def kind(self, key: str) -> EntityKind:
        return self.page.registry.drafts[key].kind


def make_walk(doc: Doc) -> Walk:
    """A walk at its beginning."""
    article = state.article(doc)
    return Walk(
        make_page(doc),
        nominal_words(),
        office_words(),
        holders(),
        article.id if article else "text",
        list(state.mentions(doc)),
        [],
        _quoted(doc),
        boilerplate=tuple(b.span for b in state.blocks(doc) if b.kind is BlockKind.BOILERPLATE),
    )


def _quoted(doc: Doc) -> list[bool]:
    out = [False] * len(doc)
    spans = [q.inner for q in state.quotes(doc) if q.depth == 0]
    if spans:
        k = 0
        for i, at in enumerate(state.columns(doc).begin):
            while k < len(spans) and spans[k].end <= at:
                k += 1
            if k < len(spans) and spans[k].start <= at < spans[k].end:
                out[i] = True
    return out


def is_subject(token: Token) -> bool:
    for _ in range(4):
        if token.dep_ in SUBJECTS:
            return True
        if token.dep_ not in ("conj", "appos"):
            return False
        token = token.head
    return False


def note(walk: Walk, key: str, token: int, *, subject: bool) -> None:
    walk.seen.append(Seen(key, token, walk.sentence, subject, walk.quoted[token]))
    walk.counts[key] = walk.counts.get(key, 0) + 1


@dataclass(frozen=True, slots=True)
class Why:
    """Why a link was made: the rule, its score where it chose among several, what spoke for it."""

    rule: str
    score: float | None = None
    reason: str = ""


def link(walk: Walk, start: int, end: int, keys: tuple[str, ...], form: Form, *, head: int, why: Why) -> None:
    """Add a mention of each entity for the tokens, and remember it."""
    doc = walk.page.doc
    last = doc[end - 1]
    span = Span(doc[start].idx, last.idx + len(last.text))
    known = {m.entity for m in (walk.settled or {}).get((start, end), ())}
    for key in keys:
        if key not in known:
            walk.mentions.append(Mention(span, key, form, why.rule, why.score, why.reason))
        note(walk, key, head, subject=is_subject(doc[head]))
    walk.linked[head] = keys


def covered_key(walk: Walk, token: int) -> tuple[str, ...]:
    held = walk.page.cover.get(token)
    return (held.mention.entity,) if held else ()


def keys_of(walk: Walk, token: int) -> tuple[str, ...]:
    if token in walk.linked:
        return walk.linked[token]
    return covered_key(walk, token)


def country_of(walk: Walk, person: str) -> str | None:
    """The one country of the offices that the person holds in this article."""
    found = {of for _, of in walk.held.get(person, ()) if of}
    countries = {walk.page.registry.drafts[of].country or of for of in found if of in walk.page.registry.drafts}
    return next(iter(countries)) if len(countries) == 1 else None


def same_person(holder: Holder, draft: Draft) -> bool:
    if holder.qid and draft.same_as:
        return holder.qid == draft.same_as
    return draft.key == f"person/{slug(holder.name)}"


def left_edge(walk: Walk, i: int) -> int:
    """Where the noun phrase of the head noun begins: over adjectives, nouns, names, numbers and a determiner."""
    page = walk.page
    j = i
    while j > walk.sentence_start and i - j < 8:
        k = j - 1
        if (
            k in page.cover
            or page.pos[k] in ("ADJ", "NOUN", "PROPN", "NUM", "DET")
            or page.tag[k] in ("POS", "PRP$", "VBN", "HYPH", "PDT")
        ):
            j = k
            if page.pos[k] == "DET" and page.lower[k] not in ("all", "both"):
                break
            continue
        if page.words[k] == "-":
            j = k
            continue
        break
    return j


def no_article(walk: Walk, start: int) -> int:
    return start + 1 if walk.page.pos[start] in ("DET",) else start


def owner_of(walk: Walk, i: int) -> tuple[str | None, int]:
    """The country or body in a noun phrase (`Spanish`, `Spain's`) or after it (`of Spain`); where the phrase starts."""
    page = walk.page
    start = left_edge(walk, i)
    for j in range(i - 1, start - 1, -1):
        held = page.cover.get(j)
        if held is None:
            continue
        key = held.mention.entity
        if walk.kind(key) is EntityKind.PERSON:
            country = country_of(walk, key) or _led(walk, key)
            return walk.page.registry.ensure(country) if country else None, min(start, held.start)
        return key, min(start, held.start)
    for j in range(start, i):
        if page.tag[j] == "PRP$":
            keys = walk.linked.get(j, ())
            if len(keys) == 1 and walk.kind(keys[0]) in (EntityKind.COUNTRY, EntityKind.ORGANISATION):
                return keys[0], start
    k = i + 1
    if k < len(page.lower) and page.lower[k] in ("of", "from"):
        k += 1
        while k < len(page.lower) and page.pos[k] == "DET":
            k += 1
        held = page.cover.get(k)
        if held is not None and held.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION):
            return held.mention.entity, start
    if page.lower[i] in walk.words.ministries and page.lower[i + 1 : i + 2] == ["in"] and i + 2 in page.cover:
        country = page.registry.drafts[page.cover[i + 2].mention.entity].country
        return (page.registry.ensure(country) if country else None), start  # "the foreign ministry in Tehran"
    return None, start


def _led(walk: Walk, person: str) -> str | None:
    """The country that the office-holder table has the person lead on the day of publication."""
    article = state.article(walk.page.doc)
    if article is None or article.published is None:
        return None
    draft = walk.page.registry.drafts[person]
    found = {
        h.of
        for h in walk.holders.find(draft.label.split()[-1], on=article.published)
        if same_person(h, draft) and walk.table.related("national-leader", h.concept)
    }
    if len(found) != 1:
        return None
    walk.page.registry.ensure(next(iter(found)))
    return next(iter(found))


def is_document(walk: Walk, key: str) -> bool:
    return walk.page.registry.drafts[key].label.lower().split()[-1] in walk.words.documents
