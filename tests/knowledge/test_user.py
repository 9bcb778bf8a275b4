"""The user's own tables: over kg's, whole or not at all, and refused with file, line and column."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import knowledge
from kg.errors import KnowledgeError, OutputError
from kg.knowledge import added, checking, layers, loading, merging
from kg.knowledge.layers import ADDED, UPDATED
from kg.knowledge.schema import TABLES, cell_error, cleaned, text_error
from kg.knowledge.tables import FOLDER, own_lines, own_toml, read_lines, version
from kg.knowledge.usertables import Row, UserTable, read_user_file
from tests.conftest import forget_tables

PERSON = "name\tterms\nKarin Oxenvad\tforeign-minister@country/SE@@2021@@2024-05\n"


@pytest.fixture
def mine(tmp_path: Path, user_data: Path) -> Path:
    """A file that a test writes."""
    return tmp_path / "mine.tsv"


def add(path: Path, text: str) -> added.Added:
    path.write_text(text, "utf-8")
    done = added.add(path)
    forget_tables()
    return done


# ---------------------------------------------------------------- what is added


def test_a_person(mine: Path) -> None:
    done = add(mine, PERSON)
    assert (done.table, done.new, done.replaced, done.again) == ("office_holders.tsv", ("Karin Oxenvad",), (), False)
    assert done.path.read_text("utf-8") == PERSON
    for form in ("Oxenvad", "Karin Oxenvad"):
        (holder,) = knowledge.holders().find(form, concept="foreign-minister", on=dt.date(2023, 1, 1))
        assert holder.of == "country/SE"


def test_an_organisation(mine: Path) -> None:
    add(mine, "id\tlabel\ttype\tabbreviations\nwhale-council\tWhale Council\tintergovernmental\tWHCX\n")
    (found,) = knowledge.gazetteer().lookup("WHCX")
    assert (found.key, found.label) == ("organisation/whale-council", "Whale Council")


def test_a_country(mine: Path) -> None:
    add(mine, "code\tlabel\tadjectives\tpeople\tcapitals\nQZ\tOskovia\tOskovian\tOskovian|Oskovians\tOsk City\n")
    assert [n.key for n in knowledge.gazetteer().lookup("Oskovians")] == ["country/QZ"]


def test_a_city(mine: Path) -> None:
    add(mine, "id\tname\tcountry\tlatitude\tlongitude\talone\nzzyxburg\tZzyxburg\tSE\t60.5\t15\ty\n")
    (found,) = knowledge.gazetteer().lookup("Zzyxburg")
    assert (found.key, found.point, found.country) == ("place/zzyxburg", (60.5, 15.0), "country/SE")


def test_words_of_offices(tmp_path: Path, user_data: Path) -> None:
    text = """
