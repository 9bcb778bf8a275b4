"""The labelled pairs, and that the scores which they gave keep their promise."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

import pytest

from kg.identity.clusters import DOUBTFUL, SAME
from kg.identity.profiles import Occurrence, profile
from kg.identity.scoring import link, weights
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_identity", ROOT / "bench" / "identity.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_pairs_are_many_and_half_of_them_two(bench: ModuleType) -> None:
    pairs = bench.read(bench.GOLD)
    assert len(pairs) >= 150
    assert 0.45 <= sum(pair.same for pair in pairs) / len(pairs) <= 0.55
    assert all(pair.note for pair in pairs)


def test_the_threshold_keeps_its_promise(bench: ModuleType) -> None:
    pairs = bench.read(bench.GOLD)
    weighed = weights()
    scored = [(pair.same, bench.score(pair, weighed)) for pair in pairs]
    sure = [same for same, score in scored if score >= SAME]
    assert sum(sure) / len(sure) >= 0.98
    assert sum(sure) / sum(same for same, _ in scored) >= 0.75
    none = [same for same, score in scored if score < DOUBTFUL]
    assert sum(none) / len(none) <= 0.05


def test_pairs_that_are_the_same_are_compared(bench: ModuleType) -> None:
    assert [pair.note for pair in bench.read(bench.GOLD) if pair.same and not bench.compared(pair)] == []


def test_weights_in_the_repository_are_those_of_the_pairs(bench: ModuleType) -> None:
    found, kept = bench.fit(bench.read(bench.GOLD)), weights()
    for group, values in kept.items():
        assert found[group] == pytest.approx(dict(values), abs=0.05)


def someone(key: str, label: str, **more: object) -> Occurrence:
    return Occurrence(key, "person", (label,), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (someone("x", "Jane Roe", known=True), someone("y", "Jane Roe", known=True)),
        (someone("x", "Roe"), someone("y", "Roe")),
        (someone("x", "Jane Roe"), Occurrence("y", "place", ("Jane Roe",))),
        (someone("x", "Jane Roe"), someone("y", "Per Dahl")),
    ],
)
def test_what_is_never_linked(a: Occurrence, b: Occurrence) -> None:
    assert link(profile([a]), profile([b])) is None


def test_more_in_common_never_lowers_a_score() -> None:
    norway, office = frozenset({"country/NO"}), frozenset({("ambassador", "country/NO")})
    known = frozenset({"person/z"})
    other = profile([someone("y", "Sergey Lavrov", countries=norway, offices=office, year=2000, company=known)])
    steps = [
        someone("x", "Sergei Lavrov", year=1970),
        someone("x", "Sergei Lavrov", year=1999),
        someone("x", "Sergei Lavrov", year=1999, countries=norway),
        someone("x", "Sergei Lavrov", year=1999, countries=norway, offices=office),
        someone("x", "Sergei Lavrov", year=1999, countries=norway, offices=office, company=known),
        someone("x", "Sergey Lavrov", year=1999, countries=norway, offices=office, company=known),
    ]
    scores = [found.score for step in steps if (found := link(profile([step]), other))]
    assert len(scores) == len(steps)
    assert scores == sorted(scores)
