"""Relations that contradict each other in form: circles of "on", "left of", "behind" and their like."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import networkx as nx

AXES: dict[str, tuple[str, bool]] = {
    "on": ("stands on", False),
    "inside": ("stands on", False),
    "on_top_of": ("stands on", False),
    "left_of": ("left of", False),
    "right_of": ("left of", True),
    "in_front_of": ("in front of", False),
    "behind": ("in front of", True),
    "around": ("around", False),
}
"""Kinds that must not run in a circle: the order that they mean, and whether they mean it backwards."""
Edge = tuple[str, str, str]
"""Kind, what it is about, what it relates to."""


def circular(edges: Sequence[Edge]) -> tuple[int, ...]:
    """The numbers of the edges that would close a circle over those before them."""
    orders: dict[str, nx.DiGraph[str]] = {}
    return tuple(k for k, edge in enumerate(edges) if not _joins(orders, edge))


def _joins(orders: dict[str, nx.DiGraph[str]], edge: Edge) -> bool:
    """Adds an edge to its order; whether it can be."""
    kind, a, b = edge
    if kind not in AXES:
        return True
    name, backwards = AXES[kind]
    order = orders.setdefault(name, nx.DiGraph())
    start, end = (b, a) if backwards else (a, b)
    if start == end or (order.has_node(end) and order.has_node(start) and nx.has_path(order, end, start)):
        return False
    order.add_edge(start, end)
    return True


def circle_faults(edges: Sequence[Edge], given: int = 0) -> Iterable[str]:
    """The same in words; the first `given` edges are not the model's."""
    for k in (k for k in circular(edges) if k >= given):
        kind, a, b = edges[k]
        yield f"{a} {kind} {b} contradicts what comes before it: the relations run in a circle"
