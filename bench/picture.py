"""How long a large picture takes to open, in real Chromium.

    python bench/picture.py [--nodes 2000] [--edges 4000]

A graph of invented statements with hubs, as news has them, is written as a page and opened from the
disk: until the first picture stands, until all of it does, and how long a selection then takes. The
same page with 40 nodes is opened in the same run, for what the browser alone costs.
"""

from __future__ import annotations

import argparse
import random
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from kg.rdf.reading import ArticleRow, EntityRow, FactRow, Reading
from kg.view import write_page

CHROMIUM = ("chromium", "chromium-browser", "google-chrome")
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
BASE = "https://w3id.org/dkg/id/"
CHOOSE = "() => document.querySelector('#panel .names button').click()"
_SETTLED = "() => !document.getElementById('picture').hasAttribute('aria-busy')"


def reading(nodes: int, edges: int, *, seed: int = 7) -> Reading:
    """As many entities, and statements between as many different pairs of them; a few are in most."""
    draw = random.Random(seed)
    kinds = ("person", "person", "person", "country", "organisation")
    iris = [f"{BASE}{kinds[i % 5]}/{i}" for i in range(nodes)]
    rows = {iri: EntityRow(iri, kinds[i % 5], f"{kinds[i % 5].title()} Name{i}") for i, iri in enumerate(iris)}
    pairs: dict[tuple[str, str], None] = dict.fromkeys((iris[i], iris[draw.randrange(i)]) for i in range(1, nodes))
    while len(pairs) < edges:
        a, b = iris[int(nodes * draw.random() ** 3)], iris[draw.randrange(nodes)]
        if a != b:
            pairs[a, b] = None
    article = ArticleRow(f"{BASE}article/1", "Many statements", "A paper", "2020-05-04")
    facts = tuple(
        FactRow(
            f"{article.iri}/statement/{i}",
            "statement",
            "neutral",
            "neutral",
            "said",
            article.iri,
            {"speaker": (a,), "addressee": (b,)},
            words="it would rain",
            sentence=f"{rows[a].label} told {rows[b].label} that it would rain.",
            marks=((0, 6),),
        )
        for i, (a, b) in enumerate(pairs)
    )
    return Reading(facts, dict(sorted(rows.items())), {article.iri: article})


def timed(page: Any, act: Any) -> float:
    """Seconds until an act is done and the picture stands and is drawn."""
    start = time.perf_counter()
    act()
    page.wait_for_function(_SETTLED, timeout=120_000)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return time.perf_counter() - start


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nodes", type=int, default=2000)
    parser.add_argument("--edges", type=int, default=4000)
    args = parser.parse_args()
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    if program is None:
        parser.error("no Chromium here: install it (Debian: apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        for nodes, edges in ((40, 80), (args.nodes, args.edges)):
            path = Path(folder) / f"{nodes}.html"
            start = time.perf_counter()
            write_page(reading(nodes, edges), path, of="statements")
            written = time.perf_counter() - start
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            opened = timed(page, lambda path=path, page=page: page.goto(path.as_uri()))
            print(f"{nodes} nodes, {edges} edges: written {written:.2f} s, {path.stat().st_size / 1e6:.1f} MB")
            print(f"  opened {opened:.2f} s ({page.inner_text('#count')})")
            if page.is_visible("#more"):
                print(f"  all of it {timed(page, lambda page=page: page.click('#more')):.2f} s")
            print(f"  a selection {timed(page, lambda page=page: page.evaluate(CHOOSE)):.2f} s")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
