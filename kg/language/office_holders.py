"""Whom an office phrase is said of: title, apposition, copula, becoming, appointing, serving, succeeding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.facts import EntityKind
from kg.language.office_lists import listed
from kg.language.office_names import country_after, name_at, titled
from kg.language.office_page import Covered, Page
from kg.language.office_verbs import by_verb
from kg.language.state import OfficePhrase

_CLOSERS = frozenset({",", ".", "(", "[", ")", ";", ":", "–", "—", "-", "!", "?", "”", '"', "]"})
_BRACKETED = 6  # tokens in a bracket after a name
_DASHES = frozenset({"–", "—"})


def holders_of(page: Page, found: OfficePhrase, last: OfficePhrase | None) -> Iterator[OfficePhrase]:
    """The phrase with each holder that its construction gives; as it is ("nominal") where it gives none.

    Args:
        last: the office phrase before it in the text.
    """
    token = page.doc[found.head]
    if _only_sought(page, found):
        yield found
        return
    if found.plural:
        yield from listed(page, found)
        return
    title = _title(page, found)
    if title is not None:
        yield titled(page, found, title)
        return
    beside = _beside(page, found, token, last)
    if beside is not None:
        yield beside
        return
    yield from by_verb(page, found, token, last)


def _title(page: Page, found: OfficePhrase) -> Covered | None:
    """`Foreign Secretary Boris Johnson`, `Czech president Vaclav Havel`, `Prime Minister Dr Jane Roe`."""
    return name_at(page, found.end)


def _only_sought(page: Page, found: OfficePhrase) -> bool:
    """`presidential candidate`, `the would-be president`."""
    head = found.head
    return page.lower[head] in page.grammar.sought or page.lower[max(head - 3, 0) : head] == ["would", "-", "be"]


def _beside(page: Page, found: OfficePhrase, token: Token, last: OfficePhrase | None) -> OfficePhrase | None:
    """Apposition before (`Lavrov, the Russian minister,`) or after (`Portugal's ambassador, Antonio Monteiro,`)."""
    above = _above(page, found)
    if above is not None:
        return replace(found, person=above.mention.entity, rule="apposition", span=(above.start, found.end))
    before = _before(page, found.start)
    closed = _closes_phrase(page, found, token, before)
    if before is not None and closed:
        listed = token.dep_ == "conj" and page.words[found.end : found.end + 1] != [","]
        if not listed and not _tells(page, token):
            return replace(found, person=before.mention.entity, rule="apposition", span=(before.start, found.end))
    mark = page.lower[found.start - 1] if found.start else ""
    further = last is not None and last.end == found.start - 1 and mark in ("and", ",") and closed
    if further and last is not None and last.person and _goes_on(page, found, last):
        return replace(found, person=last.person, rule="apposition-further", span=(found.start, found.end))
    return _after(page, found, token)


def _above(page: Page, found: OfficePhrase) -> Covered | None:
    """The full name that is the whole line above an office which is a whole line: the head of a transcript."""
    start, end = found.start, found.end
    if start < 2 or not _breaks(page, start - 1) or end < len(page.words) and not _breaks(page, end):
        return None
    held = page.cover.get(start - 2)
    if held is None or held.kind is not EntityKind.PERSON or held.end != start - 1 or held.end - held.start < 2:
        return None
    return held if held.start == 0 or _breaks(page, held.start - 1) else None


def _breaks(page: Page, i: int) -> bool:
    return "\n" in page.words[i] and page.words[i].isspace()


def _goes_on(page: Page, found: OfficePhrase, last: OfficePhrase) -> bool:
    """Whether a further office is the same person's; not in `the Danish minister and the Greek president`."""
    other = None not in (found.of, last.of) and found.of != last.of and page.pos[found.start] == "DET"
    return last.rule.startswith("apposition") and not other


