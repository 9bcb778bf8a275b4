"""Quotation marks: which they are, what they hold, where they end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.facts import Span
from kg.language.quotations import find_quotes
from kg.language.state import Block, BlockKind


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ('"We will wait," Novak said.', ["We will wait,"]),
        ("“We will wait,” Novak said.", ["We will wait,"]),
        ("‘We will wait,’ Novak said.", ["We will wait,"]),
        ("'We will wait,' Novak said. 'For now.'", ["We will wait,", "For now."]),
        ("``We will wait,'' Novak said.", ["We will wait,"]),
        ("''We will wait,'' Novak said. ''For now.''", ["We will wait,", "For now."]),
        ("“He asked, ‘What for? What now?’” she said.", ["He asked, ‘What for? What now?’", "What for? What now?"]),
        ("„Wait,“ he said.", ["Wait,"]),
        ("«Wait», he said.", ["Wait"]),
        ("“He called it ‘a trap’ twice,” she said.", ["He called it ‘a trap’ twice,", "a trap"]),
        ("‘He called it “a trap” twice,’ she said.", ["He called it “a trap” twice,", "a trap"]),
        ("\"He called it 'a trap' twice,\" she said.", ["He called it 'a trap' twice,", "a trap"]),
        ("‘It is the states’ rights that count,’ he said.", ["It is the states’ rights that count,"]),
        ("‘It’s Novak’s,’ he said.", ["It’s Novak’s,"]),
        ("He was “ready … [and] willing” to go.", ["ready … [and] willing"]),
        ("a ‘firm and clear’ answer", ["firm and clear"]),
        ('It was (a "first step") only.', ["first step"]),
        ("He said—“no”—twice.", ["no"]),
        ('She said: "We wait', ["We wait"]),
        ('"No," he said, "not yet."', ["No,", "not yet."]),
        # no quotations
        ("He didn’t see Novak’s plan.", []),
        ("the allies’ plan and the states’ answer", []),
        ("in the ’80s and the '90s, the allies' plan", []),
        ("rock ’n’ roll", []),
        ("He is 6'2\" tall.", []),
        ("", []),
        ('""', []),
    ],
)
def test_inner_words(text: str, inner: list[str]) -> None:
    assert [q.inner.of(text) for q in find_quotes(text)] == inner


def test_depth_counts_the_quotations_around() -> None:
    quotes = find_quotes("“One ‘two’ three,” he said. “Four.”")
    assert [q.depth for q in quotes] == [0, 1, 0]


def test_long_quotation_reopens_at_each_paragraph() -> None:
    text = "“First part.\n\n“Second part.\n\n“Last part,” he said.\n\n“Another.”"
    quotes = find_quotes(text)
    assert [(q.inner.of(text), q.closed, q.continues) for q in quotes] == [
        ("First part.", False, False),
        ("Second part.", False, True),
        ("Last part,", True, True),
        ("Another.", True, False),
    ]


def test_missing_mark_costs_at_most_its_paragraph() -> None:
    text = "“We wait, he said. “We go.”\n\nHe left. “Good,” she said."
    assert [q.inner.of(text) for q in find_quotes(text)] == ["We go.", "Good,"]


def test_blocks_bound_quotations() -> None:
    text = "He said “no\nShe said yes” twice"
    blocks = [Block(s, BlockKind.PROSE, s) for s in (Span(0, 11), Span(12, len(text)))]
    assert [q.inner.of(text) for q in find_quotes(text, blocks)] == ["no"]


@given(st.text(alphabet=" ab.,\n\"'“”‘’`«»", max_size=80))
def test_any_text(text: str) -> None:
    quotes = find_quotes(text)
    assert list(quotes) == sorted(quotes, key=lambda q: (q.outer.start, -q.outer.end))
    for quote in quotes:
        assert quote.outer.contains(quote.inner)
        assert quote.inner.of(text).strip() == quote.inner.of(text)
