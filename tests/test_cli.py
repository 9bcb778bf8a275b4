"""The command line: what it prints, where, and its exit codes."""

from __future__ import annotations

import io
import json
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import cli
from tests.commands import Command, process

TALKS = """title: Talks in Oslo
published: 2023-03-17
publisher: The Gazette

Swedish Foreign Minister Karin Oxenvad visited Norway on Friday.

“We are neighbours,” Oxenvad told reporters.
"""
UNDATED = "Swedish Foreign Minister Karin Oxenvad visited Norway on Friday.\n"


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def talks(tmp_path: Path) -> Path:
    path = tmp_path / "talks.txt"
    path.write_text(TALKS, "utf-8")
    return path


@pytest.fixture(scope="session")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph file of one article."""
    path = tmp_path_factory.mktemp("graph") / "graph.trig"
    text = TALKS.split("\n\n", 1)[1]
    kg.build(kg.Article(text=text, title="Talks in Oslo", published="2023-03-17")).export(path)  # type: ignore[arg-type]
    return path


# ---------------------------------------------------------------- build


@pytest.mark.model
def test_build_writes_its_files_and_one_line(command: Command, talks: Path, tmp_path: Path) -> None:
    told = command("build", talks, "-o", tmp_path / "out")
    told.one_line("1 article: ", "graph.ttl", "graph.trig", "graph.html")
    assert told.code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["graph.html", "graph.trig", "graph.ttl"]


@pytest.mark.model
def test_build_leaves_the_picture_out(command: Command, talks: Path, tmp_path: Path) -> None:
    told = command("build", talks, "-o", tmp_path / "out", "--no-html")
    told.one_line("1 article: ", "graph.ttl and", "graph.trig")
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["graph.trig", "graph.ttl"]


@pytest.mark.model
def test_view_writes_a_page(command: Command, talks: Path, tmp_path: Path) -> None:
    command("build", talks, "-o", tmp_path, "--no-html")
    told = command("view", tmp_path / "graph.ttl", "-o", tmp_path / "picture.html", "--of", "persons")
    told.one_line(" facts in ", "picture.html")
    assert told.code == 0 and told.out == ""
    assert (tmp_path / "picture.html").read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.model
@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("-o", "page.txt"), ("page.txt", ".html")),
        (("-o", "no/such/folder/page.html"), ("no/such/folder", "can't be written")),
        (("--of", "planets"), ("planets", "countries")),
        (("--since", "yesterday"), ("--since", "yesterday")),
        (("--since", "2024-01-02", "--until", "2024-01-01"), ("--since 2024-01-02", "--until 2024-01-01")),
    ],
)
def test_view_says_what_is_wrong(
    command: Command,
    talks: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    options: tuple[str, ...],
    words: tuple[str, ...],
) -> None:
    monkeypatch.chdir(tmp_path)
    command("build", talks, "-o", tmp_path, "--no-html")
    told = command("view", tmp_path / "graph.ttl", *options)
    told.one_line(*words)
    assert told.code == 2
    assert not list(tmp_path.glob("*.html"))


@pytest.mark.model
def test_build_of_several_inputs_builds_those_that_can_be_read(command: Command, talks: Path, tmp_path: Path) -> None:
    (tmp_path / "image.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    told = command("build", tmp_path / "gone.txt", talks, tmp_path / "image.txt", "-o", tmp_path / "out")
    assert told.code == 1 and told.out == ""
    lines = told.err.splitlines()
    assert [line.split(": ")[-1].split(" in ")[0] for line in lines[:2]] == [
        "no such file or directory",
        "not text but an image",
    ]
    assert "1 article: " in lines[2] and len(lines) == 3
    assert (tmp_path / "out/graph.ttl").exists()


@pytest.mark.model
def test_build_reads_standard_input_and_warns_once_of_missing_dates(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.txt").write_text(UNDATED)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(UNDATED.replace("Friday", "Monday").encode())))
    told = command("build", "-", tmp_path / "a.txt", "-o", tmp_path / "out")
    assert told.code == 0
    assert told.err.count("without a publication date") == 1 and "2 articles without" in told.err
    text = (tmp_path / "out/graph.ttl").read_text()
    assert "on Friday" in text and "xsd:date" not in text.split("dkg:when")[-1]


@pytest.mark.model
def test_the_options_describe_the_article(command: Command, talks: Path, tmp_path: Path) -> None:
    described = ("--title", "Another", "--publisher", "P", "--url", "https://a.example/x", "--published", "2020-01-01")
    told = command("build", talks, "-o", tmp_path, *described, "--base", "https://b.example/id/", "--keep-text")
    assert told.code == 0
    text = (tmp_path / "graph.ttl").read_text()
    for words in (
        "Another",
        "https://a.example/x",
        "2020-01-01",
        "https://b.example/id/",
        "visited Norway on Friday.\\n",
    ):
        assert words in text


@pytest.mark.model
def test_two_builds_are_the_same_bytes_also_under_other_hash_seeds(talks: Path, tmp_path: Path) -> None:
    made = []
    for seed in ("1", "2"):
        assert process("build", talks, "-o", tmp_path / seed, env={"PYTHONHASHSEED": seed}).returncode == 0
        made.append([(tmp_path / seed / name).read_bytes() for name in ("graph.ttl", "graph.trig")])
    assert made[0] == made[1]


# ---------------------------------------------------------------- build: bad input


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("gone.txt", None, "no such file"),
        ("empty.txt", b"", "empty"),
        ("bytes.txt", bytes(range(256)), "not text"),
        ("nav.html", b"<html><body><nav>Home</nav></body></html>", "no article"),
        ("date.txt", b"published: 2023-02-30\n\nWords.", "2023-02-30"),
        ("graph.ttl", b"<a> <b> <c> .", ".ttl files are not read"),
    ],
)
@pytest.mark.parametrize("verb", ["build", "facts"])
def test_an_input_that_fails_is_one_line_and_1(
    command: Command, tmp_path: Path, verb: str, name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    told = command(verb, tmp_path / name, *(("-o", tmp_path / "out") if verb == "build" else ()))
    told.one_line(name, words)
    assert told.code == 1
    assert not (tmp_path / "out").exists()


def test_a_directory_without_articles(command: Command, tmp_path: Path) -> None:
    told = command("build", tmp_path, "-o", tmp_path / "out")
    told.one_line("no article in this directory")
    assert told.code == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--published", "2023-02-30"), "2023-02-30"),
        (("--published", "yesterday"), "yesterday"),
        (("--base", "not an iri"), "base IRI"),
        (("--nonsense",), "--nonsense"),
        (("--title", "T", "another.txt"), "one article"),
        (("--url", "https://a.example", "another.txt"), "one article"),
    ],
)
def test_wrong_options_are_one_line_and_2(
    command: Command, talks: Path, tmp_path: Path, options: tuple[str, ...], words: str
) -> None:
    told = command("build", talks, "-o", tmp_path / "out", *options)
    told.one_line(words)
    assert told.code == 2
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("model", ["no_such_model", "json", "/nowhere/model", "../x"])
def test_an_unknown_model_is_one_line_and_2(command: Command, talks: Path, tmp_path: Path, model: str) -> None:
    told = command("build", talks, "-o", tmp_path / "out", "--model", model)
    told.one_line(model)
    assert told.code == 2 and not (tmp_path / "out").exists()


def _blocked(tmp_path: Path, kind: str) -> Path:
    place = tmp_path / "out"
    if kind == "file":
        place.write_text("in the way")
        return place
    if kind == "below a file":
        place.write_text("in the way")
        return place / "deeper"
    if kind == "no such place":
        return Path("/proc/kg-out")  # a file system in which nothing can be made, even by root
    (place / "graph.trig").mkdir(parents=True)
    return place


@pytest.mark.parametrize("kind", ["file", "below a file", "no such place", "directory in its place"])
def test_an_output_folder_that_cannot_be_written(command: Command, talks: Path, tmp_path: Path, kind: str) -> None:
    if kind == "no such place" and not Path("/proc").is_dir():
        pytest.skip("needs /proc")
    place = _blocked(tmp_path, kind)
    before = sorted(tmp_path.rglob("*"))
    told = command("build", talks, "-o", place)
    told.one_line("can't be written")
    assert told.code == 2
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.model
def test_nothing_is_half_written(
    command: Command, talks: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk fills up while the second file is written: the files that were there stay as they were."""
    out = tmp_path / "out"
    out.mkdir()
    for name in ("graph.ttl", "graph.trig"):
        (out / name).write_text("old")
    export = kg.Store.export

    def full(store: kg.Store, path: Path, **options: Any) -> None:
        if path.suffix == ".trig":
            raise OSError(28, "No space left on device")
        export(store, path, **options)

    monkeypatch.setattr(kg.Store, "export", full)
    told = command("build", talks, "-o", out)
    told.one_line("No space left")
    assert told.code == 2
    assert {p.name: p.read_text() for p in out.iterdir()} == {"graph.ttl": "old", "graph.trig": "old"}


