"""From links and decisions to who is one: whatever order they come in, and never two who can't be."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import pytest

from kg.identity.clusters import SAME, Clusters, clustered, told_apart
from kg.identity.records import Decision, Link, Parting, Standing, Verdict

YES, NO, OPEN = Verdict.SAME, Verdict.NOT_SAME, Verdict.UNDECIDED


def link(pair: str, score: float = 0.97) -> Link:
    return Link(pair[0], pair[1], score, "spelling", "")


def decided(*what: tuple[str, Verdict]) -> list[Decision]:
    return [Decision(i, verdict, tuple(pair)) for i, (pair, verdict) in enumerate(what, 1)]


def run(
    links: list[Link], decisions: Sequence[Decision] = (), standing: Mapping[str, Standing] = MappingProxyType({})
) -> Clusters:
    return clustered(links, decisions, standing=lambda entity: standing.get(entity, Standing()))


def groups(found: Clusters) -> set[str]:
    out: dict[str, str] = {}
    for entity, name in sorted(found.name.items()):
        out[name] = out.get(name, "") + entity
    return set(out.values())


@pytest.mark.parametrize(
    ("links", "decisions", "expected", "doubtful"),
    [
        ([link("ab")], [], {"ab"}, 0),
        ([link("ab", SAME)], [], {"ab"}, 0),
        ([link("ab", SAME - 0.01)], [], set(), 1),
        ([link("ab"), link("bc"), link("ac", 0.6)], [], {"abc"}, 0),
        # b is like a and like c, who are nothing alike
        ([link("ab"), link("bc")], [], set(), 2),
        ([link("ab"), link("bc", 0.91)], [], {"ab"}, 1),
        # decisions outweigh links
        ([link("ab")], decided(("ab", NO)), set(), 0),
        ([link("ab")], decided(("ab", OPEN)), set(), 1),
        ([], decided(("ab", YES)), {"ab"}, 0),
        ([link("ab", 0.5)], decided(("ab", YES)), {"ab"}, 0),
        # the last holds
        ([], decided(("ab", YES), ("ab", NO)), set(), 0),
        ([], decided(("ab", NO), ("ab", YES)), {"ab"}, 0),
        # what the user made one is one for links
        ([link("bc")], decided(("ab", YES)), {"abc"}, 0),
        # and one who isn't a stays apart from all of a
        ([link("ab"), link("bc"), link("ac")], decided(("ac", NO)), set(), 2),
        # a link that a decision forbids stands in no other's way
        ([link("ab"), link("bc"), link("ac")], decided(("ab", NO), ("ac", NO)), {"bc"}, 0),
    ],
)
def test_who_is_one(links: list[Link], decisions: list[Decision], expected: set[str], doubtful: int) -> None:
    for seed in range(5):
        mixed, said = list(links), list(decisions)
        random.Random(seed).shuffle(mixed)
        random.Random(seed).shuffle(said)
        found = run(mixed, said)
        assert groups(found) == expected
        assert len(found.doubtful) == doubtful


def test_two_published_identities_are_never_one_by_links() -> None:
    known = {"a": Standing(("Q1",)), "c": Standing(("Q2",))}
    assert groups(run([link("ab"), link("ac"), link("bc", 0.91)], [], known)) == {"ab"}
    assert groups(run([], decided(("ac", YES)), known)) == {"ac"}


def test_a_surname_alone_joins_one_of_several_only() -> None:
    bare = {"r": Standing(bare=True), "s": Standing(bare=True)}
    assert groups(run([link("ar"), link("as")], [], bare)) == {"ars"}
    assert groups(run([link("ar"), link("br")], [], bare)) == set()
    assert groups(run([link("ar", 0.97), link("br", 0.91)], [], bare)) == {"ar"}


def test_what_stands_for_all_is_published_then_full_then_most_used_then_first() -> None:
    pair = [link("ab")]
    assert run(pair).name == {"a": "a", "b": "a"}
    assert run(pair, [], {"b": Standing(articles=2), "a": Standing(articles=1)}).name == {"a": "b", "b": "b"}
    assert run(pair, [], {"b": Standing(("Q1",), 1), "a": Standing((), 9)}).name == {"a": "b", "b": "b"}
    assert run(pair, [], {"a": Standing(articles=2, initial=True)}).name == {"a": "b", "b": "b"}
    assert run(pair, [], {"a": Standing(articles=2, bare=True)}).name == {"a": "b", "b": "b"}
    assert run(pair, [], {"b": Standing(("Q1",), initial=True)}).name == {"a": "b", "b": "b"}


def test_namesakes_are_told_apart_per_article() -> None:
    roe, articles = "x/person/roe", ("x/article/1", "x/article/2")
    apart = Decision(1, NO, (roe,), articles)
    assert told_apart([apart]) == {(articles[0], roe): "x/person/1-roe", (articles[1], roe): "x/person/2-roe"}
    assert told_apart([apart, Decision(2, YES, (roe,), articles)]) == {}
    parting = Parting(roe, articles, "")
    assert told_apart([], [parting]) == {(article, roe): "x/person/1-roe" for article in articles}
    assert told_apart([apart], [parting]) == told_apart([apart])
