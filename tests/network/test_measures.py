"""Who is central, which groups hold together, what came when."""

from __future__ import annotations

import networkx as nx
import pytest

from kg.network import measures, network
from kg.network.measures import centrality, communities, estimated, timeline
from kg.rdf.reading import Reading
from tests.commands import printed
from tests.network.small import event, reading, role, said


def joined(*pairs: str) -> nx.MultiDiGraph:
    """A network of these pairs, `ab` for a -> b, each joined as often as it stands there."""
    graph = nx.MultiDiGraph(name="test")
    for name in sorted(set("".join(pairs))):
        graph.add_node(name, label=name.upper(), kind="person")
    for number, pair in enumerate(pairs):
        graph.add_edge(pair[0], pair[-1], key=number, weight=1, facts=(f"f{number}",))
    return graph


def test_centrality_puts_the_middle_first() -> None:
    rows = centrality(joined("ab", "cb", "bd", "bd"))
    assert [(r.iri, r.label, r.kind, r.degree, r.weighted, r.betweenness) for r in rows] == [
        ("b", "B", "person", 3, 4, 1.0),
        ("d", "D", "person", 1, 2, 0.0),
        ("a", "A", "person", 1, 1, 0.0),
        ("c", "C", "person", 1, 1, 0.0),
    ]


def test_both_directions_are_one_pair() -> None:
    assert [(r.degree, r.weighted) for r in centrality(joined("ab", "ba"))] == [(1, 2), (1, 2)]


def test_weights_add_up() -> None:
    graph = network(
        reading(said("ann", to="rui"), event("visit", "ann", "rui"), event("visit", "rui", "ann")), "persons"
    )
    assert [(r.label, r.degree, r.weighted) for r in centrality(graph)] == [("Ann", 1, 3), ("Rui", 1, 3)]


@pytest.mark.parametrize("pairs", [(), ("a",)])
def test_a_network_of_none_or_one_has_its_measures(pairs: tuple[str, ...]) -> None:
    graph = nx.MultiDiGraph(name="test")
    graph.add_nodes_from(pairs, label="A", kind="person")
    assert [(r.degree, r.betweenness) for r in centrality(graph)] == [(0, 0.0)] * len(pairs)
    assert communities(graph) == ()


def test_communities_come_the_biggest_first_without_the_lonely() -> None:
    graph = joined("ab", "bc", "ca", "xy", "yx", "cx", "mn", "op", "pq", "qo", "oq", "pr", "ro")
    graph.add_node("z", label="Z", kind="person")
    assert communities(graph) == (tuple("opqr"), tuple("abc"), tuple("mn"), tuple("xy"))


def test_a_large_network_is_estimated_and_each_time_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    graph = joined(*(a + b for a, b in zip("abcdefghij", "bcdefghija", strict=True)), "aj", "ae")
    exact = centrality(graph)
    assert not estimated(graph)
    monkeypatch.setattr(measures, "STEPS", 100)
    monkeypatch.setattr(measures, "_FEWEST", 2)
    assert estimated(graph)
    assert centrality(graph) == centrality(graph) != exact
    assert {row.iri for row in centrality(graph)} == set("abcdefghij")


def test_the_same_under_any_hash_seed() -> None:
    code = (
        "import networkx as nx; from kg.network.measures import centrality, communities\n"
        "graph = nx.MultiDiGraph(name='x')\n"
        "for n in range(60): graph.add_node(f'n{n}', label=str(n), kind='person')\n"
        "for n in range(150): graph.add_edge(f'n{n * 7 % 60}', f'n{n * n % 53}', weight=n % 3 + 1)\n"
        "print(centrality(graph), communities(graph))"
    )
    runs = [printed(code, PYTHONHASHSEED=seed) for seed in ("0", "7")]
    assert runs[0] == runs[1] != b""


def test_the_timeline_goes_by_the_fact_s_own_day_else_by_the_report_s() -> None:
    facts = (
        said("ann", to="rui"),
        event("visit", "ann", day="2023-03-01/2023-03-05", manner="planned"),
        role("ann", "NO", day="2019-02-02", label="foreign minister"),
        event("talks", "rui", article="nowhere"),
    )
    rows = timeline(reading(*facts))
    assert [(r.day, r.last, r.own, r.sort, r.label, r.who, r.article) for r in rows] == [
        ("2019-02-02", "2019-02-02", True, "role", "foreign minister", ("Ann", "Norway"), "Cod"),
        ("2023-03-01", "2023-03-05", True, "event", "planned visit", ("Ann",), "Cod"),
        ("2023-03-17", "2023-03-17", False, "statement", "neutral", ("Ann", "Rui"), "Cod"),
        ("", "", False, "event", "talks", ("Rui",), ""),
    ]
    assert {r.fact for r in rows} == {fact.iri for fact in facts}


def test_a_graph_without_facts_has_no_timeline() -> None:
    assert timeline(Reading((), {}, {})) == ()
