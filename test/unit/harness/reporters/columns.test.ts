import { expect, test } from 'vitest';
import { columns, displayWidth, fitWidth } from '../../../../harness/reporters/columns.js';

test('columns() aligns, pads by what is seen, and paints after that', () => {
  const paint = (text: string) => `<${text}>`;
  expect(
    columns([
      [{ text: 'a' }, { text: '1', align: 'right' }, { text: 'x', paint }],
      [{ text: '世界' }, { text: '200', align: 'right' }, { text: '' }],
      [{ text: 'e\u0301', paint }, { text: '30', align: 'right' }, { text: 'last one' }],
    ]),
  ).toEqual(['a       1  <x>', '世界  200', '<e\u0301>      30  last one']);
});

test('columns() leaves out a column that has no text', () => {
  const rows = ['a', 'b'].map((text) => [{ text }, { text: '', align: 'right' as const }, { text: 'x' }]);
  expect(columns(rows)).toEqual(['a  x', 'b  x']);
});

test('columns() cuts the last column to the line, but never to nothing', () => {
  const rows = [[{ text: 'name' }, { text: 'a note that goes on and on' }]];
  expect(columns(rows, 28)).toEqual(['name  a note that goes on a…']);
  expect(columns(rows, 5)).toEqual(['name  a note th…']);
  expect(columns([[{ text: 'short' }, { text: 'note' }]], 5)).toEqual(['short  note']);
});

test('columns() takes from the widest column what the last one cannot give', () => {
  const rows = [
    [
      { text: 'a name that is long' },
      { text: '12', align: 'right' as const },
      { text: 'a note that goes on' },
    ],
  ];
  expect(columns(rows, 32)).toEqual(['a name that is …  12  a note th…']);
  expect(columns([[{ text: 'a name that is long' }, { text: '' }, { text: '' }]], 14)).toEqual([
    'a name that…',
  ]);
});

test('columns() shows control characters rather than sending them', () => {
  expect(columns([[{ text: 'a\x1b[2Jb' }, { text: 'c' }]])).toEqual(['a\\x1b[2Jb  c']);
});

test.each([
  ['', 0],
  ['abc', 3],
  ['世界', 4],
  ['🎉', 2],
  ['e\u0301', 1],
  ['✓', 1],
])('displayWidth(%j) is %d', (text, width) => {
  expect(displayWidth(text)).toBe(width);
});

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'ab…'],
  ['世界世界', 5, '世界…'],
  ['世界世界', 4, '世…'],
])('fitWidth(%j, %d) is %j', (text, width, kept) => {
  expect(fitWidth(text, width)).toBe(kept);
});
