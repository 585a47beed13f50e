// A floor plan drawn by hand or by numbers: corners, walls, doors and windows, over a picture of a plan if there is one.
//
// `new Drawing(host, { texts, units, language, changed })` draws into `host` and tells `changed` the room, in the form
// of a room file, whenever it is one (null while it is not). The picture never leaves the browser.
import { button, fill, html, svg } from "./page.js";
import { wallsOf } from "./snap.js";
import { dress } from "./style.js";
import { length, metres } from "./units.js";

const MM = 1000;
const GRID = 0.05; // corners and openings go to this [m]
const PULL = 0.12; // from how far a corner lines up with another [m]
const SPACE = [8, 6]; // the sheet before there is a room [m]
const MARGIN = 0.9;
const THICK = 0.12;
const OPENINGS = { door: { width: 0.9 }, window: { width: 1.4 } };
const SHAPES = {
  rectangle: { polygon: [[0, 0], [4.5, 0], [4.5, 3.6], [0, 3.6]], window: { wall: 2, offset: 1.55 } },
  l_shape: { polygon: [[0, 0], [5.4, 0], [5.4, 2.8], [3.2, 2.8], [3.2, 4.6], [0, 4.6]], window: { wall: 4, offset: 0.9 } },
};
const DOOR = { kind: "door", wall: 0, offset: 0.3, width: OPENINGS.door.width };
const grid = (v) => Math.round(v / GRID) * GRID;
const tidy = (v) => Math.round(v * 1000) / 1000;

export class Drawing {
  constructor(host, { texts, units, language, changed }) {
    dress();
    Object.assign(this, { host, texts, units, language, changed, tool: "move", past: [], strokes: [], picture: null });
    this.state = { polygon: [], openings: [], height: 2.5 };
    host.classList.add("idv", "idv-stack", "idv-drawing");
    host.dataset.testid = "drawing";
    this.bar = html("div", "idv-bar");
    this.root = svg("svg", { class: "idv-plan", role: "group", tabindex: "0" });
    this.hint = html("p", "idv-hint");
    this.hint.setAttribute("role", "status");
    this.list = html("div", "idv-numbers");
    host.append(this.bar, this.hint, this.root, this.list);
    this.file = html("input");
    Object.assign(this.file, { type: "file", accept: "image/*", hidden: true });
    this.file.addEventListener("change", () => this.lay(this.file.files[0]));
    host.append(this.file);
    this.listen();
    this.shape("rectangle");
  }

  // ------------------------------------------------------------ what is drawn
  // Another state, which undo takes back unless it is one step of a drag.
  set(state, step = true) {
    if (step) this.past = [...this.past.slice(-99), this.state];
    this.state = state;
    this.draw();
    this.changed(this.room());
  }

  undo() {
    const before = this.past.pop();
    if (before === undefined) return;
    this.state = before;
    this.draw();
    this.changed(this.room());
  }

  shape(name) {
    this.strokes = [];
    this.asks = false;
    this.tool = "move";
    const { polygon, window } = SHAPES[name];
    this.set({ ...this.state, polygon, openings: [DOOR, { kind: "window", ...window, width: OPENINGS.window.width }] });
    this.fit();
  }

  // The room in the form of a room file; null when its walls cross.
  room() {
    const { polygon, openings, height } = this.state;
    if (polygon.length < 3 || crossed(polygon)) return null;
    const of = (kind) => openings.filter((o) => o.kind === kind).map(({ wall, offset, width }) => ({ wall, offset: tidy(offset), width: tidy(width) }));
    return { polygon: polygon.map((p) => p.map(tidy)), height, doors: of("door"), windows: of("window") };
  }

  // ------------------------------------------------------------ the sheet
  fit() {
    const points = this.state.polygon.length ? this.state.polygon : [[0, 0], SPACE];
    const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
    const [x0, y0, x1, y1] = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const sheet = [x0 - MARGIN, -y1 - MARGIN, x1 - x0 + 2 * MARGIN, y1 - y0 + 2 * MARGIN].map((v) => v * MM);
    this.root.setAttribute("viewBox", sheet.join(" "));
    this.draw();
  }

  get perPixel() {
    const m = this.root.getScreenCTM();
    return m && m.a ? 1 / m.a : 10;
  }

