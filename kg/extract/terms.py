"""When an office was held: `since 2014`, `from 1995 to 1999`, `until May 2001`, `appointed in 2003`, `(2006–2010)`."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.facts import Date, Span
from kg.language import state
from kg.language.edtf import bounds
from kg.language.state import OfficePhrase
from kg.language.words import office_grammar

_BY_VERB = frozenset({"copula", "served", "appointed", "succeeded", "left", "as-office"})
_OPENERS = frozenset({"(", "["})


@dataclass(frozen=True, slots=True)
class Term:
    """The first and the last date of an office, None where the text gives none."""

    since: Date | None = None
    until: Date | None = None


def term_of(doc: Doc, phrase: OfficePhrase) -> Term:
    """The term that stands right after the office or hangs from its verb; empty where neither is so."""
    dates = {_first_token(doc, d): d for d in state.dates(doc) if d.edtf is not None}
    if not dates:
        return Term()
    end = max(phrase.end, phrase.span[1])
    while end < len(doc) and doc[end].text in _OPENERS:
        end += 1
    at = _read(doc, dates, end)
    if at != Term() or phrase.rule not in _BY_VERB:
        return at
    return _by_verb(doc, dates, doc[phrase.head], phrase)


def _first_token(doc: Doc, date: Date) -> int:
    begin = state.columns(doc).begin
    return min(bisect_left(begin, date.span.start), len(begin) - 1)


def _read(doc: Doc, dates: dict[int, Date], i: int) -> Term:
    """The term that begins at the token."""
    if i >= len(doc):
        return Term()
    grammar, low = office_grammar(), doc[i].lower_
    here = dates.get(i)
    if here is not None:
        return _period(here) if "/" in (here.edtf or "") and _is_term(doc, i, here) else Term()
    date = dates.get(i + 1) or (dates.get(i + 2) if i + 1 < len(doc) and doc[i + 1].pos_ == "DET" else None)
    if date is None:
        return Term()
    if low in grammar.since:
        return Term(since=_opening(date))
    if low in grammar.until:
        return Term(until=_closing(date))
    return _period(date) if low in grammar.during and "/" in (date.edtf or "") else Term()


def _is_term(doc: Doc, i: int, date: Date) -> bool:
    """Whether a range stands for itself (`from 1995 to 1999`, `(1995–1999)`), and is no month or week."""
    if doc[i].lower_ in office_grammar().ranging:
        return True
    return date.span.of(state.columns(doc).text)[0].isdigit() and doc[i - 1].text in _OPENERS


def _period(date: Date) -> Term:
    first, _, last = (date.edtf or "").partition("/")
    return Term(_part(date, first), _part(date, last))


def _part(date: Date, edtf: str) -> Date | None:
    """One end of a range; it keeps the words of the whole."""
    days = bounds(edtf) if edtf and edtf != ".." else None
    return Date(date.span, edtf, *days) if days else None


def _opening(date: Date) -> Date:
    first = (date.edtf or "").partition("/")[0]
    return _part(date, first) or date


def _closing(date: Date) -> Date:
    last = (date.edtf or "").rpartition("/")[2]
    return _part(date, last) or date


def _by_verb(doc: Doc, dates: dict[int, Date], office: Token, phrase: OfficePhrase) -> Term:
    """The dates that hang from the verb: of a beginning (`was appointed in 2003`), an end, or the whole."""
    grammar, verb = office_grammar(), _verb(office)
    if verb is None or sum(1 for c in verb.subtree if c.lower_ == office.lower_) > 1:
        return Term()
    found = [t for c in verb.children if c.dep_ in ("prep", "mark") and (t := _read(doc, dates, c.i)) != Term()]
    if found:
        return found[0] if len(found) == 1 else _joined(found)
    point = _point(dates, verb)
    if point is None:
        return Term()
    if phrase.rule == "left":
        return Term(until=point)
    begins = phrase.rule in ("appointed", "succeeded") or verb.lemma_ in grammar.beginning
    return Term(since=point) if begins and phrase.office.status != "designate" else Term()


def _joined(found: list[Term]) -> Term:
    since = next((t.since for t in found if t.since), None)
    return Term(since, next((t.until for t in found if t.until), None))


def _verb(token: Token) -> Token | None:
    for _ in range(5):
        if token.pos_ in ("VERB", "AUX"):
            return token
        if token.head.i == token.i:
            return None
        token = token.head
    return None


def _point(dates: dict[int, Date], verb: Token) -> Date | None:
    """The one date on or in which the verb is said to have been (`in 2003`, `on 5 May 2003`)."""
    found: dict[Span, Date] = {}
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "on"):
            date = dates.get(child.i + 1) or dates.get(child.i)
        elif child.dep_ == "npadvmod":
            date = dates.get(child.left_edge.i)
        else:
            continue
        if date is not None and "/" not in (date.edtf or ""):
            found[date.span] = date
    return next(iter(found.values())) if len(found) == 1 else None
