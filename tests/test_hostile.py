"""Hostile text stays text: every string of `tests.hostile` in every place, through every output."""

from __future__ import annotations

import csv
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from typing import cast
from urllib.parse import urlsplit

import networkx as nx
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html
from pyoxigraph import (
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
)
from spacy.language import Language

from kg import cli, render, terminal
from kg.article import Article
from kg.errors import IriError, QueryError
from kg.facts import Facts
from kg.network import network
from kg.network import summary as summaries
from kg.network.files import written
from kg.network.summary import summary
from kg.pipeline import read_all
from kg.rdf.iris import checked_base
from kg.rdf.terms import PREFIXES
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


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")  # its own readers use what it deprecates
@TEXTS
@pytest.mark.parametrize("suffix", TRIPLES)
def test_files_of_triples_say_the_same_to_all(text: str, suffix: str) -> None:
    data, store = file(text, suffix), made(text)
    read = list(parse(data, format=_READ[suffix]))
    assert {quad.triple for quad in read} == set(store.triples())
    assert len(set(read)) == counted(suffix)
    assert set(rdflib.Graph().parse(data, format=TRIPLES[suffix])) == set(store.to_rdflib())


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
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


@settings(max_examples=60)
@given(st.text(min_size=1, max_size=60).filter(hostile.held))
def test_any_words_stay_words(text: str) -> None:
    said = hostile.held(text)
    store = made.__wrapped__(text)
    for suffix in TRIPLES:
        assert {quad.triple for quad in parse(store.serialise(suffix), format=_READ[suffix])} == set(store.triples())
    assert set(parse(store.serialise("nq"), format=RdfFormat.N_QUADS)) == set(store.quads())
    rows = list(csv.DictReader(io.StringIO(store.serialise("csv").decode("utf-8"), newline=""), strict=True))
    assert [unmarked(row["who"]) for row in rows if row["kind"] == "statement"] == [said]
    for kind in ("graphml", "gexf"):
        tree = etree.fromstring(written(network(store.reading()), kind))
        assert _NOT_XML.sub("\ufffd", said) in {
            *(each.get("label") for each in tree.iter()),
            *(each.text or "" for each in tree.iter()),
        }
    assert plain(render.printable(text)) and plain(render.escaped(text).replace("\t", " "))


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
    assert sorted(row["kind"] for row in rows) == ["event", "role", "role", "statement"]
    for row in rows:
        assert row["who"] == said and row["title"] == Article("x", title=text).title and said in row["sentence"]


# ---------------------------------------------------------------- the terminal

# blanks of all widths, and the joiners that some scripts need
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\u200c\u200d]")
_STYLE = re.compile(r"\x1b\[[0-9;]*m")


