import { STYLE } from './theme.js';

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element of SVG. Children are SVG already; text goes through {@link label}. */
export function tag(name: string, attributes: Attributes = {}, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(typeof value === 'number' ? String(round(value)) : value!)}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

/** A line of text; `x`, `y` are of its base line. */
export function label(x: number, y: number, text: string, attributes: Attributes = {}): string {
  return tag('text', { x, y, ...attributes }, escaped(text));
}

/** A line through points. */
export function path(points: readonly (readonly [x: number, y: number])[], attributes: Attributes): string {
  const d = points.map(([x, y], i) => `${i === 0 ? 'M' : 'L'}${round(x)} ${round(y)}`).join('');
  return tag('path', { d, fill: 'none', ...attributes });
}

/** A whole picture on a ground of its own: legible whatever it is laid upon. */
export function picture(width: number, height: number, title: string, body: readonly string[]): string {
  const frame = { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height };
  return tag(
    'svg',
    { ...frame, role: 'img', 'aria-label': title },
    `<title>${escaped(title)}</title>`,
    `<style>${STYLE}</style>`,
    tag('rect', { width, height, rx: 8, class: 'ground' }),
    label(20, 30, title, { class: 'title' }),
    ...body,
  );
}

/** About as wide as it will be in the 12 pixels of most text. */
export function widthOf(text: string): number {
  return 6.7 * text.length;
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
