"""Links and decisions in RDF, each in a graph of its own. Pure: the same records give the same quads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from kg.identity.clusters import SAME
from kg.identity.records import Decision, Link, Parting, Verdict, ordered
from kg.rdf import terms as t
from kg.rdf.iris import digest
from kg.rdf.terms import dkg

APART = "generations apart"
_VERDICTS = {Verdict.SAME: dkg("Same"), Verdict.NOT_SAME: dkg("NotSame"), Verdict.UNDECIDED: dkg("Undecided")}


def link_quads(links: Iterable[Link], *, base: str, graph: NamedNode | DefaultGraph = t.LINKS) -> Iterator[Quad]:
    """What a graph says of links: an identification for each, and a `skos:closeMatch` for one that is doubtful."""
    for link in links:
        node = NamedNode(f"{base}identification/{digest(link.a, link.b)}")
        yield Quad(node, t.TYPE, dkg("Identification"), graph)
        yield Quad(node, dkg("entity"), NamedNode(link.a), graph)
        yield Quad(node, dkg("candidate"), NamedNode(link.b), graph)
        yield Quad(node, dkg("method"), Literal(link.method), graph)
        yield Quad(node, dkg("score"), Literal(t.decimal(link.score), datatype=t.DECIMAL), graph)
        yield Quad(node, dkg("reason"), Literal(link.reason), graph)
        if link.score < SAME or link.guess:
            yield Quad(NamedNode(link.a), t.CLOSE_MATCH, NamedNode(link.b), graph)


def parting_quads(partings: Iterable[Parting], *, base: str) -> Iterator[Quad]:
    """What a graph says of namesakes that are told apart: an identification without a candidate for each."""
    for each in partings:
        node = NamedNode(f"{base}identification/{digest(each.entity, each.articles)}")
        yield Quad(node, t.TYPE, dkg("Identification"), t.LINKS)
        yield Quad(node, dkg("entity"), NamedNode(each.entity), t.LINKS)
        yield Quad(node, dkg("method"), Literal(APART), t.LINKS)
        yield Quad(node, dkg("reason"), Literal(each.reason), t.LINKS)
        for number, article in enumerate(each.articles):
            yield Quad(node, dkg("apartIn"), NamedNode(article), t.LINKS)
            if number == 0:
                yield Quad(node, dkg("article"), NamedNode(article), t.LINKS)


def read_partings(quads: Iterable[Quad]) -> list[Parting]:
    """The partings of a graph, sorted; the article that names them comes first in each."""
    found = []
    for each in _nodes(quads, dkg("Identification")):
        entity, articles, first = (each.get(dkg(name), []) for name in ("entity", "apartIn", "article"))
        if entity and len(first) == 1 and first[0] in articles:
            others = sorted(article for article in articles if article != first[0])
            found.append(Parting(entity[0], (first[0], *others), each.get(dkg("reason"), [""])[0]))
    return sorted(found, key=lambda each: (each.entity, each.articles))


def read_links(quads: Iterable[Quad]) -> list[Link]:
    """The links of a graph, sorted; what is not whole is left out."""
    found = []
    for each in _nodes(quads, dkg("Identification")):
        a, b, score = each.get(dkg("entity")), each.get(dkg("candidate")), each.get(dkg("score"))
        if a and b and score and _number(score[0]) is not None:
            method, reason = each.get(dkg("method"), [""])[0], each.get(dkg("reason"), [""])[0]
            first, second = ordered(a[0], b[0])
            found.append(Link(first, second, float(score[0]), method, reason))
    return sorted(found, key=lambda link: (link.a, link.b))


def decision_quads(decisions: Iterable[Decision], *, base: str) -> Iterator[Quad]:
    """What the graph of decisions says of each."""
    for each in decisions:
        made = digest(each.number, str(each.verdict), each.entities, each.articles)
        node = NamedNode(f"{base}decision/{made}")
        yield Quad(node, t.TYPE, dkg("Decision"), t.DECISIONS)
        yield Quad(node, dkg("verdict"), _VERDICTS[each.verdict], t.DECISIONS)
        yield Quad(node, dkg("number"), Literal(str(each.number), datatype=t.INTEGER), t.DECISIONS)
        for entity in each.entities:
            yield Quad(node, dkg("entity"), NamedNode(entity), t.DECISIONS)
        for article in each.articles:
            yield Quad(node, dkg("apartIn"), NamedNode(article), t.DECISIONS)


def read_decisions(quads: Iterable[Quad]) -> list[Decision]:
    """The decisions of a graph, in their order; what is not whole is left out."""
    verdicts = {node.value: verdict for verdict, node in _VERDICTS.items()}
    found = []
    for each in _nodes(quads, dkg("Decision")):
        verdict, number = each.get(dkg("verdict"), [""])[0], each.get(dkg("number"), [""])[0]
        entities, articles = each.get(dkg("entity"), []), each.get(dkg("apartIn"), [])
        whole = len(entities) == 2 or (len(entities) == 1 and articles)
        if whole and verdict in verdicts and _number(number) is not None:
            found.append(Decision(int(number), verdicts[verdict], tuple(sorted(entities)), tuple(sorted(articles))))
    return sorted(found, key=lambda d: (d.number, d.entities))


def _nodes(quads: Iterable[Quad], kind: NamedNode) -> list[dict[NamedNode, list[str]]]:
    """The values of each node of a class, by property."""
    nodes: dict[object, dict[NamedNode, list[str]]] = {}
    for quad in quads:
        value = getattr(quad.object, "value", None)
        if isinstance(value, str):
            nodes.setdefault(quad.subject, {}).setdefault(quad.predicate, []).append(value)
    return [each for each in nodes.values() if kind.value in each.get(t.TYPE, [])]


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
