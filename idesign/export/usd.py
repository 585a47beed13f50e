"""The scene as OpenUSD: `.usd`, `.usda`, `.usdc`, or one `.usdz` package for phones (needs the extra `sim`: usd-core).

Metres (`metersPerUnit` 1), z up; a `.usdz` is y up, which Quick Look expects. Every object is an Xform below
`/World/Things` with its id as display name, a reference to its model (equal assets share one), a semantic label (its
category), a `UsdPhysics` rigid body with mass, and the solver's solid boxes as colliders; the room's walls and floor
are static colliders. Materials are UsdPreviewSurface (UsdPreviewSurface Specification 2.6). The file is opened again,
run through all of `UsdValidation`, and compared with the scene.
"""

from __future__ import annotations

import math
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from assets.catalogue import before_window
from assets.model import Material, Model, Part
from idesign.errors import ExportError, InputError
from idesign.export.physics import RigidBody, StaticBox, floor_box, rigid_bodies, solid_walls
from idesign.files import whole_files
from idesign.render.models import ModelSource, model_of
from idesign.render.pictures import holed, linear, texture_image
from idesign.render.stage import Item, Stage, build_stage
from idesign.scene import Scene

ENDINGS = (".usd", ".usda", ".usdc", ".usdz")
TOLERANCE = 1e-3
"""How far a re-opened object's extents may be off [m]."""
JPEG_QUALITY = 88


def write_usd(scene: Scene, path: Path, source: ModelSource = model_of) -> Path:
    """Writes the scene; textures of the unpackaged kinds go into `<name>_textures` beside it. Raises `ExportError` when
    the file differs from the scene, `InputError` when its ending is none of `ENDINGS` or usd-core is missing."""
    if path.suffix not in ENDINGS:
        raise InputError(f"--out {path}: ends in {path.suffix or 'nothing'}; use one of {', '.join(ENDINGS)}")
    _need_usd()
    stage = build_stage(scene, source)
    with whole_files(path) as folder, _said_in_one_line(path):
        _write(scene, stage, folder / path.name)
        verify_usd(folder / path.name, stage)
    return path


@contextmanager
def _said_in_one_line(path: Path) -> Iterator[None]:
    """What USD cannot write or open (on a full disk, say) becomes an `ExportError`."""
    from pxr import Tf

    try:
        yield
    except Tf.ErrorException as e:
        raise ExportError(f"{path.name}: could not be written ({str(e).split(' : ')[-1].strip()})") from e


def _need_usd() -> None:
    try:
        import pxr  # noqa: F401
    except ImportError as e:
        raise InputError("--format usd: needs usd-core; install it with: pip install 'idesign[sim]'") from e


def _write(scene: Scene, stage: Stage, path: Path) -> None:
    """One layer with its textures beside it, or a package of them."""
    if path.suffix != ".usdz":
        _Writer(scene, path.parent, f"{path.stem}_textures", y_up=False).write(stage, path)
        return
    from pxr import UsdUtils

    with tempfile.TemporaryDirectory() as parts:
        layer = Path(parts) / f"{path.stem}.usdc"
        _Writer(scene, layer.parent, f"{path.stem}_textures", y_up=True).write(stage, layer)
        package = Path(parts) / "package.usdz"
        if not UsdUtils.CreateNewUsdzPackage(str(layer), str(package)):
            raise ExportError(f"{path.name}: could not be packaged")
        shutil.copyfile(package, path)


