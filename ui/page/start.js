// The first screen: a sentence, a kind of room, a size or a plan, an example, a project.
const root = element.querySelector('.start') || element;
let shown = '', kept = { text: '', size: '', plan: '', room: null, sheet: null, words: '' };
const last = remembered(localStorage, 'idesign.last');
const mine = remembered(sessionStorage, 'idesign.key');

function draw() {
  const v = latest, now = JSON.stringify({ ...v, serial: 0 });
  if (!v.texts || now === shown) return;
  shown = now;
  const t = v.texts, before = v.previous || (last !== mine && last);
  const words = make('textarea', { id: 'start-words', rows: '3', maxlength: '4000', placeholder: t.placeholder, 'aria-label': t.title, 'data-testid': 'words' });
  const size = make('input', { id: 'start-size', type: 'text', maxlength: '60', placeholder: v.units === 'imperial' ? "14' × 12'" : v.language === 'de' ? '4,2 × 3,6 m' : '4.2 × 3.6 m', autocomplete: 'off', 'data-testid': 'size' });
  const plan = make('textarea', { id: 'start-plan', rows: '2', maxlength: '2000', placeholder: '0,0  5,0  5,3  3,3  3,4.5  0,4.5', 'data-testid': 'plan', 'aria-label': t.plan });
  words.value = kept.text; size.value = kept.size; plan.value = kept.plan;
  for (const [name, field] of [['text', words], ['size', size], ['plan', plan]]) field.addEventListener('input', () => { kept[name] = field.value; });
  const sheet = make('div'), drawn = make('details', { class: 'drawn' }, make('summary', { 'data-testid': 'draw' }, t.plan), sheet, make('p', { class: 'hint' }, t.plan_help), plan);
  drawn.addEventListener('toggle', () => { if (drawn.open) unroll(sheet, v); });
  drawn.open = Boolean(kept.sheet);
  const go = (extra) => trigger('furnish', { text: words.value, size: size.value, plan: plan.value, room: drawn.open && kept.sheet ? kept.room || {} : null, ...extra });
  words.addEventListener('keydown', (e) => {
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); if (words.value.trim()) go({}); }
  });
  const send = make('button', { type: 'button', class: 'primary', 'data-testid': 'go', onclick: () => (words.value.trim() ? go({}) : words.focus()) }, t.go);
  root.replaceChildren(
    make('section', { class: 'hero' },
      make('h1', {}, t.title),
      make('p', { class: 'lead' }, t.lead),
      make('div', { class: 'ask' }, words,
        make('div', { class: 'ask-row' },
          make('label', { for: 'start-size', title: t.size_help }, t.size), size, make('span', { class: 'gap' }), send)),
      make('div', { class: 'types' }, make('span', { class: 'hint' }, t.types),
        ...v.types.map((k) => make('button', { type: 'button', class: 'chip', 'data-testid': 'type-' + k.name, onclick: () => go({ type: k.name, title: k.title }) }, k.title))),
      drawn),
    make('section', { class: 'shelf' },
      make('div', { class: 'shelf-head' }, make('h2', {}, t.examples), make('span', { class: 'gap' }),
        before && make('button', { type: 'button', class: 'quiet', 'data-testid': 'resume', onclick: () => trigger('resume', { key: before }) }, icon(...ICONS.back), make('span', {}, t.resume)),
        make('button', { type: 'button', class: 'quiet', 'data-testid': 'open', title: t.open_help,
          onclick: () => pickProject((text) => trigger('open', { text }), () => trigger('open', { text: '' })) },
          icon(...ICONS.folder), make('span', {}, t.open))),
      make('div', { class: 'cards' }, ...v.examples.map((e) =>
        make('button', { type: 'button', class: 'card', 'data-testid': 'example-' + e.name, onclick: () => trigger('example', { name: e.name }) },
          make('img', { src: e.picture, alt: '', loading: 'lazy', width: '640', height: '427' }), make('span', {}, e.title))))));
}
// The sheet to draw a floor plan on; in another language or other units it is a fresh one.
function unroll(place, v) {
  if (!window.idesignViews) { setTimeout(() => unroll(place, v), 100); return; }
  const words = JSON.stringify([v.draw, v.units]);
  if (kept.words !== words || !kept.sheet) {
    kept.words = words;
    kept.sheet = make('div');
    place.replaceChildren(kept.sheet);
    window.idesignViews.draw(kept.sheet, { texts: v.draw, units: v.units, language: v.language, changed: (room) => { kept.room = room; } });
  } else place.replaceChildren(kept.sheet);
}
follow(draw);
