"""When and where events were: the date and place of their own clause, then of the sentence, then none."""

from __future__ import annotations

import datetime as dt

import pytest
from spacy.language import Language

from kg.article import Article
from kg.facts import Event, Facts
from kg.pipeline import read_all

PUBLISHED = dt.date(2015, 6, 17)  # a Wednesday

# text | the word that names the event | its date ("" for none) | its places ("" for none)
ROWS = """
# the event's own clause
Foreign Minister Anna Larsen met Pedro Mendez in Geneva on Monday. | met | 2015-06-15 | Geneva
On Monday, Anna Larsen met Pedro Mendez in Geneva. | met | 2015-06-15 | Geneva
In Geneva, Anna Larsen met Pedro Mendez on Monday. | met | 2015-06-15 | Geneva
In Geneva on Monday, Anna Larsen met Pedro Mendez. | met | 2015-06-15 | Geneva
Anna Larsen on Monday met Pedro Mendez at a hotel in Geneva. | met | 2015-06-15 | Geneva
Anna Larsen met Pedro Mendez in the Swiss city of Basel in May. | met | 2015-05 | Basel
Anna Larsen arrived in Oslo from Cairo on Tuesday. | arrived | 2015-06-16 | Oslo
Anna Larsen arrived from Cairo in Oslo on Tuesday. | arrived | 2015-06-16 | Oslo
Anna Larsen flew from Cairo to Oslo on Tuesday. | flew | 2015-06-16 | Oslo
Anna Larsen flew to Oslo from Cairo on Tuesday. | flew | 2015-06-16 | Oslo
Anna Larsen will travel on to Nairobi on Friday. | travel | 2015-06-19 | Nairobi
Anna Larsen returned to Oslo on Sunday. | returned | 2015-06-14 | Oslo
Anna Larsen is due in London on Thursday. | due | 2015-06-18 | London
Anna Larsen is due to arrive in London on Thursday. | arrive | 2015-06-18 | London
Anna Larsen is expected in Nairobi on Sunday for talks with Pedro Mendez. | talks | 2015-06-21 | Nairobi
Anna Larsen was in Oslo on Monday for talks with Pedro Mendez. | talks | 2015-06-15 | Oslo
Anna Larsen flew to Oslo on Monday for talks with Pedro Mendez. | talks | 2015-06-15 | Oslo
Anna Larsen will go to Oslo on Friday to meet Pedro Mendez. | meet | 2015-06-19 | Oslo
Anna Larsen was received in Lima by President Pedro Mendez on Monday. | received | 2015-06-15 | Lima
President Pedro Mendez received Anna Larsen in Lima on Monday. | received | 2015-06-15 | Lima
Norway and Kenya signed a fishing treaty at a summit in Cairo on 3 June. | signed | 2015-06-03 | Cairo
At the summit in Cairo, Norway and Kenya signed a fishing treaty. | signed | | Cairo
At a summit in Cairo in May, Norway and Kenya signed a fishing treaty. | signed | 2015-05 | Cairo
Anna Larsen met Pedro Mendez on the sidelines of a conference in Vienna. | met | | Vienna
Anna Larsen met Pedro Mendez at the United Nations in New York on Monday. | met | 2015-06-15 | New York
Kenyan police arrested two Norwegian journalists outside Nairobi on Monday. | arrested | 2015-06-15 | Nairobi
A bomb killed two Kenyan soldiers near Garissa on Monday. | killed | 2015-06-15 | Garissa
Two Kenyan soldiers were killed in an ambush near Garissa on 2 June. | ambush | 2015-06-02 | Garissa
The Norwegian embassy in Lima was attacked on Monday. | attacked | 2015-06-15 | Lima
Norway and Peru held talks in Geneva last month. | talks | 2015-05 | Geneva
Talks between Norway and Peru were held in Geneva last month. | Talks | 2015-05 | Geneva
The Geneva talks between Norway and Peru ended on Friday. | talks | 2015-06-12 | Geneva
The talks in Geneva between Norway and Peru ended on Friday. | talks | 2015-06-12 | Geneva
Norway condemned Monday's attack on Kenyan soldiers near Garissa. | attack | 2015-06-15 | Garissa
Norway condemned the June 3 attack on Kenyan soldiers near Garissa. | attack | 2015-06-03 | Garissa
Anna Larsen, who visited Chile in May, met Pedro Mendez on Monday. | visited | 2015-05 | Chile
Anna Larsen, who visited Chile in May, met Pedro Mendez on Monday. | met | 2015-06-15 |
After talks with Pedro Mendez in Cairo on Sunday, Anna Larsen flew to Lima. | talks | 2015-06-14 | Cairo
Peru, which expelled two Chilean diplomats in 2012, signed a treaty with Norway on Monday. | expelled | 2012 |
Peru, which expelled two Chilean diplomats in 2012, signed a treaty with Norway on Monday. | signed | 2015-06-15 |
Peru and Chile, which went to war in 1879, signed a treaty on Monday. | signed | 2015-06-15 |
In 2012 Peru recalled its ambassador from Chile, and in May it signed a treaty with Norway. | recalled | 2012 |
In 2012 Peru recalled its ambassador from Chile, and in May it signed a treaty with Norway. | signed | 2015-05 |
Peru will host a summit with Chile in Lima next month. | summit | 2015-07 | Lima
On a visit to Kenya in May, Anna Larsen planted a tree. | visit | 2015-05 | Kenya
Anna Larsen, on a visit to Kenya, said the roads were bad. | visit | | Kenya
Anna Larsen is on a three-day visit to Chile. | visit | | Chile
Anna Larsen will pay an official visit to Chile from 3 to 5 July. | visit | 2015-07-03 | Chile
The visit by Anna Larsen to Cairo in April was her third. | visit | 2015-04 | Cairo
Anna Larsen told reporters in Cairo that she had met Pedro Mendez in May. | met | 2015-05 |
Anna Larsen said that she would meet Pedro Mendez in Geneva on 2 July. | meet | 2015-07-02 | Geneva
Peru recalled its ambassador from Santiago last month. | recalled | 2015-05 |
# what stands in the same sentence, where the clause says nothing of its own
Anna Larsen flew to Lima on Monday, where she met Pedro Mendez. | met | 2015-06-15 | Lima
Anna Larsen spoke in Geneva, where Norway and Peru signed a treaty on Monday. | signed | 2015-06-15 | Geneva
Peru expelled two Chilean diplomats on Monday and recalled its ambassador from Norway. | recalled | 2015-06-15 |
Anna Larsen arrived in Lima on Monday and met Pedro Mendez. | met | 2015-06-15 | Lima
Anna Larsen arrived in Lima on Monday and will meet Pedro Mendez on Friday. | meet | 2015-06-19 | Lima
Speaking after a meeting with Pedro Mendez in Vienna on Monday, Anna Larsen laughed. | meeting | 2015-06-15 | Vienna
Anna Larsen flew to Lima on Monday, where she will meet Pedro Mendez. | meet | | Lima
On Monday Peru expelled two Chilean diplomats. | expelled | 2015-06-15 |
In May Peru recalled its ambassador to Chile. | recalled | 2015-05 |
Peru expelled two diplomats on Monday, and Chile recalled its ambassador. | recalled | 2015-06-15 |
Anna Larsen met the Chilean president in Lima on Monday. | met | 2015-06-15 | Lima
Anna Larsen met the emir in Doha on Monday. | met | 2015-06-15 | Doha
Two Norwegian aid workers were abducted from a hotel in Lagos on Monday. | abducted | 2015-06-15 | Lagos
Kenya hosted talks between Peru and Chile last month. | talks | 2015-05 | Kenya
Kenya hosted talks between Peru and Chile in Oslo last month. | talks | 2015-05 | Oslo
Peru closed its consulate in Lisbon on Monday. | closed | 2015-06-15 | Lisbon
Anna Larsen was in Oslo on Monday. | was | 2015-06-15 | Oslo
Anna Larsen landed in Nairobi on Sunday night. | landed | 2015-06-14 | Nairobi
At last year's summit in Bucharest, Norway and Peru signed a pact. | signed | 2014 | Bucharest
Anna Larsen spent three days in Geneva negotiating with Peru. | negotiating | | Geneva
Anna Larsen is in London, where she is to hold talks with Pedro Mendez on Friday. | talks | 2015-06-19 | London
Anna Larsen will chair a debate on the report in Brussels on Monday. | debate | 2015-06-22 | Brussels
Norway arrested two Kenyan soldiers near Bergen. | arrested | | Bergen
Anna Larsen met Pedro Mendez's brother in Antananarivo in May. | met | 2015-05 | Antananarivo
Speaking in Cairo at talks with Pedro Mendez last week, Anna Larsen wept. | talks | 2015-06-08/2015-06-14 | Cairo
Two Kenyan soldiers were freed following talks in Vilnius. | freed | |
# words for a place that was named before
Anna Larsen flew to Lima on Monday. There she met Pedro Mendez. | met | | Lima
Anna Larsen flew to Lima on Monday. She met Pedro Mendez there on Tuesday. | met | 2015-06-16 | Lima
Anna Larsen flew to Lima on Monday. She met Pedro Mendez in the Peruvian capital on Tuesday. | met | 2015-06-16 | Lima
Norway and Peru will hold talks in Geneva. Anna Larsen arrived in the Swiss city. | arrived | | Geneva
Anna Larsen flew to Kenya on Monday. She met Pedro Mendez in the capital on Tuesday. | met | 2015-06-16 | Nairobi
GENEVA, June 17 (Reuters) - Anna Larsen met Pedro Mendez here on Monday. | met | 2015-06-15 | Geneva
CAIRO (AP) - Norway and Peru opened talks here on Monday. | talks | 2015-06-15 | Cairo
Anna Larsen toured Lima on Monday. She met Pedro Mendez in the city. | met | | Lima
# a dateline is where the report was written
GENEVA, June 17 (Reuters) - Norway expelled two Peruvian diplomats on Monday. | expelled | 2015-06-15 |
OSLO, June 17 (Reuters) - Anna Larsen met Pedro Mendez on Monday. | met | 2015-06-15 |
CAIRO (AP) - Peru recalled its ambassador to Chile. | recalled | |
LONDON - Peru and Chile signed a treaty in 1998. | signed | 1998 |
Oslo, 17 June 2015 - Peru imposed sanctions on Chile. | sanctions | 2015-06-17 |
# where and when it was said is not where and when it was
Anna Larsen said in Oslo on Monday that Peru had expelled two Chilean diplomats. | expelled | |
Anna Larsen said on Monday that she would visit Chile. | visit | | Chile
Peru announced in Lima on Monday that it had recalled its ambassador to Chile. | recalled | |
Anna Larsen told a news conference in Cairo on Sunday that Norway had signed a treaty with Kenya. | signed | |
The government in Lima said that Peru had expelled two Chilean diplomats. | expelled | |
Peru imposed sanctions on Chile, the government in Lima said on Monday. | sanctions | |
In Washington, a spokesman said Peru had expelled two Chilean diplomats. | expelled | |
Norway has signed a treaty with Kenya, Anna Larsen told reporters in Cairo on Sunday. | signed | |
"Peru expelled two Chilean diplomats," Anna Larsen said in Oslo on Monday. | expelled | |
# places that belong to the description of a person or body
Anna Larsen, the Norwegian ambassador in Lima, met Pedro Mendez on Monday. | met | 2015-06-15 |
Anna Larsen, who was born in Cairo, met Pedro Mendez on Monday. | met | 2015-06-15 |
Anna Larsen, the mayor of Oslo, met Pedro Mendez on Monday. | met | 2015-06-15 |
The Geneva-based Red Cross accused Peru of negligence after Norway expelled two Chilean diplomats. | expelled | |
Anna Larsen of the University of Oslo met Pedro Mendez on Monday. | met | 2015-06-15 |
Anna Larsen, head of the Red Cross in Geneva, met Pedro Mendez on Monday. | met | 2015-06-15 |
Norway expelled the Peruvian consul in Bergen on Monday. | expelled | 2015-06-15 |
Norway expelled the Peruvian consul in Bergen. | expelled | |
Anna Larsen met the director of the Cairo museum, Pedro Mendez, on Monday. | met | 2015-06-15 |
Anna Larsen met Pedro Mendez, who lives in Cairo, on Monday. | met | 2015-06-15 |
Anna Larsen met Pedro Mendez, the Chilean ambassador to Kenya, on Monday. | met | 2015-06-15 |
Anna Larsen, a former mayor of Bergen, will meet Pedro Mendez on Friday. | meet | 2015-06-19 |
Anna Larsen met a Cairo-born writer, Pedro Mendez, on Monday. | met | 2015-06-15 |
Chile recalled its ambassador to Peru on Monday. | recalled | 2015-06-15 |
Norwegian police arrested Pedro Mendez, a student at the University of Cairo. | arrested | |
Anna Larsen, 61, who served in Prague in the 1990s, met Pedro Mendez on Monday. | met | 2015-06-15 |
Peru expelled Anna Larsen, who was elected in 2009. | expelled | |
Peru expelled Anna Larsen, the Oslo newspaper's correspondent. | expelled | |
Anna Larsen met the Lima government's envoy, Pedro Mendez, on Monday. | met | 2015-06-15 |
# dates of something else
Peru signed a treaty with Chile that replaces the 1998 agreement. | signed | |
Anna Larsen met Pedro Mendez before flying to Cairo on Sunday. | met | |
Since the talks in Geneva in May, Peru has expelled two Chilean diplomats. | expelled | |
Peru expelled two Chilean diplomats accused of bribing officials in 2012. | expelled | |
Norway signed a treaty with Kenya to build a road by 2020. | signed | |
Peru recalled its ambassador over the killing of a fisherman near Arica in May. | recalled | |
Norway expelled a Peruvian diplomat over the murder of an exile in Bergen in 2012. | expelled | |
Anna Larsen and Pedro Mendez spoke by phone on Sunday. | spoke | 2015-06-14 |
Norway met Peru's consul in Bergen and expelled Pedro Mendez on Monday. | expelled | 2015-06-15 |
Anna Larsen met Pedro Mendez. The roads of Cairo were flooded on Monday. | met | |
Peru expelled two Chilean diplomats. The decision was read out in Lima on Monday. | expelled | |
Peru expelled two Chilean diplomats. Anna Larsen had visited Cairo in April. | expelled | |
Norway and Peru will hold talks on the future of Cairo. | talks | |
Anna Larsen met Pedro Mendez to talk about the road from Nairobi to Mombasa. | met | |
Peru expelled the diplomats, who must leave Lima by Friday. | expelled | |
# what is put off is not when it is put off
Norway cancelled its talks with Peru on Monday. | cancelled | 2015-06-15 |
Norway skipped the summit in Oslo on Monday. | summit | 2015-06-15 | Oslo
# a state that lasts began then
Relations between Norway and Peru have been cut since 12 March. | cut | 2015-03-12 |
Relations between Norway and Peru have been severed since 1978. | severed | 1978 |
"""


def _rows() -> list[tuple[str, str, str, str]]:
    lines = (line for line in ROWS.splitlines() if line and not line.startswith("#"))
    fields = (tuple(part.strip() for part in line.split("|")) for line in lines)
    return [(text, word, date, place) for text, word, date, place in fields]


def _read(nlp: Language, text: str) -> Facts:
    article = Article(text=text, published=PUBLISHED)
    found = next(read_all([article], nlp=nlp, max_chars=10_000))
    assert isinstance(found, Facts), found
    return found


def _named(facts: Facts, word: str) -> Event:
    """The event that one of the words' mentions is part of."""
    words = [(e, span.of(facts.article.text)) for e in facts.events for span in e.triggers]
    found = [e for e, said in words if word in said.split()]
    assert found, f"no event is named {word!r}: {words}"
    return found[0]


@pytest.mark.parametrize(("text", "word", "date", "place"), _rows())
def test_when_and_where(nlp: Language, text: str, word: str, date: str, place: str) -> None:
    facts = _read(nlp, text)
    event = _named(facts, word)
    labels = {e.key: e.label for e in facts.entities}
    assert (event.when.edtf if event.when else None) == (date or None)
    assert "; ".join(labels[key] for key in event.where) == place
