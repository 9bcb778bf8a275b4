"""Offices in the text: which office, of which country or organisation, and whom the words say holds it.

An office phrase is a noun phrase whose head is an office word (`minister`, `ambassador`): its
modifiers to the left, its `of`, `for` and `to` to the right. The holder is found by the
construction that the phrase stands in: title, apposition, copula, becoming, appointing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.facts import EntityKind, Mention, Office
from kg.language.office_words import OfficeWords, office_words
from kg.knowledge import gazetteer
from kg.language import state
from kg.language.registry import Registry
from kg.language.state import BlockKind, OfficePhrase
from kg.language.words import OfficeGrammar, office_grammar

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OWNERS = frozenset({"PRP$"})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "X"})
_CLOSERS = frozenset({",", ".", ")", ";", ":", "–", "—", "-", "!", "?", "”", '"', "]"})


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
    tokens: list[Token]
    words: list[str]
    lower: list[str]
    pos: list[str]
    tag: list[str]
    table: OfficeWords
    grammar: OfficeGrammar
    cover: dict[int, Covered]
    registry: Registry
    taken: int = 0  # the end of the office phrase before, beyond which the next can't reach


@dataclass(slots=True)
class _Phrase:
    """An office phrase while it is read."""

    head: int
    start: int
    end: int
    label: list[str] = field(default_factory=list)
    tail: list[str] = field(default_factory=list)
    places: list[Covered] = field(default_factory=list)
    of: str | None = None
    target: str | None = None
    owner: int | None = None  # token of a possessive pronoun or of a person's name


@Language.factory(
    "kg_offices", assigns=["doc._.kg_offices"], requires=["doc._.kg_mentions", "doc._.kg_entities", "token.dep"]
)
def create_offices(nlp: Language, name: str) -> OfficeFinder:
    return OfficeFinder()


class OfficeFinder:
    """Writes `doc._.kg_offices`."""

    def __call__(self, doc: Doc) -> Doc:
        doc._.kg_offices = tuple(find_offices(doc))
        return doc


def find_offices(doc: Doc) -> Iterator[OfficePhrase]:
    """The office phrases of a Doc, in text order."""
    page = make_page(doc)
    silent = [b.span for b in state.blocks(doc) if b.kind is BlockKind.BOILERPLATE]
    last: OfficePhrase | None = None
    found_all: list[OfficePhrase] = []
    for i, low in enumerate(page.lower):
        if not (page.table.is_head(low) or low in page.grammar.counterparts) or not _is_office_here(page, i):
            continue
        at = page.doc[i].idx
        if any(s.start <= at < s.end for s in silent):
            continue
        for found in _read(page, i, last):
            last = found
            page.taken = found.end
            found_all.append(found)
    yield from _chained(found_all)


def _chained(found: list[OfficePhrase]) -> list[OfficePhrase]:
    """Titles in a row before one name (`Minister of Trade Senator Jane Roe`) are all that person's."""
    for n in range(len(found) - 2, -1, -1):
        one, following = found[n], found[n + 1]
        if one.rule == "nominal" and not one.plural and one.end == following.start and following.rule == "title":
            found[n] = replace(one, person=following.person, rule="title", span=(one.start, following.span[1]))
            if following.of is None:
                found[n + 1] = replace(following, of=one.of)
    return found


def make_page(doc: Doc) -> Page:
    registry: Registry = doc._.kg_registry
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
        columns.tokens,
        columns.words,
        columns.lower,
        columns.pos,
        columns.tag,
        office_words(),
        office_grammar(),
        cover,
        registry,
    )


def _is_office_here(page: Page, i: int) -> bool:
    """A noun, not part of a person's or body's name, and not the modifier of another noun (`minister visit`)."""
    if i in page.cover or page.pos[i] not in ("NOUN", "PROPN", "ADJ"):
        return False
    following = page.lower[i + 1] if i + 1 < len(page.lower) else ""
    if following == "-" and i + 2 < len(page.lower) and page.table.is_head(page.lower[i + 2]):
        return False  # Secretary-General: its last word is the head
    if page.table.is_head(following):
        # "deputy minister", "chief negotiator": the last word is the head
        return following in page.cover or bool(page.cover.get(i + 1))
    return True


def _read(page: Page, i: int, last: OfficePhrase | None) -> list[OfficePhrase]:
    phrase = _Phrase(i, i, i + 1)
    _left(page, phrase)
    _right(page, phrase)
    made = _office(page, phrase)
    if made is None:
        return []
    return list(_holders_of(page, phrase, made, last))


