"""Offices in the text: which office, of which country or organisation, and whom the words say holds it.

An office phrase is a noun phrase whose head is an office word (`minister`, `ambassador`): its
modifiers to the left, its `of`, `for` and `to` to the right. The holder is found by the
construction that the phrase stands in: title, apposition, copula, becoming, appointing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from spacy.language import Language
from spacy.tokens import Doc

from kg.facts import EntityKind, Office
from kg.knowledge import gazetteer
from kg.language import state
from kg.language.office_holders import holders_of
from kg.language.office_page import Covered, Page, make_page
from kg.language.state import BlockKind, OfficePhrase
from kg.language.words import name_words

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OWNERS = frozenset({"PRP$"})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "X"})


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
    yield from _chained(page, found_all)


def _chained(page: Page, found: list[OfficePhrase]) -> list[OfficePhrase]:
    """Titles in a row before one name (`Minister of Trade Senator Jane Roe`, `Deputy Premier and Foreign Minister
    Jane Roe`) are all that person's."""
    for n in range(len(found) - 2, -1, -1):
        one, following = found[n], found[n + 1]
        if one.rule != "nominal" or one.plural or following.rule != "title":
            continue
        gap = page.lower[one.end : following.start]
        if gap == [","] and one.of is not None and page.apposed(one, following):
            gap = []
        if gap == [] and one.office.label in page.grammar.also_modifiers:
            label = f"{one.office.label} {following.office.label}"  # "Chief U.S. arms negotiator"
            concept = page.table.concept(label, country=following.of)
            found[n] = replace(one, rule="denied")
            found[n + 1] = replace(following, office=Office(label, concept, following.office.status))
            continue
        if (
            gap == []
            or gap == ["and"]
            and page.pos[following.start] != "DET"
            and following.office.label != one.office.label
        ):
            of = one.of or following.of
            found[n] = replace(one, person=following.person, rule="title", span=(one.start, following.span[1]), of=of)
            if following.of is None:
                found[n + 1] = replace(following, of=of)
    return found


def _is_office_here(page: Page, i: int) -> bool:
    """A noun, not part of a name, not a rank or style before one, and not the modifier of another noun."""
    if i in page.cover or page.pos[i] not in ("NOUN", "PROPN", "ADJ") and not _between_names(page, i):
        return False
    low = page.lower[i]
    following = page.lower[i + 1] if i + 1 < len(page.lower) else ""
    if following == "-" and i + 2 < len(page.lower) and page.table.is_head(page.lower[i + 2]):
        return False  # Secretary-General: its last word is the head
    if low in page.grammar.styles and i > 0 and page.table.is_head(page.lower[i - 1]) and not _ends_title(page, i):
        return False  # Foreign Minister Prince Faisal
    if low in page.grammar.ranks and following not in ("of", "in") and not _ends_title(page, i):
        return False
    if page.table.is_modifier(low) or low in page.grammar.also_modifiers:
        j = i + 1
        while j < len(page.lower) and (
            page.cover[j].kind is EntityKind.COUNTRY
            if j in page.cover
            else page.table.is_modifier(page.lower[j]) and page.pos[j] != "ADP"
        ):
            j += 1
        if j > i + 1 and j < len(page.lower) and j not in page.cover and page.table.is_head(page.lower[j]):
            return False  # Deputy Foreign Minister
    # "deputy minister", "chief negotiator": the last word is the head
    return not page.table.is_head(following) or i + 1 in page.cover or _styled(page, i + 1)


def _between_names(page: Page, i: int) -> bool:
    """`WHO chief Jane Roe`: an office whatever the tagger says."""
    before, after = page.cover.get(i - 1), page.cover.get(i + 1)
    return before is not None and after is not None and after.start == i + 1 and after.kind is EntityKind.PERSON


def _styled(page: Page, i: int) -> bool:
    """Whether a rank or style before a name stands there (`Defence Minister General Roe`, not `director general`)."""
    if (
        page.lower[i] not in page.grammar.styles
        or _ends_title(page, i)
        and page.lower[i - 1] in page.grammar.with_general
    ):
        return False
    after = page.cover.get(i + 1)
    return page.lower[i] not in page.grammar.title_ends or after is not None and after.kind is EntityKind.PERSON


def _ends_title(page: Page, i: int) -> bool:
    """`Secretary-General`, `attorney general`: no rank, but the end of an office."""
    if i == 0 or page.lower[i] not in page.grammar.title_ends:
        return False
    before = page.lower[i - 1]
    return before == "-" or page.table.is_head(before) and before not in page.grammar.ranks


