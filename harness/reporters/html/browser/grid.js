import { gridCell, headCell } from './cells.js';
import { el } from './dom.js';
import { layOut, ROW_HEIGHT, visibleColumns, visibleRows } from './layout.js';

/**
 * The matrix: only what can be seen is in the document, so its size does not matter. The grid has the focus and names
 * the active cell (`aria-activedescendant`); row -1 is the heading.
 */
export function createGrid(element, { onOpen, onSort, onActive }) {
  const canvas = el('div', { class: 'canvas', role: 'presentation' });
  element.replaceChildren(canvas);
  const state = {
    rows: [],
    layout: layOut({ pinned: [], columns: [] }),
    sort: {},
    active: { row: 0, column: 0 },
  };
  const drawn = { rows: new Map(), span: '' };
  let frame = 0;

  element.addEventListener('scroll', schedule, { passive: true });
  new ResizeObserver(schedule).observe(element);
  element.addEventListener('click', (event) => {
    const at = positionOf(event.target);
    if (!at) return;
    activate(at);
    open();
  });
  element.addEventListener('mouseover', (event) => tell(positionOf(event.target) ?? state.active));
  element.addEventListener('mouseleave', () => tell(state.active));

  return {
    show(rows, columns, sort) {
      Object.assign(state, { rows, layout: layOut(columns), sort });
      drawn.span = '';
      move(0, 0);
      draw();
    },
    move,
    open,
    /** Rows that fit at once, for the page keys. */
    page: () => Math.max(1, Math.floor(element.clientHeight / ROW_HEIGHT) - 4),
    toEdge(row, column) {
      activate({ row: row ?? state.active.row, column: column ?? state.active.column });
    },
    size: () => ({ rows: state.rows.length, columns: state.layout.columns.length }),
    rowAt: (number) => state.rows[number],
  };

  function move(rows, columns) {
    activate({ row: state.active.row + rows, column: state.active.column + columns });
  }

  function activate({ row, column }) {
    state.active = {
      row: Math.min(Math.max(0, state.rows.length - 1), Math.max(-1, row)),
      column: Math.min(state.layout.columns.length - 1, Math.max(0, column)),
    };
    reveal();
    tell(state.active);
    draw();
  }

  function open() {
    const { row, column } = state.active;
    const chosen = state.layout.columns[column];
    if (row < 0) onSort(chosen);
    else if (state.rows[row]) onOpen(state.rows[row], chosen?.caseIndex);
  }

  function reveal() {
    const { row, column } = state.active;
    const { head } = state.layout;
    const top = row * ROW_HEIGHT;
    if (row >= 0 && top < element.scrollTop) element.scrollTop = top;
    const below = top + ROW_HEIGHT + head - element.scrollTop - element.clientHeight;
    if (below > 0) element.scrollTop += below;
    const { columns, pinned, pinWidth } = state.layout;
    if (column < pinned) return;
    const { left, width } = columns[column];
    if (left < element.scrollLeft + pinWidth) element.scrollLeft = left - pinWidth;
    const beyond = left + width - element.scrollLeft - element.clientWidth;
    if (beyond > 0) element.scrollLeft += beyond;
  }

  function tell({ row, column }) {
    onActive(state.rows[row], state.layout.columns[column]);
  }

  function schedule() {
    if (frame !== 0) return;
    frame = requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  }

  function draw() {
    const { rows, layout, sort, active } = state;
    const [fromColumn, toColumn] = visibleColumns(layout, element.scrollLeft, element.clientWidth);
    const span = `${fromColumn}-${toColumn}`;
    if (span !== drawn.span) {
      canvas.style.setProperty('--head', `${layout.head}px`);
      canvas.replaceChildren(drawHead(layout, sort, fromColumn, toColumn));
      drawn.rows.clear();
      drawn.span = span;
    }
    canvas.style.width = `${layout.width}px`;
    canvas.style.height = `${layout.head + rows.length * ROW_HEIGHT}px`;
    element.setAttribute('aria-rowcount', rows.length + 1);
    element.setAttribute('aria-colcount', layout.columns.length);
    const [from, to] = visibleRows(element.scrollTop, element.clientHeight, rows.length);
    for (const [number, row] of drawn.rows) {
      if (number >= from && number < to) continue;
      row.remove();
      drawn.rows.delete(number);
    }
    for (let number = from; number < to; number++) {
      if (drawn.rows.has(number)) continue;
      const row = drawRow(rows[number], number, layout, fromColumn, toColumn);
      row.style.top = `${layout.head + number * ROW_HEIGHT}px`;
      drawn.rows.set(number, row);
      canvas.append(row);
    }
    mark(active);
  }

  function mark({ row, column }) {
    canvas.querySelector('.active')?.classList.remove('active');
    canvas.querySelector('.here')?.classList.remove('here');
    const cell = document.getElementById(cellId(row, column));
    cell?.classList.add('active');
    cell?.closest('.row')?.classList.add('here');
    if (cell) element.setAttribute('aria-activedescendant', cell.id);
    else element.removeAttribute('aria-activedescendant');
  }
}

function cellId(row, column) {
  return `cell-${row}-${column}`;
}

function positionOf(target) {
  const cell = target.closest?.('.cell');
  const row = cell?.closest('.row');
  return row ? { row: Number(row.dataset.row), column: Number(cell.dataset.column) } : undefined;
}

function drawHead(layout, sort, from, to) {
  const cell = (column, i) => headCell(column, i, sort, cellId(-1, i));
  const bands = layout.bands.map(({ name, left, width }) => {
    const text = el('span', { text: name });
    text.style.left = `${layout.pinWidth + 5}px`;
    return placed(el('div', { class: 'band', title: name }, text), left, width);
  });
  return rowOf(layout, from, to, cell, { class: 'row heads', 'data-row': -1, 'aria-rowindex': 1 }, bands);
}

function drawRow(row, number, layout, from, to) {
  const cell = (column, i) => gridCell(column, i, row, cellId(number, i));
  return rowOf(layout, from, to, cell, { class: 'row', 'data-row': number, 'aria-rowindex': number + 2 }, []);
}

/** Pinned cells in a part that stays, the rest at their places. */
function rowOf(layout, from, to, cell, props, others) {
  const make = (column, i) => placed(cell(column, i), column.left, column.width);
  const pin = el('div', { class: 'pin', role: 'presentation' });
  pin.style.width = `${layout.pinWidth}px`;
  pin.append(...layout.columns.slice(0, layout.pinned).map(make));
  const rest = layout.columns.slice(from, to).map((column, i) => make(column, from + i));
  return el('div', { role: 'row', ...props }, pin, ...others, ...rest);
}

function placed(element, left, width) {
  element.style.left = `${left}px`;
  element.style.width = `${width}px`;
  return element;
}