# ---------------------------------------------------------------- facts


@pytest.mark.model
def test_facts_are_a_line_each_with_their_evidence(command: Command, talks: Path) -> None:
    told = command("facts", talks)
    assert told.code == 0 and told.err == ""
    lines = [line.split(maxsplit=1) for line in told.out.splitlines() if line.strip()]
    assert told.out.startswith("Talks in Oslo · The Gazette · 2023-03-17\n")
    assert ["role", "Karin Oxenvad · foreign minister · Sweden"] in lines
    assert any(kind == "statement" and "“We are neighbours" in rest for kind, rest in lines)
    assert "[We are neighbours,]" in told.out


@pytest.mark.model
def test_facts_as_json_are_one_document_per_article(command: Command, talks: Path, tmp_path: Path) -> None:
    (tmp_path / "more.txt").write_text(TALKS.replace("Friday", "Thursday"))
    told = command("facts", "--json", tmp_path)
    documents = [json.loads(line) for line in told.out.splitlines()]
    assert len(documents) == 2 and told.code == 0
    for each in documents:
        assert list(each) == ["article", "entities", "mentions", "roles", "events", "statements", "skipped"]
        text = TALKS.split("\n\n", 1)[1].replace("Friday", "Thursday" if each is documents[0] else "Friday")
        spans = [s for kind in ("roles", "events", "statements") for f in each[kind] for s in f["evidence"]["spans"]]
        assert spans and all(text[s["start"] : s["end"]] == s["text"] for s in spans)


