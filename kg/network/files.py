"""A network as GraphML or GEXF, so that Gephi, Cytoscape, igraph and networkx read it.

Of the many readers the narrowest counts (each was read or tried):

* XML 1.0 has no way to write most control characters: they become `\\ufffd`.
* No value is missing and none is a list: a list's items are joined by spaces.
* Gephi loses an edge whose id another has, takes the GraphML key `d3` for the label of nodes and
  `d7` for that of edges, and merges parallel edges that GEXF doesn't tell apart by `kind`.
* networkx refuses a file in which some edges have a direction and some have none: all have one in
  the file, and the attribute `directed` says whether it means anything.
* GEXF has a place for the day on which it was written; two writings are to be the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

import networkx as nx

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_GEXF = "http://www.gexf.net/1.2draft"
_OWN = (("node", "label"), ("edge", "label"), ("edge", "weight"))  # what GEXF itself has a place for
_TYPES = {
    "graphml": {bool: "boolean", int: "int", str: "string"},
    "gexf": {bool: "boolean", int: "integer", str: "string"},
}

_Cells = dict[str, str | int | bool]
_Edges = list[tuple[str, str, str, _Cells]]


def written(graph: nx.MultiDiGraph, kind: str) -> bytes:
    """The bytes of a file that holds a network; `kind`: graphml or gexf."""
    nodes = {_clean(iri): _cells(data) for iri, data in graph.nodes(data=True)}
    edges = [(_clean(u), _clean(v), _clean(key), _cells(data)) for u, v, key, data in graph.edges(keys=True, data=True)]
    root = (_graphml if kind == "graphml" else _gexf)(graph.name, nodes, edges)
    indent(root)
    text: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return text + b"\n"


def _graphml(name: str, nodes: dict[str, _Cells], edges: _Edges) -> Element:
    root = Element("graphml", xmlns=_GRAPHML)
    for scope, title, kind in _columns("graphml", nodes, edges):
        SubElement(root, "key", {"id": f"{scope}-{title}", "for": scope, "attr.name": title, "attr.type": kind})
    graph = SubElement(root, "graph", id=name, edgedefault="directed")
    for iri, cells in nodes.items():
        _data(SubElement(graph, "node", id=iri), "node", cells)
    for number, (source, target, _, cells) in enumerate(edges):
        _data(SubElement(graph, "edge", id=str(number), source=source, target=target), "edge", cells)
    return root


def _data(element: Element, scope: str, cells: _Cells) -> None:
    for title, value in cells.items():
        SubElement(element, "data", key=f"{scope}-{title}").text = _text(value)


def _gexf(name: str, nodes: dict[str, _Cells], edges: _Edges) -> Element:
    root = Element("gexf", xmlns=_GEXF, version="1.2")
    graph = SubElement(root, "graph", defaultedgetype="directed", mode="static", name=name)
    ids = _attributes(graph, [column for column in _columns("gexf", nodes, edges) if column[:2] not in _OWN])
    group = SubElement(graph, "nodes")
    for iri, cells in nodes.items():
        _values(SubElement(group, "node", id=iri, label=_text(cells["label"])), "node", cells, ids)
    group = SubElement(graph, "edges")
    for number, (source, target, key, cells) in enumerate(edges):
        edge = {"id": str(number), "source": source, "target": target, "kind": key}
        edge |= {title: _text(cells[title]) for title in ("label", "weight")}
        _values(SubElement(group, "edge", edge), "edge", cells, ids)
    return root


def _attributes(graph: Element, columns: list[tuple[str, str, str]]) -> dict[tuple[str, str], str]:
    """Declare the attributes; gives their ids."""
    classes = {scope: SubElement(graph, "attributes", {"class": scope, "mode": "static"}) for scope in ("node", "edge")}
    for number, (scope, title, kind) in enumerate(columns):
        SubElement(classes[scope], "attribute", id=str(number), title=title, type=kind)
    return {(scope, title): str(number) for number, (scope, title, _) in enumerate(columns)}


def _values(element: Element, scope: str, cells: _Cells, ids: dict[tuple[str, str], str]) -> None:
    values = SubElement(element, "attvalues")
    for title, value in cells.items():
        if (scope, title) in ids:
            SubElement(values, "attvalue", {"for": ids[scope, title], "value": _text(value)})


def _columns(form: str, nodes: dict[str, _Cells], edges: _Edges) -> Iterator[tuple[str, str, str]]:
    """The attributes of nodes and of edges with their types, in the order in which they come."""
    for scope, rows in (("node", list(nodes.values())), ("edge", [cells for *_, cells in edges])):
        found = {title: type(value) for cells in rows for title, value in cells.items()}
        for title, kind in found.items():
            yield scope, title, _TYPES[form][kind]


def _cells(data: dict[str, Any]) -> _Cells:
    """The values of a node or edge as a file can hold them."""
    return {title: " ".join(value) if isinstance(value, tuple) else value for title, value in data.items()}


def _text(value: str | int | bool) -> str:
    return str(value).lower() if isinstance(value, bool) else _clean(str(value))


def _clean(text: str) -> str:
    """The text as XML 1.0 can hold it."""
    return _NOT_XML.sub("\ufffd", text)
