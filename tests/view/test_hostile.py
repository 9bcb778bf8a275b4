"""Hostile text in the picture, in real Chromium: it is read and found, and nothing of it runs, loads or links."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import pytest

from kg.rdf.reading import ArticleRow, EntityRow, FactRow, Reading
from kg.store import Store
from kg.view import write_page
from tests import hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

SETTLED = "() => !document.getElementById('picture').hasAttribute('aria-busy')"
GROUPS = tuple(dict.fromkeys(name.partition(":")[0] for name in hostile.TEXTS))
WALK = """([kind, of]) => {
    const graph = JSON.parse(document.getElementById("graph").textContent);
    const found = [];
    for (const each of graph[kind].filter((one) => of.includes(one.group || one.link))) {
        const address = `#${kind === "nodes" ? "node" : "edge"}=${encodeURIComponent(each.id)}`;
        history.replaceState(null, "", address);
        window.dispatchEvent(new Event("hashchange"));
        const panel = document.getElementById("panel");
        found.push({ label: each.label, head: panel.querySelector("h2").textContent, text: panel.textContent,
            marks: [...panel.querySelectorAll("mark")].map((mark) => mark.textContent),
            links: [...panel.querySelectorAll("a")].map((a) => [a.getAttribute("href"), a.protocol, a.textContent]) });
    }
    return found;
}"""
"""Chooses nodes or edges of some kinds in turn, as the address of the page does, and reads the panel."""
NODES, EDGES = ["nodes", ["person", "organisation"]], ["edges", ["to"]]
ELEMENTS = """() => {
    const count = (all, name) => ({ ...all, [name]: (all[name] || 0) + 1 });
    const every = [...document.querySelectorAll("*")];
    return {
        tags: [...new Set(every.map((each) => each.tagName))].sort(),
        fixed: every.map((each) => each.tagName)
            .filter((tag) => /SCRIPT|STYLE|META|LINK|TITLE|BASE|FRAME|FORM|IMG/.test(tag)),
        handlers: every.flatMap((each) => each.getAttributeNames()).filter((name) => name.startsWith("on")),
        ran: [typeof window.ran, typeof Object.prototype.ran],
    };
}"""

FOREIGN = (
    "html: image with a handler",
    "html: script that ends ours",
    "html: style",
    "quoting: backslash at the end",
    "template: jinja",
    "markup: control characters",
    "terminal: override of direction",
    "terminal: separators",
    "object: constructor",
    "object: number",
)


@dataclass(slots=True)
class Opened:
    """A page, and all that ran, was asked for or complained in it."""

    page: Page
    heard: list[str] = field(default_factory=list)


@pytest.fixture(scope="module")
def opened(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    contexts = []

    def open_(reading: Reading, **options: Any) -> Opened:
        path = tmp_path_factory.mktemp("page") / "graph.html"
        write_page(reading, path, **options)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, reduced_motion="reduce")
        contexts.append(context)
        found = Opened(context.new_page())
        heard, own = found.heard, path.as_uri()
        found.page.on("console", lambda message: heard.append(f"console: {message.text}"))
        found.page.on("pageerror", lambda error: heard.append(f"error: {error}"))
        found.page.on("dialog", lambda dialog: heard.append(f"dialog: {dialog.message}"))
        found.page.on("popup", lambda popup: heard.append(f"popup: {popup.url}"))
        found.page.on("framenavigated", lambda frame: heard.append(frame.url) if own not in frame.url else None)
        found.page.on("request", lambda ask: heard.append(ask.url) if not ask.url.startswith((own, "data:,")) else None)
        found.page.goto(own)
        found.page.wait_for_function(SETTLED)
        return found

    yield open_
    for context in contexts:
        context.close()


@pytest.fixture(scope="module")
def ours(opened: Any) -> Any:
    """The elements of a page of harmless words."""
    harmless = opened(graph([f"{hostile.HARMLESS} {number}" for number in range(3)]))
    use(harmless.page)
    search(harmless.page, [f"{hostile.HARMLESS} 1"])
    assert harmless.heard == []
    return harmless.page.evaluate(ELEMENTS)


def graph(texts: list[str]) -> Reading:
    store = Store()
    for number, text in enumerate(texts):
        store.add(hostile.facts(text, number=number))
    return store.reading()


def use(page: Page) -> None:
    """What a reader does: hover, click, search, look into the table, filter."""
    first = page.evaluate("() => nodes.get().find((n) => !n.hidden).id")
    x, y = page.evaluate(
        """(id) => {
            const at = network.canvasToDOM(network.getPosition(id));
            const box = document.getElementById("picture").getBoundingClientRect();
            return [at.x + box.x, at.y + box.y];
        }""",
        first,
    )
    page.mouse.move(x, y)
    page.mouse.click(x, y)
    page.click("#tab-list")
    page.locator("#list tbody tr").last.click()
    page.click("#tab-panel")
    page.uncheck("#show-event")
    page.check("#show-event")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("group", GROUPS)
def test_hostile_words_are_read_found_and_nothing_more(group: str, opened: Any, ours: Any) -> None:
    texts = {name: text for name, text in hostile.TEXTS.items() if name.startswith(f"{group}:")}
    found = opened(graph(list(texts.values())))
    use(found.page)
    nodes, edges = found.page.evaluate(WALK, NODES), found.page.evaluate(WALK, EDGES)
    search(found.page, list(texts.values()))
    assert found.heard == []
    assert_same_elements(found.page.evaluate(ELEMENTS), ours)
    seen = [each for each in nodes + edges if each["head"] == each["label"]]
    assert len(seen) == len(nodes) + len(edges)
    for name, text in texts.items():
        said = hostile.held(text)
        assert sum(each["head"] == said for each in nodes) >= 2, name
        assert any(said in each["marks"] for each in edges), name
    for href, protocol, _ in (link for each in nodes + edges for link in each["links"]):
        assert protocol in ("http:", "https:") and href in texts.values()


def search(page: Page, texts: list[str]) -> None:
    """Each of the strings is looked for, and the node of some is chosen."""
    page.click("#tab-panel")
    for number, text in enumerate(texts):
        said = hostile.held(text)
        page.fill("#find", said[:200])
        assert page.locator("#found li").count() > 0
        if "\n" not in said and "\r" not in said and said.strip() == said and len(said) < 200:
            assert page.locator("#found li").first.text_content() != "No such name here", said
            if number % 3:
                continue
            page.keyboard.press("Enter")
            assert said.lower() in (page.locator("#panel h2").text_content() or "").lower()
    page.keyboard.press("Escape")
    page.click("#tab-list")


def assert_same_elements(theirs: Any, ours: Any) -> None:
    """No element, attribute or name of ours is new."""
    assert set(theirs["tags"]) <= {*ours["tags"], "A"}
    assert theirs["fixed"] == ours["fixed"]
    assert theirs["handlers"] == []
    assert theirs["ran"] == ["undefined", "undefined"]


def test_a_graph_from_elsewhere_is_read_and_nothing_more(opened: Any, ours: Any) -> None:
    """One in which also what kg gives from its tables is hostile: kinds, dates, manners."""
    texts = [hostile.TEXTS[name] for name in FOREIGN]
    found = graph(texts)
    said = {fact.iri: hostile.held(texts[int(fact.article[-16:])]) for fact in found.facts}
    names = ("kind", "group", "label", "manner", "mode", "edtf", "first", "last", "rule")
    everything: dict[str, Any] = {iri: dict.fromkeys(names, words) for iri, words in said.items()}
    facts = tuple(replace(fact, **everything[fact.iri]) for fact in found.facts)
    articles = {iri: replace(row, published=row.title) for iri, row in found.articles.items()}
    seen = opened(Reading(facts, found.entities, articles))
    use(seen.page)
    heads = {each["head"] for each in seen.page.evaluate(WALK, NODES)}
    assert heads == {hostile.held(text) for text in texts}
    seen.page.click("#tab-list")
    assert seen.heard == []
    assert_same_elements(seen.page.evaluate(ELEMENTS), ours)


def test_only_addresses_of_the_web_become_links(opened: Any) -> None:
    texts = list(hostile.URLS.values())
    page = opened(graph(texts)).page
    linked = {href for each in page.evaluate(WALK, NODES) for href, _, _ in each["links"]}
    assert linked == {text for text in texts if text.startswith(("https://", "http://evil\u2100"))} - {
        hostile.URLS["with a host that normalises into another"]
    }


@pytest.mark.parametrize("of", ["all", "statements"])
def test_people_called_as_every_object_is(of: str, opened: Any) -> None:
    """With nobody else there, their names are the whole ids of the nodes."""
    names = ("__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "x")
    iris = [f"https://w3id.org/dkg/id/person/{name}" for name in names]
    article = ArticleRow("https://w3id.org/dkg/id/person/article", "T", None, "2021-05-03", None)
    facts = tuple(
        FactRow(
            f"https://w3id.org/dkg/id/person/fact{i}",
            *("statement", "neutral", "neutral", "said"),
            article.iri,
            {"speaker": (one,), "addressee": (other,)},
            sentence="It rained.",
            marks=((0, 2),),
        )
        for i, (one, other) in enumerate(zip(iris, [*iris[1:], iris[0]], strict=True))
    )
    rows = {iri: EntityRow(iri, "person", name) for iri, name in zip(iris, names, strict=True)}
    found = opened(Reading(facts, rows, {article.iri: article}), of=of)
    assert {each["head"] for each in found.page.evaluate(WALK, NODES)} == set(names)
    assert len(found.page.evaluate(WALK, EDGES)) == len(names)
    drawn = found.page.evaluate("() => nodes.getIds().filter((id) => network.getBoundingBox(id)).length")
    assert drawn == len(names)
    assert found.heard == []
