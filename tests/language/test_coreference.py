"""Whom pronouns and descriptions lead to: `words -> who`, or nobody where two readings remain."""

from __future__ import annotations

import re

import pytest
from spacy.language import Language
from spacy.tokens import Doc

import kg
from kg.errors import KnowledgeError
from kg.facts import Form, Mention, Span
from kg.language import make_doc, state
from kg.language.antecedents import Candidate, Place, choose, features
from kg.language.coreference_words import NOBODY, coreference_words, read_table
from kg.language.discourse import Seen

pytestmark = pytest.mark.model


def links(nlp: Language, text: str, words: str) -> list[str]:
    """The labels of whom the words lead to, where they first stand."""
    doc = nlp(make_doc(nlp, kg.Article(text=text)))
    found = re.search(rf"\b{re.escape(words)}\b", text)
    assert found is not None
    labels = {e.key: e.label for e in state.entities(doc)}
    span = Span(*found.span())
    return sorted(labels[m.entity] for m in state.mentions(doc) if m.span == span)


LINKED = [
    # syntactic binding
    ("President Olga Marsk met Dana Rehm. Marsk thanked her.", "her", ["Dana Rehm"]),
    ("Minister Olga Marsk hurt herself.", "herself", ["Olga Marsk"]),
    ("Olga Marsk and her husband left.", "her", ["Olga Marsk"]),
    ("Oskar Lind praised his envoy.", "his", ["Oskar Lind"]),
    ("Oskar Lind met Dana Rehm and her brother.", "her", ["Dana Rehm"]),
    # gender
    ("Mr Okoro met Mrs Adeyi in Lagos. He was late.", "He", ["Okoro"]),
    # topic
    ("Oskar Lind flew to Riga. He will stay a week.", "He", ["Oskar Lind"]),
    ("Oskar Lind said the plan was dead. “It failed,” he told reporters.", "he", ["Oskar Lind"]),
    # before the name
    ("Before he left, President Oskar Lind spoke.", "he", ["Oskar Lind"]),
    ("In his speech, President Oskar Lind promised help.", "his", ["Oskar Lind"]),
    # quotations
    ("“I will not go,” President Oskar Lind said.", "I", ["Oskar Lind"]),
    ("President Oskar Lind said: “My plan is good. We agree.”", "We", ["Oskar Lind"]),
    ("Oskar Lind criticised Pavel Rusak. “He lied,” Lind said.", "He", ["Pavel Rusak"]),
    # plural
    ("President Olga Marsk and Premier Oskar Lind met. They agreed.", "They", ["Olga Marsk", "Oskar Lind"]),
    # nominals
    ("Oskar Lind, a lawyer, was freed. The lawyer thanked the court.", "The lawyer", ["Oskar Lind"]),
    ("Oskar Lind was freed on Friday. The 62-year-old thanked the court.", "The 62-year-old", ["Oskar Lind"]),
    ("Oskar Lind, a former general, spoke. The former general was freed.", "The former general", ["Oskar Lind"]),
    ("General Oskar Lind seized power. The general promised a vote.", "The general", ["Oskar Lind"]),
    # two of a kind: those who act
    ("Peru and Ecuador met in Brazil. The two countries agreed.", "The two countries", ["Ecuador", "Peru"]),
    ("Peru accused Ecuador. Chile kept silent. Both countries armed.", "Both countries", ["Ecuador", "Peru"]),
    ("Peru sued Ecuador. The Chilean lawyer Oskar Lind urged both sides on.", "both sides", ["Ecuador", "Peru"]),
    (
        "Czech Foreign Minister Oskar Lind met Slovak Premier Olga Marsk. The two countries agreed.",
        "The two countries",
        ["Czech Republic", "Slovakia"],
    ),
    # one of a people
    ("The Finn Pia Roe met the Swede Oskar Lind. The Swede left.", "The Swede", ["Oskar Lind"]),
    ("Commissioner Pia Roe spoke. “It is open,” the Finn told deputies.", "the Finn", ["Pia Roe"]),
    # officers without a name
    ("Minister Oskar Lind left. A Kenyan spokesman denied it. He said no more.", "He", ["Kenya"]),
    ("Oskar Lind left. The Czech premier said he was tired.", "he", ["Czech premier"]),
    ("Minister Oskar Lind left. A spokesman said he was tired.", "he", ["Oskar Lind"]),
    ("Oskar Lind met Greek diplomats. His Greek counterpart, Nikos Pall, met him.", "him", ["Oskar Lind"]),
    # what a body is, and its name
    ("The Soviet news agency Tass denied it.", "The Soviet news agency", ["TASS"]),
    # a name that nothing explains
    ("Halvard left the city. He wrote that he would return.", "He", ["Halvard"]),
]


