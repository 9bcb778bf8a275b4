"""The page in real Chromium, opened from the disk: what is seen, clicked and typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kg.rdf.reading import EntityRow, FactRow, Reading
from kg.view import write_page
from tests.view.samples import ARTICLES, BASE, BO, ENTITIES, meeting, reading, role, said

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
SETTLED = "() => !document.getElementById('picture').hasAttribute('aria-busy')"

Open = Callable[..., "Page"]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Opens a graph as a page; afterwards nothing may have been asked of anywhere, and nothing complained."""
    complaints: list[str] = []
    contexts = []

    def open_(given: Reading, *, address: str = "", size: dict[str, int] = DESK, **options: Any) -> Page:
        path = tmp_path / "graph.html"
        write_page(given, path, **{name: options.pop(name) for name in ("of",) if name in options})
        context = browser.new_context(viewport=size, offline=True, reduced_motion="reduce", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: complaints.append(f"dialog: {dialog.message}"))
        page.on(
            "request",
            lambda request: (
                None if request.url.startswith((path.as_uri(), "data:")) else complaints.append(request.url)
            ),
        )
        page.goto(path.as_uri() + address)
        page.wait_for_function(SETTLED)
        return page

    yield open_
    for context in contexts:
        context.close()
    assert complaints == []


def many(nodes: int) -> Reading:
    """A chain of people who speak to a hub and to the next."""
    iris = [f"{BASE}person/p{i}" for i in range(nodes)]
    rows = {iri: EntityRow(iri, "person", f"Person {i}") for i, iri in enumerate(iris)}
    pairs = [(iris[i], iris[j]) for i in range(1, nodes) for j in {0, i - 1}]
    facts = [
        FactRow(
            f"{ARTICLES[0].iri}/statement/{i}",
            "statement",
            "neutral",
            "neutral",
            "said",
            ARTICLES[0].iri,
            {"speaker": (a,), "addressee": (b,)},
            sentence="It rained.",
            marks=((0, 2),),
        )
        for i, (a, b) in enumerate(pairs)
    ]
    return Reading(tuple(facts), rows, {ARTICLES[0].iri: ARTICLES[0]})


def labels(page: Page) -> set[str]:
    """The names in the picture that are not hidden."""
    found = page.evaluate("() => nodes.get().filter((n) => !n.hidden).map((n) => n.label.split('\\n')[0])")
    return set(found)


def at_node(page: Page, name: str) -> tuple[float, float]:
    """Where a node stands on the screen."""
    place = page.evaluate(
        """(name) => {
            const id = nodes.get().find((node) => node.label.split("\\n")[0] === name).id;
            const at = network.canvasToDOM(network.getPosition(id));
            const box = document.getElementById("picture").getBoundingClientRect();
            return [at.x + box.x, at.y + box.y];
        }""",
        name,
    )
    return place[0], place[1]


def at_edge(page: Page, label: str) -> tuple[float, float]:
    """A point in the middle of the edge whose facts open under this heading."""
    place = page.evaluate(
        """(label) => {
            const graph = JSON.parse(document.getElementById("graph").textContent);
            const id = graph.edges.find((edge) => edge.label === label).id;
            const at = network.canvasToDOM(network.body.edges[id].edgeType.getPoint(0.5));
            const box = document.getElementById("picture").getBoundingClientRect();
            return [at.x + box.x, at.y + box.y];
        }""",
        label,
    )
    return place[0], place[1]


def places(page: Page) -> Any:
    return page.evaluate("() => network.getPositions()")


def unmoved(page: Page, before: Any) -> bool:
    """Whether all that is not hidden stands where it stood."""
    now = places(page)
    return bool(now) and all(before[name] == place for name, place in now.items())


def test_it_opens_offline_and_shows_what_there_is(opened: Open) -> None:
    page = opened(reading())
    assert page.inner_text("h1") == "Chad"
    assert labels(page) == {"Ana Lund", "Bo Bérg", "Chad", "Oslo", "meeting"}
    assert page.inner_text("#count") == "All 5 shown"
    assert "2 articles · 4 facts" in page.inner_text("#subtitle")


