"""Whom an office phrase is said of: title, apposition, copula, becoming, appointing, serving, succeeding."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.facts import EntityKind, Office
from kg.language.office_page import Covered, Page
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
    yield from _by_verb(page, found, token, last)


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


def _by_verb(page: Page, found: OfficePhrase, token: Token, last: OfficePhrase | None) -> Iterator[OfficePhrase]:
    """Copula, becoming, appointing, serving, succeeding; without one of them the phrase stands for its holder."""
    grammar = page.grammar
    verb = token.head
    if token.dep_ in ("attr", "oprd", "dobj", "pobj", "appos") and _negated(verb):
        yield replace(found, rule="denied")
        return
    if token.dep_ == "attr" and verb.lemma_ in grammar.copulas:
        subject = _subject(verb)
        if subject is not None and _real(page, verb, subject) and not _yet_to_be(page, found):
            yield replace(found, rule="copula", subject=subject.i)
            return
        yield replace(found, rule="denied")
        return
    if token.dep_ in ("oprd", "attr", "dobj", "appos", "ccomp") and verb.lemma_ in grammar.appointing:
        holder = _appointed(verb, token)
        if holder is not None and holder.i != token.i and _real(page, verb, holder):
            yield replace(found, rule="appointed", subject=holder.i)
            return
    if token.dep_ == "pobj" and verb.lower_ == "as":
        yield from _as_office(page, found, verb.head)
        return
    if (
        token.dep_ == "conj"
        and last is not None
        and last.head == verb.i
        and last.rule in ("copula", "served", "appointed")
    ):
        yield replace(found, rule=last.rule, subject=last.subject, of=found.of or last.of)
        return
    yield found


def _yet_to_be(page: Page, found: OfficePhrase) -> bool:
    return any(low in page.grammar.not_yet for low in page.lower[found.start : found.head])


def _as_office(page: Page, found: OfficePhrase, verb: Token) -> Iterator[OfficePhrase]:
    grammar = page.grammar
    while verb.pos_ not in ("VERB", "AUX") and verb.dep_ in ("prep", "pobj", "prt", "dobj") and verb.head.i != verb.i:
        verb = verb.head
    subject, lemma = _subject(verb), verb.lemma_
    if _negated(verb) or not _real(page, verb, subject):
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


def _real(page: Page, verb: Token, subject: Token | None) -> bool:
    """Whether the verb says that it is so: no modal, condition or infinitive, and not what someone wants or denies."""
    grammar = page.grammar
    for child in verb.children:
        if child.dep_ == "aux" and (child.lower_ in grammar.unreal or child.tag_ == "TO"):
            return False
        if child.dep_ == "mark" and child.lower_ in grammar.conditions:
            return False
        if child.dep_ == "aux" and subject is not None and child.i < subject.i and child.lower_ == "had":
            return False  # "Had X been president, …"
    if subject is not None and any(c.dep_ == "preconj" and c.lower_ in grammar.conditions for c in subject.children):
        return False
    return not (verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in grammar.unreal_verbs)


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
