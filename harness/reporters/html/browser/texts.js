import { changedSpan, lineDiff } from './diff.js';
import { el } from './dom.js';
import { formatBytes, plural } from './format.js';

/** Equal lines around a difference; more than twice as many are folded. */
const CONTEXT = 3;
const MAX_DIFF_LINES = 2000;

/** A piece of text with line numbers. */
export function codeBlock(text) {
  const lines = linesOf(text);
  return el(
    'div',
    { class: 'code', tabindex: 0 },
    el('pre', { class: 'numbers', 'aria-hidden': 'true', text: lines.map((_, i) => i + 1).join('\n') }),
    el('pre', { class: 'lines', text: lines.join('\n') }),
  );
}

/** An excerpt under a title, which says how much of it is shown. */
export function excerptBlock(title, excerpt) {
  const empty = excerpt.text === '';
  return el(
    'section',
    { class: 'excerpt' },
    el('h4', {}, title, sizeNote(excerpt)),
    empty ? el('p', { class: 'quiet', text: 'empty' }) : codeBlock(excerpt.text),
  );
}

/** Output beside answer, line by line. */
export function diffBlock(output, answer) {
  const [left, right] = [linesOf(output.text), linesOf(answer.text)];
  const rows = folded(lineDiff(left, right)).slice(0, MAX_DIFF_LINES);
  const grid = el('div', {
    class: 'diff',
    tabindex: 0,
    role: 'table',
    'aria-label': 'output and answer by lines',
  });
  grid.append(
    el('div', { class: 'side-title' }, 'output', sizeNote(output)),
    el('div', { class: 'side-title' }, 'answer', sizeNote(answer)),
  );
  for (const row of rows) {
    if (row.kind === 'fold')
      grid.append(el('div', { class: 'fold', text: `${plural(row.count, 'equal line')}` }));
    else grid.append(...diffRow(row, left, right));
  }
  return grid;
}

function diffRow({ kind, left, right }, leftLines, rightLines) {
  const [a, b] = [leftLines[left], rightLines[right]];
  const span = kind === 'changed' ? changedSpan(a, b) : undefined;
  return [diffSide('left', kind, left, a, span?.left), diffSide('right', kind, right, b, span?.right)];
}

function diffSide(side, kind, number, text, span) {
  const present = text !== undefined;
  const change = kind === 'same' ? 'same' : present ? (side === 'left' ? 'got' : 'want') : 'none';
  const line = el('span', { class: 'line' });
  if (present && span) line.append(...marked([...text], span));
  else line.textContent = text ?? '';
  return el(
    'div',
    { class: `side ${side} ${change}` },
    el('span', { class: 'number', text: present ? number + 1 : '' }),
    line,
  );
}

function marked(characters, [from, to]) {
  const part = (start, end) => characters.slice(start, end).join('');
  return [part(0, from), el('mark', { text: part(from, to) }), part(to)];
}

/** Long runs of equal lines become one entry. */
function folded(rows) {
  const out = [];
  for (let i = 0; i < rows.length; ) {
    let end = i;
    while (end < rows.length && rows[end].kind === 'same') end++;
    const first = i === 0 ? 0 : CONTEXT;
    const last = end === rows.length ? 0 : CONTEXT;
    const hidden = end - i - first - last;
    if (hidden > 2) {
      out.push(...rows.slice(i, i + first), { kind: 'fold', count: hidden }, ...rows.slice(end - last, end));
    } else out.push(...rows.slice(i, end));
    if (end < rows.length) out.push(rows[end]);
    i = end + 1;
  }
  return out;
}

function sizeNote({ text, bytes }) {
  const shown = new TextEncoder().encode(text).length;
  const note = shown < bytes ? `the beginning of ${formatBytes(bytes)}` : formatBytes(bytes);
  return el('span', { class: 'size', text: note });
}

/** Without the empty line after the last line break. */
function linesOf(text) {
  const lines = text.split('\n');
  if (lines.length > 1 && lines.at(-1) === '') lines.pop();
  return lines;
}
