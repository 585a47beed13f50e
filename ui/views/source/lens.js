// What part of the plan is seen: wheel, pinch, buttons and keys draw nearer or away, a drag beside things moves it.
import { button, html } from "./page.js";

const MOST = 8; // times nearer than all of the room
const STEP = 1.4; // of a button or key
const WHEEL = 0.0016; // of a wheel, for each pixel that it scrolls

export class Lens {
  // `moved` is told when another part is seen.
  constructor(root, moved) {
    Object.assign(this, { root, moved, near: 1, fingers: new Map() });
    root.addEventListener("wheel", (e) => this.wheel(e), { passive: false });
  }

  // All of another room is seen: `box` is [x, y, width, height] of the sheet.
  home(box) {
    this.box = box;
    this.fit();
  }

  fit() {
    const [x, y, w, h] = this.box;
    this.near = 1;
    this.middle = [x + w / 2, y + h / 2];
    this.show();
  }

  show() {
    const [x, y, w, h] = this.box;
    const [seenW, seenH] = [w / this.near, h / this.near];
    this.middle = [between(this.middle[0], x + seenW / 2, x + w - seenW / 2), between(this.middle[1], y + seenH / 2, y + h - seenH / 2)];
    this.root.setAttribute("viewBox", `${this.middle[0] - seenW / 2} ${this.middle[1] - seenH / 2} ${seenW} ${seenH}`);
    this.moved();
  }

  // So many times nearer; the point `at` of the sheet stays where it is on the screen.
  zoom(by, at = this.middle) {
    const near = between(this.near * by, 1, MOST);
    this.middle = this.middle.map((m, k) => at[k] + ((m - at[k]) * this.near) / near);
    this.near = near;
    this.show();
  }

  pan(dx, dy) {
    this.middle = [this.middle[0] - dx, this.middle[1] - dy];
    this.show();
  }

  spot({ clientX, clientY }) {
    const p = new DOMPoint(clientX, clientY).matrixTransform(this.root.getScreenCTM().inverse());
    return [p.x, p.y];
  }

  wheel(event) {
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY * (event.deltaMode ? 20 : 1) * WHEEL), this.spot(event));
  }

  key({ key }) {
    if (key === "+" || key === "=") this.zoom(STEP);
    else if (key === "-") this.zoom(1 / STEP);
    else if (key === "0") this.fit();
    else return false;
    return true;
  }

  // ------------------------------------------------------------ hands
  // A finger or the mouse on the sheet; true when there are two fingers now.
  press(event) {
    this.fingers.set(event.pointerId, [event.clientX, event.clientY]);
    return this.fingers.size === 2;
  }

  // The sheet follows the hand, or the two fingers; true when it did.
  drag(event) {
    const before = this.fingers.get(event.pointerId);
    if (!before) return false;
    const now = [event.clientX, event.clientY];
    this.fingers.set(event.pointerId, now);
    const scale = 1 / this.root.getScreenCTM().a;
    const other = [...this.fingers].find(([id]) => id !== event.pointerId)?.[1];
    const share = other ? 0.5 : 1; // of two fingers each moves the middle by half
    this.pan((now[0] - before[0]) * scale * share, (now[1] - before[1]) * scale * share);
    if (!other) return true;
    const far = (p) => Math.max(Math.hypot(p[0] - other[0], p[1] - other[1]), 1);
    this.zoom(far(now) / far(before), this.spot({ clientX: (now[0] + other[0]) / 2, clientY: (now[1] + other[1]) / 2 }));
    return true;
  }

  release(event) {
    this.fingers.delete(event.pointerId);
  }

  buttons(texts) {
    const group = html("span", "idv-lens");
    for (const [name, sign, act] of [["zoom_out", "−", () => this.zoom(1 / STEP)], ["zoom_in", "+", () => this.zoom(STEP)], ["fit", "⤢", () => this.fit()]]) {
      const b = button("", sign, texts[name], act);
      b.dataset.lens = name;
      group.append(b);
    }
    return group;
  }
}

const between = (v, low, high) => Math.max(low, Math.min(high, v));
