"""How wide the ways are: the widest person who gets from a door to each piece, and where the way is narrowest.

A person is a disc. Its ways run along the medial axis of the free floor, found as the Voronoi diagram of points on the
edges of that floor (Ó'Dúnlaing and Yap, "A retraction method for planning the motion of a disc", J. Algorithms 6,
1985). The widest way to all places is the maximum spanning tree of that graph (Hu, "The maximum capacity route
problem", Operations Research 9, 1961).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import networkx as nx
import numpy as np
import numpy.typing as npt
import shapely
from scipy.spatial import Voronoi
from shapely.geometry.base import BaseGeometry

from eval.space import Space, Thing, polygons

Array = npt.NDArray[np.float64]
STEP = 0.05
"""Distance between points on the edges of the free floor [m]: the width of a gap is exact to 2 mm."""
PART = 0.05
"""Length of the parts that the medial axis is looked at in [m]: where the way to a thing is limited by how near one has
to come, its width is up to 3 cm too small."""
DOOR = -1
"""The node from which one starts."""


@dataclass(frozen=True)
class Passage:
    """The widest way to a piece: `width` [m] of the person who fits through it, 0 when nobody does, and the line across
    its narrowest place [m] (None when there is none)."""

    id: str
    width: float
    narrowest: tuple[tuple[float, float], tuple[float, float]] | None

    @property
    def text(self) -> str:
        if self.narrowest is None:
            return f"nobody gets to {self.id}"
        (x0, y0), (x1, y1) = self.narrowest
        return f"{self.id}: {self.width:.2f} m, narrowest at ({(x0 + x1) / 2:.2f}, {(y0 + y1) / 2:.2f})"


@dataclass(frozen=True)
class _Way:
    """How one gets to a node: the radius of the largest disc that does [m], and the line across the narrowest place."""

    radius: float
    across: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True)
class Ways:
    """All ways in a room: middles [V, 2] of places with the distance [V] to what is nearest, and the way to each."""

    middles: Array
    clearance: Array
    found: dict[int, _Way]

    def to(self, t: Thing, arm: float) -> Passage:
        """The way to within an arm's reach [m] of a piece."""
        nodes = np.array(sorted(self.found), dtype=int)
        near = nodes[self._apart(t.plan)[nodes] <= self.clearance[nodes] + arm] if len(nodes) else nodes
        if not len(near):
            return Passage(t.id, 0.0, None)
        best = self.found[max(near.tolist(), key=lambda n: self.found[n].radius)]
        (x0, y0), (x1, y1) = best.across
        return Passage(t.id, 2 * best.radius, ((round(x0, 3), round(y0, 3)), (round(x1, 3), round(y1, 3))))

    def largest(self, width: float) -> tuple[float, tuple[float, float]] | None:
        """The diameter of the largest free disc that a person of that width [m] gets to, and its middle."""
        nodes = [n for n, way in self.found.items() if 2 * way.radius >= width]
        if not nodes:
            return None
        best = max(nodes, key=lambda n: float(self.clearance[n]))
        return 2 * float(self.clearance[best]), (
            round(float(self.middles[best, 0]), 3),
            round(float(self.middles[best, 1]), 3),
        )

    def _apart(self, shape: BaseGeometry) -> Array:
        return np.asarray(shapely.distance(shape, self._points))

    @cached_property
    def _points(self) -> npt.NDArray[np.object_]:
        return np.asarray(shapely.points(self.middles))


def ways(space: Space) -> Ways:
    """The ways from the doors of a room; none without a door or without free floor."""
    free = space.open_floor.difference(space.covered)
    rings = [ring for p in polygons(free) for ring in (p.exterior, *p.interiors)]
    sites = np.vstack([np.empty((0, 2)), *map(_samples, rings)])
    if len(sites) < 4:
        return Ways(np.empty((0, 2)), np.empty(0), {})
    lines, pairs = _axis(free, sites)
    lines, pairs = _divided(lines, pairs)
    middles, ends = np.unique(lines.reshape(-1, 2), axis=0, return_inverse=True)
    ends = ends.reshape(-1, 2)
    clearance = np.zeros(len(middles))
    clearance[ends] = np.linalg.norm(lines - pairs[:, :1], axis=2)
    graph: nx.Graph[int] = nx.Graph()
    for (u, v), radius, pair in zip(ends.tolist(), _least(lines, pairs).tolist(), pairs.tolist(), strict=True):
        graph.add_edge(u, v, radius=radius, across=tuple(map(tuple, pair)))
    _start(graph, space, middles, clearance)
    return Ways(middles, clearance, dict(_walked(graph)))


