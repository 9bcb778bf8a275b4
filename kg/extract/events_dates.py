"""When an event was: the date of its own phrase, of its clause, of the clause or noun that stages it; else none."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Token

from kg.extract import events_grammar as grammar
from kg.extract.events_lexicon import Lexicon
from kg.facts import Date
from kg.language import state
from kg.language.dates import DateIndex

_STAGED = ("during", "at")  # what a clause says happened there and then
_RELATIVE = frozenset({"WDT", "WP"})


@dataclass(frozen=True, slots=True)
class Clock:
    """Answers when what a token names was.

    `dates`: which date is whose, by grammar.
    """

    lexicon: Lexicon
    dates: DateIndex

    def at(self, token: Token) -> Date | None:
        """The date whose words the token is one of."""
        return self.dates.at(token)

    def since(self, verb: Token) -> Date | None:
        """The date after `since`."""
        return next((d for t in grammar.step(verb, "since") if (d := self.dates.at(t)) is not None), None)

    def resolved(self, verb: Token) -> Date | None:
        """The date of a verb's clause, where it names a day, month or year."""
        found = self.date(verb, [verb])
        return found if found is not None and found.edtf else None

    def date(self, token: Token, sites: list[Token]) -> Date | None:
        """The date of what the token names: in its own phrase, of the verb that stages it, or right beside it."""
        noun = token.pos_ not in ("VERB", "AUX")
        found = self._own(token)
        if self._put_off(token):
            return found if found is not None and _its_own(found, token) else None
        staged = any(s.is_ancestor(token) for s in sites)
        if found is not None and (not noun or staged or within(found, token)):
            return found
        return (self._staged(token, noun=noun) or self._inside(token)) if noun else self._of_verb(token)

    def _put_off(self, noun: Token) -> bool:
        """`cancelled the talks on Monday`: a day of the cancelling, not of the talks."""
        if noun.dep_ not in ("dobj", "nsubjpass"):
            return False
        return grammar.phrasal(noun.head) in self.lexicon.words["putting_off"]

    def _of_verb(self, verb: Token) -> Date | None:
        return (
            self._in_front(verb)
            or self._beside(verb)
            or self._of_clause(verb)
            or self._staged(verb, noun=False)
            or self._of_which(verb)
        )

    def _in_front(self, verb: Token) -> Date | None:
        """`On Monday Norway expelled him`: the day that the parser made a part of the name after it."""
        words = self.lexicon.words
        loose = (
            c
            for c in verb.children
            if c.i < verb.i and c.dep_ == "prep" and c.lower_ in words["when"] and not any(True for _ in c.children)
        )
        return next((d for c in loose if (d := self.dates.at(c.doc[c.i + 1])) is not None), None)

    def _staged(self, token: Token, *, noun: bool) -> Date | None:
        """`signed it during a visit in May`, `at a summit in May they signed it`, `came in May for talks`."""
        aims = [] if noun else grammar.step(token, "for")
        places = [t for name in _STAGED[: 1 if noun else 2] for t in grammar.step(token, name)]
        events = [t for t in (*places, *aims) if noun or self.lexicon.rows_of(t)]
        held = (self.date(t, [t]) for t in events)
        return next((d for d in held if d is not None), None)

    def _of_clause(self, verb: Token) -> Date | None:
        """`will visit from Monday to Friday`, `is next week to visit`."""
        near = (t for name in ("from", "on") for t in grammar.step(verb, name))
        ranged = next((d for t in near if (d := self.dates.at(t)) is not None), None)
        to_be = verb.head.lemma_ == "be" and any(c.tag_ == "TO" for c in verb.children)
        # "fired on Monday, killing two"
        doing = verb.dep_ == "advcl" and verb.tag_ == "VBG" and verb.i > verb.head.i
        return ranged or (self.dates.of(verb.head) if to_be or doing else self._of_when(verb))

    def _of_when(self, verb: Token) -> Date | None:
        """`in 1992, when rebels stormed the palace`."""
        first = next((c for c in verb.children if c.lower_ in self.lexicon.words["whenever"] and c.i < verb.i), None)
        if first is None or verb.dep_ not in ("relcl", "advcl") or first.i != verb.left_edge.i:
            return None
        before = first.doc[max(0, first.i - 2) : first.i]
        return next((d for t in reversed(before) if t.sent == verb.sent and (d := self.dates.at(t)) is not None), None)

    def _of_which(self, verb: Token) -> Date | None:
        """`the shooting of 2 May, in which a ranger was wounded`, `flew there on Monday, where she met him`."""
        where = any(c.lower_ in self.lexicon.words["wherever"] and c.i < verb.i for c in verb.children)
        if where and verb.dep_ in ("relcl", "advcl"):
            above = next((a for a in verb.ancestors if a.pos_ == "VERB"), None)
            return self.dates.of(above) if above is not None and above.tag_ == verb.tag_ == "VBD" else None
        if verb.dep_ != "relcl" or not any(
            t.tag_ in _RELATIVE for name in ("in", "during") for t in grammar.step(verb, name)
        ):
            return None
        event = verb.head
        return self.date(event, [event]) if self.lexicon.rows_of(event) else self.dates.of(event)

    def _own(self, token: Token) -> Date | None:
        """Its date, unless that counts from it to another event (`a day after they met`) or is that of its cause."""
        found = self.dates.of(token)
        if found is None:
            return None
        if token.pos_ == "VERB":  # the day beside it, not that of a dateline
            found = next((d for t in grammar.step(token, "on") if (d := self.dates.at(t)) is not None), found)
            if self._of_cause(found, token):
                return None
        counted = self.dates.last_word(found) in self.lexicon.words["counted_from"]
        return None if counted else found

    def _of_cause(self, date: Date, verb: Token) -> bool:
        """`recalled its envoy over the killing of a fisherman in May`: the day is nearer to the killing."""
        after = (c for c in verb.children if c.lower_ in self.lexicon.words["cause"] and c.i > verb.i)
        caused = (c for c in after if any(self.lexicon.rows_of(t) for t in c.children if t.dep_ == "pobj"))
        return any(c.idx < date.span.start for c in caused)

    def _inside(self, noun: Token) -> Date | None:
        """The one date in a noun's phrase, unless a clause holds it: `operation in Chad in 1993`; or right after it."""
        subtree = (t for t in noun.subtree if self._timely(t) and self._reaches(t, noun))
        held = {d.span: d for t in subtree if (d := self.dates.at(t)) is not None}
        if len(held) == 1:
            return next(iter(held.values()))
        return None if held else self._following(noun.right_edge)

    def _reaches(self, token: Token, noun: Token) -> bool:
        while token.i != noun.i:
            token = token.head
            if token.i != noun.i and (
                (token.pos_ == "VERB" and token.lemma_ not in self.lexicon.words["stage"])
                or self.lexicon.rows_of(token)
            ):
                return False
        return True

    def _beside(self, verb: Token) -> Date | None:
        """`Chad today agreed`, `met Tuesday`."""
        before = self.dates.at(verb.doc[verb.i - 1]) if verb.i else None
        return before or self._following(verb)

    def _timely(self, token: Token) -> bool:
        """Does the preposition before a date, if any, say when, and not since or until when?"""
        return token.dep_ != "pobj" or token.head.lower_ in self.lexicon.words["when"]

    def _following(self, last: Token) -> Date | None:
        """The date right after a phrase: `in May`, `Friday`, `– starting Friday`."""
        sentence = last.sent
        rest = [t for t in last.doc[last.i + 1 : last.i + 4] if t.i < sentence.end]
        if len(rest) > 1 and rest[0].is_punct and rest[1].lower_ in self.lexicon.words["resumed"]:
            rest = rest[1:]
        if rest and (rest[0].lower_ in self.lexicon.words["when"] or rest[0].lower_ in self.lexicon.words["onset"]):
            rest = rest[1:]
        found = self.dates.at(rest[0]) if rest else None
        return found if found is None or not self._owned(found, rest[0]) else None

    def _owned(self, date: Date, token: Token) -> bool:
        """Does the date belong to a later noun: `condemned Friday's vote`, `saw the May report`?"""
        while self.dates.at(token.head) is date and token.head.i != token.i:
            token = token.head
        return token.dep_ in ("poss", "compound", "nmod", "amod", "nummod")


def within(date: Date, token: Token) -> bool:
    """Does the date stand in the token's phrase?"""
    return token.left_edge.idx <= date.span.start < token.right_edge.idx + len(token.right_edge)


def _its_own(date: Date, noun: Token) -> bool:
    """`Friday's talks`, `the talks planned for Friday`: set for then, whatever the verb says."""
    return within(date, noun) and (
        date.span.start < noun.idx or state.columns(noun.doc).text[: date.span.start].rstrip().endswith(" for")
    )
