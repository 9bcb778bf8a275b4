"""Office holders: found by name, office and day."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import knowledge
from kg.errors import KnowledgeError
from kg.knowledge import Gazetteer, Holders, Offices
from kg.knowledge.people import HOLDER_COLUMNS, load_holders
from kg.knowledge.tables import FOLDER, fold, read_table


@pytest.mark.parametrize(
    ("surname", "concept", "day", "of"),
    [
        ("Genscher", "foreign-minister", (1985, 6, 1), ["country/DE"]),
        ("GENSCHER", "foreign-minister", (1985, 6, 1), ["country/DE"]),
        ("Genscher", "minister", (1985, 6, 1), ["country/DE"]),
        ("Genscher", "foreign-minister", (1992, 6, 15), ["country/DE"]),  # within the slack after the end
        ("Genscher", "foreign-minister", (1999, 1, 1), []),
        ("Genscher", "defence-minister", (1985, 6, 1), []),
        ("Kissinger", "foreign-minister", (1975, 5, 1), ["country/US"]),
        ("Thatcher", "head-of-government", (1984, 3, 1), ["country/GB"]),
        ("Bush", "head-of-state", (1990, 6, 1), ["country/US"]),
        ("Annan", "secretary-general", (2001, 1, 1), ["organisation/united-nations"]),
        ("Juppe", "foreign-minister", (1994, 5, 1), ["country/FR"]),
        ("Hu", "head-of-state", (2008, 1, 1), ["country/CN"]),
        ("Kim Il Sung", None, (1980, 1, 1), ["country/KP"]),
        ("Henry Kissinger", None, (1975, 5, 1), ["country/US"]),
        ("Nobody-at-all", None, (1990, 1, 1), []),
        ("", None, (1990, 1, 1), []),
    ],
)
def test_find(holders: Holders, surname: str, concept: str | None, day: tuple[int, int, int], of: list[str]) -> None:
    found = holders.find(surname, concept=concept, on=dt.date(*day))
    assert sorted({h.of for h in found}) == of


def test_one_person_keeps_one_identity(holders: Holders) -> None:
    presidents = {h.name for h in holders.find("Bush", concept="head-of-state") if h.of == "country/US"}
    assert presidents == {"George Bush", "George W. Bush"}
    (first,) = {h.qid for h in holders.find("Bush", on=dt.date(2003, 1, 1), concept="head-of-state")}
    assert first == "Q207"


def test_a_day_is_as_precise_as_the_words(holders: Holders) -> None:
    for holder in holders.by_surname("Genscher"):
        assert holder.start is None or holder.end is None or holder.start <= holder.end


def test_each_row(holders: Holders, offices: Offices, gazetteer: Gazetteer) -> None:
    ids: dict[str, str] = {}
    for forms, name, gender, qid, terms in read_table("office_holders.tsv", columns=HOLDER_COLUMNS):
        assert fold(name).replace("-", " ") in forms.split("|")
        assert gender in ("", "f", "m")
        assert not qid or ids.setdefault(qid, name) == name
        assert qid == "" or (qid[0] == "Q" and qid[1:].isdigit())
        for term in terms.split("|"):
            concept, of, target, _, _, _ = term.split("@")
            assert concept in offices.broader, term
            assert of in gazetteer.labels, term
            assert not target or target in gazetteer.labels, term
    assert len(ids) > 8000
    assert len(holders.rows) > 20_000


def test_terms_are_in_order(holders: Holders) -> None:
    for form in ("genscher", "lavrov", "kissinger", "clinton"):
        for holder in holders.by_surname(form):
            assert holder.end is None or holder.start is None or holder.start <= holder.end, holder


def test_names(holders: Holders) -> None:
    assert holders.given_names["margaret"] == "f"
    assert holders.given_names["sergei"] == "m"
    assert not {"kim", "jordan", "france", "chad", "bin", "the"} & set(holders.given_names)
    assert "genscher" in holders.name_words
    assert all(name == fold(name) for name in holders.given_names)


@given(st.text(max_size=30), st.dates())
def test_any_text_is_a_surname(text: str, day: dt.date) -> None:
    known = knowledge.holders()
    assert set(known.find(text, on=day)) <= set(known.by_surname(text))


@pytest.mark.parametrize(
    ("table", "line", "says"),
    [
        ("office_holders.tsv", "x\tX\tm", "office_holders.tsv, line .*: 3 cells where 5 are needed"),
        ("given_names.tsv", "n\tnova", "gender 'n' is neither f nor m"),
    ],
)
def test_malformed(tmp_path: Path, table: str, line: str, says: str) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    with (tmp_path / table).open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    with pytest.raises(KnowledgeError, match=says):
        load_holders(related=lambda a, b: a == b, folder=tmp_path)