heads = [["whalemaster", "whalemasters", "public", "", "one", "official"]]
[forms]
"chief of the whales" = "minister"
[portfolios]
cetaceans = "minister"
[other]
words = ["cetacean"]
[[reading]]
form = "whalemaster"
of = "NO"
concept = "minister"
"""
    add(tmp_path / "words.toml", text)
    offices = knowledge.offices()
    assert offices.concept("chief of the whales") == "minister"
    assert offices.concept("minister of cetaceans") == "minister"
    assert offices.concept("whalemaster", country="country/NO") == "minister"
    assert offices.concept("whalemaster", country="country/SE") == "official"
    assert {"cetacean", "deputy"} <= offices.modifiers
    assert offices.concept("foreign minister") == "foreign-minister"


def test_first_names(mine: Path) -> None:
    male = sorted(name for name, gender in knowledge.holders().given_names.items() if gender == "m")[0]
    add(mine, f"gender\tnames\nf\tzorblina {male}\n")
    names = knowledge.holders().given_names
    assert names["zorblina"] == "f" and names[male] == "f"
    assert len(names) > 500


def test_a_row_of_the_same_id_replaces_ours(mine: Path) -> None:
    done = add(mine, "id\tlabel\tabbreviations\nnato\tNorth Atlantic Alliance of Tests\tNATX\n")
    assert done.replaced == ("North Atlantic Alliance of Tests",) and done.new == ()
    gazetteer = knowledge.gazetteer()
    assert gazetteer.labels["organisation/nato"] == "North Atlantic Alliance of Tests"
    assert gazetteer.lookup("NATX") and not gazetteer.lookup("NATO")
    (found,) = gazetteer.lookup("NATX")
    assert found.qid, "columns that are left out stay as they were"


def test_a_person_of_ours_by_id(mine: Path) -> None:
    held = next(h for h in knowledge.holders().find("Lavrov") if h.qid)
    add(mine, f"qid\tname\tterms\n{held.qid}\tSergey Lavrovski\tdefence-minister@country/SE@@2021@2022@\n")
    terms = knowledge.holders().find("Lavrovski")
    assert [(t.concept, t.of) for t in terms] == [("defence-minister", "country/SE")]
    assert knowledge.holders().find("Lavrov") == terms, "forms that are left out stay"


def test_a_namesake_is_told(mine: Path) -> None:
    done = add(mine, "name\tterms\nSergey Lavrov\tmayor@country/SE@@2021@@\n")
    assert done.namesakes == ("Sergey Lavrov",)


def test_files_come_with_marks_of_other_systems(mine: Path) -> None:
    text = "\ufeff# mine\r\n\r\nname\tterms\r\n# a remark\r\n" + PERSON.split("\n")[1] + "\r\n\r\n"
    mine.write_bytes(text.encode("utf-8"))
    added.add(mine)
    forget_tables()
    assert knowledge.holders().find("Oxenvad")


def test_adding_again_replaces_the_file(mine: Path) -> None:
    add(mine, PERSON)
    done = add(mine, PERSON.replace("Oxenvad", "Grimvik"))
    assert done.again and done.new == ("Karin Grimvik",)
    assert not knowledge.holders().find("Oxenvad") and knowledge.holders().find("Grimvik")


def test_taking_away(mine: Path, user_data: Path) -> None:
    before = knowledge.version()
    add(mine, PERSON)
    assert knowledge.version().startswith(f"{before}, added ")
    added.remove("mine.tsv")
    forget_tables()
    assert knowledge.version() == before and not knowledge.holders().find("Oxenvad")
    with pytest.raises(KnowledgeError, match=r"mine\.tsv: no such file was added; nothing was added"):
        added.remove("mine.tsv")


@pytest.mark.parametrize("name", ["../updated.json", "/etc/passwd", "", ".", "x"])
def test_nothing_else_is_taken_away(mine: Path, name: str) -> None:
    add(mine, PERSON)
    with pytest.raises(KnowledgeError, match=r"no such file was added; there are mine\.tsv"):
        added.remove(name)


def test_what_was_added_goes_over_what_was_updated(mine: Path, user_data: Path) -> None:
    home = user_data / "knowledge"
    folder = home / f"updated-{'a' * 16}"
    folder.mkdir(parents=True)
    rows = [
        "Q990401\tKarin Oxenvad\tforeign-minister@country/SE@@2021@@2024",
        "Q990402\tBo Ek\tmayor@country/SE@@1999@@",
    ]
    (folder / "office_holders.tsv").write_text("\n".join(["qid\tname\tterms", *rows]) + "\n")
    (home / "updated.json").write_text(f'{{"day": "2024-05-01", "folder": "{folder.name}"}}')
    add(mine, "qid\tname\tterms\nQ990401\tKarin Oxenvad\tdefence-minister@country/SE@@2021@@2024\n")
    assert [h.concept for h in knowledge.holders().find("Oxenvad")] == ["defence-minister"]
    assert [h.concept for h in knowledge.holders().find("Bo Ek")] == ["mayor"]
    said = knowledge.version().split(", ")
    assert [word.split()[0] for word in said] == ["tables", UPDATED, ADDED]
    assert said[1].startswith("updated 2024-05-01 ")


def test_order_is_always_the_same(mine: Path, tmp_path: Path) -> None:
    names = ("b.tsv", "a.tsv", "c.tsv")
    for name in names:
        add(tmp_path / name, PERSON.replace("Oxenvad", f"Oxenvad{name[0]}"))
    lines = read_lines("office_holders.tsv", columns=TABLES["office_holders.tsv"].columns)
    assert [line.split("\t")[1][-1] for line in lines[-3:]] == ["a", "b", "c"]
    own = own_lines("office_holders.tsv", columns=TABLES["office_holders.tsv"].columns)
    assert lines[:-3] == own


def test_without_anything_of_the_users_nothing_changes(user_data: Path) -> None:
    own = own_lines("places.tsv", columns=TABLES["places.tsv"].columns)
    assert layers.merged_lines("places.tsv", own) is own
    assert layers.layers() == () and layers.versions() == []
    assert knowledge.version() == f"tables {version()}"
    assert not user_data.exists()


# ---------------------------------------------------------------- what is refused


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", r"mine\.tsv: it has no header"),
        ("# only a remark\n", r"mine\.tsv: it has no header"),
        ("name,terms\n", r"line 1: the header 'name,terms' is of no table"),
        ("name\tterms\tcolour\n", r"line 1: the header .* is of no table"),
        ("name\tname\tterms\n", r"line 1: the column 'name' stands twice"),
        ("id\tlabel\n", r"line 1: the header fits organisations\.tsv or places\.tsv; give more columns"),
        ("name\tterms\n", r"it has a header, but no row"),
        ("name\tterms\nX Y\n", r"line 2: 1 cells where 2 are needed"),
        ("name\tterms\n\tmayor@country/SE@@@@\n", r"line 2, column name: it is empty"),
        ("name\tterms\nX Y\tmayor\n", r"line 2, column terms: 'mayor': the term 'mayor' is not concept@of@target"),
        ("name\tterms\nX Y\tmayor@country/SE@@2021-13@@\n", r"'2021-13' is not a date"),
        ("name\tterms\nX Y\tmayor@country/SE@@2021@2019@\n", r"2019 is before 2021"),
        ("name\tterms\nX Y\twhalemaster@country/SE@@@@\n", r"'whalemaster' is no office of \[broader\]"),
        ("name\tterms\nX Y\tmayor@country/XQ@@@@\n", r"'country/XQ' is no country/CODE"),
        ("name\tterms\nX Y\tmayor@SE@@@@\n", r"'SE' is no country/CODE"),
        ("name\tterms\nX Y\tmayor@@@@@\n", r"'no one' is no country/CODE"),
        ("name\tterms\tqid\nX Y\tmayor@country/SE@@@@\t142\n", r"line 2, column qid: '142': it is not a Wikidata id"),
        ("name\tterms\tgender\nX Y\tmayor@country/SE@@@@\tx\n", r"column gender: 'x': it is none of f, m"),
        ("name\tterms\tforms\nX Y\tmayor@country/SE@@@@\tÖx\n", r"column forms: .* is written 'ox' here"),
        (PERSON + PERSON.split("\n")[1] + "\n", r"line 2: 'Karin Oxenvad' stands in it 2 times"),
        ("id\tlabel\tabbreviations\nx y\tZ\tA\n", r"line 2, column id: 'x y': it is not an id"),
        ("id\tlabel\ttype\tabbreviations\nx\tZ\tclub\tA\n", r"column type: 'club': it is none of intergovernmental"),
        ("id\tlabel\tabbreviations\tcountry\nx\tZ\tA\tXQ\n", r"column country: 'XQ': there is no country of this code"),
        ("id\tlabel\tabbreviations\nx\tZ\tA||B\n", r"an item between | is empty"),
        ("id\tlabel\tabbreviations\nx\tZ\tA|A\n", r"'A' stands in it twice"),
        ("id\tlabel\tabbreviations\nx\t Z\tA\n", r"begins or ends with white space"),
        ("id\tlabel\tabbreviations\nx\tZ|Y\tA\n", r"it holds \|, which separates names"),
        ("id\tname\tcountry\tlatitude\nx\tZ\tSE\t91\n", r"it is not a number from -90 to 90"),
        ("id\tname\tcountry\tlatitude\nx\tZ\tSE\tnan\n", r"it is not a number"),
        ("name\tterms\nX\x1b[31m Y\tmayor@country/SE@@@@\n", r"a character that can't be seen \(U\+001B\)"),
        ("name\tterms\nX \u202eY\tmayor@country/SE@@@@\n", r"a character that can't be seen \(U\+202E\)"),
        ("name\tterms\nX \u200bY\tmayor@country/SE@@@@\n", r"U\+200B"),
        ("name\tterms\nX\rY\tmayor@country/SE@@@@\n", r"U\+000D"),
        ("name\tterms\n" + "X" * 400 + "\tmayor@country/SE@@@@\n", r"it has 400 characters; a name may have 300"),
        ("name\tterms\nX Y\t" + "|".join(["mayor@country/SE@@@@"] * 2000) + "\n", r"characters; 20,000 are allowed"),
    ],
)
def test_a_malformed_table(mine: Path, user_data: Path, text: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says) as raised:
        add(mine, text)
    assert "\n" not in str(raised.value)
    assert not user_data.exists(), "nothing is written"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[forms\n", r"words\.toml: not TOML: .*line 1"),
        ("a = " + "[" * 5000, r"words\.toml: not TOML"),
        ("[whales]\n", r"\[whales\]: offices\.toml has no such section"),
        ("forms = 3\n", r"\[forms\]: it must be a table of its own"),
        ("[heads]\n", r"\[heads\]: it must be a list"),
        ("[forms]\nx = 3\n", r"\[forms\], 'x': it must be as in"),
        ('[forms]\nx = "whale"\n', r"\[forms\], 'x': 'whale' is no office of"),
        ('heads = [["x"]]\n', r"\[heads\]: .* must be a list of 6 words"),
        ('heads = [["x", "xs", "public", "", "one", "whale"]]\n', r"'whale' is no office"),
        ('heads = [["x", "xs", "royal", "", "one", "mayor"]]\n', r"kind, gender or number is none of those"),
        ('heads = [["x", "xs", "public", "", "one", 3]]\n', r"'3' is not text"),
        ('[[reading]]\nform = "x"\n', r"\[reading\]: .* must be a table of form, of, concept"),
        ('[[reading]]\nform = "x"\nof = "SE"\nidea = "mayor"\n', r"an entry needs form, of, concept"),
        ('[forms]\n"a\\u202eb" = "mayor"\n', r"a character that can't be seen"),
        ("[broader]\nwhale-office = 'mayor'\n", r"\[broader\].*whale-office"),
    ],
)
def test_malformed_words(tmp_path: Path, user_data: Path, text: str, says: str) -> None:
    with pytest.raises(KnowledgeError, match=says) as raised:
        add(tmp_path / "words.toml", text)
    assert "\n" not in str(raised.value)
    assert not user_data.exists()


@pytest.mark.parametrize("name", ["mine.csv", "mine", ".mine.tsv", "mi\x1bne.tsv", "mi\nne.tsv"])
def test_a_name_that_is_no_tables(tmp_path: Path, user_data: Path, name: str) -> None:
    with pytest.raises(KnowledgeError, match="rename it"):
        add(tmp_path / name, PERSON)


def test_what_is_no_file(tmp_path: Path, user_data: Path) -> None:
    (tmp_path / "folder.tsv").mkdir()
    os.mkfifo(tmp_path / "pipe.tsv")
    for name in ("folder.tsv", "pipe.tsv"):
        with pytest.raises(KnowledgeError, match="it is not a file"):
            added.add(tmp_path / name)
    with pytest.raises(KnowledgeError, match="No such file"):
        added.add(tmp_path / "none.tsv")


def test_what_is_no_text(mine: Path) -> None:
    mine.write_bytes(b"name\tterms\nK\xe4rin\t\n")
    with pytest.raises(KnowledgeError, match=r"mine\.tsv, line 2: not UTF-8 text"):
        added.add(mine)
    mine.write_bytes(b"\xff\xfen\0a\0")
    with pytest.raises(KnowledgeError, match=r"line 1: not UTF-8 text"):
        added.add(mine)


def test_a_file_that_is_too_large(mine: Path) -> None:
    with mine.open("wb") as file:
        file.truncate(65_000_000)
    with pytest.raises(KnowledgeError, match="has 65,000,000 bytes; a table may have 64,000,000"):
        added.add(mine)


def test_one_row_in_two_files(mine: Path, tmp_path: Path) -> None:
    add(mine, PERSON)
    with pytest.raises(
        KnowledgeError, match=r"other\.tsv, line 2: 'Karin Oxenvad' is in mine\.tsv too, .* remove mine"
    ):
        add(tmp_path / "other.tsv", PERSON)


def test_a_folder_that_cannot_be_written(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KG_DATA", "/proc/none")
    with pytest.raises(OutputError, match=r"can't be written .*KG_DATA names another folder"):
        add(mine, PERSON)


def test_a_disk_that_is_full_leaves_the_file_that_was_there(mine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    done = add(mine, PERSON)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(OutputError, match="No space left"):
            add(mine, PERSON.replace("Oxenvad", "Grimvik"))
    assert done.path.read_text("utf-8") == PERSON
    assert [path.name for path in done.path.parent.iterdir()] == ["mine.tsv"]


@pytest.mark.parametrize(
    "record",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"folder": "../x", "day": ""}',
        '{"folder": "updated-aaaaaaaaaaaaaaaa", "day": "now"}',
        "[" * 9999,
    ],
)
def test_a_damaged_record(user_data: Path, record: str) -> None:
    (user_data / "knowledge").mkdir(parents=True)
    (user_data / "knowledge/updated.json").write_text(record)
    with pytest.raises(KnowledgeError, match=r"updated\.json: can't be read; remove it"):
        knowledge.gazetteer()


def test_a_file_that_was_damaged_later_is_named(mine: Path) -> None:
    done = add(mine, PERSON)
    done.path.write_text("name\tterms\nX Y\tmayor\n")
    with pytest.raises(KnowledgeError, match=r"mine\.tsv, line 2, column terms"):
        knowledge.holders()
    wrong = [state for state in checking.states() if state.wrong]
    assert [(state.layer, state.file) for state in wrong] == [(ADDED, "mine.tsv")]


# ---------------------------------------------------------------- schema and merging


def test_kgs_own_tables_are_in_order(user_data: Path) -> None:
    assert [state for state in checking.states() if state.wrong] == []


def test_every_table_has_a_schema() -> None:
    assert {path.name for path in FOLDER.glob("*.tsv")} == set(TABLES)
    for table in TABLES.values():
        assert {*table.ids, *table.required, *table.names, *table.defaults} <= set(table.columns), table.file


def test_every_table_is_known_by_all_its_columns() -> None:
    from kg.knowledge.schema import fitting

    for table in TABLES.values():
        assert fitting(table.columns) == [table]


def _merged(own: str, given: str, *, layer: str) -> str:
    table = merging.Merged(TABLES["office_holders.tsv"], [own])
    columns = table.columns
    table.put(Row(dict(zip(columns, given.split("\t"), strict=True)), 1), layer=layer)
    return "\n".join(table.lines)


OWN = "ek|bo ek\tBo Ek\tm\tQ1\tmayor@country/SE@@1999@@2005"


@pytest.mark.parametrize(
    ("own", "given", "joined"),
    [
        (
            OWN,
            "bo ek|boo ek\tBoo Ek\t\tQ1\tmayor@country/SE@@1999-02@2006@",
            "ek|bo ek|boo ek\tBo Ek\tm\tQ1\tmayor@country/SE@@1999-02@2006@",
        ),
        (OWN, "ek\tBo Ek\tm\tQ1\tmayor@country/NO@@2007@@", OWN + "|mayor@country/NO@@2007@@"),
        (OWN, "ek\tBo Ek\tm\tQ1\tmayor@country/SE@@1999@@2001", OWN),
        (OWN.replace("Q1", ""), "ek\tBo Ek\tm\tQ1\tmayor@country/SE@@1999@@2005", OWN),
        (
            OWN.replace("Q1", ""),
            "ek\tBo Ek\tm\tQ1\tmayor@country/NO@@1999@@",
            f"{OWN.replace('Q1', '')}\nek|bo ek\tBo Ek\tm\tQ1\tmayor@country/NO@@1999@@",
        ),
        (OWN, "ek\tBo Ek\tm\tQ2\tmayor@country/SE@@1999@@", f"{OWN}\nek|bo ek\tBo Ek\tm\tQ2\tmayor@country/SE@@1999@@"),
    ],
)
def test_what_is_updated_joins(own: str, given: str, joined: str) -> None:
    assert _merged(own, given, layer=UPDATED) == joined


def test_what_is_added_replaces() -> None:
    given = "ek\tBo Ek\t\tQ1\tmayor@country/NO@@2007@@"
    assert _merged(OWN, given, layer=ADDED) == "ek|bo ek\tBo Ek\t\tQ1\tmayor@country/NO@@2007@@"


@given(st.text(max_size=60))
def test_any_cell_is_judged_and_any_text_can_be_cleaned(text: str) -> None:
    for table in TABLES.values():
        for column in table.columns:
            assert cell_error(table, column, text).isprintable()
    clean = cleaned(text)
    assert cleaned(clean) == clean and text_error(clean) == ""


@given(st.text(max_size=200))
def test_any_file_is_a_table_or_refused(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("any") / "any.tsv"
    path.write_bytes(("name\tterms\n" + text).encode("utf-8", "surrogatepass"))
    try:
        file = read_user_file(path)
    except KnowledgeError as error:
        assert str(error).isprintable()
    else:
        assert isinstance(file, UserTable)


def test_the_words_of_offices_are_written_as_they_are_read(user_data: Path) -> None:
    import tomllib

    own = own_toml("offices.toml")
    assert tomllib.loads(loading.written(own)) == own


def test_who_has_a_namesake_is_known_while_rows_are_put() -> None:
    holders = TABLES["office_holders.tsv"]
    table = merging.Merged(holders, own_lines(holders.file, columns=holders.columns))
    assert not table.named("Ada Roevik")
    table.put(Row({"name": "Ada Roevik", "qid": "", "terms": "foreign-minister@country/NO@@2020@@"}, 2), layer="added")
    assert table.named("ADA ROEVIK")
    assert not merging.Merged(TABLES["countries.tsv"], []).named("Ada Roevik")
