"""What stands right of an office noun: `-elect`, `of foreign affairs`, `to the United Nations`, `of France`."""

from __future__ import annotations

from kg.facts import EntityKind
from kg.knowledge import gazetteer
from kg.language.office_page import Covered, Page
from kg.language.office_reading import Reading
from kg.language.words import name_words


def read_right(page: Page, phrase: Reading) -> None:
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
    _past_officer(page, phrase)


def _past_officer(page: Page, phrase: Reading) -> None:
    """`spokesman for the British foreign secretary`, `aide to President Roe`: an officer's officer.

    The office ends before the other; the noun phrase goes on to its end, which is kept in `page.reach`.
    """
    served = page.lower[phrase.end : phrase.end + 1] in (["for"], ["to"], ["of"])
    if phrase.end >= len(page.words) or not served and phrase.end - 1 not in page.cover:
        return
    if page.lower[phrase.head] in page.grammar.also_modifiers or page.tag[phrase.end] == "POS":
        return
    begin = k = phrase.end + served
    while k < len(page.words) and (page.pos[k] == "DET" and k == begin or _before_head(page, k)):
        k += 1
    if k >= len(page.words) or k in page.cover or not page.table.is_head(page.lower[k]):
        return
    owners = {page.cover[j].mention.entity for j in range(begin, k) if j in page.cover}
    k += 1
    if page.lower[k : k + 1] == ["of"] and k + 1 in page.cover and page.cover[k + 1].kind is not EntityKind.PERSON:
        owners.add(page.cover[k + 1].mention.entity)
        k = page.cover[k + 1].end
    elif k in page.cover and page.cover[k].kind is EntityKind.PERSON:
        k = page.cover[k].end
    public = not page.table.is_vague(page.lower[phrase.head])  # "a lawyer for the president" is nobody's officer
    if public and phrase.of is None and phrase.owner is None and len(owners) == 1:
        phrase.of = next(iter(owners))
    elif not public and not served:
        phrase.of = None
    page.reach[phrase.head] = k


def _before_head(page: Page, k: int) -> bool:
    """Whether the token may stand before the noun of an office: a country, a modifier, a possessive."""
    held = page.cover.get(k)
    if held is not None:
        return held.kind is not EntityKind.PERSON
    if page.tag[k] == "POS":
        return True
    return page.table.is_modifier(page.lower[k]) and page.pos[k] != "ADP"


def _complement(page: Page, phrase: Reading, k: int) -> int:
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
    j = _department_end(page, first)
    if j == first:
        return 0
    phrase.tail.append(f" {preposition} " + page.doc[first:j].text.lower())
    return j


def _titled_end(page: Page, first: int, end: int) -> int:
    """Where a list of departments in capitals ends (`Trade, Energy and Regional Integration`); 0 where none goes on."""
    k, joined, n = end, False, len(page.words)
    if not page.words[first][0].isupper():
        return 0
    while k + 1 < n and page.words[k + 1][0].isupper() and page.lower[k] in (",", "and", "&"):
        joined = joined or page.words[k] != ","
        k += 1
        k += page.lower[k] == "and" and k + 1 < n
        while k < n and page.words[k][0].isupper() and not _else(page, k):
            k += 1
        if k < n and page.words[k][0].isupper() and _else(page, k):
            return 0
        if joined:
            return k
    return 0


def _else(page: Page, k: int) -> bool:
    """Whether the token belongs to another office or name; a word that only looks like a body may be a department."""
    held = page.cover.get(k)
    if held is None:
        return page.table.is_head(page.lower[k])
    return held.kind is not EntityKind.ORGANISATION or page.registry.drafts[held.mention.entity].known


def _department_end(page: Page, first: int) -> int:
    """Where a department's name ends; 0 words of it where another office begins (`for Foreign Minister Roe`)."""
    end = page.table.department_end(page.lower, first)
    if end > first and (further := _titled_end(page, first, end)):
        return further
    if end < len(page.words) and page.table.is_head(page.lower[end]) and end not in page.cover:
        return first
    return end


def _department(page: Page, held: Covered, preposition: str) -> bool:
    """Whether what looks like a name is a department (`Secretary of State`)."""
    if preposition not in ("of", "for") or page.registry.drafts[held.mention.entity].known:
        return False
    return page.table.is_portfolio_exactly(held.mention.span.of(page.text).lower())


def is_sent(page: Page, phrase: Reading) -> bool:
    """Whether it is an office that a country sends somewhere (`ambassador`, `consul general`)."""
    return any(w in page.grammar.sent for w in (page.lower[phrase.head], *(w.lower() for w in phrase.label)))


def _complement_name(page: Page, phrase: Reading, preposition: str, held: Covered) -> int:
    """Read `of France`, `to the United Nations`, `for European affairs`; the token after it, or 0."""
    if held.kind is EntityKind.PERSON:
        return 0
    affairs = _affairs(page, phrase, held) if preposition == "for" else 0
    if affairs:
        return affairs
    if preposition in ("to", "in", "at") or preposition == "for" and is_sent(page, phrase):
        return _sent_to(page, phrase, preposition, held)
    if phrase.of and phrase.of != held.mention.entity:
        return 0
    draft = page.registry.drafts[held.mention.entity]
    if of_its_country(page, held):
        phrase.of = page.registry.ensure(draft.country or "")
        phrase.tail.append(f" {preposition} the " + plain_body(page, held))
    else:
        phrase.of = held.mention.entity
    return _past_owner(page, phrase, held, preposition)