def _samples(ring: BaseGeometry) -> Array:
    """Points [N, 2] along a closed line, its corners among them."""
    return np.unique(shapely.get_coordinates(shapely.segmentize(ring, STEP)), axis=0)


def _axis(free: BaseGeometry, sites: Array) -> tuple[Array, Array]:
    """The edges of the Voronoi diagram on the free floor [E, 2, 2], and the two sites that each parts [E, 2, 2]."""
    diagram = Voronoi(sites)
    shapely.prepare(free)
    inside = shapely.intersects_xy(free, diagram.vertices[:, 0], diagram.vertices[:, 1])
    ends = np.array(diagram.ridge_vertices, dtype=np.int64)
    kept = (ends >= 0).all(axis=1) & inside[ends].all(axis=1)
    return diagram.vertices[ends[kept]], sites[diagram.ridge_points[kept]]


def _divided(lines: Array, pairs: Array) -> tuple[Array, Array]:
    """The same edges in parts of at most `PART`."""
    parts = np.maximum(1, np.ceil(np.linalg.norm(lines[:, 1] - lines[:, 0], axis=1) / PART)).astype(int)
    whole = np.repeat(np.arange(len(lines)), parts)
    k = np.arange(len(whole)) - np.repeat(np.cumsum(parts) - parts, parts)
    shares = np.stack([k, k + 1], axis=1)[:, :, None] / parts[whole][:, None, None]
    start, end = lines[whole, :1], lines[whole, 1:]
    return start * (1 - shares) + end * shares, pairs[whole]


def _least(ends: Array, pairs: Array) -> Array:
    """[E]: the least distance from each edge, with end points [E, 2, 2], to the two points [E, 2, 2] that it parts."""
    off = ends - pairs.mean(axis=1, keepdims=True)
    along = ends[:, 1] - ends[:, 0]
    between = (off[:, 0] * along).sum(axis=1) * (off[:, 1] * along).sum(axis=1) < 0
    apart = np.linalg.norm(pairs[:, 1] - pairs[:, 0], axis=1) / 2
    return np.asarray(np.where(between, apart, np.linalg.norm(ends - pairs[:, :1], axis=2).min(axis=1)))


def _start(graph: nx.Graph[int], space: Space, middles: Array, clearance: Array) -> None:
    """Edges from the doors: how large a disc within the free one about a node still touches a door's zone."""
    nodes = np.array(sorted(graph.nodes), dtype=int)
    graph.add_node(DOOR)
    if not space.door_zones or not len(nodes):
        return
    zones = shapely.union_all(list(space.door_zones.values()))
    left = clearance[nodes] - shapely.distance(zones, shapely.points(middles[nodes]))
    for n, radius in zip(nodes[left > 0].tolist(), left[left > 0].tolist(), strict=True):
        graph.add_edge(DOOR, n, radius=radius, across=(tuple(middles[n].tolist()),) * 2)


def _walked(graph: nx.Graph[int]) -> Iterator[tuple[int, _Way]]:
    """The widest way to each node that can be reached."""
    tree = nx.maximum_spanning_tree(graph.subgraph(nx.node_connected_component(graph, DOOR)), weight="radius")
    found: dict[int, _Way] = {}
    for u, v in nx.bfs_edges(tree, DOOR):
        edge, before = tree.edges[u, v], found.get(u)
        narrower = before is None or edge["radius"] < before.radius
        found[v] = _Way(edge["radius"], edge["across"]) if narrower or before is None else before
        yield v, found[v]
