"""Whom of the table an article may mean under another spelling: a guess, and never more."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.facts import Entity, EntityKind, Facts
from kg.store import Store
from tests.identity.people import LAVROV, article, person, spellings, store

RUSSIA = Entity("country/RU", "Russia", EntityKind.COUNTRY, known=True)


def of_russia(label: str, *, office: str = "foreign-minister", year: int | None = 2015) -> Facts:
    made = article(f"{label} of Russia", person("x", label), office=office, year=year)
    role = replace(made.roles[0], of=RUSSIA.key)
    return replace(made, entities=(made.entities[0], RUSSIA), roles=(role,))


def guesses(of: Store) -> list[str]:
    return [tie.other for each in of.entities() for tie in each.ties if tie.state == "guess"]


def test_a_spelling_that_the_table_lacks_is_guessed() -> None:
    made = store(of_russia("Sergej Lawrow"))
    assert guesses(made) == ["Q58217"]
    assert made.query(f"ASK {{ person:x skos:closeMatch <{LAVROV}> }}")
    assert not made.query("ASK { ?a owl:sameAs ?b }")
    assert not made.entities()[0].doubtful
    assert made.check().conforms


@pytest.mark.parametrize(
    "made",
    [
        of_russia("Sergej Lawrowsky"),
        of_russia("Anna Lawrowa"),
        of_russia("Lawrow"),
        article("no office", person("x", "Sergej Lawrow")),
        article("another country", person("x", "Sergej Lawrow"), office="ambassador", year=1950),
    ],
)
def test_what_is_not_guessed(made: Facts) -> None:
    assert guesses(store(made)) == []


def test_no_guess_is_needed_where_the_identity_is_known() -> None:
    made = store(of_russia("Sergej Lawrow"), *spellings())
    made.merge("person/x", "person/sergey-lavrov")
    assert guesses(made) == []
    assert not made.query("ASK { ?a skos:closeMatch ?b }")
    made.undo()
    made.split("person/x", "person/sergey-lavrov")
    assert guesses(made) == ["Q58217"]


def test_a_guess_goes_with_its_article() -> None:
    facts = of_russia("Sergej Lawrow")
    made = store(facts)
    assert guesses(made)
    made.remove(facts.article.id)
    assert made.serialise("nq") == b""
