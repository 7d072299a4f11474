import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NO_LIBRARIES } from '../../../lib/libraries.js';
import { RUN_LIMITS } from '../../../lib/limits.js';
import { createWarmStarts, type WarmRun } from '../../../lib/warm.js';
import { findRecipe, RECIPES, type Toolchain } from '../../../toolchains/index.js';

const MiB = 2 ** 20;

function toolchain(name: string): Toolchain {
  const root = { root: '/usr', jailRoot: '/usr', mounts: [] };
  return { recipe: findRecipe(name)!, version: '9.9.9', command: `/usr/bin/${name}`, ...root };
}

/** A run that starts warm, with changes. */
function runOf(name: string, changes: Partial<WarmRun> & { readonly main?: string } = {}): WarmRun {
  const { main = findRecipe(name)!.sourceName, ...rest } = changes;
  const limits = rest.limits ?? RUN_LIMITS;
  const job = { toolchain: toolchain(name), files: [], main, libraries: rest.job?.libraries ?? NO_LIBRARIES };
  return { files: [], args: [], env: {}, limits, inForce: limits, ...rest, job };
}

const starts = createWarmStarts(['python', 'javascript']);

describe('createWarmStarts()', () => {
  test('gives the command without what only the run has, and how the hook is found', () => {
    const run = runOf('python', { args: ['x'], env: { OWN: '1' } });
    expect(starts(run)).toMatchObject({
      argv: ['/usr/bin/python', '/box/main.py'],
      env: { PYTHONPATH: '/opt/warm', BAILIFF_HOOK: '63', PYTHONDONTWRITEBYTECODE: '1' },
      stackBytes: RUN_LIMITS.stackBytes,
      hook: { to: '/opt/warm/sitecustomize.py' },
    });
    expect(starts(run)?.env).not.toHaveProperty('OWN');
    expect(Object.keys(starts(run)!.env).slice(-2)).toEqual(['PYTHONPATH', 'BAILIFF_HOOK']);
  });

  test('puts the hook before the libraries of a job', () => {
    const libraries = { ...NO_LIBRARIES, paths: { PYTHONPATH: '/opt/layer/site-packages' } };
    const run = runOf('python', { job: { ...runOf('python').job, libraries } });
    expect(starts(run)?.env.PYTHONPATH).toBe('/opt/warm:/opt/layer/site-packages');
    const taken = { ...NO_LIBRARIES, env: { NODE_OPTIONS: '--x' } };
    expect(
      starts(runOf('javascript', { job: { ...runOf('javascript').job, libraries: taken } })),
    ).toBeUndefined();
  });

  test('finds the hook of every recipe that has one', () => {
    for (const { name, sourceName, warm } of RECIPES) {
      const start = createWarmStarts([name])(runOf(name, { main: sourceName }));
      expect(start !== undefined).toBe(warm !== undefined);
      if (start) expect(existsSync(start.hook.from)).toBe(true);
    }
  });

  test('gives nothing for languages that were not chosen', () => {
    expect(starts(runOf('typescript'))).toBeUndefined();
    expect(createWarmStarts()(runOf('python'))).toBeUndefined();
  });

  test('has the heap of the memory limit in the command', () => {
    const limits = { ...RUN_LIMITS, memoryBytes: 100 * MiB };
    expect(starts(runOf('javascript', { limits }))?.argv).toContain('--max-old-space-size=80');
  });

  test.each<[string, Partial<WarmRun>]>([
    ['a variable of the interpreter', { env: { PYTHONSTARTUP: '' } }],
    ['a variable of the C library', { env: { LD_PRELOAD: '/x' } }],
    ['a time zone', { env: { TZDIR: '/x' } }],
    ['a message catalogue', { env: { LANGUAGE: 'de' } }],
    ['a user’s packages', { files: [{ path: '.local/x', content: new Uint8Array(), mode: 0o644 }] }],
    ['too few processes', { inForce: { ...RUN_LIMITS, processes: 7 } }],
    ['too few open files', { inForce: { ...RUN_LIMITS, openFiles: 63 } }],
    ['less memory than the interpreter needs', { limits: { ...RUN_LIMITS, memoryBytes: 7 * MiB } }],
    ['very long arguments', { args: ['x'.repeat(40_000), 'y'.repeat(40_000)] }],
  ])('gives nothing for a run with %s', (_, changes) => {
    expect(starts(runOf('python', changes))).toBeUndefined();
  });

  test.each(['TO', 'PATH', 'LAN', 'MY_LD_X', 'XTZ'])('lets any other variable be: %s', (name) => {
    expect(starts(runOf('python', { env: { [name]: 'x' } }))).toBeDefined();
  });

  test('takes another name for its own from the second run on, while it is remembered', () => {
    const asked = (main: string) => starts(runOf('python', { main })) !== undefined;
    expect([asked('a.py'), asked('a.py'), asked('b.py'), asked('a.py')]).toEqual([false, true, false, true]);
    for (let i = 0; i < 64; i++) asked(`${i}.py`);
    expect([asked('a.py'), asked('a.py')]).toEqual([false, true]);
    expect([asked('é.py'), asked('é.py')]).toEqual([false, false]);
  });
});
