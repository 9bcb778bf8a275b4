"""The text as the parser reads it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.language.reading import readable

TEXTS = st.text(st.sampled_from("aB É.,:\n\t\"'`_-–•(/)Ł1ßİ“”🇫🇷<>[]\u200b\u00ad"), max_size=200)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("He called it ``a step'' only.", 'He called it  "a step"  only.'),
        ("the ports _ three of them _ reopened", "the ports – three of them – reopened"),
        ("snake_case stays", "snake_case stays"),
        ("the\tlist\u00a0of names", "the list of names"),
        ("his counterpart< said", "his counterpart  said"),
        ("5 < 7 and <b>", "5 < 7 and <b>"),
        ("PRIME MINISTER TAVI:  We agree on this.", "Prime Minister Tavi:  We agree on this."),
        ("NATO: an alliance", "NATO: an alliance"),
        ("It's the ministers' own 'plan'", "It's the ministers' own 'plan'"),
        ("TALKS END", "TALKS END"),
        ("\u200bMoscow said\u200b, \u200bno\u200b.", " Moscow said ,  no ."),
        ("“\u200bYes\u200b,” he said.", " “Yes ,” he said."),
        ('he said "no\u200b"', 'he said "no" '),
        ("co\u00adoperate", "co\u00adoperate"),
    ],
)
def test_readable(text: str, read: str) -> None:
    assert readable(text) == read


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "THE FOREIGN MINISTER OF PERU TOLD REPORTERS ON MONDAY THAT IRAN HAD SIGNED.",
            "The foreign minister of Peru told reporters on Monday that Iran had signed.",
        ),
        (
            "THE U.N. ENVOY, VELDRIK STORNOWSKI, MAY MEET NATO OFFICIALS IN MARCH OR ON MAY 3.",
            "The U.N. envoy, Veldrik Stornowski, may meet NATO officials in March or on May 3.",
        ),
        (
            'THEY AGREED "TO MARCH ON" WITH THE PLAN. "WE WILL NOT WAIT," THE SPOKESMAN SAID.',
            'They agreed "to march on" with the plan. "We will not wait," the spokesman said.',
        ),
    ],
)
def test_capitals(text: str, read: str, nlp: Language) -> None:
    assert readable(text, nlp=nlp) == read


def test_capitals_are_read_as_the_rest_of_the_article_writes_them() -> None:
    text = (
        "ZORVIA AND THE KMLP SIGN A LASTING PEACE\n\nThe government of Zorvia and the KMLP will sign a lasting peace."
    )
    assert readable(text).startswith("Zorvia and the KMLP sign a lasting peace\n")


def test_a_short_paragraph_of_a_text_in_capitals(nlp: Language) -> None:
    text = "THE FOREIGN MINISTER OF PERU TOLD REPORTERS ON MONDAY THAT IRAN HAD SIGNED IT.\n\nHE LEFT."
    assert readable(text, nlp=nlp).endswith("\n\nHe left.")
    assert readable("The talks failed on Monday after a day.\n\nHE LEFT.", nlp=nlp).endswith("HE LEFT.")


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_readable_keeps_the_length(text: str) -> None:
    assert len(readable(text)) == len(text)
