// The panels: tabs, and a tree of plain elements for the open one. Words are set as text; a click or a filled form sends
// what its element asks for. What is being typed, focus and scrolling survive a redraw.
const TAGS = new Set(['div', 'p', 'h3', 'h4', 'ul', 'li', 'span', 'strong', 'small', 'button', 'form', 'label', 'input',
  'select', 'details', 'summary', 'img', 'progress', 'table', 'thead', 'tbody', 'tr', 'th', 'td']);
const tabs = element.querySelector('.tabs'), body = element.querySelector('.body');
let fetched = null, before = '', edited = new Set();

function tree(n) {
  if (!TAGS.has(n.tag)) return document.createTextNode('');
  const node = document.createElement(n.tag);
  if (n.kind) node.className = n.kind;
  if (n.text) node.textContent = n.text;
  if (n.label) node.setAttribute(n.tag === 'img' ? 'alt' : 'aria-label', n.label);
  if (n.test) node.dataset.testid = n.test;
  if (n.off) node.disabled = true;
  if (n.tag === 'img' && String(n.picture).startsWith('data:image/')) node.src = n.picture;
  if (n.tag === 'progress') node.value = Number(n.value || 0);
  if (n.name) field(node, n);
  if (n.tag === 'button') button(node, n);
  if (n.tag === 'form') node.addEventListener('submit', (e) => { e.preventDefault(); submit(node, n.act); });
  for (const child of n.children || []) node.append(tree(child));
  return node;
}

function field(node, n) {
  node.name = n.name;
  node.autocomplete = 'off';
  for (const [value, words] of n.options || []) node.append(new Option(words, value, value === n.value, value === n.value));
  node.value = n.value || '';
  node.addEventListener('input', () => edited.add(n.name));
}

function button(node, n) {
  node.type = n.act ? 'button' : 'submit';
  if (n.act) node.addEventListener('click', () => trigger('act', n.act));
}

function submit(node, act) {
  const values = Object.fromEntries(new FormData(node).entries());
  edited.clear();
  if (act.do === 'own') pickOwn(values.kind || '');
  else trigger('act', { ...act, values });
}

const LARGEST_MODEL = 64 * 2 ** 20; // the server refuses more, in its own words
function pickOwn(kind) {
  trigger('act', { do: 'kind', kind });
  const upload = document.getElementById('own-upload');
  if (upload) upload.click();
}

document.addEventListener('change', (e) => {
  const files = e.target.type === 'file' && e.target.closest && e.target.parentElement?.querySelector('#own-upload') ? e.target.files : [];
  if (![...files].some((f) => f.size > LARGEST_MODEL)) return;
  e.stopImmediatePropagation();
  trigger('act', { do: 'large', size: files[0].size });
}, true);

const scroller = () => element.closest('#panels') || body;

function kept() {
  const at = document.activeElement;
  const inside = body.contains(at) ? at : null;
  const typed = [...body.querySelectorAll('[name]')].filter((f) => edited.has(f.name)).map((f) => [f.name, f.value]);
  return { typed, name: inside && inside.name, test: inside && inside.dataset.testid, from: inside && inside.selectionStart,
    top: scroller().scrollTop, open: [...body.querySelectorAll('details')].map((d) => d.open) };
}

function restored(k) {
  for (const [name, value] of k.typed) { const f = body.querySelector(`[name="${name}"]`); if (f) f.value = value; }
  const at = k.name ? body.querySelector(`[name="${k.name}"]`) : k.test ? body.querySelector(`[data-testid="${k.test}"]`) : null;
  if (at) { at.focus({ preventScroll: true }); if (k.from !== null && at.setSelectionRange && at.type === 'text') at.setSelectionRange(k.from, k.from); }
  scroller().scrollTop = k.top;
  [...body.querySelectorAll('details')].forEach((d, i) => { d.open = Boolean(k.open[i]); });
}

function drawTabs(v) {
  tabs.setAttribute('aria-label', v.title);
  tabs.replaceChildren(...v.tabs.map((t) => {
    const tab = document.createElement('button');
    tab.type = 'button'; tab.textContent = t.text; tab.dataset.testid = 'tab-' + t.name;
    tab.setAttribute('role', 'tab'); tab.setAttribute('aria-selected', String(t.name === v.tab)); tab.tabIndex = t.name === v.tab ? 0 : -1;
    tab.addEventListener('click', () => choose(t.name));
    return tab;
  }));
}

function choose(name) {
  for (const t of tabs.children) { const on = t.dataset.testid === 'tab-' + name; t.setAttribute('aria-selected', String(on)); t.tabIndex = on ? 0 : -1; }
  edited.clear();
  trigger('act', { do: 'tab', tab: name });
}

tabs.addEventListener('keydown', (e) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[e.key];
  if (!step) return;
  const all = [...tabs.children], now = all.indexOf(document.activeElement);
  const next = all[(now + step + all.length) % all.length];
  next.focus(); next.click();
});

function fetchOnce(d) {
  if (fetched === null) { fetched = d ? d.number : 0; return; }
  if (!d || d.number <= fetched) return;
  fetched = d.number;
  const link = document.createElement('a');
  link.href = d.address; link.download = d.name;
  document.body.append(link); link.click(); link.remove();
}

function draw() {
  const v = latest;
  if (!v.body) return;
  fetchOnce(v.download);
  const now = JSON.stringify([v.tab, v.tabs, v.body]);
  if (now === before) return;
  const sameTab = before.startsWith(JSON.stringify([v.tab]).slice(0, -1));
  before = now;
  if (!sameTab) edited.clear();
  const k = kept();
  drawTabs(v);
  body.replaceChildren(tree(v.body));
  if (sameTab) restored(k); else scroller().scrollTop = 0;
}
follow(draw);