def _read(page: Page, i: int, last: OfficePhrase | None) -> list[OfficePhrase]:
    phrase = _Phrase(i, i, i + 1)
    _left(page, phrase)
    _right(page, phrase)
    made = _office(page, phrase)
    if made is None:
        return []
    found = OfficePhrase(
        phrase.start,
        phrase.end,
        phrase.head,
        made,
        "nominal",
        of=phrase.of,
        target=phrase.target,
        vague=page.table.is_vague(page.lower[phrase.head]),
        owner=phrase.owner,
        plural=page.table.is_plural(page.lower[phrase.head]),
    )
    return list(holders_of(page, found, last))


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
        if page.tag[j] == "VBN" and page.words[j - 1] == "-" and j - 2 in page.cover:
            j -= 3  # "the Afghan-born US envoy": where he was born is no matter of his office
            phrase.start = j + 1
            continue
        if _begins(page, phrase, j):
            break
        if low == "-" or _modifies(page, j):
            party = _party(page, j)
            if party:
                phrase.of = phrase.of or party
            elif not _idle(page, j, phrase.head):
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


def _idle(page: Page, j: int, head: int) -> bool:
    """Whether a modifier is no part of the office: `new`, and any adjective of a mere standing (`a great leader`)."""
    low = page.lower[j]
    if page.table.is_modifier(low):
        return False
    return low in page.grammar.plain_modifiers or page.pos[j] == "ADJ" and page.table.is_vague(page.lower[head])


def _begins(page: Page, phrase: _Phrase, j: int) -> bool:
    """Whether the noun phrase begins at the token: with a determiner, a possessive pronoun or a possessor."""
    if page.lower[j] in _POSSESSIVE and page.tag[j] == "POS":
        _owner(page, phrase, j - 1)
        return True
    if page.tag[j] in _OWNERS:
        phrase.owner = phrase.start = j
        return True
    if page.pos[j] == "DET":
        phrase.start = j
        return True
    return False


def _modifies(page: Page, j: int) -> bool:
    low = page.lower[j]
    if not low[0].isalnum() or page.doc[j].ent_type_ == "DATE":  # "met on Tuesday Foreign Minister Roe"
        return False
    if page.pos[j] in _NOUNS:
        return low not in _POSSESSIVE
    if page.lower[j + 1] in page.grammar.with_under and page.words[j][0].isupper() and page.table.is_modifier(low):
        return True  # Under Secretary
    # "under" is no modifier in "the Pentagon under President Roe"
    return page.pos[j] != "ADP" and (page.table.is_modifier(low) or low in page.grammar.plain_modifiers)


def _party(page: Page, j: int) -> str | None:
    """The country of the party that an adjective names (`the Conservative minister`), where only one has it."""
    if not page.words[j][0].isupper():
        return None
    found = {n.country for n in gazetteer().lookup(f"{page.words[j]} Party")}
    country = next(iter(found)) if len(found) == 1 else None
    return page.registry.ensure(country) if country else None


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
    j = page.table.department_end(page.lower, first)
    if j == first:
        return 0
    phrase.tail.append(f" {preposition} " + page.doc[first:j].text.lower())
    return j


def _department(page: Page, held: Covered, preposition: str) -> bool:
    """Whether what looks like a name is a department (`Secretary of State`)."""
    if preposition not in ("of", "for") or page.registry.drafts[held.mention.entity].known:
        return False
    return page.table.is_portfolio_exactly(held.mention.span.of(page.text).lower())


def _sent(page: Page, phrase: _Phrase) -> bool:
    """Whether it is an office that a country sends somewhere (`ambassador`, `consul general`)."""
    return any(w in page.grammar.sent for w in (page.lower[phrase.head], *(w.lower() for w in phrase.label)))


def _complement_name(page: Page, phrase: _Phrase, preposition: str, held: Covered) -> int:
    """Read `of France`, `to the United Nations`, `for European affairs`; the token after it, or 0."""
    if held.kind is EntityKind.PERSON:
        return 0
    affairs = _affairs(page, phrase, held) if preposition == "for" else 0
    if affairs:
        return affairs
    if preposition in ("to", "in", "at") or preposition == "for" and _sent(page, phrase):
        return _sent_to(page, phrase, preposition, held)
    if phrase.of and phrase.of != held.mention.entity:
        return 0
    draft = page.registry.drafts[held.mention.entity]
    if _of_its_country(page, held):
        phrase.of = page.registry.ensure(draft.country or "")
        phrase.tail.append(f" {preposition} the " + draft.label.lower())
    else:
        phrase.of = held.mention.entity
    return _past_owner(page, phrase, held)


