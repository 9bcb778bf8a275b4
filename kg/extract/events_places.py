"""Where an event was: the places of its own clause, of what stages it, of the words `here`, `there`, `where`.

A place that only describes someone (`the consul in Basel`, `the U.S. embassy`, `born in Cairo`) is not where it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from kg.extract import events_grammar as grammar
from kg.extract.events_dates import Clock
from kg.extract.events_lexicon import Lexicon
from kg.facts import Date, EntityKind, Form
from kg.language.actors import Actors

_BACK = 40  # tokens that `there` may lie behind its place
_JOURNEY = ("in", "at", "to", "for")
_PARTIES = frozenset({EntityKind.PERSON, EntityKind.COUNTRY, EntityKind.GROUP})


@dataclass(frozen=True, slots=True)
class Scene:
    """Answers where what a token names was, in entity keys.

    `here`: the places of the dateline; `cities`: the article's places by name, for a capital that
    elsewhere is a government.
    """

    lexicon: Lexicon
    actors: Actors
    clock: Clock
    here: tuple[str, ...]
    cities: Mapping[str, str]

    def named(self, tokens: Iterable[Token]) -> list[str]:
        """The places that noun phrases name, by their heads."""
        return [p for t in tokens for p in grammar.places(t, actors=self.actors, lexicon=self.lexicon)]

    def near(self, token: Token) -> list[Token]:
        """What follows `in`, `at`, `near`, `outside` on the token; `expelled the consul in Basel` tells his post."""
        words = self.lexicon.words
        names = dict.fromkeys(c.lower_ for c in token.children if c.lower_ in words["where"])
        found = (t for name in names for t in grammar.step(token, name))
        return [t for t in found if t.doc[max(t.head.i - 1, 0)].lemma_.lower() not in words["posted"]]

    def around(self, site: Token) -> list[str]:
        """Places said with a verb or noun, or with those who met (`met Okafor in Oslo`)."""
        near = self.near(site)
        if site.dep_ == "conj" and site.pos_ == "VERB":  # "In Oslo, he met her and called on him"
            fronted = (c for c in site.head.children if c.lower_ in self.lexicon.words["where"] and c.i < site.head.i)
            near += [t for c in fronted for t in c.children]
        things = (t for t in grammar.step(site, "from") if t.pos_ == "NOUN" and not self.lexicon.rows_of(t))
        near += [p for t in things for p in self.near(t)]  # "abducted from a hotel in Oslo"
        days = [t for t in grammar.step(site, "on") if self.clock.at(t) is not None]  # "on 20 June in Oslo"
        near += [t for day in days for t in self.near(day)]
        found = self.named(near + [t for f in grammar.step(site, "on") if self._fringe(f) for t in self._at_event(f)])
        found += [p for p in self.named(self._beside_others(site)) if self.actors.kind(p) is EntityKind.PLACE]
        for met in self._met(site):
            inside = self.named(t for t in self.near(met))
            found += [p for p in inside if met.pos_ == "PROPN" or self._may_be_scene(p, met)]
        return found

    def _beside_others(self, site: Token) -> list[Token]:
        """`detained a patrol near Oslo`, `met his brother in Oslo`: where people without a name are."""
        words = self.lexicon.words
        people = (words["people"] | words["company"]) - words["resident"]
        others = grammar.objects(site) if site.pos_ == "VERB" and not grammar.passive(site) else []
        return [t for o in others if o.pos_ == "NOUN" and o.lemma_.lower() in people for t in self.near(o)]

    def beside(self, date: Date, doc: Doc) -> list[str]:
        """`a debate on the report in Oslo on Monday`: the place right before the day, wherever the parser hung it."""
        span = doc.char_span(date.span.start, date.span.end, alignment_mode="expand")
        last = span.start - 1 if span is not None else -1
        if last > 0 and doc[last].lower_ in self.lexicon.words["when"]:
            last -= 1
        if last < 1 or doc[last].pos_ != "PROPN" or self.actors.mention(doc[last]) is None:
            return []
        first = last
        while first > 0 and doc[first - 1].pos_ == "PROPN":
            first -= 1
        words = self.lexicon.words
        lies = first > 1 and doc[first - 1].lower_ in words["where"]
        lies = lies and doc[first - 2].lemma_.lower() not in words["posted"]
        return self.named([doc[last]]) if lies else []

    def of_things(self, things: Iterable[Token]) -> list[str]:
        """`closed its embassy in Oslo`, `attacked the city of Basel`: where the thing lies."""
        words = self.lexicon.words
        return [
            p
            for t in things
            if t.lemma_.lower() not in words["resident"]
            for p in self.named([*self.near(t), *([t] if t.lemma_.lower() in words["settlement"] else [])])
        ]

    def _may_be_scene(self, place: str, met: Token) -> bool:
        """`met the minister in Oslo`; not `met the consul in Oslo`, who has his post there."""
        resident = met.lemma_.lower() in self.lexicon.words["resident"]
        return self.actors.kind(place) is EntityKind.PLACE and not resident

    def led_to(self, verb: Token) -> list[str]:
        """Where a journey leads: `travelled to Oslo`, `is due in Oslo`."""
        sites = [verb, *(c for c in verb.children if c.dep_ == "acomp")]
        return self.named(t for site in sites for p in _JOURNEY for t in grammar.step(site, p))

    def hosted(self, verb: Token) -> list[str]:
        """`Kenya hosted the talks`: they were there."""
        if verb.lemma_ not in self.lexicon.words["hosting"]:
            return []
        hosts = [t for t in grammar.subjects(verb) if t.pos_ == "PROPN"]
        return [self.cities.get(t.lower_, key) for t in hosts for key in self.actors.places(t, conjuncts=False)]

    def before(self, noun: Token, *, adjectives: bool) -> list[str]:
        """`the Geneva talks`, `the Korea war`: a place before the noun, where it does not name an actor."""
        names = [c for c in grammar.step(noun, "mod") if c.tag_ not in ("JJ", "NNS")]
        found = [k for c in names if not self.metonym(c) for k in self.actors.places(c)]
        capitals = [self.cities[c.lower_] for c in names if self.metonym(c) and c.lower_ in self.cities]
        return capitals + [k for k in found if self.actors.kind(k) is EntityKind.PLACE or adjectives]

    def metonym(self, token: Token) -> bool:
        """A capital before an event noun is where it is, not who takes part."""
        held = self.actors.mention(token)
        return held is not None and held.form is Form.METONYM

    def implied(self, sites: list[Token]) -> list[str]:
        """Where the first of the sites was, though its clause names no place."""
        if any(self._says(s, "here") for s in sites):
            return list(self.here)
        verb = next((s for s in sites if s.pos_ in ("VERB", "AUX")), None)
        if verb is None:
            return []
        return self._back_there(verb) or self._of_where(verb) or self._gone_to(verb) or self._meanwhile(verb)

    def _says(self, site: Token, which: str) -> bool:
        return any(c.lower_ in self.lexicon.words[which] and c.dep_ == "advmod" for c in site.children)

    def _back_there(self, verb: Token) -> list[str]:
        """`will travel there`: the last place that was said to be gone to or lain in."""
        return self._last_place(verb, _BACK) if self._says(verb, "there") else []

    def _of_where(self, verb: Token) -> list[str]:
        """`flew to Oslo, where she met him`."""
        clause = verb.head if verb.dep_ == "xcomp" else verb
        where = next((c for c in clause.children if c.lower_ in self.lexicon.words["wherever"] and c.i < verb.i), None)
        verb = clause
        if where is None or verb.dep_ not in ("relcl", "advcl", "ccomp", "conj"):
            return []
        own = self.named([verb.head]) if verb.dep_ == "relcl" else []
        return own or self._last_place(where, where.i - where.sent.start)

    def _last_place(self, token: Token, reach: int) -> list[str]:
        before = reversed(token.doc[max(0, token.i - reach) : token.i])
        named = (self.actors.places(t) for t in before if t.dep_ in ("pobj", "dobj") and not self.metonym(t))
        return list(next((keys for keys in named if keys), ()))

    def _gone_to(self, verb: Token) -> list[str]:
        """`arrived in Oslo and met her`: one acts where one has come to."""
        first = verb.head
        if verb.dep_ != "conj" or first.lemma_ not in self.lexicon.words["motion"] or grammar.passive(verb):
            return []
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        return [] if own else self.led_to(first)

    def _meanwhile(self, verb: Token) -> list[str]:
        """`spent a week in Oslo negotiating with them`, `fired on the town near Oslo, killing two`."""
        first = verb.head
        doing = verb.dep_ in ("advcl", "xcomp") and verb.tag_ == "VBG" and verb.i > first.i and first.pos_ == "VERB"
        marked = any(c.dep_ in ("mark", "prep", "advmod") and c.i < verb.i for c in verb.children)
        if not doing or marked:
            return []
        spent = (c for c in first.children if c.dep_ == "dobj" and c.lemma_ in self.lexicon.words["container"])
        return self.named(t for site in (first, *spent) for t in self.near(site))

    def _met(self, site: Token) -> Iterator[Token]:
        """The persons and countries that stand with an event word, by name."""
        slots = ("obj", "with") if site.pos_ == "VERB" else ("with", "between")
        for found in (t for name in slots for t in grammar.step(site, name)):
            for one in (found, *found.conjuncts):
                if any(self.actors.kind(k) in _PARTIES for k in self.actors.of(one, conjuncts=False)):
                    yield one

    def _fringe(self, token: Token) -> bool:
        return token.lemma_ in self.lexicon.words["fringe"]

    def _at_event(self, token: Token) -> list[Token]:
        return [t for event in grammar.step(token, "of") for t in self.near(event)]