  draw() {
    this.drawBar();
    if (!this.asks) this.hint.textContent = this.says();
    this.root.setAttribute("aria-label", this.texts.sheet);
    const { polygon } = this.state;
    const parts = [...this.underlay(), ...this.meshes()];
    if (this.tool === "scale") {
      this.root.replaceChildren(...parts, ...this.sketch());
      this.drawNumbers();
      return;
    }
    if (polygon.length) parts.push(svg("path", { d: `${ring(polygon)}`, class: crossed(polygon) ? "idv-floor wrong" : "idv-floor" }));
    parts.push(...wallsOf(polygon.length ? polygon : []).flatMap((w) => this.wall(w)), ...this.state.openings.map((o, k) => this.opening(o, k)));
    parts.push(...polygon.map((p, k) => this.corner(p, k)), ...this.sketch());
    this.root.replaceChildren(...parts);
    this.drawNumbers();
  }

  says() {
    if (this.state.polygon.length && crossed(this.state.polygon)) return this.texts.crossed;
    return this.texts[`hint_${this.tool}`] ?? "";
  }

  drawBar() {
    const tool = (name) => {
      const b = button("", this.texts[name], this.texts[`hint_${name}`] ?? this.texts[name], () => this.take(name));
      b.setAttribute("aria-pressed", String(this.tool === name));
      b.dataset.tool = name;
      return b;
    };
    const act = (name, run) => {
      const b = button("", this.texts[name], this.texts[name], run);
      b.dataset.tool = name;
      return b;
    };
    const tools = [act("rectangle", () => this.shape("rectangle")), act("l_shape", () => this.shape("l_shape")), tool("corners"), tool("door"), tool("window"), act("picture", () => this.file.click())];
    if (this.picture) tools.push(tool("scale"));
    const back = act("undo", () => this.undo());
    back.disabled = !this.past.length;
    this.bar.replaceChildren(...tools, back);
  }

  take(name) {
    this.tool = this.tool === name ? "move" : name;
    this.strokes = [];
    this.asks = false;
    if (this.tool === "corners") this.set({ ...this.state, polygon: [], openings: [] });
    this.draw();
    this.root.focus({ preventScroll: true });
  }

  underlay() {
    if (!this.picture) return [];
    const { url, x, y, width, height } = this.picture;
    return [svg("image", { href: url, x: x * MM, y: -(y + height) * MM, width: width * MM, height: height * MM, opacity: 0.45, preserveAspectRatio: "none" })];
  }

  meshes() {
    const [x0, y0, wide, high] = this.root.getAttribute("viewBox")?.split(" ").map(Number) ?? [0, -SPACE[1] * MM, SPACE[0] * MM, SPACE[1] * MM];
    const [x, y, w, h] = [x0 - 2 * wide, y0 - high, 5 * wide, 3 * high];
    let d = "";
    for (let k = Math.ceil(x / MM); k <= (x + w) / MM; k += 1) d += `M${k * MM} ${y}V${y + h}`;
    for (let k = Math.ceil(y / MM); k <= (y + h) / MM; k += 1) d += `M${x} ${k * MM}H${x + w}`;
    return [svg("path", { d, class: "idv-mesh" })];
  }

  wall(w) {
    const g = svg("g", { class: "idv-wall", "data-wall": w.index });
    g.append(svg("path", { d: line(w.at(0, -THICK / 2), w.at(w.length, -THICK / 2)), style: `stroke-width:${THICK * MM}` }));
    const font = 13 * this.perPixel;
    const at = w.at(w.length / 2, -THICK - (font * 0.8) / MM);
    let angle = (Math.atan2(-w.u[1], w.u[0]) * 180) / Math.PI;
    if (angle > 90.5) angle -= 180;
    if (angle <= -89.5) angle += 180;
    const [x, y] = [at[0] * MM, -at[1] * MM];
    g.append(svg("text", { x, y, "font-size": font, transform: `rotate(${angle} ${x} ${y})` }, length(w.length, this.units, this.language)));
    return [g];
  }

  opening(o, k) {
    const w = wallsOf(this.state.polygon)[o.wall];
    const [a, b, c, d] = [w.at(o.offset), w.at(o.offset + o.width), w.at(o.offset + o.width, -THICK), w.at(o.offset, -THICK)];
    const g = svg("g", { class: `idv-opening ${o.kind}`, "data-opening": k });
    g.append(svg("path", { d: ring([a, b, c, d]), class: o.kind === "window" ? "t-glass" : "t-paper" }));
    if (o.kind === "door") {
      const tip = w.at(o.offset, o.width);
      g.append(svg("path", { d: `${line(a, tip)}M${flip(tip)}A${o.width * MM} ${o.width * MM} 0 0 1 ${flip(b)}`, class: "l-A-DOOR-SWNG" }));
    }
    const inward = o.kind === "door" ? o.width : 0.2;
    g.append(svg("path", { d: ring([a, b, w.at(o.offset + o.width, inward), w.at(o.offset, inward)]), style: "fill:transparent;stroke:none" }));
    g.append(svg("title", {}, `${this.texts[o.kind]}, ${length(o.width, this.units, this.language)}`));
    return g;
  }

