import { badge, el } from './dom.js';

const MARKS = { kept: ['✓', 'as promised'], broken: ['✗', 'not as promised'], undecided: ['?', 'undecided'] };

/** A cell of the grid from what its column says of a row. */
export function gridCell(column, columnIndex, row, id) {
  const { text, label, mark, duplicate, badge: verdict, class: kind, level, bar, near } = column.cell(row);
  const cell = el('div', {
    id,
    role: columnIndex === 0 ? 'rowheader' : 'gridcell',
    class: ['cell', column.class, kind].filter(Boolean).join(' '),
    'aria-colindex': columnIndex + 1,
    'aria-label': label,
    'data-column': columnIndex,
  });
  if (mark) cell.append(el('span', { class: `mark ${mark}`, text: MARKS[mark][0], title: MARKS[mark][1] }));
  cell.append(verdict ? badge(verdict) : el('span', { class: 'text', text: text ?? '' }));
  if (duplicate) cell.append(el('span', { class: 'twin', text: '=', title: `same sources as ${duplicate}` }));
  if (near) cell.classList.add('near');
  if (bar !== undefined) cell.append(scoreBar(bar));
  if (level !== undefined) cell.style.setProperty('--level', `${Math.round(level * 100)}%`);
  return cell;
}

/** A column's heading: a click or Enter sorts by it. */
export function headCell(column, columnIndex, sort, id) {
  const sorted = sort.column?.key === column.key;
  const cell = el(
    'div',
    {
      id,
      role: 'columnheader',
      class: ['cell', 'head', column.class, column.vertical && 'vertical'].filter(Boolean).join(' '),
      'aria-colindex': columnIndex + 1,
      'aria-sort': sorted ? (sort.descending ? 'descending' : 'ascending') : 'none',
      'data-column': columnIndex,
      title: `${column.fullTitle ?? column.title}: sort`,
    },
    el('span', { class: 'text', text: column.title }),
  );
  if (sorted) cell.append(el('span', { class: 'arrow', text: sort.descending ? '▾' : '▴' }));
  return cell;
}

export function scoreBar(share) {
  const fill = el('span', { class: 'fill' });
  fill.style.width = `${Math.round(share * 100)}%`;
  return el('span', { class: 'bar' }, fill);
}
