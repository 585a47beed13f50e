// Where a dragged thing comes to stand: at walls, in line with its neighbours, on the grid.
//
// The same rules as `ui/views/snap.py`, line by line; `tests/ui/data/snap_vectors.json` holds the two together. Lengths
// in metres, angles in degrees.
export const GRID = 0.05;
const WALL = 0.12;
const BACK = 0.3;
const NEIGHBOUR = 0.06;
const BESIDE = 1.2;
const LEAST = 0.25;

const rounded = (v) => Math.round(v * 1e4) / 1e4 + 0;
const dot = (a, b) => a[0] * b[0] + a[1] * b[1];
const mod = (v, m) => ((v % m) + m) % m;

export class Wall {
  constructor(polygon, index) {
    const a = polygon[index];
    const b = polygon[(index + 1) % polygon.length];
    this.index = index;
    this.start = a;
    this.length = Math.hypot(b[0] - a[0], b[1] - a[1]);
    this.u = [(b[0] - a[0]) / this.length, (b[1] - a[1]) / this.length];
    this.n = [-this.u[1], this.u[0]];
  }

  place(x, y) {
    const d = [x - this.start[0], y - this.start[1]];
    return [dot(d, this.u), dot(d, this.n)];
  }

  at(along, inward = 0) {
    return [this.start[0] + this.u[0] * along + this.n[0] * inward, this.start[1] + this.u[1] * along + this.n[1] * inward];
  }
}

export const wallsOf = (polygon) => polygon.map((_, k) => new Wall(polygon, k));

class Hand {
  constructor(x, y, yaw) {
    Object.assign(this, { x, y, yaw, held: [], guides: [] });
  }

  shift(n, by) {
    if (this.held.length > 1) return false;
    let way = n;
    let far = by;
    if (this.held.length) {
      const m = this.held[0];
      way = [-m[1], m[0]];
      const across = dot(way, n);
      if (Math.abs(across) < LEAST) return false;
      far = by / across;
    }
    this.x += way[0] * far;
    this.y += way[1] * far;
    this.held.push(n);
    return true;
  }

  free(n) {
    return this.held.length === 0 || (this.held.length === 1 && Math.abs(dot(this.held[0], n)) < 0.9);
  }

  reach(mover, n) {
    const [u, v] = this.axes();
    return (mover.width / 2) * Math.abs(dot(u, n)) + (mover.depth / 2) * Math.abs(dot(v, n));
  }

  axes() {
    const [c, s] = [Math.cos((this.yaw * Math.PI) / 180), Math.sin((this.yaw * Math.PI) / 180)];
    return [[c, s], [-s, c]];
  }
}

// The pose for a thing that was dragged to (x, y) with this yaw, in a room with this outline (counter-clockwise).
export function snap(polygon, neighbours, mover, x, y, yaw) {
  const walls = wallsOf(polygon);
  const hand = new Hand(...inside(polygon, walls, x, y), yaw);
  if (mover.back || mover.hung) toBackWall(hand, walls, mover);
  if (!mover.hung) {
    toWalls(hand, walls, mover);
    toNeighbours(hand, neighbours, mover);
  }
  toGrid(hand);
  return { x: rounded(hand.x), y: rounded(hand.y), yaw_deg: rounded(hand.yaw), guides: hand.guides };
}

export function inside(polygon, walls, x, y) {
  if (holds(polygon, x, y)) return [x, y];
  let best = [x, y];
  let least = Infinity;
  for (const w of walls) {
    const p = w.at(Math.min(Math.max(w.place(x, y)[0], 0), w.length));
    const far = Math.hypot(p[0] - x, p[1] - y);
    if (far < least - 1e-9) [best, least] = [p, far];
  }
  return best;
}

export function holds(polygon, x, y) {
  let within = false;
  let b = polygon[polygon.length - 1];
  for (const a of polygon) {
    if (a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0]) within = !within;
    b = a;
  }
  return within;
}

