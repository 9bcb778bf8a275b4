"""Statements: who says what to whom, in which words, and what is no statement."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from spacy.language import Language

from kg.article import Article
from kg.errors import KnowledgeError
from kg.extract.statements import statements
from kg.extract.statements.cues import Cue, forms, lexicon, parse
from kg.extract.statements.gather import gather
from kg.facts import Act, Mode, Statement
from kg.language import make_doc, state
from kg.language.actors import Actors

OPENING = "The road to the port has been shut for all traffic since the beginning of the month."
CUES = tuple(lexicon().all())


def read(nlp: Language, text: str) -> list[Statement]:
    doc = nlp(make_doc(nlp, Article(text)))
    return list(statements(doc, actors=Actors(doc)))


def shown(nlp: Language, text: str, *, acts: tuple[Act, ...] = (Act.SPEECH,)) -> list[str]:
    """`speaker > target: content`, a direct content in quotation marks, its spans joined by a bar."""
    doc = nlp(make_doc(nlp, Article(text)))
    labels = {e.key: e.label for e in state.entities(doc)}
    out = []
    for s in statements(doc, actors=Actors(doc)):
        if s.act not in acts:
            continue
        who = " + ".join(labels[k] for k in s.speakers) or "?"
        to = " + ".join(labels[k] for k in s.addressees + s.about)
        words = " | ".join(c.of(text) for c in s.content)
        words = f"“{words}”" if s.mode is Mode.DIRECT else words
        out.append(f"{who} > {to}: {words}" if to else f"{who}: {words}")
    return out


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.id)
def test_each_cue_reads_its_example(nlp: Language, cue: Cue) -> None:
    doc = nlp(nlp.make_doc(cue.example))
    _, found = gather(doc, lexicon(), is_actor=lambda t: t.pos_ in ("PROPN", "PRON"))
    assert any(f.cue.id == cue.id and f.speaker is not None for f in found)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # where the cue stands
        ("Norway said the talks would go on.", ["Norway: the talks would go on"]),
        ("Norway said that the talks would go on.", ["Norway: the talks would go on"]),
        ("The talks would go on, Norway said.", ["Norway: The talks would go on"]),
        ("The talks would go on, said Norway.", ["Norway: The talks would go on"]),
        ("The talks, Norway said, would go on.", ["Norway: The talks | would go on"]),
        ("The road was closed, according to Norway.", ["Norway: The road was closed"]),
        ("According to Norway, the road was closed.", ["Norway: the road was closed"]),
        ("The road was shut, according to a statement issued by Norway.", ["Norway: The road was shut"]),
        ("According to a letter from Norway, the road was shut.", ["Norway: the road was shut"]),
        ("The road was shut, according to Norway's report.", ["Norway: The road was shut"]),
        ("The road was shut, according to a report on Norway.", []),
        ("The road was shut, according to a letter seen by Norway.", []),
        ("The envoy, Ana Chaves, called on Norway to open the road.", ["Ana Chaves > Norway: to open the road"]),
        ("The plan, a gift of Ana Chaves, called a trap by Norway, was buried.", []),
        # the name hung from the place before it
        ("The talks will be in Tallinn, President Ana Chaves announced.", ["Ana Chaves: The talks will be in Tallinn"]),
        ("The talks will be held in Tallinn, Ana Chaves announced.", ["Ana Chaves: The talks will be held in Tallinn"]),
        ("Norway thanked the mayor of Oslo, Ana Chaves, announced by the king.", []),
        ("Talks were held in Geneva, Norway, and announced late.", []),
        # an apposition that no comma closes
        ("Norway had thanked the mayor, Ana Chaves, a letter of Peru said.", []),
        ("Norway had left, Ana Chaves, the lawyer, said.", ["Ana Chaves: Norway had left"]),
        # a quotation that begins with the verb
        ('Norway said Peru "regrets the vote".', ['Norway: Peru "regrets the vote"']),
        ('Norway told Peru it "would not wait".', ['Norway > Peru: it "would not wait"']),
        # nothing said
        ("Norway declined to comment.", []),
        ("Norway declined to say whether it would wait.", []),
        ("Norway refused to comment on the road.", []),
        ("Norway refused to answer.", []),
        # an unnamed spokesman, and the pronoun that goes on from him
        (
            'A Norwegian spokesman denied that the road was closed. "It is open," he said.',
            ["Norway: the road was closed", "Norway: “It is open,”"],
        ),
        (
            "A Norwegian official said the road was closed. She added that it would open.",
            ["Norway: the road was closed", "Norway: it would open"],
        ),
        (
            "Ana Chaves spoke. A Norwegian official said the road was closed. She added that it would open.",
            ["Norway: the road was closed", "Norway: it would open"],
        ),
        (
            "A Norwegian official said Ana Chaves was ill. She added that the road was closed.",
            ["Norway: Ana Chaves was ill", "Ana Chaves: the road was closed"],
        ),
        # set into a sentence, or equated with it
        ("In Norway's view, the road was closed.", ["Norway: the road was closed"]),
        ("In the opinion of Ana Chaves, the road was closed.", ["Ana Chaves: the road was closed"]),
        ("The road was closed, in Norway's view.", ["Norway: The road was closed"]),
        ("Norway's position is that the road is closed.", ["Norway: the road is closed"]),
        ("Norway's position is not that the road is closed.", []),
        ("Norway's position is weak.", []),
        ("In view of the closed road, Norway waited.", []),
        ("As Norway put it, the road was closed.", ["Norway: the road was closed"]),
        ("As Norway put guards on the road, Chad waited.", []),
        # quotations
        ('"We will wait," Norway said.', ["Norway: “We will wait,”"]),
        ('"We will wait," said Norway.', ["Norway: “We will wait,”"]),
        ('Norway said: "We will wait."', ["Norway: “We will wait.”"]),
        ('"We will wait," Norway said. "It costs nothing."', ["Norway: “We will wait, | It costs nothing.”"]),
        ('"If it rains," Norway said, "we will wait."', ["Norway: “If it rains, | we will wait.”"]),
        ('"We will wait. It costs nothing," Norway said.', ["Norway: “We will wait. It costs nothing,”"]),
        (
            '"We will wait," Norway said.\n\n"It costs nothing."',
            ["Norway: “We will wait,”", "Norway: “It costs nothing.”"],
        ),
        (
            'Norway declared:\n\n"We will wait until the road is open."',
            ["Norway: “We will wait until the road is open.”"],
        ),
        ('"Why should we wait?" Norway asked.', ["Norway: “Why should we wait?”"]),
        ("Norway said the plan was “a trap for fools.”", ["Norway: the plan was “a trap for fools.”"]),
        ("Norway called the plan “hasty and unwise.”", ["Norway: the plan “hasty and unwise.”"]),
        # targets
        ("Norway told Chad that the talks would go on.", ["Norway > Chad: the talks would go on"]),
        ("Norway warned Chad that the road was closed.", ["Norway > Chad: the road was closed"]),
        ("Norway accused Chad of closing the road.", ["Norway > Chad: closing the road"]),
        ("Chad was accused by Norway of closing the road.", ["Norway > Chad: closing the road"]),
        ("Norway called on Chad to open the road.", ["Norway > Chad: to open the road"]),
        ("Norway ordered Chad to close its consulate.", ["Norway > Chad: to close its consulate"]),
        ("Norway urged Chad to open the road.", ["Norway > Chad: to open the road"]),
        ("Norway asked Chad for help with the road.", ["Norway > Chad: help with the road"]),
        ("Norway thanked Chad for opening the road.", ["Norway > Chad: opening the road"]),
        ("Norway praised Chad for opening the road.", ["Norway > Chad: opening the road"]),
        ("Norway wrote to Chad asking to open the road.", ["Norway > Chad: to open the road"]),
        ("Norway condemned Chad's attack on the port.", ["Norway > Chad: Chad's attack on the port"]),
        ("Norway condemned the attack on Chad.", ["Norway: the attack on Chad"]),
        ("Norway praised the role of Chad in the talks.", ["Norway > Chad: the role of Chad in the talks"]),
        ("Norway demanded that Chad open the road.", ["Norway > Chad: Chad open the road"]),
        ("Norway demanded that the road be opened.", ["Norway: the road be opened"]),
        ("Norway said in a letter to Chad that the road was open.", ["Norway > Chad: the road was open"]),
        ("Norway condemned the attack on Peru by Chad.", ["Norway > Chad: the attack on Peru by Chad"]),
        ("Norway welcomed the decision of Chad to wait.", ["Norway > Chad: the decision of Chad to wait"]),
        ("Norway welcomed the arrival of Chad in the group.", ["Norway: the arrival of Chad in the group"]),
        (
            "Norway condemned the arrest last Friday of two editors by Chad.",
            ["Norway > Chad: the arrest last Friday of two editors by Chad"],
        ),
        ("Norway rejected the offer on Monday.", ["Norway: the offer"]),
        # what is not to be done
        ("Norway urged Chad not to open the road.", ["Norway > Chad: not to open the road"]),
        ("Norway called on Chad not to open the road.", ["Norway > Chad: not to open the road"]),
        ("Norway told its citizens not to travel to Chad.", ["Norway: not to travel to Chad"]),
        ("Norway warned Chad never to open the road.", ["Norway > Chad: never to open the road"]),
        ("Norway did not urge Chad to open the road.", []),
        ("A Norwegian officer asked not to be named.", []),
        # several
        ("Norway and Chad said the talks would go on.", ["Norway + Chad: the talks would go on"]),
        (
            "Norway denied any role in the strike and accused Chad of closing the road.",
            ["Norway: any role in the strike", "Norway > Chad: closing the road"],
        ),
        (
            "Norway said the road was open, while Chad said it was closed.",
            ["Norway: the road was open", "Chad: it was closed"],
        ),
        (
            "Norway urged Chad to open the road and closed its own port.",
            ["Norway > Chad: to open the road"],
        ),
        (
            "Norway said the road was open and denied that Chad was waiting.",
            ["Norway: the road was open", "Norway: Chad was waiting"],
        ),
        (
            "Norway accused Chad of closing the road and thanked Peru for opening the port.",
            ["Norway > Chad: closing the road", "Norway > Peru: opening the port"],
        ),
        (
            'Norway said the road was "a danger" and denied that Chad was waiting.',
            ['Norway: the road was "a danger"', "Norway: Chad was waiting"],
        ),
        (
            "Norway has accused Chad of closing the road and called on Peru to help.",
            ["Norway > Chad: closing the road", "Norway > Peru: to help"],
        ),
        ("Norway said prices rose in May and fell in June.", ["Norway: prices rose in May and fell in June"]),
        ("Norway accused Chad of closing and mining the road.", ["Norway > Chad: closing and mining the road"]),
        (
            "Ana Chaves said she knew the road and denied that Chad was waiting.",
            ["Ana Chaves: she knew the road", "Ana Chaves: Chad was waiting"],
        ),
        (
            "Norway says the road was open and led to the port.",
            ["Norway: the road was open and led to the port"],
        ),
        (
            "Ana Chaves said Peru had closed the road, and denied that Chad was waiting.",
            ["Ana Chaves: Peru had closed the road", "Ana Chaves: Chad was waiting"],
        ),
        ("Norway voiced its readiness to help Chad and left the hall.", ["Norway: its readiness to help Chad"]),
        (
            "Norway stressed the importance of Chad opening the road, adding that it was late.",
            ["Norway: the importance of Chad opening the road", "Norway: it was late"],
        ),
        ("Norway accused Chad of closing the road, sources said.", ["Norway > Chad: closing the road"]),
        ("Sources said Norway had accused Chad of closing the road.", []),
        # participles, relative clauses, nouns
        ("Norway closed its port, saying the strait was unsafe.", ["Norway: the strait was unsafe"]),
        ("Norway, which said the strait was unsafe, closed its port.", ["Norway: the strait was unsafe"]),
        ("Norway put out a statement saying the strait was unsafe.", ["Norway: the strait was unsafe"]),
        ("Norway went on to say that the strait was unsafe.", ["Norway: the strait was unsafe"]),
        ("Norway's claim that the strait was unsafe caused a stir.", ["Norway: the strait was unsafe"]),
        ("Norway voiced the hope that the talks would go on.", ["Norway: the talks would go on"]),
        ("Norway expressed concern about the closed road.", ["Norway: concern about the closed road"]),
        # what a body thinks is what it declares
        ("Norway believes that the road is open.", ["Norway: the road is open"]),
        ("Norway views the plan as a trap.", ["Norway: the plan as a trap"]),
        # who goes on
        (
            'Norway said the road was "a danger" and warned Chad that it would be closed.',
            ['Norway: the road was "a danger"', "Norway > Chad: it would be closed"],
        ),
        (
            "Norway denied that Chad had closed the road, calling the charge absurd.",
            ["Norway: Chad had closed the road", "Norway: the charge absurd"],
        ),
        ('"The road is open," Norway was quoted as saying by the radio.', ["Norway: “The road is open,”"]),
        # what is not content
        ('"The deal is close," Norway said, referring to the talks.', ["Norway: “The deal is close,”"]),
        (
            "Norway said the road was open after Chad warned that it was closed.",
            ["Norway: the road was open", "Chad: it was closed"],
        ),
        ("Norway reiterated its call on Chad to open the road.", ["Norway: its call on Chad to open the road"]),
        ("Norway said on Monday it had closed the road.", ["Norway: it had closed the road"]),
        ("Norway made it clear that the road would stay shut.", ["Norway: the road would stay shut"]),
        ("Norway accused Chad of arming rebels, a charge Chad denies.", ["Norway > Chad: arming rebels"]),
        # no statements
        ("Norway will announce new measures at the summit.", []),
        ("Norway closed its port.", []),
        ("Norway ordered three diplomats to leave.", []),
        ("Norway ordered the ambassador of Chad to leave the country.", []),
        ("Norway did not say whether the talks would go on.", []),
        ("Norway refused to say whether the talks would go on.", []),
        ("Norway may say that the talks would go on.", []),
        ("If Norway says that the road is closed, trade stops.", []),
        ("Norway met Chad to tell its side of the story.", []),
        ("Norway has a say in the talks.", []),
        ("Norway called Chad.", []),
        ("Norway answered a call from Chad.", []),
        ("Norway condemned Chad.", []),
        ("The so-called “road map” was signed.", []),
        ("The rain, it is said, will stop.", []),
        ("A ship called the Star of the Sea left Norway.", []),
        ("Norway wants to open the road.", []),
        ("Prime Minister Ola Berg believes that the road is open.", []),
        ("Norway banned the ship after its crew, asked about the cargo, stayed silent.", []),
        ("The officials, who asked not to be named, left Norway.", []),
    ],
)
def test_statements(nlp: Language, text: str, expected: list[str]) -> None:
    assert shown(nlp, text) == expected


@pytest.mark.parametrize(
    ("paragraph", "target"),
    [
        ("We call on Chad to open the road. We also call on Peru to help.", ["Chad", "Peru"]),
        ("We urge Chad to open the road, and we thank Peru for its help.", ["Chad", "Peru"]),
        ("Canada condemns the arrest of two editors by Chad.", ["Chad"]),
        ("We welcome the decision of Chad to open the road.", ["Chad"]),
        ("I told Chad last week that the road was open.", []),
        ("Peru urged Chad to open the road.", []),
        ("We stand with the people of Chad.", []),
    ],
)
def test_a_signed_paragraph_is_directed_at_whom_its_signer_calls_upon(
    nlp: Language, paragraph: str, target: list[str]
) -> None:
    text = f"Traffic in Mali\n\nAnna Carter, Foreign Minister of Canada\n\n{OPENING}\n\n{paragraph}"
    doc = nlp(make_doc(nlp, Article(text)))
    labels = {e.key: e.label for e in state.entities(doc)}
    (own,) = [s for s in statements(doc, actors=Actors(doc)) if s.content[0].of(text) == paragraph]
    assert own.evidence.rule == "signed"
    assert [labels[k] for k in own.about] == target


def test_what_others_do_in_a_signed_text_is_no_statement_of_theirs(nlp: Language) -> None:
    said = "These steps were taken with Peru and Chad, which announced similar measures on Tuesday."
    shown_all = shown(nlp, f"Traffic in Mali\n\nAnna Carter, Foreign Minister of Canada\n\n{OPENING}\n\n{said}")
    assert shown_all == [f"Anna Carter: “{OPENING}”", f"Anna Carter: “{said}”"]


def test_attitudes_and_findings_are_told_apart(nlp: Language) -> None:
    assert [s.act for s in read(nlp, "Ola Berg believes that the road is open.")] == [Act.ATTITUDE]
    assert [s.act for s in read(nlp, "Norway found that the road was open.")] == [Act.FINDING]


def test_nested_statement_names_the_one_it_stands_in(nlp: Language) -> None:
    said = read(nlp, "Norway said that Chad had warned Peru that the road was closed.")
    inner = next(s for s in said if s.speakers == ("country/TD",))
    assert inner.within is not None
    assert inner.within.speakers == ("country/NO",)
    assert inner.addressees == ("country/PE",)


def test_evidence_is_what_it_says(nlp: Language) -> None:
    text = "It rained. Norway said the talks would go on. It stopped."
    (said,) = read(nlp, text)
    assert said.evidence.sentence.of(text) == "Norway said the talks would go on."
    assert said.cue is not None
    assert said.cue.of(text) == "said"
    assert said.evidence.rule == "say/clause"


def test_mentions_are_the_actors_of_the_content(nlp: Language) -> None:
    (said,) = read(nlp, "Norway said that Chad had met Peru.")
    assert said.mentions == ("country/TD", "country/PE")


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ({"verb": [{"id": "a", "lemma": "say", "takes": ["song"], "example": ""}]}, "takes knows no song"),
        ({"verb": [{"id": "a", "lemma": "say", "takes": [], "example": "", "colour": 1}]}, "unknown fields colour"),
        ({"verb": [{"id": "a", "takes": [], "example": ""}]}, "lemma"),
        ({"verb": [{"id": "a", "lemma": "say", "takes": [], "example": "", "stance": "x"}]}, "not a valid Stance"),
        ({"noun": [{"id": "a", "lemma": "word", "takes": [], "example": ""}] * 2}, "two rows are called 'a'"),
    ],
)
def test_a_malformed_row_is_named(data: dict[str, object], message: str) -> None:
    with pytest.raises(KnowledgeError, match=message):
        parse(data)


@pytest.mark.parametrize(
    ("lemma", "expected"),
    [
        ("say", ("say", "says", "sayed", "saying", "said")),
        ("reply", ("reply", "replies", "replied", "replying")),
        ("announce", ("announce", "announces", "announced", "announcing")),
        ("stress", ("stress", "stresses", "stressed", "stressing")),
        ("admit", ("admit", "admits", "admited", "admiting", "admitted", "admitting")),
        ("agree", ("agree", "agrees", "agreed", "agreeing")),
    ],
)
def test_forms(lemma: str, expected: tuple[str, ...]) -> None:
    assert forms(lemma, kind="verb", irregular=("said",) if lemma == "say" else ()) == expected


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from(
            ["Norway", "said", "that", "told", "Chad", '"', "“", "”", ",", ".", ":", "to", "wait", "according", "\n\n",
             "accused", "of", "it", "was", "and"]
        ),
        min_size=1,
        max_size=25,
    )
)  # fmt: skip
def test_any_words(nlp: Language, words: list[str]) -> None:
    text = "x " + " ".join(words)
    for said in read(nlp, text):
        for span in (*said.content, *said.evidence.spans):
            assert said.evidence.sentence.contains(span) or said.evidence.rule.endswith("/next-paragraph")
            assert span.of(text).strip()


def test_within_is_one_of_the_statements(nlp: Language) -> None:
    said = read(nlp, "Norway said that Chad had warned Peru that the road was closed.")
    assert all(s.within is None or s.within in said for s in said)
