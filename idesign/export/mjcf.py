"""The scene as MJCF for MuJoCo: an XML file with its meshes and textures in `<name>_assets` beside it.

Metres, z up. What stands is a body with a free joint that collides by its solid boxes (`idesign.export.physics`); what
hangs on wall or ceiling is fast. Meshes are for the eye only (geom group 2), boxes for contact (group 3). `settle` lets
the room fall into place and says how far each thing moves: a measure of physical validity. It needs mujoco (the extra
`sim`).
"""

from __future__ import annotations

import math
import xml.etree.ElementTree as ET
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from assets.model import Material, Model, Part
from idesign.errors import ExportError, InputError
from idesign.export.cut_out import cut_out
from idesign.export.physics import RigidBody, StaticBox, floor_box, rigid_bodies, solid_walls
from idesign.files import whole_files
from idesign.render.models import ModelSource, model_of
from idesign.render.pictures import texture_image
from idesign.render.stage import Stage, build_stage
from idesign.scene import Scene

SECONDS = 2.0
"""How long `settle` lets a room fall into place."""
TIME_STEP = 0.002
"""Of the simulation [s]; MuJoCo's default."""
TOLERANCE = 1e-3


def write_mjcf(scene: Scene, path: Path, source: ModelSource = model_of) -> Path:
    """Writes the scene; where mujoco is installed the file is loaded again and compared. Raises `ExportError` when it
    differs from the scene."""
    stage = build_stage(scene, source)
    with whole_files(path) as folder:
        _Writer(folder, f"{path.stem}_assets").write(scene, stage, folder / path.name)
        verify_bodies(folder / path.name, scene)
    return path


@dataclass
class _Writer:
    """Collects assets while bodies are written. `models` remembers the mesh names of each asset."""

    folder: Path
    assets: str
    asset: ET.Element = field(default_factory=lambda: ET.Element("asset"))
    models: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    materials: set[str] = field(default_factory=set)

    def write(self, scene: Scene, stage: Stage, path: Path) -> None:
        (self.folder / self.assets).mkdir()
        root = ET.Element("mujoco", model=scene.room.name or "room")
        ET.SubElement(root, "compiler", angle="radian", meshdir=self.assets, texturedir=self.assets)
        ET.SubElement(root, "option", timestep=f"{TIME_STEP}", integrator="implicitfast")
        root.append(self.asset)
        world = ET.SubElement(root, "worldbody")
        self._room(world, stage)
        for body in rigid_bodies(scene):
            self._body(world, body, next(i.model for i in stage.items if i.name == body.thing.id))
        ET.indent(root)
        path.write_bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True))

    def _room(self, world: ET.Element, stage: Stage) -> None:
        room = ET.SubElement(world, "body", name="idesign:room")
        for item in stage.items:
            if item.thing is None:
                self._looks(room, f"room:{item.name}", item.model)
        for box in (floor_box(stage.room), *solid_walls(stage.room)):
            self._static(room, box)

    def _static(self, parent: ET.Element, box: StaticBox) -> None:
        quat = (math.cos(box.yaw / 2), 0.0, 0.0, math.sin(box.yaw / 2))
        known = {"name": f"idesign:{box.name}", "pos": row(box.centre), "size": row(box.half), "quat": row(quat)}
        ET.SubElement(parent, "geom", known | {"type": "box", "group": "3"})

    def _body(self, world: ET.Element, body: RigidBody, model: Model) -> None:
        thing = body.thing
        half = thing.pose.yaw / 2
        quat = (math.cos(half), 0.0, 0.0, math.sin(half))
        node = ET.SubElement(world, "body", name=thing.id, pos=row((thing.x, thing.y, thing.z)), quat=row(quat))
        if not body.fixed:
            ET.SubElement(node, "freejoint")
        self._looks(node, f"{thing.asset.source}:{thing.asset.id}", model)
        for block in body.blocks:
            known = {"pos": row(block.centre), "size": row(block.half), "mass": f"{block.mass:.6g}"}
            ET.SubElement(node, "geom", known | {"type": "box", "group": "3"})

    def _looks(self, node: ET.Element, key: str, model: Model) -> None:
        if key not in self.models:
            stem = f"m{len(self.models)}"
            self.models[key] = [self._mesh(f"{stem}-{k}", cut_out(part)) for k, part in enumerate(model.parts)]
        for mesh, material in self.models[key]:
            known = {"type": "mesh", "mesh": mesh, "material": material, "group": "2"}
            ET.SubElement(node, "geom", known | {"contype": "0", "conaffinity": "0", "mass": "0"})

    def _mesh(self, name: str, part: Part) -> tuple[str, str]:
        """Names of the part's mesh and material. A shell's inertia is defined for flat meshes too."""
        (self.folder / self.assets / f"{name}.obj").write_text(obj_text(part), encoding="ascii")
        ET.SubElement(self.asset, "mesh", name=name, file=f"{name}.obj", inertia="shell")
        return name, self._material(part.material)

    def _material(self, material: Material) -> str:
        if material.name not in self.materials:
            self.materials.add(material.name)
            rgba = row((*material.colour, material.opacity))
            known = {"name": material.name, "rgba": rgba, "specular": f"{1 - material.roughness:.3g}"}
            if max(material.emission) > 0:
                known["emission"] = "0.6"
            if material.texture is not None:
                known["texture"] = self._texture(material.texture)
            ET.SubElement(self.asset, "material", known)
        return material.name

    def _texture(self, name: str) -> str:
        file = "".join(c if c.isalnum() else "-" for c in name) + ".png"
        path = self.folder / self.assets / file
        if not path.exists():
            Image.fromarray(texture_image(name)).save(path)
            ET.SubElement(self.asset, "texture", name=name, type="2d", file=file)
        return name


