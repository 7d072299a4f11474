import { afterEach, describe, expect, test } from 'vitest';
import { REQUEST, type RequestFrame } from '../../../lib/jail/protocol.js';
import { remainsOf } from '../../support/leftovers.js';
import { openRawCell, type RawCell, validRequest, warmShell } from '../../support/raw-cell.js';
import { ownUids } from '../../support/runners.js';

/** Waits, takes what it is told, says so, and shows it. */
const HOOK =
  'printf . >&63; cat <&63 >told; printf . >&63; exec 63>&-; xargs -0 -a told printf "<%s>"; ls /proc/self/fd';
const WARM = warmShell(HOOK);

let cell: RawCell;
afterEach(async () => {
  await cell.close();
  expect(await remainsOf(ownUids())).toEqual([]);
});

const types = () => cell.frames.map(({ type }) => type);
const readies = () => types().filter((type) => type === 'ready').length;
const output = () =>
  cell.frames.flatMap((frame) => (frame.type === 'stdout' ? [String(frame.bytes)] : [])).join('');
const ask = (changes: Partial<RequestFrame> = {}) =>
  cell.send(validRequest(cell.nonce, { argv: WARM.argv, ...changes }));

describe('the gate of a warm jail', () => {
  test.each([
    ['nothing', 0, '/dev/null'],
    ['a pipe', REQUEST.STDIN_PIPE, ''],
    ['a file', REQUEST.STDIN_FILE, '/in/stdin'],
  ])('tells the hook all that the program is to have, stdin: %s', async (_, flags, stdin) => {
    cell = await openRawCell(WARM);
    ask({ flags, argv: [...WARM.argv, 'a b', '', 'é'], env: { A: 'b=c', E: '' } });
    await cell.until(() => readies() === 2);
    expect(output()).toBe(`<${stdin}><3><a b><><é><A=b=c><E=>0\n1\n2\n3\n`);
    expect(types().filter((type) => type === 'report')).toHaveLength(1);
  });

  test('tells it nothing when there is nothing', async () => {
    cell = await openRawCell(WARM);
    ask({ env: {} });
    await cell.until(() => readies() === 2);
    expect(output()).toBe('</dev/null><0>0\n1\n2\n3\n');
  });

  test.each([
    ['another program', { argv: ['/bin/true'] }],
    ['less than the warm one has', { argv: WARM.argv.slice(0, 3) }],
    ['other arguments', { argv: [...WARM.argv.slice(0, 3), 'cold', 'x'] }],
    ['a joined program', { flags: REQUEST.JOINED }],
  ])('refuses a request for %s', async (_, changes) => {
    cell = await openRawCell(WARM);
    const release = 'flags' in changes ? cell.joinToNobody() : () => undefined;
    ask(changes);
    if ('flags' in changes) {
      await cell.until(() => types().includes('joined'));
      cell.send(Buffer.from([66, 0, 0, 0, 0, 0, 0, 0])); // 'B'
    }
    await cell.until(() => readies() === 2);
    release();
    expect(types()).not.toContain('report');
    expect(output()).toBe('');
    expect(cell.log).toMatch(/another command than the warm one/);
  });

  test.each([
    ['ends before its hook', 'echo too early >&2; exit 3', /did not get to its hook\n.*too early/s],
    ['closes the hook’s descriptor', 'exec 63>&-; sleep 5', /did not get to its hook/],
    ['ends while it is parked', 'printf . >&63; sleep 0.2', /ended while it was parked/],
  ])('says that it is lost when the program %s, and waits for its end', async (_, script, why) => {
    cell = await openRawCell(warmShell(script));
    await cell.until(() => types().includes('lost'));
    await cell.until(() => why.test(cell.log));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(types().filter((type) => type !== 'ready')).toEqual(['lost']);
  });

  test('says so when the program has not taken what it was given', async () => {
    const warm = warmShell('printf . >&63; read -r -d "" -u 63 path; kill -9 $$');
    cell = await openRawCell(warm);
    cell.send(validRequest(cell.nonce, { argv: warm.argv }));
    await cell.until(() => types().includes('lost'));
    expect(types()).toEqual(['ready', 'lost']);
  });

  test('but not when a limit ended it before', async () => {
    const warm = warmShell('printf . >&63; read -r -d "" -u 63 path; sleep 9');
    cell = await openRawCell(warm);
    cell.send(validRequest(cell.nonce, { argv: warm.argv, wallMs: 100 }));
    await cell.until(() => readies() === 2);
    expect(cell.frames.flatMap((frame) => (frame.type === 'report' ? [frame.report.cause] : []))).toEqual([
      'wall',
    ]);
  });

  test('takes what it has to tell at its full length', async () => {
    const warm = warmShell('printf . >&63; cat <&63 | wc -c; printf . >&63');
    cell = await openRawCell(warm);
    const args = Array.from({ length: 400 }, (_, i) => 'x'.repeat(i));
    cell.send(validRequest(cell.nonce, { argv: [...warm.argv, ...args] }));
    await cell.until(() => readies() === 2);
    const told = ['/dev/null', '400', ...args, 'A=b'].map((text) => `${text}\0`).join('');
    expect(output()).toBe(`${told.length}\n`);
  });
});
