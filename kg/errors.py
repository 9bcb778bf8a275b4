"""The errors of kg, one small tree.

    KgError
    ├── IntakeError      an article can't be read: what file, why, what to do
    ├── ModelError       the language model can't be loaded
    ├── DateError        a date given by the caller is not a date
    ├── KnowledgeError   a data table is malformed: file and row
    ├── UpdateError      what is new can't be fetched
    ├── QueryError       a query can't be parsed or run: position and reason
    ├── IriError         a base IRI given by the caller can't be used
    ├── StoreError       a graph file can't be read
    ├── IdentityError    a decision about who is one can't be made
    ├── NetworkError     a network is asked for that kg doesn't make
    └── OutputError      a result can't be written

Each message says what was wrong, where, and what to do. No other library's exception escapes.
"""

from __future__ import annotations


class KgError(Exception):
    """Base of all errors that kg raises on purpose."""


class IntakeError(KgError):
    """An article can't be read."""


class ModelError(KgError):
    """The language model can't be loaded."""


class DateError(KgError):
    """A date given by the caller is not a date."""


class KnowledgeError(KgError):
    """A data table is malformed."""


class UpdateError(KgError):
    """What is new can't be fetched from Wikidata."""


class QueryError(KgError):
    """A query can't be parsed or run."""


class IriError(KgError):
    """A base IRI given by the caller can't be used."""


class StoreError(KgError):
    """A graph can't be read."""


class IdentityError(KgError):
    """A decision about who is one can't be made: a name leads to none or to several, or they can't be one."""


class NetworkError(KgError):
    """A network is asked for that kg doesn't make."""


class OutputError(KgError):
    """A result can't be written."""