def _left(page: Page, phrase: _Phrase) -> None:
    """Walk left over the modifiers of the head."""
    words: list[str] = []
    j = phrase.head - 1
    while j >= page.taken and phrase.head - j < 12:
        held = page.cover.get(j)
        low = page.lower[j]
        if held is not None:
            if held.kind is EntityKind.PERSON:
                break
            phrase.places.append(held)
            j = held.start - 1
            phrase.start = held.start
            continue
        if low in _POSSESSIVE and page.tag[j] == "POS":
            _owner(page, phrase, j - 1)
            break
        if page.tag[j] in _OWNERS:
            phrase.owner = j
            phrase.start = j
            break
        if page.pos[j] == "DET":
            phrase.start = j
            break
        if low == "-" or _modifies(page, j):
            party = _party(page, j)
            if party:
                phrase.of = phrase.of or party
            elif not (low in page.grammar.plain_modifiers and not page.table.is_modifier(low)):
                words.append(page.words[j])
            phrase.start = j
            j -= 1
            continue
        if low == "and" and words and page.pos[j - 1] in _NOUNS and page.table.is_modifier(page.lower[j - 1]):
            words.append("and")
            j -= 1
            continue
        if page.pos[j] in ("NUM", "ADV") and words == []:
            phrase.start = j
            j -= 1
            continue
        break
    phrase.label = list(reversed(words))


def _modifies(page: Page, j: int) -> bool:
    low = page.lower[j]
    if page.pos[j] in _NOUNS:
        return low not in _POSSESSIVE
    # "under" is no modifier in "the Pentagon under President Roe"
    return page.pos[j] != "ADP" and (page.table.is_modifier(low) or low in page.grammar.plain_modifiers)


def _party(page: Page, j: int) -> str | None:
    """The country of the party that an adjective names (`the Conservative minister`), where only one has it."""
    if not page.words[j][0].isupper():
        return None
    found = {n.country for n in gazetteer().lookup(f"{page.words[j]} Party")}
    country = next(iter(found)) if len(found) == 1 else None
    return country if country in page.registry.drafts else None


def _owner(page: Page, phrase: _Phrase, j: int) -> None:
    """`France's president`, `Trump's secretary of state`: whose office it is."""
    held = page.cover.get(j)
    if held is None:
        return
    phrase.start = held.start
    if held.kind is EntityKind.PERSON:
        phrase.owner = j
    else:
        phrase.of = held.mention.entity


def _right(page: Page, phrase: _Phrase) -> None:
    """Walk right over `-elect`, `of foreign affairs`, `to the United Nations`, `of France`."""
    n = len(page.words)
    k = phrase.end
    if k + 1 < n and page.words[k] == "-" and page.table.is_modifier(page.lower[k + 1]):
        phrase.tail.append("-" + page.lower[k + 1])
        k += 2
    for _ in range(3):
        if k >= n or page.lower[k] not in ("of", "for", "to", "in", "at"):
            break
        step = _complement(page, phrase, k)
        if not step:
            break
        k = step
    phrase.end = k


def _complement(page: Page, phrase: _Phrase, k: int) -> int:
    """Read one `of …` after the head; the token after it, or 0 where it is no part of the office."""
    preposition = page.lower[k]
    j = k + 1
    n = len(page.words)
    while j < n and page.pos[j] == "DET":
        j += 1
    if j >= n:
        return 0
    held = page.cover.get(j)
    if held is not None and held.start == j and not _department(page, held, preposition):
        return _complement_name(page, phrase, preposition, held)
    if preposition not in ("of", "for"):
        return 0
    first = j
    while (
        j < n
        and (j not in page.cover or held is not None and j < held.end)
        and (page.pos[j] in _NOUNS and page.pos[j] != "X" or page.lower[j] in ("and", "&", "-") and j > first)
    ):
        if page.table.is_head(page.lower[j]) and j > first:
            break
        j += 1
    while j > first and page.lower[j - 1] in ("and", "&", "-"):
        j -= 1
    if j == first or not page.table.is_portfolio(" ".join(page.lower[first:j])):
        return 0
    phrase.tail.append(f" {preposition} " + page.doc[first:j].text.lower())
    return j


def _department(page: Page, held: Covered, preposition: str) -> bool:
    """Whether what looks like a name is a department (`Secretary of State`)."""
    if preposition not in ("of", "for") or page.registry.drafts[held.mention.entity].known:
        return False
    return page.table.is_portfolio_exactly(held.mention.span.of(page.doc.text).lower())


def _complement_name(page: Page, phrase: _Phrase, preposition: str, held: Covered) -> int:
    if held.kind is EntityKind.PERSON:
        return 0
    sent = page.lower[phrase.head] in page.grammar.sent
    if preposition in ("to", "in", "at"):
        if not sent or phrase.target:
            return 0
        phrase.target = held.mention.entity
        if held.kind is not EntityKind.COUNTRY and preposition == "to":
            phrase.tail.append(" to the " + page.registry.drafts[held.mention.entity].label.lower())
        return held.end
    if phrase.of and phrase.of != held.mention.entity:
        return 0
    phrase.of = held.mention.entity
    following = page.cover.get(held.end)
    if following is not None and following.start == held.end and following.kind is EntityKind.ORGANISATION:
        phrase.of = following.mention.entity  # "head of the Czech Economic Office"
        return following.end
    return held.end


