"""The page as a file: whole, alone, and closed to whatever an article says."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import KgError
from kg.rdf.reading import EntityRow, Reading
from kg.view import page, write_page
from tests.commands import printed
from tests.view.samples import ANA, ARTICLES, ENTITIES, reading, role


def named(label: str) -> Reading:
    """A graph in which a person is called so."""
    return Reading((role(),), {row.iri: row for row in (*ENTITIES, EntityRow(ANA, "person", label))}, {})


def data_in(text: str) -> dict[str, list[dict[str, str]]]:
    found = re.search(r'<script type="application/json" id="graph">(.*?)</script>', text, re.S)
    assert found
    return dict(json.loads(found.group(1)))


def test_the_policy_lets_in_these_scripts_and_styles_alone() -> None:
    text = page(reading())
    found = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert found
    policy = html.unescape(found.group(1))
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    bodies = re.findall(r"<script>(.*?)</script>", text, re.S) + re.findall(r"<style>(.*?)</style>", text, re.S)
    assert len(bodies) == 3
    for body in bodies:
        assert base64.b64encode(hashlib.sha256(body.encode("utf-8")).digest()).decode() in policy


def test_nothing_is_asked_of_another_place() -> None:
    text = page(reading())
    markup = re.sub(r"<(script|style)[^>]*>.*?</\1>", "", text, flags=re.S)
    assert not re.findall(r"""(?:src|href)\s*=\s*["']?(?!data:|#)[^"'>\s]+""", markup)
    assert not re.search(r"@import|url\((?!data:)", "".join(re.findall(r"<style>(.*?)</style>", text, re.S)))
    assert "sourceMappingURL" not in text


def test_no_slot_is_left_open() -> None:
    assert "<!--kg:" not in page(reading())


@pytest.mark.parametrize(
    "text",
    [
        "</script><script>alert(1)</script>",
        "<!--",
        "<!--kg:script-->",
        "${alert(1)}",
        "{{ 7 * 7 }}",
        "\u2028\u2029",
        "\\u003c/script\\u003e",
        '"',
        "__proto__",
        "\ud800",
    ],
)
def test_names_stay_names(text: str) -> None:
    whole = page(named(text))
    assert whole.count("<script") == page(named("harmless")).count("<script")
    assert "<!--" not in whole.split("</title>")[1].split("<script type=")[1].split("</script>")[0]
    labels = {node["label"] for node in data_in(whole)["nodes"]}
    assert text in labels


@given(st.text(min_size=1))
def test_any_name_comes_out_as_it_went_in(text: str) -> None:
    assert text in {node["label"] for node in data_in(page(named(text)))["nodes"]}


def test_the_title_is_escaped() -> None:
    article = ARTICLES[0]
    given_ = Reading((), {}, {article.iri: type(article)(article.iri, "</title><script>x</script>")})
    assert "<title>&lt;/title&gt;&lt;script&gt;x&lt;/script&gt; – kg</title>" in page(given_)


def test_the_same_bytes_whatever_the_hash_seed_and_locale() -> None:
    code = (
        "import sys; sys.path.insert(0, '.'); from kg.view import page; from tests.view.samples import reading;"
        "sys.stdout.buffer.write(page(reading()).encode())"
    )
    runs = [
        printed(code, PYTHONHASHSEED=seed, LC_ALL=locale, TZ=zone)
        for seed, locale, zone in (("1", "C", "Asia/Tokyo"), ("77", "C.UTF-8", "America/New_York"))
    ]
    assert runs[0] == runs[1]
    assert len(runs[0]) > 100_000


def test_a_page_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="can't be written"):
        write_page(reading(), tmp_path / "no such folder" / "graph.html")
    (tmp_path / "taken.html").mkdir()
    with pytest.raises(KgError, match=re.escape("taken.html")):
        write_page(reading(), tmp_path / "taken.html")
    assert list(tmp_path.iterdir()) == [tmp_path / "taken.html"]


def test_a_lone_surrogate_is_written(tmp_path: Path) -> None:
    write_page(named("a\ud800b"), tmp_path / "graph.html")
    assert data_in((tmp_path / "graph.html").read_text("utf-8"))["nodes"]
