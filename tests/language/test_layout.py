"""The parts of a page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.article import Article
from kg.language import make_doc, state
from kg.language.layout import find_blocks

TEXTS = st.text(st.sampled_from("aB É.,:\n\t\"'`_-–•(/)Ł1ßİ“”🇫🇷<>[]"), max_size=200)


def kinds(text: str, **given: str) -> list[str]:
    return [b.kind.value for b in find_blocks(text, **given)]


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_blocks_lie_in_the_text_in_order(text: str) -> None:
    end = 0
    for block in find_blocks(text):
        assert end <= block.span.start <= block.body.start < block.body.end == block.span.end <= len(text)
        assert block.span.of(text) == block.span.of(text).strip()
        end = block.span.end


PAGE = """Ministers of Norway and Chile meet

By Ada Quill, Daily Example

3 minute read

Updated 9:15 AM GMT, Tue May 4, 2021

The two ministers in Oslo. (Photo by A. Person/Example Images)

• First point of the day

• Second point of the day

OSLO (AP) — The foreign ministers of Norway and Chile met on Tuesday.

A long road to an agreement

The talks had been put off twice.

Advertisement

They will meet again in June.

Related

Sign up for our newsletter to get the day in your inbox.

Follow Daily Example on Facebook and Instagram."""


def test_page() -> None:
    assert kinds(PAGE, title="Ministers of Norway and Chile meet", publisher="Daily Example") == [
        "headline", "byline", "byline", "byline", "caption", "bullet", "bullet", "prose", "heading", "prose",
        "boilerplate", "prose", "boilerplate", "boilerplate", "boilerplate",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("The minister said related talks would follow.", "prose"),
        ("He asked reporters to follow the ministry on Twitter, and left without another word.", "prose"),
        ("Share prices fell after the two governments broke off relations.", "prose"),
        ("Copyright was the first matter on the agenda, and the last.", "boilerplate"),  # the price of a short list
        ("Reuters", "boilerplate"),
        ("Reuter \x03", "boilerplate"),
        ("BY ADA QUILL [ada.quill@example.com]", "byline"),
        ("He wrote to the ministry at ada@example.com and had no answer for weeks.", "prose"),
        ("© 2021 Daily Example", "boilerplate"),
        ("Read more: What the treaty says", "boilerplate"),
    ],
)
def test_boilerplate(line: str, kind: str) -> None:
    text = f"The title of it all\n\nThe envoys met in Rome on Monday.\n\n{line}\n\nThe talks went on for days."
    assert find_blocks(text)[2].kind.value == kind


def test_component_begins_sentences_at_blocks(nlp: Language) -> None:
    text = "Talks fail again\n\nLIMA – The talks failed on Monday.\n\nBoth sides left the hall."
    doc = nlp(make_doc(nlp, Article(text, title="Talks fail again")))
    assert [b.kind.value for b in state.blocks(doc)] == ["headline", "prose", "prose"]
    starts = {t.idx for t in doc if t.is_sent_start}
    assert {0, text.index("LIMA"), text.index("The talks"), text.index("Both")} <= starts
