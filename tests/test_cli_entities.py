"""`kg entities`: the list, decisions written to the files of a build, and what it refuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from kg.cli import run
from kg.pipeline import write_graph
from kg.store import Store
from tests.identity.people import namesakes, spellings, store


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A build of six articles."""
    write_graph(store(*spellings(), *namesakes()), tmp_path / "out")
    return tmp_path / "out"


def said(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> tuple[str, str]:
    assert run([str(each) for each in ("entities", *arguments)]) == code
    found = capsys.readouterr()
    return found.out, found.err


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_the_list_names_who_is_who(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for source in (folder, folder / "graph.trig"):
        out, _ = said(capsys, source)
        assert "person/sergey-lavrov" in out and "Q58217" in out
        assert "merged: Sergej Lawrow (person/sergej-lawrow)" in out


@pytest.mark.parametrize("form", ["csv", "tsv"])
def test_the_list_as_a_table_of_data(form: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out, _ = said(capsys, folder, "--format", form, "--kind", "person")
    rows = list(csv.DictReader(io.StringIO(out), delimiter="," if form == "csv" else "\t"))
    found = {row["key"]: row for row in rows}
    assert found["person/sergey-lavrov"]["articles"] == "3"
    assert {row["kind"] for row in rows} == {"person"}


def test_the_list_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = json.loads(said(capsys, folder, "--format", "json", "--like", "Sergey Lawrow")[0])
    assert [each["key"] for each in found] == ["person/sergey-lavrov"]
    assert found[0]["members"] == ["person/sergej-lawrow", "person/sergey-lavrov"]
    assert found[0]["ties"][0]["method"] == "spelling"
    assert json.loads(said(capsys, folder, "--format", "json", "--doubtful")[0]) == []


def test_decisions_change_all_files_and_undo_brings_them_back(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    _, err = said(capsys, folder, "merge", "Per Dahl", "Sergei Lavrov")
    assert "person/per-dahl and person/sergey-lavrov are the same; wrote" in err
    merged = contents(folder)
    assert all(merged[name] != before[name] for name in ("graph.ttl", "graph.trig"))
    assert "Per Dahl" not in [row[0] for row in Store.load(folder / "graph.ttl").query("names").rows]
    assert "1" in said(capsys, folder, "decisions")[0]
    said(capsys, folder, "undo")
    assert contents(folder) == before


def test_split_after_merge_leaves_the_graph_as_it_was(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    said(capsys, folder, "merge", "Per Dahl", "Sergei Lavrov")
    said(capsys, folder, "split", "person/per-dahl")
    assert contents(folder)["graph.ttl"] == before["graph.ttl"]
    found = json.loads(said(capsys, folder, "decisions", "--format", "json")[0])
    told = [(each["number"], each["decision"].partition(" are ")[2]) for each in found]
    assert list(dict.fromkeys(told)) == [("1", "the same"), ("2", "not the same")]


def test_leave_keeps_two_and_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said(capsys, folder, "leave", "person/sergej-lawrow", "person/sergey-lavrov")
    out, _ = said(capsys, folder, "--like", "Lavrov")
    assert "undecided: Sergej Lawrow (person/sergej-lawrow)" in out


def test_a_graph_of_its_own_name_is_written_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "graph.trig").rename(folder / "other.trig")
    before = contents(folder)
    said(capsys, folder / "other.trig", "merge", "Per Dahl", "Sergei Lavrov")
    after = contents(folder)
    assert [name for name in after if after[name] != before[name]] == ["other.trig"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["merge", "Jane Roe"], "merge takes two names: kg entities SOURCE merge A B"),
        (["merge", "Sergei", "Lavrov", "Per Dahl"], "a name of several words stands in quotation marks"),
        (["undo", "it"], "undo takes no names"),
        (["join", "a", "b"], "'join' is no action; use one of merge, split, leave, undo, decisions"),
        (["merge", "Nobody", "Per Dahl"], "nothing in the graph is called 'Nobody'"),
        (["undo"], "there is no decision to take back"),
        (["--format", "xml"], "'xml' is not one of"),
        (["--kind", "ship"], "no kind 'ship'"),
    ],
)
def test_what_it_refuses(arguments: list[str], message: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    out, err = said(capsys, folder, *arguments, code=2)
    assert message in err
    assert (out, err.count("\n")) == ("", 1)
    assert contents(folder) == before


def test_files_without_named_graphs_are_only_listed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "person/sergey-lavrov" in said(capsys, folder / "graph.ttl")[0]
    _, err = said(capsys, folder / "graph.ttl", "merge", "Per Dahl", "Sergei Lavrov", code=2)
    assert "can't hold decisions; use graph.trig" in err


def test_a_folder_without_a_graph_and_a_missing_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "no graph.trig in it" in said(capsys, tmp_path, code=2)[1]
    assert "no such file" in said(capsys, tmp_path / "graph.trig", code=2)[1]
    assert "no such file or folder" in said(capsys, tmp_path / "nowhere", code=2)[1]
    assert "x: " in said(capsys, "x" * 3000, code=2)[1]


def test_a_graph_that_cannot_be_written_again_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = contents(folder)
    (folder / "graph.ttl").unlink()
    (folder / "graph.ttl").mkdir()
    _, err = said(capsys, folder, "merge", "Per Dahl", "Sergei Lavrov", code=2)
    assert err.endswith("graph.ttl: can't be written, it is a directory; nothing was changed\n")
    assert (folder / "graph.trig").read_bytes() == before["graph.trig"]


def test_every_command_takes_the_folder_of_a_build(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    picture, file = folder.parent / "p.html", folder.parent / "g.csv"
    for arguments in (
        ["query", folder, "ASK {}"],
        ["check", folder],
        ["network", folder],
        ["view", folder, "-o", picture],
        ["export", folder, "-o", file],
    ):
        assert run([str(each) for each in arguments]) == 0, arguments
    assert picture.exists()
    assert file.exists()
    assert capsys.readouterr().out.startswith("true\n")


@pytest.mark.model
def test_a_build_keeps_decisions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    one, two, out = tmp_path / "1.txt", tmp_path / "2.txt", tmp_path / "out"
    one.write_text("Ada Vells, the Norwegian foreign minister, met Tomas Brekk in Oslo.")
    two.write_text("Norway's foreign minister, Bo Ekdal, visited Sweden.")
    articles = ["build", str(one), str(two), "--published", "2021-05-03", "-o"]
    build = [*articles, str(out)]
    assert run(build) == 0
    said(capsys, out, "merge", "Ada Vells", "Bo Ekdal")
    before = contents(out)
    assert run(build) == 0
    assert contents(out) == before
    assert run([*articles, str(tmp_path / "other"), "--decisions", str(out / "graph.trig")]) == 0
    assert contents(tmp_path / "other") == before
    assert run([*build, "--decisions", str(tmp_path / "nowhere.trig")]) == 2
    assert run([*build, "--decisions", str(out / "graph.ttl")]) == 2
    assert contents(out) == before
    (out / "graph.trig").write_text("<https://w3id.org/dkg/graph/decisions> { broken")
    capsys.readouterr()
    assert run(build) == 2
    assert "decisions about who is one can't be read" in capsys.readouterr().err
    assert (out / "graph.ttl").read_bytes() == before["graph.ttl"]
