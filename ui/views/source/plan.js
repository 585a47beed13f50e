// The floor plan, on which things are dragged: SVG in millimetres, y downwards.
//
// Each thing is a group with a role, a label and a tab stop. What is drawn of it comes from the document; its pose comes
// from the desk, which both views share.
import { Card } from "./card.js";
import { Lens } from "./lens.js";
import { button, fill, html, svg } from "./page.js";
import { inside, wallsOf } from "./snap.js";
import { dress } from "./style.js";
import { size } from "./units.js";

const MM = 1000;
const DOOR_DEPTH = 0.8; // floor that a door needs, as the exact check has it [m]
const EDGE = 800; // paper around the room, for dimensions [mm]
const SMALL = 0.4; // [m2]
const SIZES = [0.05, 0.01, 0.1]; // a size is dragged in such steps, finely in such, and is no less than this [m]
const TAP = 5; // a pointer that moved less has not dragged [px]
const LAYERS = ["floor", "rugs", "clear", "shell", "things", "hanging", "room-measure", "guides", "measure", "names", "marks", "handles"];
const flip = ([x, y]) => `${Math.round(x * MM)} ${Math.round(-y * MM)}`;
const ring = (points) => `M${points.map(flip).join("L")}Z`;
const line = (a, b) => `M${flip(a)}L${flip(b)}`;

export class Plan {
  constructor(host, desk, bridge) {
    dress();
    Object.assign(this, { host, desk, things: new Map() });
    host.classList.add("idv");
    host.dataset.testid = "plan-view";
    this.root = svg("svg", { class: "idv-plan", role: "group" });
    this.layers = Object.fromEntries(LAYERS.map((name) => [name, svg("g", { class: name })]));
    this.root.append(...LAYERS.map((name) => this.layers[name]));
    this.lens = new Lens(this.root, () => this.letter());
    this.empty = html("div", "idv-empty");
    this.tip = html("div", "idv-tip");
    this.tip.hidden = true;
    this.say = html("div", "idv-say");
    this.say.setAttribute("aria-live", "polite");
    this.card = new Card(desk);
    this.bar = html("div", "idv-bar");
    this.foot = html("div", "idv-foot");
    this.foot.append(this.card.root);
    host.classList.add("idv-stack");
    host.append(this.bar, this.root, this.foot, this.empty, this.tip, this.say);
    this.listen();
    this.watch = new ResizeObserver(() => this.letter());
    this.watch.observe(host);
    desk.join(this, bridge);
    if (!desk.document) this.draw();
  }

  dispose() {
    this.watch.disconnect();
    this.desk.leave(this);
  }

  // ------------------------------------------------------------ drawing
  draw() {
    const { document } = this.desk;
    this.empty.hidden = Boolean(document);
    this.root.style.display = this.bar.style.display = this.foot.style.display = document ? "" : "none";
    this.empty.textContent = document ? "" : this.desk.emptyText ?? "";
    this.host.dataset.revision = document?.revision ?? "";
    if (!document) {
      this.card.draw();
      return;
    }
    this.members = new Set(document.objects.flatMap((o) => o.along));
    const count = document.objects.length;
    this.root.setAttribute("aria-label", fill(document.texts.plan_help, { count }));
    this.drawRoom(document.room);
    this.drawThings(document);
    this.drawBar();
    this.show();
    this.choose();
    this.judge();
  }