  corner(p, k) {
    return svg("circle", { class: "idv-corner", "data-corner": k, cx: p[0] * MM, cy: -p[1] * MM, r: (matchMedia("(pointer: coarse)").matches ? 13 : 8) * this.perPixel });
  }

  sketch() {
    if (!this.strokes.length) return [];
    const points = this.pointer ? [...this.strokes, this.pointer] : this.strokes;
    const r = 6 * this.perPixel;
    return [svg("path", { d: `M${points.map(flip).join("L")}`, class: "idv-sketch" }), ...this.strokes.map((p) => svg("circle", { class: "idv-dot", cx: p[0] * MM, cy: -p[1] * MM, r }))];
  }

  // ------------------------------------------------------------ by numbers
  drawNumbers() {
    if (this.list.contains(this.list.ownerDocument.activeElement)) return this.refreshNumbers();
    const walls = wallsOf(this.state.polygon.length ? this.state.polygon : []);
    const rows = walls.map((w) => this.field(fill(this.texts.wall, { n: w.index + 1 }), w.length, (v) => this.stretch(w.index, v), `wall-${w.index}`));
    rows.push(this.field(this.texts.height, this.state.height, (v) => this.set({ ...this.state, height: tidy(Math.min(Math.max(v, 2), 6)) }), "height"));
    this.list.replaceChildren(...rows, ...this.state.openings.map((o, k) => this.openingRow(o, k)));
    return undefined;
  }

  refreshNumbers() {
    const walls = wallsOf(this.state.polygon);
    for (const input of this.list.querySelectorAll("input")) {
      const [kind, k] = input.dataset.of.split("-");
      if (kind === "wall" && walls[k] && input !== input.ownerDocument.activeElement) input.value = length(walls[k].length, this.units, this.language);
    }
  }

  field(label, value, act, of) {
    const row = html("label", "");
    const input = html("input");
    Object.assign(input, { type: "text", value: length(value, this.units, this.language), inputMode: "text", autocomplete: "off" });
    input.dataset.of = of;
    const take = () => {
      const v = metres(input.value, this.units);
      const good = v > 0 && v < 60;
      input.setAttribute("aria-invalid", String(!good));
      if (!good) this.hint.textContent = this.texts.no_length;
      if (good && Math.abs(v - value) > 5e-4) act(v);
    };
    input.addEventListener("change", take);
    input.addEventListener("keydown", (e) => {
      if (e.key === "Enter") input.blur();
      e.stopPropagation();
    });
    row.append(html("span", "", label), input);
    return row;
  }

  openingRow(o, k) {
    const row = html("div", "idv-row");
    const name = html("b", "", fill(this.texts.in_wall, { name: this.texts[o.kind], n: o.wall + 1 }));
    const change = (by) => this.put(k, { ...o, ...by });
    row.append(name, this.field(this.texts.offset, o.offset, (v) => change({ offset: v }), `offset-${k}`), this.field(this.texts.width, o.width, (v) => change({ width: v }), `width-${k}`));
    row.append(button("", "×", fill(this.texts.remove, { name: name.textContent }), () => this.set({ ...this.state, openings: this.state.openings.filter((_, i) => i !== k) })));
    return row;
  }

  // Wall `k` gets that length: the next wall moves along it.
  stretch(k, to) {
    const w = wallsOf(this.state.polygon)[k];
    const n = this.state.polygon.length;
    const by = to - w.length;
    const ends = n > 3 ? [(k + 1) % n, (k + 2) % n] : [(k + 1) % n];
    this.reshape(this.state.polygon.map((p, i) => (ends.includes(i) ? [p[0] + w.u[0] * by, p[1] + w.u[1] * by] : p)));
    this.fit();
  }

  // Another outline with as many corners; openings stay on their walls as far as they fit.
  reshape(polygon, step = true) {
    const walls = wallsOf(polygon);
    const openings = this.state.openings.map((o) => {
      const width = Math.min(o.width, Math.max(walls[o.wall].length, 0.2));
      return { ...o, width, offset: Math.max(0, Math.min(o.offset, walls[o.wall].length - width)) };
    });
    this.set({ ...this.state, polygon, openings }, step);
  }

