"""Sentences and the roles that they must give: `person | office | country or organisation`."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.article import Article
from kg.extract.roles import roles
from kg.language import make_doc, state

pytestmark = pytest.mark.model

# fmt: off
CASES = [
    # titles
    ("Hungarian Foreign Minister Zsolt Varga arrived on Tuesday.", ["Zsolt Varga | foreign minister | Hungary"]),
    ("UK Foreign Secretary Margaret Hale spoke in Oslo.", ["Margaret Hale | foreign secretary | United Kingdom"]),
    ("Kenyan president Daniel Otieno opened the summit.", ["Daniel Otieno | president | Kenya"]),
    ("US-born former Defense Secretary Alan Brooks left.", ["Alan Brooks | former defense secretary | United States"]),
    ("Deputy Prime Minister Liam Byrne of Ireland agreed.", ["Liam Byrne | deputy prime minister | Ireland"]),
    ("Latvia's Deputy Foreign Minister Ilze Kalna left.", ["Ilze Kalna | deputy foreign minister | Latvia"]),
    ("NATO Secretary-General Pieter de Groot welcomed it.", ["Pieter de Groot | secretary-general | NATO"]),
    ("Brazilian President-elect Carla Nunes will travel.", ["Carla Nunes | president-elect | Brazil"]),
    ("Acting Ukrainian Prime Minister Oleh Bondar resigned.", ["Oleh Bondar | acting prime minister | Ukraine"]),
    ("Prime Minister Dr Samuel Deng of South Sudan spoke.", ["Samuel Deng | prime minister | South Sudan"]),
    ("Omani army chief Lt. Gen. Said Barwani flew home.", ["Said Barwani | army chief | Oman"]),
    ("Chief U.S. trade negotiator Ellen Marsh returned.", ["Ellen Marsh | chief trade negotiator | United States"]),
    ("Deputy Premier and Finance Minister Ana Costa of Portugal resigned.",
     ["Ana Costa | deputy premier | Portugal", "Ana Costa | finance minister | Portugal"]),
    # lists of officers
    ("Presidents Juan Rivas of Honduras and Luis Mora of Panama met.",
     ["Juan Rivas | president | Honduras", "Luis Mora | president | Panama"]),
    ("Former Italian ministers Paolo Riva and Anna Neri wrote a letter.",
     ["Paolo Riva | former minister | Italy", "Anna Neri | former minister | Italy"]),
    # appositions
    ("Marta Kovacs, the Slovak foreign minister, left early.", ["Marta Kovacs | foreign minister | Slovakia"]),
    ("Erik Lund, Norway's ambassador to Japan, was summoned.", ["Erik Lund | ambassador | Norway"]),
    ("Poland's U.N. ambassador, Jan Nowicki, abstained.", ["Jan Nowicki | u.n. ambassador | Poland"]),
    ("The Turkish president, Kemal Aydin, said nothing.", ["Kemal Aydin | president | Turkey"]),
    ("Rosa Delgado, minister of foreign affairs of Chile, signed the treaty.",
     ["Rosa Delgado | minister of foreign affairs | Chile"]),
    ("Henrik Dahl, the former prime minister of Denmark, mediated.",
     ["Henrik Dahl | former prime minister | Denmark"]),
    ("The Dutch finance minister (Karel Visser) was late.", ["Karel Visser | finance minister | Netherlands"]),
    ("Lena Holm, 51, the Swedish trade minister, was late.", ["Lena Holm | trade minister | Sweden"]),
    ("Ann Lee, the U.S. special envoy for Yemen, left Aden.", ["Ann Lee | special envoy | United States"]),
    ("Omar Said, director general of the International Atomic Energy Agency (IAEA), agreed.",
     ["Omar Said | director general | International Atomic Energy Agency"]),
    ("Namibia's Minister of Foreign Affairs, Ms Selma Uushona, called.",
     ["Selma Uushona | minister of foreign affairs | Namibia"]),
    # possessives
    ("France's president Luc Marchand flew to Berlin.", ["Luc Marchand | president | France"]),
    # copulas and becoming
    ("Ivana Petrova is Bulgaria's foreign minister.", ["Ivana Petrova | foreign minister | Bulgaria"]),
    ("Tomas Berg became prime minister of Sweden in 2006.", ["Tomas Berg | prime minister | Sweden"]),
    ("Julia Stone is the first Australian foreign minister to visit Tonga.",
     ["Julia Stone | foreign minister | Australia"]),
    ("Paul Adler was elected president of Austria.", ["Paul Adler | president | Austria"]),
    ("Rafael Soto served as foreign minister of Peru.", ["Rafael Soto | foreign minister | Peru"]),
    ("Mira Tamm succeeded Jaan Kask as Estonia's defence minister.",
     ["Mira Tamm | defence minister | Estonia", "Jaan Kask | former defence minister | Estonia"]),
    # counterparts
    ("Italian Foreign Minister Giulia Conti met her Greek counterpart Nikos Pappas in Rome.",
     ["Giulia Conti | foreign minister | Italy", "Nikos Pappas | foreign minister | Greece"]),
    # an office that several countries call so, but English mostly of one: only where that is named
    (
        "Secretary of State Walter Bryce flew to Geneva. Chad asked Washington for aid.",
        ["Walter Bryce | secretary of state | United States"],
    ),
    ("Zambia sent an envoy to Chad, Secretary of State Anna Bweupe said.", ["Anna Bweupe | secretary of state | ?"]),
    ("Kenya expelled an envoy, Foreign Secretary Joyce Wambugi announced.", ["Joyce Wambugi | foreign secretary | ?"]),
    ("Foreign Secretary John Roe flew from London to Chad.", ["John Roe | foreign secretary | United Kingdom"]),
    # introduced late
    ("Chile's trade minister on Monday defended the deal. In an interview, Rosa Delgado said it was fair.",
     ["Rosa Delgado | trade minister | Chile"]),
    # nothing
    ("Ivana Petrova is not Bulgaria's foreign minister.", []),
    ("Tomas Berg could become prime minister of Sweden.", []),
    ("If Tomas Berg becomes prime minister, Sweden will change.", []),
    ("Had Hugo Ferrer been president, Bolivia would not have signed.", []),
    ("Omar Fadl asked Hassan Amin to be Sudan's finance minister.", []),
    ("Yusuf Demir denied that he was Turkey's ambassador to Syria.", []),
    ("Neither Ivo Horak nor Eva Bila is Czech prime minister.", []),
    ("A lawyer for Peru's former president, Carla Meza, said the court had erred.", []),
    ("The Slovak foreign minister left early.", []),
    ("Marta Kovacs met the Slovak foreign minister.", []),
    ("Rafael Soto wants to become president of Peru.", []),
    ("The minister visited Chile.", []),
    ("Anna Berg travelled with the president to Warsaw.", []),
    ("The President Hotel in Queen Street was closed.", []),
]
# fmt: on


def found(nlp: Language, text: str) -> list[str]:
    doc = nlp(make_doc(nlp, Article(text=text)))
    labels = {e.key: e.label for e in state.entities(doc)}
    out = []
    for role in roles(doc):
        assert role.evidence.spans[0].of(text)
        out.append(f"{labels[role.person]} | {role.office.label} | {labels.get(role.of or '', '?')}")
    return out


@pytest.mark.parametrize(("text", "expected"), CASES, ids=lambda v: str(v)[:50])
def test_roles(nlp: Language, text: str, expected: list[str]) -> None:
    assert found(nlp, text) == expected
