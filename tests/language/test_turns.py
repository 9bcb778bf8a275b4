"""Turns of an exchange."""

from __future__ import annotations

import pytest

from kg.language.layout import find_blocks
from kg.language.state import BlockKind


def turns(text: str) -> list[tuple[str | None, str]]:
    return [
        (b.speaker.of(text) if b.speaker else None, b.body.of(text))
        for b in find_blocks(text)
        if b.kind is BlockKind.TURN
    ]


def test_exchange_in_an_article() -> None:
    text = (
        "Okoro and Lind met.\n\nThis is what they said:\n\nOkoro: You are late.\n\nLind: I am on time!\n\n"
        "Okoro: So you say.\n\nThe meeting ended."
    )
    assert turns(text) == [("Okoro", "You are late."), ("Lind", "I am on time!"), ("Okoro", "So you say.")]


def test_transcript_paragraphs_without_a_name_go_on() -> None:
    text = (
        "SECRETARY VALE:  Good morning.\n\nIt is a pleasure to be here.\n\nQUESTION:  Will you resign?\n\n"
        "SECRETARY VALE:  No."
    )
    assert turns(text) == [
        ("SECRETARY VALE", "Good morning."),
        ("SECRETARY VALE", "It is a pleasure to be here."),
        ("QUESTION", "Will you resign?"),
        ("SECRETARY VALE", "No."),
    ]


def test_speaker_on_a_line_of_its_own() -> None:
    text = "PRESIDENT IMRE:\n\nWe have agreed.\n\nMINISTER SOLO:\n\nWe have not.\n\nPRESIDENT IMRE:\n\nWe shall see."
    assert turns(text) == [
        ("PRESIDENT IMRE", "We have agreed."),
        ("MINISTER SOLO", "We have not."),
        ("PRESIDENT IMRE", "We shall see."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The plan has three parts.\n\nNote: This is a draft.\n\nSource: the ministry.\n\nIt will be revised.",
        "He gave one reason: money.\n\nShe gave another: time.\n\nThey left.",
        "Update: talks failed.\n\nThe envoys left the hall at noon.",
        "The minister said: “We agree.”\n\nThe envoy said: “We do not.”",
        "Ukraine: what we know so far.\n\nThe talks in Minsk began on Monday.",
    ],
)
def test_no_turns(text: str) -> None:
    assert turns(text) == []