const byGap = (a, b) => a[0] - b[0] || a[1].index - b[1].index;
const rough = (v) => Math.round(v * 1e6) / 1e6;

function toBackWall(hand, walls, mover) {
  const near = [];
  for (const w of walls) {
    const [along, off] = w.place(hand.x, hand.y);
    const wide = along >= -1e-6 && along <= w.length + 1e-6 && w.length >= Math.min(mover.width, 0.3);
    if (wide && off >= -1e-6 && (mover.hung || off <= mover.depth / 2 + BACK)) near.push([rough(off), w]);
  }
  if (!near.length) return;
  const w = near.sort(byGap)[0][1];
  hand.yaw = (Math.atan2(w.n[0], -w.n[1]) * 180) / Math.PI;
  hand.shift(w.n, mover.depth / 2 - w.place(hand.x, hand.y)[1]);
  hand.guides.push({ kind: "wall", index: w.index });
  if (!mover.hung || w.length <= mover.width) return;
  const along = w.place(hand.x, hand.y)[0];
  const kept = Math.min(Math.max(along, mover.width / 2), w.length - mover.width / 2);
  hand.x += w.u[0] * (kept - along);
  hand.y += w.u[1] * (kept - along);
}

function toWalls(hand, walls, mover) {
  const found = [];
  for (const w of walls) {
    const [along, off] = w.place(hand.x, hand.y);
    const half = hand.reach(mover, w.u);
    const beside = Math.min(along + half, w.length) - Math.max(along - half, 0);
    if (beside > 0.01 && off >= -1e-6) found.push([rough(off - hand.reach(mover, w.n)), w]);
  }
  for (const [, w] of found.sort(byGap)) {
    const gap = w.place(hand.x, hand.y)[1] - hand.reach(mover, w.n);
    if (gap < WALL && hand.free(w.n) && hand.shift(w.n, -gap)) hand.guides.push({ kind: "wall", index: w.index });
  }
}

function toNeighbours(hand, neighbours, mover) {
  const [u, v] = hand.axes();
  const [w, d] = [mover.width / 2, mover.depth / 2];
  for (const [n, t, half, side] of [[u, v, w, d], [v, u, d, w]]) {
    if (!hand.free(n)) continue;
    let [best, index] = [NEIGHBOUR, -1];
    neighbours.forEach((other, k) => {
      for (const by of linesUp(hand, other, n, t, half, side)) if (Math.abs(by) < Math.abs(best) - 1e-9) [best, index] = [by, k];
    });
    if (index >= 0 && hand.shift(n, best)) hand.guides.push({ kind: "neighbour", index });
  }
}

function linesUp(hand, other, n, t, half, side) {
  const turned = mod(other.yaw_deg - hand.yaw, 90);
  if (Math.min(turned, 90 - turned) > 0.5) return [];
  const between = [other.x - hand.x, other.y - hand.y];
  const along = dot(between, n);
  const across = Math.abs(dot(between, t));
  const mate = new Hand(other.x, other.y, other.yaw_deg);
  const [long, wide] = [mate.reach(other, n), mate.reach(other, t)];
  if (Math.abs(along) - half - long > BESIDE || across - side - wide > BESIDE) return [];
  const touching = across < side + wide - 0.01 ? [along - long - half, along + long + half] : [];
  return [...touching, along, along - long + half, along + long - half];
}

function toGrid(hand) {
  for (const n of hand.axes()) {
    if (!hand.free(n)) continue;
    const at = hand.x * n[0] + hand.y * n[1];
    hand.shift(n, Math.floor(at / GRID + 0.5) * GRID - at);
  }
}

// A yaw at the nearest step, in (-180, 180] degrees.
export function turnedTo(yaw, step = 15) {
  const turned = mod(Math.floor(yaw / step + 0.5) * step, 360);
  return turned > 180 ? turned - 360 : turned;
}
