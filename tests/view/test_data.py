"""What the page is told: every fact, and under every line its words."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import kg
from kg.errors import KgError
from kg.facts import EntityKind
from kg.network import KINDS, network
from kg.rdf.concepts import concepts
from kg.rdf.reading import ArticleRow, EntityRow, Reading
from kg.rdf.terms import EVENTS
from kg.view.data import _CONFLICT, _COOPERATION, LINK_KINDS, NODE_KINDS, _most_connected, page_data
from tests.view.samples import ANA, ARTICLES, BASE, BO, ENTITIES, meeting, reading, role, said


def fact(data: dict[str, Any], sort: str) -> dict[str, Any]:
    found = [each for each in data["facts"] if each["sort"] == sort]
    assert len(found) == 1
    return dict(found[0])


def test_facts_of_the_examples_are_in_the_picture_and_every_edge_has_its_words(examples: list[Path]) -> None:
    graph = kg.build(examples)
    facts = graph.reading().facts
    assert len(facts) > 40
    texts = {article.title: article.text for article in map(kg.read_source, examples)}
    for of in KINDS:
        data = page_data(graph.reading(), of=of)
        assert len(data["facts"]) == len(facts) or of != "all"
        assert data["edges"], of
        for edge in data["edges"]:
            assert edge["facts"], edge
            for number in edge["facts"]:
                shown = data["facts"][number]
                article = data["articles"][shown["article"]]
                assert shown["sentence"] in texts[article["title"]]
                assert shown["marks"]
                for start, end in shown["marks"]:
                    assert shown["sentence"][start:end].strip()


def test_every_fact_that_names_somebody_is_drawn(examples: list[Path]) -> None:
    found = kg.build(examples).reading()
    data = page_data(found)
    drawn = {number for node in data["nodes"] for number in node["facts"]}
    drawn |= {number for edge in data["edges"] for number in edge["facts"]}
    nameless = {i for i, each in enumerate(found.facts) if each.sort == "statement" and not each.entities()}
    assert drawn | nameless == set(range(len(found.facts)))
    assert len(nameless) < len(found.facts) / 10


def test_parallel_edges_stay_apart() -> None:
    data = page_data(reading(said(addressee=BO), said(about=BO), said(stance="praising", about=BO)))
    assert len(data["edges"]) == 3
    assert len({edge["id"] for edge in data["edges"]}) == 3


def test_kinds_are_those_that_the_page_draws() -> None:
    data = page_data(reading())
    assert set(NODE_KINDS) == {*EntityKind, "event"}
    assert {node["group"] for node in data["nodes"]} <= set(NODE_KINDS)
    assert {edge["link"] for edge in data["edges"]} <= set(LINK_KINDS)
    style = (Path(kg.__file__).parent / "view/assets/style.css").read_text("utf-8")
    for kind in (*NODE_KINDS, *LINK_KINDS):
        assert style.count(f"--{kind}:") == 3, f"{kind}: a colour each for light, dark and print"
        assert f".icon.{kind} " in style


@pytest.mark.parametrize(
    ("given", "what", "whom", "to"),
    [
        (said(), "said", None, None),
        (said(addressee=BO), "said to", ["Bo Bérg"], None),
        (said(about=BO), "spoke about", ["Bo Bérg"], None),
        (said(stance="accusing", about=BO), "accused", ["Bo Bérg"], None),
        (said(stance="accusing", about=BO, addressee=ANA), "accused", ["Bo Bérg"], ["Ana Lund"]),
        (said(stance="denying"), "denied", None, None),
        (said(stance="unheard-of"), "said", None, None),
    ],
)
def test_the_head_of_a_statement(given: kg.rdf.reading.FactRow, what: str, whom: list[str], to: list[str]) -> None:
    shown = fact(page_data(reading(given)), "statement")
    assert (shown["what"], shown.get("whom"), shown.get("to")) == (what, whom, to)


def test_a_day_of_its_own_and_one_that_was_reported() -> None:
    data = page_data(reading())
    assert fact(data, "event")["date"] == "2021-05-03"
    assert fact(data, "event")["days"] == ["2021-05-03", "2021-05-03"]
    assert "date" not in fact(data, "role")
    assert fact(data, "role")["days"] == ["2021-05-04", "2021-05-04"]


def test_a_date_that_names_no_day_keeps_its_words() -> None:
    vague = replace(meeting(), edtf=None, first=None, last=None, said="on Friday")
    (event,) = page_data(reading(vague))["facts"]
    assert (event["said"], event.get("date"), event["days"]) == ("on Friday", None, ["2021-05-04", "2021-05-04"])


def test_an_event_says_whether_it_happened() -> None:
    (event,) = page_data(reading(meeting(manner="negated")))["facts"]
    assert event["manner"] == "negated"
    assert "manner" not in page_data(reading(meeting()))["facts"][0]


@pytest.mark.parametrize(
    ("url", "linked"),
    [
        ("https://fjord.example/a?b=c", True),
        ("http://fjord.example", True),
        ("HTTPS://fjord.example", True),
        ("javascript:alert(1)", False),
        (" javascript:alert(1)", False),
        ("data:text/html,<script>alert(1)</script>", False),
        ("//fjord.example", False),
        ("fjord.example", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("http://[", False),
        ("", False),
        (None, False),
    ],
)
def test_only_addresses_of_the_web_become_links(url: str | None, linked: bool) -> None:
    article = ArticleRow(ARTICLES[0].iri, "T", url=url)
    given = Reading((role(),), {row.iri: row for row in ENTITIES}, {article.iri: article})
    assert ("url" in page_data(given)["articles"][0]) is linked


def test_the_title_is_the_articles_or_the_countries() -> None:
    one = Reading((role(),), {row.iri: row for row in ENTITIES}, {ARTICLES[0].iri: ARTICLES[0]})
    assert page_data(one)["title"] == "Chad visits Oslo"
    assert page_data(reading())["title"] == "Chad"
    assert page_data(Reading((), {}, {}))["title"]


def test_days_leave_facts_out() -> None:
    data = page_data(reading(), since="2022-01-01")
    assert {each["sort"] for each in data["facts"]} == {"statement"}
    assert page_data(reading(), until="2021-05-03")["facts"][0]["sort"] == "event"
    assert page_data(reading(), since="2030-01-01")["facts"] == []


def test_a_page_holds_the_most_connected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kg.view.data.MOST", 2)
    data = page_data(reading())
    assert [node["label"] for node in data["nodes"]] == ["Ana Lund", "Bo Bérg"]
    assert data["beyond"] == 3
    drawn = {number for node in data["nodes"] for number in node["facts"]}
    assert drawn == set(range(len(data["facts"])))
    assert {edge["link"] for edge in data["edges"]} == {"to", "about"}
    monkeypatch.undo()
    assert page_data(reading())["beyond"] == 0


def test_the_most_connected_stay_in_the_order_of_the_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """From which the places of a large picture are found: the same each time."""
    monkeypatch.setattr("kg.view.data.MOST", 12)
    people = [f"{BASE}person/{number:02}" for number in range(60)]
    facts = [replace(said(addressee=iri), iri=f"{iri}/statement") for iri in people]
    given = Reading(tuple(facts), {iri: EntityRow(iri, "person", iri) for iri in (ANA, *people)}, {})
    kept = _most_connected(network(given, "statements"))
    assert list(kept) == [*people[:11], ANA]
    assert kept.number_of_edges() == 11


def test_each_class_of_event_is_cooperation_or_conflict() -> None:
    broadest = {iri.removeprefix(EVENTS) for iri in concepts().about if concepts().above(iri) == (iri,)}
    classes = {name for name in broadest if not name.startswith("http")} - {"occurrence"}
    assert {*_COOPERATION, *_CONFLICT} == classes
    assert not {*_COOPERATION} & {*_CONFLICT}


def test_another_network_comes_with_its_own_facts() -> None:
    data = page_data(reading(), of="statements")
    assert {each["sort"] for each in data["facts"]} == {"statement"}
    assert all(node["facts"] for node in data["nodes"])
    assert page_data(reading(role()), of="persons")["facts"] == []


def test_an_unknown_network_is_said() -> None:
    with pytest.raises(KgError, match="countries"):
        page_data(reading(), of="planets")
