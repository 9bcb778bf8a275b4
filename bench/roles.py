"""Score kg's roles on the sentences of Text2KGBench (`../shared/bench/text2kg`).

    python bench/roles.py [--gold FILE ...] [--out DIR] [--errors N]

Each role is turned into the benchmark's relations by rule (`President of Syria` from the office
`president` and the country). The gold holds about one triple a sentence and misses many that are
true, so recall tells more than precision; precision is given as the benchmark does, over the
sentences whose gold has the relation at all.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
DATA = ROOT.parent / "shared" / "bench" / "text2kg"
FILES = ("wikidata_politics_train.jsonl", "wikidata_politics_dev.jsonl", "dbpedia_politician_train.jsonl")

WATCHED = (
    "position held",
    "head of state",
    "head of government",
    "member of political party",
    "office",
    "party",
    "leader",
    "successor",
    "predecessor",
)

# F1 of the published baselines on their test splits: macro over sentences with every relation, of which roles are a
# part ("published"), and the same outputs pooled ("micro").
BASELINES = (
    ("politics", "Vicuna-13B", 0.34, 0.32, 0.33, 0.250),
    ("politics", "Alpaca-LoRA-13B", 0.22, 0.21, 0.21, 0.207),
    ("politician", "Vicuna-13B", 0.39, 0.28, 0.32, 0.277),
    ("politician", "Alpaca-LoRA-13B", 0.39, 0.27, 0.30, 0.228),
)

HEADS_OF_STATE = frozenset({"head-of-state", "president", "monarch", "supreme-leader", "pope"})
PARTY_WORDS = frozenset({"party", "league", "union", "movement", "front", "alliance", "coalition", "left"})
PLURALS = ("states", "islands", "emirates", "netherlands", "philippines", "maldives", "bahamas", "seychelles")
WITH_ARTICLE = ("republic", "union", "kingdom", "confederation", "federation", "gambia", "vatican", "holy see")

Triple = tuple[str, str, str]


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("text2kg_score", DATA / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def title(label: str) -> str:
    """An office's label as a heading has it: `minister of foreign affairs` -> `Minister of Foreign Affairs`."""
    return " ".join(w if w in ("of", "for", "and", "the", "to", "in", "at") else w.capitalize() for w in label.split())


def articled(place: str) -> str:
    """`the Philippines`, `the Soviet Union`, `France`."""
    last = place.lower().split()[-1] if place else ""
    needs = last in PLURALS or any(place.lower().endswith(w) for w in WITH_ARTICLE)
    needs = needs or place.lower().split()[:1] in (["united"], ["republic"], ["democratic"], ["european"])
    return f"the {place}" if needs and not place.lower().startswith("the ") else place


def position(bare: str, of: Any) -> str:
    """An office with what it is of: `President of Syria`; a department stands for itself (`Minister of Transport`)."""
    department = " of " in bare or " for " in bare
    if of is None or department and of.kind.value != "place":
        return title(bare)
    return f"{title(bare)} of {articled(of.label)}"


def triples(facts: Any) -> Iterator[Triple]:
    """The roles of one text as the relations of both ontologies."""
    from kg.knowledge import offices

    table = offices()
    entities = {e.key: e for e in facts.entities}
    for role in facts.roles:
        person = entities[role.person].label
        of = entities[role.of] if role.of else None
        bare, status = table.split_status(role.office.label)
        place = of.label if of is not None else None
        if of is not None and set(place.lower().split()) & PARTY_WORDS and of.kind.value == "organisation":
            yield person, "member of political party", place
            yield person, "party", place
            if role.office.concept in ("party-leader", "head-of-organisation") and status is None:
                yield place, "leader", person
        if role.office.concept is None:
            continue
        yield person, "position held", position(bare, of)
        yield person, "office", position(bare, of)
        if of is not None and of.kind.value == "country" and status in (None, "acting"):
            if role.office.concept in HEADS_OF_STATE:
                yield place, "head of state", person
            elif role.office.concept == "head-of-government":
                yield place, "head of government", person
            if table.rank(role.office.concept) == 1:
                yield place, "leader", person
    yield from successions(facts, entities)


