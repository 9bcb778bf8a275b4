"""The facts of a graph as networks: nodes that facts join, for analysis and for pictures.

    graph = network(store.reading(), "countries")
    for source, target, edge in graph.edges(data=True):
        print(source, edge["label"], target, edge["weight"])

`docs/networks.md` says what nodes and edges of each network mean.
"""

from __future__ import annotations

from kg.network.graph import KINDS, network
from kg.network.measures import centrality, communities, timeline

__all__ = ["KINDS", "centrality", "communities", "network", "timeline"]
