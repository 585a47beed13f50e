// What is selected, in words, with what one can do to it; the same below both views.
import { loosens } from "./desk.js";
import { button, html } from "./page.js";
import { size } from "./units.js";

export class Card {
  constructor(desk) {
    this.desk = desk;
    this.root = html("div", "idv-card");
    this.root.hidden = true;
    this.root.dataset.testid = "selected";
  }

  draw() {
    const { desk } = this;
    const thing = desk.thing(desk.selected);
    if (thing && desk.gesture?.hand && this.line) {
      this.tell(thing);
      return;
    }
    this.root.hidden = !thing;
    if (this.root.hidden) return;
    const what = html("div", "what");
    this.line = html("span");
    what.append(html("b", "", thing.name), this.line);
    this.tell(thing);
    this.root.replaceChildren(what, this.actions(thing));
  }

  // What is wrong with it, or else its size: one line, so that nothing jumps while it is dragged.
  tell(thing) {
    const { desk } = this;
    const [wrong] = desk.problemsOf(thing);
    const states = ["locked", "owned", "stand_in"].filter((s) => thing[s]).map((s) => desk.texts[s]);
    this.line.className = wrong ? "wrong" : "";
    this.line.textContent = wrong ?? [size(thing.size, desk.document.units), ...states].join(" · ");
  }

  actions(thing) {
    const { desk } = this;
    const t = desk.texts;
    const bar = html("div", "idv-bar");
    const add = (name, text, title, act) => {
      const b = button("", text, title, act);
      b.dataset.act = name;
      bar.append(b);
    };
    if (!thing.locked) add("turn", t.rotate, t.turn_help, () => desk.turnBy(thing.id, 90));
    add("duplicate", t.duplicate, t.duplicate_help, () => desk.duplicate(thing.id));
    add("lock", thing.locked ? t.unlock : t.lock, t.lock_help, () => desk.lock(thing.id));
    if (!thing.locked) add("delete", t.delete, t.delete_help, () => desk.remove(thing.id));
    if (!thing.locked && loosens(thing)) {
      add("alone", t.alone, t.alone_help, () => desk.setAlone(!desk.alone));
      bar.lastChild.setAttribute("aria-pressed", String(desk.alone));
    }
    return bar;
  }
}
