"""`kg knowledge`: what it prints, where, and its exit codes."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import kg
from kg import knowledge
from tests.commands import ROOT, Command, process
from tests.conftest import forget_tables
from tests.knowledge.wikidata_server import serving, world

PERSON = "name\tterms\nKarin Oxenvad\tforeign-minister@country/SE@@2021@@2024-05\n"


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str]) -> Command:
    return Command(capsys)


@pytest.fixture
def mine(tmp_path: Path, user_data: Path) -> Path:
    path = tmp_path / "mine.tsv"
    path.write_text(PERSON, "utf-8")
    return path


@pytest.fixture
def local_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine may be reached, and nothing else."""
    monkeypatch.undo()
    connect = socket.socket.connect

    def local(self: socket.socket, address: Any) -> None:
        assert address[0] == "127.0.0.1", address
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local)


def document(command: Command, *arguments: str) -> dict[str, Any]:
    told = command("knowledge", "show", *arguments, "--json")
    assert told.err == "" and told.code == 0
    found: dict[str, Any] = json.loads(told.out)
    return found


# ---------------------------------------------------------------- show


@pytest.mark.parametrize("arguments", [["knowledge"], ["knowledge", "--help"]])
def test_help(command: Command, arguments: list[str]) -> None:
    told = command(*arguments)
    assert told.code == 0 and told.err == ""
    for name in ("show", "check", "add", "remove", "update"):
        assert f"\n  {name} " in told.out


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Portugal", ["country/PT", "label", "Lisbon", "Q45", "tables"]),
        ("portuguese", ["country/PT", "adjectives"]),
        ("NATO", ["organisation/nato", "abbreviations", "intergovernmental"]),
        ("the Kremlin", ["Kremlin", "country/RU"]),
        ("Davos", ["place/davos", "latitude 46.8", "country Switzerland"]),
        ("Lavrov", ["Sergey Lavrov", "Q58217", "foreign minister", "Russia", "2004-03-09"]),
        ("foreign secretary", ["foreign minister"]),
        ("oil minister", ["minister"]),
        ("Côte d’Ivoire", ["country/CI"]),
    ],
)
def test_what_a_name_means(command: Command, user_data: Path, name: str, words: list[str]) -> None:
    told = command("knowledge", "show", name)
    assert told.code == 0 and told.err == ""
    for word in words:
        assert word in told.out, told.out


@pytest.mark.parametrize(
    ("name", "near"), [("Portugall", "Portugal (country)"), ("Lavrof", "(person)"), ("Tbilissi", "Tbilisi (city)")]
)
def test_names_near_one_that_is_unknown(command: Command, user_data: Path, name: str, near: str) -> None:
    told = command("knowledge", "show", name)
    told.one_line(name, "know nothing of that name", near)
    assert told.code == 1


@pytest.mark.parametrize("name", ["zzzqqqxxx", "\x1b[31m", "-", "the ", "a" * 10_000, "\udcff", "[bold]x[/bold]"])
def test_any_name_is_answered(command: Command, user_data: Path, name: str) -> None:
    told = command("knowledge", "show", "--", name)
    told.one_line("know nothing")
    assert told.code == 1


@pytest.mark.parametrize("name", ["", " "])
def test_no_name_is_asked_for(command: Command, user_data: Path, name: str) -> None:
    told = command("knowledge", "show", name)
    told.one_line("give a name")
    assert told.code == 2


def test_as_json(command: Command, user_data: Path) -> None:
    found = document(command, "Georgia")
    (georgia,) = found["countries"]
    assert (georgia["key"], georgia["by"], georgia["capitals"]) == ("country/GE", ["label"], ["Tbilisi"])
    assert found["near"] == [] and found["persons"] == []
    found = document(command, "Davos")
    (davos,) = [each for each in found["places"] if each["country"] == "CH"]
    assert (round(davos["latitude"], 1), round(davos["longitude"], 1), davos["layer"]) == (46.8, 9.8, "tables")


