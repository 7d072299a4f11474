import { describe, expect, test } from 'vitest';
import { judgeSettings, readSettings, type TimingSettings } from '../../../lib/timing-settings.js';

const CALM: TimingSettings = {
  cores: [[0], [1], [2], [3]],
  governors: ['performance'],
  noTurbo: '1',
  boost: undefined,
  aslr: '0',
  hugePages: 'always [madvise] never',
  meminfo: 'MemTotal: 8 kB\nSwapTotal:           0 kB',
  clocksource: 'tsc',
  loadAverage: 0.2,
};

const weaker = (settings: Partial<TimingSettings>) =>
  judgeSettings({ ...CALM, ...settings }).filter(({ state }) => state !== 'enforced');

test('judgeSettings() has nothing to say about a calm machine, in a fixed order', () => {
  expect(weaker({})).toEqual([]);
  expect(judgeSettings(CALM).map(({ id }) => id)).toMatchInlineSnapshot(`
    [
      "timing-governor",
      "timing-turbo",
      "timing-smt",
      "timing-aslr",
      "timing-huge-pages",
      "timing-swap",
      "timing-load",
      "timing-clock",
    ]
  `);
});

test('judgeSettings() does not warn of what a virtual machine cannot see', () => {
  const hidden = { governors: [], noTurbo: undefined, hugePages: undefined, clocksource: undefined };
  expect(weaker({ ...hidden, aslr: undefined, meminfo: '' })).toEqual([]);
});

describe('judgeSettings() warns of', () => {
  test.each<[string, Partial<TimingSettings>, string, RegExp, RegExp]>([
    ['a governor', { governors: ['performance', 'powersave'] }, 'governor', /powersave/, /-g performance/],
    ['turbo of Intel', { noTurbo: '0' }, 'turbo', /on/, /echo 1 > .*no_turbo/],
    ['turbo of others', { noTurbo: undefined, boost: '1' }, 'turbo', /on/, /echo 0 > .*boost/],
    ['siblings', { cores: [[0, 2], [1]] }, 'smt', /3 threads on 2 cores: pinned .* free/, /echo off/],
    ['siblings alone', { cores: [[0, 1]] }, 'smt', /2 threads on 1 cores: two programs/, /echo off/],
    ['a random layout', { aslr: '2' }, 'aslr', /on/, /randomize_va_space=0/],
    ['huge pages', { hugePages: '[always] madvise never' }, 'huge-pages', /always/, /echo madvise/],
    ['swap', { meminfo: 'SwapTotal:     2097148 kB' }, 'swap', /2048 MiB/, /swapoff -a/],
    ['load', { loadAverage: 1.01 }, 'load', /1\.01 in the last minute on 4 cores/, /end it/],
    ['a slow clock', { clocksource: 'hpet' }, 'clock', /hpet/, /clocksource=tsc/],
  ])('%s', (_, settings, id, detail, fix) => {
    expect(weaker(settings)).toEqual([
      {
        id: `timing-${id}`,
        title: expect.any(String),
        state: 'weaker',
        detail: expect.stringMatching(detail),
        fix: expect.stringMatching(fix),
      },
    ]);
  });
});

test('readSettings() reads this machine', async () => {
  const settings = await readSettings();
  expect(settings.meminfo).toContain('MemTotal');
  expect(settings.cores.length).toBeGreaterThan(0);
  expect(settings.aslr).toMatch(/^[012]$/);
});
