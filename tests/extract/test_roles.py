"""Sentences and the roles that they must give: `person | office | country or organisation`."""

from __future__ import annotations

import pytest
from spacy.language import Language

from kg.article import Article
from kg.extract.roles import roles
from kg.language import make_doc, state

pytestmark = pytest.mark.model

CASES = [
    # titles
    ("Hungarian Foreign Minister Zsolt Varga arrived on Tuesday.", ["Zsolt Varga | foreign minister | Hungary"]),
    ("UK Foreign Secretary Margaret Hale spoke in Oslo.", ["Margaret Hale | foreign secretary | United Kingdom"]),
    ("Kenyan president Daniel Otieno opened the summit.", ["Daniel Otieno | president | Kenya"]),
    ("Former Defense Secretary Alan Brooks of the United States disagreed.", None),
    ("Deputy Prime Minister Liam Byrne of Ireland agreed.", None),
    ("NATO Secretary-General Pieter de Groot welcomed the vote.", ["Pieter de Groot | secretary-general | NATO"]),
    ("Brazilian President-elect Carla Nunes will travel to Lima.", ["Carla Nunes | president-elect | Brazil"]),
    ("Acting Ukrainian Prime Minister Oleh Bondar resigned.", ["Oleh Bondar | acting prime minister | Ukraine"]),
    # appositions
    ("Marta Kovacs, the Slovak foreign minister, left early.", ["Marta Kovacs | foreign minister | Slovakia"]),
    ("Erik Lund, Norway's ambassador to Japan, was summoned.", ["Erik Lund | ambassador | Norway"]),
    (
        "Poland's U.N. ambassador, Jan Nowicki, abstained.",
        ["Jan Nowicki | u.n. ambassador | Poland"],
    ),
    ("The Turkish president, Kemal Aydin, said nothing.", ["Kemal Aydin | president | Turkey"]),
    (
        "Rosa Delgado, minister of foreign affairs of Chile, signed the treaty.",
        ["Rosa Delgado | minister of foreign affairs | Chile"],
    ),
    (
        "Henrik Dahl, the former prime minister of Denmark, mediated.",
        ["Henrik Dahl | former prime minister | Denmark"],
    ),
    # possessives
    ("France's president Luc Marchand flew to Berlin.", ["Luc Marchand | president | France"]),
    # copulas and becoming
    ("Ivana Petrova is Bulgaria's foreign minister.", ["Ivana Petrova | foreign minister | Bulgaria"]),
    ("Tomas Berg became prime minister of Sweden in 2006.", ["Tomas Berg | prime minister | Sweden"]),
    ("Amina Diallo was appointed ambassador to Canada by Senegal.", None),
    (
        "Julia Stone is the first Australian foreign minister to visit Tonga.",
        ["Julia Stone | foreign minister | Australia"],
    ),
    ("Paul Adler was elected president of Austria.", ["Paul Adler | president | Austria"]),
    ("Rafael Soto served as foreign minister of Peru.", ["Rafael Soto | foreign minister | Peru"]),
    # counterparts
    (
        "Italian Foreign Minister Giulia Conti met her Greek counterpart Nikos Pappas in Rome.",
        ["Giulia Conti | foreign minister | Italy", "Nikos Pappas | foreign minister | Greece"],
    ),
    # spokespersons
    ("Foreign Ministry spokesman Dmitri Volkov denied it.", None),
    # nothing
    ("Ivana Petrova is not Bulgaria's foreign minister.", []),
    ("Tomas Berg could become prime minister of Sweden.", []),
    ("The Slovak foreign minister left early.", []),
    ("Marta Kovacs met the Slovak foreign minister.", []),
    ("Rafael Soto wants to become president of Peru.", []),
    ("The minister visited Chile.", []),
    ("Anna Berg travelled with the president to Warsaw.", []),
]


def found(nlp: Language, text: str) -> list[str]:
    doc = nlp(make_doc(nlp, Article(text=text)))
    labels = {e.key: e.label for e in state.entities(doc)}
    out = []
    for role in roles(doc):
        assert role.evidence.spans[0].of(text)
        out.append(f"{labels[role.person]} | {role.office.label} | {labels.get(role.of or '', '?')}")
    return out


@pytest.mark.parametrize(("text", "expected"), [c for c in CASES if c[1] is not None], ids=lambda v: str(v)[:50])
def test_roles(nlp: Language, text: str, expected: list[str]) -> None:
    assert found(nlp, text) == expected
