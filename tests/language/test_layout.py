"""The parts of a page, and the text as the parser reads it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.article import Article
from kg.language import make_doc, state
from kg.language.layout import dateline_place, find_blocks, paragraphs, readable
from kg.language.state import BlockKind

TEXTS = st.text(st.sampled_from("aB É.,:\n\t\"'`_-–•(/)Ł1ßİ“”🇫🇷<>[]"), max_size=200)


WRAPPED = (
    "   THE MINISTERS OF THE TWO REPUBLICS OPENED A BRIDGE OVER THE\n"
    "RIVER THAT HAD PARTED THEM FOR MORE THAN THIRTY-FIVE YEARS AND\n"
    "SIGNED A PLAN FOR A SECOND ONE."
)


def kinds(text: str, **given: str) -> list[str]:
    return [b.kind.value for b in find_blocks(text, **given)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One paragraph.\n\nAnother one.", ["One paragraph.", "Another one."]),
        ("First line, whole.\nSecond line, whole.", ["First line, whole.", "Second line, whole."]),
        (WRAPPED, [WRAPPED.strip()]),
        (
            "A caption of the day\n• one point made\n• another point",
            ["A caption of the day", "• one point made", "• another point"],
        ),
        ("Geneva, Switzerland\nThe envoys met.", ["Geneva, Switzerland", "The envoys met."]),
        ("a sentence that goes\non in the next line.", ["a sentence that goes\non in the next line."]),
        ("", []),
        ("\n \n", []),
    ],
)  # fmt: skip
def test_paragraphs(text: str, parts: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(text)] == parts


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


@settings(max_examples=300, deadline=None)
@given(TEXTS)
def test_readable_keeps_the_length(text: str) -> None:
    assert len(readable(text)) == len(text)


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


@pytest.mark.parametrize(
    ("text", "place", "body"),
    [
        ("LIMA – The talks failed.", "LIMA", "The talks failed."),
        ("UNITED NATIONS (AP) _ The council met.", "UNITED NATIONS", "The council met."),
        ("OTTAWA, March 11 - The minister left.", "OTTAWA", "The minister left."),
        ("QUITO (ECUADOR), 7 JUN 88 (BEIJING XINHUA) -- [TEXT] THE TALKS FAILED.", "QUITO", "THE TALKS FAILED."),
        ("PARIS, March 3 (Reuters) - The envoy left.", "PARIS", "The envoy left."),
        ("Cairo CNN — The envoy left.", "Cairo", "The envoy left."),
        ("Vienna, 4 May 2015 – The envoy left.", "Vienna", "The envoy left."),
        ("MINSK, March 3. /TASS/. The envoy left.", "MINSK", "The envoy left."),
        ("SAN JOSE, Costa Rica (AP) — The envoy left.", "SAN JOSE, Costa Rica", "The envoy left."),
        ("CAIRO – 3 May 2021: The envoy left.", "CAIRO", "The envoy left."),
        ("CAIRO – Three envoys left: all of them.", "CAIRO", "Three envoys left: all of them."),
        ("(Reuters) - The envoy left.", None, "The envoy left."),
        ("Minsk – the capital – was quiet.", None, "Minsk – the capital – was quiet."),
        ("The envoy – a lawyer – left.", None, "The envoy – a lawyer – left."),
        ("UN officials - three of them - left.", None, "UN officials - three of them - left."),
        ("On 3 May – a Tuesday – he left.", None, "On 3 May – a Tuesday – he left."),
    ],
)
def test_dateline(text: str, place: str | None, body: str) -> None:
    whole = f"A title over it\n\n{text}\n\nMore was to come."
    block = find_blocks(whole)[1]
    found = dateline_place(whole, block)
    assert (found.of(whole) if found else None, block.body.of(whole)) == (place, body)


def test_dateline_on_its_own_line() -> None:
    text = "A title over it\n\nNairobi CNN —\n\nThe envoys met there on Monday."
    block = find_blocks(text)[1]
    assert block.kind is BlockKind.BYLINE
    found = dateline_place(text, block)
    assert found is not None
    assert found.of(text) == "Nairobi"


def turns(text: str) -> list[tuple[str | None, str]]:
    return [
        (b.speaker.of(text) if b.speaker else None, b.body.of(text))
        for b in find_blocks(text)
        if b.kind is BlockKind.TURN
    ]


def test_exchange_in_an_article() -> None:
    text = (
        "Okoro and Lind met.\n\nThis is what they said:\n\nOkoro: You are late.\n\nLind: I am on time!\n\n"
        "Okoro: So you say.\n\nThe meeting ended."
    )
    assert turns(text) == [("Okoro", "You are late."), ("Lind", "I am on time!"), ("Okoro", "So you say.")]


def test_transcript_paragraphs_without_a_name_go_on() -> None:
    text = (
        "SECRETARY VALE:  Good morning.\n\nIt is a pleasure to be here.\n\nQUESTION:  Will you resign?\n\n"
        "SECRETARY VALE:  No."
    )
    assert turns(text) == [
        ("SECRETARY VALE", "Good morning."),
        ("SECRETARY VALE", "It is a pleasure to be here."),
        ("QUESTION", "Will you resign?"),
        ("SECRETARY VALE", "No."),
    ]


def test_speaker_on_a_line_of_its_own() -> None:
    text = "PRESIDENT IMRE:\n\nWe have agreed.\n\nMINISTER SOLO:\n\nWe have not.\n\nPRESIDENT IMRE:\n\nWe shall see."
    assert turns(text) == [
        ("PRESIDENT IMRE", "We have agreed."),
        ("MINISTER SOLO", "We have not."),
        ("PRESIDENT IMRE", "We shall see."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The plan has three parts.\n\nNote: This is a draft.\n\nSource: the ministry.\n\nIt will be revised.",
        "He gave one reason: money.\n\nShe gave another: time.\n\nThey left.",
        "Update: talks failed.\n\nThe envoys left the hall at noon.",
        "The minister said: “We agree.”\n\nThe envoy said: “We do not.”",
        "Ukraine: what we know so far.\n\nThe talks in Minsk began on Monday.",
    ],
)
def test_no_turns(text: str) -> None:
    assert turns(text) == []


def test_component_begins_sentences_at_blocks(nlp: Language) -> None:
    text = "Talks fail again\n\nLIMA – The talks failed on Monday.\n\nBoth sides left the hall."
    doc = nlp(make_doc(nlp, Article(text, title="Talks fail again")))
    assert [b.kind.value for b in state.blocks(doc)] == ["headline", "prose", "prose"]
    starts = {t.idx for t in doc if t.is_sent_start}
    assert {0, text.index("LIMA"), text.index("The talks"), text.index("Both")} <= starts
