"""The Turtle of the example articles, whole: a change of any triple shows here.

    pytest tests/test_golden.py --update-golden

writes the files anew; read the difference before it is committed.
"""

from __future__ import annotations

from pathlib import Path

import pytest

import kg

pytestmark = pytest.mark.model

GOLDEN = Path(__file__).parent / "golden"


def test_the_examples_give_the_golden_turtle(
    examples: list[Path], tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    update = bool(request.config.getoption("--update-golden"))
    changed = []
    for path in examples:
        out = tmp_path / f"{path.stem}.ttl"
        kg.build(path).export(out)
        golden = GOLDEN / out.name
        if update:
            GOLDEN.mkdir(exist_ok=True)
            golden.write_bytes(out.read_bytes())
        elif golden.read_bytes() != out.read_bytes():
            changed.append(out.name)
    assert not changed, f"{changed} differ from tests/golden; look at the difference, then run with --update-golden"
