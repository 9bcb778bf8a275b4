"""Nominals and pronouns: `the minister`, `his counterpart`, `both countries`, `he` lead to the entities they stand for.

One walk through the text keeps what has been named so far. A link is made where one reading is
clearly better than the next; else the words stay without one.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.facts import EntityKind, Form, Mention, Office, Span
from kg.knowledge import Holder, Holders, gazetteer, holders
from kg.language import state
from kg.language.office_words import OfficeWords, office_words
from kg.language.office_page import Covered, Page, make_page
from kg.language.registry import Draft, slug
from kg.language.state import Block, BlockKind, OfficePhrase
from kg.language.words import NominalWords, nominal_words

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OBJECTS = frozenset({"dobj", "pobj", "iobj", "dative"})
_WINDOW = 4
"""Sentences back that a pronoun looks for its antecedent."""
_MARGIN = 0.75
"""By how much the best antecedent must beat the next."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entity as it was mentioned: where, and whether as a subject."""

    key: str
    token: int
    sentence: int
    subject: bool
    quoted: bool


@dataclass(slots=True)
class _Walk:
    """What is known at a point of the walk."""

    page: Page
    words: NominalWords
    table: OfficeWords
    holders: Holders
    article: str
    mentions: list[Mention]
    phrases: list[OfficePhrase]
    quoted: list[bool]
    seen: list[_Seen] = field(default_factory=list)
    held: dict[str, list[tuple[Office, str | None]]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    linked: dict[int, tuple[str, ...]] = field(default_factory=dict)
    inside: set[int] = field(default_factory=set)
    sentence: int = 0
    sentence_start: int = 0

    def kind(self, key: str) -> EntityKind:
        return self.page.registry.drafts[key].kind


@Language.factory(
    "kg_coreference",
    assigns=["doc._.kg_mentions", "doc._.kg_entities", "doc._.kg_offices"],
    requires=["doc._.kg_mentions", "doc._.kg_offices", "doc._.kg_quotes", "token.dep"],
)
def create_coreference(nlp: Language, name: str) -> Coreference:
    return Coreference()


class Coreference:
    """Adds nominal and pronoun mentions to `doc._.kg_mentions`; completes `doc._.kg_offices`."""

    def __call__(self, doc: Doc) -> Doc:
        walk = _resolve(doc)
        doc._.kg_mentions = tuple(sorted(walk.mentions, key=lambda m: (m.span, m.entity)))
        doc._.kg_offices = tuple(walk.phrases)
        doc._.kg_entities = walk.page.registry.entities()
        return doc


def _resolve(doc: Doc) -> _Walk:
    article = state.article(doc)
    walk = _Walk(
        make_page(doc),
        nominal_words(),
        office_words(),
        holders(),
        article.id if article else "text",
        list(state.mentions(doc)),
        [],
        _quoted(doc),
    )
    silent = [b.span for b in state.blocks(doc) if b.kind is BlockKind.BOILERPLATE]
    phrases: dict[int, list[OfficePhrase]] = {}
    for phrase in state.offices(doc):
        phrases.setdefault(phrase.head, []).append(phrase)
    walk.inside = {i for p in state.offices(doc) for i in range(p.start, p.end) if i != p.head}
    for number, sentence in enumerate(doc.sents):
        at = state.columns(doc).begin[sentence.start]
        if any(s.start <= at < s.end for s in silent):
            continue
        walk.sentence, walk.sentence_start = number, sentence.start
        _walk_sentence(walk, sentence.start, sentence.end, phrases)
    _introduced_late(walk)
    home = _home(doc)
    walk.phrases = [_completed(walk, p, home) for p in walk.phrases]
    _relatives(walk)
    _speaking(walk)
    return walk


def _speaking(walk: _Walk) -> None:
    """`I`, `we` and `you` in turns and signed texts: the speaker, and the other of two who speak in turns."""
    doc = walk.page.doc
    blocks = state.blocks(doc)
    own = {b.span: key for b in blocks if (key := _block_speaker(walk, b, blocks)) is not None}
    parties = list(dict.fromkeys(own.values()))
    begin = state.columns(doc).begin
    for block in blocks:
        speaker = own.get(block.span)
        if speaker is None:
            continue
        other = next((p for p in parties if p != speaker), None) if len(parties) == 2 else None
        for i in range(bisect_left(begin, block.body.start), bisect_left(begin, block.body.end)):
            low = walk.page.lower[i]
            key = speaker if low in walk.words.first_person else other if low in walk.words.second_person else None
            if key is not None and not walk.quoted[i] and walk.page.tag[i] in ("PRP", "PRP$"):
                walk.mentions.append(Mention(Span(begin[i], begin[i] + len(low)), key, Form.PRONOUN))


def _block_speaker(walk: _Walk, block: Block, blocks: tuple[Block, ...]) -> str | None:
    """Whose words a turn or a signed paragraph is."""
    if block.kind is BlockKind.TURN and block.speaker is not None:
        label = block.speaker
        keys = {m.entity for m in walk.mentions if m.span.overlaps(label) and walk.kind(m.entity) is EntityKind.PERSON}
        return next(iter(keys)) if len(keys) == 1 else None
    if block.kind is not BlockKind.PROSE or any(b.kind is BlockKind.TURN for b in blocks):
        return None
    signature = state.signature(blocks, walk.phrases, state.columns(walk.page.doc).begin)
    return signature.person if signature is not None and signature.after < block.span.start else None


def _completed(walk: _Walk, phrase: OfficePhrase, home: str | None) -> OfficePhrase:
    """The country of an office that only a later mention of its holder gives, or that a paper leaves out of its own."""
    if phrase.person is None or phrase.rule in ("nominal", "denied") or phrase.of is not None or phrase.vague:
        return phrase
    country = _country_of(walk, phrase.person)
    if country:
        return replace(phrase, of=walk.page.registry.ensure(country))
    if home is None or phrase.owner is not None or phrase.rule not in ("title", "apposition", "apposition-name"):
        return phrase
    of = walk.page.registry.ensure(home)
    concept = walk.table.concept(phrase.office.label, country=of)
    return replace(phrase, of=of, office=replace(phrase.office, concept=concept), rule=f"{phrase.rule}-home")


def _home(doc: Doc) -> str | None:
    """The country in the publisher's name (`Bangkok Post`): its papers leave the country out of its own offices."""
    article = state.article(doc)
    words = (article.publisher or "").split() if article is not None else []
    found: set[str] = set()
    for i in range(len(words)):
        for j in range(len(words), i, -1):
            for named in gazetteer().lookup(" ".join(words[i:j])):
                key = named.key if named.kind is EntityKind.COUNTRY else named.country
                if key is not None and named.kind is not EntityKind.ORGANISATION:
                    found.add(key)
    return next(iter(found)) if len(found) == 1 else None


def _introduced_late(walk: _Walk) -> None:
    """An office without a name as a subject, and in the next two sentences a new person without an office: the same.

    `Chile's trade minister on Monday … In an interview, Rosa Delgado said …`, as news introduces people.
    """
    doc = walk.page.doc
    first = {}
    for seen in walk.seen:
        if walk.kind(seen.key) is EntityKind.PERSON:
            first.setdefault(seen.key, seen)
    for n, phrase in enumerate(walk.phrases):
        if phrase.person is not None or phrase.rule != "nominal" or phrase.of is None or phrase.plural or phrase.vague:
            continue
        if not _is_subject(doc[phrase.head]) or doc[phrase.start].lower_ in walk.words.indefinite:
            continue
        number = _sentence_number(walk, phrase.head)
        new = [s for s in first.values() if 1 <= s.sentence - number <= 2]
        if len(new) != 1 or not new[0].subject or new[0].key in walk.held or len(walk.page.registry.drafts[new[0].key].label.split()) < 2:
            continue
        _bind(walk, n, phrase, new[0].key)


def _sentence_number(walk: _Walk, token: int) -> int:
    return next((s.sentence for s in walk.seen if s.token >= token), walk.sentence)


def _bind(walk: _Walk, n: int, phrase: OfficePhrase, person: str) -> None:
    doc = walk.page.doc
    walk.phrases[n] = replace(phrase, person=person, rule="introduced-late")
    walk.held.setdefault(person, []).append((phrase.office, phrase.of))
    last = doc[phrase.end - 1]
    span = Span(doc[phrase.start].idx, last.idx + len(last.text))
    walk.mentions = [m for m in walk.mentions if m.span != span]
    walk.mentions.append(Mention(span, person, Form.NOMINAL))


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


def _walk_sentence(walk: _Walk, start: int, end: int, phrases: dict[int, list[OfficePhrase]]) -> None:
    page, words = walk.page, walk.words
    i = start
    for i in range(start, end):
        held = page.cover.get(i)
        if held is not None and held.start == i:
            _saw(walk, held)
        if i in phrases:
            for phrase in phrases[i]:
                _office(walk, phrase)
            continue
        if held is not None:
            continue
        low = page.lower[i]
        if low in words.he or low in words.she:
            _person_pronoun(walk, i, "m" if low in words.he else "f")
        elif low in words.they:
            _they(walk, i)
        elif low in words.it:
            _it(walk, i)
        elif page.pos[i] in ("NOUN", "PROPN", "DET", "PRON", "NUM") and i not in walk.inside:
            _nominal(walk, i)


def _saw(walk: _Walk, held: Covered) -> None:
    key = held.mention.entity
    root = walk.page.doc[held.start : held.end].root
    if root.dep_ in ("compound", "amod", "nmod"):
        subject = False
    else:
        subject = _is_subject(root)
    _note(walk, key, held.start, subject=subject)


def _is_subject(token: Token) -> bool:
    for _ in range(4):
        if token.dep_ in _SUBJECTS:
            return True
        if token.dep_ not in ("conj", "appos"):
            return False
        token = token.head
    return False


def _note(walk: _Walk, key: str, token: int, *, subject: bool) -> None:
    walk.seen.append(_Seen(key, token, walk.sentence, subject, walk.quoted[token]))
    walk.counts[key] = walk.counts.get(key, 0) + 1


def _link(walk: _Walk, start: int, end: int, keys: tuple[str, ...], form: Form, *, head: int) -> None:
    """Add a mention of each entity for the tokens, and remember it."""
    doc = walk.page.doc
    last = doc[end - 1]
    span = Span(doc[start].idx, last.idx + len(last.text))
    for key in keys:
        walk.mentions.append(Mention(span, key, form))
        _note(walk, key, head, subject=_is_subject(doc[head]))
    walk.linked[head] = keys


# --- offices ---------------------------------------------------------------------------------


def _office(walk: _Walk, phrase: OfficePhrase) -> None:
    """Complete an office phrase: its holder, its country; link the phrase to the holder."""
    if walk.page.lower[phrase.head] in walk.page.grammar.counterparts:
        phrase = _counterpart(walk, phrase)
    phrase = _with_owner(walk, phrase)
    if phrase.subject is not None and phrase.person is None:
        phrase = _with_subject(walk, phrase)
    if phrase.person is not None and phrase.rule != "nominal":
        _hold(walk, _with_coordinate(walk, _with_country(walk, phrase)), phrase.person)
        return
    keys = _anaphor(walk, phrase)
    if not keys:
        known = _in_office(walk, phrase)
        if known.person is not None:
            _office(walk, known)
            return
    if keys:
        _link(walk, phrase.start, phrase.end, keys, Form.NOMINAL, head=phrase.head)
    walk.phrases.append(replace(phrase, person=keys[0] if len(keys) == 1 and walk.kind(keys[0]) is EntityKind.PERSON else None))


def _hold(walk: _Walk, phrase: OfficePhrase, person: str) -> None:
    walk.phrases.append(phrase)
    _gender(walk, phrase)
    if phrase.rule != "denied":
        walk.held.setdefault(person, []).append((phrase.office, phrase.of))
        _link(walk, phrase.start, phrase.end, (person,), Form.NOMINAL, head=phrase.head)


def _with_coordinate(walk: _Walk, phrase: OfficePhrase) -> OfficePhrase:
    """`Vice President A, Treasury Secretary B and Trade Secretary C`: officers in one list are of one country."""
    if phrase.of is not None or phrase.vague or phrase.rule != "title":
        return phrase
    token = walk.page.doc[phrase.end]
    while token.dep_ in ("compound", "appos", "conj") and token.head.i < token.i:
        token = token.head
        for before in reversed(walk.phrases):
            if before.end <= token.i <= before.end + 3 and before.of is not None and before.rule == "title":
                return replace(phrase, of=before.of)
    return phrase


def _gender(walk: _Walk, phrase: OfficePhrase) -> None:
    draft = walk.page.registry.drafts[phrase.person or ""]
    if draft.gender is None:
        draft.gender = walk.table.gender(phrase.office.label)


def _with_owner(walk: _Walk, phrase: OfficePhrase) -> OfficePhrase:
    """`Trump's secretary of state`, `its foreign minister`: the owner's country."""
    if phrase.of is not None or phrase.owner is None:
        return phrase
    owners = walk.linked.get(phrase.owner) or _covered_key(walk, phrase.owner)
    if len(owners) != 1:
        return phrase
    owner = owners[0]
    if walk.kind(owner) is EntityKind.PERSON:
        country = _country_of(walk, owner)
        return replace(phrase, of=walk.page.registry.ensure(country)) if country and not phrase.vague else phrase
    return replace(phrase, of=owner)


def _covered_key(walk: _Walk, token: int) -> tuple[str, ...]:
    held = walk.page.cover.get(token)
    return (held.mention.entity,) if held else ()


def _with_subject(walk: _Walk, phrase: OfficePhrase) -> OfficePhrase:
    keys = _keys_of(walk, phrase.subject or 0)
    if len(keys) == 1 and walk.kind(keys[0]) is EntityKind.PERSON:
        return replace(phrase, person=keys[0])
    return phrase


def _keys_of(walk: _Walk, token: int) -> tuple[str, ...]:
    if token in walk.linked:
        return walk.linked[token]
    return _covered_key(walk, token)


def _country_of(walk: _Walk, person: str) -> str | None:
    """The one country of the offices that the person holds in this article."""
    found = {of for _, of in walk.held.get(person, ()) if of}
    countries = {walk.page.registry.drafts[of].country or of for of in found if of in walk.page.registry.drafts}
    return next(iter(countries)) if len(countries) == 1 else None


def _with_country(walk: _Walk, phrase: OfficePhrase) -> OfficePhrase:
    """The country of an office that is named without one, as a general reader knows it."""
    if phrase.of is not None or phrase.vague or phrase.person is None:
        return phrase
    of = _known_country(walk, phrase) or walk.table.only_country(phrase.office.label) or _country_of(walk, phrase.person)
    if of is None or of == phrase.of:
        return phrase
    walk.page.registry.ensure(of)
    office = replace(phrase.office, concept=walk.table.concept(phrase.office.label, country=of))
    return replace(phrase, of=of, office=office)


def _known_country(walk: _Walk, phrase: OfficePhrase) -> str | None:
    """The country for which the office-holder table has the person in this office, where it is one only."""
    draft = walk.page.registry.drafts[phrase.person or ""]
    rows = tuple(h for h in walk.holders.by_surname(draft.label.split()[-1]) if _same_person(h, draft))
    concept = phrase.office.concept
    if concept:
        rows = tuple(h for h in rows if walk.table.related(concept, h.concept) or walk.table.related(h.concept, concept))
    found = {h.of for h in rows}
    return next(iter(found)) if len(found) == 1 else None


def _same_person(holder: Holder, draft: Draft) -> bool:
    if holder.qid and draft.same_as:
        return holder.qid == draft.same_as
    return draft.key == f"person/{slug(holder.name)}"


def _counterpart(walk: _Walk, phrase: OfficePhrase) -> OfficePhrase:
    """`his Russian counterpart`: the office of the person it is counterpart to."""
    owner: str | None = None
    if phrase.owner is not None:
        keys = _keys_of(walk, phrase.owner)
        owner = keys[0] if len(keys) == 1 else None
    if owner is None or owner == phrase.person or owner not in walk.held:
        owner = _last_holder(walk, phrase)
    if owner is None:
        return replace(phrase, rule="nominal")
    offices_held = [o for o, of in walk.held[owner] if of != phrase.of and o.status != "former"]
    if not offices_held:
        return replace(phrase, rule="nominal")
    office = max(offices_held, key=lambda o: o.concept is not None)
    # the other side's office goes by the plain name of its class: a secretary of state's counterpart is a foreign minister
    if office.concept in walk.words.relabelled:
        office = Office(office.concept.replace("-", " "), office.concept)
    found = replace(phrase, office=office, owner=None)
    if phrase.person is not None:
        return replace(found, rule="counterpart")
    return replace(found, rule="nominal")


def _last_holder(walk: _Walk, phrase: OfficePhrase) -> str | None:
    for seen in reversed(walk.seen):
        if walk.sentence - seen.sentence > 1:
            return None
        if seen.key != phrase.person and seen.key in walk.held and seen.token < phrase.start:
            return seen.key
    return None


def _anaphor(walk: _Walk, phrase: OfficePhrase) -> tuple[str, ...]:
    """Whom an office phrase without a name stands for."""
    if phrase.plural:
        return _plural(walk, phrase)
    found = [
        person
        for person, offs in walk.held.items()
        if any(_same_office(phrase, office, of) for office, of in offs)
    ]
    if len(found) > 1:
        recent = {s.key for s in walk.seen if walk.sentence - s.sentence <= 2}
        found = [p for p in found if p in recent]
    if len(found) > 1:
        own = set(phrase.office.label.replace("-", " ").split())
        exact = [p for p in found if any(own <= set(o.label.replace("-", " ").split()) for o, _ in walk.held[p])]
        found = exact if len(exact) == 1 and len(own) > 1 or phrase.office.label == "secretary" else found
    if len(found) == 1:
        return (found[0],)
    if found or phrase.rule == "denied":
        return ()
    return _unnamed(walk, phrase)


def _in_office(walk: _Walk, phrase: OfficePhrase) -> OfficePhrase:
    """`the prime minister` after a person of whom the office-holder table knows that office on the day."""
    article = state.article(walk.page.doc)
    concept = phrase.office.concept
    if article is None or article.published is None or concept is None or phrase.plural or phrase.office.status:
        return phrase
    if concept in walk.words.plain_classes:
        return phrase
    if walk.page.pos[phrase.start] != "DET" or phrase.rule != "nominal":
        return phrase
    found: dict[str, str] = {}
    for seen in walk.seen:
        if walk.sentence - seen.sentence > _WINDOW or walk.kind(seen.key) is not EntityKind.PERSON:
            continue
        draft = walk.page.registry.drafts[seen.key]
        for holder in walk.holders.find(draft.label.split()[-1], concept=concept, on=article.published):
            if _same_person(holder, draft) and phrase.of in (None, holder.of):
                found[seen.key] = holder.of
    if len(found) != 1:
        return phrase
    person, of = next(iter(found.items()))
    walk.page.registry.ensure(of)
    return replace(phrase, person=person, of=of, rule="known-holder")


def _same_office(phrase: OfficePhrase, office: Office, of: str | None) -> bool:
    if phrase.of is not None and of is not None and phrase.of != of:
        return False
    mine, theirs = phrase.office, office
    if mine.status != theirs.status and mine.status is not None:
        return False
    own = set(mine.label.replace("-", " ").split())
    other = set(theirs.label.replace("-", " ").split())
    if own == other:
        return True
    specific = mine.concept is not None and mine.concept not in nominal_words().plain_classes
    if specific and mine.concept == theirs.concept:
        return True
    # "the minister" for a foreign minister; "the president" not for a vice president
    wider = mine.concept is not None and theirs.concept is not None and office_words().related(mine.concept, theirs.concept)
    if wider and (len(own) == 1 or own <= other):
        return True
    return len(own) == 1 and mine.label == theirs.label.split()[-1] and mine.concept in (None, "minister", "official")


def _plural(walk: _Walk, phrase: OfficePhrase) -> tuple[str, ...]:
    low = walk.page.lower[phrase.head]
    if phrase.of is not None and low in walk.words.government:
        return _both(walk, phrase) or (phrase.of,)
    if low in walk.words.pair_persons and _paired(walk, phrase.start, phrase.head):
        return _pair(walk, EntityKind.PERSON)
    if low in walk.words.groups:
        return _group(walk, phrase.head)
    return ()


def _both(walk: _Walk, phrase: OfficePhrase) -> tuple[str, ...]:
    """`Chinese and Israeli officials`: the officials of both."""
    page, found = walk.page, [phrase.of]
    first = min((j for j in range(phrase.start, phrase.head) if j in page.cover), default=0)
    if first > 1 and page.lower[first - 1] == "and" and first - 2 in page.cover:
        key = page.cover[first - 2].mention.entity
        if walk.kind(key) is EntityKind.COUNTRY:
            found.insert(0, key)
    return tuple(k for k in found if k is not None) if len(found) > 1 else ()


def _unnamed(walk: _Walk, phrase: OfficePhrase) -> tuple[str, ...]:
    """A spokesman or official without a name is who he speaks for; another officer is known by his office alone."""
    low = walk.page.lower[phrase.head]
    if phrase.of is None:
        return ()
    if low in walk.words.government:
        return (phrase.of,)
    doc = walk.page.doc
    first = doc[phrase.start]
    if phrase.vague or phrase.rule != "nominal" or walk.kind(phrase.of) is EntityKind.PLACE:
        return ()
    start = phrase.start + 1 if first.pos_ in ("DET", "PRON") else phrase.start
    label = doc[start : phrase.end].text
    draft = Draft(f"group/{walk.article}-{slug(label)}", label, EntityKind.GROUP, country=walk.page.registry.drafts[phrase.of].country)
    return (walk.page.registry.add(draft, form=label),)


# --- nominals --------------------------------------------------------------------------------


def _nominal(walk: _Walk, i: int) -> None:
    """A common noun that stands for a country, a body or people."""
    low, words = walk.page.lower[i], walk.words
    if low in words.pair_persons or low in words.pair_countries:
        start = _left_edge(walk, i)
        if _paired(walk, start, i):
            kind = EntityKind.PERSON if low in words.pair_persons and low not in words.pair_countries else EntityKind.COUNTRY
            keys = _pair(walk, kind) or (_pair(walk, EntityKind.PERSON) if low == "sides" else ())
            if keys:
                _link(walk, start, i + 1, keys, Form.NOMINAL, head=i)
                return
    if low in words.pair_words and low == "both" and walk.page.doc[i].dep_ in _SUBJECTS:
        keys = _pair(walk, EntityKind.PERSON)
        if keys:
            _link(walk, i, i + 1, keys, Form.NOMINAL, head=i)
        return
    if low in words.country_nouns:
        _the_country(walk, i)
    elif low in words.government or low in words.bodies or low in words.members:
        _body(walk, i)
    elif low in words.groups or low in words.documents:
        _named_group(walk, i)


def _left_edge(walk: _Walk, i: int) -> int:
    """Where the noun phrase of the head noun begins: over adjectives, nouns, names, numbers and a determiner."""
    page = walk.page
    j = i
    while j > walk.sentence_start and i - j < 8:
        k = j - 1
        if k in page.cover or page.pos[k] in ("ADJ", "NOUN", "PROPN", "NUM", "DET") or page.tag[k] in ("POS", "PRP$", "VBN", "HYPH", "PDT"):
            j = k
            if page.pos[k] == "DET" and page.lower[k] not in ("all", "both"):
                break
            continue
        if page.words[k] == "-":
            j = k
            continue
        break
    return j


def _paired(walk: _Walk, start: int, head: int) -> bool:
    return any(low in walk.words.pair_words for low in walk.page.lower[start:head])


def _pair(walk: _Walk, kind: EntityKind) -> tuple[str, ...]:
    """The two of that kind that were named last; where more than two come into question, the two named most."""
    recent: dict[str, None] = {}
    for seen in reversed(walk.seen):
        if walk.sentence - seen.sentence > _WINDOW:
            break
        if walk.kind(seen.key) is kind:
            recent[seen.key] = None
    if len(recent) == 2:
        return tuple(sorted(recent))
    everyone = [k for k in walk.counts if walk.kind(k) is kind]
    everyone.sort(key=lambda k: -walk.counts[k])
    if len(everyone) < 2:
        return ()
    if len(everyone) > 2 and walk.counts[everyone[1]] < walk.counts[everyone[2]] + 2:
        return ()
    return tuple(sorted(everyone[:2]))


def _the_country(walk: _Walk, i: int) -> None:
    page = walk.page
    start = _left_edge(walk, i)
    if page.lower[start] not in ("the", "this", "that") or page.doc[i].dep_ in ("compound", "nmod"):
        return
    if any(page.pos[j] not in ("ADJ", "NOUN", "DET", "PROPN") for j in range(start, i)):
        return
    if any(walk.kind(page.cover[j].mention.entity) is not EntityKind.PLACE for j in range(start, i) if j in page.cover):
        return
    if any(c.dep_ in ("relcl", "prep", "acl") for c in page.doc[i].rights):
        return
    recent = {s.key for s in walk.seen if walk.sentence - s.sentence <= 1 and walk.kind(s.key) is EntityKind.COUNTRY}
    if len(recent) == 1:
        _link(walk, start, i + 1, (next(iter(recent)),), Form.NOMINAL, head=i)


def _body(walk: _Walk, i: int) -> None:
    """`the Spanish government`, `UN officials`, `the Chinese embassy`, later `the embassy`."""
    page, words = walk.page, walk.words
    token, low = page.doc[i], page.lower[i]
    if token.dep_ == "compound" and page.pos[i + 1 : i + 2] == ["NOUN"]:
        return
    owner, start = _owner_of(walk, i)
    if owner is None:
        if low in words.bodies:
            _same_body(walk, i, start)
        return
    if walk.kind(owner) is EntityKind.PLACE:
        return
    if low in words.government and (walk.kind(owner) is EntityKind.COUNTRY or low in words.members):
        _link(walk, start, i + 1, (owner,), Form.NOMINAL, head=i)
    elif low in words.members and walk.kind(owner) is EntityKind.ORGANISATION:
        _link(walk, start, i + 1, (owner,), Form.NOMINAL, head=i)
    elif low in words.bodies and walk.kind(owner) is EntityKind.COUNTRY:
        label = page.doc[_no_article(walk, start) : i + 1].text
        key = f"organisation/{slug(page.registry.drafts[owner].label)}-{slug(_own_words(walk, start, i))}"
        draft = Draft(key, label, EntityKind.ORGANISATION, country=owner)
        _link(walk, start, i + 1, (page.registry.add(draft, form=label),), Form.NOMINAL, head=i)


def _no_article(walk: _Walk, start: int) -> int:
    return start + 1 if walk.page.pos[start] in ("DET",) else start


def _own_words(walk: _Walk, start: int, i: int) -> str:
    return " ".join(walk.page.words[j] for j in range(start, i + 1) if j not in walk.page.cover and walk.page.pos[j] not in ("DET", "PART"))


def _owner_of(walk: _Walk, i: int) -> tuple[str | None, int]:
    """The country or body in the noun phrase (`Spanish`, `Spain's`), or after it (`of Spain`), and the phrase's start."""
    page = walk.page
    start = _left_edge(walk, i)
    for j in range(i - 1, start - 1, -1):
        held = page.cover.get(j)
        if held is None:
            continue
        key = held.mention.entity
        if walk.kind(key) is EntityKind.PERSON:
            country = _country_of(walk, key) or _led(walk, key)
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
    return None, start


def _led(walk: _Walk, person: str) -> str | None:
    """The country that the office-holder table has the person lead on the day of publication."""
    article = state.article(walk.page.doc)
    if article is None or article.published is None:
        return None
    draft = walk.page.registry.drafts[person]
    found = {
        h.of
        for h in walk.holders.find(draft.label.split()[-1], on=article.published)
        if _same_person(h, draft) and walk.table.related("national-leader", h.concept)
    }
    if len(found) != 1:
        return None
    walk.page.registry.ensure(next(iter(found)))
    return next(iter(found))


def _same_body(walk: _Walk, i: int, start: int) -> None:
    """`the council` after `the Security Council`: the last body of that name."""
    page = walk.page
    if i - start > 1 or start == i or page.lower[start] not in ("the", "this", "that"):
        return
    low = page.lower[i]
    for seen in reversed(walk.seen):
        if walk.kind(seen.key) is not EntityKind.ORGANISATION:
            continue
        draft = page.registry.drafts[seen.key]
        if any(form.lower().split()[-1] == low for form in (draft.label, *draft.forms)) or low in draft.label.lower().split():
            _link(walk, start, i + 1, (seen.key,), Form.NOMINAL, head=i)
            return


def _named_group(walk: _Walk, i: int) -> None:
    token = walk.page.doc[i]
    if token.dep_ in ("compound", "amod", "nmod"):
        return
    keys = _group(walk, i)
    if keys:
        start = _left_edge(walk, i)
        _link(walk, start, i + 1, keys, Form.NOMINAL, head=i)


def _group(walk: _Walk, i: int) -> tuple[str, ...]:
    page, words = walk.page, walk.words
    start = _no_article(walk, _left_edge(walk, i))
    while start < i and (page.pos[start] == "NUM" or page.tag[start] in ("PRP$", "POS")):
        start += 1
    low = page.lower[i]
    if low in words.groups_if_modified and start == i:
        return ()
    if low in words.documents and page.doc[i].dep_ not in _SUBJECTS:
        return ()
    owner, _ = _owner_of(walk, i)
    label = page.doc[start : i + 1].text
    country = page.registry.drafts[owner].country if owner else None
    draft = Draft(f"group/{walk.article}-{slug(label)}", " ".join(label.split()), EntityKind.GROUP, country=country)
    return (page.registry.add(draft, form=label),)


# --- pronouns --------------------------------------------------------------------------------


def _person_pronoun(walk: _Walk, i: int, gender: str) -> None:
    scores: dict[str, float] = {}
    barred = _barred(walk, i)
    for seen in reversed(walk.seen):
        back = walk.sentence - seen.sentence
        if back > _WINDOW:
            break
        if walk.kind(seen.key) is not EntityKind.PERSON or seen.key in barred or seen.token >= i:
            continue
        if walk.page.registry.drafts[seen.key].gender not in (gender, None):
            continue
        scores[seen.key] = max(scores.get(seen.key, 0.0), _salience(walk, seen, i, back, gender))
    best = _best(walk, scores)
    if best is None or (walk.quoted[i] and len(scores) > 1):
        return
    draft = walk.page.registry.drafts[best]
    draft.gender = draft.gender or gender
    _link(walk, i, i + 1, (best,), Form.PRONOUN, head=i)


def _salience(walk: _Walk, seen: _Seen, i: int, back: int, gender: str) -> float:
    score = 4.0 - 1.25 * back
    if seen.subject:
        score += 2.0
    if seen.quoted and not walk.quoted[i]:
        score -= 1.5
    if walk.page.registry.drafts[seen.key].gender == gender:
        score += 0.5
    pronoun = walk.page.doc[i]
    if back == 0 and seen.subject and pronoun.dep_ in (*_SUBJECTS, "poss"):
        score += 1.0
    if back == 1 and seen.subject and pronoun.dep_ in _SUBJECTS and pronoun.head.dep_ == "ROOT":
        score += 1.0
    return score + 0.1 * min(walk.counts.get(seen.key, 0), 6)


def _best(walk: _Walk, scores: dict[str, float]) -> str | None:
    ranked = sorted(scores.items(), key=lambda kv: (-kv[1], kv[0]))
    if not ranked or ranked[0][1] < 1.0:
        return None
    if len(ranked) > 1 and ranked[0][1] - ranked[1][1] < _MARGIN:
        return None
    return ranked[0][0]


def _barred(walk: _Walk, i: int) -> tuple[str, ...]:
    """Whom an object pronoun can't be: the subject of its own verb, and the object that controls that verb."""
    token = walk.page.doc[i]
    if token.dep_ not in _OBJECTS:
        return ()
    verb = token.head
    while verb.pos_ not in ("VERB", "AUX") and verb.head is not verb:
        if verb.dep_ in ("nsubj", "dobj"):
            return ()
        verb = verb.head
    subjects = [c for c in verb.children if c.dep_ in _SUBJECTS]
    if not subjects and verb.dep_ in ("pcomp", "xcomp", "advcl", "acl"):
        governor = verb.head if verb.dep_ != "pcomp" else verb.head.head
        subjects = [c for c in governor.children if c.dep_ == "dobj"] or [c for c in governor.children if c.dep_ in _SUBJECTS]
    return tuple(key for s in subjects for key in _keys_of(walk, s.i))


def _it(walk: _Walk, i: int) -> None:
    """`it` and `its`: the country or body that the sentence, or the one before, is about."""
    token = walk.page.doc[i]
    low = walk.page.lower[i]
    if token.dep_ == "expl" or walk.quoted[i] or (token.dep_ in _SUBJECTS and token.head.lemma_ in walk.words.empty_it):
        return
    if low != "its" and token.dep_ not in _SUBJECTS:
        return
    scores: dict[str, float] = {}
    for seen in reversed(walk.seen):
        back = walk.sentence - seen.sentence
        if back > 1:
            break
        body = walk.kind(seen.key) in (EntityKind.COUNTRY, EntityKind.ORGANISATION) or _document(walk, seen.key)
        if not body or seen.token >= i or seen.quoted:
            continue
        score = 3.0 - 1.25 * back + (2.0 if seen.subject else 0.0)
        scores[seen.key] = max(scores.get(seen.key, 0.0), score)
    best = _best(walk, scores)
    if best is not None:
        _link(walk, i, i + 1, (best,), Form.PRONOUN, head=i)


def _document(walk: _Walk, key: str) -> bool:
    return walk.page.registry.drafts[key].label.lower().split()[-1] in walk.words.documents


def _they(walk: _Walk, i: int) -> None:
    """`they`: the several subjects, or the group, of this sentence or the one before."""
    if walk.quoted[i]:
        return
    for back in (0, 1):
        subjects = [s for s in walk.seen if s.sentence == walk.sentence - back and s.subject and s.token < i]
        plural = [s for s in subjects if walk.kind(s.key) is EntityKind.GROUP and not _document(walk, s.key)]
        if plural:
            keys = {plural[-1].key}
        else:
            by_token: dict[str, None] = dict.fromkeys(s.key for s in subjects)
            keys = set(by_token) if len(by_token) == 2 and len({walk.kind(k) for k in by_token}) == 1 else set()
        if keys:
            _link(walk, i, i + 1, tuple(sorted(keys)), Form.PRONOUN, head=i)
            return


def _relatives(walk: _Walk) -> None:
    """`who`, `which`: the noun that the relative clause says something of."""
    tags = walk.page.tag
    for token in walk.page.tokens:
        if tags[token.i] not in ("WP", "WDT") or token.dep_ not in _SUBJECTS or token.head.dep_ != "relcl":
            continue
        for key in _keys_of(walk, token.head.head.i):
            walk.mentions.append(Mention(Span(token.idx, token.idx + len(token.text)), key, Form.PRONOUN))
