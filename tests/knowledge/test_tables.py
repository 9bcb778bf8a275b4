"""Each table by itself: head, columns, and no row twice."""

from __future__ import annotations

import doctest
import shutil
from collections import Counter, defaultdict
from pathlib import Path
from types import ModuleType

import pytest

from kg.errors import KnowledgeError
from kg.knowledge import cities, names, people, posts, rows, schema, tables, territories
from kg.knowledge.schema import Known
from kg.knowledge.tables import FOLDER, listed, read_lines, read_table, read_toml, version

TABLES = {
    "countries.tsv": rows.COUNTRY_COLUMNS,
    "territories.tsv": territories.TERRITORY_COLUMNS,
    "organisations.tsv": rows.ORGANISATION_COLUMNS,
    "places.tsv": rows.PLACE_COLUMNS,
    "seats.tsv": rows.SEAT_COLUMNS,
    "cities.tsv": cities.CITY_COLUMNS,
    "office_holders.tsv": people.HOLDER_COLUMNS,
    "given_names.tsv": people.GIVEN_COLUMNS,
}


@pytest.mark.parametrize(("name", "columns"), TABLES.items())
def test_table(name: str, columns: tuple[str, ...]) -> None:
    lines = read_lines(name, columns=columns)
    text = (FOLDER / name).read_text(encoding="utf-8")
    head = [line for line in text.splitlines() if line.startswith("#")]
    assert any("Source:" in line for line in head), "source and licence stand in the head"
    assert text.endswith("\n")
    assert "\r" not in text
    assert len(set(lines)) == len(lines)
    for row in read_table(name, columns=columns):
        assert all(cell == cell.strip() for cell in row), row
        assert row[0] or name == "given_names.tsv"


@pytest.fixture(scope="module")
def known() -> Known:
    def first(name: str) -> frozenset[str]:
        return frozenset(row[0] for row in read_table(name, columns=TABLES[name]))

    return Known(first("countries.tsv"), first("organisations.tsv"), frozenset(read_toml("offices.toml")["broader"]))


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_fits_the_schema(name: str, known: Known) -> None:
    columns, table = TABLES[name], schema.TABLES[name]
    wrong = [
        (row[0], *error)
        for row in read_table(name, columns=columns)
        for error in schema.row_errors(table, dict(zip(columns, row, strict=True)), known=known)
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("countries.tsv", "label"),
        ("territories.tsv", "qid"),
        ("organisations.tsv", "qid"),
        ("organisations.tsv", "label"),
        ("places.tsv", "qid"),
        ("places.tsv", "code"),
        ("cities.tsv", "geonames"),
        ("office_holders.tsv", "qid"),
    ],
)
def test_no_two_rows_share_what_is_one_thing_s(name: str, column: str) -> None:
    at = TABLES[name].index(column)
    cells = Counter(row[at] for row in read_table(name, columns=TABLES[name]) if row[at])
    assert [cell for cell, times in cells.items() if times > 1] == []


def test_coordinates_agree_with_the_country() -> None:
    """A place lies near some city of its country: no sign is lost, no pair swapped."""
    cities_of: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for row in read_table("cities.tsv", columns=TABLES["cities.tsv"]):
        cities_of[row[2]].append((float(row[4]), float(row[5])))
    for row in read_table("seats.tsv", columns=TABLES["seats.tsv"]):
        of, point = row[3].removeprefix("country/"), (float(row[5]), float(row[6]))
        near = [c for c in cities_of.get(of, []) if abs(c[0] - point[0]) < 1 and abs(c[1] - point[1]) < 1]
        assert near or of not in cities_of, row
    for row in read_table("places.tsv", columns=TABLES["places.tsv"]):
        if row[3] in cities_of and row[10]:
            point = (float(row[10]), float(row[11]))
            assert any(abs(c[0] - point[0]) < 15 and abs(c[1] - point[1]) < 20 for c in cities_of[row[3]]), row


