// What plan and 3D view share: the room as the server knows it, where things are held while they are dragged, what is
// selected, and what is in the way. Both views draw from it and tell it what hands and keys do; it alone talks to the
// server: one gesture becomes one event with operations.
import { snap, turnedTo } from "./snap.js";
import { length } from "./units.js";

const KEYS_REST = 450; // keys that follow each other faster are one gesture [ms]
const ANSWER = 15000; // how long a change that was not answered stays on the screen [ms]
export const NUDGE = 0.05;
export const NUDGE_FINE = 0.01;

const rounded = (v) => Math.round(v * 1e4) / 1e4;
const upright = (yaw) => {
  const turned = ((yaw % 360) + 360) % 360;
  return turned > 180 ? turned - 360 : turned;
};

// Whether more belongs to a thing than what stands on it.
export const loosens = (thing) => thing.along.length > thing.carries.length;

export class Desk {
  constructor() {
    this.views = new Set();
    this.document = null;
    this.held = new Map(); // id -> {x, y, yaw_deg} of things that stand elsewhere than the document says
    this.selected = null;
    this.conflicts = new Map(); // id -> sentences, while something is dragged
    this.gesture = null;
    this.waiting = null;
    this.shown = { names: true, dimensions: false, clearances: false, problems: true };
    this.alone = false; // things are dragged without what belongs to them
    this.checks = []; // how long the last answers took [ms]
  }

  // A view joins: it is told `draw`, `move(ids)`, `choose`, `judge` and `show`.
  join(view, bridge) {
    this.views.add(view);
    this.bridge = bridge;
    if (this.document) view.draw();
  }

  leave(view) {
    this.views.delete(view);
  }

  tell(what, ...about) {
    for (const view of this.views) view[what](...about);
  }

  // ------------------------------------------------------------ the document
  receive(document) {
    if (this.gesture) {
      this.waiting = document;
      return;
    }
    const { serial, ...content } = document ?? {};
    const text = JSON.stringify(content);
    if (text === this.text && !this.held.size) return;
    this.text = text;
    const before = this.document;
    this.document = document;
    this.byId = new Map((document?.objects ?? []).map((o) => [o.id, o]));
    this.release();
    if (document && document.selected !== before?.selected) this.selected = document.selected;
    if (!this.byId.has(this.selected)) this.selected = null;
    this.tell("draw");
  }

  release() {
    clearTimeout(this.patience);
    this.held.clear();
    this.conflicts.clear();
  }

  get objects() {
    return this.document?.objects ?? [];
  }

  get texts() {
    return this.document?.texts ?? {};
  }

  thing(id) {
    return this.byId?.get(id) ?? null;
  }

  // A length as the person reads it.
  length(metres) {
    return length(metres, this.document.units, this.document.language);
  }

  pose(thing) {
    return this.held.get(thing.id) ?? thing;
  }

  problemsOf(thing) {
    return [...new Set([...(this.conflicts.get(thing.id) ?? []), ...(this.held.size ? [] : thing.problems)])];
  }

  show(name, on) {
    this.shown[name] = on;
    this.tell("show");
  }

  // ------------------------------------------------------------ selection
  select(id, tell = true) {
    if (id === this.selected) return;
    this.settle();
    this.selected = id;
    this.tell("choose");
    if (tell) this.send("select", { id });
  }

  // The server learns what a drag selected, if it does not know.
  tellSelected() {
    if (this.document.selected !== this.selected) this.send("select", { id: this.selected });
  }

  send(name, data) {
    this.bridge?.events[name](data);
  }

  // ------------------------------------------------------------ gestures
  // A hand takes hold of a thing, alone or with all that belongs to it; false when it is locked.
  take(id, hand, alone = false) {
    const thing = this.thing(id);
    if (!thing || thing.locked) return false;
    if (this.gesture && this.gesture.id !== id) this.settle();
    if (!this.gesture) this.gesture = { id, start: { ...this.pose(thing) }, moved: false, alone: alone || this.alone };
    this.gesture.hand = hand;
    clearTimeout(this.rest);
    return true;
  }

  // The thing is held over (x, y) with this yaw; `free` turns snapping off.
  hold(x, y, { yaw = this.gesture.start.yaw_deg, free = false } = {}) {
    const thing = this.thing(this.gesture.id);
    const to = free ? { x, y, yaw_deg: yaw, guides: [] } : this.snapped(thing, x, y, yaw);
    this.gesture.guides = to.guides;
    this.put(thing, to);
  }

