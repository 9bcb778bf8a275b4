"""Hostile text stays text: every string of `tests.hostile` in every place, through every output."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
from functools import cache
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from kg.article import Article
from kg.rdf.write import quads
from kg.store import Store
from tests import hostile

TEXTS = pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS.keys())
TRIPLES = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld"}
QUADS = {"trig": "trig", "nq": "nquads"}
_READ = {
    "ttl": RdfFormat.TURTLE,
    "nt": RdfFormat.N_TRIPLES,
    "jsonld": RdfFormat.JSON_LD,
    "trig": RdfFormat.TRIG,
    "nq": RdfFormat.N_QUADS,
}


@cache
def made(text: str) -> Store:
    store = Store()
    store.add(hostile.facts(text))
    return store


@cache
def file(text: str, suffix: str, *, materialise: bool = False) -> bytes:
    return made(text).serialise(suffix, materialise=materialise)


def counted(suffix: str, *, materialise: bool = False) -> int:
    """How many statements a reader finds where the words are harmless."""
    return len(set(parse(file(hostile.HARMLESS, suffix, materialise=materialise), format=_READ[suffix])))


# ---------------------------------------------------------------- the graph


def test_the_table_has_each_string_once() -> None:
    assert len(set(hostile.TEXTS.values())) == len(hostile.TEXTS)


@TEXTS
def test_the_graph_holds_the_words_as_they_are(text: str) -> None:
    said = hostile.held(text)
    found = quads(hostile.facts(text))
    literals = [quad.object.value for quad in found if isinstance(quad.object, Literal)]
    assert literals.count(said) >= 10
    assert len(found) == len(quads(hostile.facts(hostile.HARMLESS)))
    assert {quad for quad in made(text).quads() if quad.graph_name == found[0].graph_name} == set(found)


@TEXTS
def test_an_article_keeps_its_description(text: str) -> None:
    """Title, publisher and address are kept but for what no file can hold, and make an identity."""
    given = Article("Words.", title=text, publisher=text, url=text)
    kept = text.replace("\x00", "").encode("utf-8", "replace").decode()
    assert (given.title, given.publisher, given.url) == (kept, kept, kept)
    assert given.id == Article("Other words.", url=text).id != Article("Words.").id


@TEXTS
def test_an_article_is_replaced_and_removed(text: str) -> None:
    """Both go through an update in SPARQL, as text."""
    store = Store()
    first, second = hostile.facts(text), hostile.facts(hostile.HARMLESS, number=1)
    store.add(first)
    store.add(second)
    before = store.lines(named=True)
    for keep_text in (True, False):
        store.add(first, keep_text=keep_text)
    assert store.lines(named=True) == before
    store.remove(first.article.id)
    alone = Store()
    alone.add(second)
    assert store.lines(named=True) == alone.lines(named=True)


@TEXTS
@pytest.mark.parametrize("suffix", TRIPLES)
def test_files_of_triples_say_the_same_to_all(text: str, suffix: str) -> None:
    data, store = file(text, suffix), made(text)
    read = list(parse(data, format=_READ[suffix]))
    assert {quad.triple for quad in read} == set(store.triples())
    assert len(set(read)) == counted(suffix)
    assert set(rdflib.Graph().parse(data, format=TRIPLES[suffix])) == set(store.to_rdflib())


@TEXTS
@pytest.mark.parametrize("suffix", QUADS)
def test_files_of_quads_say_the_same_to_all(text: str, suffix: str) -> None:
    data, store = file(text, suffix), made(text)
    read = list(parse(data, format=_READ[suffix]))
    assert set(read) == set(store.quads())
    assert len(set(read)) == counted(suffix)
    assert set(rdflib.Dataset().parse(data, format=QUADS[suffix]).quads()) == set(store.to_rdflib_dataset().quads())


@TEXTS
def test_the_materialised_graph_says_no_more_than_of_harmless_words(text: str) -> None:
    read = set(parse(file(text, "nq", materialise=True), format=RdfFormat.N_QUADS))
    assert read > set(made(text).quads())
    assert len(read) == counted("nq", materialise=True)


@pytest.mark.parametrize("suffix", ["ttl", "nt", "trig", "nq"])
def test_rapper_reads_the_same(suffix: str, tmp_path: Path) -> None:
    rapper = shutil.which("rapper")
    if rapper is None:
        pytest.skip("rapper is not installed (Debian: raptor2-utils)")
    form = {"ttl": "turtle", "nt": "ntriples", "trig": "trig", "nq": "nquads"}[suffix]
    for number, (name, text) in enumerate(hostile.TEXTS.items()):
        if name == hostile.NO_CHARACTERS:
            continue
        path = tmp_path / f"{number}.{suffix}"
        path.write_bytes(file(text, suffix))
        command = [rapper, "-q", "-i", form, "-o", "ntriples", str(path)]
        done = subprocess.run(command, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b""), name
        read = {quad.triple for quad in parse(done.stdout, format=RdfFormat.N_TRIPLES)}
        assert read == {quad.triple for quad in parse(path.read_bytes(), format=_READ[suffix])}, name


@TEXTS
def test_no_address_becomes_a_node(text: str) -> None:
    """Nor anything else: what stands in the place of an IRI begins with our base or a vocabulary's."""
    known = {node for quad in quads(hostile.facts(hostile.HARMLESS)) for node in quad if isinstance(node, NamedNode)}
    spaces = {node.value.rpartition("/")[0].rpartition("/0/")[0] for node in known}
    for quad in made(text).quads():
        for node in quad:
            assert (
                not isinstance(node, NamedNode)
                or node.value.startswith("https://w3id.org/dkg/")
                or (any(node.value.startswith(space) for space in spaces))
            )


# ---------------------------------------------------------------- tables


def unmarked(cell: str) -> str:
    """What a cell says: the apostrophe before a formula is ours."""
    return cell[1:] if cell[:1] == "'" and cell.lstrip("'")[:1] in tuple("=+-@\t\r\n＝＋－＠") else cell


@TEXTS
def test_csv_is_a_row_for_every_fact_and_no_formula(text: str) -> None:
    said = hostile.held(text)
    table = list(csv.reader(io.StringIO(file(text, "csv").decode("utf-8"), newline=""), strict=True))
    assert [len(row) for row in table] == [17] * 5
    for cell in (cell for row in table for cell in row):
        assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
    rows = [dict(zip(table[0], map(unmarked, row), strict=True)) for row in table[1:]]
    assert [row["kind"] for row in rows] == ["event", "role", "role", "statement"] or len(rows) == 4
    for row in rows:
        assert row["who"] == said and row["title"] == Article("x", title=text).title and said in row["sentence"]
