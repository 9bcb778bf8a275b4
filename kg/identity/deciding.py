"""A user's words into decisions: which entities are meant, whether they can be one, what is recorded."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import cast

from pyoxigraph import Literal, NamedNode

from kg.errors import IdentityError
from kg.identity.clusters import in_force
from kg.identity.identities import Identities
from kg.identity.listing import Listed, key_of, listed
from kg.identity.records import Decision, Verdict
from kg.rdf import terms as t
from kg.rdf.iris import quoted
from kg.rdf.merged import DEFAULT
from kg.rdf.terms import dkg

_MOST_SHOWN = 8


def decide(of: Identities, action: str, names: Sequence[str]) -> Decision:
    """Record a decision (merge, split, leave) or take back the last (undo); gives the first that was recorded.

    Raises:
        IdentityError: a name leads to none or to several, or they can't be one.
    """
    before = of.decisions()
    if action == "undo":
        if not before:
            raise IdentityError("there is no decision to take back")
        last = before[-1].number
        of.decide([each for each in before if each.number < last])
        return next(each for each in before if each.number == last)
    number = before[-1].number + 1 if before else 1
    every = listed(of)
    meant = [find(each, every, of) for each in names]
    new = _ACTIONS[action](of, number, meant)
    of.decide([*before, *new])
    return new[0]


def find(text: str, every: Sequence[Listed], of: Identities) -> tuple[Listed, str]:
    """The entity that a user means, by IRI, key, Wikidata id or name, and the IRI meant: its own or of one merged in.

    Raises:
        IdentityError: there is none of that name, or several.
    """
    bare = text.strip().removeprefix("<").removesuffix(">")
    key = bare.removeprefix(of.base)
    for wanted in dict.fromkeys((key, quoted(key))):
        for each in every:
            if wanted == each.key or wanted in each.members:
                return each, of.base + wanted
    low = " ".join(bare.casefold().split())
    tests = (
        lambda each: each.wikidata == bare,
        lambda each: each.label == bare,
        lambda each: each.label.casefold() == low,
        lambda each: low in (form.casefold() for form in each.forms),
    )
    for test in tests:
        found = [each for each in every if test(each)]
        if len(found) == 1:
            return found[0], _bearer(low, found[0], of)
        if found:
            raise IdentityError(f"{text!r} names several: {_candidates(found)}; give one by its key")
    near = [each for each in every if low and low in each.label.casefold()]
    hint = f"; did you mean {_candidates(near)}?" if near else "; `kg entities SOURCE` lists what there is"
    raise IdentityError(f"nothing in the graph is called {text!r}{hint}")


def _bearer(low: str, entity: Listed, of: Identities) -> str:
    """The one of those merged that alone bears the name, else what stands for all."""
    bearers = [
        iri
        for iri in _iris(of, entity)
        if any(
            cast(Literal, quad.object).value.casefold() == low
            for naming in (t.LABEL, t.ALT_LABEL)
            for quad in of.store.quads_for_pattern(NamedNode(iri), naming, None, None)
            if quad.graph_name != DEFAULT
        )
    ]
    return bearers[0] if len(entity.members) > 1 and len(bearers) == 1 else entity.iri


def _candidates(found: Sequence[Listed]) -> str:
    shown = ", ".join(f"{each.label} ({each.key})" for each in found[:_MOST_SHOWN])
    return f"{shown} and {len(found) - _MOST_SHOWN} more" if len(found) > _MOST_SHOWN else shown


Meant = Sequence[tuple[Listed, str]]


def _merge(of: Identities, number: int, meant: Meant) -> list[Decision]:
    (a, first), (b, second) = meant
    if first == second:
        raise IdentityError(f"{a.label} ({a.key}) is one entity already")
    if a.iri == b.iri:
        return [Decision(number, Verdict.SAME, tuple(sorted((first, second))))]
    if a.kind != b.kind or a.kind in ("country", "group"):
        raise IdentityError(f"{a.label} ({a.key}) and {b.label} ({b.key}) can't be one: {_unlike(a, b)}")
    pairs, _apart = in_force(of.decisions())
    between = {frozenset(both) for both in product(_iris(of, a), _iris(of, b))}
    against = [pair for pair in between if pairs.get(pair, Verdict.SAME) is not Verdict.SAME]
    every = {frozenset((a.iri, b.iri)), *against}
    return [Decision(number, Verdict.SAME, tuple(sorted(pair))) for pair in sorted(every, key=sorted)]


def _unlike(a: Listed, b: Listed) -> str:
    if a.kind != b.kind:
        return f"one is a {a.kind}, the other a {b.kind}"
    return "a group belongs to its article" if a.kind == "group" else "countries are told apart by their codes"


def _split(of: Identities, number: int, meant: Meant) -> list[Decision]:
    a, named = meant[0]
    if len(meant) == 2:
        other = meant[1][1]
        if named == other:
            raise IdentityError(f"{a.label} ({a.key}) is given twice")
        return [_apart(number, named, other)]
    if len(a.members) > 1:
        return [_apart(number, named, other) for other in _iris(of, a) if other != named]
    articles = _articles(of, a.iri)
    if len(articles) < 2:
        raise IdentityError(f"{a.label} ({a.key}) can't be split: nothing is merged into it, and one article names it")
    return [Decision(number, Verdict.NOT_SAME, (a.iri,), tuple(articles))]


def _apart(number: int, a: str, b: str) -> Decision:
    first, second = sorted((a, b))
    return Decision(number, Verdict.NOT_SAME, (first, second))


def _leave(_of: Identities, number: int, meant: Meant) -> list[Decision]:
    (a, first), (b, second) = meant
    if first == second:
        raise IdentityError(f"{a.label} ({a.key}) is given twice")
    pair = (first, second) if a.iri == b.iri else (a.iri, b.iri)
    return [Decision(number, Verdict.UNDECIDED, tuple(sorted(pair)))]


_ACTIONS = {"merge": _merge, "split": _split, "leave": _leave}


def _iris(of: Identities, entity: Listed) -> list[str]:
    """Those that it stands for."""
    return [of.base + key for key in entity.members]


def _articles(of: Identities, entity: str) -> list[str]:
    """The articles that name it, sorted."""
    found = of.store.quads_for_pattern(None, dkg("mentions"), NamedNode(entity), None)
    return sorted({cast(NamedNode, quad.subject).value for quad in found if quad.subject == quad.graph_name})


def told(decision: Decision, base: str) -> str:
    """A decision in words.

    >>> told(Decision(1, Verdict.SAME, ("https://e.org/person/a", "https://e.org/person/b")), "https://e.org/")
    'person/a and person/b are the same'
    """
    keys = [key_of(each, base) for each in decision.entities]
    if len(keys) == 1:
        return f"{keys[0]} is not the same in {len(decision.articles)} articles"
    verdict = {
        Verdict.SAME: "are the same",
        Verdict.NOT_SAME: "are not the same",
        Verdict.UNDECIDED: "are left undecided",
    }[decision.verdict]
    return f"{keys[0]} and {keys[1]} {verdict}"