def test_it_is_settled_and_nothing_stands_under_the_controls(opened: Open) -> None:
    page = opened(many(30))
    before = places(page)
    assert page.evaluate("() => network.physics.physicsEnabled") is False
    page.wait_for_timeout(400)
    assert places(page) == before
    inside = page.evaluate(
        """() => {
            const box = document.getElementById("picture").getBoundingClientRect();
            return nodes.getIds().every((id) => {
                const b = network.getBoundingBox(id);
                const a = network.canvasToDOM({ x: b.left, y: b.top });
                const z = network.canvasToDOM({ x: b.right, y: b.bottom });
                return a.x >= -1 && a.y >= -1 && z.x <= box.width + 1 && z.y <= box.height + 1;
            });
        }"""
    )
    assert inside


def test_labels_do_not_cover_each_other_at_first(opened: Open) -> None:
    page = opened(many(30))
    covered = page.evaluate(
        """() => {
            const boxes = nodes.getIds().map((id) => network.getBoundingBox(id));
            let found = 0;
            boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
                const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
                const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
                if (x > 2 && y > 2) found += 1;
            }));
            return found;
        }"""
    )
    assert covered == 0


def test_the_same_picture_each_time(opened: Open) -> None:
    assert places(opened(many(20))) == places(opened(many(20)))


def test_a_click_on_a_node_shows_its_facts_with_their_words(opened: Open) -> None:
    page = opened(reading())
    page.mouse.click(*at_node(page, "Ana Lund"))
    panel = page.locator("#panel")
    assert panel.locator("h2").inner_text() == "Ana Lund"
    assert panel.locator("h3").first.inner_text() == "4 facts"
    days = panel.locator(".fact .when").all_inner_texts()
    assert days == ["3 May 2021", "reported 4 May 2021", "reported 10 January 2022", "reported 10 January 2022"]
    assert panel.locator("mark").all_inner_texts()[0] == "met"
    link = panel.locator(".from a").first
    assert link.get_attribute("href") == "https://fjord.example/chad"
    assert "noopener" in (link.get_attribute("rel") or "")
    assert panel.locator(".from").last.locator("a").count() == 0  # no link of an address that is none


def test_a_click_on_an_edge_shows_its_facts(opened: Open) -> None:
    page = opened(reading(said(addressee=BO), said(stance="accusing", about=BO), role()))
    for label, quoted in (
        ("foreign minister", "foreign minister, Ana Lund"),
        ("accused", "It rained"),
        ("said to", "It rained"),
    ):
        page.mouse.click(*at_edge(page, label))
        panel = page.locator("#panel")
        assert panel.locator("h2").inner_text() == label
        assert panel.locator(".fact").count() == 1
        assert quoted in panel.locator("blockquote mark").inner_text()


def test_a_click_beside_everything_clears(opened: Open) -> None:
    page = opened(reading())
    page.mouse.click(*at_node(page, "Ana Lund"))
    box = page.locator("#picture").bounding_box()
    assert box
    page.mouse.click(box["x"] + 4, box["y"] + 4)
    assert page.locator("#panel h2").inner_text() == "What this shows"


def test_a_selection_dims_the_rest(opened: Open) -> None:
    page = opened(reading())
    page.mouse.click(*at_node(page, "Chad"))
    seen = page.evaluate("() => Object.fromEntries(nodes.get().map((n) => [n.label.split('\\n')[0], n.opacity]))")
    assert {name for name, opacity in seen.items() if opacity == 1} == {"Chad", "Ana Lund"}
    assert all(seen[name] < 0.5 for name in ("Bo Bérg", "Oslo", "meeting"))


def test_hovering_tells_what_it_is(opened: Open) -> None:
    page = opened(reading())
    page.mouse.move(*at_node(page, "Ana Lund"))
    page.wait_for_selector("#tip:not([hidden])")
    assert page.inner_text("#tip").startswith("Ana Lund")
    assert "4 facts" in page.inner_text("#tip")


