"""Dates of news English, each against a day of publication: Wednesday, 18 May 2016."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.article import Article
from kg.language import edtf, make_doc, state
from kg.language.date_forms import FORMS, anchors, pattern
from kg.language.date_words import words
from kg.language.dates import RESOLVERS, find_dates
from kg.language.when import DateIndex

DAY = dt.date(2016, 5, 18)


def found(nlp: Language, text: str, published: dt.date | None = DAY) -> list[str]:
    doc = nlp(make_doc(nlp, Article(text, published=published)))
    return [f"{d.span.of(text)}={d.edtf}" for d in state.dates(doc)]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The accord was signed on 22 December 2015.", ["22 December 2015=2015-12-22"]),
        ("The accord was signed on December 22, 2015, in Oslo.", ["December 22, 2015=2015-12-22"]),
        ("It was signed on Tuesday, March 8, 2011.", ["Tuesday, March 8, 2011=2011-03-08"]),
        ("It was signed on the 3rd of May 2011.", ["the 3rd of May 2011=2011-05-03"]),
        ("It was signed on 2011-03-08.", ["2011-03-08=2011-03-08"]),
        ("It was signed on 22/12/2015.", ["22/12/2015=2015-12-22"]),
        ("It was signed on 10/07/2015.", ["10/07/2015=None"]),
        ("It was signed on 7.10.2015.", ["7.10.2015=2015-10-07"]),
        ("The envoys met on March 11.", ["March 11=2016-03-11"]),
        ("The envoys met on November 11.", ["November 11=2015-11-11"]),
        ("The envoys will meet on July 21.", ["July 21=2016-07-21"]),
        ("The envoys will meet on March 11.", ["March 11=2017-03-11"]),
        ("They met on Thursday, May 12.", ["Thursday, May 12=2016-05-12"]),
        ("MEXICO CITY, 19 OCT 89 (EXAMPLE) -- THE TALKS FAILED.", ["19 OCT 89=1989-10-19"]),
        ("It was signed in November 2015.", ["November 2015=2015-11"]),
        ("It was signed in November.", ["November=2015-11"]),
        ("It was signed in May.", ["May=2016-05"]),
        ("They will sign it in November.", ["November=2016-11"]),
        ("It was signed last March.", ["last March=2016-03"]),
        ("It was signed last November.", ["last November=2015-11"]),
        ("They will meet next June.", ["next June=2016-06"]),
        ("She said so in a November speech.", ["November=2015-11"]),
        ("It was signed in July last year.", ["July last year=2015-07"]),
        ("It began in 2006.", ["2006=2006"]),
        ("The 1982 war ended badly.", ["1982=1982"]),
        ("It began in mid-1996.", ["mid-1996=1996"]),
        ("The treaty dates from the 1990s.", ["the 1990s=199X"]),
        ("Trade grew in the late 1980s.", ["the late 1980s=198X"]),
        ("It was a 19th century treaty.", ["19th century=18XX"]),
    ],
)
def test_calendar_dates(nlp: Language, text: str, dates: list[str]) -> None:
    assert found(nlp, text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The envoys met on Friday.", ["Friday=2016-05-13"]),
        ("The envoys met on Wednesday.", ["Wednesday=2016-05-18"]),
        ("The envoys will meet on Friday.", ["Friday=2016-05-20"]),
        ("The envoys are to meet on Friday.", ["Friday=2016-05-20"]),
        ("The ministers agreed to meet on Monday.", ["Monday=2016-05-23"]),
        ("A vote is scheduled for Thursday.", ["Thursday=2016-05-19"]),
        ("They met last Wednesday.", ["last Wednesday=2016-05-11"]),
        ("They will meet next Tuesday.", ["next Tuesday=2016-05-24"]),
        ("They met on Monday morning.", ["Monday morning=2016-05-16"]),
        ("The envoy left yesterday.", ["yesterday=2016-05-17"]),
        ("The envoy leaves tomorrow.", ["tomorrow=2016-05-19"]),
        ("The envoy spoke this morning.", ["this morning=2016-05-18"]),
        ("The envoy spoke last night.", ["last night=2016-05-17"]),
        ("The envoy left last week.", ["last week=2016-05-09/2016-05-15"]),
        ("They will meet next week.", ["next week=2016-05-23/2016-05-29"]),
        ("The envoy left last month.", ["last month=2016-04"]),
        ("They will meet next month.", ["next month=2016-06"]),
        ("The envoy left last year.", ["last year=2015"]),
        ("The envoy left earlier this year.", ["this year=2016"]),
        ("The envoy left five years ago.", ["five years ago=2011"]),
        ("The envoy left about five years ago.", ["about five years ago=2011~"]),
        ("The envoy left several days ago.", ["several days ago=2016-05"]),  # 9 to 15 May
        ("The envoy left a few weeks ago.", ["a few weeks ago=2016"]),  # from April on
        ("The envoy left several months ago.", ["several months ago=None"]),  # perhaps in 2015
        ("The envoy left a couple of years ago.", ["a couple of years ago=None"]),
        ("The envoy left many months ago.", ["many months ago=None"]),
        ("The envoy left a month ago.", ["a month ago=2016-04"]),
        ("The envoy left 10 days ago.", ["10 days ago=2016-05-08"]),
        ("The envoy left two weeks ago.", ["two weeks ago=2016-05-02/2016-05-08"]),
        ("The envoy left a few months ago.", ["a few months ago=None"]),
        ("They met over the weekend.", ["the weekend=2016-05-14/2016-05-15"]),
        ("They met on May 3 and left the following day.", ["May 3=2016-05-03", "the following day=2016-05-04"]),
        ("The accord of 2006 was dropped two years later.", ["2006=2006", "two years later=2008"]),
        ("They met last summer.", ["last summer=2015-22"]),
        ("They met in the spring of 2014.", ["the spring of 2014=2014-21"]),
        ("Trade fell in the third quarter of 2014.", ["third quarter of 2014=2014-07/2014-09"]),
        ("The envoy left on the 5th.", ["on the 5th=2016-05-05"]),
        ("The envoy left on the 25th.", ["on the 25th=2016-04-25"]),
        ("The envoy will leave on the 5th.", ["on the 5th=2016-06-05"]),
        ("They hope for peace by Christmas.", ["Christmas=2016-12-25"]),
    ],
)
def test_relative_dates(nlp: Language, text: str, dates: list[str]) -> None:
    assert found(nlp, text) == dates


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("He was president from 1993 to 2003.", ["from 1993 to 2003=1993/2003"]),
        ("Trade doubled between 2010 and 2014.", ["2010 and 2014=2010/2014"]),
        ("Reforms of 2013 and 2014 failed.", ["2013=2013", "2014=2014"]),
        ("They met on March 21-22, 1994.", ["March 21-22, 1994=1994-03-21/1994-03-22"]),
        ("They met on 3-5 March 1990.", ["3-5 March 1990=1990-03-03/1990-03-05"]),
        (
            "A mission will visit Peru from August 29 to September 3, this year.",
            ["from August 29 to September 3, this year=2016-08-29/2016-09-03"],
        ),
        ("They will be in Peru from Monday to Thursday.", ["from Monday to Thursday=2016-05-23/2016-05-26"]),
        ("The accord ran from June to August 2014.", ["from June to August 2014=2014-06/2014-08"]),
    ],
)
def test_ranges(nlp: Language, text: str, dates: list[str]) -> None:
    assert found(nlp, text) == dates


@pytest.mark.parametrize(
    "text",
    [
        "Prime Minister May met the envoy.",
        "He may march with them.",
        "They march on the capital.",
        "April Stone met August Berg.",
        "Some 2000 soldiers left.",
        "It cost $1999 in all.",
        "The crash was at 1930 GMT.",
        "Talks have gone on for months.",
        "The sun rose over the sea.",
        "She sat down and read the second report.",
        "The talks lasted three days.",
        "A ten-year plan was drawn up.",
        "He won 1,995 votes of 12.1990.",
        "The two sides fall out in the end.",
        "They met on the 5th floor.",
        "They met on the 10th anniversary of the war.",
    ],
)
def test_no_dates(nlp: Language, text: str) -> None:
    assert found(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("The envoys met on Friday.", ["Friday=None"]),
        ("The envoy left last month.", ["last month=None"]),
        ("The envoy left five years ago.", ["five years ago=None"]),
        ("The envoys met in November.", ["November=None"]),
        ("The envoys met on March 11.", ["March 11=None"]),
        ("The envoys met on March 11, 2015.", ["March 11, 2015=2015-03-11"]),
        ("The war of 1982 is over.", ["1982=1982"]),
    ],
)
def test_without_a_day_of_publication_relative_dates_stay_words(nlp: Language, text: str, dates: list[str]) -> None:
    assert found(nlp, text, None) == dates


def test_every_form_has_a_meaning_and_a_known_anchor() -> None:
    assert {form for form, _, _ in FORMS} == set(RESOLVERS)
    for form, classes, _ in FORMS:
        assert pattern(form).pattern
        assert set(classes.split()) <= set(anchors().groupindex)


def dated(nlp: Language, text: str, word: str) -> str | None:
    doc = nlp(make_doc(nlp, Article(text, published=DAY)))
    index = DateIndex(doc)
    date = index.of(next(t for t in doc if t.text == word))
    return date.edtf if date else None


@pytest.mark.parametrize(
    ("text", "word", "date"),
    [
        ("The ministers met on Friday in Lima.", "met", "2016-05-13"),
        ("On Friday, the ministers met in Lima.", "met", "2016-05-13"),
        ("The ministers held talks on Friday.", "talks", "2016-05-13"),
        ("The talks on Friday failed.", "talks", "2016-05-13"),
        ("The talks held in March failed.", "talks", "2016-03"),
        ("The talks were held on Friday.", "talks", "2016-05-13"),
        ("In a March speech she attacked the plan.", "speech", "2016-03"),
        ("The 1982 war left scars.", "war", "1982"),
        ("She is to visit Oslo next week.", "visit", "2016-05-23/2016-05-29"),
        ("The summit is set for Thursday.", "summit", "2016-05-19"),
        ("The murder of the envoy in 2006 chilled relations.", "murder", "2006"),
        ("The March 3 attack killed ten.", "attack", "2016-03-03"),
        ("Chad, which broke off relations in 2012, has an embassy again.", "broke", "2012"),
        ("Ten people were killed in the attack on the embassy on May 3.", "attack", "2016-05-03"),
        ("The minister arrived in Cairo on Friday for a long visit.", "visit", "2016-05-13"),
        ("The accord was reached on Monday and signed on Tuesday.", "signed", "2016-05-17"),
        ("The talks are expected to begin on Monday.", "talks", "2016-05-23"),
        ("The summit is due to open on Thursday.", "summit", "2016-05-19"),
        ("They agreed to hold a summit on Monday.", "summit", "2016-05-23"),
        ("On Monday they began to hold talks.", "talks", "2016-05-16"),
        ("The accord from 2015 is dead.", "accord", "2015"),
        ("OSLO, May 16 - The ministers signed a treaty.", "signed", "2016-05-16"),
        ("He said the strike had begun on Monday.", "strike", "2016-05-16"),
        ("The summit, to be held on 3 June, was announced on Friday.", "summit", "2016-06-03"),
        ("In a speech on Monday, the minister condemned the attack.", "condemned", "2016-05-16"),
        ("The minister recently met the king on Friday.", "met", "2016-05-13"),
    ],
)
def test_date_of_an_event_word(nlp: Language, text: str, word: str, date: str) -> None:
    assert dated(nlp, text, word) == date


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("The minister said on Friday that a summit would follow.", "summit"),
        ("The minister said the attack was a crime.", "attack"),
        ("On Monday they agreed to hold a summit.", "summit"),
        ("The United States imposed sanctions in 2012 after leaving the accord.", "leaving"),
        ("The embassy said on Friday that its ambassador had been recalled.", "recalled"),
        ("Following a meeting on Friday, the ministers issued a statement.", "issued"),
        ("They agreed on Monday to hold a summit.", "hold"),
        ("OSLO, May 16 - The ministers will sign a treaty.", "sign"),
        ("OSLO, May 16 - The ministers met. A treaty was signed.", "signed"),
        ("They left after the war, and in 2006 they returned.", "war"),
        ("Since 2006 the summit has met twice.", "met"),
        ("The meeting, announced on Friday, was put off.", "meeting"),
        ("They will sign before Friday.", "sign"),
        ("In a speech on Monday, the minister condemned the attack.", "attack"),
        ("The minister condemned Monday's attack.", "condemned"),
        ("The minister visited Oslo after a meeting in Paris on Monday.", "visited"),
        ("The summit was announced on Friday.", "summit"),
        ("The minister now visits Oslo.", "visits"),
        ("He recently met the king.", "met"),
        ("He told reporters who had waited since Monday that the talks failed.", "talks"),
    ],
)
def test_no_date_where_it_is_another_words(nlp: Language, text: str, word: str) -> None:
    assert dated(nlp, text, word) is None


PIECES = (
    *("Friday", "May", "the", "in", "last", "next", "31", "3", "2016", "29", ",", "-", "to", "from", "between", "and"),
    *("years", "ago", "week", "first", "quarter", "1990s", "'89", "a", "following", "day", "same", "that", "9999"),
    *("19th", "century", "summer", "over", "weekend", "mid", "Christmas", "nineteen", "eighty"),
)


def test_words_that_take_up_a_date_need_no_sentences(nlp: Language) -> None:
    """As in a pipeline without a parser."""
    (month, week) = find_dates(nlp.make_doc("January That Week"), dt.date(2000, 1, 1))
    assert (month.edtf, week.edtf) == ("2000-01", None)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([*list(words().months)[:12], *PIECES]),
        max_size=14,
    ),
    st.one_of(st.none(), st.dates()),
)
def test_every_date_has_its_words_and_valid_bounds(nlp: Language, pieces: list[str], published: dt.date | None) -> None:
    text = " ".join(piece.capitalize() for piece in pieces) or "None"
    end = 0
    for date in find_dates(nlp.make_doc(text), published):
        assert end <= date.span.start < date.span.end <= len(text)
        end = date.span.end
        assert (date.edtf is None) == (date.earliest is None) == (date.latest is None)
        if date.edtf is not None:
            assert (date.earliest, date.latest) == edtf.bounds(date.edtf)
