"""A graph read back as rows: its facts with their words, for whatever shows or counts them.

    reading = read_back(store.triples())
    for fact in reading.facts:
        print(reading.day(fact), fact.label, fact.sentence)

The one place besides the queries and the CSV table that knows how a record looks in RDF to a reader. It takes any
graph that `kg.rdf.write` wrote, joined from any number of articles; of a graph that somebody
else changed, it leaves out what is missing and never fails.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from pyoxigraph import Literal, NamedNode, Triple

from kg.rdf import terms as t
from kg.rdf.concepts import concepts
from kg.rdf.jsonld import Nodes, grouped
from kg.rdf.terms import dkg

SORTS = ("role", "event", "statement")
"""The sorts of fact, in the order in which they are listed."""
FACT_CLASSES = dict(zip((dkg("RoleHeld"), dkg("Event"), dkg("Statement")), SORTS, strict=True))
"""Which sort a node of each class is."""

_ENTITIES = {iri: kind.value for kind, iri in t.ENTITY_CLASSES.items()}
_UNSAID = frozenset({"Asserted", "Neutral", "Positive"})
_PARTS = {
    "role": ("person", "heldFor", "accreditedTo"),
    "event": ("participant", "initiator", "recipient", "where"),
    "statement": ("speaker", "addressee", "about"),
}
_MANNER = {"role": ("status",), "event": ("modality",), "statement": ("stance",)}

Span = tuple[int, int]
"""Offsets of a stretch of text, end excluded."""


@dataclass(frozen=True, slots=True)
class EntityRow:
    """A person, country, organisation, place or group. `country`: IRI of the country it belongs to."""

    iri: str
    kind: str
    label: str
    forms: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    country: str | None = None


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """Where facts come from. `published`: ISO day."""

    iri: str
    title: str | None = None
    publisher: str | None = None
    published: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class FactRow:
    """One fact with its evidence.

    `sort`: role, event or statement. `kind`: local name of the office's or event's concept, or the
    stance of a statement ("foreign-minister", "visit", "accusing"); empty where an office has none.
    `group`: the broadest concept above `kind` (of an event its PLOVER class). `label`: the kind in
    words. `parts`: IRIs of entities by the property that leads to them, as `person`, `heldFor`,
    `participant`, `initiator`, `recipient`, `where`, `speaker`, `addressee`, `about`.
    `manner`: what else must be said of it ("former", "planned", "denying"), empty if nothing.
    `edtf`, `first`, `last`: its own date, and the ISO days that bound it; `said`: the words of that date.
    `words`: the content of a statement, the trigger of an event, the title of an office. `sentence`
    begins at offset `start` of the article's text; `marks` are the stretches of it that the fact stands on.
    """

    iri: str
    sort: str
    kind: str
    group: str
    label: str
    article: str
    parts: dict[str, tuple[str, ...]]
    manner: str = ""
    mode: str = ""
    edtf: str | None = None
    first: str | None = None
    last: str | None = None
    said: str = ""
    words: str = ""
    sentence: str = ""
    start: int = 0
    marks: tuple[Span, ...] = ()
    rule: str = ""

    def entities(self) -> tuple[str, ...]:
        """All entities of the fact, each once."""
        return tuple(dict.fromkeys(iri for each in self.parts.values() for iri in each))


@dataclass(frozen=True, slots=True)
class Reading:
    """A whole graph: facts in order of article, place in the text, IRI; the rest by IRI, sorted."""

    facts: tuple[FactRow, ...]
    entities: dict[str, EntityRow]
    articles: dict[str, ArticleRow]

    def day(self, fact: FactRow) -> tuple[str, str] | None:
        """First and last day of a fact, for ordering and filters: its own, else the day it was reported on."""
        if fact.first and fact.last:
            return fact.first, fact.last
        article = self.articles.get(fact.article)
        return (article.published, article.published) if article and article.published else None

    def between(self, since: str | None, until: str | None) -> Reading:
        """What can be of the days from `since` to `until` (ISO, included); undated facts stay only without bounds."""
        if not since and not until:
            return self
        kept = tuple(fact for fact in self.facts if _within(self.day(fact), since, until))
        return Reading(kept, self.entities, self.articles)


def read_back(triples: Iterable[Triple]) -> Reading:
    """The rows of a graph's triples, which must be sorted (`Store.triples()` is)."""
    graph = _Graph(grouped(triples))
    entities: dict[str, EntityRow] = {}
    articles: dict[str, ArticleRow] = {}
    facts: list[FactRow] = []
    for name in graph.nodes:
        for kind in graph.classes(name):
            if kind in _ENTITIES:
                entities.setdefault(name, graph.entity(name, _ENTITIES[kind]))
            elif kind == dkg("Article"):
                articles[name] = graph.article(name)
            elif kind in FACT_CLASSES:
                facts.append(graph.fact(name, FACT_CLASSES[kind]))
    facts.sort(key=lambda f: (f.article, f.start + (f.marks[0][0] if f.marks else 0), SORTS.index(f.sort), f.iri))
    return Reading(tuple(facts), dict(sorted(entities.items())), dict(sorted(articles.items())))


def _within(days: tuple[str, str] | None, since: str | None, until: str | None) -> bool:
    if days is None:
        return False
    return (not since or days[1] >= since) and (not until or days[0] <= until)


