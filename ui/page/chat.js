// The conversation: messages are drawn only when they changed, so that what is read aloud and scrolled to stays put.
const list = element.querySelector('.messages'), composer = element.querySelector('.composer'), title = element.querySelector('.chat-title');
let drawn = [], labels = '';
const KINDS = ['understood', 'assumed', 'note', 'moved', 'refused', 'lost'];

const field = make('textarea', { rows: '1', maxlength: '4000', 'data-testid': 'say' });
const send = make('button', { type: 'button', class: 'primary round', 'data-testid': 'send', onclick: () => say() }, icon(...ICONS.send));
const stop = make('button', { type: 'button', class: 'primary round', 'data-testid': 'stop', onclick: () => trigger('stop', {}) }, icon(...ICONS.stop));
composer.replaceChildren(field, send, stop);
const grow = () => { field.style.height = 'auto'; field.style.height = Math.min(field.scrollHeight, 160) + 'px'; };
field.addEventListener('input', grow);
field.addEventListener('keydown', (e) => { if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) { e.preventDefault(); say(); } });

function say(text, shown) {
  const words = (text === undefined ? field.value : text).trim();
  if (!words || (latest && latest.busy)) return;
  if (text === undefined) { field.value = ''; grow(); }
  list.append(make('div', { class: 'message person pending' }, make('p', {}, shown || words)),
    make('div', { class: 'message designer pending' }, make('div', { class: 'dots' }, make('i'), make('i'), make('i'))));
  list.scrollTop = list.scrollHeight;
  trigger('say', { text: words, shown: shown || '' });
}

function plain(m) {
  const found = [];
  for (const line of m.lines.filter((l) => l.kind === 'step' || l.kind === 'error')) found.push(make('p', { class: line.kind }, line.text));
  const covered = new Set(m.changes.map((c) => c.shown));
  for (const line of m.lines.filter((l) => l.kind === 'said' && !covered.has(l.text))) found.push(make('p', {}, line.text));
  return found;
}

function kinds(m, t) {
  const found = [];
  for (const kind of KINDS) {
    const texts = m.lines.filter((l) => l.kind === kind).map((l) => l.text);
    if (!texts.length) continue;
    const items = make('ul', {}, ...texts.map((x) => make('li', {}, x)));
    const folds = (kind === 'understood' || kind === 'assumed') && texts.length > 2;
    found.push(folds
      ? make('details', { class: 'kind ' + kind }, make('summary', {}, `${t[kind]} (${texts.length})`), items)
      : make('div', { class: 'kind ' + kind }, make('h4', {}, t[kind]), items));
  }
  for (const line of m.lines.filter((l) => l.kind === 'help')) found.push(make('p', { class: 'step help' }, line.text));
  return found;
}

function message(m, t, last) {
  const node = make('div', { class: `message ${m.role}${m.working ? ' working' : ''}`, 'data-testid': 'message-' + m.role });
  if (m.text) node.append(make('p', { class: m.working ? 'doing' : '' }, m.text));
  node.append(...plain(m));
  if (m.changes.length) {
    node.append(make('ul', { class: 'changes' }, ...m.changes.map((c) => make('li', { class: c.here ? '' : 'gone' },
      make('span', {}, c.shown),
      c.here && make('button', { type: 'button', class: 'link', 'data-testid': 'revert', onclick: () => trigger('revert', { edit: c.edit, text: c.text }) }, t.revert)))));
  }
  node.append(...kinds(m, t));
  if (m.working) node.append(make('div', { class: 'progress', role: 'progressbar', 'aria-valuemin': '0', 'aria-valuemax': '100', 'aria-valuenow': Math.round(100 * m.share) },
    make('i', { style: `--share:${m.share}` })));
  if (last && m.answers.length) {
    node.append(make('div', { class: 'answers' }, ...m.answers.map((a) => make('button', { type: 'button', class: 'chip', 'data-testid': 'answer', onclick: () => say(a.say, a.shown) }, a.shown))));
  }
  return node;
}

function draw() {
  const v = latest;
  if (!v.texts) return;
  const t = v.texts, near = list.scrollHeight - list.scrollTop - list.clientHeight < 120;
  for (const node of list.querySelectorAll('.pending')) node.remove();
  if (labels !== JSON.stringify(t)) { labels = JSON.stringify(t); drawn = []; list.replaceChildren(); }
  const now = v.messages.map((m, k) => JSON.stringify([m, k === v.messages.length - 1]));
  now.forEach((text, k) => {
    if (drawn[k] === text) return;
    const node = message(v.messages[k], t, k === now.length - 1);
    if (list.children[k]) list.children[k].replaceWith(node); else list.append(node);
  });
  while (list.children.length > now.length) list.lastChild.remove();
  const more = now.length > drawn.length;
  drawn = now;
  title.textContent = t.title;
  list.setAttribute('aria-label', t.title);
  field.placeholder = v.room ? t.placeholder : t.first;
  field.setAttribute('aria-label', t.title);
  send.setAttribute('aria-label', t.send); stop.setAttribute('aria-label', t.stop);
  stop.title = t.stop; send.hidden = v.busy; stop.hidden = !v.busy;
  if (near || more) list.scrollTop = list.scrollHeight;
}
follow(draw);