def test_as_json_where_nothing_is_known(command: Command, user_data: Path) -> None:
    told = command("knowledge", "show", "Portugall", "--json")
    assert told.code == 1
    assert json.loads(told.out)["near"][0] == {"name": "Portugal", "kind": "country"}


def test_who_was_in_office_then(command: Command, user_data: Path) -> None:
    held = document(command, "Germany", "--on", "1985-06-01")["in_office"]
    assert ("Hans-Dietrich Genscher", "foreign-minister") in {(each["person"], each["office"]) for each in held}
    assert all(each["start"] <= "1985-06-01" for each in held)
    held = document(command, "foreign minister", "--on", "1985-06-01")["in_office"]
    assert {"country/DE", "country/US"} <= {each["of"] for each in held}
    assert document(command, "Genscher", "--on", "1985-06-01")["persons"]
    assert command("knowledge", "show", "Genscher", "--on", "2015-06-01").code == 1


@pytest.mark.parametrize("day", ["1985-02-30", "yesterday", "1985"])
def test_a_day_that_is_none(command: Command, day: str) -> None:
    told = command("knowledge", "show", "Germany", "--on", day)
    told.one_line("--on")
    assert told.code == 2


# ---------------------------------------------------------------- add, check, remove


def test_a_table_of_ones_own(command: Command, mine: Path, user_data: Path) -> None:
    told = command("knowledge", "add", mine)
    told.one_line("mine.tsv: over office_holders.tsv: 1 new row, 0 rows replaced; kept in", str(user_data))
    assert told.code == 0
    (person,) = document(command, "oxenvad")["persons"]
    assert (person["name"], person["layer"], person["terms"][0]["of_label"]) == ("Karin Oxenvad", "added", "Sweden")
    told = command("knowledge", "check")
    assert told.code == 0 and "added    mine.tsv" in told.out and f"your tables: {user_data / 'knowledge'}" in told.out
    told = command("knowledge", "remove", "mine.tsv")
    told.one_line("removed")
    assert command("knowledge", "show", "oxenvad").code == 1


def test_what_is_replaced_is_told(command: Command, mine: Path) -> None:
    mine.write_text("id\tlabel\tabbreviations\nnato\tAlliance of Tests\tNATX\nwhales\tWhale Council\tWHCX\n")
    told = command("knowledge", "add", mine)
    assert told.err.splitlines()[1:] == ["kg: replaced: Alliance of Tests"]
    (found,) = document(command, "Alliance of Tests")["organisations"]
    assert found["layer"] == "tables, added"


def test_a_broken_table_is_refused_in_one_line(command: Command, mine: Path, user_data: Path) -> None:
    mine.write_text(PERSON.replace("2021", "20x1"))
    told = command("knowledge", "add", mine)
    told.one_line("mine.tsv, line 2, column terms: ", "'20x1' is not a date (YYYY, YYYY-MM or YYYY-MM-DD)")
    assert told.code == 2 and not user_data.exists()


@pytest.mark.parametrize("cell", ["X\x1b]0;y\x07 Y", "X \u202eY", "X" * 100_000, "X\x00Y"])
def test_a_hostile_table_steers_no_terminal(command: Command, mine: Path, cell: str) -> None:
    mine.write_text(f"name\tterms\n{cell}\tmayor@country/SE@@@@\n")
    told = command("knowledge", "add", mine)
    told.one_line("mine.tsv, line 2, column name")
    assert told.code == 2 and len(told.err) < 500


def test_no_such_file(command: Command, tmp_path: Path, user_data: Path) -> None:
    for word in ("add", "remove"):
        told = command("knowledge", word, tmp_path / "none.tsv")
        told.one_line("none.tsv")
        assert told.code == 2


