// A room in 3D: orbit, look in from the doorway or from above, click a thing to read its name and size.
//
// `data` is what `viewer_data` of the Python package makes: the GLB in base64, the room's plan, and what is known of
// each object. Room coordinates (x east, y north, z up) become glTF's (x, z, -y). Everything that comes from `data` is
// set as text, never as markup. `page.js` opens it in a report; the studio's 3D view is made from it too.
import {
  Box3, BufferGeometry, Color, CustomToneMapping, DirectionalLight, Float32BufferAttribute, HalfFloatType, HemisphereLight,
  LineBasicMaterial, LineSegments, PCFShadowMap, PerspectiveCamera, PMREMGenerator, Raycaster, Scene, ShaderChunk, Vector2,
  Vector3, WebGLRenderer, WebGLRenderTarget,
} from "three";
import { OrbitControls } from "three/examples/jsm/controls/OrbitControls.js";
import { RoomEnvironment } from "three/examples/jsm/environments/RoomEnvironment.js";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { EffectComposer } from "three/examples/jsm/postprocessing/EffectComposer.js";
import { GTAOPass } from "three/examples/jsm/postprocessing/GTAOPass.js";
import { OutputPass } from "three/examples/jsm/postprocessing/OutputPass.js";
import { RenderPass } from "three/examples/jsm/postprocessing/RenderPass.js";

export const EYE = 1.6; // height of the eyes of a standing person [m]
const FLIGHT = 650; // time that the camera takes from one view to another [ms]
const LENS = (38 * Math.PI) / 180; // half of what is seen across from the doorway
const REST = 160; // how long nothing must move before the picture is refined [ms]; longer where the processor draws
const REST_SLOW = 1500;
const EXPOSURE = 1.36; // by eye, beside the rendered pictures of the same rooms
export const ACCENT = 0x2f6fed;
const TEXTS = { overview: "Overview", doorway: "Doorway", top: "From above" };

const CSS = `
.iv{position:relative;overflow:hidden;touch-action:none;background:linear-gradient(#f3f4f3,#dfe2e2);border-radius:inherit}
.iv canvas{display:block;width:100%;height:100%;outline-offset:-3px;cursor:grab}
.iv canvas:active{cursor:grabbing}
.iv-bar{position:absolute;left:12px;bottom:12px;display:flex;gap:6px;flex-wrap:wrap}
.iv-bar button{font:500 14px/1 system-ui,sans-serif;color:#20262c;background:rgba(255,255,255,.88);border:1px solid rgba(0,0,0,.12);
border-radius:999px;padding:10px 14px;cursor:pointer;backdrop-filter:blur(6px)}
.iv-bar button:hover{background:#fff}
.iv-bar button[aria-pressed=true]{background:#20262c;color:#fff}
.iv-card{position:absolute;right:12px;top:12px;max-width:min(260px,calc(100% - 24px));background:rgba(255,255,255,.94);color:#20262c;
border-radius:12px;padding:12px 16px;font:14px/1.45 system-ui,sans-serif;box-shadow:0 4px 24px rgba(0,0,0,.14)}
.iv-card[hidden]{display:none}
.iv-card b{display:block;font-size:15px}
.iv-card span{display:block;color:#59626b}
.iv-note{position:absolute;inset:0;display:grid;place-items:center;font:15px/1.4 system-ui,sans-serif;color:#59626b;text-align:center;padding:24px}
`;

export function element(tag, className, text) {
  const e = document.createElement(tag);
  if (className) e.className = className;
  if (text) e.textContent = text;
  return e;
}

function addStyle() {
  if (document.getElementById("iv-style")) return;
  const style = element("style", "", CSS);
  style.id = "iv-style";
  document.head.append(style);
}

function bytesOf(base64) {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i += 1) bytes[i] = text.charCodeAt(i);
  return bytes.buffer;
}

