"""Score kg on whole articles: the seed, the nine to read and the eight never opened.

    python bench/articles.py [--articles DIR] [--only ID] [--errors] [--out DIR]

Each article is built from its text, title, day and publisher; its graph is scored by the
benchmark's own `score.py` through `ontology/queries`. `--errors` lists, by kind of record, what
was missed, what was found but is wrong and why, and what is false; of the articles that are never
opened it prints counts only, so that they go on telling whether a rule is general.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
BENCH = ROOT.parent / "shared" / "bench"
QUERIES = ROOT / "ontology" / "queries"

TO_READ = (
    "africanews-2022-algeria-spain",
    "ap-1998-security-council-africa",
    "cnn-2016-gates-tillerson",
    "fbis-1989-britain-argentina",
    "reuters-1987-clark-shultz",
    "state-2021-blinken-omamo",
    "taipeitimes-2022-you-prague",
    "ticotimes-2022-chaves-zelensky",
    "wikinews-2019-sacoolas-immunity",
)
NEVER_OPENED = (
    "egypttoday-2022-hammer-gerd",
    "fbis-1990-guatemala-us-ambassador",
    "joongang-2022-nis-washington",
    "reuters-1987-china-israel-talks",
    "reuters-1987-reagan-inf-treaty",
    "state-2021-ortega-sanctions",
    "state-2021-varosha",
    "wikinews-2019-mahan-air-ban",
)

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Case:
    """One article of the benchmark and where its parts lie."""

    id: str
    folder: Path

    @property
    def gold(self) -> Path:
        return self.folder / "gold.json"

    def meta(self) -> Record:
        """Title, day and publisher: of `meta.json`, else of the gold record's head."""
        path = self.folder / "meta.json"
        loaded: Record = json.loads((path if path.exists() else self.gold).read_text("utf-8"))
        return loaded


def case_of(folder: Path) -> Case:
    return Case("seed" if folder.name == "seed" else folder.name, folder)


def groups(articles: Path | None, only: str | None) -> dict[str, list[Case]]:
    """The named sets of articles to score, in order; empty where the data is absent."""
    if articles is not None:
        sets = {articles.name: [case_of(f) for f in sorted(articles.iterdir()) if (f / "gold.json").exists()]}
    else:
        where = BENCH / "articles"
        sets = {
            "seed": [case_of(BENCH / "seed")],
            "to read": [case_of(where / name) for name in TO_READ],
            "never opened": [case_of(where / name) for name in NEVER_OPENED],
        }
    kept = {name: [c for c in cases if c.gold.exists() and only in (None, c.id)] for name, cases in sets.items()}
    return {name: cases for name, cases in kept.items() if cases}


def build_all(cases: Sequence[Case], out: Path) -> None:
    """Write `out/<id>/graph.ttl` for each article, with one loaded model."""
    import kg

    for case in cases:
        meta = case.meta()
        article = kg.Article(
            text=(case.folder / "article.txt").read_text("utf-8"),
            title=meta.get("title"),
            publisher=meta.get("publisher"),
            published=meta.get("published"),
        )
        folder = out / case.id
        folder.mkdir(parents=True, exist_ok=True)
        kg.build(article).export(folder / "graph.ttl")


def score(name: str, cases: Sequence[Case], *, out: Path, scorer: Path) -> None:
    """Print the scorer's table for one set."""
    manifest = out / f"{name.replace(' ', '-')}.tsv"
    manifest.write_text("".join(f"{c.gold}\t{out / c.id / 'graph.ttl'}\n" for c in cases), "utf-8")
    command = [sys.executable, str(scorer), "--manifest", str(manifest), "--queries", str(QUERIES)]
    print(f"\n== {name} ({len(cases)})", flush=True)
    subprocess.run(command, check=True)


