"""Knowledge graphs of diplomatic news: roles, events and statements as RDF, each with its evidence.

    import kg

    graph = kg.build("article.txt", published="2017-12-22")
    graph.query("SELECT * WHERE { ?s ?p ?o } LIMIT 3")
    graph.export("out.ttl")

The names below are the public ones; everything else may move. They load on first use, so that
`import kg` costs nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
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

_HOME = {
    "Article": "kg.article",
    "Facts": "kg.facts",
    "IntakeError": "kg.errors",
    "KgError": "kg.errors",
    "QueryError": "kg.errors",
    "Store": "kg.store",
    "build": "kg.pipeline",
    "find_sources": "kg.intake",
    "load": "kg.language",
    "read": "kg.pipeline",
    "read_source": "kg.intake",
}

if TYPE_CHECKING:
    from kg.article import Article
    from kg.errors import IntakeError, KgError, QueryError
    from kg.facts import Facts
    from kg.intake import find_sources, read_source
    from kg.language import load
    from kg.pipeline import build, read
    from kg.store import Store


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
