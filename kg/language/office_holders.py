"""Whom an office phrase is said of: title, apposition, copula, becoming, appointing, serving, succeeding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.facts import EntityKind
from kg.language.office_page import Covered, Page
from kg.language.office_verbs import by_verb
from kg.language.state import OfficePhrase

_CLOSERS = frozenset({",", ".", ")", ";", ":", "–", "—", "-", "!", "?", "”", '"', "]"})
_DASHES = frozenset({"–", "—"})


def holders_of(page: Page, found: OfficePhrase, last: OfficePhrase | None) -> Iterator[OfficePhrase]:
    """The phrase with each holder that its construction gives; as it is ("nominal") where it gives none.

    Args:
        last: the office phrase before it in the text.
    """
    token = page.doc[found.head]
    if found.plural:
        yield from _listed(page, found)
        return
    title = _title(page, found)
    if title is not None:
        yield _titled(page, found, title)
        return
    beside = _beside(page, found, token, last)
    if beside is not None:
        yield beside
        return
    yield from by_verb(page, found, token, last)


def _skip_honorifics(page: Page, i: int) -> int:
    """Past `Mr`, `Dr.`, `Lt. Gen.` and the like before a name."""
    n = len(page.words)
    while (
        i < n
        and i not in page.cover
        and (
            page.lower[i] in page.table.honorifics
            or page.lower[i] in page.table.short_titles
            or page.lower[i].rstrip(".") in page.grammar.ranks
        )
    ):
        i += 1
        while i < n and page.words[i] == ".":
            i += 1
    return i


def _name_at(page: Page, i: int) -> Covered | None:
    """The person whose name begins at the token, honorifics passed over."""
    i = _skip_honorifics(page, i)
    held = page.cover.get(i)
    return held if held is not None and held.start == i and held.kind is EntityKind.PERSON else None


def _country_after(page: Page, name: Covered) -> Covered | None:
    """`of Germany`, `(Germany)` after a name."""
    n = len(page.words)
    if name.end + 1 < n and page.lower[name.end] in ("of", "("):
        k = name.end + 1
        while k < n and page.pos[k] == "DET":
            k += 1
        held = page.cover.get(k)
        if held is not None and held.start == k and held.kind in (EntityKind.COUNTRY, EntityKind.ORGANISATION):
            return held
    return None


def _title(page: Page, found: OfficePhrase) -> Covered | None:
    """`Foreign Secretary Boris Johnson`, `Czech president Vaclav Havel`, `Prime Minister Dr Jane Roe`."""
    return _name_at(page, found.end)


def _titled(page: Page, found: OfficePhrase, name: Covered) -> OfficePhrase:
    country = _country_after(page, name) if found.of is None else None
    return replace(
        found,
        person=name.mention.entity,
        rule="title",
        of=country.mention.entity if country is not None else found.of,
        span=(found.start, country.end if country is not None else name.end),
    )


def _listed(page: Page, found: OfficePhrase) -> Iterator[OfficePhrase]:
    """`Presidents A of X and B of Y`, `former Kenyan ministers A and B`: the office of each in the list."""
    single = replace(found, plural=False, office=page.singular(found.office, found.head))
    made = 0
    i = found.end
    name = _name_at(page, i)
    while name is not None and made < 8:
        one = _titled(page, replace(single, of=found.of), name)
        yield replace(one, start=found.start, end=found.end)
        made += 1
        i = one.span[1]
        if i < len(page.words) and page.words[i] == ")":
            i += 1
        if i < len(page.words) and page.words[i] == ",":
            i += 1
        if i < len(page.words) and page.lower[i] in ("and", "&"):
            i += 1
        elif page.words[i - 1 : i] != [","]:
            break
        name = _name_at(page, i)
    if not made:
        yield found


def _beside(page: Page, found: OfficePhrase, token: Token, last: OfficePhrase | None) -> OfficePhrase | None:
    """Apposition before (`Lavrov, the Russian minister,`) or after (`Portugal's ambassador, Antonio Monteiro,`)."""
    closed = _closed(page, found.end) and not _runs_on(page, found)
    before = _before(page, found.start)
    if before is not None and closed:
        listed = token.dep_ == "conj" and page.words[found.end : found.end + 1] != [","]
        if not listed and not _tells(token):
            return replace(found, person=before.mention.entity, rule="apposition", span=(before.start, found.end))
    mark = page.lower[found.start - 1] if found.start else ""
    further = last is not None and last.end == found.start - 1 and mark in ("and", ",") and closed
    if further and last is not None and last.person and last.rule.startswith("apposition"):
        return replace(found, person=last.person, rule="apposition-further", span=(found.start, found.end))
    return _after(page, found, token)


def _tells(token: Token) -> bool:
    """`He will meet Jane Roe, the spokesman added`: who said so, and nobody's apposition."""
    told = token.dep_ == "nsubj" and token.head.i == token.i + 1
    return told and any(c.dep_ in ("ccomp", "parataxis") and c.i < token.i for c in token.head.children)


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
        or page.lower[end] in ("who", "and", "from", "since", "in", "on", "during", "at", "under", "whose")
        or page.pos[end] in ("VERB", "AUX")
    )


def _before(page: Page, start: int) -> Covered | None:
    """The person named right before the phrase and a comma; an age may stand between (`Jane Roe, 51, the …`)."""
    if start < 2 or page.words[start - 1] not in (",", "(", *_DASHES):
        return None
    i = start - 2
    if page.pos[i] == "NUM" and i > 1 and page.words[i - 1] == ",":
        i -= 2
    held = page.cover.get(i)
    if held is None or held.kind is not EntityKind.PERSON or held.end != i + 1:
        return None
    return held


def _after(page: Page, found: OfficePhrase, token: Token) -> OfficePhrase | None:
    """`The Polish minister (Jan Nowak)`, `Portugal's ambassador, Antonio Monteiro,`."""
    n = len(page.words)
    if found.end >= n or page.words[found.end] not in (",", ":", "(", *_DASHES):
        return None
    after = _name_at(page, found.end + 1)
    if after is None or not _closes(page, after, token) or _of_another(token):
        return None
    return replace(found, person=after.mention.entity, rule="apposition-name", span=(found.start, after.end))


def _of_another(token: Token) -> bool:
    """`A lawyer for the former president, Carla Meza`: either may be the one who is named."""
    if token.dep_ != "pobj" or token.head.head.pos_ != "NOUN":
        return False
    return any(c.lower_ in ("a", "an") for c in token.head.head.children)


def _closes(page: Page, after: Covered, token: Token) -> bool:
    """Whether the name after a comma is an apposition and not the next of a list."""
    mark = page.words[after.end] if after.end < len(page.words) else "."
    root = page.doc[after.start : after.end].root
    between_commas = mark == "," and page.words[after.start - 1] == ","
    if root.dep_ == "conj" and not between_commas or page.tag[after.end : after.end + 1] == ["POS"]:
        return False
    return mark in _CLOSERS or mark.isspace() or root.dep_ == "appos" and root.head.i == token.i
