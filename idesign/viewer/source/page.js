// The 3D view in a report: `idesignViewer.open(element, data)` draws into `element` and gives a handle, or says why not.
import { element, Viewer } from "./viewer.js";

async function open(host, data) {
  try {
    const viewer = new Viewer(host, data);
    return await viewer.ready;
  } catch (error) {
    host.replaceChildren(element("p", "iv-note", `The 3D view cannot be shown here (${error.message}).`));
    host.dataset.ready = "failed";
    return null;
  }
}

window.idesignViewer = { open };
