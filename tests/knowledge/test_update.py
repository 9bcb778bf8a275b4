"""`kg knowledge update` against a small Wikidata on this machine, which has the faults of the great one."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from kg import knowledge
from kg.errors import UpdateError
from kg.knowledge import endpoint, fetching, layers
from kg.knowledge import update as updating
from kg.knowledge.endpoint import Endpoint, day_of, rows_of, wait_of
from tests.knowledge.wikidata_server import DAY, PERSONS, Person, Served, serving, world


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing but this machine is reached."""
    connect = socket.socket.connect

    def local(self: socket.socket, address: Any) -> None:
        assert address[0] == "127.0.0.1", address
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", local)


@pytest.fixture
def server() -> Iterator[Served]:
    with serving(world()) as served:
        yield served


class Sleeps(list[float]):
    """What was slept, without sleeping."""

    def __call__(self, seconds: float) -> None:
        self.append(seconds)

    @property
    def between(self) -> list[float]:
        """Waits for another try; the pause after each answer is a second."""
        return [seconds for seconds in self if seconds != 1.0]


def run(
    served: Served, *, sleep: Callable[[float], None] | None = None, fresh: bool = False, load: bool = False, **how: Any
) -> Any:
    """Update from the server. `load`: see too that kg loads what comes of it, which takes a moment."""
    asked = Endpoint(served.url, updating.agent("1.0", "jane@example.org"), Sleeps() if sleep is None else sleep, **how)
    with pytest.MonkeyPatch.context() as patch:
        if not load:
            patch.setattr("kg.knowledge.loading.loadable", lambda *_, **__: None)
        return updating.update(asked, step=lambda *_: None, fresh=fresh)


def table(home: Path, name: str) -> dict[str, list[str]]:
    """The rows of an updated table by their first cells."""
    folder = home / "knowledge" / layers.read_record(home / "knowledge")["folder"]
    lines = [line for line in (folder / name).read_text("utf-8").splitlines() if not line.startswith("#")]
    return {line.split("\t")[0]: line.split("\t") for line in lines[1:]}


# ---------------------------------------------------------------- what is fetched


def test_what_is_current_comes_over_the_tables(server: Served, user_data: Path) -> None:
    done = run(server, load=True)
    assert done.day == DAY and done.left_out == 0 and done.kept == 0 and done.asked == len(server.queries)
    holders = knowledge.holders()
    (oxenvad,) = holders.find("Oksenvad")
    assert (oxenvad.name, oxenvad.concept, oxenvad.of, oxenvad.qid) == (
        "Karin Oxenvad",
        "foreign-minister",
        "country/SE",
        "Q990401",
    )
    assert [h.of for h in holders.find("Solhaug", concept="head-of-state")] == ["country/NO"]
    assert [n.key for n in knowledge.gazetteer().lookup("Kingdom of Swedes")] == ["country/SE"]
    assert [n.key for n in knowledge.gazetteer().lookup("Oskovian")] == ["country/QZ"] * 2
    assert [n.key for n in knowledge.gazetteer().lookup("NLCX")] == ["organisation/northern-lights-council"]


def test_terms_are_as_exact_as_they_are_known(server: Served, user_data: Path) -> None:
    run(server)
    terms = {row[1]: row[4] for row in table(user_data, "office_holders.tsv").values()}
    assert terms == {
        "Karin Oxenvad": f"foreign-minister@country/SE@@2021-03-02@@{DAY}",
        "Lars Tveitnes": "foreign-minister@country/SE@@2018@2021-03-02@",
        "Britt Almefall": f"defence-minister@country/SE@@2019-06@@{DAY}",
        "Odd Fjellmark": f"head-of-government@country/NO@@2022-02-03@@{DAY}",
        "Marit Solhaug": f"head-of-state@country/NO@@2015-01-01@@{DAY}",
        "Aksel": "head-of-state@country/QZ@@2011@2020-02-02@",
    }


def test_the_version_of_a_build_names_the_update(server: Served, user_data: Path) -> None:
    before = knowledge.version()
    run(server)
    knowledge.version.cache_clear()
    assert knowledge.version().startswith(f"{before}, updated {DAY} ")


def test_a_holder_whom_another_followed_was_last_seen_when_he_began(user_data: Path) -> None:
    first = Person("Q990501", "Nils Hovedal", terms=(("Q34", "P6", "", "2012-01-01", 11, ""),))
    then = Person("Q990502", "Siri Hovedal", terms=(("Q34", "P6", "", "2016-01-01", 11, ""),))
    with serving(world((first, then))) as served:
        run(served)
    terms = [row[4] for row in table(user_data, "office_holders.tsv").values()]
    assert terms == [
        "head-of-government@country/SE@@2012-01-01@@2012-01-01",
        f"head-of-government@country/SE@@2016-01-01@@{DAY}",
    ]


