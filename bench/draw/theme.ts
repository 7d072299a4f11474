const LIGHT = ['#0b5fce', '#6b7280', '#c2410c', '#15803d', '#9333ea', '#b45309', '#be185d', '#0e7490'];
const DARK = ['#6cb0ff', '#a3acb9', '#ff9b63', '#5fd38a', '#c79bff', '#f0b754', '#ff8fc0', '#54cfe6'];

/** Colours that stay apart in both schemes, by number; text in the ink of the scheme. */
export const STYLE = [
  `svg{${variables('#ffffff', '#1f2328', '#59636e', '#d8dee4', LIGHT)}}`,
  `@media (prefers-color-scheme:dark){svg{${variables('#0d1117', '#e6edf3', '#9da7b3', '#30363d', DARK)}}}`,
  'svg{font:12px system-ui,-apple-system,"Segoe UI",Helvetica,Arial,sans-serif}',
  '.ground{fill:var(--ground)}text{fill:var(--ink)}.title{font-size:15px;font-weight:600}',
  '.faint{fill:var(--faint)}.grid{stroke:var(--grid);stroke-width:1}.on{fill:var(--ground);font-weight:600}',
  ...LIGHT.map((_, i) => `.s${i}{stroke:var(--c${i})}.f${i}{fill:var(--c${i})}`),
].join('');

export const COLOURS = LIGHT.length;

function variables(
  ground: string,
  ink: string,
  faint: string,
  grid: string,
  colours: readonly string[],
): string {
  const numbered = colours.map((colour, i) => `--c${i}:${colour}`).join(';');
  return `--ground:${ground};--ink:${ink};--faint:${faint};--grid:${grid};${numbered}`;
}

const KNOWN = ['bailiff', 'spawn', 'nsjail -Mo', 'bwrap', 'unshare', 'isolate', 'isolate --run', 'go-judge'];

/** The number of a peer's colour, the same in all pictures. */
export function colourOf(peer: string, others: readonly string[] = []): number {
  const known = KNOWN.indexOf(peer);
  return known >= 0 ? known : (2 + Math.max(0, others.indexOf(peer))) % COLOURS;
}
