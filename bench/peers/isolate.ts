import { findOnPath } from '../../lib/jail/on-path.js';
import type { Contender, Peer } from './peer.js';
import type { BenchProgram } from './program.js';
import { spawnPeer } from './spawned.js';
import type { Found } from './wrappers.js';

/** A judge on this machine counts from 0; each way has boxes of its own, since one removes what the other keeps. */
const FIRST_FRESH_BOX = 900;
const FIRST_KEPT_BOX = 950;
const RUN = ['--silent', '--processes=64', '--run', '--'] as const;

/**
 * isolate(1), the sandbox of CMS and others, in its two ways: a box made, used and removed for every run, and the
 * same box again and again, which carries over what the last program left in it.
 */
export function isolate(path: readonly string[]): Found[] {
  const command = findOnPath(['isolate'], path);
  if (!command) return [{ name: 'isolate', missing: '"isolate" is not on PATH' }];
  return [{ contender: freshBoxes(command) }, { contender: sameBoxes(command) }];
}

function freshBoxes(command: string): Contender {
  const boxes = boxIds(FIRST_FRESH_BOX);
  const name = 'isolate';
  return {
    name,
    open: (program) => ({
      name,
      run: () =>
        boxes.lend(async (box) => {
          const steps = stepsOf(name, command, box, program);
          await steps.init.run();
          await steps.run.run();
          await steps.cleanup.run();
        }),
    }),
  };
}

function sameBoxes(command: string): Contender {
  const boxes = boxIds(FIRST_KEPT_BOX);
  const made = new Set<number>();
  const name = 'isolate --run';
  return {
    name,
    open: (program) => ({
      name,
      run: () =>
        boxes.lend(async (box) => {
          const { init, run } = stepsOf(name, command, box, program);
          if (!made.has(box)) await init.run();
          made.add(box);
          await run.run();
        }),
    }),
    close: async () => {
      for (const box of made) await step(name, command, box, ['--cleanup']).run();
      made.clear();
    },
  };
}

function stepsOf(name: string, command: string, box: number, program: BenchProgram) {
  return {
    init: step(name, command, box, ['--init']),
    run: step(name, command, box, [...RUN, ...program.argv], program),
    cleanup: step(name, command, box, ['--cleanup']),
  };
}

function step(
  name: string,
  command: string,
  box: number,
  args: readonly string[],
  { stdin, stdout }: Pick<BenchProgram, 'stdin' | 'stdout'> = {},
): Peer {
  return spawnPeer(name, { name, argv: [command, `--box-id=${box}`, ...args], stdin, stdout });
}

/** Boxes are numbered; no two runs at a time have the same. */
function boxIds(first: number) {
  const free: number[] = [];
  let next = first;
  return {
    lend: async (use: (box: number) => Promise<void>) => {
      const box = free.pop() ?? next++;
      try {
        await use(box);
      } finally {
        free.push(box);
      }
    },
  };
}
