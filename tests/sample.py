"""Three small articles with hand-made facts: what the tests of the graph stand on."""

from __future__ import annotations

import datetime as dt

from kg.article import Article
from kg.facts import (
    Act,
    Date,
    Entity,
    EntityKind,
    Event,
    Evidence,
    Facts,
    Identification,
    Modality,
    Mode,
    Office,
    RoleHeld,
    Span,
    Stance,
    Statement,
)

OSLO = """🇳🇴 OSLO – French foreign minister Anna Leclerc met her Norwegian counterpart Per Dahl in Oslo on Monday.
“We agree on the fisheries treaty,” Leclerc told Dahl.
Dahl denied that Norway had broken the accord. He wanted calm."""

PARIS = """Former president Jean Morel accused Norway of bad faith, and said Dahl "will never sign".
According to Leclerc, Morel had said that the talks were dead. A summit is planned for June 2021 in Paris.
The ambassador to France, Kari Lie, visited the Élysée in May. France did not recall its envoy."""

UNDATED = "=Acting Interior Secretary Bo Ek of the Nordic Council, in office since 2019, resigned on Friday."

_KINDS = {"person": EntityKind.PERSON, "country": EntityKind.COUNTRY, "place": EntityKind.PLACE}
_WIKIDATA = {"FR": "Q142", "NO": "Q20"}


class Desk:
    """Makes facts of one article: spans by their words, so that no test counts characters."""

    def __init__(self, article: Article) -> None:
        self.article = article

    def span(self, words: str, after: str = "") -> Span:
        """The first place of the words, or the first after other words."""
        text = self.article.text
        start = text.index(words, text.index(after) if after else 0)
        return Span(start, start + len(words))

    def evidence(self, rule: str, *words: str, confidence: float | None = None) -> Evidence:
        spans = tuple(map(self.span, words))
        text, at = self.article.text, spans[0].start
        breaks = [text.rfind(mark, 0, at) + len(mark) for mark in ("\n", ". ") if mark in text[:at]]
        start = max(breaks, default=0)
        ends = [end for end in (text.find(". ", at), text.find(".\n", at), len(text) - 1) if end >= at]
        return Evidence(self.article.id, spans, Span(start, min(ends) + 1), rule, confidence)

    def day(self, words: str, edtf: str | None, first: str | None = None, last: str | None = None) -> Date:
        days = [dt.date.fromisoformat(day) if day else None for day in (first, last or first)]
        return Date(self.span(words), edtf, days[0], days[1])


def entity(key: str, label: str, *forms: str, kind: EntityKind | None = None, country: str | None = None) -> Entity:
    """An entity; a country is known to the knowledge base."""
    kind = kind or _KINDS[key.split("/")[0]]
    known = kind is EntityKind.COUNTRY
    same = (f"http://www.wikidata.org/entity/{_WIKIDATA[key[-2:]]}",) if known else ()
    return Entity(key, label, kind, known=known, forms=tuple(sorted(forms)), same_as=same, country=country)


FRANCE = entity("country/FR", "France", "France", "French")
NORWAY = entity("country/NO", "Norway", "Norway", "Norwegian")
LECLERC = entity("person/anna-leclerc", "Anna Leclerc", "Anna Leclerc", "Leclerc")
DAHL = entity("person/per-dahl", "Per Dahl", "Dahl", "Per Dahl")
MOREL = entity("person/jean-morel", "Jean Morel", "Jean Morel", "Morel")
LIE = entity("person/kari-lie", "Kari Lie", "Kari Lie")
OSLO_PLACE = entity("place/oslo", "Oslo", "Oslo", country="country/NO")
PARIS_PLACE = entity("place/paris", "Paris", "Paris", country="country/FR")
MINISTER = Office("foreign minister", "foreign-minister")


