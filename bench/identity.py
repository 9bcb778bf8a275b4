"""Score how entities of different articles are told to be the same, on labelled pairs (`bench/identity/pairs.tsv`).

    python bench/identity.py [--gold FILE] [--errors] [--folds N] [--fit]

Prints precision and recall by threshold, how often pairs of a score are the same, and how many of the same were not
even compared. `--folds` scores each pair with weights that were found without it; `--fit` writes the weights found on
all of them to `kg/identity/data/weights.toml`.
"""

from __future__ import annotations

import argparse
import math
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

import kg.identity.scoring as scoring
from kg.identity.blocking import keys, wanted
from kg.identity.clusters import DOUBTFUL, SAME
from kg.identity.profiles import Occurrence, Profile, profile
from kg.identity.scoring import evidence

GOLD = Path(__file__).parent / "identity" / "pairs.tsv"
WEIGHTS = Path(scoring.__file__).parent / "data" / "weights.toml"
THRESHOLDS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95)
_STRENGTH = {"person": 0.25, "other": 0.25}  # of the pull of each weight towards nought


@dataclass(frozen=True, slots=True)
class Pair:
    same: bool
    kind: str
    a: Profile
    b: Profile
    note: str

    @property
    def group(self) -> str:
        return "person" if self.kind == "person" else "other"


def read(path: Path) -> list[Pair]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    head = lines[0].split("\t")
    rows = [dict(zip(head, line.split("\t"), strict=True)) for line in lines[1:]]
    return [Pair(row["same"] == "1", row["kind"], _profile(row, "a"), _profile(row, "b"), row["note"]) for row in rows]


def _profile(row: Mapping[str, str], side: str) -> Profile:
    office, of, around = row[f"office_{side}"], row[f"of_{side}"], row[f"with_{side}"]
    named = [each.strip() for each in around.split(",") if each.strip()]
    nations = {each for each in named if each.isupper() and 2 <= len(each) <= 4 and each not in _BODIES}
    countries = {of} - {"", *_BODIES}
    return profile(
        [
            Occurrence(
                entity=f"{side} {row[f'name_{side}']}",
                kind=row["kind"],
                names=(row[f"name_{side}"],),
                countries=frozenset(countries),
                offices=frozenset({(office, of)} if office else ()),
                year=int(row[f"year_{side}"]) if row[f"year_{side}"] else None,
                company=frozenset(named) - nations - _BODIES,
                nations=frozenset(nations | countries),
            )
        ]
    )


_BODIES = frozenset({"UN", "EU", "NATO", "OSCE"})


def compared(pair: Pair) -> bool:
    """Whether the two share a key, so that a build would compare them."""
    near = keys(pair.a) & keys(pair.b)
    return bool(near or (keys(pair.a) & wanted(pair.b)) or (keys(pair.b) & wanted(pair.a)))


def score(pair: Pair, weighed: Mapping[str, Mapping[str, float]]) -> float:
    found = evidence(pair.a, pair.b) if compared(pair) else None
    if found is None:
        return 0.0
    return 1 / (1 + math.exp(-sum(weighed[pair.group].get(sign, 0.0) for sign in found[1])))


_CHAINS = (
    ("same country", "country unknown", "another country"),
    ("same office", "office unknown", "another office"),
    ("same office", "same office in other years", "same title", "another office"),
    ("same years", "years apart", "decades apart", "generations apart"),
    ("same countries around", "other countries around"),
    ("same name", "spelling", "word order", "longer name", "likeness", "surname"),
    ("spelling", "short form", "initials", "surname"),
    ("word order", "end of name"),
)
"""Evidence from the stronger to the weaker: no accident of the pairs may turn it round."""


