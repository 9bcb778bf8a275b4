"""The gazetteer: what forms name, and what they don't."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.lang.en import English

from kg.errors import KnowledgeError
from kg.facts import EntityKind
from kg.knowledge import Gazetteer, Sense, fold, gazetteer
from kg.knowledge.cities import slug
from kg.knowledge.names import load_gazetteer
from kg.knowledge.rows import SEAT_COLUMNS
from kg.knowledge.tables import FOLDER, read_table


def keys(table: Gazetteer, form: str) -> list[str]:
    return [f"{n.key} {n.sense}" for n in table.lookup(form)]


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Portugal", ["country/PT name"]),
        ("PORTUGAL", ["country/PT name"]),
        ("UK", ["country/GB abbreviation"]),
        ("U.K.", ["country/GB abbreviation"]),
        ("Britain", ["country/GB name"]),
        ("U.S.", ["country/US abbreviation"]),
        ("the US", ["country/US abbreviation"]),
        ("DPRK", ["country/KP abbreviation"]),
        ("Soviet Union", ["country/SUHH name"]),
        ("USSR", ["country/SUHH abbreviation"]),
        ("Côte d’Ivoire", ["country/CI name"]),
        ("Cote d'Ivoire", ["country/CI name"]),
        ("Ivory Coast", ["country/CI name"]),
        ("The Gambia", ["country/GM name"]),
        ("Gambia", ["country/GM name"]),
        ("Türkiye", ["country/TR name"]),
        ("Danish", ["country/DK adjective"]),
        ("Danes", ["country/DK people"]),
        ("Dutch", ["country/NL adjective", "country/NL people"]),
        ("Lisbon", ["country/PT capital"]),
        ("The Hague", ["country/NL capital"]),
        ("the Hague", ["country/NL capital"]),
        ("Kiev", ["country/UA capital"]),
        ("Kremlin", ["country/RU seat"]),
        ("The Kremlin", ["country/RU seat"]),
        ("the White House", ["country/US seat"]),
        ("Élysée", ["country/FR seat"]),
        ("No 10", ["country/GB seat"]),
        ("Congo", ["country/CD name", "country/CG name"]),
        ("State Department", ["organisation/us-state-department name"]),
        ("NATO", ["organisation/nato abbreviation"]),
        ("Nato", ["organisation/nato abbreviation"]),
        ("The Times", ["organisation/the-times name"]),
        ("Reuters", ["organisation/reuters name"]),
        ("Hezbollah", ["organisation/hezbollah name"]),
        ("Hizbollah", ["organisation/hezbollah name"]),
        ("Al-Qaeda", ["organisation/al-qaeda name"]),
        ("Brussels", ["country/BE capital", "organisation/european-union seat"]),
        ("Geneva", ["place/geneva city"]),
        ("New York", ["place/new-york city"]),
        ("São Paulo", ["place/sao-paulo city"]),
        ("Sao Paulo", ["place/sao-paulo city"]),
        ("West Bank", ["place/west-bank city"]),
        ("Scottish", ["place/scotland adjective"]),
    ],
)
def test_names(gazetteer: Gazetteer, form: str, expected: list[str]) -> None:
    assert keys(gazetteer, form) == expected


@pytest.mark.parametrize(
    "form",
    [
        "us",
        "Us",
        "it",
        "IT",
        "who",
        "Who",
        "turkey",
        "china",
        "polish",
        "white house",
        "White house",
        "state department",
        "Un",
        "Hague",
        "the Times",
        "Times",
        "Reading",
        "March",
        "Mobile",
        "Victoria",
        "Johnson",
        "Paris Agreement",
        "",
        " ",
        "the",
        "The",
        "—",
    ],
)
def test_not_names(gazetteer: Gazetteer, form: str) -> None:
    assert keys(gazetteer, form) == []


def test_a_capital_is_its_government_and_a_place(gazetteer: Gazetteer) -> None:
    (lisbon,) = gazetteer.lookup("Lisbon")
    assert (lisbon.key, lisbon.label, lisbon.kind) == ("country/PT", "Portugal", EntityKind.COUNTRY)
    assert (lisbon.place_key, lisbon.place_label, lisbon.country) == ("place/lisbon", "Lisbon", "country/PT")
    (ten,) = gazetteer.lookup("10 Downing Street")
    assert (ten.key, ten.place_key) == ("country/GB", "place/downing-street")


@pytest.mark.parametrize(
    ("form", "of", "institution"),
    [
        ("the Kremlin", "country/RU", "russia-presidency"),
        ("No 10", "country/GB", "united-kingdom-prime-ministers-office"),
        ("Quai d'Orsay", "country/FR", "france-foreign-ministry"),
        ("Palazzo Chigi", "country/IT", "italy-prime-ministers-office"),
        ("Foggy Bottom", "organisation/us-state-department", "us-state-department"),
        ("Turtle Bay", "organisation/united-nations", "united-nations"),
        ("Malacanang", "country/PH", "philippines-presidency"),
        ("Aso Rock", "country/NG", "nigeria-presidency"),
        ("Rideau Hall", "country/CA", "canada-governor-generals-office"),
    ],
)
def test_seats(gazetteer: Gazetteer, form: str, of: str, institution: str) -> None:
    (named,) = gazetteer.lookup(form)
    assert (named.key, named.institution, named.sense) == (of, f"organisation/{institution}", Sense.SEAT)
    assert named.point is not None
    assert named.place_key


def test_every_institution_is_known_or_named_after_its_country(gazetteer: Gazetteer) -> None:
    for row in read_table("seats.tsv", columns=SEAT_COLUMNS):
        of, body = row[3], f"organisation/{row[4]}"
        assert body in gazetteer.labels or row[4].startswith(slug(gazetteer.labels[of]) + "-"), row


def test_kinds_of_organisation(gazetteer: Gazetteer) -> None:
    assert "organisation/xinhua" in gazetteer.media
    assert "organisation/likud" in gazetteer.parties
    assert "organisation/taliban" in gazetteer.armed
    assert "organisation/nato" not in gazetteer.media | gazetteer.parties | gazetteer.armed
    (cia,) = gazetteer.lookup("CIA")
    assert cia.country == "country/US"


def test_labels_are_one_per_key(gazetteer: Gazetteer) -> None:
    for held in gazetteer.forms.values():
        for named in held:
            assert gazetteer.labels[named.key] == named.label
            assert re.fullmatch(r"(country/[A-Z]{2,4}|(organisation|place)/[a-z0-9-]+)", named.key)
            assert named.qid is None or re.fullmatch(r"Q[1-9]\d*", named.qid)
            assert named.country is None or named.country in gazetteer.labels
            assert named.form == " ".join(named.form.split())


def test_every_form_is_found_as_written(gazetteer: Gazetteer) -> None:
    for held in gazetteer.forms.values():
        for named in held:
            if not named.form.islower():
                assert named in gazetteer.lookup(named.form), named.form


def test_longest_is_an_upper_bound_of_tokens(gazetteer: Gazetteer) -> None:
    nlp = English()
    for form in [n.form for held in gazetteer.forms.values() for n in held]:
        tokens = nlp.make_doc(form)
        assert gazetteer.longest.get(tokens[0].lower_, 0) >= len(tokens), form


def test_one_key_has_one_qid(gazetteer: Gazetteer) -> None:
    qids: dict[str, set[str | None]] = {}
    for held in gazetteer.forms.values():
        for named in held:
            qids.setdefault(named.key, set()).add(named.qid)
    assert [key for key, found in qids.items() if len(found) > 1] == []
    known = [next(iter(found)) for found in qids.values() if found != {None}]
    assert len(set(known)) == len(known)


@given(st.text(max_size=40))
def test_any_text_can_be_looked_up(text: str) -> None:
    assert all(fold(n.form).removeprefix("the ") == fold(text).removeprefix("the ") for n in gazetteer().lookup(text))


@given(st.text(max_size=40))
def test_folding_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert set(slug(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        ("organisations.tsv", "x\tX\tgovernment\tZZ\t\t\t\t", "organisations.tsv, row 'x': no country 'ZZ'"),
        ("places.tsv", "x\tX\tsite\tZZ\t\t\t\t\t\t\t\t", "places.tsv, row 'x': no country 'ZZ'"),
        ("organisations.tsv", "x\tX\tgovernment\t\t\t\t\tFR|ZZ", "organisations.tsv, row 'x': no country 'ZZ'"),
        ("seats.tsv", "x\tX\t\tcountry/ZZ\t\t\t", "seats.tsv, row 'x': 'country/ZZ' is no country or organisation"),
        ("countries.tsv", "ZZ\tNowhere", "countries.tsv, line .*: 2 cells where 7 are needed"),
        ("cities.tsv", "x\tX\tUS\tmore", "cities.tsv, line .*: 4 cells where 10 are needed"),
        ("cities.tsv", "x\tX\tUS\t\t\t\t\t\t\tn", "cities.tsv, row 'x': alone is 'n'"),
    ],
)
def test_a_malformed_table_is_named(tmp_path: Path, table: str, line: str, says: str) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    with (tmp_path / table).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(KnowledgeError, match=says):
        load_gazetteer(folder=tmp_path)
