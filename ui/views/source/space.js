// The room in 3D, in which things are dragged and through which one walks: the report's viewer, with the room and each
// thing loaded on its own, so that a change moves what changed and nothing else.
import { Box3, BoxGeometry, Group, Mesh, MeshBasicMaterial, MeshStandardMaterial, Plane, Raycaster, SphereGeometry, Vector2, Vector3 } from "three";
import { GLTFLoader } from "three/examples/jsm/loaders/GLTFLoader.js";
import { boxLines, EYE, Shell, Viewer } from "../../../idesign/viewer/source/viewer.js";
import { Card } from "./card.js";
import { button, fill, html } from "./page.js";
import { holds, inside, wallsOf } from "./snap.js";
import { dress } from "./style.js";

const TAP = 5; // a pointer that moved less has not dragged [px]
const STEP = 0.35; // of a walker, at each key [m]
const TURN = Math.PI / 15;
const SHOULDERS = 0.2; // how near a walker comes to walls [m]
const SLOW_REST = 600; // between pictures where the processor draws: of what others change, and of what is dragged here [ms]
const SLOW_FRAME = 120;
const COLOURS = { chosen: 0x1f8f6a, bad: 0xd23127, wish: 0xc77700 };
const rad = (deg) => (deg * Math.PI) / 180;

export class Space {
  constructor(host, desk, bridge) {
    dress();
    Object.assign(this, { host, desk });
    host.classList.add("idv");
    host.dataset.testid = "space-view";
    this.stage = html("div");
    this.empty = html("div", "idv-empty");
    this.bar = html("div", "idv-bar top");
    this.card = new Card(desk);
    this.hint = html("div", "idv-card");
    this.hint.hidden = true;
    host.append(this.stage, this.empty, this.bar, this.card.root, this.hint);
    host.addEventListener("keydown", (e) => this.key(e));
    desk.join(this, bridge);
    if (!desk.document) this.draw();
  }

  draw() {
    const { document, texts, emptyText } = this.desk;
    if (document && !this.view && !this.flat) this.begin(document);
    const text = !document ? emptyText ?? "" : this.flat ? fill(texts.no_3d, { reason: "WebGL" }) : "";
    this.empty.hidden = !text;
    this.empty.textContent = text;
    this.stage.style.display = this.bar.style.display = document && this.view ? "" : "none";
    if (document && this.view) {
      this.drawBar();
      this.view.update(document);
    }
    this.choose();
  }

  // Some browsers and remote desktops have no WebGL: that is said, and the plan does everything.
  begin(document) {
    this.flat = !html("canvas").getContext("webgl2");
    if (this.flat) return;
    this.view = new Furnished(this.stage, this.desk, document);
    this.view.onWalk = () => this.drawBar(true);
  }

  drawBar(always = false) {
    const { texts } = this.desk.document;
    const walking = Boolean(this.view?.walking);
    const key = JSON.stringify([texts, walking]);
    if (key === this.barKey && !always) return;
    this.barKey = key;
    const views = ["overview", "doorway", "top"].map((name) => {
      const b = button("", texts[name], texts[name], () => { this.view?.leave(); this.view?.show(name); });
      b.dataset.view = name;
      return b;
    });
    const walk = button("", texts.walk, texts.walk, () => (this.view?.walking ? this.view.leave() : this.view?.walk()));
    walk.setAttribute("aria-pressed", String(walking));
    walk.dataset.view = "walk";
    this.bar.replaceChildren(...views, walk);
    this.hint.hidden = !walking;
    this.hint.textContent = texts.walk_help;
    this.host.classList.toggle("walking", walking);
  }

  key(event) {
    if (event.target.closest("button,input") && !event.ctrlKey && !event.metaKey) return;
    if (this.view?.walking ? this.view.walkKey(event) : this.desk.key(event)) {
      event.preventDefault();
      event.stopPropagation();
    }
  }

  move(ids) {
    this.view?.pose(ids);
  }

  choose() {
    this.card.draw();
    this.view?.mark();
  }

  judge() {
    this.card.draw();
    this.view?.mark();
  }

  show() {
    this.view?.mark();
  }
}

// ---------------------------------------------------------------- the viewer, fed from the document
const loaded = new Map(); // url -> promise of a model, for all rooms of this page

function model(url) {
  if (!loaded.has(url)) {
    const promise = new GLTFLoader().loadAsync(url).then((gltf) => gltf.scene);
    promise.catch(() => loaded.delete(url));
    loaded.set(url, promise);
  }
  return loaded.get(url);
}