  turn(yaw, free = false) {
    const thing = this.thing(this.gesture.id);
    const at = this.pose(thing);
    this.gesture.guides = [];
    this.put(thing, { x: at.x, y: at.y, yaw_deg: upright(free ? yaw : turnedTo(yaw)) });
  }

  // What goes along with a thing that is held: what stands on it always, its group unless it goes alone.
  along(thing) {
    return this.gesture?.alone ? thing.carries : thing.along;
  }

  setAlone(on) {
    this.alone = on;
    this.tell("choose");
  }

  snapped(thing, x, y, yaw) {
    const along = new Set(this.along(thing));
    const others = this.objects.filter((o) => o.id !== thing.id && !along.has(o.id) && o.support === "floor" && !o.flat);
    const carried = !["floor", "wall", "ceiling"].includes(thing.support);
    const neighbours = carried || thing.flat || thing.support === "ceiling" ? [] : others.map((o) => {
      const p = this.pose(o);
      return { x: p.x, y: p.y, yaw_deg: p.yaw_deg, width: o.size[0], depth: o.size[1] };
    });
    const mover = { width: thing.size[0], depth: thing.size[1], back: thing.back, hung: thing.support === "wall" };
    return snap(this.document.room.polygon, neighbours, mover, x, y, yaw);
  }

  // Stands the thing there with all that goes along.
  put(thing, { x, y, yaw_deg }) {
    const from = { x: thing.x, y: thing.y, yaw_deg: thing.yaw_deg };
    const turn = ((yaw_deg - from.yaw_deg) * Math.PI) / 180;
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const ids = [thing.id, ...this.along(thing)];
    for (const id of ids) {
      const o = this.thing(id);
      if (!o) continue;
      const [dx, dy] = [o.x - from.x, o.y - from.y];
      this.held.set(id, { x: x + c * dx - s * dy, y: y + s * dx + c * dy, yaw_deg: upright(o.yaw_deg + yaw_deg - from.yaw_deg) });
    }
    this.gesture.moved = true;
    this.tell("move", ids);
    this.check();
  }

  // The hand lets go: what it did is one change.
  settle() {
    const gesture = this.gesture;
    if (!gesture) return;
    clearTimeout(this.rest);
    this.gesture = null;
    const thing = this.thing(gesture.id);
    const to = thing && this.held.get(gesture.id);
    const { start } = gesture;
    if (this.waiting) this.keepUp();
    if (to && (Math.hypot(to.x - start.x, to.y - start.y) > 5e-4 || Math.abs(upright(to.yaw_deg - start.yaw_deg)) > 0.01)) {
      const yaw_deg = Math.abs(upright(to.yaw_deg - start.yaw_deg)) > 0.01 ? rounded(to.yaw_deg) : null;
      this.operate([{ op: "move", id: gesture.id, x: rounded(to.x), y: rounded(to.y), yaw_deg, alone: gesture.alone && loosens(thing) }]);
    } else if (gesture.moved) this.giveUp(gesture);
    this.tell("choose");
  }

  // The hand gives up: everything is where it was.
  cancel() {
    const gesture = this.gesture;
    if (!gesture) return;
    clearTimeout(this.rest);
    this.gesture = null;
    if (gesture.moved) this.giveUp(gesture);
    if (this.waiting) this.keepUp();
    this.tell("choose");
  }

  // Back to where the document has it, with all that went along.
  giveUp({ id }) {
    const ids = [id, ...(this.thing(id)?.along ?? [])];
    for (const one of ids) this.held.delete(one);
    this.conflicts.clear();
    this.tell("move", ids);
    this.tell("judge");
  }

  // A document that came while a hand held something; what the hand did stays visible until it is answered.
  keepUp() {
    const [late, held] = [this.waiting, new Map(this.held)];
    this.waiting = null;
    this.receive(late);
    for (const [id, pose] of held) if (this.thing(id)) this.held.set(id, pose);
    if (held.size) this.tell("move", [...held.keys()]);
  }

  operate(operations) {
    this.send("operate", { operations });
    clearTimeout(this.patience);
    this.patience = setTimeout(() => this.giveUp({ id: operations[0].id }), ANSWER);
  }

  // ------------------------------------------------------------ keys
  // Steps and turns by keys; those that follow each other closely are one change.
  nudge(id, dx, dy) {
    if (!this.take(id, false)) return;
    const at = this.pose(this.thing(id));
    this.gesture.guides = [];
    this.put(this.thing(id), { x: at.x + dx, y: at.y + dy, yaw_deg: at.yaw_deg });
    this.settleSoon();
  }

