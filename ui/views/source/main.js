// What the studio's components call: `idesignViews.plan(element, bridge)` and `idesignViews.space(element, bridge)`.
// One page has one desk, which all its views share. `idesignViews.draw(host, options)` is the sheet on which a floor plan
// is drawn.
import { Desk } from "./desk.js";
import { Drawing } from "./drawing.js";
import { Plan } from "./plan.js";
import { snap } from "./snap.js";
import { Space } from "./space.js";

const desk = new Desk();
let newest = 0;

function open(View) {
  return (element, bridge) => {
    const host = element.querySelector("div");
    for (let n = host.parentElement; n && !n.classList.contains("block"); n = n.parentElement) n.style.height = "100%";
    const receive = () => {
      const value = bridge.props.value ? JSON.parse(JSON.stringify(bridge.props.value)) : null;
      if (value && value.serial < newest) return; // an older answer that came late
      newest = value?.serial ?? newest;
      desk.emptyText = value?.empty ?? "";
      desk.receive(value?.room ? value : null);
    };
    receive();
    const view = new View(host, desk, bridge);
    bridge.watch("value", receive);
    return view;
  };
}

window.idesignViews = { plan: open(Plan), space: open(Space), draw: (host, options) => new Drawing(host, options), desk, snap };
