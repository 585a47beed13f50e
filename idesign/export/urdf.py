"""The scene as URDF for ROS, Drake, PyBullet and Isaac: `<name>.urdf` with its meshes in `<name>_assets` beside it.

Metres, z up. The room and each object is a link, fixed to `world` where the scene says; who wants one to move gives its
joint another type. Meshes are for the eye, the solver's boxes for contact, with mass and inertia. URDF's readers agree
on no textures, so a textured material is its mean colour. Where mujoco is installed (it reads URDF) the file is loaded
again and compared.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from assets.model import Model, Part
from idesign.export.cut_out import cut_out
from idesign.export.mjcf import obj_text, row, verify_bodies
from idesign.export.physics import Block, RigidBody, floor_box, rigid_bodies, solid_walls
from idesign.files import whole_files
from idesign.render.models import ModelSource, model_of
from idesign.render.pictures import plain_colour
from idesign.render.stage import Stage, build_stage
from idesign.scene import Scene

ROOM = "idesign:room"
COMPILER = {"strippath": "false", "discardvisual": "false", "fusestatic": "false", "balanceinertia": "true"}
"""What MuJoCo is to do with the file; other readers skip it."""


def write_urdf(scene: Scene, path: Path, source: ModelSource = model_of) -> Path:
    """Writes the file and its meshes. Raises `ExportError` when they differ from the scene."""
    stage = build_stage(scene, source)
    with whole_files(path) as folder:
        _Writer(folder, f"{path.stem}_assets").write(scene, stage, folder / path.name)
        verify_bodies(folder / path.name, scene)
    return path


@dataclass
class _Writer:
    """Writes links; `models` remembers file and material of each part of an asset."""

    folder: Path
    assets: str
    root: ET.Element = field(default_factory=lambda: ET.Element("robot", name="room"))
    models: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    materials: set[str] = field(default_factory=set)

    def write(self, scene: Scene, stage: Stage, path: Path) -> None:
        (self.folder / self.assets).mkdir()
        ET.SubElement(ET.SubElement(self.root, "mujoco"), "compiler", COMPILER)
        ET.SubElement(self.root, "link", name="world")
        self._room(stage)
        models = {i.name: i.model for i in stage.items if i.thing is not None}
        for body in rigid_bodies(scene):
            self._thing(body, models[body.thing.id])
        ET.indent(self.root)
        path.write_bytes(ET.tostring(self.root, encoding="utf-8", xml_declaration=True))

    def _room(self, stage: Stage) -> None:
        link = self._link(ROOM, (0.0, 0.0, 0.0), 0.0)
        for item in stage.shell.items:
            self._looks(link, f"room:{item.name}", item.model)
        for box in (floor_box(stage.room), *solid_walls(stage.room)):
            _box(link, box.centre, box.half, box.yaw)

    def _thing(self, body: RigidBody, model: Model) -> None:
        thing = body.thing
        link = self._link(thing.id, (thing.x, thing.y, thing.z), thing.pose.yaw)
        if body.blocks:
            _inertial(link, body)
        self._looks(link, f"{thing.asset.source}:{thing.asset.id}", model)
        for block in body.blocks:
            _box(link, block.centre, block.half, 0.0)

    def _link(self, name: str, at: tuple[float, float, float], yaw: float) -> ET.Element:
        link = ET.SubElement(self.root, "link", name=name)
        joint = ET.SubElement(self.root, "joint", name=f"place of {name}", type="fixed")
        ET.SubElement(joint, "parent", link="world")
        ET.SubElement(joint, "child", link=name)
        ET.SubElement(joint, "origin", xyz=row(at), rpy=row((0.0, 0.0, yaw)))
        return link

    def _looks(self, link: ET.Element, key: str, model: Model) -> None:
        if key not in self.models:
            stem = f"m{len(self.models)}"
            self.models[key] = [self._part(f"{stem}-{k}", cut_out(part)) for k, part in enumerate(model.parts)]
        for file, material in self.models[key]:
            visual = ET.SubElement(link, "visual")
            ET.SubElement(ET.SubElement(visual, "geometry"), "mesh", filename=file)
            ET.SubElement(visual, "material", name=material)

    def _part(self, name: str, part: Part) -> tuple[str, str]:
        """The part's file, relative to the document, and the name of its material."""
        file = f"{self.assets}/{name}.obj"
        (self.folder / file).write_text(obj_text(part), encoding="ascii")
        m = part.material
        if m.name not in self.materials:
            self.materials.add(m.name)
            made = ET.Element("material", name=m.name)
            ET.SubElement(made, "color", rgba=row((*plain_colour(m), m.opacity)))
            self.root.insert(1, made)
        return file, m.name


def _box(link: ET.Element, centre: tuple[float, ...], half: tuple[float, ...], yaw: float) -> None:
    collision = ET.SubElement(link, "collision")
    ET.SubElement(collision, "origin", xyz=row(centre), rpy=row((0.0, 0.0, yaw)))
    ET.SubElement(ET.SubElement(collision, "geometry"), "box", size=row(tuple(2 * h for h in half)))


def _inertial(link: ET.Element, body: RigidBody) -> None:
    """Mass, its centre, and the inertia about it [kg m2]: that of the boxes, by the parallel axis theorem."""
    centre = np.array(body.centre_of_mass)
    total = sum((_inertia(b, np.array(b.centre) - centre) for b in body.blocks), start=np.zeros((3, 3)))
    inertial = ET.SubElement(link, "inertial")
    ET.SubElement(inertial, "origin", xyz=row(body.centre_of_mass))
    ET.SubElement(inertial, "mass", value=f"{body.mass:.6g}")
    names = {"ixx": (0, 0), "ixy": (0, 1), "ixz": (0, 2), "iyy": (1, 1), "iyz": (1, 2), "izz": (2, 2)}
    ET.SubElement(inertial, "inertia", {k: f"{total[at]:.6g}" for k, at in names.items()})


def _inertia(block: Block, off: Any) -> Any:
    """The inertia [3, 3] of a solid box about a point that is `off` [m] from its centre."""
    x, y, z = (h * h for h in block.half)
    own = np.diag([y + z, x + z, x + y]) / 3
    return block.mass * (own + (off @ off) * np.eye(3) - np.outer(off, off))