function drawnBySoftware(gl) {
  const info = gl.getExtension("WEBGL_debug_renderer_info");
  return /swiftshader|llvmpipe|software/i.test(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
}

// The tone curve of the rendered pictures (idesign/render/tone.py): Khronos PBR Neutral and a little more contrast in the
// middle. The curve takes off the share that every surface mirrors of what is around it; where that is not drawn
// (`surround`) there is none to take off, and colours would turn dark and gaudy.
const UNTONED = "vec3 CustomToneMapping( vec3 color ) { return color; }";
const toned = (mirrors) => `vec3 CustomToneMapping( vec3 color ) {
  color *= toneMappingExposure;
  ${mirrors ? "float low = min( color.r, min( color.g, color.b ) ); color -= low < 0.08 ? low - 6.25 * low * low : 0.04;" : ""}
  float peak = max( color.r, max( color.g, color.b ) );
  if ( peak >= 0.76 ) {
    float next = 1.0 - 0.0576 / ( peak - 0.52 );
    color = mix( color * next / peak, vec3( next ), 1.0 - 1.0 / ( 0.15 * ( peak - next ) + 1.0 ) );
  }
  vec3 print = sqrt( max( color, 0.0 ) );
  print = mix( print, print * print * ( 3.0 - 2.0 * print ), 0.22 );
  return print * print;
}`;

// The loader makes node names safe for animation paths and keeps the file's own name beside them.
export const fileName = (node) => node.userData.name ?? node.name;

// ---------------------------------------------------------------- the room's shell
export class Shell {
  // Knows which parts of the shell, and which things on its walls, belong to which wall.
  constructor(room, objects) {
    this.polygon = room.polygon;
    this.height = room.height;
    this.walls = room.polygon.map((_, i) => wallOf(room, i));
    this.wallOf = new Map(room.openings.map((o) => [o.id, o.wall]));
    for (const o of objects) if (o.support === "wall") this.wallOf.set(o.id, this.nearest(o.x, o.y));
    this.parts = []; // [node, wall index or -1 for the ceiling]
  }

  nearest(x, y) {
    const far = this.walls.map((w) => {
      const along = Math.min(Math.max((x - w.a[0]) * w.u[0] + (y - w.a[1]) * w.u[1], 0), w.length);
      return Math.hypot(w.a[0] + w.u[0] * along - x, w.a[1] + w.u[1] * along - y);
    });
    return far.indexOf(Math.min(...far));
  }

  adopt(node) {
    const name = fileName(node).replace(/^room(-shell)?\//, "");
    const numbered = /^(?:wall|skirting)-(\d+)$/.exec(name);
    if (numbered) this.parts.push([node, Number(numbered[1])]);
    else if (name === "ceiling") this.parts.push([node, -1]);
    else if (this.wallOf.has(name)) this.parts.push([node, this.wallOf.get(name)]);
  }

  inside(x, y) {
    let within = false;
    const p = this.polygon;
    for (let i = 0, j = p.length - 1; i < p.length; j = i, i += 1) {
      const crosses = p[i][1] > y !== p[j][1] > y;
      if (crosses && x < ((p[j][0] - p[i][0]) * (y - p[i][1])) / (p[j][1] - p[i][1]) + p[i][0]) within = !within;
    }
    return within;
  }

  // Hides the walls that turn their back to the camera, and the ceiling when it is seen from above.
  update(camera) {
    const [x, y, z] = [camera.position.x, -camera.position.z, camera.position.y];
    const within = this.inside(x, y);
    const behind = this.walls.map((w) => !within && (x - w.a[0]) * w.n[0] + (y - w.a[1]) * w.n[1] < 0.01);
    for (const [node, wall] of this.parts) node.visible = wall < 0 ? z < this.height : !behind[wall];
  }
}

// ---------------------------------------------------------------- points of view
function overview(data, aspect, fov) {
  const [x0, y0, x1, y1] = bounds(data.room.polygon);
  const centre = new Vector3((x0 + x1) / 2, data.room.height * 0.3, -(y0 + y1) / 2);
  const direction = bestSide(data, centre);
  return fitted(data, centre, direction, aspect, fov);
}

// From the side where the least furniture stands high, so that nothing hides the room.
function bestSide(data, centre) {
  let best = null;
  for (let k = 0; k < 8; k += 1) {
    const angle = Math.PI / 8 + (k * Math.PI) / 4;
    const [c, s] = [Math.cos(angle), Math.sin(angle)];
    const hidden = data.objects.filter((o) => o.support === "floor")
      .reduce((sum, o) => sum + o.size[2] ** 2 * Math.max(o.size[0], o.size[1]) * ((o.x - centre.x) * c + (o.y + centre.z) * s), 0);
    if (!best || hidden < best.hidden - 1e-9) best = { hidden, direction: new Vector3(c, 0.95, -s).normalize() };
  }
  return best.direction;
}

export function bounds(polygon) {
  const xs = polygon.map((p) => p[0]);
  const ys = polygon.map((p) => p[1]);
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
}

// The nearest place along a direction from which all corners of the room are in the picture.
function fitted(data, target, direction, aspect, fov, share = 0.94) {
  const camera = new PerspectiveCamera(fov, aspect, 0.05, 200);
  const corners = data.room.polygon.flatMap(([x, y]) => [0, data.room.height].map((z) => new Vector3(x, z, -y)));
  const aim = target.clone();
  const near = Math.max(...corners.map((p) => p.distanceTo(target))) * 1.15; // so that no corner lies behind the camera
  for (let distance = near; distance < 20 * near; distance *= 1.03) {
    camera.position.copy(aim).addScaledVector(direction, distance);
    camera.lookAt(aim);
    camera.updateMatrixWorld();
    const seen = corners.map((p) => p.clone().project(camera));
    const [left, right] = extent(seen.map((p) => p.x));
    const [low, high] = extent(seen.map((p) => p.y));
    const half = distance * Math.tan((fov * Math.PI) / 360);
    aim.addScaledVector(axis(camera, 0), ((left + right) / 2) * half * aspect * 0.5);
    aim.addScaledVector(axis(camera, 1), ((low + high) / 2) * half * 0.5);
    if (seen.every((p) => p.z < 1) && Math.max(right - left, high - low) < 2 * share) break;
  }
  return { position: camera.position, target: aim, fov };
}

const extent = (values) => [Math.min(...values), Math.max(...values)];
const axis = (camera, k) => new Vector3().setFromMatrixColumn(camera.matrixWorld, k);

// From the first door, with a lens of 76 degrees across: of some places in and before the doorway and all directions
// into the room, the one that sees most floor and furniture past whatever stands tall.
function doorway(data, aspect) {
  const door = data.room.openings.find((o) => o.kind === "door") ?? { wall: 0, offset: 0, width: wallOf(data.room, 0).length };
  const w = wallOf(data.room, door.wall);
  const tall = data.objects.filter((o) => o.support === "floor" && o.size[2] > 1.25);
  const things = data.objects.filter((o) => o.support === "floor" && o.size[2] > 0.05);
  const normal = Math.atan2(w.n[1], w.n[0]);
  let best = { worth: -1 };
  for (const share of [0.5, 0.25, 0.75]) for (const inward of [-0.35, 0.1, 0.5]) {
    const along = door.offset + door.width * share;
    const at = (k) => [w.a[0] + w.u[0] * along + w.n[0] * k, w.a[1] + w.u[1] * along + w.n[1] * k];
    for (let turn = -60; turn <= 60; turn += 5) {
      const heading = normal + (turn * Math.PI) / 180;
      const worth = seenFrom(data.room, tall, things, at(Math.max(inward, 0.02)), heading);
      if (worth > best.worth + 1e-9) best = { worth, eye: at(inward), heading };
    }
  }
  const { eye, heading } = best;
  const fov = (360 / Math.PI) * Math.atan(Math.tan(LENS) / aspect);
  const target = new Vector3(eye[0] + 2.6 * Math.cos(heading), 1.0, -eye[1] - 2.6 * Math.sin(heading));
  return { position: new Vector3(eye[0], EYE, -eye[1]), target, fov: Math.min(Math.max(fov, 38), 72) };
}

export function wallOf(room, i) {
  const [a, b] = [room.polygon[i], room.polygon[(i + 1) % room.polygon.length]];
  const length = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const u = [(b[0] - a[0]) / length, (b[1] - a[1]) / length];
  return { a, b, u, n: [-u[1], u[0]], length };
}

// The floor that is seen [m2], and the footprints of the things whose middle is seen, which count twice.
function seenFrom(room, tall, things, eye, heading) {
  const edges = [...room.polygon.map((_, i) => wallOf(room, i)).map(({ a, b }) => [a, b]), ...tall.flatMap(outline)];
  const reach = (angle) => Math.min(...edges.map(([a, b]) => crossing(eye, angle, a, b)));
  const step = LENS / 15;
  let area = 0;
  for (let k = -15; k <= 15; k += 1) area += (reach(heading + k * step) ** 2 * step) / 2;
  for (const o of things) {
    const angle = Math.atan2(o.y - eye[1], o.x - eye[0]);
    const off = Math.abs(Math.atan2(Math.sin(angle - heading), Math.cos(angle - heading)));
    const distance = Math.hypot(o.x - eye[0], o.y - eye[1]);
    if (off < LENS * 0.85 && distance > 0.9 && reach(angle) > distance - Math.min(o.size[0], o.size[1]) / 2 - 0.05) area += 2 * o.size[0] * o.size[1];
  }
  return area;
}

function outline(o) {
  const [c, s] = [Math.cos((o.yaw_deg * Math.PI) / 180), Math.sin((o.yaw_deg * Math.PI) / 180)];
  const corners = [[-1, -1], [1, -1], [1, 1], [-1, 1]].map(([i, j]) => [(i * o.size[0]) / 2, (j * o.size[1]) / 2])
    .map(([x, y]) => [o.x + c * x - s * y, o.y + s * x + c * y]);
  return corners.map((p, i) => [p, corners[(i + 1) % 4]]);
}

// How far a ray runs until it meets the line from a to b.
function crossing(eye, angle, a, b) {
  const [dx, dy] = [Math.cos(angle), Math.sin(angle)];
  const [ex, ey] = [b[0] - a[0], b[1] - a[1]];
  const turn = dx * ey - dy * ex;
  if (Math.abs(turn) < 1e-12) return Infinity;
  const far = ((a[0] - eye[0]) * ey - (a[1] - eye[1]) * ex) / turn;
  const along = ((a[0] - eye[0]) * dy - (a[1] - eye[1]) * dx) / turn;
  return far > 1e-6 && along >= 0 && along <= 1 ? far : Infinity;
}

// Through a long lens, so that walls hardly lean.
function top(data, aspect) {
  const [x0, y0, x1, y1] = bounds(data.room.polygon);
  return fitted(data, new Vector3((x0 + x1) / 2, 0, -(y0 + y1) / 2), new Vector3(0, 1, 0.002).normalize(), aspect, 18);
}

// ---------------------------------------------------------------- the viewer
export class Viewer {
  constructor(host, data, texts = TEXTS) {
    this.host = host;
    this.data = data;
    this.texts = texts;
    this.known = new Map(data.objects.map((o) => [o.id, o]));
    this.nodes = new Map();
    this.fov = 42;
    this.shell = new Shell(data.room, data.objects);
    this.build();
    this.ready = this.load();
  }

  build() {
    addStyle();
    this.host.classList.add("iv");
    this.renderer = new WebGLRenderer({ antialias: true, alpha: true, preserveDrawingBuffer: true });
    this.renderer.shadowMap.enabled = true;
    this.renderer.shadowMap.type = PCFShadowMap;
    this.slow = drawnBySoftware(this.renderer.getContext());
    ShaderChunk.tonemapping_pars_fragment = ShaderChunk.tonemapping_pars_fragment.replace(UNTONED, toned(!this.slow));
    this.renderer.toneMapping = CustomToneMapping;
    this.renderer.toneMappingExposure = EXPOSURE;
    this.scene = new Scene();
    this.camera = new PerspectiveCamera(this.fov, 1, 0.05, 200);
    const canvas = this.renderer.domElement;
    canvas.tabIndex = 0;
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", this.data.label);
    this.host.append(canvas, this.bar(), this.card());
    this.controls = new OrbitControls(this.camera, canvas);
    this.controls.enableDamping = true;
    this.controls.maxPolarAngle = Math.PI * 0.499;
    this.controls.minDistance = 0.3;
    this.controls.maxDistance = 60;
    this.controls.listenToKeyEvents(canvas);
    this.controls.addEventListener("change", () => this.invalidate());
    this.controls.addEventListener("start", () => { this.flight = null; this.pressed(null); });
    this.listen(canvas);
  }

  bar() {
    const bar = element("div", "iv-bar");
    this.buttons = {};
    for (const name of ["overview", "doorway", "top"]) {
      const button = element("button", "", this.texts[name]);
      button.type = "button";
      button.dataset.view = name;
      button.addEventListener("click", () => this.show(name));
      this.buttons[name] = button;
      bar.append(button);
    }
    return bar;
  }

  card() {
    this.info = element("div", "iv-card");
    this.info.hidden = true;
    this.info.setAttribute("role", "status");
    return this.info;
  }

  listen(canvas) {
    let down = null;
    canvas.addEventListener("pointerdown", (e) => { down = [e.clientX, e.clientY]; });
    canvas.addEventListener("pointerup", (e) => {
      if (down && Math.hypot(e.clientX - down[0], e.clientY - down[1]) < 6) this.pick(e);
      down = null;
    });
    canvas.addEventListener("keydown", (e) => { if (e.key === "Escape") this.select(null); });
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.host);
  }

  async load() {
    const gltf = await new GLTFLoader().parseAsync(bytesOf(this.data.glb), "");
    this.scene.add(gltf.scene);
    const shellRoot = [];
    gltf.scene.traverse((node) => {
      const name = fileName(node);
      if (this.known.has(name)) this.nodes.set(name, node);
      if (/^room(-shell)?$/.test(name) && !this.known.has(name)) shellRoot.push(node);
    });
    for (const root of shellRoot) root.traverse((node) => this.shell.adopt(node));
    for (const [id, node] of this.nodes) if (this.shell.wallOf.has(id)) this.shell.adopt(node);
    this.light(shellRoot);
    this.resize();
    this.show("overview", true);
    this.host.dataset.ready = "true";
    return this;
  }

  // Light from all around, light from above whose blurred shadows put things on the floor, and a sun. The shell throws no shadow: it
  // would darken a room that is looked into from outside.
  light(shellRoot) {
    this.surround();
    this.scene.add(new HemisphereLight(0xffffff, 0xece8e3, 1.0), ...this.lamp(...this.sunwards(), 0xfff7ee, 0.85, 2048, 4));
    this.scene.add(...this.lamp(0.35, 0.25, 0xffffff, 0.55, 1024, 9));
    this.scene.traverse((node) => this.finish(node));
    for (const root of shellRoot) root.traverse((node) => { node.castShadow = false; });
  }

  // What throws a shadow and takes one: all but glass. Metal that has nothing to mirror would be black.
  finish(node) {
    if (!node.isMesh) return;
    const glass = node.material.transparent && node.material.opacity < 0.6;
    node.castShadow = node.receiveShadow = !glass;
    if (this.slow) node.material.metalness = Math.min(node.material.metalness ?? 0, 0.15);
  }

  // The light of a room's surroundings, mirrored by what shines. Where the processor draws it would take half a minute:
  // there a brighter sky stands in for it.
  surround() {
    if (this.slow) {
      this.scene.add(new HemisphereLight(0xffffff, 0xe2ded8, 1.1));
      return;
    }
    const pmrem = new PMREMGenerator(this.renderer);
    this.scene.environment = pmrem.fromScene(new RoomEnvironment(), 0.04).texture;
    this.scene.environmentIntensity = 0.36;
    pmrem.dispose();
  }

  // How far the sun leans in x and z for each metre of height: it shines in through the first window.
  sunwards() {
    const pane = this.data.room.openings.find((o) => o.kind === "window");
    const [x, y] = pane ? this.shell.walls[pane.wall].n : [0.4, 0.6];
    return [-x * 0.5 + y * 0.22, y * 0.5 + x * 0.22];
  }

  lamp(x, z, colour, power, pixels, blur) {
    const [x0, y0, x1, y1] = bounds(this.data.room.polygon);
    const reach = Math.hypot(x1 - x0, y1 - y0) / 2 + 0.5;
    const light = new DirectionalLight(colour, power);
    light.target.position.set((x0 + x1) / 2, 0, -(y0 + y1) / 2);
    light.position.copy(light.target.position).add(new Vector3(x, 1, z).multiplyScalar(reach * 2));
    light.castShadow = true;
    Object.assign(light.shadow.camera, { left: -reach, right: reach, top: reach, bottom: -reach, near: 0.1, far: reach * 6 });
    light.shadow.mapSize.set(pixels, pixels);
    Object.assign(light.shadow, { radius: blur, normalBias: 0.025, bias: -0.0005 });
    return [light, light.target];
  }

  // ------------------------------------------------------------ views
  place(name) {
    const aspect = this.camera.aspect;
    if (name === "doorway") return doorway(this.data, aspect);
    return name === "top" ? top(this.data, aspect) : overview(this.data, aspect, this.fov);
  }

  show(name, at_once = false) {
    const to = { fov: this.fov, ...this.place(name) };
    this.current = name;
    this.pressed(name);
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const from = { position: this.camera.position.clone(), target: this.controls.target.clone(), fov: this.camera.fov };
    this.flight = at_once || calm ? null : { from, to, start: performance.now() };
    if (!this.flight) this.stand(to);
    this.invalidate();
  }

  pressed(name) {
    for (const [k, b] of Object.entries(this.buttons)) b.setAttribute("aria-pressed", String(k === name));
    if (!name) this.current = null;
  }

  stand({ position, target, fov }) {
    this.camera.position.copy(position);
    this.controls.target.copy(target);
    this.camera.fov = fov;
    this.camera.updateProjectionMatrix();
    this.controls.update();
  }

  fly(now) {
    const { from, to, start } = this.flight;
    const t = Math.min(1, (now - start) / FLIGHT);
    const k = t * t * (3 - 2 * t);
    this.stand({
      position: from.position.clone().lerp(to.position, k),
      target: from.target.clone().lerp(to.target, k),
      fov: from.fov + (to.fov - from.fov) * k,
    });
    if (t >= 1) this.flight = null;
  }

  // ------------------------------------------------------------ picking
  pick(event) {
    const box = this.renderer.domElement.getBoundingClientRect();
    const point = new Vector2(((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2);
    const ray = new Raycaster();
    ray.setFromCamera(point, this.camera);
    const hit = ray.intersectObject(this.scene, true).find((h) => h.object.isMesh && this.seen(h.object));
    this.select(hit ? this.owner(hit.object) : null);
  }

  seen(node) {
    for (let n = node; n; n = n.parent) if (!n.visible) return false;
    return true;
  }

  owner(node) {
    for (let n = node; n; n = n.parent) if (this.known.has(fileName(n))) return fileName(n);
    return null;
  }

  select(id) {
    const node = id ? this.nodes.get(id) : null;
    this.outline?.removeFromParent();
    this.outline = node ? boxLines(new Box3().setFromObject(node)) : null;
    if (this.outline) this.scene.add(this.outline);
    this.describe(node ? this.known.get(id) : null);
    this.host.dispatchEvent(new CustomEvent("select", { detail: id }));
    this.invalidate();
  }

  describe(thing) {
    this.info.hidden = !thing;
    if (!thing) return;
    const lines = [element("b", "", thing.name), ...thing.lines.map((text) => element("span", "", text))];
    this.info.replaceChildren(...lines);
  }

  // ------------------------------------------------------------ drawing, only when something changed
  resize() {
    const { clientWidth: w, clientHeight: h } = this.host;
    if (!w || !h) return;
    this.renderer.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.renderer.setSize(w, h, false);
    this.camera.aspect = w / h;
    this.camera.updateProjectionMatrix();
    if (this.current) this.stand({ fov: this.fov, ...this.place(this.current) });
    this.invalidate();
  }

  invalidate() {
    this.frame ??= requestAnimationFrame((now) => this.draw(now));
  }

  draw(now) {
    this.frame = null;
    if (this.flight) this.fly(now);
    const moving = this.controls.update();
    this.shell.update(this.camera);
    this.renderer.render(this.scene, this.camera);
    clearTimeout(this.rest);
    if (this.flight || moving) this.invalidate();
    else this.rest = setTimeout(() => this.refine(), this.slow ? REST_SLOW : REST);
  }

  // The picture at rest, with the soft darkening of corners and of the floor under things (ambient occlusion).
  refine() {
    this.composer ??= this.compose();
    const [w, h] = [this.host.clientWidth, this.host.clientHeight];
    this.composer.setPixelRatio(this.renderer.getPixelRatio());
    this.composer.setSize(w, h);
    this.composer.render();
    this.host.dataset.refined = "true";
  }

  compose() {
    const target = new WebGLRenderTarget(8, 8, { type: HalfFloatType, samples: 4 });
    const composer = new EffectComposer(this.renderer, target);
    const shade = new GTAOPass(this.scene, this.camera, 8, 8);
    shade.updateGtaoMaterial({ radius: 0.35, distanceExponent: 1.2, thickness: 0.6, scale: 1.1, samples: 16, screenSpaceRadius: false });
    shade.updatePdMaterial({ lumaPhi: 10, depthPhi: 2, normalPhi: 3, radius: 9, rings: 2, samples: 24 });
    shade.blendIntensity = 0.75;
    for (const pass of [new RenderPass(this.scene, this.camera), shade, new OutputPass()]) composer.addPass(pass);
    return composer;
  }

  dispose() {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.rest);
    this.composer?.dispose();
    this.watch.disconnect();
    this.controls.dispose();
    this.renderer.dispose();
    this.host.replaceChildren();
  }
}

export function boxLines(box, colour = ACCENT) {
  const { min: a, max: b } = box.expandByScalar(0.015);
  const c = [[a.x, a.y, a.z], [b.x, a.y, a.z], [b.x, a.y, b.z], [a.x, a.y, b.z]];
  const d = c.map(([x, , z]) => [x, b.y, z]);
  const points = [0, 1, 2, 3].flatMap((i) => [c[i], c[(i + 1) % 4], d[i], d[(i + 1) % 4], c[i], d[i]]).flat();
  const geometry = new BufferGeometry().setAttribute("position", new Float32BufferAttribute(points, 3));
  return new LineSegments(geometry, new LineBasicMaterial({ color: new Color(colour), depthTest: false, transparent: true }));
}