@pytest.mark.parametrize(
    ("typed", "name"), [("lund", "Ana Lund"), ("BERG", "Bo Bérg"), ("djamena", "Chad"), ("osl", "Oslo")]
)
def test_search_finds_selects_and_centres(opened: Open, typed: str, name: str) -> None:
    page = opened(reading())
    page.keyboard.press("/")
    page.keyboard.type(typed)
    assert page.locator("#found li").first.inner_text().startswith(name)
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == name
    box = page.locator("#picture").bounding_box()
    x, y = at_node(page, name)
    assert box
    assert abs(x - box["x"] - box["width"] / 2) < 3
    assert abs(y - box["y"] - box["height"] / 2) < 3


def test_search_says_when_there_is_none(opened: Open) -> None:
    page = opened(reading())
    page.fill("#find", "zzz")
    assert page.inner_text("#found") == "No such name here"
    page.keyboard.press("Enter")
    assert page.locator("#panel h2").inner_text() == "What this shows"


def test_search_brings_in_who_was_left_out(opened: Open) -> None:
    page = opened(many(80))
    assert "left out" in page.inner_text("#count")
    assert "Person 63" not in labels(page)
    still = places(page)
    page.fill("#find", "Person 63")
    page.keyboard.press("Enter")
    assert "Person 63" in labels(page)
    after = places(page)
    assert {id_: after[id_] for id_ in still} == still


def test_all_can_be_shown_and_fewer_again(opened: Open) -> None:
    page = opened(many(80))
    page.click("#more")
    page.wait_for_function(SETTLED)
    assert page.inner_text("#count") == "All 80 shown"
    page.click("#more")
    page.wait_for_function(SETTLED)
    assert page.inner_text("#count").startswith("36 of 80 shown")


def test_a_large_picture_comes_with_its_places(opened: Open) -> None:
    page = opened(many(400), address="#all=1")
    assert page.inner_text("#count") == "All 400 shown"
    assert len({(p["x"], p["y"]) for p in places(page).values()}) == 400


def test_filters_by_kind_hide_and_move_nothing(opened: Open) -> None:
    page = opened(reading())
    before = places(page)
    page.uncheck("#show-event")
    assert labels(page) == {"Ana Lund", "Bo Bérg", "Chad", "Oslo"}
    page.uncheck("#show-line-office")
    hidden = page.evaluate("() => edges.get().filter((e) => !e.hidden).map((e) => e.id)")
    assert len(hidden) == 2
    assert unmoved(page, before)
    page.click("#reset")
    assert places(page) == before
    assert labels(page) == {"Ana Lund", "Bo Bérg", "Chad", "Oslo", "meeting"}
    assert page.is_checked("#show-event")


def test_filters_by_day_hide_and_move_nothing(opened: Open) -> None:
    page = opened(reading(meeting(), meeting(number=2, day="2019-02-01"), role(), said(addressee=BO)))
    before = places(page)
    page.fill("#until", "2020-01-01")
    page.keyboard.press("Tab")
    assert labels(page) == {"Ana Lund", "Bo Bérg", "Oslo", "meeting"}
    assert page.inner_text("#count") == "4 shown, 2 hidden by the filters"
    assert unmoved(page, before)
    page.mouse.click(*at_node(page, "Ana Lund"))
    assert page.locator("#panel .fact .when").all_inner_texts() == ["1 February 2019"]


def test_the_address_keeps_what_is_chosen(opened: Open) -> None:
    page = opened(reading())
    page.mouse.click(*at_node(page, "Ana Lund"))
    page.uncheck("#show-place")
    page.fill("#since", "2021-01-01")
    page.keyboard.press("Tab")
    address = page.evaluate("() => location.hash")
    again = opened(reading(), address=address)
    assert again.locator("#panel h2").inner_text() == "Ana Lund"
    assert not again.is_checked("#show-place")
    assert again.input_value("#since") == "2021-01-01"