def _sent_to(page: Page, phrase: _Phrase, preposition: str, held: Covered) -> int:
    """Where an ambassador or envoy is sent."""
    if not _sent(page, phrase) or phrase.target:
        return 0
    phrase.target = held.mention.entity
    if held.kind is not EntityKind.COUNTRY and preposition == "to":
        phrase.tail.append(" to the " + page.registry.drafts[held.mention.entity].label.lower())
    j, n = held.end, len(page.words)
    while preposition == "for" and j < n and j not in page.cover and page.pos[j] in ("NOUN", "ADJ", "CCONJ"):
        j += 1  # "for Korean Peninsula peace and security affairs"
    return j


def _past_owner(page: Page, phrase: _Phrase, held: Covered) -> int:
    """The end of the whole owner: `China's Foreign Ministry`, `the Estonian government`, `the Agency (IAEA)`."""
    if page.tag[held.end : held.end + 1] == ["POS"]:
        return _owned(page, phrase, held.end + 1)
    if page.pos[held.end - 1] == "ADJ" or page.pos[held.end : held.end + 1] == ["NOUN"] and held.end not in page.cover:
        return _owned(page, phrase, held.end)  # "the Estonian government", "the UN refugee agency"
    following = page.cover.get(held.end)
    if following is not None and following.start == held.end and following.kind is EntityKind.ORGANISATION:
        phrase.of = following.mention.entity  # "head of the Latvian Transit Office"
        return following.end
    if page.words[held.end : held.end + 1] == ["("] and page.words[held.end + 2 : held.end + 3] == [")"]:
        return held.end + 3
    return held.end


def _of_its_country(page: Page, held: Covered) -> bool:
    """A body that only its country makes known (`the Latvian Transit Office`): its head is the country's officer."""
    draft = page.registry.drafts[held.mention.entity]
    return held.kind is EntityKind.ORGANISATION and not draft.known and draft.country is not None


def _affairs(page: Page, phrase: _Phrase, held: Covered) -> int:
    """`for African affairs`, `for European and Eurasian affairs`: a department, and no country."""
    for j in range(held.end, min(held.end + 4, len(page.words))):
        if page.lower[j] in name_words().department_ends:
            phrase.tail.append(" for " + page.doc[held.start : j + 1].text.lower())
            return j + 1
        if page.pos[j] not in ("ADJ", "NOUN", "CCONJ", "PROPN"):
            break
    return 0


def _owned(page: Page, phrase: _Phrase, j: int) -> int:
    """`of China's Foreign Ministry`: the body that the country owns, as far as its words go."""
    held = page.cover.get(j)
    if held is not None and held.start == j and held.kind is EntityKind.ORGANISATION:
        phrase.tail.append(" for the " + held.mention.span.of(page.text).lower())
        return held.end
    begin = j
    while j < len(page.words) and j not in page.cover and page.pos[j] in ("ADJ", "NOUN"):
        if page.table.is_head(page.lower[j]):
            return begin  # "for Peru's former president": another office, and nothing of this one's
        j += 1
    return j


def _office(page: Page, phrase: _Phrase) -> Office | None:
    """The office itself: label without country, class and status; sets country and target by the names around it."""
    sent = _sent(page, phrase)
    names: list[str] = []
    for held in phrase.places:  # nearest first
        key = held.mention.entity
        country = page.registry.drafts[key].country
        unknown = not page.registry.drafts[key].known
        if unknown and (held.kind is EntityKind.PLACE or page.lower[held.start - 1 : held.start] in (["and"], ["&"])):
            names.append(held.mention.span.of(page.text).lower())
            continue
        if held.kind is EntityKind.ORGANISATION:
            others = phrase.of or phrase.owner is not None or any(h.kind is EntityKind.COUNTRY for h in phrase.places)
            if sent and others:
                phrase.target = phrase.target or key
                names.append(held.mention.span.of(page.text).lower())
                continue
            chamber = page.registry.drafts[key].label.lower().split()[-1]
            if _of_its_country(page, held) and chamber not in page.grammar.chambers:
                names.append(page.doc[held.start : held.end].text.lower())
                phrase.of = phrase.of or page.registry.ensure(country or "")
                continue
            if country and chamber in page.grammar.chambers:
                names.append(chamber)
                phrase.of = phrase.of or page.registry.ensure(country)
                continue
        phrase.of = phrase.of or key
    label = _plain(page, _label(page, phrase, names), phrase.of)
    status = page.table.status(label)
    concept = page.table.concept(label, country=phrase.of)
    return Office(label, concept, status)


def _plain(page: Page, label: str, of: str | None) -> str:
    """The label without `first`, `new` and the like, unless they make it another office (`first secretary`)."""
    first, _, rest = label.partition(" ")
    if (
        rest
        and first in page.grammar.plain_modifiers
        and page.table.concept(label, country=of) == page.table.concept(rest, country=of)
    ):
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