def oslo(publisher: str = "The Harbour Gazette") -> Facts:
    """Roles of a minister and her counterpart, a meeting, a direct statement, a denial, an attitude."""
    article = Article(OSLO, title="Ministers meet", publisher=publisher, published=dt.date(2021, 5, 3))
    desk = Desk(article)
    reporters = entity(f"group/{article.id}/fishers", "fishers", kind=EntityKind.GROUP)
    roles = (
        RoleHeld(LECLERC.key, MINISTER, FRANCE.key, desk.evidence("title", "French foreign minister Anna Leclerc")),
        RoleHeld(DAHL.key, MINISTER, NORWAY.key, desk.evidence("counterpart", "Norwegian counterpart Per Dahl")),
    )
    meeting = Event(
        "meeting",
        (desk.span("met"),),
        desk.evidence("meet", "met", confidence=0.9),
        participants=(LECLERC.key, DAHL.key),
        when=desk.day("Monday", "2021-05-03", "2021-05-03"),
        where=(OSLO_PLACE.key,),
    )
    told = Statement(
        (LECLERC.key,),
        (desk.span("We agree on the fisheries treaty,"),),
        Mode.DIRECT,
        desk.evidence("quote", "We agree on the fisheries treaty,"),
        cue=desk.span("told"),
        addressees=(DAHL.key,),
    )
    denied = Statement(
        (DAHL.key,),
        (desk.span("Norway had broken the accord"),),
        Mode.INDIRECT,
        desk.evidence("that-clause", "denied that Norway had broken the accord"),
        cue=desk.span("denied"),
        mentions=(NORWAY.key,),
        stance=Stance.DENYING,
    )
    wanted = Statement(
        (DAHL.key,),
        (desk.span("calm"),),
        Mode.INDIRECT,
        desk.evidence("want", "calm"),
        cue=desk.span("wanted"),
        act=Act.ATTITUDE,
    )
    broken = Event(
        "reject",
        (desk.span("broken"),),
        desk.evidence("break", "broken"),
        participants=(NORWAY.key,),
        modality=Modality.CLAIMED,
        claimed_in=denied,
    )
    entities = (LECLERC, DAHL, FRANCE, NORWAY, OSLO_PLACE, reporters)
    return Facts(article, entities, roles=roles, events=(meeting, broken), statements=(told, denied, wanted))


def paris() -> Facts:
    """A former office, an envoy, an accusation, a mixed and a nested statement; planned and negated events."""
    article = Article(PARIS, title="Morel speaks", url="https://news.example/morel", published=dt.date(2021, 5, 10))
    desk = Desk(article)
    president = Office("former president", "head-of-state", "former")
    roles = (
        RoleHeld(MOREL.key, president, FRANCE.key, desk.evidence("title", "Former president Jean Morel")),
        RoleHeld(
            LIE.key,
            Office("ambassador", "ambassador"),
            NORWAY.key,
            desk.evidence("ambassador", "ambassador to France, Kari Lie"),
            target=FRANCE.key,
        ),
    )
    accused = Statement(
        (MOREL.key,),
        (desk.span("bad faith"),),
        Mode.INDIRECT,
        desk.evidence("accuse", "accused Norway of bad faith"),
        cue=desk.span("accused"),
        about=(NORWAY.key,),
        stance=Stance.ACCUSING,
    )
    said = Statement(
        (MOREL.key,),
        (desk.span("Dahl"), desk.span("will never sign")),
        Mode.MIXED,
        desk.evidence("said", "said Dahl"),
        cue=desk.span("said"),
        mentions=(DAHL.key,),
    )
    outer = Statement(
        (LECLERC.key,),
        (desk.span("Morel had said that the talks were dead"),),
        Mode.INDIRECT,
        desk.evidence("according-to", "According to Leclerc"),
        cue=desk.span("According to"),
        mentions=(MOREL.key,),
    )
    inner = Statement(
        (MOREL.key,),
        (desk.span("the talks were dead"),),
        Mode.INDIRECT,
        desk.evidence("that-clause", "the talks were dead"),
        cue=desk.span("said", after="According"),
        within=outer,
    )
    events = (
        Event(
            "summit",
            (desk.span("summit"),),
            desk.evidence("summit", "summit"),
            participants=(FRANCE.key, NORWAY.key),
            when=desk.day("June 2021", "2021-06", "2021-06-01", "2021-06-30"),
            where=(PARIS_PLACE.key,),
            modality=Modality.PLANNED,
        ),
        Event(
            "visit",
            (desk.span("visited"),),
            desk.evidence("visit", "visited"),
            participants=(LIE.key, FRANCE.key),
            source=(LIE.key,),
            target=(FRANCE.key,),
            when=desk.day("in May", "2021-05", "2021-05-01", "2021-05-31"),
        ),
        Event(
            "recall",
            (desk.span("recall"),),
            desk.evidence("recall", "recall"),
            participants=(FRANCE.key,),
            modality=Modality.NEGATED,
        ),
    )
    entities = (FRANCE, NORWAY, entity("person/anna-leclerc", "Leclerc", "Leclerc"), DAHL, MOREL, LIE, PARIS_PLACE)
    return Facts(article, entities, roles=roles, events=events, statements=(accused, said, outer, inner))


