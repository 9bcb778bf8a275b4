"""What the page is told of a graph, as plain values: nodes, links, facts with their words, articles.

Network building is pyvis's; what it draws is told by `kind` and `link`, and the page's style sheet
and script say how each of them looks. Nothing here is markup: the page sets every text as text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from operator import itemgetter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from kg.network import network
from kg.network.links import words
from kg.rdf.reading import ArticleRow, FactRow, Reading
from kg.view.places import places

if TYPE_CHECKING:
    import networkx as nx

NODE_KINDS = {
    "person": ("Person", "People"),
    "country": ("Country", "Countries"),
    "organisation": ("Organisation", "Organisations"),
    "place": ("Place", "Places"),
    "group": ("Group", "Groups"),
    "event": ("Event", "Events"),
}
"""Each kind of node: in words, for one and for several."""

LINK_KINDS = {
    "office": "Office of",
    "part": "Takes part",
    "where": "Happens at",
    "cooperation": "Cooperation",
    "conflict": "Conflict",
    "other": "Other events",
    "to": "Said to",
    "about": "Said about",
}
"""Each kind of link, in words."""

SHAPES = {
    "person": "dot",
    "country": "square",
    "organisation": "hexagon",
    "place": "triangleDown",
    "group": "star",
    "event": "diamond",
}
"""How vis-network draws each kind of node, so that kinds differ in more than colour."""

MOST = 5_000
"""How many nodes a page holds; with more a browser can't draw all of it."""
_IN_TITLE = 4
_PARTS = ("initiator", "recipient", "participant", "where")
_COOPERATION = frozenset({"agree", "consult", "support", "concede", "cooperate", "aid", "retreat"})
_CONFLICT = frozenset(
    {"request", "accuse", "reject", "threaten", "protest", "sanction", "mobilize", "coerce", "assault"}
)


def page_data(
    reading: Reading, *, of: str = "all", since: str | None = None, until: str | None = None
) -> dict[str, Any]:
    """All that the page shows.

    Args:
        of: which network is drawn (`kg.network.KINDS`).
        since: leave out the facts of days before (ISO).
        until: leave out the facts of days after.

    Raises:
        NetworkError: there is no such network.
        DateError: a day is not a calendar day.
    """
    graph = network(reading, of, since=since, until=until)
    reading, beyond = reading.between(since, until), graph.number_of_nodes() - MOST
    if beyond > 0:
        graph = _most_connected(graph)
    if beyond > 0 or of != "all":
        reading = _shown(graph, reading)
    names = _short([*graph.nodes, *(fact.iri for fact in reading.facts)])
    facts = {fact.iri: i for i, fact in enumerate(reading.facts)}
    articles = {iri: i for i, iri in enumerate(reading.articles)}
    drawn = _drawn(graph, reading, names, facts)
    return {
        "title": _title(reading),
        "of": of,
        "beyond": max(0, beyond),
        "kinds": {kind: [one, many] for kind, (one, many) in NODE_KINDS.items()},
        "links": LINK_KINDS,
        "nodes": drawn[0],
        "edges": drawn[1],
        "facts": [_fact(fact, reading, articles) for fact in reading.facts],
        "articles": [_article(article) for article in reading.articles.values()],
    }


def _rank(graph: nx.MultiDiGraph, iri: str) -> tuple[int, int, str]:
    """Sorts the most connected first."""
    return -graph.degree(iri), list(NODE_KINDS).index(graph.nodes[iri]["kind"]), iri