def load_scorer(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("article_score", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


# -- errors: the scorer's own pairing, with the reasons spelt out -------------------------------


@dataclass(frozen=True, slots=True)
class Verdict:
    """One record judged: `kind` is missed, wrong or false; `why` counts the reasons."""

    record: str
    kind: str
    why: tuple[str, ...]
    text: str


class Judge:
    """The scorer's comparisons for one article, bound to its gold names."""

    def __init__(self, scorer: ModuleType, gold: Record, rows: dict[str, list[Record]]) -> None:
        self.s, self.gold, self.rows = scorer, gold, rows
        self.names = scorer.Names(gold)

    def same(self, predicted: object, name: str) -> bool:
        return bool(self.names.same(str(predicted), name))

    def role_score(self, g: Record, r: Record) -> float:
        country = self.names.alias.get(self.s.norm(g["country"]), {g["country"]})
        return float(
            self.same(r.get("person"), g["person"])
            and self.s.role_matches(r.get("role"), g["role"], country)
            and self.same(r.get("country"), g["country"])
        )

    def named(self, g: Record, e: Record) -> float:
        wanted = g["participants"]
        return sum(any(self.same(p, n) for p in e["participant"]) for n in wanted) / len(wanted) if wanted else 1.0

    def typed(self, g: Record, e: Record) -> bool:
        return any(self.s.contains(t, p) for t in g["type"] for p in e["type"])

    def dated(self, g: Record, e: Record) -> bool:
        return bool(g.get("date")) and bool(self.s.date_matches(e["date"], g["date"]))

    def placed(self, g: Record, e: Record) -> bool:
        parts = {part for place in e["location"] for part in (place, *place.split(","))}
        return len(e["location"]) < 4 and any(self.same(p, n) for p in parts for n in g["location"])

    def event_score(self, g: Record, e: Record) -> float:
        kind, trigger = self.typed(g, e), any(self.s.contains(g["trigger"], t) for t in e["trigger"])
        who, when = self.named(g, e), self.dated(g, e)
        if not (kind or trigger) or not (who or when):
            return 0.0
        return kind + 0.5 * trigger + who + 0.5 * when + 0.25 * (bool(g.get("location")) and self.placed(g, e))

    def event_faults(self, g: Record, e: Record) -> tuple[str, ...]:
        when = (
            self.dated(g, e)
            if g.get("date") and e["date"]
            else bool(g.get("date_optional")) or not (g.get("date") or e["date"])
        )
        where = (
            self.placed(g, e)
            if g.get("location") and e["location"]
            else bool(g.get("location_optional")) or not g.get("location")
        )
        few, many = self.named(g, e) == 1, len(e["participant"]) <= len(g["participants"]) + 2
        checks = (("date", when), ("place", where), ("participants", few), ("too many participants", many))
        return tuple(name for name, good in checks if not good)

    def said_score(self, g: Record, s: Record) -> float:
        options = (" ".join(sorted(s["content"])), *sorted(s["content"]))
        best = max((self.s.overlap(g["content"], c) for c in options), default=0.0)
        return best if best >= 0.5 else 0.0

    def said_faults(self, g: Record, s: Record) -> tuple[str, ...]:
        speaker = all(any(self.same(p, n) for p in s["speaker"]) for n in g["speaker"]) and all(
            any(self.same(p, n) for n in g["speaker"]) for p in s["speaker"]
        )
        if not s["target"] or not g.get("target"):
            target = bool(g.get("target_optional")) or bool(s["target"]) == bool(g.get("target"))
        else:
            target = all(any(self.same(p, n) for n in g["target"]) for p in s["target"])
        return tuple(name for name, good in (("speaker", speaker), ("target", target)) if not good)

    def verdicts(self) -> Iterator[Verdict]:
        s = self.s
        roles = list(
            {
                (s.norm(r.get("person")), s.norm(r.get("role")), s.norm(r.get("country"))): r
                for r in self.rows["roles"]
            }.values()
        )
        yield from self.compare("role", self.gold["roles"], roles, self.role_score, no_faults)
        events = s.grouped(self.rows["events"], "event", ("participant", "type", "trigger", "date", "location"))
        yield from self.compare("event", self.gold["events"], events, self.event_score, self.event_faults)
        said = s.grouped(self.rows["statements"], "statement", ("speaker", "target", "content"))
        yield from self.compare("statement", self.gold["statements"], said, self.said_score, self.said_faults)

    def compare(
        self,
        record: str,
        gold: list[Record],
        found: list[Record],
        score: Callable[[Record, Record], float],
        faults: Callable[[Record, Record], tuple[str, ...]],
    ) -> Iterator[Verdict]:
        pairs = self.s.match(gold, found, score)
        used_g, used_f = {i for i, _ in pairs}, {j for _, j in pairs}
        for i, g in enumerate(gold):
            if i not in used_g and not g.get("optional"):
                yield Verdict(record, "missed", (), shown(g))
        for i, j in sorted(pairs):
            why = faults(gold[i], found[j])
            if why and not gold[i].get("optional"):
                yield Verdict(record, "wrong", why, f"gold  {shown(gold[i])}\n      found {shown(found[j])}")
        for j, f in enumerate(found):
            if j not in used_f and not (record == "role" and any(score(g, f) for g in gold)):
                yield Verdict(record, "false", (), shown(f))


def no_faults(_gold: Record, _found: Record) -> tuple[str, ...]:
    """A role that pairs is right in all its parts."""
    return ()


_SHOWN = (
    "person", "role", "country", "type", "trigger", "participants", "participant", "date", "location",
    "speaker", "target", "content", "direct", "sentence",
)  # fmt: skip


def shown(record: Record) -> str:
    """A record on one line, its fields in a fixed order."""
    parts = []
    for key in _SHOWN:
        value = record.get(key)
        if isinstance(value, set | list):
            value = "; ".join(sorted(map(str, value)))
        if value:
            parts.append(f"{key}={value}")
    return " | ".join(parts)


def print_errors(cases: Sequence[Case], *, out: Path, scorer: ModuleType) -> None:
    """List what is wrong, or only count it where the text must stay unseen."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for case in cases:
        gold = json.loads(case.gold.read_text("utf-8"))
        verdicts = list(Judge(scorer, gold, scorer.rows_from(out / case.id / "graph.ttl", QUERIES)).verdicts())
        for v in verdicts:
            counts[v.record, v.kind, ", ".join(v.why)] += 1
        if case.id not in NEVER_OPENED:
            print_listing(case.id, verdicts)
    print("\n-- count of errors")
    for (record, kind, why), n in sorted(counts.items()):
        print(f"{n:5d}  {record} {kind}{': ' + why if why else ''}")


def print_listing(name: str, verdicts: Sequence[Verdict]) -> None:
    by: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for v in verdicts:
        by[v.record, v.kind].append(v)
    print(f"\n-- {name}")
    for (record, kind), items in by.items():
        print(f" {record} {kind} ({len(items)})")
        for v in items:
            print(f"    {'[' + ', '.join(v.why) + '] ' if v.why else ''}{v.text}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, help="another folder of articles of the same form")
    parser.add_argument("--only", metavar="ID", help="one article ('seed' for the seed)")
    parser.add_argument("--errors", action="store_true", help="list misses and false finds")
    parser.add_argument("--out", type=Path, help="keep DIR/<id>/graph.ttl")
    args = parser.parse_args()
    sets = groups(args.articles, args.only)
    scorer = BENCH / "articles" / "score.py"
    if not sets or not scorer.exists():
        missing = scorer if sets else f"articles with a gold.json in {args.articles or BENCH}"
        print(f"skipped, for want of {missing}")
        return 0
    with tempfile.TemporaryDirectory() as scratch:
        out = (args.out or Path(scratch)).resolve()
        out.mkdir(parents=True, exist_ok=True)
        build_all([c for cases in sets.values() for c in cases], out)
        for name, cases in sets.items():
            score(name, cases, out=out, scorer=scorer)
            if args.errors:
                print_errors(cases, out=out, scorer=load_scorer(scorer))
        if {"to read", "never opened"} <= set(sets):
            score("all seventeen", sets["to read"] + sets["never opened"], out=out, scorer=scorer)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
