"""States by the day: who sat where, what followed, and what belongs to what."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import knowledge
from kg.errors import KnowledgeError
from kg.knowledge import Gazetteer, Sense
from kg.knowledge.names import load_gazetteer
from kg.knowledge.tables import FOLDER
from kg.knowledge.territories import KINDS


@pytest.mark.parametrize(
    ("key", "day", "expected"),
    [
        ("country/RU", "1987-06-01", "country/SUHH"),
        ("country/RU", "1991-12-25", "country/SUHH"),
        ("country/RU", "1991-12-26", "country/RU"),
        ("country/SUHH", "1987-06-01", "country/SUHH"),
        ("country/SUHH", "2004-06-01", "country/RU"),
        ("country/UA", "1987-06-01", "country/UA"),
        ("country/RS", "1999-04-01", "country/YUCS"),
        ("country/RS", "2005-04-01", "country/CSXX"),
        ("country/RS", "2010-04-01", "country/RS"),
        ("country/YUCS", "2005-04-01", "country/CSXX"),
        ("country/YUCS", "2015-04-01", "country/RS"),
        ("country/CZ", "1968-08-21", "country/CSHH"),
        ("country/SK", "1968-08-21", "country/SK"),
        ("country/CD", "1965-01-01", "country/CD"),
        ("country/CD", "1985-01-01", "country/ZR"),
        ("country/ZR", "2005-01-01", "country/CD"),
        ("country/DD", "1985-01-01", "country/DD"),
        ("country/DD", "1999-01-01", "country/DE"),
        ("country/DE", "1985-01-01", "country/DE"),
        ("country/VN", "1968-01-01", "country/VDVN"),
        ("country/XSVN", "1968-01-01", "country/XSVN"),
        ("country/XSVN", "1990-01-01", "country/VN"),
        ("country/YE", "1980-01-01", "country/XNYE"),
        ("country/YDYE", "1980-01-01", "country/YDYE"),
        ("country/EG", "1960-01-01", "country/XUAR"),
        ("country/EG", "1967-06-05", "country/EG"),
        ("country/ZW", "1975-01-01", "country/RHZW"),
        ("country/FR", "1950-01-01", "country/FR"),
        ("place/scotland", "1950-01-01", "place/scotland"),
        ("organisation/nato", "1950-01-01", "organisation/nato"),
        ("no key at all", "1950-01-01", "no key at all"),
    ],
)
def test_at(gazetteer: Gazetteer, key: str, day: str, expected: str) -> None:
    assert gazetteer.at(key, dt.date.fromisoformat(day)) == expected


@pytest.mark.parametrize(
    ("form", "day", "expected"),
    [
        ("the Kremlin", "1987-06-01", ["country/SUHH"]),
        ("the Kremlin", "1997-06-01", ["country/RU"]),
        ("Moscow", "1987-06-01", ["country/SUHH"]),
        ("Prague", "1977-01-06", ["country/CSHH"]),
        ("Kinshasa", "1985-01-01", ["country/ZR"]),
        ("Congo", "1985-01-01", ["country/CG"]),
        ("Congo", "1999-01-01", ["country/CD", "country/CG"]),
        ("Russia", "1987-06-01", ["country/RU"]),  # the republic, or loosely the Union: not for a table to say
        ("Soviet Union", "2020-01-01", ["country/SUHH"]),
        ("Zaire", "2020-01-01", ["country/ZR"]),
        ("Brussels", "1980-01-01", ["country/BE", "organisation/european-union"]),
        ("Lisbon", "1980-01-01", ["country/PT"]),
        ("Nowhere-at-all", "1980-01-01", []),
    ],
)
def test_a_form_on_a_day(gazetteer: Gazetteer, form: str, day: str, expected: list[str]) -> None:
    assert [n.key for n in gazetteer.lookup(form, on=dt.date.fromisoformat(day))] == expected


def test_what_moved_is_wholly_of_the_other_state(gazetteer: Gazetteer) -> None:
    (kremlin,) = gazetteer.lookup("Kremlin", on=dt.date(1987, 6, 1))
    assert (kremlin.label, kremlin.qid, kremlin.country) == ("Soviet Union", "Q15180", "country/SUHH")
    assert (kremlin.place_key, kremlin.sense) == ("place/kremlin", Sense.SEAT)


@pytest.mark.parametrize(
    ("key", "kind", "qid"),
    [
        ("country/FR", "state", "Q142"),
        ("country/GL", "territory", "Q223"),
        ("country/HK", "territory", "Q8646"),
        ("country/TW", "disputed", "Q865"),
        ("country/PS", "disputed", "Q219060"),
        ("country/XK", "disputed", "Q1246"),
        ("country/EH", "disputed", "Q40362"),
        ("place/crimea", "disputed", "Q7835"),
        ("place/abkhazia", "disputed", "Q23334"),
        ("place/scotland", "region", "Q22"),
        ("place/quebec", "region", "Q176"),
        ("place/texas", "region", "Q1439"),
        ("country/SUHH", "former", "Q15180"),
    ],
)
def test_kinds(gazetteer: Gazetteer, key: str, kind: str, qid: str) -> None:
    here = gazetteer.territories[key]
    assert (here.kind, here.qid, here.key) == (kind, qid, key)


def test_labels_take_no_side(gazetteer: Gazetteer) -> None:
    for form in ("Taiwan", "Palestine", "Kosovo", "Hong Kong", "Crimea", "Abkhazia", "South Ossetia", "Western Sahara"):
        (named,) = {n.label for n in gazetteer.lookup(form)}
        assert named == form


def test_the_rows_agree(gazetteer: Gazetteer) -> None:
    for key, here in gazetteer.territories.items():
        others = (*here.successors, here.parent, here.continued, *(before for before, _, _ in here.was))
        assert {*others} - {None} <= set(gazetteer.territories), key
        assert here.kind in KINDS
        assert here.start is None or here.end is None or here.start < here.end
        assert (here.kind == "former") == (here.end is not None) or here.kind == "disputed"
        assert not here.continued or here.continued in {key for key, t in gazetteer.territories.items() if not t.end}
        for before, start, end in here.was:
            assert start < end
            assert gazetteer.territories[before].stood(start)
    assert gazetteer.territories["place/texas"].parent == "country/US"
    assert "country/UA" in gazetteer.territories["country/SUHH"].successors


def test_regions_that_act(gazetteer: Gazetteer) -> None:
    assert {"place/scotland", "place/catalonia", "place/iraqi-kurdistan", "place/somaliland"} <= gazetteer.acting
    assert not {"place/middle-east", "place/geneva", "place/black-sea", "country/FR"} & gazetteer.acting


@given(st.sampled_from(sorted(knowledge.gazetteer().territories)), st.dates())
def test_at_stays_where_it_is(key: str, day: dt.date) -> None:
    there = knowledge.gazetteer().at(key, day)
    assert knowledge.gazetteer().at(there, day) == there


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("FR\tQ142\tstate\tQQ\t\t\t\t\t", "the code 'QQ' is in neither countries.tsv nor places.tsv"),
        ("ZZ\tQ2\tstate\t\t\t\t\t\t", "the code 'ZZ' is in neither"),
        ("FR\tQ142\tstate\t\tlong ago\t\t\t\t", "row 'FR': .*; days are YYYY-MM-DD"),
        ("FR\tQ142\tstate\t\t\t\t\t\tDE 1940", "row 'FR': .*; days are YYYY-MM-DD"),
    ],
)
def test_malformed(tmp_path: Path, line: str, says: str) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    with (tmp_path / "territories.tsv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(KnowledgeError, match=says):
        load_gazetteer(folder=tmp_path)
