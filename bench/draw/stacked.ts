import { axes, legend, square } from './panel.js';
import { linear } from './scale.js';
import { label, picture, tag, widthOf } from './svg.js';

/** A row of a chart of stacked bars. */
export interface Stack {
  readonly name: string;
  /** One for each of the chart's series, in their order. */
  readonly values: readonly number[];
}

export interface StackedChart {
  readonly title: string;
  /** With the unit. */
  readonly axis: string;
  readonly series: readonly string[];
  readonly stacks: readonly Stack[];
  readonly text: (value: number) => string;
}

const [WIDTH, ROW, BAR, TOP] = [960, 44, 26, 92];

/** Bars that are made of parts, with the parts' values in them where there is room. */
export function stackedPicture({ title, axis, series, stacks, text }: StackedChart): string {
  const left = 28 + Math.max(...stacks.map(({ name }) => widthOf(name)));
  const total = ({ values }: Stack) => values.reduce((sum, value) => sum + value, 0);
  const across = linear([0, 1.08 * Math.max(...stacks.map(total))], [left, WIDTH - 24], 8);
  const height = ROW * stacks.length;
  const entries = series.map((name, i) => ({ name, mark: square(i) }));
  const rows = stacks.map((stack, i) => {
    const y = TOP + i * ROW + (ROW - BAR) / 2;
    const name = label(left - 10, y + 17, stack.name, { 'text-anchor': 'end' });
    const sum = label(across.at(total(stack)) + 8, y + 17, text(total(stack)));
    return name + bar(stack, y, across.at, text) + sum;
  });
  return picture(WIDTH, TOP + height + 50, title, [
    legend(20, 56, entries),
    axes({ x: left, y: TOP, width: WIDTH - 24 - left, height }, { scale: across, title: axis }),
    ...rows,
  ]);
}

function bar(
  { values }: Stack,
  y: number,
  at: (value: number) => number,
  text: StackedChart['text'],
): string {
  let from = 0;
  return values
    .map((value, i) => {
      const [x, end] = [at(from), at(from + value)];
      from += value;
      const room = end - x > widthOf(text(value)) + 4;
      const inside = { 'text-anchor': 'middle', class: 'on' };
      return (
        tag('rect', { x, y, width: Math.max(0, end - x - 1), height: BAR, class: `f${i}` }) +
        (room ? label((x + end) / 2, y + 17, text(value), inside) : '')
      );
    })
    .join('');
}