def test_check_says_what_is_wrong_and_where(command: Command, mine: Path, user_data: Path) -> None:
    command("knowledge", "add", mine)
    (user_data / "knowledge/added/mine.tsv").write_text("name\tterms\nX\tY\n")
    told = command("knowledge", "check")
    assert told.code == 1 and "mine.tsv, line 2, column terms" in told.out
    forget_tables()
    told = command("facts", ROOT / "examples/cod-dispute.txt")
    told.one_line("mine.tsv, line 2, column terms")
    assert told.code == 2


def test_the_example_is_read(command: Command, user_data: Path) -> None:
    assert command("knowledge", "add", ROOT / "examples/knowledge/staff.tsv").code == 0
    assert document(command, "Solbakken")["persons"]


@pytest.mark.model
def test_a_build_knows_what_was_added(tmp_path: Path, mine: Path, user_data: Path) -> None:
    """In a process of its own: the model of the tests has read kg's own tables."""
    mine.write_text("id\tlabel\ttype\tabbreviations\nwhales\tWhale Council\tintergovernmental\tWHCX\n")
    article = tmp_path / "talks.txt"
    article.write_text("The WHCX condemned Norway on Friday. Portugal left the Whale Council in May.\n")
    environment = {"KG_DATA": str(user_data)}
    assert process("knowledge", "add", mine, env=environment).returncode == 0
    done = process("build", article, "-o", tmp_path / "out", "--published", "2024-05-01", env=environment)
    assert done.returncode == 0, done.stderr
    turtle = (tmp_path / "out/graph.ttl").read_text("utf-8")
    assert "organisation:whales" in turtle
    assert ", added " in next(line for line in turtle.splitlines() if "dkg:knowledge" in line)


# ---------------------------------------------------------------- update


def test_update(command: Command, user_data: Path, local_network: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_DATA", str(user_data))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    with serving(world()) as served:
        told = command("knowledge", "update", "--endpoint", served.url, "--contact", "jane@example.org")
    told.one_line("updated as of 2024-05-01 from 57 pages: countries.tsv 3, ", "office_holders.tsv 6; kept in")
    assert told.code == 0
    assert f"diplomatic-kg/{kg.__version__} (jane@example.org)" in served.headers[0]["User-Agent"]
    assert document(command, "Oxenvad")["persons"][0]["layer"] == "updated"
    told = command("knowledge", "check")
    assert told.code == 0 and "updated   office_holders.tsv" in told.out


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("ftp://example.org", "no address of a SPARQL service"),
        ("\x1b[31m", "no address of a SPARQL service"),
        ("http://127.0.0.1:1/sparql", "can't be reached (Connection refused), asked 3 times"),
    ],
)
def test_an_endpoint_that_is_none(
    command: Command, user_data: Path, local_network: None, monkeypatch: pytest.MonkeyPatch, url: str, says: str
) -> None:
    monkeypatch.setenv("KG_DATA", str(user_data))
    monkeypatch.setattr(time, "sleep", lambda _: None)
    told = command("knowledge", "update", "--endpoint", url)
    told.one_line(says)
    assert told.code == 2 and not (user_data / "knowledge/updated.json").exists()


def test_ctrl_c_leaves_what_was_fetched(user_data: Path, local_network: None) -> None:
    with serving(world()) as served:
        arguments = [sys.executable, "-m", "kg", "knowledge", "update", "--endpoint", served.url]
        environment = {**os.environ, "KG_DATA": str(user_data)}
        running = subprocess.Popen(arguments, env=environment, stderr=subprocess.PIPE, cwd=ROOT)
        while len(served.queries) < 2 and running.poll() is None:
            time.sleep(0.05)
        running.send_signal(signal.SIGINT)
        _, told = running.communicate(timeout=60)
    assert (running.returncode, told) == (130, b"kg: interrupted\n")
    assert list((user_data / "knowledge/update.partial").iterdir())
    assert not (user_data / "knowledge/updated.json").exists()


def test_the_tables_of_whoever_runs_the_tests_are_left_alone() -> None:
    assert knowledge.version().startswith("tables ") and "," not in knowledge.version()