def test_two_statements_of_one_term_are_one(user_data: Path) -> None:
    says = (("Q34", "P6", "", "2012-01-01", 9, ""), ("Q34", "P6", "", "2012-05-06", 11, "2019-01-02"))
    with serving(world((Person("Q990501", "Nils Hovedal", terms=says),))) as served:
        run(served)
    (row,) = table(user_data, "office_holders.tsv").values()
    assert row[4] == "head-of-government@country/SE@@2012-05-06@2019-01-02@"


def test_a_person_of_ours_keeps_what_ours_know(user_data: Path) -> None:
    qid = "Q57893"  # who held the office of the test before, and others
    before = knowledge.holders().find("Bildt")
    qid = next(h.qid for h in before if h.qid) or qid
    new = Person(qid, "Carl Bildt", "Q6581097", terms=(("Q34", "P6", "", "2023-01-01", 11, ""),))
    with serving(world((new,))) as served:
        run(served)
    knowledge.holders.cache_clear()
    after = knowledge.holders().find("Bildt")
    assert set(before) < set(after) and len(after) == len(before) + 1


# ---------------------------------------------------------------- hostile labels


@pytest.mark.parametrize(
    ("label", "kept"),
    [
        ("Nils\tHovedal", "Nils Hovedal"),
        ("Nils\nHovedal\r\n", "Nils Hovedal"),
        ("Nils \u202eHovedal\u202c", "Nils Hovedal"),
        ("Nils\u200b \x1b[31mHovedal", None),
        ("Nils|Hovedal", None),
        ("Nils@Hovedal", None),
        ("尼尔斯", None),
        ("N" * 10_000_000, None),
        ("Nils Hovedal (politician)", "Nils Hovedal"),
        ("Nils Hovedal, 3rd Baron Hovedal", "Nils Hovedal"),
        (" ".join(["Nils"] * 20), None),
        ("=1+1", None),
    ],
)
def test_a_hostile_label_is_cleaned_or_left_out(user_data: Path, label: str, kept: str | None) -> None:
    held = (("Q34", "P6", "", "2012-01-01", 11, ""),)
    bad = Person("Q990501", label, aliases=("\u202eNils X|Y", "A\tB", "x" * 5000), terms=held)
    with serving(world((bad, PERSONS[0]))) as served:
        run(served, load=kept is None)
    names = [row[1] for row in table(user_data, "office_holders.tsv").values()]
    assert names == ([kept] if kept else []) + ["Karin Oxenvad"] or sorted(names) == sorted(
        ([kept] if kept else []) + ["Karin Oxenvad"]
    )
    forms = "|".join(row[0] for row in table(user_data, "office_holders.tsv").values())
    assert forms.isprintable() and len(forms) < 500


def test_a_name_of_another_thing_is_left_out(user_data: Path) -> None:
    more = """
wd:Q34 wdt:P1448 "Norway"@en , "A|B"@en .
wd:Q990104 wdt:P31 wd:Q245065 ; wikibase:sitelinks 90 ; rdfs:label "European Union"@en .
wd:Q990105 wdt:P31 wd:Q245065 ; wikibase:sitelinks 90 ; rdfs:label "Whale Watch Assembly"@en ; wdt:P1813 "NATO"@en .
"""
    with serving(world(more=more)) as served:
        run(served)
    assert table(user_data, "countries.tsv")["SE"][2] == "Kingdom of Swedes"
    assert set(table(user_data, "organisations.tsv")) == {"northern-lights-council", "whale-watch-assembly"}
    assert table(user_data, "organisations.tsv")["whale-watch-assembly"][4] == ""


# ---------------------------------------------------------------- faults of the server


@pytest.mark.parametrize("fault", ["500", "502", "503", "504", "cut", "short", "html", "latin", "list", "numbers"])
def test_a_passing_fault_passes(server: Served, user_data: Path, fault: str) -> None:
    server.faults = [fault, fault, None, fault]
    sleeps = Sleeps()
    done = run(server, sleep=sleeps)
    assert done.asked == len(server.queries) - 3
    assert sleeps.between == ([7.0, 7.0, 7.0] if fault == "503" else [5.0, 10.0, 5.0])


def test_it_waits_as_long_as_it_is_told(server: Served, user_data: Path) -> None:
    server.faults = ["429", "429"]
    sleeps = Sleeps()
    run(server, sleep=sleeps)
    assert sleeps.between == [7.0, 7.0]


