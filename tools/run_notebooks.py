"""Execute the notebooks and save them with their outputs: `make notebooks`.

Each runs in a copy of `notebooks/` and `examples/`, by a kernel that is reached over local sockets and
refuses every other. What is saved says nothing of the machine or the hour: two executions write the
same text (of pictures, the pixels are the drawing library's).
"""

from __future__ import annotations

import base64
import io
import os
import shutil
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbclient import NotebookClient
from traitlets.config import Config

ROOT = Path(__file__).resolve().parent.parent
NOTEBOOKS = ROOT / "notebooks"
TIMEOUT = 300
"""Seconds that a cell may take; the first loads the language model."""
ALONE = (
    "import socket as _socket\n"
    "def _refuse(*args, **kwargs): raise OSError('a notebook uses no network')\n"
    "for _name in ('connect', 'connect_ex'): setattr(_socket.socket, _name, _refuse)\n"
    "for _name in ('create_connection', 'getaddrinfo', 'gethostbyname'): setattr(_socket, _name, _refuse)\n"
    "del _socket, _refuse, _name"
)
"""What a kernel runs before the first cell."""
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def notebooks() -> list[Path]:
    """The notebooks, in the order in which they are read."""
    return sorted(NOTEBOOKS.glob("*.ipynb"))


def opened(path: Path) -> nbformat.NotebookNode:
    """A notebook as it is saved."""
    return nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]


def executed(path: Path) -> nbformat.NotebookNode:
    """A notebook with fresh outputs and nothing else."""
    notebook = opened(path)
    with tempfile.TemporaryDirectory(prefix="kg-") as folder:
        place = Path(folder)
        shutil.copytree(NOTEBOOKS, place / "notebooks", ignore=shutil.ignore_patterns("out", ".*", "__pycache__"))
        shutil.copytree(ROOT / "examples", place / "examples")
        # a short path: a local socket's name may have a hundred characters
        kernel = {"transport": "ipc", "connection_file": str(place / "k.json")}
        client = NotebookClient(
            notebook,
            config=Config({"KernelManager": kernel}),
            extra_arguments=[f"--IPKernelApp.exec_lines={ALONE}"],
            timeout=TIMEOUT,
            startup_timeout=TIMEOUT,
            record_timing=False,
        )
        client.execute(cwd=str(place / "notebooks"), env=_environment(place))
    return stripped(notebook)


def _environment(place: Path) -> dict[str, str]:
    """That of this process, less what would change what a notebook shows: a profile and a backend of the user's."""
    kept = {name: value for name, value in os.environ.items() if name not in ("MPLBACKEND", "PYTHONSTARTUP")}
    return {**kept, "IPYTHONDIR": str(place / "ipython")}


def stripped(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without metadata of its execution; cells are named by their place."""
    notebook.metadata = _METADATA
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"cell-{number:02}"
        cell.metadata = {}
        for output in cell.get("outputs", ()):
            if "metadata" in output:
                output.metadata = {}
            if "image/png" in output.get("data", {}):
                output.data["image/png"] = _smaller(output.data["image/png"])
    return notebook


def _smaller(png: str) -> str:
    """A drawing in 64 colours: a third of the size, and no different to the eye."""
    from PIL import Image

    with Image.open(io.BytesIO(base64.b64decode(png))) as picture:
        drawn = picture.convert("RGB").quantize(64, dither=Image.Dither.NONE)
    drawn.save(out := io.BytesIO(), "PNG", optimize=True)
    return base64.b64encode(out.getvalue()).decode("ascii")


def texts(notebook: nbformat.NotebookNode) -> list[Any]:
    """All that must be the same each time: of pictures, that there is one."""
    return [
        (cell.cell_type, cell.source, [_text(output) for output in cell.get("outputs", ())]) for cell in notebook.cells
    ]


def _text(output: nbformat.NotebookNode) -> dict[str, Any]:
    data = {kind: "" if kind.startswith("image/") else value for kind, value in output.get("data", {}).items()}
    return {**output, "data": data}


def save(paths: Iterable[Path]) -> None:
    """Execute and write back."""
    for path in paths:
        notebook = executed(path)
        text = nbformat.writes(notebook)  # type: ignore[no-untyped-call]
        path.write_text(text.rstrip("\n") + "\n", encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    wanted = sys.argv[1:]
    save(path for path in notebooks() if not wanted or path.stem in wanted)
