"""The formats beside Turtle: JSON-LD, CSV, what is materialised; and Turtle in other people's tools."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from rdflib import Graph

from kg.article import Article
from kg.facts import Entity, EntityKind, Event, Evidence, Facts, Span
from kg.rdf.table import COLUMNS
from kg.resources import ontology
from kg.store import Store
from tests import sample


@pytest.fixture(scope="module")
def made() -> Store:
    store = Store()
    for facts in sample.every():
        store.add(facts)
    return store


def test_turtle_loads_elsewhere_with_the_same_number_of_triples(made: Store, tmp_path: Path) -> None:
    path = tmp_path / "graph.ttl"
    made.export(path)
    assert len(Store.load(path)) == len(Graph().parse(path)) == len(made)
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is not installed (Debian: raptor2-utils)")
    said = subprocess.run([rapper, "-c", "-i", "turtle", str(path)], capture_output=True, text=True, check=True).stderr
    assert re.findall(r"returned (\d+) triples", said) == [str(len(made))]


def test_turtle_has_sorted_prefixes_and_subjects(made: Store) -> None:
    lines = made.serialise("ttl").decode().splitlines()
    prefixes = [line for line in lines if line.startswith("@prefix")]
    assert prefixes == sorted(prefixes)
    assert "@prefix country: <https://w3id.org/dkg/id/country/> ." in prefixes
    assert "country:FR a dkg:Country ;" in lines


# -- JSON-LD ------------------------------------------------------------------------------------


def test_json_ld_is_the_same_graph_in_rdflib(made: Store) -> None:
    assert set(Graph().parse(made.serialise("jsonld"), format="json-ld")) == set(made.to_rdflib())


def test_json_ld_reads_well(made: Store) -> None:
    nodes = {node["id"]: node for node in json.loads(made.serialise("jsonld"))["@graph"]}
    assert nodes["country/FR"] == {
        "id": "country/FR",
        "type": "Country",
        "label": "France",
        "prefLabel": "France",
        "altLabel": ["France", "French"],
        "sameAs": "http://www.wikidata.org/entity/Q142",
        "isoCode": "FR",
    }
    (meeting,) = [node for node in nodes.values() if node.get("eventType") == "events:meeting"]
    assert meeting["modality"] == "Asserted"
    assert meeting["confidence"] == "0.9"
    position, quote = nodes[meeting["trigger"]]["selector"]
    assert (position["type"], quote["type"], quote["exact"]) == ("Position", "Quote", "met")
    assert position["end"] - position["start"] == 3


# -- CSV ----------------------------------------------------------------------------------------


def table(store: Store) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(store.serialise("csv").decode("utf-8"), newline="")))


def test_a_row_for_every_fact(made: Store) -> None:
    rows = table(made)
    assert len(rows) == sum(len(list(facts)) for facts in sample.every())
    assert tuple(rows[0]) == COLUMNS
    assert all(row["sentence"] and row["words"] and row["rule"] and row["article"] for row in rows)


def test_the_columns_of_each_kind(made: Store) -> None:
    rows = {row["rule"]: row for row in table(made)}
    assert {name: rows["summit"][name] for name in ("kind", "who", "what", "date", "place", "how", "published")} == {
        "kind": "event",
        "who": "France; Norway",
        "what": "summit",
        "date": "2021-06",
        "place": "Paris",
        "how": "planned",
        "published": "2021-05-10",
    }
    assert (rows["said"]["who"], rows["said"]["what"], rows["said"]["how"]) == (
        "Jean Morel",
        "Dahl; will never sign",
        "mixed; neutral",
    )
    assert (rows["accuse"]["whom"], rows["ambassador"]["whom"]) == ("Norway", "Norway")


def test_the_columns_are_documented() -> None:
    text = (ontology().parent / "docs" / "ontology.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in COLUMNS)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_no_cell_is_a_formula(start: str) -> None:
    words = f"{start}cmd|' /C calc'!A0 met"
    article = Article(words, title=words)
    evidence = Evidence(article.id, (Span(0, 8),), Span(0, len(words)), "meet")
    who = Entity("person/x", words, EntityKind.PERSON)
    store = Store()
    store.add(Facts(article, (who,), events=(Event("meeting", (Span(0, 8),), evidence, participants=(who.key,)),)))
    (row,) = table(store)
    for name in ("title", "who", "words", "sentence"):
        assert row[name].startswith(f"'{start}")


# -- materialised -------------------------------------------------------------------------------


def test_materialised_types_and_properties(made: Store) -> None:
    graph = Graph().parse(made.serialise("ttl", materialise=True))
    ask = "PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/> PREFIX org: <http://www.w3.org/ns/org#> ASK "
    assert graph.query(ask + "{ ?e a sem:Event ; sem:hasActor ?a ; sem:hasPlace ?p ; sem:eventType ?t }").askAnswer
    assert graph.query(ask + "{ ?r a org:Membership ; org:member ?p ; org:role ?o }").askAnswer
    assert set(made.to_rdflib()) < set(graph)


def test_materialised_facts_stay_in_their_graph(made: Store, tmp_path: Path) -> None:
    made.export(tmp_path / "more.trig", materialise=True)
    graphs = {str(quad.graph_name) for quad in Store.load(tmp_path / "more.trig").quads()}
    assert graphs == {str(quad.graph_name) for quad in made.quads()}


def test_the_plain_export_infers_nothing(made: Store) -> None:
    assert b"semanticweb.cs.vu.nl" not in made.serialise("ttl")
