"""Full names, variants and short forms of one article's persons."""

from __future__ import annotations

import pytest

from kg.language.people import gather, name_parts, refer

PEOPLE = gather(
    [
        (0, "Sergei Marodin"),
        (5, "Ana Lucía Ferreira de Souza"),
        (9, "Kim Dae-sok"),
        (14, "Peter Marodin"),
        (20, "Sergey Marodin"),
        (30, "Yusuf al-Karim"),
    ]
)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sergei Marodin", ("sergei", "marodin")),
        ("George W. Bridges", ("george", "bridges")),
        ("Lucio de la Torre", ("lucio", "torre")),
        ("John Calder Jr.", ("john", "calder")),
        ("José Núñez", ("jose", "nunez")),
    ],
)
def test_parts(text: str, parts: tuple[str, ...]) -> None:
    assert name_parts(text) == parts


def test_two_spellings_are_one_person() -> None:
    assert [p.name for p in PEOPLE] == [
        "Sergei Marodin",
        "Ana Lucía Ferreira de Souza",
        "Kim Dae-sok",
        "Peter Marodin",
        "Yusuf al-Karim",
    ]


@pytest.mark.parametrize(
    ("text", "at", "name"),
    [
        ("Ferreira", 10, "Ana Lucía Ferreira de Souza"),
        ("Souza", 10, "Ana Lucía Ferreira de Souza"),
        ("Kim", 10, "Kim Dae-sok"),
        ("Marodin", 10, "Sergei Marodin"),  # the only one named so far
        ("Peter", 40, "Peter Marodin"),
        ("Sergey", 40, "Sergei Marodin"),
        ("Marodin", 40, None),  # two by now
        ("Ferreyra", 40, "Ana Lucía Ferreira de Souza"),
        ("Brandt", 40, None),
    ],
)
def test_short_forms(text: str, at: int, name: str | None) -> None:
    found = refer(text, PEOPLE, at=at)
    assert (found.name if found else None) == name