  // An opening at another place of its wall, if nothing is there.
  put(k, o, step = true) {
    const wall = wallsOf(this.state.polygon)[o.wall];
    const width = Math.min(Math.max(o.width, 0.3), wall.length);
    const placed = { ...o, width, offset: Math.max(0, Math.min(o.offset, wall.length - width)) };
    const taken = this.state.openings.some((x, i) => i !== k && x.wall === o.wall && x.offset < placed.offset + width && placed.offset < x.offset + x.width);
    if (taken) return;
    this.set({ ...this.state, openings: this.state.openings.map((x, i) => (i === k ? placed : x)) }, step);
  }

  // ------------------------------------------------------------ hands and keys
  listen() {
    this.root.addEventListener("pointerdown", (e) => this.down(e));
    this.root.addEventListener("pointermove", (e) => this.move(e));
    for (const name of ["pointerup", "pointercancel"]) this.root.addEventListener(name, () => this.up());
    this.root.addEventListener("keydown", (e) => {
      if ((e.ctrlKey || e.metaKey) && e.key.toLowerCase() === "z") this.undo();
      else if (e.key === "Enter" && this.tool === "corners") this.close();
      else if (e.key === "Escape") this.take(this.tool);
      else return;
      e.preventDefault();
    });
    this.watch = new ResizeObserver(() => this.draw());
    this.watch.observe(this.host);
  }

  point(event) {
    const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.root.getScreenCTM().inverse());
    return [p.x / MM, -p.y / MM];
  }

  down(event) {
    if (event.button) return;
    const at = this.point(event);
    if (this.tool === "corners") return this.addCorner(this.aligned(at, this.strokes, event.altKey));
    if (this.tool === "scale") return this.measure(at, event);
    if (this.tool === "door" || this.tool === "window") return this.addOpening(at);
    const { corner, opening, wall } = event.target.closest("[data-corner],[data-opening],[data-wall]")?.dataset ?? {};
    if (corner === undefined && opening === undefined && wall === undefined) return undefined;
    this.drag = { corner, opening, wall, at, before: this.state };
    this.root.setPointerCapture(event.pointerId);
    return undefined;
  }

  move(event) {
    const at = this.point(event);
    if (this.strokes.length && !this.asks) {
      this.pointer = this.tool === "corners" ? this.aligned(at, this.strokes, event.altKey) : at;
      this.draw();
    }
    if (!this.drag) return;
    const { corner, opening, wall, before } = this.drag;
    const { polygon } = before;
    if (corner !== undefined) {
      const others = polygon.filter((_, i) => i !== Number(corner));
      const to = event.altKey ? at : this.aligned(at, others, false);
      this.reshape(polygon.map((p, i) => (i === Number(corner) ? to : p)), false);
    } else if (wall !== undefined) this.moveWall(Number(wall), at);
    else this.slide(Number(opening), at);
  }

  up() {
    const { drag } = this;
    this.drag = null;
    if (!drag || drag.before === this.state) return;
    this.past = [...this.past.slice(-99), drag.before];
    this.fit();
  }

  moveWall(k, at) {
    const { polygon } = this.drag.before;
    const w = wallsOf(polygon)[k];
    const by = grid((at[0] - this.drag.at[0]) * w.n[0] + (at[1] - this.drag.at[1]) * w.n[1]);
    const ends = [k, (k + 1) % polygon.length];
    this.reshape(polygon.map((p, i) => (ends.includes(i) ? [p[0] + w.n[0] * by, p[1] + w.n[1] * by] : p)), false);
  }

  slide(k, at) {
    const o = this.state.openings[k];
    const w = nearest(this.state.polygon, at);
    this.put(k, { ...o, wall: w.index, offset: grid(w.place(...at)[0] - o.width / 2) }, false);
  }

  // On the grid, and in line with another corner that is near in x or y.
  aligned([x, y], others, free) {
    if (free) return [x, y];
    const near = (v, values) => values.find((o) => Math.abs(o - v) < PULL) ?? grid(v);
    return [near(x, others.map((p) => p[0])), near(y, others.map((p) => p[1]))];
  }

  addCorner(p) {
    const first = this.strokes[0];
    if (first && this.strokes.length > 2 && Math.hypot(p[0] - first[0], p[1] - first[1]) < Math.max(0.15, (12 * this.perPixel) / MM)) return this.close();
    const last = this.strokes[this.strokes.length - 1];
    if (!last || Math.hypot(p[0] - last[0], p[1] - last[1]) > 0.05) this.strokes = [...this.strokes, p];
    this.draw();
    return undefined;
  }

  close() {
    if (this.strokes.length < 3) return;
    const polygon = area(this.strokes) < 0 ? [...this.strokes].reverse() : this.strokes;
    this.strokes = [];
    this.tool = "move";
    this.set({ ...this.state, polygon, openings: [] });
    this.fit();
  }

  addOpening(at) {
    if (!this.state.polygon.length) return;
    const w = nearest(this.state.polygon, at);
    const width = Math.min(OPENINGS[this.tool].width, w.length);
    const placed = { kind: this.tool, wall: w.index, offset: grid(Math.max(0, Math.min(w.place(...at)[0] - width / 2, w.length - width))), width };
    const taken = this.state.openings.some((x) => x.wall === w.index && x.offset < placed.offset + width && placed.offset < x.offset + x.width);
    if (taken) {
      this.hint.textContent = this.texts.taken;
      return;
    }
    this.set({ ...this.state, openings: [...this.state.openings, placed] });
  }

  // ------------------------------------------------------------ a picture of a plan below
  lay(file) {
    if (!file) return;
    const url = URL.createObjectURL(file);
    const image = new Image();
    image.onload = () => {
      if (this.picture) URL.revokeObjectURL(this.picture.url);
      const width = SPACE[0];
      this.picture = { url, x: 0, y: 0, width, height: (width * image.naturalHeight) / image.naturalWidth };
      this.tool = "scale";
      this.strokes = [];
      this.asks = false;
      const sheet = [-MARGIN, -this.picture.height - MARGIN, width + 2 * MARGIN, this.picture.height + 2 * MARGIN].map((v) => v * MM);
      this.root.setAttribute("viewBox", sheet.join(" "));
      this.draw();
    };
    image.onerror = () => {
      URL.revokeObjectURL(url);
      this.hint.textContent = this.texts.no_picture;
    };
    image.src = url;
  }

  // Two points of the picture and the distance that they have in truth.
  measure(at, event) {
    this.asks = false;
    this.strokes = this.strokes.length < 2 ? [...this.strokes, at] : [at];
    this.pointer = at;
    this.draw();
    if (this.strokes.length < 2) return;
    const [a, b] = this.strokes;
    this.asks = true;
    event.preventDefault(); // or the sheet takes the focus from the question
    const ask = this.field(this.texts.distance, 1, () => {}, "scale-0");
    const input = ask.querySelector("input");
    input.value = "";
    const take = () => {
      const truth = metres(input.value, this.units);
      if (truth > 0) this.scale(a, truth / Math.hypot(b[0] - a[0], b[1] - a[1]));
    };
    input.addEventListener("change", take);
    this.hint.replaceChildren(ask);
    input.focus({ preventScroll: true });
  }

  scale(about, by) {
    const { picture: p } = this;
    this.picture = { ...p, x: about[0] + (p.x - about[0]) * by, y: about[1] + (p.y - about[1]) * by, width: p.width * by, height: p.height * by };
    const sheet = [this.picture.x - MARGIN, -this.picture.y - this.picture.height - MARGIN, this.picture.width + 2 * MARGIN, this.picture.height + 2 * MARGIN].map((v) => v * MM);
    this.root.setAttribute("viewBox", sheet.join(" "));
    this.strokes = [];
    this.asks = false;
    this.tool = "corners";
    this.set({ ...this.state, polygon: [], openings: [] });
  }
}

