"""Writes the help texts into docs/cli.md, between its markers.

python tools/make_cli_docs.py
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from pathlib import Path

from kg.cli import run

DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "cli.md"
_PLACE = re.compile(r"(<!-- help: ?([\w ]*) -->\n).*?(<!-- end -->)", re.DOTALL)


def with_help(text: str) -> str:
    """The document with the help texts as they are now."""
    return _PLACE.sub(lambda found: f"{found[1]}```text\n{help_of(found[2])}```\n{found[3]}", text)


def help_of(command: str) -> str:
    """What `kg COMMAND --help` prints in a terminal of 80 columns."""
    os.environ["COLUMNS"] = "80"
    with contextlib.redirect_stdout(io.StringIO()) as out:
        run([*command.split(), "--help"])
    return "".join(f"{line.rstrip()}\n" for line in out.getvalue().strip().splitlines())


if __name__ == "__main__":
    DOCUMENT.write_text(with_help(DOCUMENT.read_text("utf-8")), "utf-8")
