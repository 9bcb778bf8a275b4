"""Countries, organisations, places, offices and who held them: tables, read once, when first asked for."""

from __future__ import annotations

from functools import cache

from kg.knowledge.names import Gazetteer, load_gazetteer
from kg.knowledge.people import Holders, load_holders
from kg.knowledge.posts import Head, Offices, load_offices
from kg.knowledge.records import Holder, Named, Sense
from kg.knowledge.tables import fold
from kg.knowledge.tables import version as _version

__all__ = [
    "Gazetteer",
    "Head",
    "Holder",
    "Holders",
    "Named",
    "Offices",
    "Sense",
    "fold",
    "gazetteer",
    "holders",
    "offices",
    "version",
]


@cache
def version() -> str:
    """What tells one state of the tables from another: of kg's own, and of each layer of the user's over them.

    `tables 3f…`, `tables 3f…, updated 2024-05-01 a0…, added 77…`.
    """
    from kg.knowledge import layers

    return ", ".join((f"tables {_version()}", *layers.versions()))


@cache
def gazetteer() -> Gazetteer:
    """Which countries, organisations and places a form may name."""
    return load_gazetteer()


@cache
def offices() -> Offices:
    """The words of offices, titles and portfolios, and the concepts that they stand for."""
    return load_offices()


@cache
def holders() -> Holders:
    """Who held which office when."""
    return load_holders(related=offices().related)