  drawRoom(room) {
    const text = JSON.stringify(room);
    if (text === this.roomText) return;
    this.roomText = text;
    const [xs, ys] = [room.polygon.map((p) => p[0]), room.polygon.map((p) => p[1])];
    this.bounds = [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)];
    const [x0, y0, x1, y1] = this.bounds.map((v) => v * MM);
    this.lens.home([x0 - EDGE, -y1 - EDGE, x1 - x0 + 2 * EDGE, y1 - y0 + 2 * EDGE]);
    this.layers.floor.replaceChildren(svg("path", { d: ring(room.polygon), class: "t-floor", style: "stroke:none" }));
    const openings = room.symbols.map((s) => {
      const g = svg("g", { "data-id": s.id });
      const about = room.openings.find((o) => o.id === s.id);
      if (about) g.append(svg("title", {}, `${about.name}, ${this.desk.length(about.width)}`));
      g.append(...s.strokes.map(stroke));
      return g;
    });
    this.layers.shell.replaceChildren(...room.walls.map(stroke), ...openings);
  }

  drawThings(document) {
    const focused = this.root.ownerDocument.activeElement?.dataset?.id;
    const known = new Set(document.objects.map((o) => o.id));
    for (const [id, g] of this.things) {
      if (known.has(id)) continue;
      g.remove();
      this.things.delete(id);
    }
    for (const thing of [...document.objects].sort((a, b) => a.rank - b.rank)) {
      const g = this.things.get(thing.id) ?? this.group(thing.id);
      this.drawThing(g, thing);
      const layer = this.layers[thing.flat ? "rugs" : thing.overhead || thing.support === "ceiling" ? "hanging" : "things"];
      if (g.parentNode !== layer || g.dataset.rank !== String(thing.rank)) layer.append(g);
      g.dataset.rank = thing.rank;
      this.place(thing);
    }
    for (const name of ["rugs", "things", "hanging"]) inOrder(this.layers[name]);
    if (focused && focused !== this.root.ownerDocument.activeElement?.dataset?.id) this.things.get(focused)?.focus({ preventScroll: true });
  }

  group(id) {
    const g = svg("g", { tabindex: "0", role: "button", "data-id": id });
    this.things.set(id, g);
    return g;
  }

  drawThing(g, thing) {
    const strokes = this.desk.document.symbols[thing.symbol] ?? [];
    const text = `${thing.symbol} ${thing.size}`;
    if (g.symbol === text) return;
    g.symbol = text;
    const [w, d] = [Math.max(thing.size[0], 0.12) * MM, Math.max(thing.size[1], 0.12) * MM];
    const hit = svg("rect", { class: "hit", x: -w / 2, y: -d / 2, width: w, height: d, rx: 12 });
    g.replaceChildren(...strokes.map(stroke), hit);
  }

  place(thing) {
    const { x, y, yaw_deg } = this.desk.pose(thing);
    this.things.get(thing.id)?.setAttribute("transform", `translate(${x * MM} ${-y * MM}) rotate(${-yaw_deg})`);
  }

  drawBar() {
    const { desk } = this;
    const key = JSON.stringify([desk.texts, desk.shown]);
    if (key === this.barKey) return;
    this.barKey = key;
    const buttons = ["dimensions", "clearances", "problems", "names"].map((name) => {
      const b = button("", desk.texts[name], desk.texts[name], () => desk.show(name, !desk.shown[name]));
      b.setAttribute("aria-pressed", String(desk.shown[name]));
      b.dataset.show = name;
      return b;
    });
    this.bar.replaceChildren(...buttons, this.lens.buttons(desk.texts));
  }

  // ------------------------------------------------------------ what changed
  move(ids) {
    for (const id of ids) {
      const thing = this.desk.thing(id);
      if (thing) this.place(thing);
    }
    this.letter();
    this.measure();
    this.drawHandle();
    this.drawGuides();
    this.label(this.desk.thing(ids[0]));
    this.drawMarks();
  }

  choose() {
    for (const thing of this.desk.objects) this.label(thing);
    this.card.draw();
    this.measure();
    this.drawHandle();
    this.drawGuides();
    this.letter();
    this.announce();
  }

  judge() {
    for (const thing of this.desk.objects) this.label(thing);
    this.drawMarks();
    this.card.draw();
  }

  show() {
    this.drawBar();
    this.letter();
    this.measureRoom();
    this.drawClearances();
    this.drawMarks();
  }

  label(thing) {
    const g = thing && this.things.get(thing.id);
    if (!g) return;
    const { desk } = this;
    const verdict = desk.shown.problems ? desk.verdict(thing) : "";
    const chosen = desk.selected === thing.id;
    const held = desk.gesture?.hand && desk.gesture.id === thing.id;
    g.setAttribute("class", ["thing", verdict, chosen && "chosen", thing.locked && "locked", held && "held"].filter(Boolean).join(" "));
    g.setAttribute("aria-pressed", String(chosen));
    const states = ["locked", "owned", "stand_in"].filter((s) => thing[s]).map((s) => desk.texts[s]);
    const words = [...states, ...desk.problemsOf(thing)].map((s) => `, ${s}`).join("");
    g.setAttribute("aria-label", fill(desk.texts.thing, { name: thing.name, size: size(thing.size, desk.document.units), state: words }));
  }

  announce() {
    const thing = this.desk.thing(this.desk.selected);
    this.say.textContent = thing ? [thing.name, ...this.desk.problemsOf(thing)].join(". ") : "";
  }

  // ------------------------------------------------------------ names, upright and clear of each other
  get perPixel() {
    const m = this.root.getScreenCTM();
    return m ? 1 / m.a : 10;
  }

  letter() {
    const { desk } = this;
    if (!desk.document || !this.host.clientWidth) return;
    const font = 12.5 * this.perPixel;
    const taken = [];
    const names = [];
    const order = [...desk.objects].sort((a, b) => Number(b.id === desk.selected) - Number(a.id === desk.selected) || b.size[0] * b.size[1] - a.size[0] * a.size[1]);
    for (const thing of desk.shown.names ? order : []) {
      const made = this.name(thing, font, taken);
      if (made) names.push(made);
    }
    this.layers.names.replaceChildren(...names);
    this.measure();
    this.measureRoom();
    this.drawHandle();
    this.drawMarks();
  }

  name(thing, font, taken) {
    const chosen = thing.id === this.desk.selected;
    const { x, y, yaw_deg } = this.desk.pose(thing);
    if (!chosen && (this.minor(thing) || (thing.flat && this.covered(x, y)))) return null;
    const turned = Math.abs(Math.sin((yaw_deg * Math.PI) / 180)) > 0.7;
    const [w, h] = (turned ? [thing.size[1], thing.size[0]] : [thing.size[0], thing.size[1]]).map((v) => v * MM);
    const held = this.desk.gesture?.hand && chosen;
    const lines = wrapped(thing.name, Math.max(w * 0.94, chosen && !held ? 9 * font : 0), font);
    if (!lines || (!chosen && lines.length * font * 1.1 > h)) return null;
    const wide = Math.max(...lines.map((l) => widthOf(l, font)));
    const box = [x * MM - wide / 2, -y * MM - (lines.length * font * 1.1) / 2, wide, lines.length * font * 1.1];
    if (taken.some((b) => meets(b, box))) return null;
    taken.push(box);
    const text = svg("text", { class: thing.flat ? "name dim" : "name", "font-size": font });
    lines.forEach((l, k) => {
      const at = { x: x * MM, y: -y * MM + (k - (lines.length - 1) / 2) * font * 1.1 };
      text.append(svg("tspan", at, l));
    });
    return text;
  }

  // What stands on another, hangs overhead, or is a small member of a group has a name only when it is selected.
  minor(thing) {
    const carried = !["floor", "wall"].includes(thing.support) || thing.overhead;
    return carried || (this.members.has(thing.id) && thing.size[0] * thing.size[1] < SMALL);
  }

  covered(x, y) {
    return this.desk.objects.some((o) => {
      const p = this.desk.pose(o);
      return !o.flat && o.support === "floor" && Math.hypot(p.x - x, p.y - y) < Math.min(o.size[0], o.size[1]) / 2;
    });
  }

  // ------------------------------------------------------------ measures
  measure() {
    const thing = this.desk.thing(this.desk.selected);
    const on = thing && (this.desk.gesture?.moved || this.desk.shown.dimensions) && ["floor", "wall"].includes(thing.support);
    this.layers.measure.replaceChildren(...(on ? this.distances(thing) : []));
  }

  // From the middle of each side to the next wall or thing that stands there.
  distances(thing) {
    const { desk } = this;
    const { x, y, yaw_deg } = desk.pose(thing);
    const [c, s] = [Math.cos((yaw_deg * Math.PI) / 180), Math.sin((yaw_deg * Math.PI) / 180)];
    const along = new Set([thing.id, ...thing.along]);
    const others = desk.objects.filter((o) => !along.has(o.id) && o.support === "floor" && !o.flat && !thing.flat);
    const edges = [...wallsOf(desk.document.room.polygon).map((w) => [w.start, w.at(w.length)]), ...others.flatMap((o) => sides(desk.pose(o), o.size))];
    const font = 12.5 * this.perPixel;
    return [[c, s, thing.size[0] / 2], [-c, -s, thing.size[0] / 2], [-s, c, thing.size[1] / 2], [s, -c, thing.size[1] / 2]].flatMap(([dx, dy, half]) => {
      const from = [x + dx * half, y + dy * half];
      const far = Math.min(...edges.map(([a, b]) => crossing(from, [dx, dy], a, b)));
      if (!(far > 0.015) || far > 50) return [];
      const to = [from[0] + dx * far, from[1] + dy * far];
      return [arrow(from, to), figure([(from[0] + to[0]) / 2, (from[1] + to[1]) / 2], desk.length(far), font)];
    });
  }

  measureRoom() {
    const { desk } = this;
    const on = desk.document && desk.shown.dimensions;
    if (!on) {
      this.layers["room-measure"].replaceChildren();
      return;
    }
    const font = 12.5 * this.perPixel;
    const { room } = desk.document;
    const chains = wallsOf(room.polygon).flatMap((wall) => {
      const mine = room.openings.filter((o) => o.wall === wall.index);
      const marks = [...new Set([0, wall.length, ...mine.flatMap((o) => [o.offset, o.offset + o.width])].map((v) => Math.round(v * 1000) / 1000))].sort((a, b) => a - b);
      const rows = mine.length ? [[marks, 0.26], [[0, wall.length], 0.48]] : [[marks, 0.26]];
      return rows.flatMap(([at, out]) => at.slice(1).flatMap((to, k) => (to - at[k] < 0.05 ? [] : this.dimension(wall, at[k], to, out, font))));
    });
    this.layers["room-measure"].replaceChildren(...chains);
  }

  dimension(wall, from, to, out, font) {
    const [a, b] = [wall.at(from, -out), wall.at(to, -out)];
    const middle = wall.at((from + to) / 2, -out - (font * 0.62) / MM);
    const ticks = [from, to].map((v) => line(wall.at(v, -out + 0.05), wall.at(v, -out - 0.05))).join("");
    const text = this.desk.length(to - from);
    const fits = widthOf(text, font) < (to - from) * MM;
    return [svg("path", { d: line(a, b) + ticks }), ...(fits ? [figure(middle, text, font, wall.u)] : [])];
  }

  drawClearances() {
    const { desk } = this;
    if (!desk.document || !desk.shown.clearances) {
      this.layers.clear.replaceChildren();
      return;
    }
    const walls = wallsOf(desk.document.room.polygon);
    const doors = desk.document.room.openings.filter((o) => o.kind === "door").map((o) => {
      const w = walls[o.wall];
      return [w.at(o.offset), w.at(o.offset + o.width), w.at(o.offset + o.width, DOOR_DEPTH), w.at(o.offset, DOOR_DEPTH)];
    });
    const needs = desk.objects.flatMap((o) => o.needs.map((zone) => rectangle(desk.pose(o), zone)));
    this.layers.clear.replaceChildren(...[...doors, ...needs].map((points) => svg("path", { d: ring(points) })));
  }

  drawGuides() {
    const { desk } = this;
    const guides = desk.gesture?.hand ? desk.gesture.guides ?? [] : [];
    const walls = desk.document ? wallsOf(desk.document.room.polygon) : [];
    this.layers.guides.replaceChildren(...guides.filter((g) => g.kind === "wall").map((g) => svg("path", { d: line(walls[g.index].start, walls[g.index].at(walls[g.index].length)) })));
    if (desk.shown.clearances) this.drawClearances();
  }

  // ------------------------------------------------------------ problems where they are
  drawMarks() {
    const { desk } = this;
    const found = desk.document && desk.shown.problems && !desk.held.size ? desk.document.problems : [];
    const r = 9 * this.perPixel;
    this.layers.marks.replaceChildren(...found.map((p) => {
      const g = svg("g", { class: p.severity === "wish" ? "mark wish" : "mark", transform: `translate(${p.place[0] * MM} ${-p.place[1] * MM})`, role: "img", "aria-label": p.text });
      g.append(svg("circle", { r }), svg("text", { "font-size": r * 1.4 }, "!"));
      g.tip = [p.text];
      return g;
    }));
  }

  // ------------------------------------------------------------ the handles that turn and size
  drawHandle() {
    const thing = this.desk.thing(this.desk.selected);
    if (!thing || thing.locked || (this.desk.gesture?.hand && !this.drag?.turning) || this.drag?.size) {
      this.layers.handles.replaceChildren();
      return;
    }
    const { x, y, yaw_deg } = this.desk.pose(thing);
    const px = this.perPixel;
    const front = (thing.size[1] / 2) * MM;
    const out = front + 24 * px;
    const g = svg("g", { class: "handle", transform: `translate(${x * MM} ${-y * MM}) rotate(${-yaw_deg})` });
    const knob = svg("circle", { r: 8 * px, cy: out, "data-testid": "turn-handle" });
    knob.append(svg("title", {}, this.desk.texts.turn_help));
    g.append(svg("path", { d: `M0 ${front}L0 ${out}` }), knob, svg("circle", { r: 16 * px, cy: out, style: "fill:transparent;stroke:none" }));
    if (thing.support === "floor") g.append(this.grip(thing, px));
    this.layers.handles.replaceChildren(g);
  }

  // At the corner in front: its width grows to both sides, its depth from its back.
  grip(thing, px) {
    const [x, y] = [(thing.size[0] / 2) * MM, (thing.size[1] / 2) * MM];
    const grip = svg("g", { class: "grip", "data-testid": "size-handle" });
    const square = svg("rect", { x: x - 6 * px, y: y - 6 * px, width: 12 * px, height: 12 * px, rx: 2 * px });
    grip.append(square, svg("circle", { r: 14 * px, cx: x, cy: y, style: "fill:transparent;stroke:none" }), svg("title", {}, this.desk.texts.size_help));
    return grip;
  }

  // The size that the grip is dragged to, drawn about the thing.
  drawSize() {
    const { drag, desk } = this;
    this.layers.names.style.display = drag?.size ? "none" : ""; // the size stands in their place
    if (!drag?.size) {
      this.layers.guides.replaceChildren();
      return;
    }
    const thing = desk.thing(drag.id);
    const { x, y, yaw_deg } = desk.pose(thing);
    const [w, d] = drag.size.map((v) => v * MM);
    const g = svg("g", { transform: `translate(${x * MM} ${-y * MM}) rotate(${-yaw_deg})` });
    g.append(svg("path", { d: `M${-w / 2} ${(-thing.size[1] / 2) * MM}h${w}v${d}h${-w}z` }));
    this.layers.guides.replaceChildren(g);
    this.layers.measure.replaceChildren(figure([x, y], `${desk.length(drag.size[0])} × ${desk.length(drag.size[1])}`, 13 * this.perPixel));
  }

  sized(at, fine) {
    const thing = this.desk.thing(this.drag.id);
    const { x, y, yaw_deg } = this.desk.pose(thing);
    const [c, s] = [Math.cos((yaw_deg * Math.PI) / 180), Math.sin((yaw_deg * Math.PI) / 180)];
    const [dx, dy] = [at[0] - x, at[1] - y];
    const step = SIZES[fine ? 1 : 0];
    const tidy = (v) => Math.round(Math.max(SIZES[2], Math.round(v / step) * step) * 1000) / 1000;
    this.drag.size = [tidy(2 * Math.abs(c * dx + s * dy)), tidy(thing.size[1] / 2 - (c * dy - s * dx))];
    this.drawHandle();
    this.drawSize();
  }

  // ------------------------------------------------------------ hands and keys
  point(event) {
    const p = new DOMPoint(event.clientX, event.clientY).matrixTransform(this.root.getScreenCTM().inverse());
    return [p.x / MM, -p.y / MM];
  }

  idAt(event) {
    return event.target.closest?.("[data-id].thing")?.dataset.id ?? null;
  }

  listen() {
    this.root.addEventListener("pointerdown", (e) => this.down(e));
    this.root.addEventListener("pointermove", (e) => this.dragged(e));
    for (const name of ["pointerup", "pointercancel"]) this.root.addEventListener(name, (e) => this.up(e, name === "pointercancel"));
    this.root.addEventListener("pointerover", (e) => this.hover(e));
    this.root.addEventListener("pointerleave", () => { this.tip.hidden = true; });
    this.root.addEventListener("focusin", (e) => {
      const id = this.idAt(e);
      if (id && !this.drag) this.desk.select(id);
    });
    this.host.addEventListener("keydown", (e) => {
      if (e.target.closest("button,input") && !e.ctrlKey && !e.metaKey) return;
      const id = this.idAt(e);
      if (id && (e.key === "Enter" || e.key === " ")) this.desk.select(id);
      else if (id && e.key !== "Escape" && id !== this.desk.selected) this.desk.select(id);
      const plain = !e.ctrlKey && !e.metaKey && !e.altKey;
      if (!(["Enter", " "].includes(e.key) ? id : this.desk.key(e) || (plain && this.lens.key(e)))) return;
      e.preventDefault();
      e.stopPropagation(); // the page has keys of its own
    });
  }

  down(event) {
    if (event.button) return;
    if (this.lens.press(event)) this.pinch();
    if (this.drag) return;
    const sizing = event.target.closest(".grip");
    const turning = !sizing && event.target.closest(".handle");
    const id = turning || sizing ? this.desk.selected : this.idAt(event);
    this.tip.hidden = true;
    if (!id) {
      this.drag = { sheet: true, pointer: event.pointerId, from: [event.clientX, event.clientY] };
      this.root.setPointerCapture(event.pointerId);
      return;
    }
    const at = this.point(event);
    const pose = this.desk.pose(this.desk.thing(id));
    this.drag = { id, turning, sizing, pointer: event.pointerId, from: [event.clientX, event.clientY], off: [pose.x - at[0], pose.y - at[1]] };
    this.root.setPointerCapture(event.pointerId);
  }

  // Two fingers: what one of them did is given up.
  pinch() {
    if (this.drag?.begun) this.desk.cancel();
    this.drag = { sheet: true, begun: true, pointer: null };
  }

  dragged(event) {
    const { drag, desk } = this;
    if (drag?.sheet) {
      drag.begun ||= Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) >= TAP;
      if (drag.begun) this.lens.drag(event);
      return;
    }
    if (!drag || event.pointerId !== drag.pointer) return;
    if (!drag.begun) {
      if (Math.hypot(event.clientX - drag.from[0], event.clientY - drag.from[1]) < TAP) return;
      desk.select(drag.id, false);
      drag.begun = drag.sizing ? true : desk.take(drag.id, true, event.shiftKey);
      if (!drag.begun) return;
    }
    const [x, y] = this.point(event);
    if (drag.sizing) {
      this.sized([x, y], event.altKey);
      return;
    }
    const pose = desk.pose(desk.thing(drag.id));
    if (drag.turning) desk.turn((Math.atan2(y - pose.y, x - pose.x) * 180) / Math.PI + 90, event.altKey);
    else desk.hold(...inside(desk.document.room.polygon, wallsOf(desk.document.room.polygon), x + drag.off[0], y + drag.off[1]), { free: event.altKey });
  }

  up(event, lost) {
    const { drag, desk } = this;
    this.lens.release(event);
    if (drag?.sheet && (drag.pointer === event.pointerId || !this.lens.fingers.size)) {
      this.drag = null;
      if (!drag.begun && !lost) desk.select(null);
      return;
    }
    if (!drag || event.pointerId !== drag.pointer) return;
    this.drag = null;
    if (drag.sizing) {
      this.drawSize();
      if (drag.size && !lost) desk.resize(drag.id, drag.size);
      this.drawHandle();
      this.measure();
      return;
    }
    if (drag.begun && lost) desk.cancel();
    else if (drag.begun) {
      desk.settle();
      desk.tellSelected();
    } else if (!lost) desk.select(drag.id);
    this.things.get(drag.id)?.focus({ preventScroll: true });
  }

  hover(event) {
    const mark = event.target.closest?.(".mark");
    const id = this.idAt(event);
    const thing = id && this.desk.thing(id);
    if (this.drag || event.pointerType === "touch" || (!thing && !mark)) {
      this.tip.hidden = true;
      return;
    }
    const lines = mark ? mark.tip.map((t) => html("span", "", t)) : this.about(thing);
    this.tip.replaceChildren(...lines);
    this.tip.hidden = false;
    const box = this.host.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left + 14, event.clientY - box.top + 14];
    this.tip.style.left = `${Math.max(8, Math.min(x, box.width - this.tip.offsetWidth - 8))}px`;
    this.tip.style.top = `${Math.max(8, Math.min(y, box.height - this.tip.offsetHeight - 8))}px`;
  }

  about(thing) {
    const lines = [size(thing.size, this.desk.document.units), ...this.desk.problemsOf(thing)];
    return [html("b", "", thing.name), ...lines.map((t) => html("span", "", t))];
  }
}

