"""Signed statements: a text under the name and office of an official is that official's words."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc

from kg.facts import Evidence, Mode, Statement
from kg.language import state
from kg.language.state import BlockKind


def signed_statements(doc: Doc, *, article: str) -> Iterator[Statement]:
    """One direct statement per paragraph of a text that an official signs at its head.

    The signature is a line of its own with a name and a public office (`Jane Roe, Foreign Minister`).
    A transcript with turns is not such a text, nor is a report under a journalist's byline.
    """
    blocks = state.blocks(doc)
    signed = state.signature(blocks, state.offices(doc), state.columns(doc).begin)
    if signed is None:
        return
    for block in blocks:
        if block.kind is BlockKind.PROSE and block.span.start > signed.after:
            evidence = Evidence(article, (block.body,), block.span, "signed")
            yield Statement((signed.person,), (block.body,), Mode.DIRECT, evidence)