def _office(page: Page, phrase: _Phrase) -> Office | None:
    """The office itself: its label without country, its class, its status; country and target by the names around it."""
    sent = page.lower[phrase.head] in page.grammar.sent
    names: list[str] = []
    for held in phrase.places:  # nearest first
        key = held.mention.entity
        country = page.registry.drafts[key].country
        unknown = not page.registry.drafts[key].known
        if unknown and (held.kind is EntityKind.PLACE or page.lower[held.start - 1 : held.start] in (["and"], ["&"])):
            names.append(held.mention.span.of(page.doc.text).lower())
            continue
        if held.kind is EntityKind.ORGANISATION:
            others = phrase.of or any(h.kind is EntityKind.COUNTRY for h in phrase.places)
            if sent and others:
                phrase.target = phrase.target or key
                names.append(held.mention.span.of(page.doc.text).lower())
                continue
            chamber = page.registry.drafts[key].label.lower().split()[-1]
            if country and chamber in page.grammar.chambers:
                names.append(chamber)
                phrase.of = phrase.of or country
                continue
        phrase.of = phrase.of or key
    label = _plain(page, _label(page, phrase, names), phrase.of)
    status = page.table.status(label)
    concept = page.table.concept(label, country=phrase.of)
    return Office(label, concept, status)


def _plain(page: Page, label: str, of: str | None) -> str:
    """The label without `first`, `new` and the like, unless they make it another office (`first secretary`)."""
    first, _, rest = label.partition(" ")
    if rest and first in page.grammar.plain_modifiers and page.table.concept(label, country=of) == page.table.concept(rest, country=of):
        return _plain(page, rest, of)
    return label


def _label(page: Page, phrase: _Phrase, names: list[str]) -> str:
    words = [w.lower() for w in phrase.label]
    # an adjective of praise or blame is no part of an office
    statuses = [w for w in words if w in page.table.table.status]
    words = [w for w in words if w not in page.table.table.status]
    pieces = [*statuses, *names, *words, page.lower[phrase.head]]
    label = " ".join(pieces).replace(" - ", "-").strip(" -")
    return label + "".join(phrase.tail)


def _holders_of(page: Page, phrase: _Phrase, office: Office, last: OfficePhrase | None) -> Iterator[OfficePhrase]:
    token = page.doc[phrase.head]
    found = OfficePhrase(
        phrase.start,
        phrase.end,
        phrase.head,
        office,
        "nominal",
        of=phrase.of,
        target=phrase.target,
        vague=page.table.is_vague(page.lower[phrase.head]),
        owner=phrase.owner,
        plural=page.tag[phrase.head] in ("NNS", "NNPS"),
    )
    if found.plural:
        yield found
        return
    title = _title(page, found)
    if title is not None:
        yield replace(found, person=title.mention.entity, rule="title", span=(phrase.start, title.end))
        return
    beside = _beside(page, found, token, last)
    if beside is not None:
        yield beside
        return
    yield from _by_verb(page, found, token)


def _title(page: Page, found: OfficePhrase) -> Covered | None:
    """`Foreign Secretary Boris Johnson`, `Czech president Vaclav Havel`."""
    held = page.cover.get(found.end)
    if held is not None and held.start == found.end and held.kind is EntityKind.PERSON:
        return held
    return None


def _beside(page: Page, found: OfficePhrase, token: Token, last: OfficePhrase | None) -> OfficePhrase | None:
    """Apposition before (`Lavrov, the Russian minister,`) or after (`Portugal's ambassador, Antonio Monteiro,`)."""
    n = len(page.words)
    before = page.cover.get(found.start - 2) if found.start > 1 else None
    mark = page.words[found.start - 1] if found.start else ""
    closed = (
        found.end >= n
        or page.words[found.end] in _CLOSERS
        or page.words[found.end].isspace()
        or page.lower[found.end] in ("who", "and", "from", "since")
        or page.doc[found.end].pos_ in ("VERB", "AUX")
    )
    if (
        before is not None
        and before.kind is EntityKind.PERSON
        and before.end == found.start - 1
        and mark in (",", "(", "–", "—")
    ):
        listed = token.dep_ == "conj" and page.words[found.end : found.end + 1] != [","]
        if closed and not listed:
            return replace(found, person=before.mention.entity, rule="apposition", span=(before.start, found.end))
    if (
        last is not None
        and last.person
        and last.end == found.start - 1
        and mark in ("and", ",")
        and closed
        and last.rule == "apposition"
    ):
        return replace(found, person=last.person, rule="apposition-further", span=(found.start, found.end))
    if found.end < n and page.words[found.end] in (",", ":") or found.end < n and page.words[found.end] in ("–", "—"):
        after = page.cover.get(found.end + 1)
        if (
            after is not None
            and after.start == found.end + 1
            and after.kind is EntityKind.PERSON
            and _closes(page, after, token)
        ):
            return replace(found, person=after.mention.entity, rule="apposition-name", span=(found.start, after.end))
    return None


