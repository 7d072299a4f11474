export const ROW_HEIGHT = 30;

const MAX_BAND_TEXT = 96;

/**
 * Columns with their place: `left` in pixels, those that are pinned first; `bands` are runs of columns below one name,
 * wide enough for it.
 */
export function layOut({ pinned, columns }) {
  const wide = bandsOf(columns).flatMap(({ name, columns: own }) => {
    const width = own.reduce((sum, each) => sum + each.width, 0);
    const wanted = name === undefined ? 0 : Math.min(MAX_BAND_TEXT, 12 + 6.5 * name.length);
    const more = Math.max(0, Math.ceil((wanted - width) / own.length));
    return own.map((column) => ({ ...column, width: column.width + more }));
  });
  let left = 0;
  const placed = wide.map((column, i) => {
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
    bands: bandsOf(placed).flatMap(({ name, columns: own }) => {
      const width = own.reduce((sum, each) => sum + each.width, 0);
      return name === undefined ? [] : [{ name, left: own[0].left, width }];
    }),
    head: headHeight(placed),
  };
}

/** Room for the longest vertical title, within reason. */
function headHeight(columns) {
  const longest = Math.max(0, ...columns.filter(({ vertical }) => vertical).map(({ title }) => title.length));
  return Math.min(128, Math.max(58, 42 + 7 * longest));
}

/** Runs of columns that are below the same name, or below none. */
function bandsOf(columns) {
  const bands = [];
  for (const column of columns) {
    const last = bands.at(-1);
    if (last && last.name === column.band) last.columns.push(column);
    else bands.push({ name: column.band, columns: [column] });
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
