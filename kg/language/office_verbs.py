"""Offices that a verb gives or takes: to be, become, appoint, serve as, succeed, dismiss, hold the post of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from kg.facts import EntityKind, Office
from kg.language.office_page import Page
from kg.language.state import OfficePhrase

_CLIMB = ("xcomp", "ccomp", "pcomp", "acl", "prep", "advcl")
_BRACKETED = 60  # tokens
_CHAIN = ("copula", "served", "appointed")


def by_verb(page: Page, found: OfficePhrase, token: Token, last: OfficePhrase | None) -> Iterator[OfficePhrase]:
    """Copula, becoming, appointing, serving, succeeding; without one of them the phrase stands for its holder."""
    for each in _by_verb(page, found, token, last):
        yield replace(each, subject=_out_of_brackets(page, each.subject)) if each.subject is not None else each


def _out_of_brackets(page: Page, subject: int) -> int:
    """The name before a bracket that the parser takes the subject from: `Jane Roe ([rəʊ]; born 1950) is …`."""
    depth = 0
    for j in range(subject, max(subject - _BRACKETED, 0), -1):
        depth += (page.words[j] == ")") - (page.words[j] == "(")
        if depth < 0:
            held = page.cover.get(j - 1)
            return j - 1 if held is not None and held.kind is EntityKind.PERSON else subject
    return subject


def _by_verb(page: Page, found: OfficePhrase, token: Token, last: OfficePhrase | None) -> Iterator[OfficePhrase]:
    verb = token.head
    if token.dep_ in ("attr", "oprd", "dobj", "pobj", "appos") and _negated(page, verb):
        yield replace(found, rule="denied")
    elif token.dep_ == "attr" and verb.lemma_ in page.grammar.copulas:
        yield _copula(page, found, verb)
    elif token.dep_ == "nsubj" and _named_by(page, verb) is not None and _real(page, verb, token):
        yield replace(found, rule="copula", subject=_named_by(page, verb))
    elif (put := _put_into(page, found, token)) is not None:
        yield put
    elif token.dep_ == "pobj" and verb.lower_ == "as":
        yield from _as_office(page, found, verb.head)
    elif token.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lemma_ in page.grammar.posts:
        yield _of_post(page, found, verb.head)
    elif token.dep_ == "conj" and last is not None and last.head == verb.i and last.rule in _CHAIN:
        yield replace(found, rule=last.rule, subject=last.subject, of=found.of or last.of)
    elif token.dep_ == "conj" and (first := _first_of(token)).dep_ in ("attr", "oprd", "pobj") and first.pos_ == "NOUN":
        yield from _by_verb(page, found, first, None)  # "was a lawyer, a poet and the president of"
    else:
        yield found


def _first_of(token: Token) -> Token:
    while token.dep_ == "conj" and token.head.i < token.i:
        token = token.head
        if token.dep_ == "appos" and token.head.pos_ == "NOUN":
            token = token.head
    return token


def _copula(page: Page, found: OfficePhrase, verb: Token) -> OfficePhrase:
    subject = subject_of(verb)
    if subject is None or _asked(verb) or _yet_to_be(page, found) or not _real(page, verb, subject):
        return replace(found, rule="denied")
    return replace(found, rule="copula", subject=subject.i)


def _named_by(page: Page, verb: Token) -> int | None:
    """The name in `The president is Jane Roe`; a question asks for it."""
    if verb.lemma_ not in page.grammar.copulas or _asked(verb):
        return None
    for child in verb.children:
        held = page.cover.get(child.i)
        if child.dep_ == "attr" and held is not None and held.kind is EntityKind.PERSON:
            return child.i if child.i == held.end - 1 and page.tag[held.end : held.end + 1] != ["POS"] else None
    return None


def _put_into(page: Page, found: OfficePhrase, token: Token) -> OfficePhrase | None:
    """`named Jane Roe foreign minister`, `was elected president`."""
    verb = token.head
    if token.dep_ not in ("oprd", "attr", "dobj", "appos", "ccomp") or verb.lemma_ not in page.grammar.appointing:
        return None
    holder = _appointed(verb, token)
    if holder is None or holder.i == token.i or _asked(verb) or not _real(page, verb, holder):
        return None
    return _appointment(page, found, verb, holder)


def _appointment(page: Page, found: OfficePhrase, verb: Token, holder: Token) -> OfficePhrase:
    """The office of whom a verb appoints; a country that appoints its own officer owns the office."""
    of = found.of
    by = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    held = page.cover.get(by.i) if by is not None else None
    if of is None and held is not None and held.kind is EntityKind.COUNTRY:
        of = held.mention.entity
    # ministers are of the country of whom appoints them; an envoy may be of an organisation
    owner = by.i if by is not None and by.i != holder.i and found.office.concept in page.grammar.national else None
    made = replace(found, rule="appointed", subject=holder.i, of=of, owner=found.owner if of else found.owner or owner)
    if verb.lemma_ not in page.grammar.proposing or made.office.status:
        return made
    return replace(made, office=replace(made.office, status="designate"))


def _asked(verb: Token) -> bool:
    """Whether the sentence asks."""
    return verb.sent[-1].text == "?"


def _yet_to_be(page: Page, found: OfficePhrase) -> bool:
    return any(low in page.grammar.not_yet for low in page.lower[found.start : found.head])


def _as_office(page: Page, found: OfficePhrase, head: Token) -> Iterator[OfficePhrase]:
    """`served as`, `resigned as`, `succeeded A as`, `As foreign minister, A …`, `in his role as`."""
    noun, verb = head, head
    while verb.pos_ not in ("VERB", "AUX") and verb.dep_ in ("prep", "pobj", "prt", "dobj") and verb.head.i != verb.i:
        verb = verb.head
    grammar, subject, lemma = page.grammar, subject_of(verb), verb.lemma_
    if noun.pos_ == "NOUN":
        yield _in_post(page, found, noun, verb)
    elif _negated(page, verb) or not _real(page, verb, subject):
        yield replace(found, rule="denied")
    elif lemma in grammar.appointing:
        holder = _appointed(verb, page.doc[found.head])
        yield _appointment(page, found, verb, holder) if holder is not None else found
    elif lemma in grammar.removing:
        holder = _appointed(verb, page.doc[found.head])
        yield _former(found, holder.i) if holder is not None else found
    elif lemma in grammar.leaving and subject is not None:
        yield _former(found, subject.i)
    elif lemma in grammar.succeeding and subject is not None:
        yield from _succession(found, verb, subject)
    elif lemma in grammar.holding and subject is not None:
        yield replace(found, rule="served", subject=subject.i)
        yield from _handed_over(page, found, verb)
    elif subject is not None and _in_front(page, found, subject):
        yield replace(found, rule="as-office", subject=subject.i)
    else:
        yield found


def _succession(found: OfficePhrase, verb: Token, subject: Token) -> Iterator[OfficePhrase]:
    """`A succeeded B as`, `A was succeeded by B as`: the office is one's now and was the other's."""
    new: Token | None = subject
    old = next((c for c in verb.children if c.dep_ == "dobj"), None)
    if subject.dep_ == "nsubjpass":
        new = next((g for c in verb.children if c.dep_ == "agent" for g in c.children if g.dep_ == "pobj"), None)
        old = subject
    if new is not None:
        yield replace(found, rule="succeeded", subject=new.i)
    if old is not None:
        yield _former(found, old.i)
    if new is None and old is None:
        yield found


def _handed_over(page: Page, found: OfficePhrase, verb: Token) -> Iterator[OfficePhrase]:
    """`took over as foreign minister from B`."""
    if verb.lemma_ != "take":
        return
    for head in (verb, page.doc[found.head]):
        for child in head.children:
            held = page.cover.get(child.i + 1)
            if child.lower_ == "from" and held is not None and held.kind is EntityKind.PERSON:
                yield _former(found, held.end - 1)
                return


def _in_front(page: Page, found: OfficePhrase, subject: Token) -> bool:
    """`As foreign minister, A …`: the phrase stands before the subject, and a comma between."""
    at = page.doc[found.head].head.i
    return at < subject.i and page.words[subject.left_edge.i - 1] == "," and page.doc[at].is_sent_start is True


def _in_post(page: Page, found: OfficePhrase, noun: Token, verb: Token) -> OfficePhrase:
    """`in his role as foreign minister`, `A's resignation as president`: of whom the noun is."""
    if noun.lemma_ not in page.grammar.posts | page.grammar.ends or _negated(page, verb):
        return found
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None and noun.dep_ == "dobj" and verb.lemma_ in page.grammar.spending:
        owner = subject_of(verb)  # "served two terms as president"
    if owner is None or not _real(page, verb, owner):
        return found
    return (
        _former(found, owner.i) if noun.lemma_ in page.grammar.ends else replace(found, rule="served", subject=owner.i)
    )


def _of_post(page: Page, found: OfficePhrase, post: Token) -> OfficePhrase:
    """`holds the post of`, `named A to the post of`, `left the office of`."""
    grammar, verb = page.grammar, post.head
    if verb.dep_ == "prep":
        verb = verb.head
    subject = subject_of(verb)
    if verb.pos_ != "VERB" or _negated(page, verb) or not _real(page, verb, subject):
        return found
    if verb.lemma_ in grammar.appointing:
        holder = _appointed(verb, post)
        return _appointment(page, found, verb, holder) if holder is not None else found
    if subject is None:
        return found
    if verb.lemma_ in grammar.leaving:
        return _former(found, subject.i)
    return replace(found, rule="served", subject=subject.i) if verb.lemma_ in grammar.filling else found


def _former(found: OfficePhrase, subject: int) -> OfficePhrase:
    office = found.office
    label = office.label if office.status else f"former {office.label}"
    return replace(found, office=Office(label, office.concept, office.status or "former"), rule="left", subject=subject)


def _negated(page: Page, verb: Token) -> bool:
    return any(c.dep_ == "neg" or c.lower_ in page.grammar.doubtful for c in verb.children)


def _real(page: Page, verb: Token, subject: Token | None) -> bool:
    """Whether the verb says that it is so: no modal, condition or infinitive, and not what someone wants or denies."""
    grammar = page.grammar
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in grammar.unreal:
            return False
        if child.dep_ == "aux" and child.tag_ == "TO" and not _reached(page, verb):
            return False
        if child.dep_ in ("mark", "advmod") and child.lower_ in grammar.conditions:
            return False
        if child.dep_ == "aux" and subject is not None and child.i < subject.i and child.lower_ == "had":
            return False  # "Had X been president, …"
    if subject is not None and any(c.dep_ == "preconj" and c.lower_ in grammar.conditions for c in subject.children):
        return False
    return not _doubted(page, verb)


def _reached(page: Page, verb: Token) -> bool:
    """`rose to become`, `was elected to serve as`, `the first woman to become`: what did come about."""
    head = verb.head
    if verb.dep_ in ("xcomp", "advcl", "ccomp"):
        return head.lemma_ in page.grammar.reaching or head.lemma_ in page.grammar.appointing
    ordinal = any(c.lower_ in page.grammar.ranked for c in (head, *head.children))
    return verb.dep_ in ("acl", "relcl", "xcomp") and ordinal


def _doubted(page: Page, verb: Token) -> bool:
    """Whether it depends on a verb, noun or adjective that leaves it open (`denied`, `rumours that`, `it is false`)."""
    grammar = page.grammar
    for _ in range(4):
        if verb.dep_ not in _CLIMB or verb.head.i == verb.i:
            return False
        of_clause = verb.dep_ != "advcl"
        verb = verb.head
        if of_clause and (verb.lemma_ in grammar.unreal_verbs or verb.lemma_ in grammar.doubts):
            return True
        if of_clause and any(c.dep_ in ("acomp", "attr") and c.lemma_ in grammar.doubts for c in verb.children):
            return True
    return False


def subject_of(verb: Token) -> Token | None:
    """Who does it: the subject, or the noun that a relative clause or participle says it of."""
    for _ in range(4):
        for child in verb.children:
            if child.dep_ in ("nsubj", "nsubjpass"):
                if child.tag_ in ("WP", "WDT") and verb.dep_ == "relcl":
                    return _named(verb.head, verb)
                return child
        if verb.dep_ in ("acl", "relcl"):
            return _named(verb.head, verb)
        if verb.dep_ in ("conj", "xcomp", "advcl") and verb.head.pos_ in ("VERB", "AUX"):
            verb = verb.head
            continue
        return None
    return None


def _named(noun: Token, clause: Token) -> Token:
    """The subject of `A is the first woman to become …`, `A is a lawyer who served as …`; else the noun itself.

    Not of `A is the wife of B, who …`: of either.
    """
    if noun.dep_ != "attr" or noun.head.lemma_ != "be":
        return noun
    between = noun.doc[noun.i + 1 : clause.left_edge.i]
    if any(t.dep_ == "pobj" and t.ent_type_ == "PERSON" for t in between):
        return noun
    return next((c for c in noun.head.children if c.dep_ == "nsubj"), noun)


def _appointed(verb: Token, office: Token) -> Token | None:
    """Whom an appointing verb is about: its passive subject, else its object; a participle's noun."""
    children = list(verb.children)
    passive = next((c for c in children if c.dep_ == "nsubjpass"), None)
    if passive is not None:
        return verb.head if passive.tag_ in ("WP", "WDT") and verb.dep_ == "relcl" else passive
    for child in children:
        if child.dep_ in ("dobj", "oprd") and child.i != office.i and child.i > verb.i and child.pos_ != "NOUN":
            return child
    for child in office.children:
        if child.dep_ in ("nsubj", "compound") and child.i < office.i and child.pos_ == "PROPN":
            return child
    if verb.tag_ != "VBN":
        return None
    return verb.head if verb.dep_ == "acl" else subject_of(verb) if verb.dep_ in ("conj", "xcomp", "advcl") else None
