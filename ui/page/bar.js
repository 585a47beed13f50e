// The bar above everything: history, units, language, theme, save; it also remembers the key of this tab's session.
const root = element.querySelector('.bar') || element;
const button = (name, paths, act, label) =>
  make('button', { type: 'button', class: 'tool', 'data-testid': name, title: label, 'aria-label': label, onclick: act }, icon(...paths));
const choice = (name, options, chosen, label, act) =>
  make('div', { class: 'segmented', role: 'group', 'aria-label': label, 'data-testid': name },
    ...options.map(([value, text]) =>
      make('button', { type: 'button', 'aria-pressed': String(value === chosen), onclick: () => act(value) }, text)));

let shown = '';
const theme = (dark) => {
  document.body.classList.toggle('dark', dark);
  document.documentElement.style.colorScheme = dark ? 'dark' : 'light';
  remember(localStorage, 'idesign.theme', dark ? 'dark' : 'light');
};
const preferred = remembered(localStorage, 'idesign.theme');
theme(preferred ? preferred === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches);

const drawer = () => {
  const closed = document.body.dataset.drawer === 'closed';
  document.body.dataset.drawer = closed ? 'open' : 'closed';
  remember(localStorage, 'idesign.drawer', document.body.dataset.drawer);
  draw(true);
};
document.body.dataset.drawer = remembered(localStorage, 'idesign.drawer') || 'open';
const face = (name) => { document.body.dataset.face = name; draw(true); };
const save = async () => {
  const text = await server.project(latest.key);
  const link = make('a', { download: 'room.idesign.json', href: URL.createObjectURL(new Blob([text], { type: 'application/json' })) });
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

const doing = make('div', { class: 'doing-now', hidden: true }, make('span'), make('div', { class: 'progress' }, make('i')));
root.after(doing);
// A server that does not answer is said, until it answers again: then the page is drawn anew from what it kept.
const away = make('p', { class: 'away', role: 'alert', hidden: true, 'data-testid': 'away' });
root.after(away);
const reach = window.fetch.bind(window);
let leaving = false;
addEventListener('pagehide', () => { leaving = true; });
const lookOut = () => setTimeout(() => reach(location.href, { cache: 'no-store' }).then((r) => (r.ok ? location.reload() : lookOut()), lookOut), 2000);
const lost = () => {
  if (leaving || !away.hidden || !latest) return;
  away.textContent = latest.texts.away;
  away.hidden = false;
  document.body.classList.add('cut-off');
  lookOut();
};
window.fetch = (...request) => reach(...request).catch((error) => { if (error.name !== 'AbortError') lost(); throw error; });

const working = (v) => {  // on a phone the conversation may be out of sight
  doing.hidden = !v.doing;
  doing.firstChild.textContent = v.doing;
  doing.querySelector('i').style.setProperty('--share', v.share);
};

function draw(again) {
  const v = latest;
  if (!v || !v.texts) return;
  document.body.dataset.stage = v.stage;
  document.body.dataset.face = document.body.dataset.face || 'plan';
  document.documentElement.lang = v.language;
  if (v.key) {
    remember(sessionStorage, 'idesign.key', v.key);
    if (v.room) remember(localStorage, 'idesign.last', v.key);
  }
  working(v);
  const now = JSON.stringify({ ...v, doing: '', share: 0, serial: 0 });
  if (now === shown && !again) return;
  shown = now;
  const t = v.texts, held = document.activeElement && document.activeElement.dataset.testid;
  const history = make('div', { class: 'group history' },
    button('undo', ICONS.undo, () => trigger('undo', {}), t.undo),
    button('redo', ICONS.redo, () => trigger('redo', {}), t.redo),
    button('shuffle', ICONS.shuffle, () => trigger('shuffle', {}), t.shuffle_help));
  history.children[0].disabled = !v.undo;
  history.children[1].disabled = !v.redo;
  history.children[2].disabled = !v.room;
  const panels = button('drawer', ICONS.drawer, drawer, t.drawer);
  panels.setAttribute('aria-pressed', String(document.body.dataset.drawer !== 'closed'));
  const faces = choice('faces', [['plan', t.plan], ['space', t.space], ['chat', t.chat], ['more', t.more]],
    document.body.dataset.face, t.more, face);
  faces.classList.add('faces');
  root.replaceChildren(...[
    make('a', { class: 'brand', href: '#', onclick: (e) => { e.preventDefault(); trigger('fresh', {}); }, 'aria-label': 'idesign' },
      make('svg', { viewBox: '0 0 24 24', class: 'mark', 'aria-hidden': 'true' },
        make('path', { d: 'M4 20V5h16v15' }), make('path', { d: 'M4 20h9' }), make('path', { d: 'M20 20a7 7 0 0 0-7-7v7' })),
      make('span', {}, 'idesign')),
    v.stage === 'room' && make('h1', { class: 'title' }, v.title || 'idesign'),
    v.stage === 'room' && history,
    make('span', { class: 'gap' }),
    v.stage === 'room' && panels,
    choice('units', [['metric', t.metric], ['imperial', t.imperial]], v.units, t.units, (u) => trigger('units', { units: u })),
    choice('language', [['en', 'EN'], ['de', 'DE']], v.language, t.language, (l) => trigger('language', { language: l })),
    button('theme', ICONS.theme, () => theme(!document.body.classList.contains('dark')), t.theme),
    v.room && make('button', { type: 'button', class: 'quiet', 'data-testid': 'save', onclick: save, 'aria-label': t.save },
      icon(...ICONS.save), make('span', {}, t.save)),
    v.stage === 'room' && make('button', { type: 'button', class: 'quiet', 'data-testid': 'new', onclick: () => trigger('fresh', {}), 'aria-label': t.new },
      icon(...ICONS.add), make('span', {}, t.new)),
    v.stage === 'room' && faces,
  ].filter(Boolean));
  if (held) { const again = root.querySelector(`[data-testid="${CSS.escape(held)}"]`); if (again) again.focus(); }
}

document.addEventListener('keydown', (e) => {
  if (!(e.ctrlKey || e.metaKey) || e.altKey) return;
  const key = e.key.toLowerCase(), typing = /^(input|textarea|select)$/i.test(e.target.tagName) || e.target.isContentEditable;
  if (!latest) return;
  if (key === 's' && latest.room) { e.preventDefault(); save(); }
  else if (!typing && key === 'z' && !e.shiftKey && latest.undo) { e.preventDefault(); trigger('undo', {}); }
  else if (!typing && (key === 'y' || (key === 'z' && e.shiftKey)) && latest.redo) { e.preventDefault(); trigger('redo', {}); }
});
follow(() => draw(false));
