"""A graph as one HTML file: a network to look at, and under every line of it the words of an article."""

from __future__ import annotations

from kg.view.document import page, write_page

__all__ = ["page", "write_page"]
