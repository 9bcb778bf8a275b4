"""Full names, variants and short forms of one article's persons."""

from __future__ import annotations

import pytest

from kg.language.people import candidates, families, gather, name_parts, refer, suffix_of

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
        ("J. R. Thistlewood", ("j", "thistlewood")),
        ("Yusuf al-Karim", ("yusuf", "karim")),
        ("Al-Karim", ("karim",)),
        ("Abu Tareq el-Shami", ("tareq", "shami")),
        ("Khalid bin Faisal", ("khalid", "faisal")),
        ("Baek Jin-woo", ("baek", "jin-woo")),
        ("", ()),
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


SAME = [
    ("Sergei Marodin", "Sergey Marodin"),
    ("Mohammed Fathi", "Muhammad Fathi"),
    ("Volodymyr Zelenko", "Volodymyr Zelenkko"),
    ("Kim Sang-ho", "Kim Sang Ho"),
    ("Baek Jin-woo", "Jin-woo Baek"),
    ("José Núñez-Arce", "Jose Nunez-Arce"),
    ("J. P. Hallorand", "John Hallorand"),
    ("Pedro Salcedo", "Pedro Salcedo Ibarra"),
    ("Omar al-Karim", "Omar el-Karim"),
    ("Martin Olsen", "Martin Olsen Jr."),
]

TWO = [
    ("Mario Silva", "Maria Silva"),
    ("Marta Silva", "Maria Silva"),
    ("Ivan Petrov", "Ivana Petrova"),
    ("Peter Johnson", "Peter Johnston"),
    ("Martin Olsen Jr.", "Martin Olsen Sr."),
    ("George Lowry", "Peter Lowry"),
    ("Kim Sang-ho", "Kim Yu-jin"),
    ("Anna Brandt", "Olga Brandt"),
    ("J. P. Hallorand", "Mark Hallorand"),
    ("Charles Renn II", "Charles Renn III"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_forms_of_one_person(one: str, other: str) -> None:
    assert len(list(gather([(0, one), (9, other)]))) == 1


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_persons(one: str, other: str) -> None:
    assert len(list(gather([(0, one), (9, other)]))) == 2


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Baek Jin-woo", {"baek", "jin-woo"}),
        ("Wen Haoran", {"wen", "haoran"}),
        ("Pedro Salcedo Ibarra", {"salcedo", "ibarra"}),
        ("Olga Brandt", {"brandt"}),
        ("Sukarto", {"sukarto"}),
    ],
)
def test_family_names(text: str, found: set[str]) -> None:
    assert families(name_parts(text)) == found


@pytest.mark.parametrize(
    ("text", "suffix"), [("Martin Olsen Jr.", "jr"), ("John Paul II", "ii"), ("Olsen", None), ("", None)]
)
def test_suffixes(text: str, suffix: str | None) -> None:
    assert suffix_of(text) == suffix


@pytest.mark.parametrize("text", ["Brandts", "Petrova", "Johnston", "Lowry"])
def test_what_only_looks_like_a_surname(text: str) -> None:
    people = gather([(0, "Karl Brandt"), (3, "Ivan Petrov"), (6, "Peter Johnson")])
    assert candidates(text, people, at=20) == []


def test_what_else_is_known_decides() -> None:
    people = gather([(0, "Karl Brandt"), (3, "Olga Brandt")])
    assert len(candidates("Brandt", people, at=9)) == 2
    assert [p.name for p in candidates("Brandt", people, at=9, fits=lambda p: p.name.startswith("Olga"))] == [
        "Olga Brandt"
    ]
    assert candidates("Brandt", people, at=9, fits=lambda _: False) == []