@pytest.mark.model
def test_a_terminal_is_not_steered_by_an_article(command: Command, tmp_path: Path) -> None:
    evil = "Swedish Foreign Minister Karin \x1b[31m[bold]Oxenvad visited\u202e Norway on Friday, \x07she said.\n"
    (tmp_path / "evil.txt").write_text(
        "title: A \x1b]0;title\x07\npublished: 2023-03-17\n\n" + evil + "The talks go on.\n" * 20
    )
    told = command("facts", tmp_path / "evil.txt")
    assert told.code == 0
    assert not set(told.out + told.err) & set("\x1b\x07\u202e")


# ---------------------------------------------------------------- query, export, check


def test_query_answers_as_a_table_or_csv_tsv_json(command: Command, graph: Path) -> None:
    ask = "SELECT ?p ?o WHERE { ?s a ?t ; ?label ?o . BIND('x' AS ?p) FILTER(isLiteral(?o)) } ORDER BY ?o LIMIT 2"
    table = command("query", graph, ask)
    assert table.code == 0 and table.err == "" and table.out.split()[:2] == ["p", "o"]
    assert command("query", graph, ask, "--format", "csv").out.replace("\r", "").startswith("p,o\nx,")
    assert command("query", graph, ask, "--format", "tsv").out.startswith('?p\t?o\n"x"\t')
    assert json.loads(command("query", graph, ask, "--format", "json").out)["head"]["vars"] == ["p", "o"]


@pytest.mark.parametrize(
    ("ask", "code", "out"), [("ASK { ?s ?p ?o }", 0, "true\n"), ("ASK { ?s ?p 'no' }", 1, "false\n")]
)
def test_ask_answers_with_its_exit_code(command: Command, graph: Path, ask: str, code: int, out: str) -> None:
    told = command("query", graph, ask)
    assert (told.code, told.out, told.err) == (code, out, "")
    told = command("query", graph, ask, "--format", "json")
    assert told.code == code and json.loads(told.out)["boolean"] is (code == 0)