@pytest.mark.parametrize(("text", "words", "who"), LINKED, ids=lambda v: str(v)[:50])
def test_links(nlp: Language, text: str, words: str, who: list[str]) -> None:
    assert links(nlp, text, words) == who


OPEN = [
    ("Pavel Rusak and Oskar Lind met. He was late.", "He"),
    ("Talks between Pavel Rusak and Oskar Lind failed. His plan was bad.", "His"),
    ("Anna Lindqvist arrived. He had waited.", "He"),
    ("Oskar Lind praised him.", "him"),
    ("President Olga Marsk thanked her.", "her"),
    ("Oskar Lind was freed. “I am tired,” read a sign.", "I"),
    ("President Oskar Lind said: “He lied.”", "He"),
    ("Brazil said that they would not come.", "they"),
    ("It is raining in Lima.", "It"),
    ("Italian Foreign Minister Oskar Lind left. The then foreign minister had signed.", "The then foreign minister"),
    ("Italian Foreign Minister Oskar Lind left. The new foreign minister will go.", "The new foreign minister"),
    ("Oskar Lind, a lawyer, met Pavel Rusak, a lawyer. The lawyer spoke.", "The lawyer"),
    ("Oskar Lind met Pavel Rusak. The 62-year-old spoke.", "The 62-year-old"),
    ("They met in Halvard in May. He was late.", "He"),
    ("The reporter asked why. She was told to wait.", "She"),
    ("A lawyer spoke. The lawyer thanked the court.", "The lawyer"),
    ("General Oskar Lind met General Pavel Rusak. The general left.", "The general"),
    ("Peru left. Chile denied it. Brazil has offered to mediate. The two countries agreed.", "The two countries"),
    ("Peru, Chile and Brazil met. The two countries agreed.", "The two countries"),
    ("Peru met Chile. Kenya met Ghana. Both countries agreed.", "Both countries"),
    ("Pia Roe met a Swede. The Swede left.", "The Swede"),
    ("President Pia Roe met President Olga Marsk. The Finn left.", "The Finn"),
    ("Minister Oskar Lind left. A spokesman denied it. He said no more.", "He"),
    ("Peru and Chile met. It said no.", "It"),
]


@pytest.mark.parametrize(("text", "words"), OPEN, ids=lambda v: str(v)[:50])
def test_no_link(nlp: Language, text: str, words: str) -> None:
    assert links(nlp, text, words) == []


TURNS = (
    "SECRETARY VOSS: I welcome Moldovan Foreign Minister Ion Rusu. We met in May. We sent aid. Your country grows.\n\n"
    "FOREIGN MINISTER RUSU: Thank you, Madam Secretary. My country is grateful. Your answer came.\n\n"
    "SECRETARY VOSS: I spoke with Minister Lind and we agreed."
)
SPOKEN = [
    ("We met", ["Ion Rusu", "Voss"]),
    ("We sent", ["Voss"]),
    ("Your country", ["Moldova"]),
    ("My country", ["Moldova"]),
    ("Your answer", ["Voss"]),
    ("we agreed", ["Lind", "Voss"]),
]


@pytest.mark.parametrize(("words", "who"), SPOKEN)
def test_turns(nlp: Language, words: str, who: list[str]) -> None:
    doc = nlp(make_doc(nlp, kg.Article(text=TURNS)))
    at = TURNS.index(words)
    labels = {e.key: e.label for e in state.entities(doc)}
    end = at + len(words if words.endswith("country") else words.split()[0])
    assert sorted(labels[m.entity] for m in state.mentions(doc) if m.span == Span(at, end)) == who


def test_each_link_says_why(nlp: Language) -> None:
    doc = nlp(make_doc(nlp, kg.Article(text="Oskar Lind met Dana Rehm. He thanked her, and both ministers left.")))
    made = [m for m in state.mentions(doc) if m.form is not Form.NAME]
    assert made
    for mention in made:
        assert mention.rule and (mention.score is None or 0 < mention.score <= 1)
    assert any(m.rule == "antecedent" and m.score and m.reason for m in made)