@dataclass
class _Writer:
    """Writes one stage. `models` remembers the prototype of each asset."""

    scene: Scene
    folder: Path
    textures: str
    y_up: bool
    models: dict[str, str] = field(default_factory=dict)
    usd: Any = None

    def write(self, stage: Stage, layer: Path) -> None:
        from pxr import Kind, Usd, UsdGeom

        self.usd = Usd.Stage.CreateNew(str(layer))
        UsdGeom.SetStageMetersPerUnit(self.usd, 1.0)
        UsdGeom.SetStageUpAxis(self.usd, UsdGeom.Tokens.y if self.y_up else UsdGeom.Tokens.z)
        world = UsdGeom.Xform.Define(self.usd, "/World")
        Usd.ModelAPI(world).SetKind(Kind.Tokens.assembly)
        if self.y_up:
            world.AddRotateXOp().Set(-90.0)
        self.usd.SetDefaultPrim(world.GetPrim())
        self._physics_scene()
        self._room(stage)
        self._things(stage)
        self.usd.GetRootLayer().Save()

    def _physics_scene(self) -> None:
        from pxr import Gf, UsdPhysics

        physics = UsdPhysics.Scene.Define(self.usd, "/World/Physics")
        physics.CreateGravityDirectionAttr(Gf.Vec3f(0, -1, 0) if self.y_up else Gf.Vec3f(0, 0, -1))
        physics.CreateGravityMagnitudeAttr(9.81)

    def _room(self, stage: Stage) -> None:
        from pxr import UsdGeom

        UsdGeom.Xform.Define(self.usd, "/World/Room")
        for k, item in enumerate(i for i in stage.items if i.thing is None):
            self._model(f"/World/Room/{_identifier(item.name)}_{k}", item.model)
        for k, wall in enumerate(solid_walls(stage.room)):
            self._static(f"/World/Room/Colliders/wall_{k}", wall)
        self._static("/World/Room/Colliders/floor", floor_box(stage.room))

    def _things(self, stage: Stage) -> None:
        from pxr import UsdGeom

        UsdGeom.Scope.Define(self.usd, "/World/Things")
        bodies = {b.thing.id: b for b in rigid_bodies(self.scene)}
        for name, item in thing_names(stage).items():
            self._thing(f"/World/Things/{name}", item, bodies[item.name])

    def _thing(self, path: str, item: Item, body: RigidBody) -> None:
        from pxr import Gf, Kind, Usd, UsdGeom, UsdSemantics

        thing = body.thing
        xform = UsdGeom.Xform.Define(self.usd, path)
        xform.AddTranslateOp().Set(Gf.Vec3d(thing.x, thing.y, thing.z))
        xform.AddRotateZOp().Set(float(thing.yaw_deg))
        prim = xform.GetPrim()
        prim.GetReferences().AddInternalReference(self._prototype(item, body))
        prim.SetDisplayName(thing.id)
        Usd.ModelAPI(prim).SetKind(Kind.Tokens.component)
        labels = UsdSemantics.LabelsAPI.Apply(prim, "class")
        labels.CreateLabelsAttr([thing.category])
        known = (("id", thing.id), ("name", thing.name), ("licence", thing.asset.licence))
        for key, value in (*known, ("before_window", before_window(thing.category))):
            prim.SetCustomDataByKey(f"idesign:{key}", value)
        if thing.price is not None:
            prim.SetCustomDataByKey("idesign:price", f"{thing.price.amount:.2f} {thing.price.currency}")
        self._rigid(prim, body)

    def _rigid(self, prim: Any, body: RigidBody) -> None:
        from pxr import Gf, UsdPhysics

        if body.fixed:
            return
        UsdPhysics.RigidBodyAPI.Apply(prim)
        mass = UsdPhysics.MassAPI.Apply(prim)
        mass.CreateMassAttr(round(body.mass, 4))
        mass.CreateCenterOfMassAttr(Gf.Vec3f(*body.centre_of_mass))

    def _prototype(self, item: Item, body: RigidBody) -> str:
        """The path of the class prim that holds the item's model and colliders."""
        key = f"{body.thing.asset.source}:{body.thing.asset.id}"
        if key not in self.models:
            path = f"/Models/m{len(self.models)}_{_identifier(body.thing.category)}"
            self.usd.CreateClassPrim("/Models")
            self._model(path, item.model)
            for k, block in enumerate(body.blocks):
                self._box(f"{path}/Colliders/box_{k}", block.centre, block.half, yaw=0.0)
            self.models[key] = path
        return self.models[key]

    def _static(self, path: str, box: StaticBox) -> None:
        self._box(path, box.centre, box.half, box.yaw)

    def _box(self, path: str, centre: tuple[float, float, float], half: tuple[float, float, float], yaw: float) -> None:
        """An invisible box that things collide with."""
        from pxr import Gf, UsdGeom, UsdPhysics

        cube = UsdGeom.Cube.Define(self.usd, path)
        cube.CreateSizeAttr(2.0)
        cube.AddTranslateOp().Set(Gf.Vec3d(*centre))
        cube.AddRotateZOp().Set(math.degrees(yaw))
        cube.AddScaleOp().Set(Gf.Vec3f(*half))
        cube.CreatePurposeAttr(UsdGeom.Tokens.guide)
        UsdPhysics.CollisionAPI.Apply(cube.GetPrim())

    def _model(self, path: str, model: Model) -> None:
        from pxr import UsdGeom

        UsdGeom.Xform.Define(self.usd, path)
        for k, part in enumerate(model.parts):
            self._mesh(f"{path}/{_identifier(part.name)}_{k}", part, self._material(path, part.material))

    def _mesh(self, path: str, part: Part, material: Any) -> None:
        from pxr import Sdf, UsdGeom, UsdShade, Vt

        mesh = UsdGeom.Mesh.Define(self.usd, path)
        vertices, faces = part.mesh.vertices.astype(np.float32), part.mesh.faces.astype(np.int32)
        mesh.CreatePointsAttr(Vt.Vec3fArray.FromNumpy(vertices))
        mesh.CreateFaceVertexCountsAttr(Vt.IntArray.FromNumpy(np.full(len(faces), 3, np.int32)))
        mesh.CreateFaceVertexIndicesAttr(Vt.IntArray.FromNumpy(faces.ravel()))
        mesh.CreateNormalsAttr(Vt.Vec3fArray.FromNumpy(part.mesh.vertex_normals.astype(np.float32)))
        mesh.SetNormalsInterpolation(UsdGeom.Tokens.vertex)
        mesh.CreateSubdivisionSchemeAttr(UsdGeom.Tokens.none)
        mesh.CreateDoubleSidedAttr(part.material.double_sided)
        mesh.CreateExtentAttr(Vt.Vec3fArray.FromNumpy(np.array([vertices.min(axis=0), vertices.max(axis=0)])))
        if part.uv is not None and part.material.texture is not None:
            st = UsdGeom.PrimvarsAPI(mesh).CreatePrimvar(
                "st", Sdf.ValueTypeNames.TexCoord2fArray, UsdGeom.Tokens.vertex
            )
            st.Set(Vt.Vec2fArray.FromNumpy((part.uv / part.material.tile).astype(np.float32)))
        UsdShade.MaterialBindingAPI.Apply(mesh.GetPrim()).Bind(material)

    def _material(self, model: str, material: Material) -> Any:
        """A UsdPreviewSurface below the model that uses it, so that a reference to the model brings it along."""
        from pxr import Gf, Sdf, UsdShade

        path = f"{model}/Looks/{_identifier(material.name)}"
        found = UsdShade.Material.Get(self.usd, path)
        if found:
            return found
        made = UsdShade.Material.Define(self.usd, path)
        surface = UsdShade.Shader.Define(self.usd, f"{path}/Surface")
        surface.CreateIdAttr("UsdPreviewSurface")
        surface.CreateInput("roughness", Sdf.ValueTypeNames.Float).Set(material.roughness)
        surface.CreateInput("metallic", Sdf.ValueTypeNames.Float).Set(material.metallic)
        surface.CreateInput("opacity", Sdf.ValueTypeNames.Float).Set(material.opacity)
        colour = Gf.Vec3f(*(float(c) for c in linear(material.colour)))
        emission = Gf.Vec3f(*(float(c) for c in linear(material.emission)))
        surface.CreateInput("emissiveColor", Sdf.ValueTypeNames.Color3f).Set(emission)
        diffuse = surface.CreateInput("diffuseColor", Sdf.ValueTypeNames.Color3f)
        if material.texture is None:
            diffuse.Set(colour)
        else:
            texture = self._texture(path, material.texture, colour, material.cutout)
            diffuse.ConnectToSource(texture.CreateOutput("rgb", Sdf.ValueTypeNames.Float3))
            if material.cutout:  # holes: what is less than half covered is not there at all
                holes = texture.CreateOutput("a", Sdf.ValueTypeNames.Float)
                surface.GetInput("opacity").ConnectToSource(holes)
                surface.CreateInput("opacityThreshold", Sdf.ValueTypeNames.Float).Set(0.5)
        made.CreateSurfaceOutput().ConnectToSource(surface.ConnectableAPI(), "surface")
        return made

    def _texture(self, path: str, name: str, colour: Any, cutout: bool) -> Any:
        """A texture that is read at `st` and multiplied with the colour, both in linear light."""
        from pxr import Gf, Sdf, UsdShade

        reader = UsdShade.Shader.Define(self.usd, f"{path}/St")
        reader.CreateIdAttr("UsdPrimvarReader_float2")
        reader.CreateInput("varname", Sdf.ValueTypeNames.String).Set("st")
        reader.CreateOutput("result", Sdf.ValueTypeNames.Float2)
        texture = UsdShade.Shader.Define(self.usd, f"{path}/Texture")
        texture.CreateIdAttr("UsdUVTexture")
        texture.CreateInput("file", Sdf.ValueTypeNames.Asset).Set(self._image(name, cutout))
        texture.CreateInput("st", Sdf.ValueTypeNames.Float2).ConnectToSource(reader.ConnectableAPI(), "result")
        for side in ("wrapS", "wrapT"):
            texture.CreateInput(side, Sdf.ValueTypeNames.Token).Set("repeat")
        texture.CreateInput("sourceColorSpace", Sdf.ValueTypeNames.Token).Set("sRGB")
        texture.CreateInput("scale", Sdf.ValueTypeNames.Float4).Set(Gf.Vec4f(*colour, 1.0))
        return texture

    def _image(self, name: str, cutout: bool) -> str:
        """The texture's file, relative to the layer; with its holes it is a PNG: JPEG has no alpha."""
        path = Path(self.textures) / f"{_identifier(name)}.{'png' if cutout else 'jpg'}"
        if not (self.folder / path).exists():
            (self.folder / path).parent.mkdir(exist_ok=True)
            if cutout:
                Image.fromarray(holed(name)).save(self.folder / path)
            else:
                Image.fromarray(texture_image(name)).save(self.folder / path, quality=JPEG_QUALITY, subsampling=0)
        return f"./{path.as_posix()}"