def row(values: tuple[float, ...]) -> str:
    """Numbers as an attribute of XML."""
    return " ".join(f"{v:.9g}" for v in values)


def obj_text(part: Part) -> str:
    """The part as Wavefront OBJ with normals, and texture coordinates where it has a texture."""
    lines = [f"v {x:.6f} {y:.6f} {z:.6f}" for x, y, z in part.mesh.vertices]
    lines += [f"vn {x:.4f} {y:.4f} {z:.4f}" for x, y, z in part.mesh.vertex_normals]
    textured = part.uv is not None and part.material.texture is not None
    if textured:
        assert part.uv is not None
        lines += [f"vt {u:.5f} {v:.5f}" for u, v in part.uv / part.material.tile]
    corner = "{0}/{0}/{0}" if textured else "{0}//{0}"
    lines += ["f " + " ".join(corner.format(i + 1) for i in face) for face in part.mesh.faces]
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- opened again
def verify_bodies(path: Path, scene: Scene) -> None:
    """Loads an MJCF or URDF file in MuJoCo, when that is installed, and compares bodies and places."""
    mujoco = _mujoco()
    if mujoco is None:
        return
    model = _load(mujoco, path)
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    for thing in scene.objects:
        number = mujoco.mj_name2id(model, mujoco.mjtObj.mjOBJ_BODY, thing.id)
        if number < 0:
            raise ExportError(f"{path.name}: has no body {thing.id}")
        if math.dist(data.xpos[number], (thing.x, thing.y, thing.z)) > TOLERANCE:
            raise ExportError(f"{path.name}: {thing.id} does not stand where the scene says")


def _mujoco() -> Any:
    try:
        import mujoco
    except ImportError:
        return None
    return mujoco


def _load(mujoco: Any, path: Path) -> Any:
    try:
        return mujoco.MjModel.from_xml_path(str(path))
    except ValueError as e:
        raise ExportError(f"{path.name}: MuJoCo cannot load it ({str(e).splitlines()[0]})") from e


def settle(path: Path, seconds: float = SECONDS) -> dict[str, float]:
    """How far each free body of an MJCF file moves until the room has come to rest [m], by its name. Raises
    `InputError` when mujoco is not installed."""
    mujoco = _mujoco()
    if mujoco is None:
        raise InputError("the settle test needs mujoco; install it with: pip install 'idesign[sim]'")
    model = _load(mujoco, path)
    data = mujoco.MjData(model)
    mujoco.mj_forward(model, data)
    before = data.xpos.copy()
    for _ in range(round(seconds / TIME_STEP)):
        mujoco.mj_step(model, data)
    moved = np.linalg.norm(data.xpos - before, axis=1)
    free = [i for i in range(1, model.nbody) if model.body_dofnum[i] == 6]
    return {model.body(i).name: float(moved[i]) for i in free}