@pytest.mark.parametrize(
    "address",
    ["#node=nobody", "#edge=x&hide=event,%3Cimg%3E,__proto__", "#since=yesterday", "#%E0%A4%A", "#all=1&with=a|b"],
)
def test_a_broken_address_does_no_harm(opened: Open, address: str) -> None:
    page = opened(reading(), address=address)
    assert page.locator("#panel h2").inner_text() == "What this shows"


def test_the_table_has_every_fact_and_the_same_selection(opened: Open) -> None:
    page = opened(reading())
    page.click("#tab-list")
    assert page.inner_text("#list h2 >> nth=0") == "Facts (4)"
    page.click("#list >> text=Bo Bérg >> nth=-1")
    page.mouse.click(*at_node(page, "Chad"))
    assert page.locator("#list tbody tr.chosen th").all_inner_texts() == ["Chad"]
    chosen = page.locator("#list table").first.locator("tr.chosen")
    assert chosen.count() == 1
    assert "foreign minister" in chosen.inner_text()


def test_it_works_by_keyboard(opened: Open) -> None:
    page = opened(reading())
    page.focus("#picture")
    page.keyboard.press("ArrowRight")
    first = page.locator("#panel h2").inner_text()
    page.keyboard.press("ArrowRight")
    assert page.locator("#panel h2").inner_text() != first
    page.keyboard.press("ArrowLeft")
    assert page.locator("#panel h2").inner_text() == first
    scale = page.evaluate("() => network.getScale()")
    page.keyboard.press("+")
    assert page.evaluate("() => network.getScale()") > scale
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "panel"
    page.keyboard.press("Escape")
    assert page.locator("#panel h2").inner_text() == "What this shows"
    page.focus("#tab-panel")
    page.keyboard.press("ArrowRight")
    assert page.is_visible("#list")


