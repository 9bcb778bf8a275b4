"""What the documents say is true: every command and query in them runs, every link leads somewhere."""

from __future__ import annotations

import re
import shlex
import shutil
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg import cli
from tools.make_cli_docs import DOCUMENT, with_help

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted(ROOT.glob("docs/*.md")), *ROOT.glob("ontology/*.md")]
COMMANDS = ("build", "facts", "query", "export", "network", "view", "check", "entities", "knowledge")


def blocks(language: str) -> Iterator[tuple[str, str]]:
    """The fenced blocks of a language, each with the name of its document."""
    for document in DOCUMENTS:
        for found in re.findall(rf"^```{language}\n(.*?)^```", document.read_text("utf-8"), re.DOTALL | re.MULTILINE):
            yield document.relative_to(ROOT).as_posix(), found


@pytest.fixture
def newcomer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples, as a newcomer has it."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("KG_DATA", str(tmp_path / "data"))
    return tmp_path


@pytest.mark.model
@pytest.mark.parametrize("document", sorted({name for name, _ in blocks("sh")}))
def test_every_command_runs(newcomer: Path, document: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["build", "examples", "-o", "out"]) == 0
    for name, block in blocks("sh"):
        for line in block.splitlines() if name == document else ():
            words = shlex.split(line, comments=True)
            if not words:
                continue
            assert words[0] == "kg", line
            assert cli.run(words[1:]) == 0, (line, capsys.readouterr().err)


@pytest.mark.model
@pytest.mark.parametrize("document", sorted({name for name, _ in blocks("python")}))
def test_every_python_block_runs(newcomer: Path, document: str) -> None:
    names: dict[str, object] = {}
    for name, block in blocks("python"):
        if name == document:
            exec(compile(block, document, "exec"), names)


@pytest.mark.model
def test_every_query_answers(newcomer: Path) -> None:
    graph = kg.build("examples")
    for document, block in blocks("sparql"):
        assert graph.query(block) is not None, document


def test_the_help_texts_are_those_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    text = DOCUMENT.read_text("utf-8")
    assert with_help(text) == text, "run make docs"
    for command in COMMANDS:
        assert f"## kg {command}\n" in text


def test_every_link_leads_to_a_file() -> None:
    for document in DOCUMENTS:
        for target in re.findall(r"\]\(([^)#\s]+)", document.read_text("utf-8")):
            if "://" not in target:
                assert (document.parent / target).exists(), f"{document.name}: {target}"


def test_no_text_names_another_projects_package() -> None:
    for document in [*DOCUMENTS, ROOT / "Makefile", ROOT / "pyproject.toml", *ROOT.glob("kg/**/*.py")]:
        assert "pip install " + "kg" not in document.read_text("utf-8"), document


def test_every_dependency_is_explained() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    text = (ROOT / "docs/dependencies.md").read_text("utf-8")
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["dev"]]:
        name = re.match(r"[A-Za-z0-9_-]+", requirement)
        assert name and re.search(rf"\b{re.escape(name[0])}\b", text), requirement


def test_what_documents_name_in_the_tree_is_there() -> None:
    for document in (ROOT / "README.md", ROOT / "docs/extending.md", ROOT / "docs/dependencies.md"):
        for path in re.findall(r"`((?:kg|ontology|docs|examples)/[\w./-]*)`", document.read_text("utf-8")):
            assert "NAME" in path or (ROOT / path).exists(), f"{document.name}: {path}"
