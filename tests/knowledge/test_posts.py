"""Offices: what their words say, and that the ontology knows each concept."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.namespace import RDF, SKOS

from kg import knowledge
from kg.errors import KnowledgeError
from kg.knowledge import Offices
from kg.knowledge.posts import load_offices
from kg.knowledge.tables import FOLDER

ROOT = Path(__file__).parents[2]
BASE = "https://w3id.org/dkg/offices#"


@pytest.fixture(scope="module")
def scheme() -> Graph:
    return Graph().parse(ROOT / "ontology" / "offices.ttl")


@pytest.mark.parametrize(
    ("label", "country", "concept"),
    [
        ("foreign minister", None, "foreign-minister"),
        ("Foreign Secretary", "country/GB", "foreign-minister"),
        ("foreign secretary", "country/IN", "senior-official"),
        ("minister of foreign affairs", None, "foreign-minister"),
        ("minister for foreign affairs and trade", None, "foreign-minister"),
        ("minister for european and foreign affairs", None, "foreign-minister"),
        ("external affairs minister", "country/IN", "foreign-minister"),
        ("cabinet secretary for foreign affairs", "country/KE", "foreign-minister"),
        ("secretary of state", "country/US", "foreign-minister"),
        ("secretary of state", "country/PL", "deputy-minister"),
        ("uk secretary of state for defence", "country/GB", "defence-minister"),
        ("minister of state for foreign affairs", None, "deputy-minister"),
        ("permanent representative to nato", None, "permanent-representative"),
        ("first minister of wales", None, "regional-leader"),
        ("president of the senate", None, "speaker-of-parliament"),
        ("president of the national council", None, "head-of-organisation"),
        ("bank president", None, "head-of-organisation"),
        ("commission president", None, "head-of-organisation"),
        ("leader of the socialist party", None, "party-leader"),
        ("un high commissioner for refugees", None, "commissioner"),
        ("spokesman for the foreign secretary", None, "spokesperson"),
        ("top diplomat", None, "foreign-minister"),
        ("former foreign minister", None, "foreign-minister"),
        ("ex-foreign minister", None, "foreign-minister"),
        ("deputy foreign minister", None, "deputy-foreign-minister"),
        ("first deputy foreign minister", None, "deputy-foreign-minister"),
        ("vice foreign minister", None, "deputy-foreign-minister"),
        ("deputy secretary of state", "country/US", "deputy-foreign-minister"),
        ("assistant secretary of state for african affairs", "country/US", "senior-official"),
        ("defense secretary", "country/US", "defence-minister"),
        ("secretary of defense", "country/US", "defence-minister"),
        ("defence minister", None, "defence-minister"),
        ("home secretary", "country/GB", "interior-minister"),
        ("interior minister", None, "interior-minister"),
        ("chancellor", "country/GB", "finance-minister"),
        ("chancellor of the exchequer", "country/GB", "finance-minister"),
        ("chancellor of exchequer", None, "finance-minister"),
        ("chief of general staff", None, "chief-of-defence"),
        ("chancellor", "country/AT", "head-of-government"),
        ("treasury secretary", "country/US", "finance-minister"),
        ("economy minister", None, "economy-minister"),
        ("oil minister", None, "energy-minister"),
        ("education minister", None, "minister"),
        ("deputy education minister", None, "deputy-minister"),
        ("prime minister", None, "head-of-government"),
        ("caretaker prime minister", None, "head-of-government"),
        ("deputy prime minister", None, "deputy-head-of-government"),
        ("premier", "country/CN", "head-of-government"),
        ("premier", "country/CA", "regional-leader"),
        ("president", "country/FI", "president"),
        ("president", "organisation/european-commission", "head-of-organisation"),
        ("president-elect", "country/FI", "president"),
        ("vice president", None, "vice-president"),
        ("king", None, "monarch"),
        ("ambassador to norway", None, "ambassador"),
        ("un ambassador", None, "permanent-representative"),
        ("permanent representative to the united nations", None, "permanent-representative"),
        ("special envoy for the sahel", None, "envoy"),
        ("chief negotiator", None, "negotiator"),
        ("foreign ministry spokeswoman", None, "spokesperson"),
        ("secretary-general", "organisation/nato", "secretary-general"),
        ("secretary general", "organisation/nato", "secretary-general"),
        ("opposition leader", None, "party-leader"),
        ("shadow foreign secretary", "country/GB", "legislator"),
        ("senior diplomat", None, "diplomat"),
        ("political editor", None, "journalist"),
        ("army chief", None, "military-commander"),
        ("national security adviser", None, "national-security-adviser"),
    ],
)
def test_concept(offices: Offices, label: str, country: str | None, concept: str) -> None:
    assert offices.concept(label, country=country) == concept


@pytest.mark.parametrize(
    "label", ["first lady", "choir president", "fan club chairman", "swimmer", "", "of", "minister's"]
)
def test_no_concept(offices: Offices, label: str) -> None:
    assert offices.concept(label) is None


@pytest.mark.parametrize(
    ("label", "bare", "status"),
    [
        ("former foreign minister", "foreign minister", "former"),
        ("ex-president", "president", "former"),
        ("then-Foreign Minister", "foreign minister", "former"),
        ("acting defence minister", "defence minister", "acting"),
        ("interim president", "president", "acting"),
        ("President-elect", "president", "elect"),
        ("ambassador-designate", "ambassador", "designate"),
        ("prime minister-elect", "prime minister", "elect"),
        ("newly elected president", "president", None),
        ("prime minister designate", "prime minister", "designate"),
        ("current president", "president", None),
        ("deputy minister", "deputy minister", None),
        ("former", "former", None),
    ],
)
def test_status(offices: Offices, label: str, bare: str, status: str | None) -> None:
    assert offices.split_status(label) == (bare, status)


@pytest.mark.parametrize(
    "phrase",
    [
        "Prime Minister",
        "foreign minister",
        "Acting Foreign Minister",
        "Deputy Prime Minister",
        "Secretary of State",
        "Mr",
        "Mrs.",
        "Sir",
        "Gen.",
        "Crown Prince",
        "Chancellor",
        "Pope",
        "Ambassador",
        "President-elect",
        "Agriculture Minister",
    ],
)
def test_titles(offices: Offices, phrase: str) -> None:
    assert offices.is_title(phrase)


@pytest.mark.parametrize("phrase", ["Ministry", "Foreign", "the president", "Deputy", "Norway", "of", "", "Prime"])
def test_no_titles(offices: Offices, phrase: str) -> None:
    # `deputy` alone is a title of members of parliament
    assert offices.is_title(phrase) is (phrase == "Deputy")


def test_heads(offices: Offices) -> None:
    assert offices.is_head("Ministers")
    assert not offices.is_head("ministry")
    spokeswoman = offices.head("spokeswomen")
    assert spokeswoman
    assert (spokeswoman.word, spokeswoman.gender, spokeswoman.single) == ("spokeswoman", "f", False)
    reporter = offices.head("reporter")
    assert reporter
    assert reporter.kind == "media"
    assert offices.head("table") is None


def test_honorifics_are_no_offices(offices: Offices) -> None:
    assert offices.honorifics["mrs"] == "f"
    assert set(offices.honorifics) <= offices.titles
    assert not set(offices.honorifics) & set(offices.forms)


def test_related(offices: Offices) -> None:
    assert offices.related("minister", "foreign-minister")
    assert offices.related("monarch", "head-of-state")
    assert offices.related("monarch", "monarch")
    assert not offices.related("foreign-minister", "defence-minister")


def test_the_scheme_has_each_concept(offices: Offices, scheme: Graph) -> None:
    concepts = {str(c).removeprefix(BASE) for c in scheme.subjects(RDF.type, SKOS.Concept)}
    assert concepts == set(offices.broader)
    for concept, above in offices.broader.items():
        node = URIRef(BASE + concept)
        assert {str(b).removeprefix(BASE) for b in scheme.objects(node, SKOS.broader)} == ({above} if above else set())
        assert scheme.value(node, SKOS.prefLabel), concept
        assert scheme.value(node, SKOS.definition), concept
        assert scheme.value(node, SKOS.inScheme), concept


def test_the_preferred_label_of_a_concept_leads_to_it(offices: Offices, scheme: Graph) -> None:
    leads = {c: offices.concept(str(scheme.value(URIRef(BASE + c), SKOS.prefLabel))) for c in offices.broader}
    wrong = {c: found for c, found in leads.items() if found is not None and not offices.related(c, found)}
    assert wrong == {}


@given(st.text(max_size=60))
def test_any_text_is_a_label(text: str) -> None:
    table = knowledge.offices()
    assert table.concept(text) in {None, *table.broader}
    assert isinstance(table.is_title(text), bool)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('"prime minister" = "head-of-government"', '"prime minister" = "boss-of-all"', "boss-of-all"),
        ('"public", "", "one", "minister"]', '"private", "", "one", "minister"]', "head 'minister'"),
        ("[status]", "[states]", "status"),
        ("president = 1", "president = 12", "12"),
        ("by_one = [", 'by_one = [ "boss",', "boss"),
    ],
)
def test_malformed(tmp_path: Path, old: str, new: str, says: str) -> None:
    shutil.copy(FOLDER / "offices.toml", tmp_path)
    text = (tmp_path / "offices.toml").read_text(encoding="utf-8")
    assert old in text
    (tmp_path / "offices.toml").write_text(text.replace(old, new), encoding="utf-8")
    with pytest.raises(KnowledgeError, match=says):
        load_offices(folder=tmp_path)


def test_ranks(offices: Offices) -> None:
    order = ["president", "foreign-minister", "ambassador", "consul", "spokesperson", "journalist", None]
    ranks = [offices.rank(concept) for concept in order]
    assert ranks == sorted(ranks)
    assert len(set(ranks)) == len(ranks) - 1  # a journalist and no office alike have none


@pytest.mark.parametrize(
    ("concept", "one"),
    [
        ("head-of-government", True),
        ("foreign-minister", True),
        ("secretary-general", True),
        ("permanent-representative", True),
        ("monarch", True),
        ("minister", False),
        ("ambassador", False),
        ("legislator", False),
        ("deputy-foreign-minister", False),
        ("journalist", False),
        (None, False),
    ],
)
def test_held_by_one(offices: Offices, concept: str | None, *, one: bool) -> None:
    assert offices.held_by_one(concept) is one


def test_the_scheme_has_each_rank(offices: Offices, scheme: Graph) -> None:
    for concept in offices.broader:
        node = URIRef(BASE + concept)
        rank, by_one = scheme.value(node, URIRef(BASE + "rank")), scheme.value(node, URIRef(BASE + "heldByOne"))
        assert (rank.toPython() if rank is not None else 9) == offices.rank(concept), concept  # type: ignore[attr-defined]
        assert (by_one is not None and by_one.toPython()) is offices.held_by_one(concept), concept  # type: ignore[attr-defined]


def test_a_state_has_one_head_of_each_kind(offices: Offices) -> None:
    assert all(offices.rank(concept) < 9 for concept in offices.by_one)