class Screen(io.StringIO):
    """Standard output that is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def tty(monkeypatch: pytest.MonkeyPatch) -> None:
    """The settings of a terminal."""
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "100")


def shown(show: Callable[[str], None], text: str) -> str:
    """What a terminal gets."""
    with redirect_stdout(Screen()) as screen:
        show(text)
    return screen.getvalue()


def plain(text: str) -> bool:
    """Whether nothing but characters that are seen reaches the terminal, in lines."""
    return all(_BLANKS.sub("", each).isprintable() for each in text.split("\n"))


def show_facts(text: str) -> None:
    found = hostile.facts(text)
    terminal.show(terminal.fact_table(render.heading(found), render.lines(found)))


def show_rows(text: str) -> None:
    terminal.show(terminal.rows_table((hostile.held(text), "x"), [(hostile.held(text), None)]))


SHOWN = pytest.mark.parametrize("show", [show_facts, show_rows])


@TEXTS
@SHOWN
def test_tables_in_a_pipe_hold_the_words_and_nothing_unseen(
    text: str, show: Callable[[str], None], capsys: pytest.CaptureFixture[str]
) -> None:
    show(hostile.HARMLESS)
    lines = capsys.readouterr().out.count("\n")
    show(text)
    out = capsys.readouterr().out
    assert plain(out) and out.count("\n") == lines
    assert render.printable(hostile.held(text)) in out


@TEXTS
@SHOWN
def test_tables_on_a_terminal_are_styled_by_us_alone(text: str, show: Callable[[str], None], tty: None) -> None:
    out = shown(show, text)
    assert "\x1b[" in out and set(_STYLE.findall(out)) <= set(_STYLE.findall(shown(show, hostile.HARMLESS)))
    assert plain(_STYLE.sub("", out))


@TEXTS
def test_json_of_facts_is_the_words_also_on_a_terminal(text: str) -> None:
    records = render.as_json(hostile.facts(text))
    written = json.dumps(records, ensure_ascii=False)
    assert json.loads(written)["entities"][0]["label"] == hostile.held(text)
    out = shown(terminal.say, written + "\n")
    assert plain(out) and out.count("\n") == 1
    assert json.loads(re.sub(r"\\U([0-9a-f]{8})", lambda found: chr(int(found[1], 16)), out)) == records


@TEXTS
def test_a_message_is_one_line(text: str, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.note(f"{text}: can't be read")
    err = capsys.readouterr().err
    assert err.startswith("kg: ") and err.endswith(" can't be read\n") and err.count("\n") == 1
    assert plain(err) and len(err) < 2_100


# ---------------------------------------------------------------- answers

_LABELS = "SELECT ?label { ?s a dkg:Person ; rdfs:label ?label }"


@TEXTS
def test_answers_hold_the_words(text: str) -> None:
    said = hostile.held(text)
    answer = made(text).query(_LABELS)
    assert answer.rows == ((said,),)
    table = list(csv.reader(io.StringIO(answer.serialise("csv").decode("utf-8"), newline=""), strict=True))
    assert table == [["label"], [said]]
    for name, form in (("tsv", QueryResultsFormat.TSV), ("json", QueryResultsFormat.JSON)):
        found = cast(QuerySolutions, parse_query_results(answer.serialise(name), format=form))
        assert [row["label"] for row in found] == [Literal(said)]
    triples = made(text).query("CONSTRUCT WHERE { ?s rdfs:label ?label }").serialise("ttl")
    assert said in [quad.object.value for quad in parse(triples, format=RdfFormat.TURTLE)]


@TEXTS
def test_an_answer_in_a_notebook_is_a_table_of_words(text: str) -> None:
    said = hostile.held(text)
    shown = html.fragment_fromstring(made(text).query(_LABELS)._repr_html_())
    assert [each.tag for each in shown.iter()] == ["div", "table", "thead", "tr", "th", "tbody", "tr", "td", "p"]
    assert [each.text for each in shown.iter("td")] == [render.printable(said)]
    turtle = html.fragment_fromstring(made(text).query("CONSTRUCT WHERE { ?s schema:headline ?o }")._repr_html_())
    assert [each.tag for each in turtle.iter()] == ["div", "pre", "p"]


@TEXTS
def test_a_value_of_a_parameter_is_a_value(text: str) -> None:
    """Given as the words to search for, and as the name of an entity."""
    store, said = made(text), hostile.held(text)
    assert len(store.query("search", params={"words": said})) == 4
    if said.strip() == said:
        assert len(store.query("names", params={"entity": said})) >= 2
        return
    with pytest.raises(QueryError, match="nothing in the graph is called so"):
        store.query("names", params={"entity": said})


def test_a_value_is_not_taken_for_the_place_of_another() -> None:
    query = """
    # parameter: one (text) a
    # parameter: two (date) b
    SELECT ?one ?two { VALUES ?one { UNDEF } VALUES ?two { UNDEF } }"""
    value = "VALUES ?two { UNDEF }"
    query = "\n".join(line.strip() for line in query.splitlines())
    answer = made(hostile.HARMLESS).query(query, params={"one": value, "two": "2021-05-03"})
    assert answer.rows == ((value, "2021-05-03"),)


# ---------------------------------------------------------------- bases


@pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib")
@pytest.mark.parametrize(
    "base",
    [
        "https://data.example/id/",
        "https://data.example/x/../id/",
        "https://data.example//id/./",
        "https://data.example/?graph=/",
        "https://data.example/id#",
        "https://data.example/a:b/%2e%2e/",
        "https://дані.example/сховище/",
        "urn:example:a/../b/",
    ],
)
def test_a_base_stays_the_beginning_of_every_iri(base: str) -> None:
    store = Store(base=base)
    store.add(hostile.facts("../.. jr."))
    store.add(hostile.facts("//x", number=1))
    for suffix, form in TRIPLES.items():
        data = store.serialise(suffix)
        assert {quad.triple for quad in parse(data, format=_READ[suffix])} == set(store.triples())
        assert set(rdflib.Graph().parse(data, format=form)) == set(store.to_rdflib())


@TEXTS
def test_hostile_words_make_no_base(text: str) -> None:
    """Or one of which every character can be seen and stands in an IRI."""
    for base in (
        f"{before}{text}{after}" for before in ("", "https://data.example/", "urn:example:") for after in ("", "/")
    ):
        try:
            taken = checked_base(base)
        except IriError as error:
            assert "base IRI" in str(error)
            continue
        assert render.printable(taken) == taken and not set(taken) & set('<>"{}|\\^` ')
        assert taken.startswith(("https://", "http://", "urn:")) and urlsplit(taken).username is None


# ---------------------------------------------------------------- messages


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph that holds all the strings, each in an article of its own."""
    store = Store()
    for number, text in enumerate(hostile.TEXTS.values()):
        store.add(hostile.facts(text, number=number))
    path = tmp_path_factory.mktemp("whole") / "graph.ttl"
    store.export(path)
    return path


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("small") / "graph.ttl"
    made(hostile.HARMLESS).export(path)
    return path