@pytest.mark.parametrize("word", ["", "soon", "Wed, 01 May"])
def test_without_a_word_it_waits_a_minute(server: Served, user_data: Path, word: str) -> None:
    server.faults, server.retry_after = ["429"], word
    sleeps = Sleeps()
    run(server, sleep=sleeps)
    assert sleeps.between == [60.0]


def test_it_does_not_wait_for_hours(server: Served, user_data: Path) -> None:
    server.faults, server.retry_after = ["429"], "86400"
    with pytest.raises(UpdateError, match="asks to wait 86,400 seconds"):
        run(server)
    assert len(server.queries) == 1


def test_waits_have_a_cap_and_an_end(server: Served, user_data: Path) -> None:
    server.always = "500"
    sleeps = Sleeps()
    with pytest.raises(UpdateError, match=r"says 500 .*asked 6 times; try later"):
        run(server, sleep=sleeps, longest_pause=30.0)
    assert sleeps == [5.0, 10.0, 20.0, 30.0, 30.0] and len(server.queries) == 6


@pytest.mark.parametrize(
    ("fault", "says"),
    [
        ("400", "says 400 .*is it a SPARQL service"),
        ("404", "says 404"),
        ("403", "wants to know who asks; give --contact"),
        ("unasked", "no SPARQL answer"),
        ("deep", "no SPARQL answer"),
        ("empty", "names no country or no one in office"),
    ],
)
def test_what_is_no_answer_changes_nothing(server: Served, user_data: Path, fault: str, says: str) -> None:
    run(server)
    knowledge.version.cache_clear()
    before, files = knowledge.version(), sorted((user_data / "knowledge").rglob("*"))
    server.always = fault
    with pytest.raises(UpdateError, match=says):
        run(server)
    knowledge.version.cache_clear()
    assert knowledge.version() == before
    assert set(files) <= set((user_data / "knowledge").rglob("*"))


def test_a_silent_server_is_not_waited_for(server: Served, user_data: Path) -> None:
    server.always = "silent"
    with pytest.raises(UpdateError, match=r"no answer within 0\.1 seconds, asked 2 times"):
        run(server, timeout=0.1, tries=2)


def test_an_endless_answer_is_not_waited_for(server: Served, user_data: Path) -> None:
    server.always = "drip"
    with pytest.raises(UpdateError, match=r"took more than 0\.1 seconds"):
        run(server, longest=0.1, tries=2)


