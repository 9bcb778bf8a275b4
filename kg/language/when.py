"""Which date is whose: from a verb or noun that names an event to the date that it has."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right

from spacy.tokens import Doc, Token

from kg.facts import Date, Span
from kg.language import edtf, state
from kg.language.date_words import words
from kg.language.state import BlockKind
from kg.language.tense import VERBS, Tense, is_set, verb_tense

_DAYS_OF_AN_EVENT = 6
_MODIFIER = frozenset(
    {"npadvmod", "advmod", "compound", "nmod", "amod", "poss", "nummod", "appos", "dep", "tmod", "obl"}
)
_NOUNS = frozenset({"NOUN", "PROPN"})
_PARTS = frozenset({"dobj", "nsubjpass", "attr", "xcomp", "dative", "oprd", "compound", "aux", "auxpass"})


class DateIndex:
    """Which date an event word has; built once per Doc.

    A date is owned by the verb or noun that it modifies. Where the parser hangs a day on a noun
    inside the verb's phrase (`flew to a summit in Oslo on Friday`), the verb owns it too.
    """

    def __init__(self, doc: Doc) -> None:
        self._offsets = state.columns(doc).begin
        self._by_token: dict[int, Date] = {}
        self._own: dict[int, Date] = {}
        self._lent: dict[int, Date] = {}
        self._last: dict[Span, Token] = {}
        self._known: dict[int, Date | None] = {}
        article = state.article(doc)
        dates = tuple(date for date in state.dates(doc) if not date.vague)
        for date in sorted(dates, key=lambda date: date.edtf is None):  # a day before words that name none
            self._enter(doc, date, article.published if article else None)
        self._enter_dateline(doc, dates)

    def _enter(self, doc: Doc, date: Date, published: dt.date | None) -> None:
        first = max(bisect_right(self._offsets, date.span.start) - 1, 0)
        last = max(bisect_right(self._offsets, date.span.end - 1) - 1, 0)
        for i in range(first, last + 1):
            self._by_token[i] = date
        self._last[date.span] = doc[last]
        head = _head(doc, first, last)
        owner = _owner(head, date)
        if owner is None or _verb_between(owner, head):
            return
        self._own.setdefault(owner.i, date)
        beside = doc[head.head.i - 1] if head.dep_ == "pobj" and head.head.i else owner
        if beside.dep_ == "pobj" and beside.pos_ == "NOUN" and edtf.precision(date.edtf or "") in ("month", "year"):
            self._lent.setdefault(beside.i, date)
        verb = _borrower(owner, date, published)
        if verb is not None:
            self._lent.setdefault(verb.i, date)

    def _enter_dateline(self, doc: Doc, dates: tuple[Date, ...]) -> None:
        """A dateline's day is that of what the sentence after it reports, if that names no other."""
        for block in state.blocks(doc):
            inside = [d for d in dates if block.span.contains(d.span) and d.span.end <= block.body.start]
            if block.kind is not BlockKind.PROSE or not inside or edtf.precision(inside[-1].edtf or "") != "day":
                continue
            lead = doc[min(bisect_left(self._offsets, block.body.start), len(doc) - 1)].sent
            if verb_tense(lead.root) is Tense.PAST and not any(t.i in self._by_token for t in lead):
                self._lent.setdefault(lead.root.i, inside[-1])

    def at(self, token: Token) -> Date | None:
        """The date whose words the token is one of."""
        return self._by_token.get(token.i)

    def last_word(self, date: Date) -> str:
        """The last of the date's words, in lower case (`a day after`: `after`)."""
        return self._last[date.span].lower_

    def of(self, token: Token) -> Date | None:
        """The date of what the token, a verb or noun, names; None when in doubt.

        Its own modifiers first (`the talks on Monday`, `a November speech`, `talks held in May`),
        then those of the verb that it is subject, object or complement of (`held talks on Monday`).
        """
        if token.i not in self._known:
            self._known[token.i] = self._find(token)
        return self._known[token.i]

    def _find(self, token: Token) -> Date | None:
        node, after = token, 0
        while True:
            own = self._own.get(node.i) or self._of_clause(node) or self._lent.get(node.i) or self._to_come(node, token)
            if own is not None:
                return own if own.span.start >= after else None
            if not _shares_time(node, token):
                return None
            if _is_open(node):
                after = node.idx  # `agreed on Monday to meet`: the day is of the agreeing
            node = node.head

    def _to_come(self, verb: Token, subject: Token) -> Date | None:
        """The date of the infinitive below a verb, for its subject: `the talks are due to begin on Monday`."""
        if subject.head.i != verb.i or subject.dep_ not in ("nsubj", "nsubjpass"):
            return None
        for child in verb.children:
            below = [child] if child.dep_ == "xcomp" else list(child.children) if child.dep_ == "acomp" else []
            for infinitive in below:
                if infinitive.dep_ == "xcomp" and infinitive.i in self._own:
                    return self._own[infinitive.i]
        return None

    def _of_clause(self, noun: Token) -> Date | None:
        """The date of a participle or relative clause that tells of the noun's own taking place."""
        if noun.pos_ not in _NOUNS:
            return None
        for child in noun.children:
            if _tells_of_noun(child) and child.lemma_ not in words().lists["other_time"] and child.i in self._own:
                return self._own[child.i]
        return None


