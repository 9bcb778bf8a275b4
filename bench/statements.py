"""Score statements against the PolNeAR attributions (`../shared/bench/polnear`).

    python bench/statements.py [--limit N] [--errors N] [--cues]

Measures span finding: the content of each statement and the phrase of its speaker. The corpus marks
outermost attributions only, so nested ones are left out.
"""

from __future__ import annotations

import argparse
import gzip
import importlib.util
import json
from collections import Counter
from pathlib import Path
from types import ModuleType
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc, Token

from kg.extract.statements.cues import lexicon
from kg.extract.statements.find import Found
from kg.extract.statements.gather import gather
from kg.extract.statements.sentences import Text

DATA = Path(__file__).resolve().parents[2] / "shared" / "bench" / "polnear"
LONGEST_SPEAKER = 60
UNREAD = ("ner", "kg_dates", "kg_names", "kg_linking", "kg_offices", "kg_coreference")


def scorer() -> ModuleType:
    spec = importlib.util.spec_from_file_location("polnear_score", DATA / "score.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pipeline() -> Language:
    """The model with what the grammar reads: no names, dates or entities."""
    import kg.language

    nlp = kg.language.load()
    nlp.select_pipes(disable=[name for name in nlp.pipe_names if name in UNREAD])
    return nlp


def is_name(token: Token) -> bool:
    return token.pos_ in ("PROPN", "PRON")


def predicted(text: Text, found: Found) -> dict[str, Any]:
    doc = text.doc
    return {
        "speaker": [list(speaker_span(doc, found.speaker))] if found.speaker is not None else [],
        "cue": [[doc[found.at[0]].idx, doc[found.at[0]].idx + len(doc[found.at[0]])]],
        "content": [[doc[a].idx, doc[b - 1].idx + len(doc[b - 1])] for a, b in found.content],
        "rule": found.rule,
    }


def speaker_span(doc: Doc, head: Token) -> tuple[int, int]:
    a, b = head.left_edge.i, head.right_edge.i
    if doc[b].idx + len(doc[b]) - doc[a].idx > LONGEST_SPEAKER:
        b = head.i
    return doc[a].idx, doc[b].idx + len(doc[b])


def predict(articles: list[dict[str, Any]]) -> list[dict[str, Any]]:
    nlp, words = pipeline(), lexicon()
    out = []
    docs = nlp.pipe(((a["text"], a["id"]) for a in articles), as_tuples=True, batch_size=16)
    for doc, key in docs:
        text, found = gather(doc, words, is_actor=is_name)
        chosen = [f for f in found if not f.nested]
        out.append({"id": key, "statements": [predicted(text, f) for f in chosen]})
    return out


def tally(score: ModuleType, articles: list[dict[str, Any]], predictions: list[dict[str, Any]], shown: int) -> None:
    """How often each rule fired, and how often its content was right; the cues that were missed."""
    fired: Counter[str] = Counter()
    right: Counter[str] = Counter()
    joint: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    for article, line in zip(articles, predictions, strict=True):
        text = article["text"]
        golds = [score.Statement(text, a["source"], a["content"]) for a in article["attributions"]]
        preds = [score.Statement(text, s["speaker"], s["content"]) for s in line["statements"]]
        pairs = score.align(golds, preds)
        partner = {p: g for g, p in pairs}
        for n, s in enumerate(line["statements"]):
            fired[s["rule"]] += 1
            right[s["rule"]] += n in partner
            joint[s["rule"]] += n in partner and score.joint_match(golds[partner[n]], preds[n])
        for n, a in enumerate(article["attributions"]):
            if n not in {g for g, _ in pairs}:
                missed[" ".join(text[s:e] for s, e in a["cue"]).lower()] += 1
    for rule, count in fired.most_common(shown):
        print(f"{rule:28}{count:6}{right[rule] / count:7.2f}{joint[rule] / count:7.2f}")
    print("missed:", ", ".join(f"{cue} {n}" for cue, n in missed.most_common(shown)))


def show(score: ModuleType, articles: list[dict[str, Any]], predictions: list[dict[str, Any]], limit: int) -> None:
    for article, line in zip(articles[:limit], predictions[:limit], strict=True):
        text = article["text"]
        golds = [score.Statement(text, a["source"], a["content"]) for a in article["attributions"]]
        preds = [score.Statement(text, s["speaker"], s["content"]) for s in line["statements"]]
        pairs = score.align(golds, preds)

        def words(spans: list[list[int]], text: str = text) -> str:
            return " [..] ".join(text[s:e].replace("\n", " / ") for s, e in spans)

        rows = [
            (a["content"][0][0], "MISS", a["source"], a["cue"], a["content"], "")
            for n, a in enumerate(article["attributions"])
            if n not in {g for g, _ in pairs}
        ]
        rows += [
            (s["content"][0][0], "FALSE", s["speaker"], s["cue"], s["content"], s["rule"])
            for n, s in enumerate(line["statements"])
            if n not in {p for _, p in pairs}
        ]
        for g, p in pairs:
            if not score.joint_match(golds[g], preds[p]):
                a, s = article["attributions"][g], line["statements"][p]
                rows.append((a["content"][0][0], "WHO", s["speaker"], a["source"], a["content"], s["rule"]))
        for _, kind, who, cue, content, rule in sorted(rows, key=lambda r: (r[0], r[1])):
            print(f"{kind:6}{rule:24} {words(who)} | {words(cue)} | {words(content)[:200]}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--limit", type=int, default=60, help="the first N articles (0: all)")
    parser.add_argument("--errors", type=int, default=0, help="list the errors of the first N articles")
    parser.add_argument("--rules", type=int, default=0, help="the N rules that fired most, the N cues missed most")
    options = parser.parse_args()
    score = scorer()
    with gzip.open(DATA / "train.jsonl.gz", "rt", encoding="utf-8") as lines:
        articles = [json.loads(line) for line in lines]
    articles = articles[: options.limit or None]
    predictions = predict(articles)
    score.report(score.score(articles, predictions))
    if options.rules:
        tally(score, articles, predictions, options.rules)
    show(score, articles, predictions, options.errors)


if __name__ == "__main__":
    main()
