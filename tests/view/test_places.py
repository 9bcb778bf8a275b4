"""Places of large pictures."""

from __future__ import annotations

import itertools
import math
from importlib import resources

import networkx as nx
import pytest

from kg.view.places import LARGE, places


def graph(kind: str, nodes: int) -> nx.MultiDiGraph:
    """Nodes around a hub, or in a row, or each alone."""
    made = nx.MultiDiGraph()
    made.add_nodes_from(f"n{i:04}" for i in range(nodes))
    for i in range(1, nodes):
        if kind != "alone":
            made.add_edge(f"n{i:04}", "n0000" if kind == "star" else f"n{i - 1:04}", weight=1)
    return made


@pytest.mark.parametrize("kind", ["star", "row", "alone"])
def test_each_has_a_place_and_nobody_covers_another(kind: str) -> None:
    drawn = graph(kind, LARGE + 30)
    found = places(drawn)
    assert found.keys() == set(drawn.nodes)
    assert min(math.dist(a, b) for a, b in itertools.combinations(found.values(), 2)) > 40


def test_the_same_each_time() -> None:
    assert places(graph("row", LARGE + 30)) == places(graph("row", LARGE + 30))


def test_the_script_has_the_same_number() -> None:
    script = (resources.files("kg.view") / "assets" / "picture.js").read_text("utf-8")
    assert f"const MANY = {LARGE};" in script


def test_a_small_picture_is_laid_out_by_the_browser() -> None:
    assert places(graph("star", LARGE)) == {}
