import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CellRun } from '../../../lib/jail/cell-run.js';
import { type Frame, FrameDecoder } from '../../../lib/jail/frames.js';
import { RUN_LIMITS } from '../../../lib/limits.js';
import { FUZZ_TIMEOUT_MS, fuzz } from './budget.js';

const TYPES = ['L', 'R', 'O', 'E', 'D', 'W', 'Z', 'J', 'T', 'P', 'F', 'Q', '\0'] as const;
const FIXED: Readonly<Record<string, number>> = { L: 4, R: 8, P: 72, W: 0, Z: 0, J: 0 };

/** A frame of a type that there is, mostly as long as it must be, and with anything in it. */
const frame = fc
  .constantFrom(...TYPES)
  .chain((type) => {
    const length = FIXED[type];
    const right = length === undefined ? { maxLength: 200 } : { minLength: length, maxLength: length };
    const body = fc.oneof({ weight: 6, arbitrary: fc.uint8Array(right) }, fc.uint8Array({ maxLength: 80 }));
    const small = fc.uint8Array({ minLength: 16, maxLength: 40, max: 4 }); // states and sizes that there are
    return fc.tuple(fc.constant(type), type === 'F' ? fc.oneof(body, small) : body);
  })
  .map(([type, body]) => {
    const header = Buffer.alloc(8);
    header.writeUInt8(type.charCodeAt(0), 0);
    header.writeUInt32LE(body.length, 4);
    return Buffer.concat([header, body]);
  });

const run = () =>
  new CellRun(
    {
      argv: ['/bin/true'],
      env: {},
      files: [],
      stdin: { kind: 'empty' },
      limits: RUN_LIMITS,
      collect: ['a'],
    },
    7,
    { cpu: 'cgroup', memory: 'cgroup', processes: 'cgroup', ownUid: true },
  );

/** What a cell does with a frame that belongs to a run; its own are let by. */
function take(to: CellRun, each: Frame): void {
  if (each.type === 'report') to.accept(each.report);
  else if (!['lease', 'ready', 'want', 'joined', 'end'].includes(each.type)) to.take(each);
}

describe('what the host makes of a gate that lies', () => {
  test(
    'frames of any kind in any order: it throws an Error or goes on, and every result is whole',
    async () => {
      const property = fc.asyncProperty(fc.array(frame, { maxLength: 20 }), fc.nat(), async (frames, cut) => {
        const decoder = new FrameDecoder();
        const to = run();
        const bytes = Buffer.concat(frames);
        const at = cut % (bytes.length + 1);
        try {
          for (const chunk of [bytes.subarray(0, at), bytes.subarray(at)])
            decoder.push(chunk, (each) => take(to, each));
        } catch (error) {
          expect((error as Error).constructor, String(error)).toBe(Error);
        }
        to.finish(undefined, () => new Error('no report'));
        const report = await to.outcome.catch((error: Error) => error.message);
        if (typeof report === 'string') {
          expect(report).toMatch(/no report|of another run/);
          return;
        }
        for (const value of [report.wallMs, report.cpuMs, report.memoryBytes, report.oomKills])
          expect(Number.isFinite(value) && value >= 0).toBe(true);
        expect(Object.getPrototypeOf(report.files)).toBe(null);
        expect(report.stdout.length + report.stderr.length).toBeLessThanOrEqual(bytes.length);
      });
      await fuzz(property, 300);
    },
    FUZZ_TIMEOUT_MS,
  );
});