def _closes_phrase(page: Page, found: OfficePhrase, token: Token, before: Covered | None) -> bool:
    """Whether the noun phrase ends with the office, or hangs, as the parser reads it, from the name before."""
    if _runs_on(page, found):
        return False
    if _closed(page, page.reach.get(found.head, found.end)):
        return True
    hangs = before is not None and token.dep_ == "appos" and before.start <= token.head.i < before.end
    return hangs and page.pos[found.end] == "ADP" and page.lower[found.end] not in ("of", "for")


def _tells(page: Page, token: Token) -> bool:
    """`He will meet Jane Roe, the spokesman added`, `Roe, the minister said, had left`: who said so."""
    if token.dep_ != "nsubj" or token.head.i != token.i + 1:
        return False
    if any(c.dep_ in ("ccomp", "parataxis") and c.i < token.i for c in token.head.children):
        return True
    return page.words[token.head.i + 1 : token.head.i + 2] == [","]


def _runs_on(page: Page, found: OfficePhrase) -> bool:
    """`Haddad, EU envoy discuss the dam`: in a headline's list a bare office is somebody else's."""
    if found.end >= len(page.words) or page.pos[found.end] not in ("VERB", "AUX"):
        return False
    return page.pos[found.start] != "DET" and page.tag[found.head - 1] != "POS" and found.owner is None


def _closed(page: Page, end: int) -> bool:
    """Whether the noun phrase ends there, and not in another noun."""
    if end >= len(page.words):
        return True
    word = page.words[end]
    return (
        word in _CLOSERS
        or word.isspace()
        or page.ent[end] == "DATE"
        or page.lower[end] in ("who", "and", "from", "since", "in", "on", "during", "at", "under", "whose")
        or page.pos[end] in ("VERB", "AUX")
    )


def _before(page: Page, start: int) -> Covered | None:
    """The person named right before the phrase and a comma; an age may stand between (`Jane Roe, 51, the …`)."""
    if start < 2 or page.words[start - 1] not in (",", "(", *_DASHES):
        return None
    i = start - 2
    if page.words[i] == ")" and "(" in page.words[max(i - _BRACKETED, 0) : i]:
        i -= page.words[i::-1].index("(") + 1  # "Sen. Jane Roe (R-Ohio), chairman of"
    if page.pos[i] == "NUM" and i > 1 and page.words[i - 1] == ",":
        i -= 2
    held = page.cover.get(i)
    if held is None or held.kind is not EntityKind.PERSON or held.end != i + 1:
        return None
    return held


def _after(page: Page, found: OfficePhrase, token: Token) -> OfficePhrase | None:
    """`The Polish minister (Jan Nowak)`, `Portugal's ambassador, Antonio Monteiro,`."""
    end = found.end
    if end >= len(page.words) or page.words[end] not in (",", ":", "(", *_DASHES):
        return None
    after = name_at(page, end + 1)
    if after is None or not _closes(page, after, token) or _of_another(page, token):
        return None
    return replace(found, person=after.mention.entity, rule="apposition-name", span=(found.start, after.end))


def _of_another(page: Page, token: Token) -> bool:
    """`A lawyer for the former president, Carla Meza`: either may be the one who is named; a meeting has no name."""
    if token.dep_ != "pobj" or token.head.head.pos_ != "NOUN" or not page.table.is_head(token.head.head.lower_):
        return False
    return any(c.lower_ in ("a", "an") for c in token.head.head.children)


def _closes(page: Page, after: Covered, token: Token) -> bool:
    """Whether the name after a comma is an apposition and not the next of a list."""
    country = country_after(page, after) if page.lower[after.end : after.end + 1] == ["of"] else None
    end = country.end if country is not None else after.end
    mark = page.words[end] if end < len(page.words) else "."
    root = page.doc[after.start : after.end].root
    between_commas = mark == "," and page.words[after.start - 1] == ","
    if root.dep_ == "conj" and not between_commas or page.tag[after.end : after.end + 1] == ["POS"]:
        return False
    return mark in _CLOSERS or mark.isspace() or root.dep_ == "appos" and root.head.i == token.i
