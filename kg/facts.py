"""The records that cross each boundary: frozen, typed, without tokens, Docs or RDF terms.

All offsets are code points of `Article.text`, end excluded. Entities are named in facts by
their `key`, the path that their IRI ends in (`country/GB`, `person/sergey-lavrov`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kg.article import Article


class EntityKind(StrEnum):
    PERSON = "person"
    COUNTRY = "country"
    ORGANISATION = "organisation"
    PLACE = "place"
    GROUP = "group"  # people or a body known only by a description: "reporters", "African leaders"


class Form(StrEnum):
    """How a mention names its entity."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"
    METONYM = "metonym"


class Modality(StrEnum):
    """Did it happen, and who says so. `events.rq` selects the first three."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    REPORTED = "reported"
    CLAIMED = "claimed"
    HYPOTHETICAL = "hypothetical"
    NEGATED = "negated"


class Mode(StrEnum):
    """How a statement's words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What an attribution is: something said, thought or wanted, or found."""

    SPEECH = "speech"
    ATTITUDE = "attitude"
    FINDING = "finding"


class Stance(StrEnum):
    """How the reporter's cue frames what was said."""

    NEUTRAL = "neutral"
    FACTIVE = "factive"
    DOUBTING = "doubting"
    ACCUSING = "accusing"
    PRAISING = "praising"
    DEMANDING = "demanding"
    PROMISING = "promising"
    THREATENING = "threatening"
    DENYING = "denying"
    CONCEDING = "conceding"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Article.text`: code points `start` to `end`, end excluded."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The words that the span stands for."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Date:
    """A date as the words give it.

    `edtf` is an EDTF string at the precision of the words (`2017-12-22`, `2017-11`, `2006`,
    `2006/2009`), `earliest` and `latest` its first and last day; all three are None where the
    words can't be resolved (a relative date in an article without a publication date).
    `vague`: words that name no day whatever the day of publication (`now`, `recently`); no fact has such a date.
    """

    span: Span
    edtf: str | None = None
    earliest: dt.date | None = None
    latest: dt.date | None = None
    vague: bool = False


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a fact stands on: the very words, their sentence, and the rule that read them.

    `confidence` is None until it has been measured on labelled examples.
    """

    article: str
    spans: tuple[Span, ...]
    sentence: Span
    rule: str
    confidence: float | None = None

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("no fact without a span")


@dataclass(frozen=True, slots=True)
class Entity:
    """One referent. `label` is the knowledge base's if `known`, else the article's fullest form.

    `forms`: the names the article uses for it, sorted, distinct (never pronouns).
    `same_as`: IRIs of a published identity (Wikidata). `country`: key of the country it belongs
    to, where known. `coordinates`: latitude and longitude of a place, in degrees (WGS 84).
    `identified`: why it is taken for that one.
    """

    key: str
    label: str
    kind: EntityKind
    known: bool = False
    forms: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    country: str | None = None
    coordinates: tuple[float, float] | None = None
    identified: Identification | None = None


@dataclass(frozen=True, slots=True)
class Identification:
    """Why an entity is taken for the one that its key and `same_as` name.

    `method`: a word of a closed list ("gazetteer", "office holder", "full name", "spelling", …,
    documented in `docs/identity.md`). `score`: from 0 to 1, as measured on labelled pairs, None
    where the method has not been measured. `reason`: what spoke for it, in words.
    """

    method: str
    score: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A place in the text that leads to an entity.

    `rule`: how the link was made ("name", "surname", "same role", "office", …). `score`: of the
    rules that chose among several antecedents, None where there was one alone. `reason`: what spoke
    for it, in words.
    """

    span: Span
    entity: str
    form: Form
    rule: str = ""
    score: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Office:
    """An office as a post can be held: label as said, class in `ontology/offices.ttl`.

    `label`: lower case, without country, with its modifiers ("former foreign minister",
    "deputy prime minister"). `concept`: local name of the SKOS concept ("foreign-minister"),
    None where no class fits. `status`: "former", "acting", "elect", "designate" or None.
    """

    label: str
    concept: str | None = None
    status: str | None = None


@dataclass(frozen=True, slots=True)
class RoleHeld:
    """A person holds or held an office for a country or organisation (`of`, an entity key).

    `target`: whom an ambassador or envoy is sent to, an entity key.
    """

    person: str
    office: Office
    of: str | None
    evidence: Evidence
    target: str | None = None
    since: Date | None = None
    until: Date | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """A stretch of the article attributed to someone.

    `speakers`, `addressees`, `about`, `mentions`: entity keys; targets are addressees and about.
    `content`: its spans in text order, without the outer quotation marks of a direct quotation.
    `cue`: the words that attribute (None for a turn of an exchange). `within`: the statement
    that this one is nested in.
    """

    speakers: tuple[str, ...]
    content: tuple[Span, ...]
    mode: Mode
    evidence: Evidence
    cue: Span | None = None
    addressees: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    act: Act = Act.SPEECH
    stance: Stance = Stance.NEUTRAL
    within: Statement | None = None

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("no statement without content")


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened, is set to, or is said to have.

    `kind`: local name of the SKOS concept in `ontology/events.ttl` ("press-conference").
    `triggers`: the words that name it, one span per mention, the clearest first.
    `source`, `target`: who did it to whom, where it has a direction; `participants` holds all
    actors, these included, as entity keys. `where`: entity keys of places or countries.
    """

    kind: str
    triggers: tuple[Span, ...]
    evidence: Evidence
    participants: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    target: tuple[str, ...] = ()
    when: Date | None = None
    where: tuple[str, ...] = ()
    modality: Modality = Modality.ASSERTED
    claimed_in: Statement | None = None


Fact = RoleHeld | Statement | Event


@dataclass(frozen=True, slots=True)
class Facts:
    """All that was read out of one article, in text order. `skipped`: sentences that failed."""

    article: Article
    entities: tuple[Entity, ...] = ()
    mentions: tuple[Mention, ...] = ()
    roles: tuple[RoleHeld, ...] = ()
    events: tuple[Event, ...] = ()
    statements: tuple[Statement, ...] = ()
    skipped: tuple[Span, ...] = ()

    def __iter__(self) -> Iterator[Fact]:
        yield from self.roles
        yield from self.events
        yield from self.statements