def _sent_to(page: Page, phrase: Reading, preposition: str, held: Covered) -> int:
    """Where an ambassador or envoy is sent."""
    if not is_sent(page, phrase) or phrase.target:
        return 0
    if (
        preposition in ("at", "in")
        and page.lower[held.end : held.end + 1]
        and page.lower[held.end] in page.grammar.missions
    ):
        phrase.of = phrase.of or held.mention.entity  # "chargé d'affaires at the Brazilian embassy"
        return held.end + 1
    phrase.target = held.mention.entity
    if held.kind is not EntityKind.COUNTRY and preposition == "to":
        article = "the " if page.pos[held.start - 1] == "DET" or page.pos[held.start] == "DET" else ""
        phrase.tail.append(f" to {article}" + page.registry.drafts[held.mention.entity].label.lower())
    j, n = held.end, len(page.words)
    while preposition == "for" and j < n and j not in page.cover and page.pos[j] in ("NOUN", "ADJ", "CCONJ"):
        j += 1  # "for Korean Peninsula peace and security affairs"
    return j


def _past_owner(page: Page, phrase: Reading, held: Covered, preposition: str) -> int:
    """The end of the whole owner: `China's Foreign Ministry`, `the Estonian government`, `the Agency (IAEA)`."""
    if page.tag[held.end : held.end + 1] == ["POS"]:
        return _owned(page, phrase, held.end + 1, preposition)
    if page.pos[held.end - 1] == "ADJ" or _goes_on(page, held.end):
        return _owned(page, phrase, held.end, preposition)  # "the Estonian government", "the UN refugee agency"
    following = page.cover.get(held.end)
    if following is not None and following.start == held.end and following.kind is EntityKind.ORGANISATION:
        phrase.of = following.mention.entity  # "head of the Latvian Transit Office"
        return following.end
    if page.words[held.end : held.end + 1] == ["("] and page.words[held.end + 2 : held.end + 3] == [")"]:
        return held.end + 3
    return held.end


def of_its_country(page: Page, held: Covered) -> bool:
    """A body that only its country makes known (`the Latvian Transit Office`): its head is the country's officer."""
    draft = page.registry.drafts[held.mention.entity]
    return held.kind is EntityKind.ORGANISATION and not draft.known and draft.country is not None


def plain_body(page: Page, held: Covered) -> str:
    """A body's name without its country's (`Hungarian Foreign Ministry`: `foreign ministry`), in lower case."""
    draft = page.registry.drafts[held.mention.entity]
    words = held.mention.span.of(page.text).removeprefix("the ").removeprefix("The ").split()
    while len(words) > 1 and any(draft.country in (n.key, n.country) for n in gazetteer().lookup(words[0])):
        words.pop(0)
    return " ".join(words).lower()


def _affairs(page: Page, phrase: Reading, held: Covered) -> int:
    """`for African affairs`, `for European and Eurasian affairs`: a department, and no country."""
    for j in range(held.end, min(held.end + 4, len(page.words))):
        if page.lower[j] in name_words().department_ends:
            phrase.tail.append(" for " + page.doc[held.start : j + 1].text.lower())
            return j + 1
        if page.pos[j] not in ("ADJ", "NOUN", "CCONJ", "PROPN"):
            break
    return 0


def _owned(page: Page, phrase: Reading, j: int, preposition: str) -> int:
    """`of China's Foreign Ministry`: the body that the country owns, as far as its words go."""
    held = page.cover.get(j)
    if held is not None and held.start == j and held.kind is EntityKind.ORGANISATION:
        phrase.tail.append(f" {preposition} the " + held.mention.span.of(page.text).lower())
        return held.end
    begin = j
    while j < len(page.words) and j not in page.cover and page.pos[j] in ("ADJ", "NOUN", "PROPN"):
        if page.table.is_head(page.lower[j]) or page.ent[j] == "DATE":
            return begin  # "for Peru's former president": another office, and nothing of this one's
        j += 1
    if j > begin and page.lower[j - 1] not in page.grammar.regions:
        phrase.tail.append(f" {preposition} the " + page.doc[begin:j].text.lower())
    return j


def _goes_on(page: Page, j: int) -> bool:
    """Whether a name modifies the noun that follows: `the EU delegation`, `the Omani armed forces`."""
    k = j
    while k < len(page.words) and k not in page.cover and page.pos[k] == "ADJ" and page.ent[k] != "DATE":
        k += 1
    if k >= len(page.words) or k in page.cover or page.ent[k] == "DATE":
        return False
    name = page.doc[j - 1]
    modifies = name.dep_ in ("compound", "amod", "nmod") and j <= name.head.i and name.head.i not in page.cover
    return page.pos[k] == "NOUN" or page.pos[k] == "PROPN" and modifies
