"""Facts of one article -> the quads of its named graph.

The one place that knows how a record looks in RDF. Pure: the same facts give the same quads in
the same order. No blank nodes; every node's IRI is minted from its content (`kg.rdf.iris`).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode, Quad

from kg.article import Article
from kg.facts import (
    Date,
    Entity,
    EntityKind,
    Event,
    Evidence,
    Facts,
    Identification,
    Office,
    RoleHeld,
    Span,
    Stance,
    Statement,
)
from kg.rdf import terms as t
from kg.rdf.digests import at, event_digest, role_digest, statement_digest
from kg.rdf.iris import checked_base, digest, quoted, slug
from kg.rdf.terms import DEFAULT_BASE, dkg

CONTEXT = 32
"""Code points that a quote selector gives before and after its words."""


@dataclass(frozen=True, slots=True)
class Build:
    """What made the facts: names with versions ("kg 0.1.0"). No clock."""

    software: str = "kg"
    model: str | None = None
    knowledge: str | None = None


def article_iri(article_id: str, *, base: str = DEFAULT_BASE) -> NamedNode:
    """The IRI of an article, which is also the name of its graph."""
    return NamedNode(f"{base}article/{quoted(article_id)}")


def entity_iri(key: str, *, base: str = DEFAULT_BASE) -> NamedNode:
    """The IRI of an entity: `base` and its key."""
    return NamedNode(base + quoted(key))


Row = tuple[NamedNode, NamedNode, NamedNode | Literal]


@dataclass(frozen=True, slots=True)
class Written:
    """One article in RDF.

    `rows`: subject, predicate and object of each quad of `graph`. `labels`: those of them that
    name something. `concepts`: the IRIs of the SKOS concepts that they point at, each once. An
    entity is one and the same object in all of them.
    """

    graph: NamedNode
    rows: list[Row]
    labels: list[Row]
    concepts: tuple[str, ...]


def quads(facts: Facts, *, base: str = DEFAULT_BASE, build: Build | None = None, keep_text: bool = False) -> list[Quad]:
    """All quads of one article, in the named graph that bears the article's IRI.

    Args:
        base: what data IRIs begin with.
        build: what made the facts.
        keep_text: store the article's full text too.

    Raises:
        IriError: `base` can't be used.
        ValueError: a fact names an entity that `facts.entities` lacks.
    """
    written = write(facts, base=checked_base(base), build=build, keep_text=keep_text)
    return [Quad(*row, written.graph) for row in written.rows]


def write(facts: Facts, *, base: str, build: Build | None = None, keep_text: bool = False) -> Written:
    """As `quads`, with what a store needs to know besides; `base` has been checked."""
    writer = _Writer(facts, base)
    _article(writer, facts.article, keep_text=keep_text)
    _build(writer, build or Build())
    for entity in facts.entities:
        _entity(writer, entity)
    for role in facts.roles:
        _role(writer, role)
    for statement in facts.statements:
        _statement(writer, statement)
    for event in facts.events:
        _event(writer, event)
    return Written(writer.graph, writer.rows, writer.labels, tuple(writer.concepts))


@dataclass(slots=True)
class _Writer:
    """What is written so far, and the nodes that facts of the article share."""

    facts: Facts
    base: str
    graph: NamedNode = field(init=False)
    root: str = field(init=False)
    build: NamedNode = field(init=False)
    rows: list[Row] = field(default_factory=list)
    labels: list[Row] = field(default_factory=list)
    concepts: dict[str, None] = field(default_factory=dict)
    entities: dict[str, Entity] = field(init=False)
    iris: dict[str, NamedNode] = field(default_factory=dict)
    spans: dict[Span, NamedNode] = field(default_factory=dict)
    statements: dict[Statement, NamedNode] = field(default_factory=dict)
    done: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.graph = self.build = article_iri(self.facts.article.id, base=self.base)
        self.root = self.graph.value
        self.entities = {entity.key: entity for entity in self.facts.entities}

    def add(self, subject: NamedNode, predicate: NamedNode, value: NamedNode | Literal) -> None:
        self.rows.append((subject, predicate, value))

    def label(self, subject: NamedNode, predicate: NamedNode, text: str) -> None:
        """A label that a store weighs against those of other articles."""
        row = (subject, predicate, Literal(text))
        self.rows.append(row)
        self.labels.append(row)

    def value(self, subject: NamedNode, name: str, concept: NamedNode) -> None:
        """A quad that points at a SKOS concept."""
        self.concepts[concept.value] = None
        self.rows.append((subject, dkg(name), concept))

    def node(self, path: str, name: str) -> tuple[NamedNode, bool]:
        """A node below the article with its class, and whether it is new."""
        iri = NamedNode(f"{self.root}/{path}")
        if path in self.done:
            return iri, False
        self.done.add(path)
        self.add(iri, t.TYPE, dkg(name))
        return iri, True

    def entity(self, key: str) -> NamedNode:
        """The IRI of an entity that the article has."""
        if key not in self.iris:
            if key not in self.entities:
                raise ValueError(f"a fact names an entity that article {self.facts.article.id} lacks: {key!r}")
            self.iris[key] = entity_iri(key, base=self.base)
        return self.iris[key]

    def link(self, subject: NamedNode, name: str, keys: Iterable[str]) -> None:
        """One quad for each entity, each once, in the order given."""
        predicate = dkg(name)
        for key in dict.fromkeys(keys):
            self.add(subject, predicate, self.entity(key))

    def span(self, span: Span) -> NamedNode:
        """The node of a stretch of the text, with its selectors, written once."""
        if span not in self.spans:
            self.spans[span] = _span(self, span)
        return self.spans[span]


def _article(writer: _Writer, article: Article, *, keep_text: bool) -> None:
    iri = writer.graph
    writer.add(iri, t.TYPE, dkg("Article"))
    for predicate, value in ((t.HEADLINE, article.title), (t.PUBLISHER, article.publisher), (t.URL, article.url)):
        if value:
            writer.add(iri, predicate, Literal(value))
    if article.published:
        writer.add(iri, t.PUBLISHED, Literal(article.published.isoformat(), datatype=t.DATE))
    writer.add(iri, t.LANGUAGE, Literal(article.language))
    writer.add(iri, t.SHA256, Literal(hashlib.sha256(article.text.encode("utf-8")).hexdigest()))
    if keep_text:
        writer.add(iri, t.TEXT, Literal(article.text))
    named = {mention.entity for mention in writer.facts.mentions}
    writer.link(iri, "mentions", (each.key for each in writer.facts.entities if each.forms or each.key in named))


def _build(writer: _Writer, build: Build) -> None:
    """The activity that made the facts; it names what ran, not when."""
    made = NamedNode(f"{writer.root}/build/{digest(build.software, build.model, build.knowledge)}")
    writer.build = made
    writer.add(made, t.TYPE, t.ACTIVITY)
    writer.add(made, t.USED, writer.graph)
    for name, value in (("software", build.software), ("model", build.model), ("knowledge", build.knowledge)):
        if value:
            writer.add(made, dkg(name), Literal(value))


def _entity(writer: _Writer, entity: Entity) -> None:
    iri = writer.entity(entity.key)
    writer.add(iri, t.TYPE, t.ENTITY_CLASSES[entity.kind])
    writer.label(iri, t.LABEL, entity.label)
    if entity.known:
        writer.label(iri, t.PREF_LABEL, entity.label)
    for form in entity.forms:
        writer.add(iri, t.ALT_LABEL, Literal(form))
    for other in entity.same_as:
        writer.add(iri, t.SAME_AS, NamedNode(other))
    if entity.coordinates:
        for predicate, degrees in zip((t.LAT, t.LONG), entity.coordinates, strict=True):
            writer.add(iri, predicate, Literal(t.decimal(degrees), datatype=t.DECIMAL))
    if entity.kind is EntityKind.COUNTRY:
        writer.add(iri, dkg("isoCode"), Literal(entity.key.rpartition("/")[2]))
    else:
        _belongs(writer, iri, entity.country)
    if entity.identified:
        _identified(writer, entity.key, entity.identified)


def _identified(writer: _Writer, key: str, why: Identification) -> None:
    """Why the article's names are taken for this entity: a node of its own, as an entity has one in each article."""
    iri, _ = writer.node(f"identification/{digest(key)}", "Identification")
    writer.add(iri, dkg("entity"), writer.entity(key))
    writer.add(iri, dkg("article"), writer.graph)
    writer.add(iri, dkg("method"), Literal(why.method))
    if why.score is not None:
        writer.add(iri, dkg("score"), Literal(t.decimal(why.score), datatype=t.DECIMAL))
    if why.reason:
        writer.add(iri, dkg("reason"), Literal(why.reason))