  turnBy(id, by) {
    if (!this.take(id, false)) return;
    const at = this.pose(this.thing(id));
    this.turn(at.yaw_deg + by, true);
    this.settleSoon();
  }

  settleSoon() {
    clearTimeout(this.rest);
    this.rest = setTimeout(() => this.settle(), KEYS_REST);
  }

  remove(id) {
    if (!this.thing(id) || this.thing(id).locked) return;
    this.settle();
    this.operate([{ op: "remove", id }]);
  }

  resize(id, [width, depth]) {
    const { size } = this.thing(id);
    if (Math.abs(size[0] - width) < 1e-3 && Math.abs(size[1] - depth) < 1e-3) return;
    this.operate([{ op: "resize", id, size: [width, depth, null] }]);
  }

  duplicate(id) {
    const thing = this.thing(id);
    if (!thing) return;
    this.settle();
    const { colours, materials, style } = thing.look;
    const carried = !["floor", "wall", "ceiling"].includes(thing.support);
    const place = carried ? { kind: "on", target: thing.support } : { kind: "beside", target: id };
    this.operate([{ op: "add", category: thing.category, words: thing.name, size: thing.size, look: { colours, materials, style }, places: [place] }]);
  }

  lock(id) {
    const thing = this.thing(id);
    if (!thing) return;
    this.settle();
    this.operate([{ op: "lock", id, locked: !thing.locked }]);
  }

  // What a key means, wherever it is pressed; true when it meant something.
  key(event) {
    const id = this.selected;
    const step = event.shiftKey ? NUDGE_FINE : NUDGE;
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }[event.key];
    const command = event.ctrlKey || event.metaKey;
    const letter = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    if (command && letter === "z") this.command(event.shiftKey ? "redo" : "undo");
    else if (command && letter === "y") this.command("redo");
    else if (event.key === "Escape" && this.gesture) this.cancel();
    else if (event.key === "Escape" && id) this.select(null);
    else if (!id) return false;
    else if (command && letter === "d") this.duplicate(id);
    else if (command || event.altKey) return false;
    else if (way) this.nudge(id, way[0] * step, way[1] * step);
    else if (letter === "r") this.turnBy(id, event.shiftKey ? 15 : 90);
    else if (letter === "l") this.lock(id);
    else if (letter === "g" && loosens(this.thing(id))) this.setAlone(!this.alone);
    else if (event.key === "Delete" || event.key === "Backspace") this.remove(id);
    else return false;
    return true;
  }

  command(name) {
    this.settle();
    this.send("command", { name });
  }

  // ------------------------------------------------------------ what is in the way
  // Asks the server about the pose of the moment; one question at a time, the last one always.
  async check() {
    const thing = this.gesture && this.thing(this.gesture.id);
    if (!thing || !this.bridge?.server.check) return;
    if (this.asking) {
      this.again = true;
      return;
    }
    this.asking = true;
    const { x, y, yaw_deg } = this.pose(thing);
    const begun = performance.now();
    try {
      const { board, language, units } = this.document;
      const { alone } = this.gesture;
      const { problems } = await this.bridge.server.check({ board, id: thing.id, x, y, yaw_deg, alone, language, units });
      this.checks = [...this.checks.slice(-99), performance.now() - begun];
      if (this.held.size) this.judged(problems);
    } catch (error) {
      console.warn("the check was not answered", error);
    }
    this.asking = false;
    if (this.again) {
      this.again = false;
      this.check();
    }
  }

  judged(problems) {
    this.conflicts.clear();
    for (const p of problems) for (const id of p.ids) this.conflicts.set(id, [...(this.conflicts.get(id) ?? []), p.text]);
    this.hard = new Set(problems.filter((p) => p.severity === "conflict").flatMap((p) => p.ids));
    this.tell("judge");
  }

  // "bad" for what is in the way, "wish" for what is only not as asked, "" for the rest.
  verdict(thing) {
    if (this.held.size) return this.conflicts.has(thing.id) ? (this.hard.has(thing.id) ? "bad" : "wish") : "";
    const mine = (this.document?.problems ?? []).filter((p) => p.ids.includes(thing.id));
    if (!mine.length) return "";
    return mine.some((p) => p.severity === "conflict") ? "bad" : "wish";
  }
}