class Furnished extends Viewer {
  constructor(host, desk, document) {
    super(host, document, document.texts);
    this.desk = desk;
    this.marks = new Group();
    this.scene.add(this.marks);
    this.controls.stopListenToKeyEvents();
    host.addEventListener("pointerdown", (e) => this.down(e), true);
    host.addEventListener("pointermove", (e) => this.dragged(e), true);
    for (const name of ["pointerup", "pointercancel"]) host.addEventListener(name, (e) => this.up(e, name === "pointercancel"), true);
    this.update(document);
  }

  // Models come one by one; `update` asks for them.
  async load() {
    this.renderer.shadowMap.autoUpdate = false;
    return this;
  }

  // Draws anew, shadows included, soon: where the processor draws, not for each model that comes.
  changed() {
    const dragging = Boolean(this.desk.gesture?.hand);
    this.renderer.shadowMap.needsUpdate ||= !(this.slow && dragging);
    if (!this.slow) this.invalidate();
    else this.soon ??= setTimeout(() => { this.soon = null; this.invalidate(); }, this.drag?.begun ? SLOW_FRAME : SLOW_REST);
  }

  // Where the processor draws, coarsely while things move and finely at rest.
  draw(now) {
    if (this.slow) this.fineness(0.5);
    super.draw(now);
  }

  fineness(ratio) {
    if (this.renderer.getPixelRatio() !== ratio) this.renderer.setPixelRatio(ratio);
  }

  listen() {
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(this.host);
  }

  async update(document) {
    this.data = document;
    this.known = new Map(document.objects.map((o) => [o.id, o]));
    const canvas = this.renderer.domElement;
    canvas.setAttribute("aria-label", fill(document.texts.space_help, { count: document.objects.length }));
    for (const [id, node] of this.nodes) if (!this.known.has(id)) this.drop(id, node);
    this.house(document);
    for (const thing of document.objects) this.furnish(thing);
    this.adoptWalls();
    this.pose(document.objects.map((o) => o.id));
  }

  adoptWalls() {
    this.shell = new Shell(this.data.room, this.data.objects.map((o) => ({ ...o, ...this.desk.pose(o) })));
    this.room?.traverse((node) => this.shell.adopt(node));
    for (const thing of this.data.objects) {
      const bearer = this.bearer(thing);
      const node = this.nodes.get(thing.id);
      if (!node) continue;
      node.visible = true;
      if (bearer.support === "wall") this.shell.parts.push([node, this.shell.wallOf.get(bearer.id)]);
    }
    this.changed();
  }

  bearer(thing) {
    let bearer = thing;
    for (let k = 0; k < 8 && this.known.has(bearer.support); k += 1) bearer = this.known.get(bearer.support);
    return bearer;
  }

  drop(id, node) {
    node.removeFromParent();
    this.nodes.delete(id);
  }

  // The room's shell; the first one brings the light and the point of view.
  async house({ room, models }) {
    if (this.mesh === room.mesh) return;
    this.mesh = room.mesh;
    const shell = (await model(`${models}${room.mesh}.glb`)).clone(true);
    if (this.mesh !== room.mesh) return;
    const first = !this.room;
    this.room?.removeFromParent();
    this.room = shell;
    this.scene.add(shell);
    for (const lamp of this.lamps ?? []) lamp.removeFromParent();
    const before = new Set(this.scene.children);
    this.light([shell]);
    this.lamps = this.scene.children.filter((c) => !before.has(c));
    this.adoptWalls();
    this.resize();
    if (first || !this.walking) this.show("overview", true);
    this.host.dataset.ready = "true";
  }

  // A thing's model, a plain box until it has come.
  async furnish(thing) {
    const node = this.nodes.get(thing.id);
    const key = `${thing.mesh} ${thing.size}`;
    if (node?.userData.mesh === key) return;
    const holder = new Group();
    holder.userData = { name: thing.id, mesh: key };
    holder.add(standIn(thing));
    if (node) this.drop(thing.id, node);
    this.nodes.set(thing.id, holder);
    this.scene.add(holder);
    try {
      const made = (await model(`${this.data.models}${thing.mesh}.glb`)).clone(true);
      made.traverse((n) => this.finish(n));
      holder.clear();
      holder.add(made);
    } catch (error) {
      console.warn(`the model of ${thing.id} could not be loaded`, error);
    }
    this.mark();
  }

  pose(ids) {
    for (const id of ids) {
      const [node, thing] = [this.nodes.get(id), this.known.get(id)];
      if (!node || !thing) continue;
      const { x, y, yaw_deg } = this.desk.pose(thing);
      node.position.set(x, thing.z, -y);
      node.rotation.y = rad(yaw_deg);
    }
    this.mark();
  }