@pytest.fixture
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to run in, deep enough for `../..` to lead nowhere that matters."""
    place = tmp_path / "a/b/c/d/e"
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    return place


COMMANDS: dict[str, Callable[[Path, str], list[str]]] = {
    "article": lambda graph, text: ["facts", "--", f"no/{text}"],
    "article.txt": lambda graph, text: ["build", "--", f"{text}.txt"],
    "model": lambda graph, text: ["facts", f"{graph.parent}/one.txt", f"--model={text}"],
    "day": lambda graph, text: ["facts", f"{graph.parent}/one.txt", f"--published={text}"],
    "base": lambda graph, text: ["build", f"{graph.parent}/one.txt", f"--base=no/{text}"],
    "graph": lambda graph, text: ["check", "--", text],
    "graph.ttl": lambda graph, text: ["check", "--", f"{text}.ttl"],
    "query": lambda graph, text: ["query", str(graph), "--", text],
    "broken query": lambda graph, text: ["query", str(graph), "--", f"SELECT * {{ {text}"],
    "file": lambda graph, text: ["query", str(graph), f"--file={text}"],
    "name": lambda graph, text: ["query", str(graph), f"--named={text}"],
    "setting": lambda graph, text: ["query", str(graph), "--named=pairs", f"--set={text}"],
    "setting's name": lambda graph, text: ["query", str(graph), "--named=pairs", f"--set={text}=x"],
    "setting's value": lambda graph, text: ["query", str(graph), "--named=pairs", f"--set=actor={text}"],
    "format": lambda graph, text: ["query", str(graph), "ASK {}", f"--format={text}"],
    "export": lambda graph, text: ["export", str(graph), f"--out={text}"],
    "network": lambda graph, text: ["network", str(graph), f"--of={text}"],
    "view": lambda graph, text: ["view", str(graph), f"--out={text}"],
    "since": lambda graph, text: ["view", str(graph), f"--since={text}"],
    "command": lambda graph, text: [text],
    "option": lambda graph, text: ["query", f"--{text}"],
}


WORST = (
    "html: image with a handler",
    "link: with a newline",
    "quoting: three double quotes and a triple",
    "quoting: backslash at the end",
    "template: rich link",
    "graph: update",
    "markup: null",
    "markup: surrogate of a file name",
    "terminal: clear the screen",
    "terminal: one-byte escapes",
    "terminal: override of direction",
    "terminal: forged line",
    "terminal: separators",
    "system: path",
    "system: option",
    "long: long without a blank",
)
"""What a message is tried with each time; `make stress` tries all."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    "name", [name if name in WORST else pytest.param(name, marks=pytest.mark.stress) for name in hostile.TEXTS]
)
def test_a_wrong_word_is_one_line(
    command: str, name: str, small: Path, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = hostile.TEXTS[name]
    (small.parent / "one.txt").write_text("Some words.")
    code = cli.run(COMMANDS[command](small, text))
    said = capsys.readouterr()
    if text == "--help" and command == "command":
        return
    assert said.out == "" and code in (1, 2), said
    assert said.err.startswith("kg: ") and said.err.count("\n") == 1 and plain(said.err)
    assert "unexpected" not in said.err and len(said.err) < 2_100
    assert list(elsewhere.iterdir()) == []


@pytest.mark.parametrize("name", ["w" * 20_000, "x/" * 3_000], ids=["long", "deep"])
def test_an_output_folder_of_any_name(name: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (elsewhere / "one.txt").write_text("Some words.")
    assert cli.run(["build", "one.txt", f"--out={name}"]) == 2
    err = capsys.readouterr().err
    assert "can't be written" in err and err.count("\n") == 1 and plain(err)
    assert [path.name for path in elsewhere.iterdir()] == ["one.txt"]


def test_articles_of_hostile_names_are_named_in_a_line_each(
    elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files that are empty, called what a file system can call them."""
    names = [name for name in map(_file_name, hostile.TEXTS.values()) if name]
    for name in names:
        (elsewhere / name).write_bytes(b"")
    assert cli.run(["build", "."]) == 1
    said = capsys.readouterr()
    lines = said.err.splitlines()
    assert len(lines) == len([name for name in names if not name.startswith(".")]) > 90
    assert said.out == "" and plain(said.err)
    assert all(line.startswith("kg: ") and line.endswith("the file is empty") for line in lines)


def _file_name(text: str) -> str | None:
    name = f"{text}.txt"
    short = len(name.encode("utf-8", "surrogateescape" if "\udcff" in name else "replace")) < 250
    return name if short and not set(name) & {"/", "\x00", "\ud800"} else None


# ---------------------------------------------------------------- networks

_NAMESPACE = {"graphml": "{http://graphml.graphdrawing.org/xmlns}", "gexf": "{http://www.gexf.net/1.2draft}"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def network_file(text: str, kind: str) -> bytes:
    return written(network(made(text).reading()), kind)


@TEXTS
@pytest.mark.parametrize("kind", ["graphml", "gexf"])
def test_network_files_are_xml_that_holds_the_words(text: str, kind: str) -> None:
    """All but the characters that no XML can hold, and no more elements than of harmless words."""
    data, held = network_file(text, kind), _NOT_XML.sub("\ufffd", hostile.held(text))
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    known = etree.fromstring(network_file(hostile.HARMLESS, kind))
    assert [each.tag for each in tree.iter()] == [each.tag for each in known.iter()]
    said = [each.get("label") for each in tree.iter()] + [each.text for each in tree.iter()]
    assert held in said
    read = (nx.read_graphml if kind == "graphml" else nx.read_gexf)(io.BytesIO(data))
    labels = {about["label"] for _, about in read.nodes(data=True)}
    assert held in labels and len(read) == len(network(made(text).reading()))


@TEXTS
def test_the_table_of_a_network_is_plain(text: str, small: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = summary(network(made(text).reading(), "all"))
    for columns, rows in (
        (summaries.NODE_COLUMNS, summaries.node_rows(found.nodes)),
        (summaries.EDGE_COLUMNS, summaries.edge_rows(found.edges)),
        (("size", "community"), summaries.community_rows(found.communities, top=5)),
    ):
        terminal.show(terminal.rows_table(columns, rows))
    out = capsys.readouterr().out
    assert plain(out) and render.printable(hostile.held(text)) in out


# ---------------------------------------------------------------- the whole way, and a real terminal


def article(text: str, number: int) -> Article:
    """What a reader of articles meets: the words as a quotation, a person, a place, a title of office."""
    said = hostile.held(text)
    return Article(
        f"Swedish Foreign Minister Jane Roe said: “{said}”.\n\n"
        f"{said} visited Oslo on Monday. Roe told {said} that “{said}” was wrong.\n\n"
        f"President {said} met Roe in {said}. The {said} minister, {said}, accused Norway of {said}.\n\n"
        + "It rained. "
        * 9,
        title=text,
        url=text,
        publisher=text,
        published=hostile.DAY,
        id=f"{number:016x}",
    )


@pytest.mark.model
def test_articles_of_hostile_words_are_read_whole(nlp: Language) -> None:
    texts = {name: text for name, text in hostile.TEXTS.items() if len(text) < 1_000}
    store, few = Store(), Store()
    articles = [article(text, number) for number, text in enumerate(texts.values())]
    for name, read, found in zip(texts, articles, read_all(articles, nlp=nlp), strict=True):
        assert isinstance(found, Facts), (name, found)
        assert found.skipped == () and list(found), name
        for fact in found:
            sentence = fact.evidence.sentence
            assert sentence.of(read.text) and all(span.end <= len(read.text) for span in fact.evidence.spans), name
        for into in (store, few) if name in WORST else (store,):
            into.add(found)
    assert few.check().conforms  # of all it would take half a minute
    for suffix in (*TRIPLES, *QUADS):
        assert set(parse(store.serialise(suffix), format=_READ[suffix])) == set(
            store.quads() if suffix in QUADS else map(_loose, store.triples())
        )
    assert len(store.articles()) == len(texts)


def _loose(triple: Triple) -> Quad:
    return Quad(*triple)


def on_terminal(*arguments: str | Path) -> str:
    """What the command writes to a terminal, on both channels."""
    ours, theirs = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    code = "from kg.__main__ import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=env) as running:
        os.close(theirs)
        got = b""
        while True:
            try:
                data = os.read(ours, 65536)
            except OSError:  # Linux says so that the other side is closed
                break
            if not data:
                break
            got += data
        running.wait()
    os.close(ours)
    return got.decode("utf-8")


_OURS = re.compile(r"\x1b\[(?:(?!5;8;41)[0-9;]*m|\?25[lh]|2K|1A)|\r")
"""Styles, and what a progress bar needs: the cursor hidden and shown, a line cleared, one line up."""


@pytest.mark.skipif(sys.platform == "win32", reason="terminals")
@pytest.mark.parametrize(
    "options",
    [
        (_LABELS,),
        (_LABELS, "--format", "csv"),
        (_LABELS, "--format", "tsv"),
        (_LABELS, "--format", "json"),
        ("CONSTRUCT WHERE { ?s rdfs:label ?label }",),
    ],
    ids=["table", "csv", "tsv", "json", "turtle"],
)
def test_answers_steer_no_terminal(options: tuple[str, ...], whole: Path) -> None:
    out = on_terminal("query", whole, *options)
    assert "[2J" in out
    assert plain(_OURS.sub("", out).replace("\t", " "))


@pytest.mark.model
@pytest.mark.skipif(sys.platform == "win32", reason="terminals")
@pytest.mark.parametrize("command", ["facts", "facts --json", "build"])
def test_articles_steer_no_terminal(command: str, tmp_path: Path) -> None:
    for number, text in enumerate([*hostile.TERMINALS.values(), *hostile.MARKUP.values()]):
        given = article(text, number)
        head = f"title: {' '.join(hostile.held(text).split())}\npublished: 2021-05-03\n\n"
        (tmp_path / f"{number}.txt").write_text(head + given.text)
    (tmp_path / "empty\x1b[2J.txt").write_bytes(b"")
    out = on_terminal(*command.split(), tmp_path, *(("-o", tmp_path / "out") if command == "build" else ()))
    assert "empty\ufffd[2J.txt: the file is empty" in " ".join(out.split())
    assert plain(_OURS.sub("", out))


# ---------------------------------------------------------------- graphs from elsewhere

_BASE = "https://w3id.org/dkg/id/"
ELSEWHERE = {
    "numbers that are none": ("a:s", 'oa:start "=x"^^xsd:integer ; oa:end "٣"^^xsd:integer'),
    "numbers written otherwise": ("a:s", 'oa:start "007"^^xsd:integer ; oa:end "-0"^^xsd:integer'),
    "numbers beyond JSON": ("a:s", f'oa:start "{"9" * 40}"^^xsd:integer ; oa:end "{"9" * 5000}"^^xsd:integer'),
    "numbers as text": ("a:s", 'oa:start "1" ; oa:end "2"@en'),
    "an address as a node": ("a:s", "a dkg:Article ; schema:url <javascript:window.ran=1>"),
    "an iri that is a scheme below the base": (f"{_BASE}javascript:window.ran=1", "a dkg:Person"),
    "an iri that is a keyword below the base": (f"{_BASE}@id", "a dkg:Person"),
    "an iri that is another host below the base": (f"{_BASE}//evil.example/x", "a dkg:Person"),
    "an iri that leads up": (f"{_BASE}person/../../x", "a dkg:Person"),
    "an iri with a query": (f"{_BASE}person/x?y#z", "a dkg:Person"),
    "a label of another type": ("a:s", 'a dkg:Person ; rdfs:label "<b>"^^<http://evil.example/html>, "x"@en-x-evil'),
    "a fact without anything": ("a:s", "a dkg:Event"),
    "a fact of itself": ("a:s", "a dkg:Statement ; dkg:within <a:s> ; dkg:speaker <a:s> ; dkg:sentence <a:s>"),
}


@pytest.fixture(params=list(ELSEWHERE.values()), ids=list(ELSEWHERE))
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A graph that kg would not have written."""
    subject, about = request.param
    path = tmp_path / "foreign.ttl"
    heads = "".join(f"@prefix {name}: <{iri}> .\n" for name, iri in PREFIXES.items())
    path.write_text(f"{heads}<{subject}> {about} .\n", "utf-8")
    return path


@pytest.mark.parametrize("suffix", [*TRIPLES, *QUADS])
def test_a_foreign_graph_is_written_as_it_is(foreign: Path, suffix: str) -> None:
    store = Store.load(foreign)
    read = parse(store.serialise(suffix), format=_READ[suffix])
    assert {quad.triple for quad in read} == set(store.triples())


@pytest.mark.parametrize(
    "arguments", ["export -o x.csv", "export -o x.gexf", "export --materialise -o x.nq", "check", "network", "view"]
)
def test_a_foreign_graph_breaks_no_command(
    foreign: Path, arguments: str, elsewhere: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, *options = arguments.split()
    assert cli.run([name, str(foreign), *options]) in (0, 1)
    said = capsys.readouterr()
    assert "unexpected" not in said.err and plain(said.out + said.err)


def test_a_report_has_a_line_for_each_problem(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A value with a newline forges none, and no other library tells of it in its own words."""
    lines = ["@prefix dkg: <https://w3id.org/dkg/ontology#> .", "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> ."]
    for number, text in enumerate(hostile.TEXTS.values()):
        value = str(Literal(hostile.held(text)))
        lines.append(f"<a:{number}> a dkg:Date ; dkg:earliest {value}^^xsd:date ; dkg:edtf {value}^^xsd:integer .")
    (tmp_path / "wrong.ttl").write_text("\n".join(lines), "utf-8")
    assert cli.run(["check", str(tmp_path / "wrong.ttl")]) == 1
    said = capsys.readouterr()
    head, *problems = said.out.splitlines()
    assert head == f"does not conform: {len(problems):,} problems" and len(problems) > len(hostile.TEXTS)
    assert all(re.match(r"a:\d+: ", line) for line in problems)
    assert plain(said.out) and said.err == ""
