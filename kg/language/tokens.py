"""Tokens of a text that may hold stretches without white space, of any length.

spaCy's tokenizer looks at such a stretch anew for each mark that it takes off its end: five thousand
quotation marks take seconds, a million would take days. So a long one is given to it in pieces.
"""

from __future__ import annotations

import re

from spacy.language import Language
from spacy.tokens import Doc

_PIECE = 400
"""Longer than any word, address or formula of an article."""
_LONG = re.compile(rf"\S{{{_PIECE + 1},}}")


def tokenised(text: str, *, nlp: Language) -> Doc:
    """The Doc of a text.

    Raises:
        ValueError: the text is longer than the pipeline allows.
    """
    if not _LONG.search(text):
        return nlp.make_doc(text)
    if len(text) > nlp.max_length:
        raise ValueError(f"the text has {len(text)} characters, the model reads {nlp.max_length}")
    cuts = [at for long in _LONG.finditer(text) for at in range(long.start() + _PIECE, long.end(), _PIECE)]
    parts = [nlp.make_doc(text[a:b]) for a, b in zip([0, *cuts], [*cuts, len(text)], strict=True)]
    words = [token.text for part in parts for token in part]
    spaces = [bool(token.whitespace_) for part in parts for token in part]
    return Doc(nlp.vocab, words=words, spaces=spaces)