def thing_names(stage: Stage) -> dict[str, Item]:
    """A prim name for each object: its id where that is a name in USD, else made one; never the same twice."""
    names: dict[str, Item] = {}
    for item in stage.items:
        if item.thing is not None:
            stem = name = _identifier(item.name)
            k = 2
            while name in names:
                name, k = f"{stem}_{k}", k + 1
            names[name] = item
    return names


def _identifier(text: str) -> str:
    from pxr import Tf

    return str(Tf.MakeValidIdentifier(text))


def verify_usd(path: Path, stage: Stage) -> None:
    """Opens the file, validates it and compares every object's extents. Raises `ExportError` where they differ."""
    from pxr import Usd, UsdGeom, UsdValidation

    usd = Usd.Stage.Open(str(path))
    validators = UsdValidation.ValidationRegistry().GetOrLoadAllValidators()
    faults = [e for e in UsdValidation.ValidationContext(validators).Validate(usd) if not e.HasNoError()]
    if faults:
        raise ExportError(f"{path.name}: {faults[0].GetErrorAsString()}")
    if UsdGeom.GetStageMetersPerUnit(usd) != 1.0:
        raise ExportError(f"{path.name}: its unit is not the metre")
    cache = UsdGeom.BBoxCache(Usd.TimeCode.Default(), [UsdGeom.Tokens.default_])
    for name, item in thing_names(stage).items():
        prim = usd.GetPrimAtPath(f"/World/Things/{name}")
        if not prim or prim.GetDisplayName() != item.name:
            raise ExportError(f"{path.name}: has no object {item.name}")
        box = cache.ComputeUntransformedBound(prim).ComputeAlignedBox()
        have = np.array([list(box.GetMin()), list(box.GetMax())])
        if not np.allclose(have, item.model.bounds, atol=TOLERANCE):
            raise ExportError(f"{path.name}: {item.name} differs by {np.abs(have - item.model.bounds).max():.4f} m")
        stands = np.array(UsdGeom.Xformable(prim).GetLocalTransformation()).T
        if not np.allclose(stands, item.matrix, atol=TOLERANCE):
            raise ExportError(f"{path.name}: {item.name} does not stand where the scene says")