// ---------------------------------------------------------------- small geometry
const stroke = ({ d, layer, tone }) => svg("path", { d, class: `l-${layer}${tone ? ` t-${tone}` : ""}`, ...(tone ? { "fill-rule": "evenodd" } : {}) });

function inOrder(layer) {
  const groups = [...layer.children];
  const sorted = [...groups].sort((a, b) => a.dataset.rank - b.dataset.rank);
  if (sorted.some((g, k) => g !== groups[k])) layer.append(...sorted);
}

const rectangle = (pose, [x0, y0, x1, y1]) => {
  const [c, s] = [Math.cos((pose.yaw_deg * Math.PI) / 180), Math.sin((pose.yaw_deg * Math.PI) / 180)];
  return [[x0, y0], [x1, y0], [x1, y1], [x0, y1]].map(([x, y]) => [pose.x + c * x - s * y, pose.y + s * x + c * y]);
};

const sides = (pose, [w, d]) => {
  const corners = rectangle(pose, [-w / 2, -d / 2, w / 2, d / 2]);
  return corners.map((p, k) => [p, corners[(k + 1) % 4]]);
};

function crossing([x, y], [dx, dy], a, b) {
  const [ex, ey] = [b[0] - a[0], b[1] - a[1]];
  const turn = dx * ey - dy * ex;
  if (Math.abs(turn) < 1e-9) return Infinity;
  const far = ((a[0] - x) * ey - (a[1] - y) * ex) / turn;
  const on = ((a[0] - x) * dy - (a[1] - y) * dx) / turn;
  return far > -1e-6 && on >= 0 && on <= 1 ? far : Infinity;
}

