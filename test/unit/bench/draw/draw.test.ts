import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, it } from 'vitest';
import { htmlReport } from '../../../../bench/draw/html.js';
import { pictures } from '../../../../bench/draw/pictures.js';
import { linear, logarithmic, tickText } from '../../../../bench/draw/scale.js';
import { REPORT } from '../report.js';

describe('pictures()', () => {
  it.each(pictures(REPORT))('draws $name as SVG that stands alone, in two colour schemes', ({ svg }) => {
    expect(XMLValidator.validate(svg)).toBe(true);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).toMatch(/aria-label="[^"]+"/);
    expect(svg).not.toMatch(/NaN|undefined|Infinity|href|<script/);
  });

  it('draws all there is, and nothing else', () => {
    expect(pictures(REPORT).map(({ name }) => name)).toEqual([
      'latency',
      'load',
      'cpu',
      'stages',
      'languages',
    ]);
    expect(pictures({ ...REPORT, parts: [] })).toEqual([]);
  });

  it('keeps names from being markup', () => {
    const [latency] = pictures(REPORT);
    expect(latency!.svg).toContain('my &lt;own&gt;');
  });

  it('keeps every mark on the paper', () => {
    for (const { svg } of pictures(REPORT)) {
      const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg)!.map(Number);
      for (const [, axis, value] of svg.matchAll(/ (c?[xy][12]?)="(-?[\d.]+)"/g)) {
        expect(Number(value)).toBeGreaterThanOrEqual(0);
        expect(Number(value)).toBeLessThanOrEqual(axis!.includes('x') ? width! : height!);
      }
    }
  });
});

describe('htmlReport()', () => {
  it('holds the pictures and the table, and asks for no other file', () => {
    const html = htmlReport(REPORT);
    expect(html.match(/<svg/g)).toHaveLength(5);
    expect(html).toContain('Linux 6.1.0');
    expect(html).toContain('what is aimed at');
    expect(html).not.toMatch(/(src|href)=|@import|url\(/);
  });
});

describe('scales', () => {
  it('linear() has round ticks within the range', () => {
    const { ticks, at } = linear([0, 8.7], [0, 870], 5);
    expect(ticks).toEqual([0, 2, 4, 6, 8]);
    expect(at(8.7)).toBe(870);
  });

  it('logarithmic() has ticks at 1, 2 and 5, or at powers of ten where these are many', () => {
    expect(logarithmic([0.9, 60], [0, 100]).ticks).toEqual([1, 2, 5, 10, 20, 50]);
    expect(logarithmic([0.9, 60_000], [0, 100]).ticks).toEqual([1, 10, 100, 1_000, 10_000]);
    expect(logarithmic([1, 100], [0, 100]).at(10)).toBeCloseTo(50);
  });

  it('tickText() is short', () => {
    expect([0.30000000000000004, 500, 1_500, 20_000].map(tickText)).toEqual(['0.3', '500', '1.5k', '20k']);
  });
});