def _is_open(node: Token) -> bool:
    """Is it an infinitive whose time may lie after that of the verb above?"""
    if node.dep_ != "xcomp" or node.head.lemma_ in words().lists["at_once"]:
        return False
    return any(c.tag_ == "TO" for c in node.children)


def _tells_of_noun(clause: Token) -> bool:
    """`talks held in May`, `talks that began in May`, `talks to be held in May`."""
    if clause.dep_ == "acl":
        return clause.tag_ in ("VBN", "VBG")
    to_be = any(c.tag_ == "TO" for c in clause.children) and any(c.dep_ == "auxpass" for c in clause.children)
    return clause.dep_ == "relcl" and (to_be or _relative_subject(clause))


def _relative_subject(verb: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") and c.tag_ in ("WDT", "WP") for c in verb.children)


def _head(doc: Doc, first: int, last: int) -> Token:
    """The token of the date's words that hangs on something outside them."""
    outer = [t for t in doc[first : last + 1] if not first <= t.head.i <= last or t.head.i == t.i]
    return next((t for t in outer if t.dep_ != "det"), doc[last])


def _owner(head: Token, date: Date) -> Token | None:
    """The verb or noun that the date says the time of."""
    if head.dep_ == "ROOT":
        return None
    up = head.head
    if head.dep_ == "prep":
        return _past_preps(up)
    if head.dep_ in ("pobj", "pcomp") and up.dep_ in ("prep", "agent", "mark", "advmod", "dep"):
        return _past_preps(up.head) if _tells_when(up) else None
    if head.dep_ == "dobj" and up.pos_ == "VERB":
        return up if date.edtf and edtf.precision(date.edtf) == "day" else None
    if head.dep_ not in _MODIFIER:
        return None
    subject = up.pos_ == "PROPN" and up.dep_ == "nsubj" and head.dep_ == "npadvmod"
    return up.head if subject else up


def _past_preps(token: Token) -> Token:
    """The token, or what it hangs on where that is a preposition (`out of Paris on Monday`)."""
    while token.dep_ == "prep" and token.head.i != token.i:
        token = token.head
    return token


def _tells_when(prep: Token) -> bool:
    """Is the date after this preposition the time of what the preposition hangs on?"""
    table = words().lists
    if prep.lower_ in table["future_prepositions"]:
        return prep.head.lemma_ in table["set_for"]
    if prep.lower_ in table["origin"] and prep.head.pos_ in _NOUNS:
        return True
    return prep.lower_ in table["when"] and prep.lower_ not in table["not_when"]


def _verb_between(owner: Token, head: Token) -> bool:
    """Could the date belong to another verb that stands nearer to it?"""
    if owner.i >= head.i:
        return False
    return any(t.pos_ == "VERB" and t.dep_ not in ("amod", "aux") for t in owner.doc[owner.i + 1 : head.i])


def _borrower(owner: Token, date: Date, published: dt.date | None) -> Token | None:
    """The verb above the noun that owns a day, if its tense and the day agree."""
    if owner.pos_ not in _NOUNS or owner.dep_ in ("nsubj", "nsubjpass") or published is None or date.latest is None:
        return None
    if date.earliest is None or (_is_long(date) and (owner.dep_ != "dobj" or _elsewhen(owner.head))):
        return None
    table = words().lists
    if date.span.end <= owner.idx and owner.dep_ in ("dobj", "pobj"):  # `condemned Monday's attack`
        return None
    node = owner
    while node.pos_ not in VERBS and node.dep_ in ("pobj", "prep", "dobj", "conj", "appos", "compound"):
        if (node.dep_ == "prep" and node.lower_ in table["apart"]) or _has_own_time(node):
            return None
        node = node.head
    if node.pos_ not in VERBS or _verb_between(node, owner):
        return None
    tense = verb_tense(node)
    agrees = date.latest <= published if tense is Tense.PAST else tense is Tense.FUTURE and date.earliest >= published
    return node if agrees else None


def _is_long(date: Date) -> bool:
    """More than the days of one event: a month, a year."""
    return date.earliest is None or date.latest is None or (date.latest - date.earliest).days > _DAYS_OF_AN_EVENT


def _elsewhen(verb: Token) -> bool:
    """Is its object's time another than its own (`recalled the coup in 2021`)?"""
    return verb.lemma_ in words().lists["looks_at"]


def _has_own_time(noun: Token) -> bool:
    """Is it announced, condemned or put off, which is done at another time than it takes place?"""
    return noun.dep_ in ("dobj", "nsubjpass") and noun.head.lemma_ in words().lists["of_another_time"]


def _shares_time(node: Token, start: Token) -> bool:
    """Does the time of what the node depends on hold for it too?"""
    if node.head.i == node.i:
        return False
    if node.dep_ == "nsubj":
        return start.i == node.i and node.head.pos_ in VERBS
    if node.dep_ == "conj":
        return node.pos_ == node.head.pos_
    if _has_own_time(node):
        return False
    if node.dep_ == "pobj":
        return node.head.lower_ in words().lists["at_the_time"]
    if node.dep_ == "prep":
        return (
            node.lower_ in words().lists["genitive"]
            or node.head.pos_ in VERBS
            or node.head.dep_ in ("dobj", "attr", "nsubjpass")
        )
    return node.dep_ in _PARTS or is_set(node)