def _most_connected(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """As much of a network as a page can show."""
    kept = graph.copy()  # a view of a part of it would list its nodes in another order each time
    kept.remove_nodes_from(sorted(graph.nodes, key=lambda iri: _rank(graph, iri))[MOST:])
    return kept


def _shown(graph: nx.MultiDiGraph, reading: Reading) -> Reading:
    """The facts that the network is made of: of that of all what its nodes are about, else what joins them."""
    parts = (
        graph.nodes(data="facts") if graph.name == "all" else ((None, facts) for *_, facts in graph.edges(data="facts"))
    )
    about = {fact for _, facts in parts for fact in facts}
    return replace(reading, facts=tuple(fact for fact in reading.facts if fact.iri in about))


def _title(reading: Reading) -> str:
    """The only article's title; of several the countries that they name most."""
    titles = [article.title for article in reading.articles.values() if article.title]
    if len(reading.articles) == 1 and titles:
        return titles[0]
    named = Counter(iri for fact in reading.facts for iri in fact.entities() if _kind(reading, iri) == "country")
    first = [_label(reading, iri) for iri in sorted(named, key=lambda iri: (-named[iri], iri))[:_IN_TITLE]]
    if not first:
        return "A graph of diplomatic news"
    return ", ".join(first) + (" and others" if len(named) > _IN_TITLE else "")


def _kind(reading: Reading, iri: str) -> str:
    return reading.entities[iri].kind if iri in reading.entities else ""


def _short(iris: list[str]) -> Mapping[str, str]:
    """A short name for each IRI, for the address of the page: what follows the part that all of them share.

    Two steps of the path at least, because `__proto__` alone is no name that a script can keep things under.
    """
    if not iris:
        return {}
    low, high = min(iris), max(iris)
    shared = next((i for i, (a, b) in enumerate(zip(low, high, strict=False)) if a != b), len(low))
    cut = low.rfind("/", 0, max(low.rfind("/", 0, shared), 0)) + 1
    return {iri: iri[cut:] for iri in iris}


def _drawn(
    graph: nx.MultiDiGraph, reading: Reading, names: Mapping[str, str], facts: Mapping[str, int]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Nodes and edges as vis-network takes them, most connected first."""
    from pyvis.network import Network

    # directed, because pyvis drops parallel edges of an undirected network
    drawing = Network(directed=True)
    found = places(graph)
    for iri in sorted(graph.nodes, key=lambda iri: _rank(graph, iri)):
        about = graph.nodes[iri]
        drawing.add_node(
            names[iri],
            label=about["label"] or names[iri],
            shape=SHAPES[about["kind"]],
            group=about["kind"],
            facts=sorted(facts[each] for each in about["facts"] if each in facts),
            forms=list(reading.entities[iri].forms) if iri in reading.entities else [],
            note=_note(about),
            manner=about.get("manner") or "",
            **({"x": round(found[iri][0]), "y": round(found[iri][1])} if iri in found else {}),
        )
    for source, target, key, about in sorted(graph.edges(keys=True, data=True), key=itemgetter(0, 1, 2)):
        drawing.add_edge(
            names[source],
            names[target],
            id=f"{names[source]} {names[target]} {key}",
            arrows="to" if about["directed"] else "",
            label=about["label"],
            link=_link(about),
            facts=sorted(facts[each] for each in about["facts"]),
        )
    return drawing.nodes, drawing.edges


def _note(about: Mapping[str, Any]) -> str:
    """The day of an event, the country of another node unless that is itself."""
    if about["kind"] == "event":
        return str(about["edtf"])
    return "" if about["kind"] == "country" else str(about["country"])


def _link(about: Mapping[str, Any]) -> str:
    """Which of `LINK_KINDS` an edge of a network is."""
    if about["sort"] == "role":
        return "office"
    if about["sort"] == "statement":
        return "to" if about["way"] == "addressee" else "about"
    if about["kind"] in _PARTS:
        return "where" if about["kind"] == "where" else "part"
    if about["group"] in _COOPERATION:
        return "cooperation"
    return "conflict" if about["group"] in _CONFLICT else "other"


def _article(article: ArticleRow) -> dict[str, Any]:
    found = {"title": article.title, "publisher": article.publisher, "published": article.published}
    return {**{k: v for k, v in found.items() if v}, **({"url": article.url} if _links(article.url) else {})}


def _links(url: str | None) -> bool:
    """Whether an address may become a link: nothing but the web's own schemes."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def _fact(fact: FactRow, reading: Reading, articles: Mapping[str, int]) -> dict[str, Any]:
    """One fact with its words; what is empty is left out, to keep the file small."""
    own = bool(fact.first and fact.last)
    days = reading.day(fact)
    row = {
        "sort": fact.sort,
        "who": _labels(reading, fact, "person", "initiator", "speaker") or _labels(reading, fact, "participant"),
        "what": _what(fact),
        "whom": _whom(reading, fact),
        "to": _labels(reading, fact, "addressee") if "about" in fact.parts else [],
        "where": _labels(reading, fact, "where"),
        "date": fact.edtf if own else None,
        "said": fact.said if not own else None,
        "days": list(days) if days else None,
        "manner": fact.manner if fact.sort != "statement" else None,
        "says": fact.words if fact.sort == "statement" else None,
        "direct": fact.mode == "direct" or None,
        "sentence": fact.sentence,
        "marks": [list(span) for span in fact.marks],
        "article": articles.get(fact.article),
    }
    return {name: value for name, value in row.items() if value not in (None, "", [])}


def _what(fact: FactRow) -> str:
    """The verb of a statement, the kind of another fact in words."""
    if fact.sort != "statement":
        return fact.label
    aims = [part for part in ("about", "addressee") if part in fact.parts]
    said = words()[aims[0] if aims else "alone"]
    return said.get(fact.kind, said["neutral"])


def _whom(reading: Reading, fact: FactRow) -> list[str]:
    if fact.sort == "role":
        return _labels(reading, fact, "heldFor", "accreditedTo")
    if fact.sort == "statement":
        return _labels(reading, fact, "about") or _labels(reading, fact, "addressee")
    leading = set(fact.parts.get("initiator", ()))
    if not leading:
        return []
    others = [iri for name in ("recipient", "participant") for iri in fact.parts.get(name, ()) if iri not in leading]
    return [_label(reading, iri) for iri in dict.fromkeys(others)]


def _labels(reading: Reading, fact: FactRow, *parts: str) -> list[str]:
    found = dict.fromkeys(iri for part in parts for iri in fact.parts.get(part, ()))
    return [_label(reading, iri) for iri in found]


def _label(reading: Reading, iri: str) -> str:
    return reading.entities[iri].label if iri in reading.entities else iri