  // Boxes about what is selected and what is in the way, and the handle that turns.
  mark() {
    this.marks.clear();
    for (const thing of this.data.objects) {
      const node = this.nodes.get(thing.id);
      const verdict = this.desk.shown.problems ? this.desk.verdict(thing) : "";
      const chosen = thing.id === this.desk.selected;
      if (!node || (!verdict && !chosen)) continue;
      const box = new Box3().setFromObject(node);
      if (!box.isEmpty()) this.marks.add(boxLines(box, COLOURS[verdict || "chosen"]));
      if (chosen && !thing.locked) this.marks.add(this.handle(thing));
    }
    this.changed();
  }

  handle(thing) {
    const { x, y, yaw_deg } = this.desk.pose(thing);
    const out = thing.size[1] / 2 + 0.3;
    const knob = new Mesh(new SphereGeometry(0.07, 16, 12), new MeshBasicMaterial({ color: COLOURS.chosen, depthTest: false, transparent: true }));
    knob.position.set(x + Math.sin(rad(yaw_deg)) * out, thing.z + 0.05, -(y - Math.cos(rad(yaw_deg)) * out));
    knob.userData.turns = true;
    knob.renderOrder = 2;
    return knob;
  }

  refine() {
    if (!this.slow) super.refine();
    else if (!this.desk.gesture) {
      this.fineness(1);
      this.renderer.render(this.scene, this.camera);
    }
  }

  // ------------------------------------------------------------ hands
  ray(event) {
    const box = this.renderer.domElement.getBoundingClientRect();
    const point = new Vector2(((event.clientX - box.left) / box.width) * 2 - 1, 1 - ((event.clientY - box.top) / box.height) * 2);
    const ray = new Raycaster();
    ray.setFromCamera(point, this.camera);
    ray.params.Line.threshold = 0;
    return ray;
  }

  hit(event) {
    const ray = this.ray(event);
    const knob = ray.intersectObject(this.marks, true).find((h) => h.object.userData.turns);
    if (knob) return { id: this.desk.selected, turning: true, point: knob.point };
    const first = ray.intersectObjects([...this.nodes.values(), ...(this.room ? [this.room] : [])], true).find((h) => h.object.isMesh && this.seen(h.object));
    return first ? { id: this.holderOf(first.object), point: first.point } : null;
  }

  holderOf(node) {
    for (let n = node; n; n = n.parent) if (this.nodes.get(n.userData.name) === n) return n.userData.name;
    return null;
  }

  // The point of the level plane at that height under the pointer [room coordinates].
  level(event, height) {
    const point = this.ray(event).ray.intersectPlane(new Plane(new Vector3(0, 1, 0), -height), new Vector3());
    return point ? [point.x, -point.z] : null;
  }

  // A mouse drags what it presses on; a finger what is selected, so that one can look around with one finger.
  down(event) {
    if (event.button || this.drag || event.target !== this.renderer.domElement) return;
    const from = [event.clientX, event.clientY];
    if (this.walking) {
      this.drag = { from, pointer: event.pointerId, look: { ...this.walking } };
      return;
    }
    const hit = this.hit(event);
    const thing = hit?.id && this.desk.thing(hit.id);
    const takes = thing && !thing.locked && (event.pointerType === "mouse" || this.desk.selected === thing.id);
    this.drag = { id: hit?.id ?? null, pointer: event.pointerId, from, takes, turning: hit?.turning };
    if (!takes) return;
    this.controls.enabled = false;
    const pose = this.desk.pose(thing);
    this.drag.height = hit.point.y;
    this.drag.off = [pose.x - hit.point.x, pose.y + hit.point.z];
  }