@pytest.mark.parametrize("ask", ["CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", "DESCRIBE ?s WHERE { ?s a ?t }"])
def test_construct_and_describe_answer_in_turtle(command: Command, graph: Path, ask: str, tmp_path: Path) -> None:
    told = command("query", graph, ask)
    assert told.code == 0 and told.out.startswith("@prefix ")
    (tmp_path / "again.ttl").write_text(told.out)
    assert len(kg.Store.load(tmp_path / "again.ttl")) > 5


def test_a_query_from_a_file_or_by_name(command: Command, graph: Path, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text("ASK { ?s ?p ?o }")
    assert command("query", graph, "--file", tmp_path / "q.rq").out == "true\n"
    told = command("query", graph, "--named", "roles", "--format", "csv")
    assert "Karin Oxenvad,foreign minister,Sweden" in told.out.replace("\r", "")


def test_list_shows_every_named_query_with_its_question(command: Command) -> None:
    told = command("query", "--list")
    names = {path.stem for path in Path("ontology/queries").glob("*.rq")}
    shown = [line.split(maxsplit=1) for line in told.out.splitlines()[3:] if line.strip()]
    assert {name for name, _ in shown} == names
    assert all(question.rstrip().endswith("?") for _, question in shown)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("SELECT * {?s ?p ?o LIMIT}",), ("line 1, column 26", "expected")),
        (("SELECT *\nWHERE { ?s ?p }",), ("line 2",)),
        (("",), ()),
        (("INSERT DATA { <a:a> <a:b> <a:c> }",), ("only reads",)),
        (("--named", "nothing"), ("nothing", "roles")),
        (("--named", "roles", "--set", "planet=Mars"), ("planet",)),
        (("--named", "roles", "--set", "Mars"), ("NAME=VALUE",)),
        (("--file", "nowhere.rq"), ("nowhere.rq",)),
        (("--file", "a", "--named", "roles"), ("one query",)),
        ((), ("one query",)),
        (("ASK {}", "--format", "xml"), ("xml", "csv")),
        (("ASK {}", "--format", "csv"), ("csv", "json")),
    ],
)
def test_a_query_that_cannot_be_asked_is_one_line_and_2(
    command: Command, graph: Path, arguments: tuple[str, ...], words: tuple[str, ...]
) -> None:
    told = command("query", graph, *arguments)
    told.one_line(*words)
    assert told.code == 2


@pytest.mark.parametrize("verb", ["query", "export", "check"])
@pytest.mark.parametrize(
    ("name", "data", "words"),
    [("gone.ttl", None, "gone.ttl"), ("bad.ttl", b"<a> <b>", "bad.ttl"), ("x.txt", b"words", ".ttl")],
)
def test_a_graph_that_cannot_be_read_is_one_line_and_2(
    command: Command, tmp_path: Path, verb: str, name: str, data: bytes | None, words: str
) -> None:
    if data is not None:
        (tmp_path / name).write_bytes(data)
    rest: dict[str, tuple[str | Path, ...]] = {"query": ("ASK {}",), "export": ("-o", tmp_path / "o.nq"), "check": ()}
    told = command(verb, tmp_path / name, *rest[verb])
    told.one_line(words)
    assert told.code == 2 and not (tmp_path / "o.nq").exists()


@pytest.mark.parametrize("suffix", ["ttl", "trig", "nq", "nt", "jsonld", "csv"])
def test_export_writes_every_format(command: Command, graph: Path, tmp_path: Path, suffix: str) -> None:
    told = command("export", graph, "-o", tmp_path / f"g.{suffix}")
    assert (told.code, told.out, told.err) == (0, "", "")
    assert (tmp_path / f"g.{suffix}").stat().st_size > 100


def test_export_refuses_other_formats_and_places(command: Command, graph: Path, tmp_path: Path) -> None:
    for target in (tmp_path / "g.xyz", tmp_path / "nowhere/g.nq", tmp_path):
        told = command("export", graph, "-o", target)
        told.one_line("can't")
        assert told.code == 2
    assert list(tmp_path.iterdir()) == []


