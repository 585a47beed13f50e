// Small helpers for elements: everything that comes from data is set as text, never as markup.
const SVG = "http://www.w3.org/2000/svg";

export function html(tag, className = "", text = "") {
  const e = document.createElement(tag);
  if (className) e.className = className;
  if (text) e.textContent = text;
  return e;
}

export function svg(tag, attributes = {}, text = "") {
  const e = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
  if (text) e.textContent = text;
  return e;
}

export function button(className, text, title, act) {
  const e = html("button", className, text);
  e.type = "button";
  e.title = title;
  e.setAttribute("aria-label", title);
  e.addEventListener("click", act);
  return e;
}

// "{name} stands here" with the values put in.
export function fill(text = "", values = {}) {
  return text.replace(/\{(\w+)\}/g, (all, key) => values[key] ?? all);
}

export function addStyle(id, css) {
  if (document.getElementById(id)) return;
  const style = html("style", "", css);
  style.id = id;
  document.head.append(style);
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
