"""Building an article asks no network, and reads no clock."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

# in a process of its own, so that imports and the loading of the model are watched too
BUILD = """
import socket, sys, datetime as dt

def refuse(*args, **kwargs):
    raise AssertionError(f"the network was used: {args}")

for name in ("connect", "connect_ex", "bind", "sendto"):
    setattr(socket.socket, name, refuse)
for name in ("create_connection", "getaddrinfo", "gethostbyname"):
    setattr(socket, name, refuse)

import kg

graph = kg.build(sys.argv[1:])
graph.export("out.ttl")
graph.to_rdflib()
graph.query("SELECT * WHERE { ?s ?p ?o } LIMIT 1")
print(len(graph))
"""


@pytest.mark.model
def test_a_build_opens_no_socket(tmp_path: Path, examples: list[Path]) -> None:
    command = [sys.executable, "-c", BUILD, *map(str, examples)]
    env = {"PYTHONPATH": str(ROOT), "PATH": ""}
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, env=env)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) > 100


@pytest.mark.model
def test_another_day_and_another_zone_give_the_same_bytes(tmp_path: Path, examples: list[Path]) -> None:
    """Nothing of the machine's clock, zone, language or home finds its way into a graph."""
    made = []
    for zone, language in (("Pacific/Kiritimati", "C.UTF-8"), ("America/Los_Angeles", "C")):
        env = {
            "TZ": zone,
            "LC_ALL": language,
            "PATH": "",
            "HOME": str(tmp_path / zone.replace("/", "-")),
            "PYTHONPATH": str(ROOT),
        }
        out = tmp_path / language
        command = [
            sys.executable,
            "-c",
            "from kg.__main__ import main; main()",
            "build",
            *map(str, examples),
            "-o",
            str(out),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=env)
        assert done.returncode == 0, done.stderr
        made.append((out / "graph.trig").read_bytes())
    assert made[0] == made[1]
