"""IRIs: legal, injective, stable; bases checked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import NamedNode

from kg.errors import IriError
from kg.rdf.iris import checked_base, digest, quoted, slug


@pytest.mark.parametrize(
    "base",
    [
        "https://example.org/",
        "http://example.org/id/",
        "https://example.org/graph#",
        "https://example.org:8080/a/b/",
        "urn:example:news/",
        "urn:example:news#",
        "https://exämple.org/é/",
    ],
)
def test_good_bases(base: str) -> None:
    assert checked_base(base) == base


@pytest.mark.parametrize(
    "base",
    [
        "",
        "example.org/",
        "/id/",
        "https://example.org",
        "https://example.org/id",
        "https:///id/",
        "https://",
        "ftp://example.org/",
        "file:///tmp/",
        "urn:x/",
        "https://example.org/a b/",
        "https://example.org/<x>/",
        'https://example.org/"/',
        "https://example.org/{x}/",
        "https://example.org/a#b/",
        "https://example.org/a#b#",
        "https://example.org/\n",
        "https://example.org/%zz/",
        "https://example.org/a\\b/",
    ],
)
def test_bad_bases_say_what_to_do(base: str) -> None:
    with pytest.raises(IriError, match="give an absolute"):
        checked_base(base)


@given(st.text(min_size=1))
def test_any_key_makes_a_legal_iri(key: str) -> None:
    assume_text = key.encode("utf-8", "replace").decode("utf-8")
    NamedNode("https://example.org/" + quoted(assume_text))


@given(st.text(st.characters(codec="utf-8")), st.text(st.characters(codec="utf-8")))
def test_two_keys_never_share_an_iri(one: str, other: str) -> None:
    assert (quoted(one) == quoted(other)) == (one == other)


def test_plain_keys_stay_readable() -> None:
    assert quoted("person/josé-álvarez") == "person/josé-álvarez"
    assert quoted("group/a#b?c d") == "group/a%23b%3Fc%20d"


def test_a_digest_tells_contents_apart() -> None:
    assert digest("a", "b") == digest("a", "b")
    assert len({digest("a", "b"), digest("ab"), digest(("a", "b")), digest("a", None, "b"), digest("b", "a")}) == 5


@pytest.mark.parametrize(
    ("label", "expected"),
    [("Foreign Minister", "foreign-minister"), ("vice-president", "vice-president"), ("…", "unnamed")],
)
def test_slugs(label: str, expected: str) -> None:
    assert slug(label) == expected
