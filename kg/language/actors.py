"""From tokens to entities: the one door by which extractors ask who or where a phrase is."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from kg.facts import Entity, EntityKind, Form, Mention, Span
from kg.language import state

_CONJUNCTS = frozenset({"conj"})


class Actors:
    """Index of a Doc's mentions by the token that heads them; built once per Doc.

    Everything is answered with entity keys, in text order, distinct.
    """

    def __init__(self, doc: Doc) -> None:
        self.entities: dict[str, Entity] = {e.key: e for e in state.entities(doc)}
        columns = state.columns(doc)
        self._mentions = sorted(state.mentions(doc), key=lambda m: m.span.start)
        self._starts = [m.span.start for m in self._mentions]
        self._head: dict[int, list[Mention]] = {}
        self._cover: dict[int, Mention] = {}
        for m in state.mentions(doc):
            start = bisect_left(columns.begin, m.span.start)
            tokens = columns.tokens[start : bisect_left(columns.begin, m.span.end, lo=start)]
            if not tokens:
                continue
            for t in tokens:
                held = self._cover.get(t.i)
                if held is None or (held.span.end - held.span.start) > (m.span.end - m.span.start):
                    self._cover[t.i] = m
            self._head.setdefault(_root(tokens).i, []).append(m)

    def mention(self, token: Token) -> Mention | None:
        """The shortest mention that covers the token."""
        return self._cover.get(token.i)

    def within(self, span: Span) -> Iterator[Mention]:
        """The mentions that stand wholly in a stretch of the text, in text order."""
        first = bisect_left(self._starts, span.start)
        for m in self._mentions[first : bisect_left(self._starts, span.end, lo=first)]:
            if m.span.end <= span.end:
                yield m

    def headed(self, token: Token) -> tuple[Mention, ...]:
        """The mentions whose head the token is (several for `both politicians`)."""
        return tuple(self._head.get(token.i, ()))

    def of(self, token: Token, *, conjuncts: bool = True) -> tuple[str, ...]:
        """Who the noun phrase headed by the token is: actors, as keys; () where nobody is known.

        A place is no actor; a capital or seat as actor is a metonym mention of its country.
        """
        out: dict[str, None] = {}
        for one in self._listed(token) if conjuncts else (token,):
            for m in self._head.get(one.i, ()):
                if self.entities[m.entity].kind is not EntityKind.PLACE:
                    out[m.entity] = None
        return tuple(out)

    def places(self, token: Token, *, conjuncts: bool = True) -> tuple[str, ...]:
        """What place the noun phrase headed by the token is: places and countries, as keys."""
        out: dict[str, None] = {}
        for one in self._listed(token) if conjuncts else (token,):
            for m in self._head.get(one.i, ()):
                known = self.entities[m.entity].kind in (EntityKind.PLACE, EntityKind.COUNTRY)
                if known and m.form is not Form.PRONOUN:
                    out[m.entity] = None
        return tuple(out)

    def _listed(self, token: Token) -> Iterator[Token]:
        """The token and all that are coordinated with it, in text order; a list may be longer than calls can nest."""
        waiting = [token]
        while waiting:
            one = waiting.pop()
            yield one
            waiting.extend(reversed([c for c in one.children if c.dep_ in _CONJUNCTS or self._next_country(one, c)]))

    def _next_country(self, one: Token, other: Token) -> bool:
        """`Peru, the United Arab Emirates and Chile`: a country beside a country is the next of a list."""
        if other.dep_ != "appos" or not any(c.dep_ in _CONJUNCTS for c in other.children):
            return False
        return all(
            any(self.entities[m.entity].kind is EntityKind.COUNTRY for m in self._head.get(t.i, ()))
            for t in (one, other)
        )

    def kind(self, key: str) -> EntityKind:
        return self.entities[key].kind


def _root(tokens: list[Token]) -> Token:
    """The token of the stretch that all others hang from (the last, where several do)."""
    inside = {t.i for t in tokens}
    roots = [t for t in tokens if t.head.i not in inside or t.head.i == t.i]
    return roots[-1] if roots else tokens[-1]
