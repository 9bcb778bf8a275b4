"""A network in tables."""

from __future__ import annotations

from kg.network import network
from kg.network.summary import (
    EDGE_COLUMNS,
    NODE_COLUMNS,
    community_rows,
    edge_rows,
    node_rows,
    summary,
    ties,
)
from tests.network.small import event, reading, said

FACTS = (
    event("visit", by="NO", on="PT", day="2023-03-10/2023-03-12", iri="v1"),
    event("visit", by="NO", on="PT", day="2021-01-05", iri="v2", article="a2"),
    event("meeting", "NO", "PT", day="2021-01-05"),
    said("PT", about="CL"),
)


def test_the_strongest_edges_come_first_each_with_its_days() -> None:
    rows = edge_rows(ties(network(reading(*FACTS), "countries")))
    assert rows == [
        ("Norway", "visit →", "Portugal", "2", "2021-01-05 – 2023-03-12", "2023-03-17 – 2024-05-14"),
        ("Norway", "meeting —", "Portugal", "1", "2021-01-05", "2023-03-17"),
        ("Portugal", "spoke about →", "Chile", "1", "", "2023-03-17"),
    ]
    assert {len(row) for row in rows} == {len(EDGE_COLUMNS)}


def test_a_summary_counts_facts_not_edges() -> None:
    found = summary(network(reading(*FACTS), "countries"))
    assert (found.name, len(found.nodes), len(found.edges), found.facts) == ("countries", 3, 3, 4)
    assert not found.estimated
    assert node_rows(found.nodes) == [
        ("Portugal", "country", "2", "4", "1.000"),
        ("Norway", "country", "1", "3", "0.000"),
        ("Chile", "country", "1", "1", "0.000"),
    ]
    assert {len(row) for row in node_rows(found.nodes)} == {len(NODE_COLUMNS)}
    assert found.communities == (("Portugal", "Norway", "Chile"),)


def test_a_fact_behind_two_edges_counts_once() -> None:
    assert summary(network(reading(said("NO", to="PT CL")), "countries")).facts == 1


def test_members_of_a_community_that_are_left_out_are_counted() -> None:
    groups = (("A", "B", "C"), ("D", "E"))
    assert community_rows(groups, top=2) == [("3", "A, B, and 1 more"), ("2", "D, E")]
    assert community_rows(groups, top=3) == [("3", "A, B, C"), ("2", "D, E")]


def test_nothing_sums_up_to_nothing() -> None:
    found = summary(network(reading(), "countries"))
    assert (found.nodes, found.edges, found.communities, found.facts) == ((), (), (), 0)
