"""Learn the weights of `kg/language/data/coreference.toml` from the first half of GAP's development set.

    python tools/make_coreference_weights.py PATH/dev.jsonl.gz

Each pronoun whose passage names candidates is one example: its candidates and nobody share the belief by their
weights (a softmax), and the weights are moved to give it to whom the pronoun means; where neither of GAP's two
names is meant, to anyone but these. A ridge keeps what is rare near nought. Weights marked `hand` stay. The second
half is not looked at. Nothing is drawn at random: two runs give the same file.
"""

from __future__ import annotations

import argparse
import copy
import gzip
import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
TABLE = ROOT / "kg" / "language" / "data" / "coreference.toml"
RIDGE, STEPS, RATE, ROUNDS = 1.0, 2000, 0.1, 3
_ROW = re.compile(r'(name = "(?P<name>[^"]+)"\nweight = )(?P<weight>-?[\d.]+)(?P<hand>\nhand = true)?')
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Example:
    """A pronoun: what is said of each candidate, and which of them are right; the last is nobody."""

    said: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]


def read(path: Path) -> list[Row]:
    """The first half of the passages."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines if line.strip()]
    return rows[: len(rows) // 2]


def prepared(nlp: Language, rows: Sequence[Row]) -> list[tuple[Row, Doc]]:
    """The passages up to where coreference begins."""
    import kg
    from kg.language import make_doc

    later = nlp.pipe_names[nlp.pipe_names.index("kg_coreference") :]
    with nlp.select_pipes(disable=later):
        docs = nlp.pipe([make_doc(nlp, kg.Article(text=row["text"], id=row["id"])) for row in rows])
        return list(zip(rows, docs, strict=True))


def examples(nlp: Language, passages: Sequence[tuple[Row, Doc]], weights: Mapping[str, float]) -> Iterator[Example]:
    """What is said of each pronoun's candidates, when those before it are resolved with these weights."""
    from kg.language import antecedents, pronouns
    from kg.language.antecedents import choose
    from kg.language.coreference_words import coreference_words

    words = replace(coreference_words(), weights=weights)
    seen: dict[int, tuple[Any, Any]] = {}

    def watched(place: Any, candidates: Any) -> Any:
        seen[place.token] = (place, candidates)
        return choose(place, candidates)

    setattr(pronouns, "choose", watched)  # noqa: B010
    setattr(antecedents, "coreference_words", lambda: words)  # noqa: B010
    try:
        for row, doc in passages:
            seen.clear()
            registry, mentions = copy.deepcopy(doc._.kg_registry), doc._.kg_mentions
            nlp.get_pipe("kg_coreference")(doc)
            at = next((t.i for t in doc if t.idx == row["pronoun"][0]), -1)
            if seen.get(at, (0, ()))[1]:
                yield _example(row, doc, *seen[at])
            doc._.kg_registry, doc._.kg_mentions = registry, mentions
    finally:
        setattr(pronouns, "choose", choose)  # noqa: B010
        setattr(antecedents, "coreference_words", coreference_words)  # noqa: B010


def _example(row: Row, doc: Doc, place: Any, candidates: Any) -> Example:
    from kg.language import antecedents
    from kg.language.coreference_words import NOBODY

    said = [antecedents.features(place, c, candidates) for c in candidates]
    named = {k: [_names(doc, c, row[k]) for c in candidates] for k in "AB"}
    if row["A_coref"] or row["B_coref"]:
        right = named["A" if row["A_coref"] else "B"]
        right = [*right, not any(right)]
    else:
        right = [*(not (a or b) for a, b in zip(named["A"], named["B"], strict=True)), True]
    return Example((*said, {NOBODY: 1.0}), tuple(right))


def _names(doc: Doc, candidate: Any, span: Sequence[int]) -> bool:
    """Whether the candidate is mentioned there, by a name of its own."""
    from kg.language import state

    spans = [m.span for m in state.mentions(doc) if m.entity == candidate.key and m.form.value != "pronoun"]
    starts = [doc[s.token].idx for s in candidate.mentions if doc[s.token].pos_ != "PRON"]
    return any(s.start < span[1] and span[0] < s.end for s in spans) or any(span[0] <= i < span[1] for i in starts)


def fit(found: Sequence[Example], held: Mapping[str, float], names: Sequence[str]) -> dict[str, float]:
    """The weights under which the right candidates get most of the belief (Adam on the ridged likelihood)."""
    index = {name: n for n, name in enumerate(names)}
    width = max(len(e.said) for e in found)
    said = np.zeros((len(found), width, len(names)))
    there, right = np.zeros((len(found), width)), np.zeros((len(found), width))
    for n, example in enumerate(found):
        for k, row in enumerate(example.said):
            there[n, k], right[n, k] = 1.0, float(example.right[k])
            for name, value in row.items():
                said[n, k, index[name]] = value
    fixed = np.array([name in held for name in names])
    weights = np.array([held.get(name, 0.0) for name in names])
    first, second = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, STEPS + 1):
        belief = np.where(there > 0, np.exp(np.clip(said @ weights, -30, 30)), 0.0)
        aim = belief * right
        pull = belief / belief.sum(1, keepdims=True) - aim / np.maximum(aim.sum(1, keepdims=True), 1e-12)
        slope = np.where(fixed, 0.0, np.einsum("nk,nkf->f", pull, said) + RIDGE * weights)
        first, second = 0.9 * first + 0.1 * slope, 0.999 * second + 0.001 * slope**2
        rate = RATE if step < 0.7 * STEPS else RATE / 10
        weights -= rate * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return {name: round(float(weights[n]), 2) for name, n in index.items()}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gap", type=Path, help="GAP's development set, as in bench/coreference.py")
    args = parser.parse_args()
    import kg

    text = TABLE.read_text("utf-8")
    rows = list(_ROW.finditer(text))
    weights = {m["name"]: float(m["weight"]) for m in rows}
    held = {m["name"]: float(m["weight"]) for m in rows if m["hand"]}
    nlp = kg.load()
    passages = prepared(nlp, read(args.gap))
    for _ in range(ROUNDS):
        weights = fit(list(examples(nlp, passages, weights)), held, list(weights))
    TABLE.write_text(_ROW.sub(lambda m: f"{m[1]}{weights[m['name']]}{m['hand'] or ''}", text), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
