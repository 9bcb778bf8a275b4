"""IRIs are minted from keys and content, so that they are the same from run to run.

An entity is `base` + its key, an article `base` + `article/<id>`, a fact a hash of its content
below its article. See `docs/ontology.md` for which of them may change.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from urllib.parse import urlsplit

from pyoxigraph import NamedNode

from kg.errors import IriError

# a step of a path that ends in a dot: `..` would be resolved away, and some readers of Turtle stumble over the end
_UNSAFE = re.compile(r"[^\w\-.~/:@!$&'()*+,;=]|\.(?=/|\Z)")
_BASE = re.compile(r"(?:https?://[^/?#@]+(?:/[^#]*)?|urn:[A-Za-z0-9][A-Za-z0-9-]+:[^#]*)[/#]")
_ILLEGAL = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp", "Zs"})


def checked_base(base: str) -> str:
    """`base`, if data IRIs can begin with it.

    Raises:
        IriError: it is not an absolute http, https or urn IRI that ends in `/` or `#`.
    """
    how = "give an absolute http(s) or urn IRI that ends in / or #, such as https://example.org/id/"
    for char in base:
        if _ILLEGAL.match(char) or unicodedata.category(char) in _UNSEEN:
            raise IriError(f"base IRI {base!r}: {char!r} can't stand in an IRI; {how}")
    if not _BASE.fullmatch(base):
        raise IriError(f"base IRI {base!r} can't be used; {how}")
    try:
        NamedNode(base)
        urlsplit(base)  # refuses a host that another tool would read as another one
    except ValueError as error:
        raise IriError(f"base IRI {base!r}: {error}; {how}") from None
    return base


def quoted(key: str) -> str:
    """`key` with what an IRI's path can't hold percent-encoded.

    >>> quoted("person/josé 50%")
    'person/josé%2050%25'
    >>> quoted("person/../jr.")
    'person/.%2E/jr%2E'
    """
    return _UNSAFE.sub(lambda found: "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace")), key)


def digest(*content: object) -> str:
    """16 hexadecimal digits that stand for `content`: text, numbers, None, and tuples of these."""
    return hashlib.sha256(repr(content).encode("utf-8")).hexdigest()[:16]


def slug(label: str) -> str:
    """A label as the last step of a path: lower case, words joined by hyphens."""
    return "-".join(re.findall(r"\w+", label.casefold())) or "unnamed"
