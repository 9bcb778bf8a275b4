"""GraphML and GEXF: what other programs read is what the network says, whatever its words."""

from __future__ import annotations

import io
from collections import Counter
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from kg.errors import NetworkError, OutputError
from kg.network import KINDS, network
from kg.network.files import written
from kg.rdf.reading import EntityRow, Reading
from kg.store import Store
from tests import hostile
from tests.network.small import event, reading, role, said
from tests.network.test_graph import store

FORMS = pytest.mark.parametrize("form", ["graphml", "gexf"])
WORDS = st.text(st.characters(), max_size=40)  # lone surrogates and control characters too


def read(data: bytes, form: str) -> nx.MultiDiGraph:
    if form == "gexf":
        return nx.MultiDiGraph(nx.read_gexf(io.BytesIO(data)))
    return nx.read_graphml(io.BytesIO(data), force_multigraph=True)


def edges(graph: nx.MultiDiGraph) -> Counter[str]:
    return Counter(repr((source, target, _plain(edge))) for source, target, edge in graph.edges(data=True))


def _plain(data: dict[str, Any]) -> list[tuple[str, object]]:
    """What a file says of a network's edge; the readers add an id and make weights numbers with a point."""
    values = {name: " ".join(value) if isinstance(value, tuple) else value for name, value in data.items()}
    return sorted({**values, "weight": int(values["weight"])}.items() - {("id", values.get("id"))})


@FORMS
@pytest.mark.parametrize("of", KINDS)
def test_networkx_reads_back_what_was_written(form: str, of: str) -> None:
    graph = store().to_networkx(of)
    again = read(written(graph, form), form)
    assert edges(again) == edges(graph)
    assert {iri: node["facts"].split() for iri, node in again.nodes(data=True)} == {
        iri: list(node["facts"]) for iri, node in graph.nodes(data=True)
    }
    for iri, node in graph.nodes(data=True):
        assert {**again.nodes[iri], "facts": ""} == {**node, "facts": ""}


@FORMS
def test_an_empty_network_is_a_file_too(form: str) -> None:
    again = read(written(network(Reading((), {}, {})), form), form)
    assert len(again) == again.number_of_edges() == 0


@FORMS
def test_each_edge_has_an_id_of_its_own(form: str) -> None:
    """Gephi loses one of two edges that share an id, however far apart."""
    root = etree.fromstring(written(store().to_networkx("all"), form))
    ids = [edge.get("id") for edge in root.iter("{*}edge")]
    assert ids == [str(number) for number in range(len(ids))]


def test_graphml_keys_are_none_that_gephi_takes_for_others() -> None:
    """It reads `d3` as the label of nodes and `d7` as that of edges; `label` and `weight` by their names."""
    keys = list(etree.fromstring(written(store().to_networkx("all"), "graphml")).iter("{*}key"))
    assert len({key.get("id") for key in keys}) == len(keys)
    assert all(key.get("id") == f"{key.get('for')}-{key.get('attr.name')}" for key in keys)
    assert {("node", "label"), ("edge", "label"), ("edge", "weight")} <= {
        (key.get("for"), key.get("attr.name")) for key in keys
    }
    assert {key.get("attr.type") for key in keys} == {"string", "int", "boolean"}


def test_gexf_tells_parallel_edges_apart_by_their_kind() -> None:
    """Else Gephi merges them."""
    whole = reading(said("NO", to="PT"), said("NO", about="PT"), event("visit", by="NO", on="PT"))
    root = etree.fromstring(written(network(whole, "countries"), "gexf"))
    kinds = [edge.get("kind") for edge in root.iter("{*}edge")]
    assert kinds == ["event:visit", "statement:neutral:about", "statement:neutral:addressee"]
    assert [edge.get("weight") for edge in root.iter("{*}edge")] == ["1", "1", "1"]
    assert [edge.get("label") for edge in root.iter("{*}edge")] == ["visit", "spoke about", "said to"]


def test_gexf_does_not_say_when_it_was_written() -> None:
    assert not list(etree.fromstring(written(store().to_networkx(), "gexf")).iter("{*}meta"))


def labelled(text: str) -> nx.MultiDiGraph:
    """A network with the text wherever text can be."""
    made = reading(role("ann", "NO", "", label=text), event("visit", by="ann", on="NO", label=text, edtf=text))
    rows = {iri: EntityRow(iri, row.kind, text, country=row.country) for iri, row in made.entities.items()}
    return network(Reading(made.facts, rows, made.articles))


@FORMS
@given(WORDS)
def test_any_words_make_a_file_that_is_read(form: str, text: str) -> None:
    graph = labelled(text)
    data = written(graph, form)
    etree.fromstring(data)
    again = read(data, form)
    assert list(again) == list(graph)
    assert again.number_of_edges() == graph.number_of_edges()


@FORMS
@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS.keys())
def test_hostile_words_stay_words(form: str, text: str) -> None:
    data = written(labelled(text), form)
    assert [each.tag for each in etree.fromstring(data).iter()] == [
        each.tag for each in etree.fromstring(written(labelled("harmless"), form)).iter()
    ]
    made = Store()
    made.add(hostile.facts(text))
    for of in KINDS:
        assert read(made.serialise(form, of=of), form).number_of_edges() == made.to_networkx(of).number_of_edges()


@FORMS
@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("a & <b> \"c\" 'd' ]]>", "a & <b> \"c\" 'd' ]]>"),
        ("Ægir 🇳🇴 北京 ‏עברית", "Ægir 🇳🇴 北京 ‏עברית"),
        ("nul\x00 esc\x1b[31m", "nul\ufffd esc\ufffd[31m"),
        ("half \ud83d a pair", "half \ufffd a pair"),
        ("\ufffe\uffff", "\ufffd\ufffd"),
        ("two\nlines", "two\nlines"),
        ("${x} {{y}} %s &amp; &#0;", "${x} {{y}} %s &amp; &#0;"),
        ("None", "None"),
    ],
)
def test_words_are_kept_but_for_what_xml_cannot_hold(form: str, text: str, kept: str) -> None:
    assert read(written(labelled(text), form), form).nodes["ann"]["label"] == kept


# ---------------------------------------------------------------- of a store


@FORMS
def test_a_store_writes_the_network_that_is_asked_for(form: str, tmp_path: Path) -> None:
    made = store()
    made.export(tmp_path / f"a.{form}")
    assert (tmp_path / f"a.{form}").read_bytes() == written(made.to_networkx("all"), form)
    made.export(tmp_path / f"b.{form.upper()}", of="countries")
    assert (tmp_path / f"b.{form.upper()}").read_bytes() == written(made.to_networkx("countries"), form)


@FORMS
def test_what_cannot_be_written_leaves_nothing_behind(form: str, tmp_path: Path) -> None:
    with pytest.raises(NetworkError):
        store().export(tmp_path / f"a.{form}", of="nonsense")
    with pytest.raises(OutputError):
        store().export(tmp_path / "nowhere" / f"a.{form}")
    assert list(tmp_path.iterdir()) == []