def test_every_table_is_tested() -> None:
    assert {path.name for path in FOLDER.glob("*.tsv")} == set(TABLES)


@pytest.mark.parametrize("name", ["countries.tsv", "territories.tsv", "organisations.tsv", "places.tsv", "cities.tsv"])
def test_ids_are_unique(name: str) -> None:
    ids = [row[0] for row in read_table(name, columns=TABLES[name])]
    assert sorted({i for i in ids if ids.count(i) > 1}) == [] if len(ids) < 1000 else len(ids) == len(set(ids))


def test_lists_have_no_item_twice_and_none_empty() -> None:
    for name in ("countries.tsv", "organisations.tsv", "places.tsv"):
        for row in read_table(name, columns=TABLES[name]):
            for cell in row[2:]:
                items = listed(cell)
                assert all(items), row
                assert len(set(items)) == len(items), row


def test_each_country_and_region_has_a_row() -> None:
    rows = read_table("territories.tsv", columns=TABLES["territories.tsv"])
    countries = {row[0] for row in read_table("countries.tsv", columns=TABLES["countries.tsv"])}
    regions = [row[4] for row in read_table("places.tsv", columns=TABLES["places.tsv"]) if row[4]]
    assert len(regions) == len(set(regions))
    assert {row[0] for row in rows} == countries | set(regions)
    assert all(row[1] for row in rows if row[0] in countries)


@pytest.mark.parametrize("name", ["countries.tsv", "territories.tsv", "cities.tsv"])
def test_generated_tables_are_sorted(name: str) -> None:
    ids = [row[0] for row in read_table(name, columns=TABLES[name])]
    assert ids == sorted(ids)


def test_types_of_organisation() -> None:
    kinds = {row[2] for row in read_table("organisations.tsv", columns=TABLES["organisations.tsv"])}
    assert kinds == {"intergovernmental", "government", "armed", "party", "media", "company", "organisation"}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("# only a head\n", r"t.tsv, line 2: the header must be a b"),
        ("b\ta\n", r"t.tsv, line 1: the header must be a b"),
        ("# head\na\tb\n1\t2\n1\n", r"t.tsv, line 4: 1 cells where 2 are needed"),
        ("a\tb\n\n", r"t.tsv, line 2: 1 cells"),
    ],
)
def test_malformed(tmp_path: Path, text: str, says: str) -> None:
    (tmp_path / "t.tsv").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=says):
        read_lines("t.tsv", columns=("a", "b"), folder=tmp_path)


def test_unreadable(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"none.tsv: can't be read"):
        read_lines("none.tsv", columns=("a",), folder=tmp_path)
    (tmp_path / "bytes.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(KnowledgeError, match=r"bytes.tsv: can't be read"):
        read_lines("bytes.tsv", columns=("a",), folder=tmp_path)
    (tmp_path / "t.toml").write_text("a = \n", encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"t.toml: not TOML"):
        read_toml("t.toml", folder=tmp_path)


def test_a_copy_of_the_tables_loads(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    assert names.load_gazetteer(folder=tmp_path).longest


def test_the_document_tells_the_truth() -> None:
    document = Path(__file__).parents[2] / "docs" / "knowledge.md"
    assert doctest.testfile(str(document), module_relative=False).failed == 0
    text = document.read_text(encoding="utf-8")
    assert all(f"`{name}`" in text for name in [*TABLES, "offices.toml"])


@pytest.mark.parametrize("module", [cities, names, people, posts, tables])
def test_the_examples_in_the_code_run(module: ModuleType) -> None:
    assert doctest.testmod(module).failed == 0


def test_another_table_is_another_version(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "knowledge", ignore=shutil.ignore_patterns("*.py", "__pycache__")))
    assert version(folder) == version()
    with (folder / "places.tsv").open("a") as table:
        table.write("\n")
    assert version(folder) != version()
