// Ties list, plan and 3D view together; starts the 3D view when it is asked for.
const rows = new Map();
document.querySelectorAll(".list tr[data-ids]").forEach((row) => row.dataset.ids.split(" ").forEach((id) => rows.set(id, row)));
const shapes = new Map();
document.querySelectorAll("#plan-figure .object[data-id]").forEach((g) => shapes.set(g.dataset.id, g));
let viewer = null;

function mark(ids) {
  document.querySelectorAll(".hot").forEach((e) => e.classList.remove("hot"));
  ids.forEach((id) => { rows.get(id)?.classList.add("hot"); shapes.get(id)?.classList.add("hot"); });
}
rows.forEach((row) => {
  const ids = row.dataset.ids.split(" ");
  row.onmouseenter = () => mark(ids);
  row.onfocus = () => mark(ids);
  row.onclick = () => { mark(ids); viewer?.select(ids[0]); };
});
shapes.forEach((g, id) => { g.onclick = () => { mark([id]); viewer?.select(id); }; });

const explore = document.getElementById("explore");
const stage = document.getElementById("stage");
const poster = [...document.querySelectorAll(".views img, .hero img")].find((image) => !/above/.test(image.alt));
if (stage && poster) stage.style.backgroundImage = `url(${poster.src})`;
explore?.addEventListener("click", async () => {
  explore.disabled = true;
  explore.textContent = "Opening …";
  await new Promise((done) => setTimeout(done, 30));
  const code = document.createElement("script");
  code.textContent = document.getElementById("viewer-code").textContent;
  document.body.append(code);
  const data = JSON.parse(document.getElementById("scene-data").textContent);
  explore.remove();
  stage.style.backgroundImage = "";
  stage.addEventListener("select", (e) => mark(e.detail ? [e.detail] : []));
  viewer = await window.idesignViewer.open(stage, data);
});
if (location.hash === "#room-3d") explore?.click();
