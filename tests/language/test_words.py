"""The word lists: each loads, and a malformed one is named."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from kg.errors import KnowledgeError
from kg.language import words
from kg.language.words import (
    called_so,
    linking_words,
    load_lists,
    name_words,
    nominal_words,
    office_grammar,
    only_offices,
    usual_offices,
)


@pytest.mark.parametrize("table", [name_words(), linking_words(), nominal_words(), office_grammar()])
def test_every_list_has_words(table: Any) -> None:
    for field in fields(table):
        assert getattr(table, field.name), field.name


def test_offices_and_states_have_keys() -> None:
    assert only_offices()["taoiseach"] == "country/IE"
    assert usual_offices()["secretary of state"] == "country/US"
    assert not only_offices().keys() & usual_offices().keys()
    assert called_so()["country/RU"].year == 1990


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ({}, "'verbs' is missing"),
        ({"verbs": "say"}, "'verbs' is missing"),
        ({"verbs": ["Say"]}, "'Say' is not a word in lower case"),
        ({"verbs": [1]}, "1 is not a word"),
    ],
)
def test_a_malformed_list_is_named(monkeypatch: pytest.MonkeyPatch, content: dict[str, Any], message: str) -> None:
    monkeypatch.setattr(words, "_read", lambda file: content)
    with pytest.raises(KnowledgeError, match=f"verbs.toml.*{message}|verbs.toml: the list {message}"):
        load_lists("verbs.toml", ("verbs",))


def test_data_files_name_their_source() -> None:
    folder = Path(words.__file__).parent / "data"
    for file in sorted(folder.glob("*.toml")):
        head = file.read_text("utf-8")[:400].lower()
        assert "source" in head or "by hand" in head, file.name
