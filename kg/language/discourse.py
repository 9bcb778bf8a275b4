"""What has been named so far in a walk through an article: the state that coreference reads and writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from kg.facts import EntityKind, Form, Mention, Office, Span
from kg.knowledge import Holder, Holders, holders
from kg.language import state
from kg.language.clause_roles import SUBJECTS, governed, role_of
from kg.language.coreference_words import coreference_words
from kg.language.doubtful import Doubtful
from kg.language.office_page import Page, make_page
from kg.language.office_words import OfficeWords, office_words
from kg.language.registry import Draft, slug
from kg.language.state import BlockKind, OfficePhrase
from kg.language.words import NominalWords, nominal_words

WINDOW = 4
"""Sentences back that an antecedent is looked for."""


@dataclass(frozen=True, slots=True)
class Seen:
    """An entity as it was mentioned: where, by what head, in what role, and whether by a pronoun."""

    key: str
    token: int
    sentence: int
    head: int
    lead: int  # the first of those that it is coordinated with
    role: str
    main: bool = False  # it is the subject of its sentence
    quoted: bool = False
    speaks: bool = False  # it is the subject of a verb of saying

    @property
    def subject(self) -> bool:
        return self.role == "subject"


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
    described: dict[str, dict[str, None]] = field(default_factory=dict)  # persons by the nouns said of them
    sentence: int = 0
    sentence_start: int = 0
    home: str | None = None  # key of the country whose bodies the report names without it
    settled: Mapping[tuple[int, int], tuple[Mention, ...]] | None = None
    """Whom tokens lead to, where that was decided before: then an office phrase is asked no more than that."""

    boilerplate: tuple[Span, ...] = ()
    doubtful: Doubtful = field(default_factory=lambda: Doubtful({}, {}))
    maybe: list[Seen] = field(default_factory=list)  # names that may be persons'

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


def numbered(walk: Walk, doc: Doc) -> Iterator[tuple[int, int, int]]:
    """The sentences, with numbers by which they are near each other: a quoted one has the number of that before."""
    number = 0
    for n, sentence in enumerate(doc.sents):
        start, end = sentence.start, sentence.end
        # the marks are no part of what is quoted
        whole = any(walk.quoted[start : start + 2]) and any(walk.quoted[max(end - 3, start) : end])
        number += n > 0 and not (whole and all(walk.quoted[start + 1 : end - 3]))
        yield number, start, end


def seen_at(walk: Walk, key: str, token: int, *, root: Token) -> Seen:
    """A mention that begins at a token and is headed by another."""
    lead = governed(root)
    role = role_of(lead)
    main = role == "subject" and governed(lead.head).dep_ == "ROOT"
    return Seen(key, token, walk.sentence, root.i, lead.i, role, main, walk.quoted[token], main and speaks(lead))


def speaks(token: Token) -> bool:
    """Whether it is the subject of a verb of saying."""
    return token.dep_ in SUBJECTS and token.head.lemma_ in coreference_words().saying


def note(walk: Walk, seen: Seen) -> None:
    walk.seen.append(seen)
    walk.counts[seen.key] = walk.counts.get(seen.key, 0) + 1


@dataclass(frozen=True, slots=True)
class Why:
    """Why a link was made: the rule, its score where it chose among several, what spoke for it."""

    rule: str
    score: float | None = None
    reason: str = ""


def show_person(walk: Walk, key: str) -> None:
    """Let a name that nothing explained be a person's from here on."""
    doubt = walk.doubtful.doubts.get(key)
    if doubt is None or doubt.settled:
        return
    doubt.settled = True
    walk.page.registry.add(doubt.draft)
    own = [seen for seen in walk.maybe if seen.key == key]
    walk.seen = sorted([*walk.seen, *own], key=lambda seen: seen.token)
    walk.maybe = [seen for seen in walk.maybe if seen.key != key]
    walk.counts[key] = len(own)


def link(walk: Walk, start: int, end: int, keys: tuple[str, ...], form: Form, *, head: int, why: Why) -> None:
    """Add a mention of each entity for the tokens, and remember it."""
    doc = walk.page.doc
    last = doc[end - 1]
    span = Span(doc[start].idx, last.idx + len(last.text))
    known = {m.entity for m in (walk.settled or {}).get((start, end), ())}
    for key in keys:
        if key not in known:
            walk.mentions.append(Mention(span, key, form, why.rule, why.score, why.reason))
        note(walk, seen_at(walk, key, head, root=doc[head]))
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