def test_materialise_adds_triples(command: Command, graph: Path, tmp_path: Path) -> None:
    command("export", graph, "-o", tmp_path / "plain.nt")
    assert command("export", graph, "--materialise", "-o", tmp_path / "more.nt").code == 0
    plain, more = ((tmp_path / n).read_text().splitlines() for n in ("plain.nt", "more.nt"))
    assert set(plain) < set(more)


def test_check_says_whether_a_graph_conforms(command: Command, graph: Path, tmp_path: Path) -> None:
    told = command("check", graph)
    assert (told.code, told.err) == (0, "") and "conform" in told.out.lower()
    whole = kg.Store.load(graph).serialise("nt").decode()
    broken = "".join(line for line in whole.splitlines(keepends=True) if "oa#exact" not in line)
    (tmp_path / "broken.nt").write_text(broken)
    told = command("check", tmp_path / "broken.nt")
    assert told.code == 1 and "exact" in told.out


# ---------------------------------------------------------------- the command as such


def test_version_and_help(command: Command) -> None:
    assert command("--version").out == f"kg {kg.__version__}\n"
    assert command().out == command("--help").out
    for verb in ("build", "facts", "query", "export", "check"):
        told = command(verb, "--help")
        assert told.code == 0 and "Example: kg " in told.out


def test_an_unknown_command_is_one_line_and_2(command: Command) -> None:
    told = command("bild")
    told.one_line("bild")
    assert told.code == 2


def test_an_unexpected_error_is_one_line(command: Command, graph: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug\nin two lines")

    monkeypatch.setattr(kg.Store, "query", fail)
    told = command("query", graph, "ASK {}")
    told.one_line("ZeroDivisionError", "please report")
    assert told.code == 2
    monkeypatch.setenv("KG_DEBUG", "1")
    with pytest.raises(ZeroDivisionError):
        cli.run(["query", str(graph), "ASK {}"])


@pytest.mark.parametrize("arguments", [("--help",), ("--version",), ("query", "--list"), ("build", "--help")])
def test_help_loads_nothing_heavy(arguments: tuple[str, ...]) -> None:
    code = (
        "import sys; from kg.cli import run; code = run(sys.argv[1:]); "
        "heavy = {'spacy', 'rdflib', 'pyshacl', 'trafilatura', 'numpy'} & set(sys.modules); "
        "sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b"")


def test_building_loads_no_rdflib_and_for_text_no_trafilatura(talks: Path, tmp_path: Path) -> None:
    code = (
        "import sys; from kg.cli import run; code = run(sys.argv[1:]); "
        "heavy = {'rdflib', 'pyshacl', 'trafilatura', 'py3langid'} & set(sys.modules); "
        "sys.exit(f'loaded {heavy}' if heavy else code)"
    )
    command = [sys.executable, "-c", code, "build", str(talks), "-o", str(tmp_path)]
    done = subprocess.run(command, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("arguments", [("SELECT * { ?s ?p ?o . ?x ?y ?z } LIMIT 9000",), ("ASK {}",), ("--help",)])
def test_a_reader_that_hangs_up_is_no_error(graph: Path, arguments: tuple[str, ...]) -> None:
    code = "import sys; from kg.__main__ import main; main()"
    command = [sys.executable, "-c", code, "query", str(graph), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as running:
        assert running.stdout is not None and running.stderr is not None
        running.stdout.close()
        assert running.stderr.read() == b""
    assert running.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_is_one_line_and_130(tmp_path: Path) -> None:
    code = "import sys; from kg.__main__ import main; main()"
    command = [sys.executable, "-c", code, "build", "-", "-o", str(tmp_path / "out")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0) as running:
        assert running.stdin is not None and running.stderr is not None
        time.sleep(1)  # it waits for standard input
        running.send_signal(signal.SIGINT)
        assert running.stderr.read() == b"kg: interrupted\n"
        running.stdin.close()
    assert running.returncode == 130
    assert not (tmp_path / "out").exists()


def test_check_says_that_there_is_nothing_to_check(command: Command, tmp_path: Path) -> None:
    (tmp_path / "empty.ttl").write_text("<urn:a> <urn:b> <urn:c> .\n", "utf-8")
    told = command("check", tmp_path / "empty.ttl")
    assert told.code == 0
    assert "empty.ttl: it holds no article of kg, so there was nothing to check" in told.err