def test_every_control_has_a_name(opened: Open) -> None:
    page = opened(reading())
    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, input, a, [role=tab]")].filter((each) =>
            !(each.textContent.trim() || each.getAttribute("aria-label") || (each.labels && each.labels.length)))
            .map((each) => each.outerHTML)"""
    )
    assert nameless == []


def test_a_phone_shows_less_and_nothing_is_cut_off(opened: Open) -> None:
    page = opened(many(60), size=PHONE, has_touch=True)
    assert page.inner_text("#count").startswith("12 of 60 shown")
    assert page.evaluate("() => document.documentElement.scrollWidth") <= PHONE["width"]
    page.touchscreen.tap(*at_node(page, "Person 0"))
    assert page.locator("#panel h2").inner_text() == "Person 0"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_stand_out_from_their_ground(opened: Open, scheme: str) -> None:
    """Contrast of WCAG AA: 4.5 to 1 for text, 3 to 1 for the signs of kinds."""
    page = opened(reading(), color_scheme=scheme)
    page.mouse.click(*at_node(page, "Ana Lund"))
    low = page.evaluate(
        """() => {
            const style = getComputedStyle(document.documentElement);
            const value = (name) => style.getPropertyValue("--" + name).trim();
            const light = (hex) => {
                const parts = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255)
                    .map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
                return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2];
            };
            const ratio = (a, b) => {
                const [x, y] = [light(value(a)), light(value(b))].sort((p, q) => q - p);
                return (x + 0.05) / (y + 0.05);
            };
            const low = [];
            const ask = (least, names, grounds) => names.forEach((a) => grounds.forEach((b) => {
                if (ratio(a, b) < least) low.push([a, b, ratio(a, b)]);
            }));
            ask(4.5, ["ink", "soft", "strong"], ["paper", "card"]);
            ask(4.5, ["mark-ink"], ["mark"]);
            ask(4.5, ["on-strong"], ["strong"]);
            const kinds = ["person", "country", "organisation", "place", "group", "event", "conflict", "about"];
            ask(3, kinds, ["paper", "card"]);
            return low;
        }"""
    )
    assert low == []


def test_dark_mode_reaches_the_picture(opened: Open) -> None:
    page = opened(reading(), color_scheme="light")
    assert page.evaluate("() => nodes.get()[0].font.color") == "#1c2530"
    page.emulate_media(color_scheme="dark")
    page.wait_for_function("() => nodes.get()[0].font.color === '#e8eaed'")


def test_it_prints_with_its_facts(opened: Open) -> None:
    page = opened(reading(), color_scheme="dark")
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_visible("#list table >> nth=0")
    assert not page.is_visible("#find")
    assert page.evaluate("() => nodes.get()[0].font.color") == "#000"
    assert len(page.pdf()) > 10_000


@pytest.mark.parametrize("of", ["persons", "countries", "statements"])
def test_the_other_networks(opened: Open, of: str) -> None:
    page = opened(reading(), of=of)
    shown = labels(page)
    assert shown == {"persons": {"Ana Lund", "Bo Bérg"}, "countries": set(), "statements": {"Ana Lund", "Bo Bérg"}}[of]
    assert page.is_visible("#nothing") == (not shown)


def test_a_graph_without_facts_says_so(opened: Open) -> None:
    page = opened(Reading((), {row.iri: row for row in ENTITIES}, {}))
    assert page.is_visible("#nothing")
    assert page.inner_text("#subtitle").startswith("0 articles · 0 facts")


def test_fewer_again_keeps_what_is_selected(opened: Open) -> None:
    page = opened(many(60))
    page.click("#more")
    page.wait_for_function(SETTLED)
    page.mouse.click(*at_node(page, "Person 55"))
    page.click("#more")
    page.wait_for_function(SETTLED)
    assert "Person 55" in labels(page)
    assert page.inner_text("#count").startswith("37 of 60 shown")


def test_a_selection_that_the_filters_hide_says_so(opened: Open) -> None:
    page = opened(reading())
    page.mouse.click(*at_node(page, "Ana Lund"))
    page.uncheck("#show-person")
    assert "The filters hide this in the picture." in page.inner_text("#panel")
    assert {node["opacity"] for node in page.evaluate("() => nodes.get()")} == {1}
    page.click("#panel >> text=Show everything again")
    assert "Ana Lund" in labels(page)
    assert "The filters hide" not in page.inner_text("#panel")


def test_who_is_looked_for_is_shown_whatever_the_days(opened: Open) -> None:
    page = opened(reading(), address="#since=2022-01-01&hide=place")
    page.fill("#find", "oslo")
    page.keyboard.press("Enter")
    assert "Oslo" in labels(page)
    assert page.input_value("#since") == ""


def test_a_year_being_typed_is_no_filter_yet(opened: Open) -> None:
    page = opened(reading())
    page.focus("#since")
    for digit in "05040002":
        page.keyboard.press(digit)
    assert len(labels(page)) == 5
    page.focus("#find")
    assert page.input_value("#since") == ""
    page.focus("#since")
    for digit in "05042021":
        page.keyboard.press(digit)
    assert page.evaluate("() => location.hash") == "#since=2021-05-04"


def test_from_after_to_says_so(opened: Open) -> None:
    page = opened(reading(), address="#since=2022-01-01&until=2021-01-01")
    assert "“From” is after “To”" in page.inner_text("#nothing")


@pytest.mark.parametrize(("facts", "shown"), [((meeting(),), False), ((meeting(), role()), True)])
def test_bars_only_where_there_is_more_than_a_day(opened: Open, facts: tuple[FactRow, ...], shown: bool) -> None:
    assert opened(reading(*facts)).is_visible("#bars") == shown


def test_the_skip_link_leads_to_the_table_and_keeps_the_selection(opened: Open) -> None:
    page = opened(reading())
    page.mouse.click(*at_node(page, "Chad"))
    address = page.evaluate("() => location.hash")
    page.focus(".skip")
    page.keyboard.press("Enter")
    assert page.evaluate("() => document.activeElement.id") == "list"
    assert page.evaluate("() => location.hash") == address


def test_a_choice_is_told_in_one_line_and_keeps_the_focus(opened: Open) -> None:
    page = opened(reading())
    assert page.inner_text("#said") == ""
    page.focus("#panel .names button >> nth=0")
    page.keyboard.press("Enter")
    assert page.inner_text("#said") == "Ana Lund, 4 facts"
    assert page.evaluate("() => document.activeElement.id") == "panel"
    assert page.locator("[aria-live]").count() == 0
    page.click("#tab-list")
    page.focus("#table-names button >> nth=1")
    page.keyboard.press("Enter")
    assert page.inner_text("#said") == "Bo Bérg, 3 facts"
    assert page.evaluate("() => document.activeElement.textContent") == "Bo Bérg"


@pytest.mark.parametrize("where", ["#panel .lines", "#table-lines"])
def test_a_line_is_reached_by_keyboard(opened: Open, where: str) -> None:
    page = opened(reading())
    page.mouse.click(*at_node(page, "Ana Lund"))
    if where == "#table-lines":
        page.click("#tab-list")
    page.locator(where).get_by_role("button", name="accused").press("Enter")
    page.click("#tab-panel")
    assert page.locator("#panel h2").inner_text() == "accused"
    assert page.locator("#panel .fact").count() == 1


def test_a_finger_may_miss_by_a_little_and_sees_no_hint(opened: Open) -> None:
    page = opened(many(60), size=PHONE, has_touch=True)
    x, y = at_node(page, "Person 0")
    high = page.evaluate("() => network.getScale() * Math.max(...nodes.get().map((node) => node.size))")
    page.touchscreen.tap(x, y - min(high + 4, 21))
    assert page.locator("#panel h2").inner_text() == "Person 0"
    page.wait_for_timeout(300)
    assert not page.is_visible("#tip")


def test_a_phone_on_its_side_is_a_phone(opened: Open) -> None:
    page = opened(many(60), size={"width": 844, "height": 390}, has_touch=True)
    assert page.inner_text("#count").startswith("12 of 60 shown")


def test_what_is_selected_is_what_is_printed(opened: Open) -> None:
    page = opened(reading(), size=PHONE)
    page.mouse.click(*at_node(page, "Chad"))
    look = "() => [network.getScale(), network.getViewPosition().x, network.getViewPosition().y]"
    page.click("#in")
    before = page.evaluate(look)
    page.evaluate("() => window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    assert page.is_visible("#kinds")
    assert page.locator("#panel .fact").is_visible()
    assert not page.is_visible("#list")
    page.emulate_media(media="screen")
    page.evaluate("() => window.dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(look) == pytest.approx(before, abs=3)
    assert not page.is_visible("#kinds")


def test_an_office_without_a_holder_is_someones(opened: Open) -> None:
    page = opened(reading(replace(role(), parts={"heldFor": role().parts["heldFor"]})))
    page.mouse.click(*at_node(page, "Chad"))
    assert page.inner_text("#panel .head") == "Someone, foreign minister of Chad"


@pytest.mark.parametrize(("address", "said"), [("#node=gone", True), ("#edge=a+b+0", True), ("#hide=event", False)])
def test_an_address_to_what_is_not_here_says_so(opened: Open, address: str, said: bool) -> None:
    page = opened(reading(), address=address)
    assert page.is_visible("#panel .lost") == said
    page.mouse.click(*at_node(page, "Ana Lund"))
    page.keyboard.press("Escape")
    assert not page.is_visible("#panel .lost")


@pytest.mark.parametrize("size", [(2560, 1300), (1000, 640)])
def test_in_another_window_all_is_there_and_readable(opened: Open, size: tuple[int, int]) -> None:
    page = opened(many(30))
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_function("(width) => document.getElementById('picture').clientWidth > width / 3", arg=size[0])
    page.wait_for_timeout(1300)  # vis-network looks at its size once a second
    outside, letters = page.evaluate(
        """() => {
            const box = document.getElementById("picture");
            const out = nodes.getIds().filter((id) => {
                const at = network.canvasToDOM(network.getPosition(id));
                return at.x < 0 || at.y < 0 || at.x > box.clientWidth || at.y > box.clientHeight;
            });
            return [out, nodes.get()[0].font.size * network.getScale()];
        }"""
    )
    assert outside == []
    assert 9 < letters < 18
