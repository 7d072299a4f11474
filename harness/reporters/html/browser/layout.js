export const ROW_HEIGHT = 30;

/** Columns with their place: `left` in pixels, those that are pinned first; `bands` are runs of columns below one name. */
export function layOut({ pinned, columns }) {
  let left = 0;
  const placed = columns.map((column, i) => {
    const at = left;
    left += column.width;
    return { ...column, key: `${i}`, left: at };
  });
  const pinWidth = pinned.reduce((sum, { width }) => sum + width, 0);
  return {
    columns: placed,
    pinned: pinned.length,
    pinWidth,
    width: left,
    bands: bandsOf(placed),
    head: headHeight(placed),
  };
}

/** Room for the longest vertical title, within reason. */
function headHeight(columns) {
  const longest = Math.max(0, ...columns.filter(({ vertical }) => vertical).map(({ title }) => title.length));
  return Math.min(128, Math.max(58, 42 + 7 * longest));
}

function bandsOf(columns) {
  const bands = [];
  for (const { band, left, width } of columns) {
    if (band === undefined) continue;
    const last = bands.at(-1);
    if (last?.name === band) last.width += width;
    else bands.push({ name: band, left, width });
  }
  return bands;
}

/** The numbers `[from, to)` of what can be seen, and a little more on both sides. */
export function visibleRows(scrollTop, height, count) {
  const spare = 6;
  return [
    Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - spare),
    Math.min(count, Math.ceil((scrollTop + height) / ROW_HEIGHT) + spare),
  ];
}

/** Of the columns that are not pinned. Cut at steps, so that scrolling a little draws nothing anew. */
export function visibleColumns({ columns, pinned, pinWidth }, scrollLeft, width) {
  const step = 12;
  let from = pinned;
  while (from < columns.length && columns[from].left + columns[from].width < scrollLeft + pinWidth) from++;
  let to = from;
  while (to < columns.length && columns[to].left < scrollLeft + width) to++;
  const floor = pinned + Math.floor((from - pinned) / step) * step;
  return [floor, Math.min(columns.length, pinned + Math.ceil((to - pinned) / step) * step)];
}