def _closes(page: Page, after: Covered, token: Token) -> bool:
    """Whether the name after a comma is an apposition and not the next of a list."""
    mark = page.words[after.end] if after.end < len(page.words) else "."
    root = page.doc[after.start : after.end].root
    if root.dep_ == "conj":
        return False
    return mark in _CLOSERS or root.dep_ == "appos" and root.head.i == token.i


def _by_verb(page: Page, found: OfficePhrase, token: Token) -> Iterator[OfficePhrase]:
    """Copula, becoming, appointing, serving, succeeding; without one of them the phrase stands for its holder."""
    grammar = page.grammar
    verb = token.head
    if token.dep_ in ("attr", "oprd", "dobj", "pobj", "appos") and _negated(verb):
        yield replace(found, rule="denied")
        return
    if token.dep_ == "attr" and verb.lemma_ in grammar.copulas and _real(page, verb):
        subject = _subject(verb)
        if subject is not None:
            yield replace(found, rule="copula", subject=subject.i)
            return
    if (
        token.dep_ in ("oprd", "attr", "dobj", "appos", "ccomp")
        and verb.lemma_ in grammar.appointing
        and _real(page, verb)
    ):
        holder = _appointed(verb, token)
        if holder is not None and holder.i != token.i:
            yield replace(found, rule="appointed", subject=holder.i)
            return
    if token.dep_ == "pobj" and verb.lower_ == "as":
        yield from _as_office(page, found, verb.head)
        return
    yield found


def _as_office(page: Page, found: OfficePhrase, verb: Token) -> Iterator[OfficePhrase]:
    grammar = page.grammar
    while verb.dep_ in ("prep", "pobj", "prt") and verb.head is not verb and verb.pos_ not in ("VERB", "AUX"):
        verb = verb.head
    subject, lemma = _subject(verb), verb.lemma_
    if not _real(page, verb) or _negated(verb):
        yield replace(found, rule="denied")
    elif lemma in grammar.appointing:
        holder = _appointed(verb, page.doc[found.head])
        yield replace(found, rule="appointed", subject=holder.i) if holder is not None else found
    elif lemma in grammar.leaving and subject is not None:
        yield _former(found, subject.i)
    elif lemma in grammar.succeeding and subject is not None:
        yield replace(found, rule="succeeded", subject=subject.i)
        old = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if old is not None:
            yield _former(found, old.i)
    elif lemma in grammar.holding and subject is not None:
        yield replace(found, rule="served", subject=subject.i)
    else:
        yield found


def _former(found: OfficePhrase, subject: int) -> OfficePhrase:
    office = found.office
    label = office.label if office.status else f"former {office.label}"
    return replace(found, office=Office(label, office.concept, office.status or "former"), rule="left", subject=subject)


def _negated(verb: Token) -> bool:
    return any(c.dep_ == "neg" for c in verb.children)


def _real(page: Page, verb: Token) -> bool:
    """Whether the verb says that it is so: no modal, and not what someone wants."""
    if any(c.dep_ == "aux" and c.lower_ in page.grammar.unreal for c in verb.children):
        return False
    return not (verb.dep_ == "xcomp" and verb.head.lemma_ in page.grammar.unreal_verbs)


def _subject(verb: Token) -> Token | None:
    """Who does it: the subject, or the noun that a relative clause or participle says it of."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                if child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
                    return verb.head
                return child
        if verb.dep_ in ("acl", "relcl"):
            return verb.head
        if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
            continue
        return None
    return None


def _appointed(verb: Token, office: Token) -> Token | None:
    """Whom an appointing verb is about: its passive subject, else its object; a participle's noun."""
    children = list(verb.children)
    passive = next((c for c in children if c.dep_ == "nsubjpass"), None)
    if passive is not None:
        return verb.head if passive.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else passive
    for child in children:
        if child.dep_ == "dobj" and child.i != office.i:
            return child
    for child in office.children:
        if child.dep_ in ("nsubj", "compound") and child.i < office.i and child.pos_ == "PROPN":
            return child
    return verb.head if verb.dep_ == "acl" and verb.tag_ == "VBN" else None
