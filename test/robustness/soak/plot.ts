/** A figure over the jobs that were done. */
export interface Series {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

const WIDTH = 640;
const HEIGHT = 90;
const LEFT = 200;

/** An SVG with one small chart for each series, one below the other, all over the same jobs and from 0 up. */
export function plot(series: readonly Series[]): string {
  const charts = series.map((each, i) => chart(each, 20 + i * (HEIGHT + 30)));
  const height = 20 + series.length * (HEIGHT + 30);
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${LEFT + WIDTH + 20} ${height}" font-family="sans-serif" font-size="13">
<rect width="100%" height="100%" fill="white"/>
${charts.join('\n')}
</svg>
`;
}

function chart({ name, unit, points }: Series, top: number): string {
  const most = Math.max(...points.map(([, y]) => y), Number.MIN_VALUE);
  const last = points.at(-1)?.[0] ?? 1;
  const place = ([x, y]: readonly [number, number]) =>
    `${(LEFT + (x / last) * WIDTH).toFixed(1)},${(top + HEIGHT - (y / most) * HEIGHT).toFixed(1)}`;
  return `<text x="0" y="${top + 15}">${name}</text>
<text x="0" y="${top + 35}" fill="#666">at most ${short(most)} ${unit}</text>
<text x="0" y="${top + 55}" fill="#666">at last ${short(points.at(-1)?.[1] ?? 0)} ${unit}</text>
<path d="M${LEFT} ${top + HEIGHT}h${WIDTH}M${LEFT} ${top}h${WIDTH}" stroke="#ddd" fill="none"/>
<polyline points="${points.map(place).join(' ')}" fill="none" stroke="#06c" stroke-width="1.5"/>`;
}

function short(value: number): string {
  return value >= 100 ? String(Math.round(value)) : value.toPrecision(3);
}
