"""Datelines."""

from __future__ import annotations

import pytest

from kg.language.layout import dateline_place, find_blocks
from kg.language.state import BlockKind


@pytest.mark.parametrize(
    ("text", "place", "body"),
    [
        ("LIMA – The talks failed.", "LIMA", "The talks failed."),
        ("UNITED NATIONS (AP) _ The council met.", "UNITED NATIONS", "The council met."),
        ("OTTAWA, March 11 - The minister left.", "OTTAWA", "The minister left."),
        ("QUITO (ECUADOR), 7 JUN 88 (BEIJING XINHUA) -- [TEXT] THE TALKS FAILED.", "QUITO", "THE TALKS FAILED."),
        ("PARIS, March 3 (Reuters) - The envoy left.", "PARIS", "The envoy left."),
        ("Cairo CNN — The envoy left.", "Cairo", "The envoy left."),
        ("Vienna, 4 May 2015 – The envoy left.", "Vienna", "The envoy left."),
        ("MINSK, March 3. /TASS/. The envoy left.", "MINSK", "The envoy left."),
        ("SAN JOSE, Costa Rica (AP) — The envoy left.", "SAN JOSE, Costa Rica", "The envoy left."),
        ("CAIRO – 3 May 2021: The envoy left.", "CAIRO", "The envoy left."),
        ("CAIRO – Three envoys left: all of them.", "CAIRO", "Three envoys left: all of them."),
        ("[Text] The envoy left.", None, "The envoy left."),
        ("[He] left, the envoy said.", None, "[He] left, the envoy said."),
        ("(Reuters) - The envoy left.", None, "The envoy left."),
        ("Minsk – the capital – was quiet.", None, "Minsk – the capital – was quiet."),
        ("The envoy – a lawyer – left.", None, "The envoy – a lawyer – left."),
        ("UN officials - three of them - left.", None, "UN officials - three of them - left."),
        ("On 3 May – a Tuesday – he left.", None, "On 3 May – a Tuesday – he left."),
    ],
)
def test_dateline(text: str, place: str | None, body: str) -> None:
    whole = f"A title over it\n\n{text}\n\nMore was to come."
    block = find_blocks(whole)[1]
    found = dateline_place(whole, block)
    assert (found.of(whole) if found else None, block.body.of(whole)) == (place, body)


def test_dateline_on_its_own_line() -> None:
    text = "A title over it\n\nNairobi CNN —\n\nThe envoys met there on Monday."
    block = find_blocks(text)[1]
    assert block.kind is BlockKind.BYLINE
    found = dateline_place(text, block)
    assert found is not None
    assert found.of(text) == "Nairobi"
