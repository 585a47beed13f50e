"""Path-traced pictures by Mitsuba 3 (`scalar_rgb`, which needs nothing but its wheel, or a faster variant).

Two uses: with few samples it stands in for the preview where there is no OpenGL; with many it is the photo. Sky light
comes from a glowing rectangle in each window and, dimly, from the ceiling (from an open sky where the ceiling is taken
off). The sun is added by a shadow map of the whole room, so that it comes in through the windows only, also where a
view leaves walls out. It is traced at `FINER` times the picture's size, noise is taken out there (`denoise`), and the
mean of these points has clean edges. Through windows one sees the world of `tone.outside`, as bright as a photographer
would have it.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from idesign.render.aov import rays_of
from idesign.render.camera import View, look_at
from idesign.render.denoise import Guides, can_denoise, denoise
from idesign.render.guides import Sight
from idesign.render.lighting import GREY, METERED, NIGHT, USUAL, WHITE_BALANCE, Lighting, Pane, light
from idesign.render.pictures import cover, linear, texture_image
from idesign.render.shadow import ShadowMap
from idesign.render.stage import Batch, Stage, batches
from idesign.render.tone import BACKGROUND, developed, outside
from idesign.walls import WALL_THICKNESS
from solvers.room import Room

Picture = NDArray[np.uint8]
Image = NDArray[np.float32]
Progress = Callable[[float], None]

LAMP_GLOW = 6.0
"""Radiance of what glows."""
LAMP_WEIGHT = 0.3
"""How often a lamp is sampled, against a window or the ceiling, which give more light."""
WINDOW_POWER = 3.0
SUN_POWER = 2.6
"""Radiances against the preview's, which adds what real light loses on its way."""
FILL, OPEN_TOP, OPEN_SIDE = 0.6, 3.0, 4.0
"""What the ceiling gives, and the sky where ceiling or walls are left out, against the preview's fill."""
SUN_PIXELS = 1024
BRIGHTER = 1.1
"""The picture's typical brightness against the preview's grey, which is of the light that arrives."""
LEAST_ALBEDO = 0.02
FRAME = 0.12
"""How far beyond its pane a window still lets one look out, obliquely through the wall [m]."""
GUIDES = 4
"""Samples a point of what guides the denoiser: edges must lie where they lie in the picture."""
FINER = 2
"""Points traced for each pixel along its sides."""


@dataclass(frozen=True)
class Quality:
    """Samples a pixel and the longest path."""

    samples: int
    depth: int


DRAFT = Quality(8, 4)
PHOTO = Quality(32, 8)
UNCLEANED = 8
"""So many times the samples are taken where noise cannot be taken out."""
PASS = 8
"""Samples a pixel in one go: between two goes the progress is told and Ctrl-C is heard."""


def photograph(
    stage: Stage,
    views: tuple[View, ...],
    quality: Quality = DRAFT,
    progress: Progress | None = None,
    variant: str = "scalar_rgb",
) -> Iterator[Picture]:
    """Pictures [H, W, 3] of the views, in order, by one of Mitsuba's variants. `progress` hears the finished share.
    Raises `ImportError` when mitsuba is not installed. Without a denoiser it takes more samples, and longer. A crash of
    Mitsuba takes the process down: see `apart.photograph_apart`."""
    import mitsuba

    mitsuba.set_variant(variant)
    mitsuba.set_log_level(mitsuba.LogLevel.Error)
    lighting = light(stage)
    drawn = batches(stage.items, frozenset().union(*(v.without for v in views)))
    if not can_denoise():
        quality = replace(quality, samples=UNCLEANED * quality.samples)
    tracer = _Tracer(mitsuba, stage.room, lighting, drawn, quality)
    tell = progress or (lambda share: None)
    for k, view in enumerate(views):
        shot = tracer.trace(view, lambda share, done=k: tell((done + share) / len(views)))  # type: ignore[misc]
        yield _developed(shot)