def _span(writer: _Writer, span: Span) -> NamedNode:
    text, add = writer.facts.article.text, writer.add
    place = f"{writer.root}/span/{span.start}-{span.end}"
    iri, position, quote = NamedNode(place), NamedNode(place + "/position"), NamedNode(place + "/quote")
    add(iri, t.TYPE, t.SPECIFIC)
    add(iri, t.SOURCE, writer.graph)
    add(iri, t.SELECTOR, position)
    add(iri, t.SELECTOR, quote)
    add(position, t.TYPE, t.POSITION)
    add(position, t.START, Literal(str(span.start), datatype=t.INTEGER))
    add(position, t.END, Literal(str(span.end), datatype=t.INTEGER))
    add(quote, t.TYPE, t.QUOTE)
    add(quote, t.EXACT, Literal(span.of(text)))
    if before := text[max(0, span.start - CONTEXT) : span.start]:
        add(quote, t.PREFIX, Literal(before))
    if after := text[span.end : span.end + CONTEXT]:
        add(quote, t.SUFFIX, Literal(after))
    return iri


def _evidence(writer: _Writer, fact: NamedNode, evidence: Evidence) -> None:
    add = writer.add
    add(fact, dkg("article"), writer.graph)
    add(fact, t.GENERATED_BY, writer.build)
    for span in dict.fromkeys(evidence.spans):
        add(fact, dkg("evidence"), writer.span(span))
    add(fact, dkg("sentence"), writer.span(evidence.sentence))
    add(fact, dkg("rule"), Literal(evidence.rule))
    if evidence.confidence is not None:
        add(fact, dkg("confidence"), Literal(t.decimal(evidence.confidence), datatype=t.DECIMAL))