  dragged(event) {
    const { drag, desk } = this;
    if (!drag || event.pointerId !== drag.pointer) return;
    if (drag.look) {
      this.lookAbout(event);
      return;
    }
    if (!drag.begun && Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) < TAP) return;
    drag.far = true;
    if (!drag.takes) return;
    event.stopPropagation();
    if (!drag.begun) {
      desk.select(drag.id, false);
      drag.begun = desk.take(drag.id, true, event.shiftKey);
      this.renderer.domElement.setPointerCapture(event.pointerId);
    }
    const at = this.level(event, drag.height);
    if (!drag.begun || !at) return;
    const pose = desk.pose(desk.thing(drag.id));
    const { polygon } = this.data.room;
    if (drag.turning) desk.turn((Math.atan2(at[1] - pose.y, at[0] - pose.x) * 180) / Math.PI + 90, event.altKey);
    else desk.hold(...inside(polygon, wallsOf(polygon), at[0] + drag.off[0], at[1] + drag.off[1]), { free: event.altKey });
  }

  up(event, lost) {
    const { drag, desk } = this;
    if (!drag || event.pointerId !== drag.pointer) return;
    this.drag = null;
    this.controls.enabled = !this.walking;
    this.renderer.domElement.focus({ preventScroll: true });
    if (drag.look) {
      if (!drag.far && !lost) this.stepTo(event);
    } else if (drag.begun && lost) desk.cancel();
    else if (drag.begun) {
      desk.settle();
      desk.tellSelected();
      this.adoptWalls();
    } else if (!drag.far && !lost) desk.select(drag.id);
  }

  // ------------------------------------------------------------ walking at the height of one's eyes
  walk() {
    this.show("doorway", true);
    const { position } = this.camera;
    const target = this.controls.target;
    const [x, y] = this.clear(position.x, -position.z);
    this.walking = { x, y, heading: Math.atan2(-(target.z - position.z), target.x - position.x), pitch: -0.12 };
    this.controls.enabled = false;
    this.desk.select(null);
    this.stride();
    this.renderer.domElement.focus({ preventScroll: true });
    this.onWalk?.();
  }

  leave() {
    if (!this.walking) return;
    this.walking = null;
    this.controls.enabled = true;
    this.show("overview");
    this.onWalk?.();
  }

  stride() {
    const { x, y, heading, pitch } = this.walking;
    const target = new Vector3(x + Math.cos(heading), EYE + Math.tan(pitch), -(y + Math.sin(heading)));
    this.flight = null;
    this.stand({ position: new Vector3(x, EYE, -y), target, fov: 66 });
    this.invalidate();
  }

  walkKey(event) {
    const w = this.walking;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const way = { w: 0, ArrowUp: 0, s: Math.PI, ArrowDown: Math.PI, a: Math.PI / 2, d: -Math.PI / 2 }[key];
    if (key === "Escape") this.leave();
    else if (key === "ArrowLeft" || key === "q") w.heading += TURN;
    else if (key === "ArrowRight" || key === "e") w.heading -= TURN;
    else if (way !== undefined && !event.ctrlKey) this.go(w.x + STEP * Math.cos(w.heading + way), w.y + STEP * Math.sin(w.heading + way));
    else return false;
    if (this.walking) this.stride();
    return true;
  }

  // A step, along what is in the way if it cannot be straight.
  go(x, y) {
    const w = this.walking;
    for (const [tx, ty] of [[x, y], [x, w.y], [w.x, y]]) {
      if (!this.free(tx, ty)) continue;
      Object.assign(w, { x: tx, y: ty });
      return;
    }
  }

  stepTo(event) {
    const at = this.level(event, 0);
    if (at && this.free(...at)) Object.assign(this.walking, { x: at[0], y: at[1] });
    this.stride();
  }

  lookAbout(event) {
    const { drag } = this;
    const [dx, dy] = [event.clientX - drag.from[0], event.clientY - drag.from[1]];
    if (Math.hypot(dx, dy) < TAP && !drag.far) return;
    drag.far = true;
    this.walking.heading = drag.look.heading + dx * 0.005;
    this.walking.pitch = Math.max(-0.9, Math.min(0.7, drag.look.pitch + dy * 0.004));
    this.stride();
  }

  // Whether a person can stand there: in the room, off the walls, not in the furniture.
  free(x, y) {
    const { polygon } = this.data.room;
    const off = wallsOf(polygon).every((w) => {
      const [along, far] = w.place(x, y);
      return along < -SHOULDERS || along > w.length + SHOULDERS || Math.abs(far) > SHOULDERS - 1e-6;
    });
    return holds(polygon, x, y) && off && !this.data.objects.some((o) => o.support === "floor" && o.size[2] > 0.1 && within(this.desk.pose(o), o.size, x, y));
  }

  // The nearest place where a person can stand.
  clear(x, y) {
    for (let r = 0; r < 8; r += 0.15) for (let k = 0; k < 16; k += 1) {
      const at = [x + r * Math.cos((k * Math.PI) / 8), y + r * Math.sin((k * Math.PI) / 8)];
      if (this.free(...at)) return at;
    }
    return [x, y];
  }
}

function within(pose, [w, d], x, y) {
  const [c, s] = [Math.cos(rad(pose.yaw_deg)), Math.sin(rad(pose.yaw_deg))];
  const [dx, dy] = [x - pose.x, y - pose.y];
  return Math.abs(c * dx + s * dy) < w / 2 + 0.05 && Math.abs(-s * dx + c * dy) < d / 2 + 0.05;
}

function standIn({ size: [w, d, h] }) {
  const box = new Mesh(new BoxGeometry(w, h, d), new MeshStandardMaterial({ color: 0xd8d4cc, transparent: true, opacity: 0.55 }));
  box.position.y = h / 2;
  return box;
}
