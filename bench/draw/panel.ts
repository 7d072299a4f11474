import { type Scale, tickText } from './scale.js';
import { label, tag, widthOf } from './svg.js';

/** A place on the paper. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Axis {
  readonly scale: Scale;
  /** With the unit. */
  readonly title: string;
  readonly text?: (value: number) => string;
}

/** Grid, ticks and titles of a panel; what is plotted comes on top. `y` may be absent: rows name themselves. */
export function axes({ x, y, width, height }: Box, across: Axis, up?: Axis): string {
  const bottom = y + height;
  const vertical = across.scale.ticks.map((value) => {
    const at = across.scale.at(value);
    const text = (across.text ?? tickText)(value);
    return tag('line', { x1: at, x2: at, y1: y, y2: bottom, class: 'grid' }) + middle(at, bottom + 16, text);
  });
  const horizontal = (up?.scale.ticks ?? []).map((value) => {
    const at = up!.scale.at(value);
    const text = label(x - 6, at + 4, (up!.text ?? tickText)(value), {
      'text-anchor': 'end',
      class: 'faint',
    });
    return tag('line', { x1: x, x2: x + width, y1: at, y2: at, class: 'grid' }) + text;
  });
  const titles = [
    middle(x + width / 2, bottom + 33, across.title),
    up ? label(x - 6, y - 10, up.title, { class: 'faint' }) : '',
  ];
  return [...vertical, ...horizontal, ...titles].join('');
}

/** Names beside samples of their colours, in a line, on a second one where the first is full. */
export function legend(
  x: number,
  y: number,
  entries: readonly { readonly name: string; readonly mark: (x: number, y: number) => string }[],
  widthLeft = 880,
): string {
  let [left, top] = [x, y];
  return entries
    .map(({ name, mark }) => {
      const width = 22 + widthOf(name) + 14;
      if (left > x && left + width > x + widthLeft) [left, top] = [x, top + 18];
      const drawn = mark(left + 8, top - 4) + label(left + 20, top, name);
      left += width;
      return drawn;
    })
    .join('');
}

export function dot(colour: number, hollow = false) {
  return (cx: number, cy: number) =>
    hollow
      ? tag('circle', { cx, cy, r: 4, class: `s${colour}`, fill: 'none', 'stroke-width': 2 })
      : tag('circle', { cx, cy, r: 4.5, class: `f${colour}` });
}

export function square(colour: number) {
  return (cx: number, cy: number) =>
    tag('rect', { x: cx - 5, y: cy - 5, width: 10, height: 10, rx: 2, class: `f${colour}` });
}

function middle(x: number, y: number, text: string): string {
  return label(x, y, text, { 'text-anchor': 'middle', class: 'faint' });
}