def fit(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Weights by logistic regression, drawn towards nought, that keep the order of `_CHAINS`."""
    return {
        group: _fit([pair for pair in pairs if pair.group == group], _STRENGTH[group]) for group in ("person", "other")
    }


def _fit(pairs: Sequence[Pair], strength: float) -> dict[str, float]:
    found = [(pair.same, evidence(pair.a, pair.b)) for pair in pairs]
    rows = [(same, each[1]) for same, each in found if each is not None]
    names = sorted({sign for _, signs in rows for sign in signs})
    x = np.array([[sign in signs for sign in names] for _, signs in rows], dtype=float)
    y = np.array([same for same, _ in rows], dtype=float)
    chains = [[names.index(sign) for sign in chain if sign in names] for chain in _CHAINS]
    w = np.zeros(len(names))
    step = 4 / (np.linalg.norm(x, 2) ** 2 + 4 * strength)
    for _ in range(3000):
        w -= step * (x.T @ (1 / (1 + np.exp(-x @ w)) - y) + strength * w)
        for chain in chains:
            w[chain] = _falling(w[chain])
    return {name: round(float(value), 2) for name, value in zip(names, w, strict=True)}


def _falling(values: np.ndarray) -> list[float]:
    """The nearest values that never rise."""
    blocks: list[list[float]] = []
    for value in values:
        blocks.append([float(value), 1.0])
        while len(blocks) > 1 and blocks[-2][0] < blocks[-1][0]:
            (m, n), (k, j) = blocks[-2:]
            blocks[-2:] = [[(m * n + k * j) / (n + j), n + j]]
    return [mean for mean, count in blocks for _ in range(int(count))]


def crossed(pairs: Sequence[Pair], folds: int) -> list[float]:
    """The score of each pair by weights that were found on the other folds."""
    out = [0.0] * len(pairs)
    for fold in range(folds):
        weighed = fit([pair for i, pair in enumerate(pairs) if i % folds != fold])
        for i in range(fold, len(pairs), folds):
            out[i] = score(pairs[i], weighed)
    return out


def report(pairs: Sequence[Pair], scores: Sequence[float]) -> None:
    print(f"{len(pairs)} pairs, {sum(pair.same for pair in pairs)} the same")
    print("threshold  precision  recall  F1")
    for limit in THRESHOLDS:
        right = sum(pair.same for pair, s in zip(pairs, scores, strict=True) if s >= limit)
        called = sum(s >= limit for s in scores)
        p, r = right / max(called, 1), right / max(sum(pair.same for pair in pairs), 1)
        print(f"{limit:>9.2f}  {p:>9.3f}  {r:>6.3f}  {2 * p * r / max(p + r, 1e-9):.3f}")
    print("score        pairs  the same")
    for low, high in ((0, DOUBTFUL), (DOUBTFUL, 0.6), (0.6, 0.75), (0.75, SAME), (SAME, 0.95), (0.95, 1.01)):
        inside = [pair.same for pair, s in zip(pairs, scores, strict=True) if low <= s < high]
        print(f"{low:.2f} to {min(high, 1):.2f}  {len(inside):>5}  {sum(inside) / len(inside):.2f}" if inside else "")
    for group in ("person", "other"):
        lost = sum(pair.same and not compared(pair) for pair in pairs if pair.group == group)
        print(f"{group}: {lost} of the same not compared")


def written(weighed: Mapping[str, Mapping[str, float]]) -> str:
    lines = ["# Weights of evidence, in natural logarithms of odds. Written by `python bench/identity.py --fit`."]
    for group, values in weighed.items():
        lines += ["", f"[{group}]", *(f'"{name}" = {value}' for name, value in sorted(values.items()))]
    return "\n".join(lines) + "\n"


def errors(pairs: Sequence[Pair], scores: Sequence[float]) -> Iterable[str]:
    for pair, s in sorted(zip(pairs, scores, strict=True), key=lambda each: -each[1]):
        if pair.same != (s >= SAME):
            names = " / ".join(" ".join(each.names[0].words) if each.names else "" for each in (pair.a, pair.b))
            found = evidence(pair.a, pair.b)
            why = "; ".join(found[1]) if found else "nothing alike"
            kept = "" if compared(pair) else " (not compared)"
            yield f"{s:.2f} {'same' if pair.same else 'not'}: {names}: {why} [{pair.note}]{kept}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--fit", action="store_true")
    parser.add_argument("--folds", type=int, default=0)
    given = parser.parse_args()
    pairs = read(given.gold)
    if given.fit:
        WEIGHTS.write_text(written(fit(pairs)), encoding="utf-8")
    used = fit(pairs) if given.fit else tomllib.loads(WEIGHTS.read_text(encoding="utf-8"))
    scores = crossed(pairs, given.folds) if given.folds else [score(pair, used) for pair in pairs]
    report(pairs, scores)
    if given.errors:
        print(*errors(pairs, scores), sep="\n")


if __name__ == "__main__":
    main()