function arrow(a, b) {
  const far = Math.hypot(b[0] - a[0], b[1] - a[1]);
  const t = [(-(b[1] - a[1]) / far) * 0.05, ((b[0] - a[0]) / far) * 0.05];
  const tick = (p) => line([p[0] - t[0], p[1] - t[1]], [p[0] + t[0], p[1] + t[1]]);
  return svg("path", { d: line(a, b) + tick(a) + tick(b) });
}

// A figure that stands on a line along `u`, never upside down.
function figure(at, text, font, u = [1, 0]) {
  const [x, y] = [at[0] * MM, -at[1] * MM];
  let angle = (Math.atan2(-u[1], u[0]) * 180) / Math.PI;
  if (angle > 90.5) angle -= 180;
  if (angle <= -89.5) angle += 180;
  return svg("text", { x, y, "font-size": font, transform: `rotate(${angle} ${x} ${y})` }, text);
}

const widthOf = (text, font) => text.length * font * 0.54;
const meets = (a, b) => a[0] < b[0] + b[2] && b[0] < a[0] + a[2] && a[1] < b[1] + b[3] && b[1] < a[1] + a[3];

// The text in lines that fit, or null; a long name is cut.
function wrapped(name, room, font) {
  const words = name.slice(0, 60).split(/\s+/);
  const lines = [words.shift()];
  for (const word of words) {
    const longer = `${lines[lines.length - 1]} ${word}`;
    if (widthOf(longer, font) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.some((l) => widthOf(l, font) > room) || lines.length > 3 ? null : lines;
}
