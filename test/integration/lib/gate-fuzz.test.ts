import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import type { WarmStart } from '../../../lib/jail/config.js';
import { remainsOf } from '../../support/leftovers.js';
import { openRawCell, type RawCell, validRequest, warmShell } from '../../support/raw-cell.js';
import { ownUids } from '../../support/runners.js';

const ROUNDS = 100;
const CELLS = 5;
const SHORT = { wallMs: 300, cpuMs: 300 };

/** Bytes that look random and are the same in every run. */
function bytesOf(seed: string, length: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    createHash('sha256').update(`${seed} ${i}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, length);
}

const WARM = warmShell('printf . >&63; cat <&63 >/dev/null; printf . >&63');

const mutated = (cell: RawCell, seed: string) => mutate(validRequest(cell.nonce, SHORT), seed);
const mutatedWarm = (cell: RawCell, seed: string) =>
  mutate(validRequest(cell.nonce, { ...SHORT, argv: [...WARM.argv, 'more'] }), seed);

function mutate(request: Buffer, seed: string): Buffer {
  const dice = bytesOf(seed, 16);
  for (let i = 0; i < 1 + (dice[0]! % 4); i++) {
    const at = 8 + (dice.readUInt16LE(2 + 2 * i) % (request.length - 8)); // a wrong length only makes the gate wait
    request[at] = dice[10 + i]!;
  }
  return request;
}

function garbage(_: RawCell, seed: string): Buffer {
  return bytesOf(seed, 8 + bytesOf(`${seed} length`, 1)[0]!);
}

/** Sends what `make` makes, again and again; each cell must go on with a fresh jail, wait or end, and then close. */
async function attack(make: (cell: RawCell, seed: string) => Buffer, name: string, warm?: WarmStart) {
  const seen = { jails: 0, reports: 0 };
  for (let i = 0; i < CELLS; i++) {
    const cell = await openRawCell(warm);
    try {
      for (let round = 0; round < ROUNDS / CELLS && !cell.ended; round++) {
        const before = cell.frames.length;
        cell.send(make(cell, `${name} ${i} ${round}`));
        await cell
          .until(() => cell.frames.slice(before).some(({ type }) => type === 'ready'))
          .catch(() => undefined);
      }
      expect(cell.log).not.toMatch(/malformed|unknown (frame|cause)|of another run/); // what it says stays well-formed
      for (const { type } of cell.frames) {
        if (type === 'ready') seen.jails += 1;
        if (type === 'report') seen.reports += 1;
      }
    } finally {
      await cell.close();
    }
    expect(await remainsOf(ownUids())).toEqual([]);
  }
  return seen;
}

describe('a cell that is sent', () => {
  test('garbage: no program ever runs', async () => {
    const { jails, reports } = await attack(garbage, 'garbage');
    expect(jails).toBeGreaterThan(ROUNDS / 2);
    expect(reports).toBe(0);
  });

  test('requests with some bytes changed: each is run or refused', async () => {
    const { jails, reports } = await attack(mutated, 'mutated');
    expect(jails).toBeGreaterThan(ROUNDS / 2);
    expect(reports).toBeGreaterThan(0);
    expect(reports).toBeLessThan(jails);
  });

  test('such requests for a warm program: the same, and none is run that is not the warm one', async () => {
    const { jails, reports } = await attack(mutatedWarm, 'mutated warm', WARM);
    expect(jails).toBeGreaterThan(ROUNDS / 4);
    expect(reports).toBeGreaterThan(0);
    expect(reports).toBeLessThan(jails);
  });

  test('garbage leaves other cells alone', async () => {
    await using runner = createRunner({ uids: ownUids() });
    await runner.run({ argv: ['/bin/true'] });
    const cell = await openRawCell();
    cell.send(bytesOf('others', 1_000));
    await cell.close();
    expect(await runner.run({ argv: ['/bin/echo', 'here'] })).toMatchObject({ stdout: 'here\n' });
  });
});
