"""Paragraphs, whatever the lines were broken for."""

from __future__ import annotations

import pytest

from kg.language.paragraphs import paragraphs

WRAPPED = (
    "   THE MINISTERS OF THE TWO REPUBLICS OPENED A BRIDGE OVER THE\n"
    "RIVER THAT HAD PARTED THEM FOR MORE THAN THIRTY-FIVE YEARS AND\n"
    "SIGNED A PLAN FOR A SECOND ONE."
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One paragraph.\n\nAnother one.", ["One paragraph.", "Another one."]),
        ("First line, whole.\nSecond line, whole.", ["First line, whole.", "Second line, whole."]),
        (WRAPPED, [WRAPPED.strip()]),
        (
            "A caption of the day\n• one point made\n• another point",
            ["A caption of the day", "• one point made", "• another point"],
        ),
        ("Geneva, Switzerland\nThe envoys met.", ["Geneva, Switzerland", "The envoys met."]),
        ("a sentence that goes\non in the next line.", ["a sentence that goes\non in the next line."]),
        ("", []),
        ("\n \n", []),
    ],
)  # fmt: skip
def test_paragraphs(text: str, parts: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(text)] == parts
