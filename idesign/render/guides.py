"""What each point of a picture shows, without noise: surface colour, normal and place, by casting rays (Open3D).

It guides the denoiser and finds where the sun reaches. Mitsuba can trace the same; this takes a tenth of its time.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idesign.render.aov import rays_of
from idesign.render.camera import View
from idesign.render.denoise import Guides, Image
from idesign.render.pictures import halved, linear
from idesign.render.stage import Batch

BAND = 262_144
"""Rays that are cast in one go: bounds the memory."""
GOLDEN = np.array([0.7548776662, 0.5698402910])
"""Steps of the R2 sequence (Roberts 2018), which spreads samples evenly over a pixel."""


class Sight:
    """Casts rays at these batches."""

    def __init__(self, drawn: Sequence[Batch]) -> None:
        import open3d

        self._o3d: Any = open3d
        self._scene = self._o3d.t.geometry.RaycastingScene()
        self._drawn = tuple(drawn)
        self._colours = [_colour(b) for b in drawn]
        for b in drawn:
            vertices, faces = b.vertices.astype(np.float32), b.faces.astype(np.uint32)
            self._scene.add_triangles(self._o3d.core.Tensor(vertices), self._o3d.core.Tensor(faces))

    def guides(self, view: View, samples: int) -> Guides:
        """Surface colour, normal and place of what each point of the view shows: means of so many samples."""
        rays = rays_of(view)
        across, down = rays[0, 1] - rays[0, 0], rays[1, 0] - rays[0, 0]
        total = np.zeros((view.height * view.width, 10), dtype=np.float32)
        for k in range(samples):
            dx, dy = (GOLDEN * k + 0.5) % 1.0 - 0.5
            shifted = (rays + np.float32(dx) * across + np.float32(dy) * down).reshape(-1, 6)
            for start in range(0, len(shifted), BAND):
                total[start : start + BAND] += self._cast(shifted[start : start + BAND])
        mean = (total / np.float32(samples)).reshape(view.height, view.width, 10)
        hits = np.maximum(mean[..., 9:], 1e-6)
        normal = mean[..., 3:6] / np.maximum(np.linalg.norm(mean[..., 3:6], axis=2, keepdims=True), 1e-3)
        return Guides(mean[..., :3], normal, mean[..., 6:9] / hits, mean[..., 9] > 0.5)

    def places(self, rays: ArrayLike) -> NDArray[np.float64]:
        """Where rays [..., 6] end [..., 3] [m]; infinite where they meet nothing."""
        rays = np.asarray(rays, dtype=np.float32)
        far = self._scene.cast_rays(self._o3d.core.Tensor(rays))["t_hit"].numpy()[..., None]
        hit = np.isfinite(far)
        return np.where(hit, rays[..., :3] + rays[..., 3:] * np.where(hit, far, 0), np.inf).astype(np.float64)

    def _cast(self, rays: Image) -> Image:
        """Colour, normal, place and 1 [R, 10] of what each ray [R, 6] meets; 0 where it meets nothing."""
        found = self._scene.cast_rays(self._o3d.core.Tensor(rays))
        far, batch = found["t_hit"].numpy(), found["geometry_ids"].numpy()
        face, inner = found["primitive_ids"].numpy(), found["primitive_uvs"].numpy()
        out = np.zeros((len(rays), 10), dtype=np.float32)
        order = np.argsort(batch, kind="stable")
        numbers, starts = np.unique(batch[order], return_index=True)
        for number, mine in zip(numbers, np.split(order, starts[1:]), strict=True):
            if number != self._scene.INVALID_ID:
                out[mine, :6] = self._look(int(number), face[mine], inner[mine])
                out[mine, 6:9] = rays[mine, :3] + rays[mine, 3:] * far[mine, None]
                out[mine, 9] = 1
        return out

    def _look(self, number: int, face: NDArray[np.uint32], inner: Image) -> Image:
        """Colour and normal [R, 6] at places of a batch: `inner` [R, 2] are the second and third barycentric number."""
        batch, colour = self._drawn[number], self._colours[number]
        weight = np.column_stack([1 - inner.sum(axis=1), inner])
        corner = batch.faces[face]
        normal = np.einsum("rk,rkd->rd", weight, batch.normals[corner])
        if colour.ndim == 1 or batch.uv is None:
            return np.hstack([np.broadcast_to(colour, normal.shape), normal]).astype(np.float32)
        uv = np.einsum("rk,rkd->rd", weight, batch.uv[corner]) % 1.0
        row = ((1 - uv[:, 1]) * colour.shape[0]).astype(np.int64) % colour.shape[0]
        column = (uv[:, 0] * colour.shape[1]).astype(np.int64) % colour.shape[1]
        return np.hstack([colour[row, column], normal]).astype(np.float32)


def _colour(batch: Batch) -> Image:
    """The surface's linear colour [3], or its texture [H, W, 3]; white for metal, whose colour is its reflection."""
    m = batch.material
    if m.metallic >= 0.5:
        return np.ones(3, dtype=np.float32)
    plain = linear(m.colour)
    return np.asarray(plain if m.texture is None else halved(m.texture) * plain, dtype=np.float32)
