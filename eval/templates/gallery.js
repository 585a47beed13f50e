"use strict";
const rooms = JSON.parse(document.getElementById("data").textContent);
const at = id => document.getElementById(id);
const STEP = 60;
let found = [], shown = 0;

function options(id, values) {
  for (const value of [...new Set(values)].sort()) at(id).append(new Option(value || "none", value || "none"));
}

function passes(room) {
  const words = at("words").value.toLowerCase().split(/\s+/).filter(Boolean);
  const text = `${room.id} ${room.text} ${room.style} ${room.type}`.toLowerCase();
  const same = (id, value) => !at(id).value || at(id).value === (value || "none");
  return words.every(w => text.includes(w)) && same("type", room.type) && same("style", room.style)
    && same("status", room.status) && inRange(room.numbers[at("metric").value]);
}

function inRange(value) {
  const low = at("low").value, high = at("high").value;
  if (low === "" && high === "") return true;
  return value !== undefined && (low === "" || value >= Number(low)) && (high === "" || value <= Number(high));
}

function filter() {
  const metric = at("metric").value, order = at("order").value;
  found = rooms.filter(passes);
  if (order !== "list") {
    const sign = order === "up" ? 1 : -1;
    found = found.filter(r => metric in r.numbers).sort((a, b) => sign * (a.numbers[metric] - b.numbers[metric]));
  }
  const values = found.map(r => r.numbers[metric]).filter(v => v !== undefined);
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  at("count").textContent = `${found.length} of ${rooms.length}` + (values.length ? `; mean ${metric} ${mean.toFixed(3)}` : "");
  at("rooms").replaceChildren();
  shown = 0;
  more();
}

function more() {
  at("rooms").append(...found.slice(shown, shown + STEP).map(card));
  shown = Math.min(found.length, shown + STEP);
}

function element(tag, text, name) {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (name) made.className = name;
  return made;
}

function card(room) {
  const made = element("article"), metric = at("metric").value;
  if (room.picture) {
    const image = element("img");
    image.loading = "lazy";
    image.alt = `Plan of ${room.id}`;
    if (room.picture.endsWith(".svg")) image.className = "plan";
    image.src = room.picture;
    made.append(image);
  }
  made.append(element("h2", room.id), element("p", `${room.type}${room.style ? ", " + room.style : ""}, ${room.status}${room.copy ? ", layout of " + room.copy : ""}`));
  made.append(element("p", room.text));
  if (metric in room.numbers) made.append(element("p", `${metric}: ${room.numbers[metric]}`));
  if (room.faults.length) made.append(element("p", room.faults.join("; "), "faults"));
  const links = element("p");
  for (const [name, address] of Object.entries(room.links)) {
    const link = element("a", name);
    link.href = address;
    links.append(link, " ");
  }
  made.append(links);
  return made;
}

options("type", rooms.map(r => r.type));
options("style", rooms.map(r => r.style));
options("status", rooms.map(r => r.status));
options("metric", rooms.flatMap(r => Object.keys(r.numbers)));
at("metric").value = "area [m2]";
at("filters").addEventListener("input", filter);
at("filters").addEventListener("reset", () => setTimeout(filter));
at("filters").addEventListener("submit", event => event.preventDefault());
new IntersectionObserver(seen => { if (seen[0].isIntersecting && shown < found.length) more(); }).observe(at("end"));
filter();
