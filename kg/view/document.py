"""The page around the picture: one HTML file that works from a disk, without a network.

It holds vis-network as pyvis bundles it, a style sheet, a script and the graph as JSON. Its
Content-Security-Policy lets these very scripts and styles in by their hashes and nothing else: no
markup from an article can run, load or send anything.
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.rdf.files import write_beside
from kg.view.data import page_data

if TYPE_CHECKING:
    from kg.rdf.reading import Reading

_SCRIPTS = ("words.js", "state.js", "picture.js", "panel.js", "table.js", "controls.js", "main.js")
_SLOT = re.compile(r"<!--kg:([a-z]+)-->")
_LIBRARY = ("pyvis", "lib/vis-9.1.2/vis-network.min.js")


def page(reading: Reading, *, of: str = "all", since: str | None = None, until: str | None = None) -> str:
    """The page as text; the same graph gives the same bytes.

    Args:
        of: which network is drawn (`kg.network.KINDS`).
        since: leave out the facts of days before, YYYY-MM-DD.
        until: leave out the facts of days after.

    Raises:
        NetworkError: there is no such network.
        DateError: a day is not a calendar day.
    """
    return _document(page_data(reading, of=of, since=since, until=until))


def _document(data: dict[str, Any]) -> str:
    style, library, script = _asset("style.css"), _library(), _script()
    parts = {
        "policy": _policy(style, library, script),
        "title": html.escape(f"{data['title']} – kg"),
        "style": f"<style>{style}</style>",
        "library": f"<script>{library}</script>",
        "data": f'<script type="application/json" id="graph">{_json(data)}</script>',
        "script": f"<script>{script}</script>",
    }
    # one pass, so that what is put in is never searched again
    return _SLOT.sub(lambda slot: parts[slot.group(1)], _asset("page.html"))


def write_page(
    reading: Reading, path: Path, *, of: str = "all", since: str | None = None, until: str | None = None
) -> int:
    """Write the page (`page`) to a file, wholly or not at all; the number of facts that it shows.

    Raises:
        NetworkError: there is no such network.
        DateError: a day is not a calendar day.
        OutputError: the file can't be written.
    """
    data = page_data(reading, of=of, since=since, until=until)
    write_beside(path, _document(data).encode("utf-8", "replace"))
    return len(data["facts"])


def _json(data: dict[str, Any]) -> str:
    """JSON that can stand in a script element: `<` and `&` begin no markup, and no line separator is bare."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def _policy(style: str, *scripts: str) -> str:
    rules = (
        "default-src 'none'",
        f"script-src {' '.join(map(_hash, scripts))}",
        f"style-src {_hash(style)}",
        "img-src data: blob:",
        "base-uri 'none'",
        "form-action 'none'",
    )
    return f'<meta http-equiv="Content-Security-Policy" content="{"; ".join(rules)}">'


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode('utf-8')).digest()).decode('ascii')}'"


@cache
def _asset(name: str) -> str:
    return (resources.files("kg.view") / "assets" / name).read_text(encoding="utf-8")


@cache
def _library() -> str:
    """vis-network, without the comment that would make a browser's tools ask for its source map."""
    package, name = _LIBRARY
    text = (resources.files(package) / name).read_text(encoding="utf-8")
    return re.sub(r"\n//# sourceMappingURL=\S+\s*$", "\n", text)


@cache
def _script() -> str:
    return '"use strict";\n(() => {\n' + "\n".join(map(_asset, _SCRIPTS)) + "\n})();\n"
