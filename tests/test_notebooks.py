"""The notebooks run, show what is saved in them, and say nothing of the machine that ran them."""

from __future__ import annotations

import base64
import json
import re
import runpy
from collections import Counter
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
from nbclient.exceptions import CellExecutionError

import kg
from kg.facts import EntityKind, Stance
from kg.network.measures import centrality
from kg.rdf.reading import SORTS
from tools.run_notebooks import ROOT, executed, notebooks, opened, stripped, texts

MOST_BYTES = 300_000
NAMES = ["01-first-graph", "02-asking-with-sparql", "03-networks-and-time"]
_PLACES = re.compile(
    r"(?<![\w/.])/(?:home|root|tmp|work|Users|usr|var|opt|private)/|\b[A-Z]:\\|file://|\.venv/|site-packages"
)
_HOURS = re.compile(r"\b\d{1,2}:\d{2}:\d{2}\b|iopub|execut(?:e|ion)_(?:input|reply)")


def saved(name: str) -> dict[str, Any]:
    """A notebook as its file has it."""
    found: dict[str, Any] = json.loads(path_of(name).read_text("utf-8"))
    return found


def path_of(name: str) -> Path:
    return ROOT / "notebooks" / f"{name}.ipynb"


def outputs(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    return list(chain.from_iterable(cell.get("outputs", ()) for cell in notebook["cells"]))


def test_there_are_three_and_each_leads_to_the_next() -> None:
    assert [path.stem for path in notebooks()] == NAMES
    for name, following in pairwise(NAMES):
        assert f"({following}.ipynb)" in path_of(name).read_text("utf-8")


@pytest.mark.model
@pytest.mark.parametrize("name", NAMES)
def test_what_is_saved_is_what_it_shows(name: str) -> None:
    assert texts(executed(path_of(name))) == texts(opened(path_of(name))), "run make notebooks"


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_was_run_in_order_and_none_failed(name: str) -> None:
    code = [cell for cell in saved(name)["cells"] if cell["cell_type"] == "code"]
    assert [cell["execution_count"] for cell in code] == list(range(1, len(code) + 1))
    assert 7 <= len(code) <= 14
    for output in outputs(saved(name)):
        assert output["output_type"] != "error" and output.get("name") != "stderr", output


@pytest.mark.parametrize("name", NAMES)
def test_each_cell_of_code_is_introduced_in_words(name: str) -> None:
    cells = saved(name)["cells"]
    assert "".join(cells[0]["source"]).startswith(f"# {int(name[:2])}. ")
    for before, cell in pairwise(cells):
        assert "markdown" in (before["cell_type"], cell["cell_type"])


@pytest.mark.parametrize("name", NAMES)
def test_a_code_host_can_show_it(name: str) -> None:
    assert path_of(name).stat().st_size < MOST_BYTES
    pictures = [output["data"]["image/png"] for output in outputs(saved(name)) if "image/png" in output.get("data", {})]
    assert pictures
    for picture in pictures:
        assert base64.b64decode("".join(picture)).startswith(b"\x89PNG")
    kinds = {kind for output in outputs(saved(name)) for kind in output.get("data", ())}
    assert kinds <= {"text/plain", "text/html", "image/png"}, "what needs a script is not shown there"


@pytest.mark.parametrize("name", NAMES)
def test_it_tells_nothing_of_the_machine_or_the_hour(name: str) -> None:
    notebook = saved(name)
    assert set(notebook["metadata"]) == {"kernelspec", "language_info"}
    assert notebook["metadata"]["language_info"] == {"name": "python"}
    for number, cell in enumerate(notebook["cells"], 1):
        assert cell["metadata"] == {} and cell["id"] == f"cell-{number:02}"
    for output in outputs(notebook):
        output.get("data", {}).pop("image/png", None)
        said = json.dumps(output, ensure_ascii=False)
        assert not _PLACES.search(said) and not _HOURS.search(said), said
        assert str(Path.home()) not in said


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("/home/jane/kg", True),
        ("see /tmp/kg-x1/out", True),
        (r"C:\Users\jane", True),
        ("file:///out/graph.html", True),
        ("lib/site-packages/kg", True),
        ("https://w3id.org/dkg/id/country/KE", False),
        ("https://lantern.example/home/finland", False),
        ("out/graph.ttl", False),
    ],
)
def test_a_place_of_a_machine_is_known(said: str, found: bool) -> None:
    assert bool(_PLACES.search(said)) is found


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_file(name: str) -> None:
    words = "".join(chain.from_iterable(c["source"] for c in saved(name)["cells"] if c["cell_type"] == "markdown"))
    for target in re.findall(r"\]\(([^)#\s]+)", words):
        assert (ROOT / "notebooks" / target).exists(), target


@pytest.mark.model
def test_the_titles_of_the_drawings_are_true() -> None:
    graph = kg.build(ROOT / "notebooks/data")
    central = sorted(centrality(graph.to_networkx("countries")), key=lambda row: -row.betweenness)
    assert [row.label for row in central[:2]] == ["Ireland", "Uruguay"]
    tone = runpy.run_path(str(ROOT / "notebooks/pictures.py"))["tone"]
    said = graph.to_networkx("statements")
    heard: dict[str, Counter[str]] = {"warm": Counter(), "plain": Counter(), "hard": Counter()}
    for _, target, edge in said.edges(data=True):
        heard[tone(edge)][said.nodes[target]["label"]] += edge["weight"]
    assert {label for label, number in heard["warm"].items() if number > 1} == {"Sorcha Delahunt", "Tanzania"}
    assert {label for label, number in heard["hard"].items() if number > 1} == {"Uganda", "Uruguay"}


def test_stripping_leaves_what_is_shown() -> None:
    notebook = opened(path_of(NAMES[1]))
    before = texts(notebook)
    notebook.metadata["widgets"] = {"state": 1}
    notebook.cells[1].metadata["execution"] = {"iopub.execute_input": "2024-01-01T00:00:00"}
    assert texts(stripped(notebook)) == before
    assert "widgets" not in notebook.metadata and notebook.cells[1].metadata == {}


def test_the_reports_of_the_notebooks_say_that_they_are_invented() -> None:
    reports = sorted((ROOT / "notebooks/data").iterdir())
    assert len(reports) == 8
    for report in reports:
        assert "invented report" in report.read_text("utf-8").split("\n\n")[0], report.name


def test_a_notebook_reaches_no_network(tmp_path: Path) -> None:
    source = "import socket\nsocket.create_connection(('127.0.0.1', 9))"
    cell: dict[str, Any] = {
        "cell_type": "code",
        "id": "a",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
    path = tmp_path / "curious.ipynb"
    path.write_text(json.dumps({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}), "utf-8")
    with pytest.raises(CellExecutionError, match="a notebook uses no network"):
        executed(path)


def test_the_drawings_know_each_kind_and_stance() -> None:
    pictures = runpy.run_path(str(ROOT / "notebooks/pictures.py"))
    assert set(pictures["KINDS"]) == {*EntityKind, "event"}
    assert set(pictures["SORTS"]) == set(SORTS)
    assert set(chain.from_iterable(pictures["STANCES"].values())) == set(Stance) - {Stance.NEUTRAL, Stance.FACTIVE}
    assert set(pictures["STANCES"]) == set(pictures["TONES"]) - {"plain"}
    assert [pictures["tone"]({"kind": kind}) for kind in ("praising", "neutral", "denying")] == [
        "warm",
        "plain",
        "hard",
    ]