def test_too_long_an_answer_is_refused(server: Served, user_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(endpoint, "LONGEST_ANSWER", 100)
    with pytest.raises(UpdateError, match="more than 100 bytes"):
        run(server)
    assert len(server.queries) == 1


def test_nobody_there(user_data: Path) -> None:
    with serving(world()) as served:
        gone = served.url
    with pytest.raises(UpdateError, match=r"can't be reached \(Connection refused\), asked 3 times"):
        run(Served(url=gone))


@pytest.mark.parametrize(
    "url", ["", "ftp://x/y", "file:///etc/passwd", "https://", "http://[x/", "http://a b/", "http://a:b/", "x\n", "ä"]
)
def test_an_address_of_another_kind(url: str) -> None:
    with pytest.raises(UpdateError, match="no address of a SPARQL service"):
        Endpoint(url, "x")


# ---------------------------------------------------------------- pages and resumption


@pytest.fixture
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    said = fetching.settings()
    small = {**said, "page": 2, "batch": {**dict.fromkeys(said["batch"], 2), "leaders": 40, "positions": 40}}
    monkeypatch.setattr(fetching, "settings", lambda: small)


def test_pages_of_any_size_give_the_same(
    server: Served, user_data: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = run(server)
    texts = {path.name: path.read_text("utf-8") for path in large.folder.iterdir()}
    request.getfixturevalue("small_pages")
    small = run(server)
    assert small.asked > large.asked
    assert {path.name: path.read_text("utf-8") for path in small.folder.iterdir()} == texts


@pytest.mark.parametrize("fault", ["500", "504", "cut"])
def test_a_server_that_is_asked_too_much_is_asked_less(server: Served, user_data: Path, fault: str) -> None:
    whole = run(server).rows
    server.most, server.too_much = 3, fault
    sleeps = Sleeps()
    assert run(server, sleep=sleeps).rows == whole
    assert set(sleeps.between) == {5.0}


def test_what_can_be_asked_no_less_is_given_up(server: Served, user_data: Path) -> None:
    server.most = 0
    with pytest.raises(UpdateError, match=r"says 500 .*asked 6 times"):
        run(server)


def test_a_run_that_gave_up_goes_on_where_it_was(server: Served, user_data: Path) -> None:
    server.faults = [None] * 12 + ["404"]
    with pytest.raises(UpdateError):
        run(server)
    assert not (user_data / "knowledge/updated.json").exists()
    asked, server.queries = server.queries[:12], []
    done = run(server)
    assert done.kept == 12 and not set(asked) & set(server.queries)
    assert not (user_data / "knowledge" / updating.PARTIAL).exists()


def test_an_interrupted_run_goes_on_where_it_was(server: Served, user_data: Path) -> None:
    def interrupt(_: float) -> None:
        if len(server.queries) == 20:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(server, sleep=interrupt)
    assert not (user_data / "knowledge/updated.json").exists()
    once, server.queries = list(server.queries), []
    assert run(server).kept == 19  # the page during which it was interrupted isn't kept
    assert len(server.queries) + 19 == len(set(once) | set(server.queries))


def test_a_fresh_run_asks_for_all(server: Served, user_data: Path) -> None:
    server.faults = [None] * 12 + ["404"]
    with pytest.raises(UpdateError):
        run(server)
    assert run(server, fresh=True).kept == 0


def test_a_damaged_page_is_asked_for_again(server: Served, user_data: Path) -> None:
    server.faults = [None] * 12 + ["404"]
    with pytest.raises(UpdateError):
        run(server)
    pages = sorted((user_data / "knowledge" / updating.PARTIAL).iterdir())
    for page, text in zip(pages, ("", "{", '{"day": "x"}', "[]", '{"rows": [1]}', '{"rows": {}}'), strict=False):
        page.write_text(text)
    assert run(server).kept == 6


def test_a_server_without_pages_is_noticed(server: Served, user_data: Path, small_pages: None) -> None:
    """One that leaves OFFSET out of account gives its first page for ever."""
    real = fetching.query
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fetching, "query", lambda name, **v: real(name, **{**v, "offset": 0, "limit": f"2 # {v}"[:1]}))
        with pytest.raises(UpdateError, match="the same page of countries again and again"):
            run(server)


def test_the_newest_update_stands_alone(server: Served, user_data: Path) -> None:
    first = run(server)
    with serving(world(PERSONS[:3])) as other:
        second = run(other)
    assert first.folder != second.folder and not first.folder.exists()
    assert [path.name for path in (user_data / "knowledge").iterdir() if path.is_dir()] == [second.folder.name]


# ---------------------------------------------------------------- how it asks


def test_it_says_who_asks(server: Served, user_data: Path) -> None:
    run(server)
    headers = server.headers[0]
    assert headers["User-Agent"] == "diplomatic-kg/1.0 (jane@example.org) Python-urllib"
    assert headers["Accept"] == "application/sparql-results+json"


@pytest.mark.parametrize("contact", ["jané@example.org", "a\x1bb", "a (b)"])
def test_a_contact_that_cannot_be_sent(contact: str) -> None:
    with pytest.raises(UpdateError, match="--contact"):
        updating.agent("1.0", contact)


def test_a_contact_over_two_lines_adds_no_header() -> None:
    assert updating.agent("1.0", "jane\r\nX-Evil: 1") == "diplomatic-kg/1.0 (jane X-Evil: 1) Python-urllib"


@pytest.mark.parametrize("name", sorted(path.stem for path in fetching.QUERIES.glob("*.rq")))
def test_each_query_says_what_it_asks(name: str) -> None:
    text = (fetching.QUERIES / f"{name}.rq").read_text("utf-8")
    assert text.startswith("# ")
    filled = fetching.query(name, items="wd:Q1", limit=1, offset=0, since=2000, links=1)
    assert world(()).query(filled) is not None


# ---------------------------------------------------------------- what answers say


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        ({"head": {"vars": ["a"]}, "results": {"bindings": []}}, ()),
        ({"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "literal", "value": "x"}}]}}, ({"a": "x"},)),
        ({"head": {"vars": ["a"]}, "results": {"bindings": [{"a": {"type": "bnode", "value": "t1"}}]}}, ({},)),
        (
            {
                "head": {"vars": ["a"]},
                "results": {
                    "bindings": [{"a": {"type": "uri", "value": "http://www.wikidata.org/.well-known/genid/1"}}]
                },
            },
            ({},),
        ),
    ],
)
def test_rows(body: object, rows: tuple[dict[str, str], ...]) -> None:
    assert rows_of(json.dumps(body).encode()) == rows


@pytest.mark.parametrize(("text", "day"), [("Wed, 01 May 2024 23:59:59 GMT", "2024-05-01"), ("", ""), ("now", "")])
def test_days(text: str, day: str) -> None:
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("7", 7.0), (" 12 ", 12.0), ("", None), ("-5", None), ("1e9", None), ("9" * 400, None), ("x", None)],
)
def test_waits(text: str, seconds: float | None) -> None:
    assert wait_of(text) == seconds
