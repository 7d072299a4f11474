import { describe, expect, test, vi } from 'vitest';
import { CellRun } from '../../../../lib/jail/cell-run.js';
import type { Frame, ReportFrame } from '../../../../lib/jail/frames.js';
import { encodeFrame } from '../../../../lib/jail/protocol.js';
import type { Step } from '../../../../lib/jail/step.js';
import { plainStep } from '../../../support/steps.js';

const REPORT: ReportFrame = {
  nonce: 5,
  cause: 'none',
  execErrno: 0,
  waitStatus: 0,
  refusedProcesses: 0,
  wallMs: 1,
  cpuMs: 2,
  memoryBytes: 3,
  oomKills: 0,
  truncated: { stdout: false, stderr: false },
  startedAtMs: 4,
  endedAtMs: 5,
};
const FAULT = new Error('it broke');
const ENFORCEMENT = { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true } as const;

const start = (step: Partial<Step> = {}) => new CellRun(plainStep(step), 5, ENFORCEMENT);

const bytes = (type: 'stdout' | 'stderr' | 'content', text: string): Frame => ({
  type,
  bytes: Buffer.from(text),
});
const file = (path: string, size: number, state: 'ok' | 'missing' = 'ok'): Frame => ({
  type: 'file',
  path,
  size,
  state,
  mode: 0o644,
});

const feed = (run: CellRun) => {
  const sent: Uint8Array[] = [];
  const cancel = vi.fn();
  return { sent, cancel, next: () => run.feed((frame) => sent.push(frame), cancel) };
};

describe('CellRun', () => {
  test('gathers output and the report', async () => {
    const run = start();
    for (const frame of [bytes('stdout', 'a'), bytes('stderr', 'x'), bytes('stdout', 'b')])
      expect(run.take(frame)).toBe(true);
    run.accept(REPORT);
    expect(run.finish(undefined, () => FAULT)).toBe(true);
    const { nonce: _, ...figures } = REPORT;
    const report = await run.outcome;
    expect(report).toMatchObject({ ...figures, stdout: Buffer.from('ab'), stderr: Buffer.from('x') });
    expect(report).not.toHaveProperty('nonce');
  });

  test('gathers files from their frames', async () => {
    const run = start();
    const contents = [file('a', 4), bytes('content', 'on'), bytes('content', 'e!'), file('empty', 0)];
    for (const frame of [...contents, file('no', 0, 'missing'), file('b', 1), bytes('content', 'b')])
      run.take(frame);
    run.accept(REPORT);
    run.finish(undefined, () => FAULT);
    expect({ ...(await run.outcome).files }).toEqual({
      a: { state: 'ok', mode: 0o644, content: Buffer.from('one!') },
      empty: { state: 'ok', mode: 0o644, content: Buffer.alloc(0) },
      no: { state: 'missing' },
      b: { state: 'ok', mode: 0o644, content: Buffer.from('b') },
    });
  });

  test.each<[string, Frame[]]>([
    ['content without a file', [bytes('content', 'x')]],
    ['more content than the file has', [file('a', 1), bytes('content', 'xy')]],
    ['content behind the file’s end', [file('a', 1), bytes('content', 'x'), bytes('content', 'y')]],
    ['a lease', [{ type: 'lease', slot: 1 }]],
  ])('refuses %s', (_, frames) => {
    const run = start();
    expect(() => {
      for (const frame of frames) run.take(frame);
    }).toThrow();
  });

  test('refuses a report of another run, and a second one', () => {
    const run = start();
    expect(() => run.accept({ ...REPORT, nonce: 6 })).toThrow(/another run/);
    run.accept(REPORT);
    expect(() => run.accept(REPORT)).toThrow(/another run/);
  });

  test('rejects without a report', async () => {
    const run = start();
    expect(run.finish(undefined, () => FAULT)).toBe(false);
    await expect(run.outcome).rejects.toBe(FAULT);
  });

  test('without a report resolves with what is known of the end, as killed', async () => {
    const run = start();
    run.take(bytes('stdout', 'half'));
    expect(run.finish({ cause: 'memory', oomKills: 1 }, () => FAULT)).toBe(false);
    const half = { cause: 'memory', oomKills: 1, waitStatus: 9, stdout: Buffer.from('half') };
    expect(await run.outcome).toMatchObject(half);
  });

  test('believes the report rather than what is said otherwise', async () => {
    const run = start();
    run.accept(REPORT);
    run.finish({ cause: 'memory', oomKills: 1 }, () => FAULT);
    expect(await run.outcome).toMatchObject({ cause: 'none', oomKills: 0, wallMs: REPORT.wallMs });
  });

  test('rejects with what a callback throws, and says so', async () => {
    const run = start({
      onStdout: () => {
        throw FAULT;
      },
    });
    expect(run.take(bytes('stdout', 'x'))).toBe(false);
    await expect(run.outcome).rejects.toBe(FAULT);
  });
});

describe('CellRun.feed()', () => {
  async function* words() {
    yield Buffer.from('one');
    throw FAULT;
  }

  test('sends a chunk for each call, and an empty one at the end', async () => {
    const run = start({ stdin: { kind: 'chunks', chunks: [Buffer.from('one')].values() as never } });
    const { sent, cancel, next } = feed(run);
    await next();
    await next();
    expect(sent).toEqual([encodeFrame('I', Buffer.from('one')), encodeFrame('I')]);
    expect(cancel).not.toHaveBeenCalled();
  });

  test('cancels a run whose stream fails, which is rejected with that', async () => {
    const run = start({ stdin: { kind: 'chunks', chunks: words() } });
    const { sent, cancel, next } = feed(run);
    await next();
    await next();
    expect(sent).toHaveLength(1);
    expect(cancel).toHaveBeenCalledOnce();
    await expect(run.outcome).rejects.toBe(FAULT);
  });

  test('does nothing any more when the run has ended: the cell has another by then', async () => {
    const run = start({ stdin: { kind: 'chunks', chunks: words() } });
    const { sent, cancel, next } = feed(run);
    await next();
    const late = next();
    run.accept(REPORT);
    run.finish(undefined, () => FAULT);
    await late;
    expect(sent).toHaveLength(1);
    expect(cancel).not.toHaveBeenCalled();
    expect(await run.outcome).toMatchObject({ cause: 'none' });
  });
});
