/** The keys of the matrix. */
export function listenToGridKeys(element, grid) {
  element.addEventListener('keydown', (event) => {
    if (event.altKey || event.metaKey) return;
    const act = gridAction(event, grid);
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function gridAction({ key, ctrlKey }, grid) {
  const { rows, columns } = grid.size();
  switch (key) {
    case 'ArrowUp':
      return () => (ctrlKey ? grid.toEdge(0) : grid.move(-1, 0));
    case 'ArrowDown':
      return () => (ctrlKey ? grid.toEdge(rows - 1) : grid.move(1, 0));
    case 'ArrowLeft':
      return () => (ctrlKey ? grid.toEdge(undefined, 0) : grid.move(0, -1));
    case 'ArrowRight':
      return () => (ctrlKey ? grid.toEdge(undefined, columns - 1) : grid.move(0, 1));
    case 'Home':
      return () => grid.toEdge(ctrlKey ? 0 : undefined, 0);
    case 'End':
      return () => grid.toEdge(ctrlKey ? rows - 1 : undefined, columns - 1);
    case 'PageUp':
      return () => grid.move(-grid.page(), 0);
    case 'PageDown':
      return () => grid.move(grid.page(), 0);
    case 'Enter':
    case ' ':
      return () => grid.open();
    default:
      return undefined;
  }
}

/**
 * Keys that work everywhere but in fields of text: `/` filters, `v` `t` `m` choose what cells show. Where nothing has
 * the focus the keys of the matrix do, too.
 */
export function listenToPageKeys({ element, grid, focusFilter, setMode, isBusy }) {
  document.addEventListener('keydown', (event) => {
    if (isBusy() || event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest?.('input, select')) return;
    const act = event.target === document.body ? gridAction(event, grid) : undefined;
    if (act) {
      event.preventDefault();
      element.focus();
      act();
    }
    const mode = { v: 'verdict', t: 'time', m: 'memory' }[event.key];
    if (mode) setMode(mode);
    if (event.key !== '/') return;
    event.preventDefault();
    focusFilter();
  });
}