def _developed(shot: _Shot) -> Picture:
    """The picture at its own size: exposed, with the paper behind it and the world outside the windows."""
    colour = developed(shot.colour * _exposure(shot))
    colour = np.where(shot.shown[..., None], colour, np.array(BACKGROUND))
    colour[shot.outside] = developed(shot.world)
    height, width = shot.shown.shape
    mean = colour.reshape(height // FINER, FINER, width // FINER, FINER, 3).mean(axis=(1, 3))
    return np.asarray(np.round(np.clip(mean, 0, 1) * 255), dtype=np.uint8)


@dataclass(frozen=True)
class _Shot:
    """What was traced: light that comes to the camera and surface colour [H, W, 3], both linear; which points [H, W]
    show something, which look out of a window, and the light [N, 3] of what these see there."""

    colour: Image
    albedo: Image
    shown: NDArray[np.bool_]
    outside: NDArray[np.bool_]
    world: NDArray[np.float64]


def _exposure(shot: _Shot) -> NDArray[np.float64]:
    """The factor [3] that brings the picture's typical brightness to `GREY` and takes out most of the light's tint.
    Like the preview's it goes mostly by the light that arrives, so that a dark room stays dark."""
    colour, albedo = shot.colour[shot.shown], np.maximum(shot.albedo[shot.shown], LEAST_ALBEDO)
    bright = colour.mean(axis=1)
    itself = float(np.mean(np.minimum(bright, 3 * np.median(bright))))
    typical = np.median(colour / albedo, axis=0)
    level = METERED * USUAL * float(typical.mean()) + (1 - METERED) * itself
    tint = (typical / typical.mean()) ** WHITE_BALANCE
    return np.asarray(BRIGHTER * GREY / max(level, 1e-5) / tint, dtype=np.float64)


class _Tracer:
    """Mitsuba scenes of one stage; meshes are made once and shared by all views."""

    def __init__(
        self, mitsuba: Any, room: Room, lighting: Lighting, drawn: tuple[Batch, ...], quality: Quality
    ) -> None:
        self._mi, self._lighting, self._quality, self._height = mitsuba, lighting, quality, room.height
        self._textures: dict[str, Any] = {}
        self._solid = [b for b in drawn if not _is_pane(b)]
        self._lit = [self._mesh(b, self._bsdf(b), self._glow(b)) for b in self._solid]
        self._panes = [(f"wall-{p.wall}", self._pane(p)) for p in lighting.panes]
        self._shadow = self._sun_shadow(room)

    def trace(self, view: View, tell: Progress) -> _Shot:
        """The view, without noise. `tell` hears the finished share."""
        view = replace(view, width=view.width * FINER, height=view.height * FINER)
        shown = [b.group not in view.hidden | view.without for b in self._solid]
        panes = {f"pane-{k}": pane for k, (group, pane) in enumerate(self._panes) if group not in view.hidden}
        raw = self._accumulate(view, _pick("s", self._lit, shown) | panes | self._sky(view), tell)
        sight = Sight(_shown(self._solid, shown))
        point = sight.guides(view, 1)
        colour = np.maximum(raw[..., :3] - self._pretended(point), 0.0)
        if self._shadow is not None:
            sun = np.array(self._lighting.sun_colour, dtype=np.float32) * np.float32(SUN_POWER)
            colour = np.asarray(colour + self._shadow.lit(point)[..., None] * sun * point.albedo, dtype=np.float32)
        clean = denoise(colour, sight.guides(view, GUIDES)) if can_denoise() else colour
        return _Shot(clean, point.albedo, point.shown, *self._world(view, point))

    def _pretended(self, point: Guides) -> Image:
        """The ceiling's glow [H, W, 3] where one looks at it: it stands for light that comes in several turns, and
        without it in the picture the ceiling is as bright as what falls on it makes it."""
        ceiling = (point.normal[..., 2] < -0.99) & (np.abs(point.place[..., 2] - self._height) < 0.002)
        glow = np.array(self._lighting.fill) * FILL
        return np.asarray(ceiling[..., None] * glow, dtype=np.float32)

    def _world(self, view: View, guides: Guides) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
        """Which points look out of a window, and the light that they see there."""
        rays = rays_of(view)[..., 3:].astype(np.float64)
        through = np.zeros(guides.shown.shape, dtype=bool)
        for pane in self._lighting.panes:
            if f"wall-{pane.wall}" not in view.hidden:
                through |= _crosses(view.position, rays, pane)
        through &= ~guides.shown
        out = rays[through]
        return through, outside(out / np.linalg.norm(out, axis=1, keepdims=True)) * max(self._lighting.day, NIGHT)

    def _accumulate(self, view: View, parts: dict[str, Any], tell: Progress) -> Image:
        """The mean of as many passes as the samples need."""
        passes = max(1, round(self._quality.samples / PASS))
        samples = math.ceil(self._quality.samples / passes / FINER**2)
        total = np.zeros((view.height, view.width, 4), dtype=np.float32)
        for k in range(passes):
            total += self._render(self._sensor(view, samples), parts, self._quality.depth, seed=k)
            tell((k + 1) / passes)
        return total / np.float32(passes)

    def _sky(self, view: View) -> dict[str, Any]:
        """An even sky where the room is open to it: above, or where a wall with windows is left out."""
        if "ceiling" in view.hidden:
            power = OPEN_TOP
        elif any(group in view.hidden for group, _ in self._panes):
            power = OPEN_SIDE
        else:
            return {}
        return {"sky": {"type": "constant", "radiance": _rgb(self._lighting.fill, power)}}

    def _render(self, sensor: dict[str, Any], parts: dict[str, Any], depth: int, seed: int = 0) -> Image:
        path = {"type": "path", "max_depth": depth, "rr_depth": 4}
        scene = self._mi.load_dict({"type": "scene", **parts, "sensor": sensor, "integrator": path})
        return np.asarray(self._mi.render(scene, seed=seed), dtype=np.float32)

    def _sensor(self, view: View, samples: int) -> dict[str, Any]:
        return self._film(_mitsuba_pose(view.pose), view.width, view.height, samples) | {
            "type": "perspective",
            "fov": math.degrees(view.yfov),
            "fov_axis": "y",
            "principal_point_offset_y": view.shift / 2,
        }

    def _film(self, pose: NDArray[np.float64], width: int, height: int, samples: int) -> dict[str, Any]:
        film = {"type": "hdrfilm", "width": width, "height": height, "pixel_format": "rgba", "rfilter": {"type": "box"}}
        return {
            "to_world": self._mi.ScalarTransform4f(pose),
            "near_clip": 0.05,
            "far_clip": 200.0,
            "film": film,
            "sampler": {"type": "independent", "sample_count": samples},
        }

    def _mesh(self, batch: Batch, bsdf: dict[str, Any], radiance: dict[str, Any] | None) -> Any:
        props = self._mi.Properties()
        props["bsdf"] = self._mi.load_dict(bsdf)
        if radiance is not None:
            weight = LAMP_WEIGHT if max(batch.material.emission) > 0 else 1.0
            props["emitter"] = self._mi.load_dict({"type": "area", "radiance": radiance, "sampling_weight": weight})
        mesh = self._mi.Mesh(
            batch.material.name, len(batch.vertices), len(batch.faces), props=props, has_vertex_normals=True,
            has_vertex_texcoords=batch.uv is not None,
        )  # fmt: skip
        values = self._mi.traverse(mesh)
        values["vertex_positions"] = batch.vertices.astype(np.float32).ravel()
        values["vertex_normals"] = batch.normals.astype(np.float32).ravel()
        values["faces"] = batch.faces.astype(np.uint32).ravel()
        if batch.uv is not None:
            values["vertex_texcoords"] = (batch.uv * (1, -1)).astype(np.float32).ravel()
        values.update()
        return mesh

    def _colour(self, batch: Batch) -> dict[str, Any]:
        m = batch.material
        if m.texture is None:
            return _rgb(linear(m.colour))
        return {"type": "bitmap", "bitmap": self._bitmap(m.texture, tuple(m.colour)), "raw": True}

    def _bsdf(self, batch: Batch) -> dict[str, Any]:
        m = batch.material
        plain = _rgb(linear(m.colour))
        if m.surface is not None or m.relief is not None or m.cutout:
            return self._mapped(batch)
        if m.metallic > 0.5:
            return {"type": "twosided", "bsdf": _metal(m.roughness, plain)}
        if m.opacity < 1:
            return _glass(linear(m.colour), m.opacity) if m.roughness < 0.3 else _veil(plain, m.opacity)
        colour = self._colour(batch)
        if m.roughness > 0.55:
            return {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": colour}}
        rough = {
            "type": "roughplastic",
            "diffuse_reflectance": colour,
            "alpha": max(m.roughness**2, 0.02),
            "nonlinear": False,
        }
        return {"type": "twosided", "bsdf": rough}

    def _mapped(self, batch: Batch) -> dict[str, Any]:
        """An imported surface with its maps: Disney's principled one, embossed and with holes."""
        m = batch.material
        kept: dict[str, Any] = {"type": "principled", "base_color": self._colour(batch)}
        for k, (name, value) in enumerate((("roughness", m.roughness), ("metallic", m.metallic)), 1):
            kept[name] = value if m.surface is None else self._raw(texture_image(m.surface)[..., k])
        if m.relief is not None:
            kept = {"type": "normalmap", "normalmap": self._raw(texture_image(m.relief)), "bsdf": kept}
        kept = {"type": "twosided", "bsdf": kept}
        if m.cutout and m.texture is not None:
            return {"type": "mask", "opacity": self._raw(cover(m.texture)), "bsdf": kept}
        return {"type": "mask", "opacity": m.opacity, "bsdf": kept} if m.opacity < 1 else kept

    def _raw(self, image: NDArray[np.uint8]) -> dict[str, Any]:
        """A picture as numbers."""
        values = (image / 255.0).astype(np.float32)
        return {"type": "bitmap", "bitmap": self._mi.Bitmap(values.reshape(*image.shape[:2], -1)), "raw": True}

    def _bitmap(self, name: str, tint: tuple[float, ...]) -> Any:
        key = f"{name}|{tint}"
        if key not in self._textures:
            light_ = linear(texture_image(name)[::2, ::2] / 255.0) * linear(tint)
            self._textures[key] = self._mi.Bitmap(light_.astype(np.float32))
        return self._textures[key]

    def _glow(self, batch: Batch) -> dict[str, Any] | None:
        """The radiance of what glows: lamps, and the ceiling with the light that the preview's fill stands for."""
        if max(batch.material.emission) > 0:
            return _rgb(linear(batch.material.emission), LAMP_GLOW)
        return _rgb(self._lighting.fill, FILL) if batch.group == "ceiling" else None

    def _pane(self, pane: Pane) -> dict[str, Any]:
        """The window's rectangle just outside the wall, so that it lights the reveal and the sashes too."""
        matrix = np.eye(4)
        matrix[:3, 0], matrix[:3, 1], matrix[:3, 2] = pane.u * 0.55, pane.v * 0.55, pane.normal
        matrix[:3, 3] = pane.corner - pane.normal * (WALL_THICKNESS + 0.02) + (pane.u + pane.v) / 2
        if np.cross(pane.u, pane.v) @ pane.normal < 0:
            matrix[:3, 0] *= -1
        return {
            "type": "rectangle",
            "to_world": self._mi.ScalarTransform4f(matrix),
            "emitter": {"type": "area", "radiance": _rgb(pane.radiance, WINDOW_POWER)},
        }

    def _sun_shadow(self, room: Room) -> ShadowMap | None:
        """Where the sun's rays end, seen from the sun: everything stands, but lampshades and veils let it through."""
        if self._lighting.sun is None:
            return None
        x0, y0, x1, y1 = room.bounds
        middle = np.array([(x0 + x1) / 2, (y0 + y1) / 2, room.height / 2])
        reach = math.hypot(x1 - x0, y1 - y0, room.height) / 2 + WALL_THICKNESS
        pose = look_at(middle + self._lighting.sun * 2 * reach, middle)
        solid = [max(b.material.emission) <= 0 and b.material.opacity > 0.6 for b in self._solid]
        places = Sight(_shown(self._solid, solid)).places(_parallel(pose, reach, SUN_PIXELS))
        return ShadowMap(pose, reach, places, self._lighting.sun)


def _parallel(pose: NDArray[np.float64], reach: float, side: int) -> Image:
    """Rays [side, side, 6] that run side by side through a square of half width `reach` [m], from the top left."""
    step = (np.arange(side) + 0.5) / side * 2 - 1
    x, y = np.meshgrid(step * reach, -step * reach)
    rays = np.empty((side, side, 6), dtype=np.float32)
    rays[..., :3] = pose[:3, 3] + x[..., None] * pose[:3, 0] + y[..., None] * pose[:3, 1]
    rays[..., 3:] = -pose[:3, 2]
    return rays


def _shown(solid: list[Batch], shown: list[bool]) -> list[Batch]:
    return [b for b, there in zip(solid, shown, strict=True) if there]


def _crosses(origin: NDArray[np.float64], rays: NDArray[np.float64], pane: Pane) -> NDArray[np.bool_]:
    """Which rays [H, W, 3] leave through the pane or its frame."""
    down = rays @ pane.normal
    reach = float((pane.corner - origin) @ pane.normal) / np.where(down < -1e-6, down, -1e-6)
    at = origin + rays * reach[..., None] - pane.corner
    u, v = (at @ e / (e @ e) for e in (pane.u, pane.v))
    edge = FRAME / np.array([np.linalg.norm(pane.u), np.linalg.norm(pane.v)])
    inside = (np.abs(u - 0.5) < 0.5 + edge[0]) & (np.abs(v - 0.5) < 0.5 + edge[1])
    return np.asarray((down < -1e-6) & (reach > 0) & inside)


def _is_pane(batch: Batch) -> bool:
    """Whether it is the glass of a window: that would only block the light's samples."""
    return not batch.furniture and batch.material.opacity < 1


def _mitsuba_pose(pose: NDArray[np.float64]) -> NDArray[np.float64]:
    """Mitsuba's cameras look along +z with x to the left."""
    return pose @ np.diag([-1.0, 1.0, -1.0, 1.0])


def _rgb(colour: ArrayLike, factor: float = 1.0) -> dict[str, Any]:
    return {"type": "rgb", "value": [float(c) * factor for c in np.asarray(colour)]}


def _pick(prefix: str, meshes: list[Any], shown: list[bool]) -> dict[str, Any]:
    """The meshes that are shown, under names of their own."""
    return {f"{prefix}{k}": m for k, m in enumerate(meshes) if shown[k]}


def _metal(roughness: float, colour: dict[str, Any]) -> dict[str, Any]:
    if roughness < 0.05:
        return {"type": "conductor", "material": "none", "specular_reflectance": colour}
    return {"type": "roughconductor", "material": "none", "alpha": roughness**2, "specular_reflectance": colour}


def _glass(colour: NDArray[np.float64], opacity: float) -> dict[str, Any]:
    """One of the two faces of a pane, which together colour what is behind as much as the preview's blending does."""
    face = np.sqrt(1 - opacity * (1 - colour))
    return {"type": "thindielectric", "int_ior": 1.5, "specular_transmittance": _rgb(face)}


def _veil(colour: dict[str, Any], opacity: float) -> dict[str, Any]:
    """Cloth or frosted glass that lets light through."""
    return {
        "type": "mask",
        "opacity": opacity,
        "bsdf": {"type": "twosided", "bsdf": {"type": "diffuse", "reflectance": colour}},
    }