def undated() -> Facts:
    """An article without title or date: an acting office of an organisation, a date that stays words."""
    article = Article(UNDATED)
    desk = Desk(article)
    ek = entity("person/bo-ek", "Bo Ek", "Bo Ek")
    council = entity("organisation/nordic-council", "Nordic Council", kind=EntityKind.ORGANISATION)
    role = RoleHeld(
        ek.key,
        Office("acting interior secretary", None, "acting"),
        council.key,
        desk.evidence("title", "=Acting Interior Secretary Bo Ek"),
        since=desk.day("2019", "2019", "2019-01-01", "2019-12-31"),
    )
    resigned = Event(
        "resignation",
        (desk.span("resigned"),),
        desk.evidence("resign", "resigned"),
        participants=(ek.key,),
        source=(ek.key,),
        when=desk.day("on Friday", None),
    )
    return Facts(article, (ek, council), roles=(role,), events=(resigned,))


def every() -> tuple[Facts, ...]:
    return oslo(), paris(), undated()


def readme() -> Facts:
    """What `ontology/README.md` shows: one fact of each kind."""
    text = "Finnish foreign minister Aino Salo visited Oslo on 3 May 2021. “We are neighbours,” she said."
    article = Article(text, title="A visit", publisher="The Harbour Gazette", published=dt.date(2021, 5, 4), id="9c1d")
    desk = Desk(article)
    salo = entity("person/aino-salo", "Aino Salo", "Aino Salo")
    finland = Entity("country/FI", "Finland", EntityKind.COUNTRY, known=True, forms=("Finnish",))
    oslo_place = Entity(
        "place/oslo",
        "Oslo",
        EntityKind.PLACE,
        forms=("Oslo",),
        coordinates=(59.9127, 10.7461),
        identified=Identification("gazetteer", reason="the knowledge tables have it under this name"),
    )
    role = RoleHeld(salo.key, MINISTER, finland.key, desk.evidence("title", "Finnish foreign minister Aino Salo"))
    visit = Event(
        "visit",
        (desk.span("visited"),),
        desk.evidence("visit", "visited"),
        participants=(salo.key,),
        source=(salo.key,),
        when=desk.day("on 3 May 2021", "2021-05-03", "2021-05-03"),
        where=(oslo_place.key,),
    )
    said = Statement(
        (salo.key,),
        (desk.span("We are neighbours,"),),
        Mode.DIRECT,
        desk.evidence("quote", "We are neighbours,"),
        cue=desk.span("said"),
    )
    return Facts(article, (salo, finland, oslo_place), roles=(role,), events=(visit,), statements=(said,))