def successions(facts: Any, entities: Any) -> Iterator[Triple]:
    """`A succeeded B as …` gives both an office, in one sentence."""
    new = [r for r in facts.roles if r.evidence.rule == "role/succeeded"]
    old = [r for r in facts.roles if r.evidence.rule == "role/left"]
    for after in new:
        for before in old:
            if after.evidence.sentence == before.evidence.sentence and after.person != before.person:
                yield entities[before.person].label, "successor", entities[after.person].label
                yield entities[after.person].label, "predecessor", entities[before.person].label


def predict(sentences: Sequence[dict[str, Any]], known: frozenset[str]) -> list[dict[str, Any]]:
    """The triples of each sentence, of the relations that its gold's file knows."""
    from kg.article import Article
    from kg.extract import extract
    from kg.language import load, make_doc

    nlp = load()
    docs = nlp.pipe(make_doc(nlp, Article(text=s["sent"])) for s in sentences)
    out = []
    for sentence, doc in zip(sentences, docs, strict=True):
        found = [t for t in dict.fromkeys(triples(extract(doc))) if t[1] in known]
        out.append({"id": sentence["id"], "triples": [list(t) for t in found]})
    return out


def report(score: ModuleType, sentences: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]]) -> None:
    print(f"{'relation':28}{'recall':>8}{'precision':>11}{'gold':>7}{'found':>7}")
    everything: list[tuple[set[Any], set[Any]]] = []
    for relation in WATCHED:
        judged = [
            (score.keys(gold), score.keys(pred))
            for gold, pred in score.pair(sentences, predictions, relations=[relation])
            if gold
        ]
        if not judged:
            continue
        everything += judged
        print(f"{relation:28}{row(score, judged)}")
    print(f"{'all of these':28}{row(score, everything)}")
    published = score.score(score.pair(sentences, predictions))["published"]
    figures = "  ".join(f"{k.upper()} {v:.3f}" for k, v in published.items())
    print(f"every relation of the ontology, as published: {figures}")


def row(score: ModuleType, judged: Sequence[tuple[set[Any], set[Any]]]) -> str:
    hits = sum(len(g & p) for g, p in judged)
    gold, found = sum(len(g) for g, _ in judged), sum(len(p) for _, p in judged)
    figures = score.prf(hits, found, gold)
    return f"{figures['r']:8.3f}{figures['p']:11.3f}{gold:7}{found:7}"


def errors(
    score: ModuleType, sentences: Sequence[dict[str, Any]], predictions: Sequence[dict[str, Any]], n: int
) -> None:
    """The first N sentences whose gold of a watched relation was not found, with what was."""
    for sentence, line in zip(sentences, predictions, strict=True):
        gold = [(t["sub"], t["rel"], t["obj"]) for t in sentence["triples"] if t["rel"] in WATCHED]
        found = [tuple(t) for t in line["triples"]]
        missed = [t for t in gold if not score.keys([t]) & score.keys(found)]
        if missed and n:
            n -= 1
            print(f"{sentence['sent']}\n    missed {missed}\n    found  {found}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", default=[DATA / name for name in FILES], help="JSON lines")
    parser.add_argument("--out", type=Path, help="folder to which the predictions are written")
    parser.add_argument("--errors", type=int, default=0, help="list the first N sentences with something missed")
    options = parser.parse_args()
    absent = [path for path in options.gold if not path.exists()]
    if absent or not (DATA / "score.py").exists():
        print(f"skipped: no {absent[0] if absent else DATA / 'score.py'}")
        return 0
    score = scorer()
    for path in options.gold:
        sentences = score.read_jsonl(str(path))
        known = frozenset(t["rel"] for s in sentences for t in s["triples"])
        predictions = predict(sentences, known)
        print(f"\n== {path.name} ({len(sentences)} sentences)")
        report(score, sentences, predictions)
        errors(score, sentences, predictions, options.errors)
        if options.out:
            options.out.mkdir(parents=True, exist_ok=True)
            lines = "".join(json.dumps(line, ensure_ascii=False) + "\n" for line in predictions)
            (options.out / f"{path.name.split('.')[0]}.pred.jsonl").write_text(lines, "utf-8")
    print("\npublished baselines on the test splits, every relation: P / R / F1 as published, F1 pooled")
    for ontology, model, p, r, f1, micro in BASELINES:
        print(f"  {ontology:12}{model:18}{p:.2f} / {r:.2f} / {f1:.2f}   {micro:.3f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
