// Small tools that every part of the page begins with. Words from outside become text nodes, never markup.
const make = (tag, attributes, ...children) => {
  const svg = ['svg', 'path', 'circle', 'rect', 'line', 'g'].includes(tag);
  const node = svg ? document.createElementNS('http://www.w3.org/2000/svg', tag) : document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
};
// Answers to two acts may arrive in the other order: what is drawn is the newest that came.
let latest = null;
const follow = (draw) => {
  const take = () => {
    const v = props.value;
    if (!v || (latest && v.serial < latest.serial)) return;
    latest = v;
    draw();
  };
  watch('value', take);
  take();
};
const icon = (...paths) =>
  make('svg', { viewBox: '0 0 24 24', class: 'icon', 'aria-hidden': 'true' }, ...paths.map((d) => make('path', { d })));
const ICONS = {
  undo: ['M9 7 4 12l5 5', 'M4 12h10a6 6 0 0 1 6 6v1'],
  redo: ['m15 7 5 5-5 5', 'M20 12H10a6 6 0 0 0-6 6v1'],
  shuffle: ['M4 7h3c5 0 5 10 10 10h3', 'M4 17h3c2 0 3.200-1.500 4.300-3.300', 'M13 9.300C14 8 15.200 7 17 7h3', 'm17 4 3 3-3 3', 'm17 14 3 3-3 3'],
  theme: ['M12 3a9 9 0 1 0 9 9 7 7 0 0 1-9-9Z'],
  save: ['M12 4v11', 'm7 10 5 5 5-5', 'M5 20h14'],
  add: ['M12 5v14', 'M5 12h14'],
  send: ['M12 19V5', 'm5 12 7-7 7 7'],
  stop: ['M7 7h10v10H7z'],
  back: ['M4 12a8 8 0 1 0 2.500-5.800', 'M4 4v5h5'],
  drawer: ['M4 5h16v14H4z', 'M4 14h16'],
  folder: ['M3 7a2 2 0 0 1 2-2h4l2 2h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z'],
};
const remembered = (store, name) => {
  try { return store.getItem(name); } catch (e) { return null; }  // a browser that keeps nothing still works
};
const remember = (store, name, value) => {
  try { store.setItem(name, value); } catch (e) { return false; }
  return true;
};
const LARGEST = 8000000;
const pickProject = (opened, refused) => {
  const input = make('input', { type: 'file', accept: '.json,application/json' });
  input.addEventListener('change', async () => {
    const file = input.files[0];
    if (!file) return;
    if (file.size > LARGEST) refused(); else opened(await file.text());
  });
  input.click();
};