def _date(writer: _Writer, fact: NamedNode, name: str, date: Date | None) -> None:
    if date is None:
        return
    iri, new = writer.node(f"date/{digest(at(date.span), date.edtf)}", "Date")
    writer.add(fact, dkg(name), iri)
    if not new:
        return
    writer.add(iri, dkg("words"), writer.span(date.span))
    if date.edtf:
        writer.add(iri, dkg("edtf"), Literal(date.edtf))
    if date.earliest:
        writer.add(iri, dkg("earliest"), Literal(date.earliest.isoformat(), datatype=t.DATE))
    if date.latest:
        writer.add(iri, dkg("latest"), Literal(date.latest.isoformat(), datatype=t.DATE))


def _role(writer: _Writer, role: RoleHeld) -> None:
    office = role.office
    iri, new = writer.node(f"role/{role_digest(role)}", "RoleHeld")
    if not new:
        return
    writer.link(iri, "person", (role.person,))
    writer.add(iri, dkg("title"), Literal(office.label))
    if office.concept:
        writer.value(iri, "office", t.concept(t.OFFICES, office.concept))
    if office.status:
        writer.value(iri, "status", dkg(office.status.capitalize()))
    if role.of:
        _held_for(writer, iri, role.of)
        writer.add(iri, dkg("post"), _post(writer, office, role.of))
    if role.target:
        writer.link(iri, "accreditedTo", (role.target,))
    _date(writer, iri, "since", role.since)
    _date(writer, iri, "until", role.until)
    _evidence(writer, iri, role.evidence)


def _held_for(writer: _Writer, iri: NamedNode, of: str) -> None:
    """Whose office it is, and which country that belongs to."""
    writer.link(iri, "heldFor", (of,))
    entity = writer.entities[of]
    _belongs(writer, iri, of if entity.kind is EntityKind.COUNTRY else entity.country)


def _belongs(writer: _Writer, iri: NamedNode, country: str | None) -> None:
    """The country that something belongs to, where the article has it; a union of countries is none."""
    if country in writer.entities and writer.entities[country].kind is EntityKind.COUNTRY:
        writer.link(iri, "country", (country,))


def _post(writer: _Writer, office: Office, of: str) -> NamedNode:
    """The office as an institution, whoever holds it: the same node in every article."""
    status = f"{office.status} " if office.status else ""
    label = office.label.removeprefix(status) or office.label
    iri = NamedNode(f"{writer.base}post/{quoted(of)}/{slug(label)}")
    if iri.value not in writer.done:
        writer.done.add(iri.value)
        writer.add(iri, t.TYPE, dkg("Post"))
        writer.label(iri, t.LABEL, label)
        _held_for(writer, iri, of)
        if office.concept:
            writer.value(iri, "office", t.concept(t.OFFICES, office.concept))
    return iri


def _statement(writer: _Writer, statement: Statement) -> NamedNode:
    if statement in writer.statements:
        return writer.statements[statement]
    iri, new = writer.node(f"statement/{statement_digest(statement)}", "Statement")
    writer.statements[statement] = iri
    if not new:
        return iri
    writer.link(iri, "speaker", statement.speakers)
    writer.link(iri, "addressee", statement.addressees)
    writer.link(iri, "about", statement.about)
    writer.link(iri, "mentions", statement.mentions)
    for span in statement.content:
        writer.add(iri, dkg("content"), writer.span(span))
    if statement.cue:
        writer.add(iri, dkg("cue"), writer.span(statement.cue))
    writer.value(iri, "mode", dkg(statement.mode.capitalize()))
    writer.value(iri, "act", dkg(statement.act.capitalize()))
    writer.value(iri, "stance", dkg(statement.stance.capitalize()))
    denied = statement.stance is Stance.DENYING
    writer.value(iri, "polarity", dkg("Negative" if denied else "Positive"))
    if statement.within:
        writer.add(iri, dkg("within"), _statement(writer, statement.within))
    _evidence(writer, iri, statement.evidence)
    return iri


def _event(writer: _Writer, event: Event) -> None:
    iri, new = writer.node(f"event/{event_digest(event)}", "Event")
    if not new:
        return
    writer.value(iri, "eventType", t.concept(t.EVENTS, event.kind))
    for span in dict.fromkeys(event.triggers):
        writer.add(iri, dkg("trigger"), writer.span(span))
    writer.link(iri, "participant", (*event.source, *event.target, *event.participants))
    writer.link(iri, "initiator", event.source)
    writer.link(iri, "recipient", event.target)
    writer.link(iri, "where", event.where)
    _date(writer, iri, "when", event.when)
    writer.value(iri, "modality", dkg(event.modality.capitalize()))
    if event.claimed_in:
        writer.add(iri, dkg("claimedIn"), _statement(writer, event.claimed_in))
    _evidence(writer, iri, event.evidence)
