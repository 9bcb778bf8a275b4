"""The command `kg` as tests run it: in this process, and as one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kg import cli

ROOT = Path(__file__).resolve().parent.parent


class Told:
    """What a command did: exit code, data, messages."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err

    def one_line(self, *words: str) -> None:
        """It said one clear line on standard error and nothing else."""
        assert self.out == "" and self.err.count("\n") == 1 and self.err.startswith("kg: "), self.err
        assert "Traceback" not in self.err, self.err
        assert self.err[:-1].isprintable(), self.err
        for word in words:
            assert word in self.err, self.err


class Command:
    """The command in this process: its arguments, and what it told."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str | Path) -> Told:
        code = cli.run([str(a) for a in arguments])
        said = self.capsys.readouterr()
        return Told(code, said.out, said.err)


def process(
    *arguments: str | Path,
    stdin: bytes | None = b"",
    before: str = "",
    stdout: int | None = subprocess.PIPE,
    prepare: Callable[[], None] | None = None,
    env: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """The command as a process of its own.

    Args:
        stdin: what it reads; None: standard input is closed.
        before: Python that runs in it first.
        env: what its environment has besides.
        prepare: runs in it before Python does.
    """
    code = f"{before}\nfrom kg.__main__ import main; main()"
    command = [sys.executable, "-c", code, *map(str, arguments)]
    if stdin is None:
        command = ["/bin/sh", "-c", 'exec "$@" <&-', "sh", *command]
    return subprocess.run(
        command,
        input=stdin or b"",
        stdout=stdout,
        stderr=subprocess.PIPE,
        env={**os.environ, **(env or {})},
        preexec_fn=prepare,
        check=False,
    )


def printed(code: str, **environment: str) -> bytes:
    """What Python writes to standard output that runs some code in a process of its own, at the top of the project."""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env={**os.environ, **environment}, capture_output=True, check=True
    )
    return done.stdout
