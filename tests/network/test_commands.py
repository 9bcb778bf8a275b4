"""`kg network` and `kg export` of networks: what they print, where, and their exit codes."""

from __future__ import annotations

from pathlib import Path

import networkx as nx
import pytest

from kg import cli
from kg.store import Store
from tests import hostile
from tests.network.test_graph import store


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("graph") / "graph.trig"
    store().export(path)
    return path


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    code = cli.run([str(each) for each in arguments])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_it_shows_nodes_edges_and_communities(capsys: pytest.CaptureFixture[str], graph: Path) -> None:
    code, out, err = told(capsys, "network", graph)
    assert (code, err) == (0, "")
    network = store().to_networkx("countries")
    assert out.startswith(f"countries: {len(network)} nodes, {network.number_of_edges()} edges, ")
    for words in ("betweenness", "reported", "community", "Norway", "France", "2021"):
        assert words in out


@pytest.mark.parametrize("of", ["persons", "statements", "all"])
def test_it_shows_the_others_too(capsys: pytest.CaptureFixture[str], graph: Path, of: str) -> None:
    code, out, err = told(capsys, "network", graph, "--of", of)
    assert (code, err, out.split(":")[0]) == (0, "", of)


def test_top_bounds_each_table(capsys: pytest.CaptureFixture[str], graph: Path) -> None:
    _, all_rows, _ = told(capsys, "network", graph, "--of", "all")
    _, one_each, _ = told(capsys, "network", graph, "--of", "all", "--top", "1")
    rows = [line for line in one_each.splitlines() if line and "─" not in line]
    assert len(rows) == 1 + 3 * 2 < len(all_rows.splitlines())
    assert "more" in rows[-1]


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--since", "2050-01-01"), "no fact joins countries since 2050-01-01; try other days"),
        (("--of", "persons", "--until", "1900-01-01"), "no fact joins persons until 1900-01-01; try other days"),
    ],
)
def test_an_empty_network_is_one_line(
    capsys: pytest.CaptureFixture[str], graph: Path, options: tuple[str, ...], words: str
) -> None:
    assert told(capsys, "network", graph, *options) == (0, "", f"kg: {graph}: {words}\n")


@pytest.mark.parametrize(
    ("of", "words"),
    [
        ("countries", "no fact joins countries; try --of all"),
        ("statements", "no fact joins speakers with anybody; try --of all"),
        ("all", "no fact joins anything"),
    ],
)
def test_a_graph_without_facts_is_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, of: str, words: str
) -> None:
    (tmp_path / "e.ttl").write_bytes(b"")
    code, out, err = told(capsys, "network", tmp_path / "e.ttl", "--of", of)
    assert (code, out, err) == (0, "", f"kg: {tmp_path / 'e.ttl'}: {words}\n")


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--of", "nonsense"), "choose one of all, persons, countries, statements"),
        (("--since", "soon"), "'soon' is not a calendar day"),
        (("--since", "2023-01-02", "--until", "2023-01-01"), "is after"),
        (("--top", "0"), "--top"),
        (("--top", "many"), "--top"),
    ],
)
def test_wrong_use_is_one_line_and_2(
    capsys: pytest.CaptureFixture[str], graph: Path, options: tuple[str, ...], words: str
) -> None:
    code, out, err = told(capsys, "network", graph, *options)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err


def test_no_graph_is_one_line_and_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, err = told(capsys, "network", tmp_path / "gone.ttl")
    assert (code, out, err.count("\n")) == (2, "", 1)


@pytest.mark.parametrize("text", hostile.TEXTS.values(), ids=hostile.TEXTS.keys())
def test_hostile_words_do_not_steer_a_terminal(capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str) -> None:
    made = Store()
    made.add(hostile.facts(text))
    made.export(tmp_path / "g.nq")
    code, out, err = told(capsys, "network", tmp_path / "g.nq", "--of", "all")
    assert (code, err) == (0, "")
    assert all(char.isprintable() or char in "\n\u200c\u200d" for char in out)


# ---------------------------------------------------------------- export


@pytest.mark.parametrize(("of", "expected"), [(None, "all"), ("countries", "countries")])
def test_export_writes_a_network(
    capsys: pytest.CaptureFixture[str], graph: Path, tmp_path: Path, of: str | None, expected: str
) -> None:
    options = ("--of", of) if of else ()
    network = store().to_networkx(expected)
    for suffix, read in (("gexf", nx.read_gexf), ("graphml", nx.read_graphml)):
        target = tmp_path / f"n.{suffix}"
        assert told(capsys, "export", graph, "-o", target, *options) == (0, "", "")
        assert set(read(target)) == set(network)


@pytest.mark.parametrize(
    ("name", "options", "words"),
    [
        ("n.nt", ("--of", "countries"), ".graphml or .gexf"),
        ("n.gexf", ("--materialise",), "--materialise"),
        ("n.gexf", ("--of", "nonsense"), "choose one of"),
        ("nowhere/n.gexf", (), "can't be written"),
        ("n.xlsx", ("--of", "all"), ".graphml, .gexf"),
    ],
)
def test_export_refuses_what_does_not_go_together(
    capsys: pytest.CaptureFixture[str], graph: Path, tmp_path: Path, name: str, options: tuple[str, ...], words: str
) -> None:
    code, out, err = told(capsys, "export", graph, "-o", tmp_path / name, *options)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert words in err
    assert list(tmp_path.iterdir()) == []
