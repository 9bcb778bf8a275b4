"""Cities: all that bear a name, with what tells them apart."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import knowledge
from kg.errors import KnowledgeError
from kg.knowledge import Gazetteer
from kg.knowledge.names import load_gazetteer
from kg.knowledge.tables import FOLDER, fold


@pytest.mark.parametrize(
    ("form", "first", "among"),
    [
        ("Paris", "place/paris country/FR", "place/paris-us country/US"),
        ("PARIS", "place/paris country/FR", "place/paris-us country/US"),
        ("Tripoli", "place/tripoli country/LY", "place/tripoli-lb country/LB"),
        ("Cambridge", "place/cambridge country/GB", "place/cambridge-us country/US"),
        ("Washington", "place/washington country/US", "place/washington-gb country/GB"),
        ("Moscow", "place/moscow country/RU", "place/moscow-us country/US"),
        ("Davos", "place/davos country/CH", "place/davos country/CH"),
        ("Málaga", "place/malaga country/ES", "place/malaga country/ES"),
        ("Malaga", "place/malaga country/ES", "place/malaga country/ES"),
    ],
)
def test_all_of_a_name_the_largest_first(gazetteer: Gazetteer, form: str, first: str, among: str) -> None:
    found = [f"{n.key} {n.country}" for n in gazetteer.cities(form)]
    assert found[0] == first
    assert among in found
    sizes = [n.population for n in gazetteer.cities(form)]
    assert sizes == sorted(sizes, reverse=True)


@pytest.mark.parametrize("form", ["", " ", "paris", "Zzyzxville", "Paris Agreement", "-", "Paqi", "Pariss", "The"])
def test_no_cities(gazetteer: Gazetteer, form: str) -> None:
    assert gazetteer.cities(form) == ()


@pytest.mark.parametrize(
    ("form", "country", "region"),
    [
        ("Paris", "country/US", "place/texas"),
        ("Springfield", "country/US", "place/illinois"),
        ("Cambridge", "country/GB", "place/england"),
        ("Cambridge", "country/US", "place/massachusetts"),
        ("London", "country/CA", "place/ontario"),
        ("Perth", "country/AU", "place/western-australia"),
        ("Potsdam", "country/DE", "place/brandenburg-state"),
    ],
)
def test_regions(gazetteer: Gazetteer, form: str, country: str, region: str) -> None:
    assert region in {n.region for n in gazetteer.cities(form) if n.country == country}


@pytest.mark.parametrize("form", ["Reading", "Nice", "Mobile", "Victoria", "Springfield", "Davosville"])
def test_a_name_that_says_too_little_alone(gazetteer: Gazetteer, form: str) -> None:
    assert gazetteer.lookup(form) == ()


def test_a_capital_and_its_city_are_one_place(gazetteer: Gazetteer) -> None:
    for form in ("Lisbon", "Kyiv", "Washington", "N'Djamena", "Sanaa", "Ulaanbaatar"):
        (capital,) = gazetteer.lookup(form)
        city = gazetteer.settlements.by_id(str(capital.place_key).removeprefix("place/"))
        assert city is not None, form
        assert (city.point, city.population, city.country) == (capital.point, capital.population, capital.country)


def test_nearly_all_capitals_and_cities_have_a_point(gazetteer: Gazetteer) -> None:
    placed = [n for held in gazetteer.forms.values() for n in held if n.sense in ("capital", "seat")]
    assert [n.form for n in placed if n.sense == "seat" and n.point is None] == []
    assert sum(n.point is None for n in placed) <= 30


@given(st.text(max_size=30))
def test_any_text_can_be_asked_for(text: str) -> None:
    assert all(fold(n.form) == fold(text) for n in knowledge.gazetteer().cities(text))


@given(st.sampled_from(knowledge.gazetteer().settlements.lines[::50]))
def test_every_city_is_found_by_its_name_and_its_id(line: str) -> None:
    ident, name, *_ = line.split("\t")
    assert f"place/{ident}" in {n.key for n in knowledge.gazetteer().cities(name)}
    found = knowledge.gazetteer().settlements.by_id(ident)
    assert found is not None and found.label == name


def test_other_names_find_a_city(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "cities.tsv").open("a", encoding="utf-8") as file:
        file.write("qibla-town\tQibla Town\tEG\t\t30\t31\t7000\t\tQebla|Old Qibla\t\n")
    table = load_gazetteer(folder=tmp_path)
    assert [(n.form, n.key, n.population) for n in table.cities("Old Qibla")] == [
        ("Old Qibla", "place/qibla-town", 7000)
    ]
    assert table.lookup("Old Qibla") == ()


def test_alone_is_y_or_nothing(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "cities.tsv").open("a", encoding="utf-8") as file:
        file.write("x\tX\tEG\t\t30\t31\t7000\t\t\tyes\n")
    with pytest.raises(KnowledgeError, match="row 'x': alone is 'yes'"):
        load_gazetteer(folder=tmp_path)