# -- the table ------------------------------------------------------------------------------------


def test_every_statement_has_a_weight() -> None:
    roles = ("subject", "object", "oblique", "possessor", "modifier", "other")
    named: set[str] = set()
    for role in roles:
        for back in range(5):
            for ring in ("own", "upper", "beside", "above", "none"):
                for mine in roles[:4]:
                    named |= _said(role, back, ring, mine)
    assert named <= set(coreference_words().weights)
    assert set(coreference_words().weights) - named == {NOBODY}


def _said(role: str, back: int, ring: str, mine: str) -> set[str]:
    rings = {} if ring == "none" else {ring: (3,)}
    place = Place(20, 9, mine, False, speaks=True, partner=3, **rings)
    out: set[str] = set()
    for main in (True, False):
        for token in (3, 30):
            seen = Seen("a", token, 9 - back, 3, 3, role, main, quoted=not main, speaks=True)
            before = Seen("a", 1, 8, 1, 1, "subject", main, speaks=True)
            for doubt in ("an organisation", "a place", "nothing", ""):
                for mentions in ([seen, before] if token == 3 else [seen], [seen]):
                    one = Candidate("a", mentions, 2, 0, gender=True, doubt=doubt)
                    out |= set(features(place, one, [one]))
    return out


def test_two_of_one_breath_are_neither() -> None:
    place = Place(9, 1, "subject", False)
    first = Candidate("a", [Seen("a", 0, 0, 0, 0, "subject", True)], 1, 0)
    second = Candidate("b", [Seen("b", 2, 0, 2, 0, "subject", True)], 1, 1)
    assert choose(place, [first, second]) is None
    chosen = choose(place, [first])
    assert chosen is not None and chosen.key == "a" and 0 < chosen.score < 1


@pytest.mark.parametrize(
    "change",
    [
        {"sure": None},
        {"statement": [{"name": "nobody"}]},
        {"statement": [{"name": "a", "weight": 1, "why": "b"}] * 2},
        {"statement": [{"name": "a", "weight": 1, "why": "b"}]},
    ],
)
def test_a_table_with_a_gap_is_refused(change: dict[str, object]) -> None:
    lists = {key: ["x"] for key in ("saying", "place_prepositions", "object_control", "succession", "we", "mutual")}
    nobody = {"name": "nobody", "weight": 0.1, "why": "someone else"}
    table: dict[str, object] = {"sure": 0.4, "clear": 0.1, "telling": 0.7, "statement": [nobody], **lists}
    read_table(table)
    table |= change
    with pytest.raises(KnowledgeError, match=r"coreference\.toml"):
        read_table({key: value for key, value in table.items() if value is not None})


# -- another component in its place ---------------------------------------------------------------


@Language.component("nearest_in_test", assigns=["doc._.kg_mentions"], requires=["doc._.kg_mentions"])
def nearest_name(doc: Doc) -> Doc:
    """`he` and `she` are whoever was named last."""
    named = [m for m in doc._.kg_mentions if m.entity.startswith("person/")]
    made = []
    for token in doc:
        before = [m for m in named if m.span.end <= token.idx]
        if token.lower_ in ("he", "she") and before:
            span = Span(token.idx, token.idx + len(token))
            made.append(Mention(span, before[-1].entity, Form.PRONOUN, "nearest name"))
    doc._.kg_mentions = tuple(sorted([*doc._.kg_mentions, *made], key=lambda m: (m.span, m.entity)))
    return doc


def test_another_component_takes_its_place() -> None:
    text = "Oskar Lind met Pavel Rusak in Lima. He is the Czech foreign minister."
    own = kg.load()
    own.replace_pipe("kg_coreference", "nearest_in_test")
    article = kg.Article(text=text)
    facts = kg.read(article, model=own)
    assert [(m.entity, m.rule) for m in facts.mentions if m.form is Form.PRONOUN] == [
        (facts.roles[0].person, "nearest name")
    ]
    assert [(r.person, r.of) for r in facts.roles] == [("person/cz-pavel-rusak", "country/CZ")]
    assert kg.build(article, model=own).query("SELECT * WHERE { ?s ?p ?o } LIMIT 1")