// ---------------------------------------------------------------- small geometry
const flip = ([x, y]) => `${Math.round(x * MM)} ${Math.round(-y * MM)}`;
const ring = (points) => `M${points.map(flip).join("L")}Z`;
const line = (a, b) => `M${flip(a)}L${flip(b)}`;
const turn = (a, b, c) => (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);

function area(points) {
  return points.reduce((sum, a, k) => sum + a[0] * points[(k + 1) % points.length][1] - points[(k + 1) % points.length][0] * a[1], 0) / 2;
}

function nearest(polygon, at) {
  const far = (w) => {
    const [along] = w.place(...at);
    const p = w.at(Math.max(0, Math.min(along, w.length)));
    return Math.hypot(p[0] - at[0], p[1] - at[1]);
  };
  return wallsOf(polygon).reduce((best, w) => (far(w) < far(best) ? w : best));
}

// Whether two walls that do not follow each other meet, or the room is turned inside out.
function crossed(polygon) {
  const n = polygon.length;
  if (area(polygon) <= 0.1) return true;
  for (let i = 0; i < n; i += 1) for (let j = i + 2; j < n; j += 1) {
    if (i === 0 && j === n - 1) continue;
    const [a, b, c, d] = [polygon[i], polygon[i + 1], polygon[j], polygon[(j + 1) % n]];
    if (turn(a, b, c) * turn(a, b, d) <= 0 && turn(c, d, a) * turn(c, d, b) <= 0) return true;
  }
  return false;
}
