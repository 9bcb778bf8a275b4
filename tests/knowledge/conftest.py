"""The tables, read once."""

from __future__ import annotations

import pytest

from kg import knowledge
from kg.knowledge import Gazetteer, Holders, Offices


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return knowledge.gazetteer()


@pytest.fixture(scope="session")
def offices() -> Offices:
    return knowledge.offices()


@pytest.fixture(scope="session")
def holders() -> Holders:
    return knowledge.holders()
