"""An office phrase being read: the noun that heads it, and what stands to its left (`the former British foreign`)."""

from __future__ import annotations

from dataclasses import dataclass, field

from kg.facts import EntityKind
from kg.knowledge import gazetteer
from kg.language.office_page import Covered, Page
from kg.language.words import nominal_words

_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_OWNERS = frozenset({"PRP$"})
_NOUNS = frozenset({"NOUN", "PROPN", "ADJ", "X"})


@dataclass(slots=True)
class Reading:
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
    owned: bool = False  # by something that is no country (`the firm's president`)


def read_left(page: Page, phrase: Reading) -> None:
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
            elif not _idle(page, j, phrase.head) and not _of_party(page, j, phrase.head):
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
    _when(page, phrase)


def _when(page: Page, phrase: Reading) -> None:
    """`then Sweden's foreign minister`, `currently the minister`: an adverb before it, after a comma or a verb."""
    j = phrase.start - 1
    if j < 1 or page.lower[j] not in page.grammar.when:
        return
    if page.words[j - 1] in (",", "(") or page.pos[j - 1] in ("AUX", "VERB"):
        phrase.start = j
        if page.lower[j] in page.grammar.past:
            phrase.label.insert(0, "former")


def _idle(page: Page, j: int, head: int) -> bool:
    """Whether a modifier is no part of the office: `new`, and any adjective of a mere standing (`a great leader`)."""
    low = page.lower[j]
    if page.table.is_modifier(low) or low in page.grammar.also_modifiers:
        return False
    return low in page.grammar.plain_modifiers or page.pos[j] == "ADJ" and page.table.is_vague(page.lower[head])


def _begins(page: Page, phrase: Reading, j: int) -> bool:
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


def _of_party(page: Page, j: int, head: int) -> bool:
    """`the Labour MP`: the party is no part of a legislator's office, whichever country's it is."""
    table = page.table.table
    noun = table.head(page.lower[head])
    if noun is None or noun.concept != "legislator" or not page.words[j][0].isupper():
        return False
    if page.lower[j] in page.grammar.parties:
        return True
    return any(n.kind is EntityKind.ORGANISATION for n in gazetteer().lookup(f"{page.words[j]} Party"))


def _owner(page: Page, phrase: Reading, j: int) -> None:
    """`France's president`, `Trump's secretary of state`, `the country's president`: whose office it is."""
    held = page.cover.get(j)
    if held is None:
        _common_owner(page, phrase, j)
        return
    phrase.start = held.start - (held.start > 0 and page.pos[held.start - 1] == "DET")
    if held.kind is EntityKind.PERSON:
        phrase.owner = j
    else:
        phrase.of = held.mention.entity


def _common_owner(page: Page, phrase: Reading, j: int) -> None:
    """`the country's president`; `the foreign minister's spokesman`, of the same country; `the firm's president`."""
    before = page.before
    if before is not None and before.end == j + 1:
        phrase.of, phrase.start = before.of, before.start
        phrase.owned = before.of is None
        return
    if page.pos[j] not in ("NOUN", "PROPN"):
        return
    phrase.of = _body_before(page, j)
    phrase.owned = phrase.of is None and page.lower[j] not in nominal_words().country_nouns
    while j > page.taken and page.pos[j - 1] in ("ADJ", "NOUN", "DET", "PRON") and j - 1 not in page.cover:
        j -= 1
        if page.pos[j] in ("DET", "PRON"):
            break
    phrase.start = j


def _body_before(page: Page, j: int) -> str | None:
    """The one organisation named before of which the noun is the last word (`the council's envoy`)."""
    noun, found = page.lower[j], set[str]()
    if page.pos[j - 1] != "DET":
        return None
    for i, held in page.cover.items():
        if i < j and held.kind is EntityKind.ORGANISATION and page.lower[held.end - 1] == noun and held.end <= j - 1:
            found.add(held.mention.entity)
    return next(iter(found)) if len(found) == 1 else None