class _Graph:
    """Looks up what a row needs."""

    def __init__(self, nodes: Nodes) -> None:
        self.nodes = nodes

    def classes(self, name: str) -> Iterator[NamedNode]:
        for each in self.nodes[name].get(t.TYPE, ()):
            if isinstance(each, NamedNode):
                yield each

    def entity(self, iri: str, kind: str) -> EntityRow:
        own = self._texts(iri, t.LABEL)
        label = next(iter([*self._texts(iri, t.PREF_LABEL), *own]), "") or _tail(iri)
        forms = dict.fromkeys([*own, *self._texts(iri, t.ALT_LABEL)])
        others = tuple(form for form in forms if form != label)
        country = iri if kind == "country" else self._one(iri, dkg("country"))
        return EntityRow(iri, kind, label, others, tuple(self._iris(iri, t.SAME_AS)), country)

    def article(self, iri: str) -> ArticleRow:
        return ArticleRow(
            iri,
            title=self._one(iri, t.HEADLINE),
            publisher=self._one(iri, t.PUBLISHER),
            published=self._one(iri, t.PUBLISHED),
            url=self._one(iri, t.URL),
        )

    def fact(self, iri: str, sort: str) -> FactRow:
        kind, group, label = self._kind(iri, sort)
        sentence, start, marks = self._evidence(iri)
        date = self._one(iri, dkg("since" if sort == "role" else "when")) or ""
        manner = [name for each in _MANNER[sort] for name in map(_tail, self._iris(iri, dkg(each)))]
        return FactRow(
            iri,
            sort,
            kind,
            group,
            label,
            article=self._one(iri, dkg("article")) or "",
            parts={name: found for name in _PARTS[sort] if (found := tuple(self._iris(iri, dkg(name))))},
            manner=next((name.lower() for name in manner if name not in _UNSAID), ""),
            mode=_tail(self._one(iri, dkg("mode")) or "").lower(),
            edtf=self._one(date, dkg("edtf")),
            first=self._one(date, dkg("earliest")),
            last=self._one(date, dkg("latest")),
            said=" ".join(text for _, text in self._spans(date, "words")) if date else "",
            words=self._words(iri, sort),
            sentence=sentence,
            start=start,
            marks=marks,
            rule=self._one(iri, dkg("rule")) or "",
        )

    def _kind(self, iri: str, sort: str) -> tuple[str, str, str]:
        """Name, broadest concept and words of what sort of role, event or statement it is."""
        if sort == "statement":
            stance = _tail(self._one(iri, dkg("stance")) or "").lower()
            return stance, stance, "said" if stance in ("", "neutral") else stance
        concept = self._one(iri, dkg("office" if sort == "role" else "eventType"))
        title = self._one(iri, dkg("title")) if sort == "role" else None
        if concept is None:
            return "", "", title or sort
        return _tail(concept), _tail(_broadest(concept)), title or self._label(concept)

    def _label(self, concept: str) -> str:
        return self._one(concept, t.PREF_LABEL) or _tail(concept).replace("-", " ")

    def _words(self, iri: str, sort: str) -> str:
        if sort == "role":
            return self._one(iri, dkg("title")) or ""
        found = self._spans(iri, "content" if sort == "statement" else "trigger")
        return " … ".join(text for _, text in found)

    def _evidence(self, iri: str) -> tuple[str, int, tuple[Span, ...]]:
        """The sentence, where it starts, and the words of the fact that stand in it."""
        sentences = self._spans(iri, "sentence")
        if not sentences:
            return "", 0, ()
        (start, end), text = sentences[0]
        marks = (span for span, _ in self._spans(iri, "evidence") if start <= span[0] and span[1] <= end)
        return text, start, tuple((a - start, b - start) for a, b in marks)

    def _spans(self, iri: str, name: str) -> list[tuple[Span, str]]:
        """Offsets and words of the spans that a fact points at, in text order."""
        found = []
        for span in self._iris(iri, dkg(name)):
            selectors = self._iris(span, t.SELECTOR)
            start = next((n for each in selectors for n in self._texts(each, t.START)), "0")
            exact = next((words for each in selectors for words in self._texts(each, t.EXACT)), None)
            if exact is not None and start.isdecimal() and len(start) < 20:
                found.append(((int(start), int(start) + len(exact)), exact))
        return sorted(found)

    def _iris(self, node: str, predicate: NamedNode) -> list[str]:
        values = self.nodes.get(node, {}).get(predicate, ())
        return [value.value for value in values if isinstance(value, NamedNode)]

    def _texts(self, node: str, predicate: NamedNode) -> list[str]:
        values = self.nodes.get(node, {}).get(predicate, ())
        return [value.value for value in values if isinstance(value, Literal)]

    def _one(self, node: str, predicate: NamedNode) -> str | None:
        values = self.nodes.get(node, {}).get(predicate, ())
        return next((value.value for value in values if isinstance(value, NamedNode | Literal)), None)


def _tail(iri: str) -> str:
    return iri.rsplit("#", 1)[-1].rsplit("/", 1)[-1]


@cache
def _broadest(concept: str) -> str:
    """The concept at the top of its scheme."""
    return concepts().above(concept)[-1]
