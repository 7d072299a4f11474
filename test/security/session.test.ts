import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createRunner, type LimitsInput, type RunResult, Session } from '../../lib/index.js';
import { type OwnHome, openOwnHome } from '../support/own-home.js';
import { lacks } from '../support/requirements.js';
import { ownUids } from '../support/runners.js';
import { checkAnswer, inTime } from './answer.js';
import { type Attack, possibleOf, readAttacks } from './attack.js';
import { LOOK, programsAlive } from './attempt.js';
import { type HostCanaries, openHostCanaries } from './host-canaries.js';
import { inEveryWay } from './matrix.js';

const UIDS = ownUids(128);
const MARK = `MARK_${randomUUID()}`;
const CANARY_LIMITS = { memoryBytes: '16MiB', processes: 8, cpuMs: 2_000, wallMs: 6_000 };

/** What it leaves for the next program of the same session is what a session is for. */
const NO_ATTACK = ['files-cache.py'];

/** Languages whose guard is looked for where the program stands: in the workspace. */
const LOADS_FROM_CWD = ['ruby', 'perl', 'bash', 'php'];

const attacks = inEveryWay(await readAttacks()).filter(({ name }) => !NO_ATTACK.includes(name));
const possible = await possibleOf(attacks);
let home: OwnHome;
let runner: ReturnType<typeof createRunner>;
let canaries: HostCanaries;

beforeAll(async () => {
  [home, canaries] = await Promise.all([openOwnHome(), openHostCanaries()]);
  runner = createRunner({ uids: UIDS, concurrency: 1, home: home.path });
});
afterAll(async () => {
  await runner.close();
  await canaries[Symbol.asyncDispose]();
  await home[Symbol.asyncDispose]();
});

describe.each(attacks)('$name in a session', (attack) => {
  test.skipIf(lacks(possible.has(attack)))(`tries ${attack.tries}`, async () => {
    const { boxBytes, boxInodes } = attack.limits;
    const session = await Session.open({ runner, limits: defined({ boxBytes, boxInodes }) });
    try {
      const beside = session.exec('cat', { stdin: { pipe: true } });
      const { result, tookMs } = await inTime(attack, () => attackIn(session, attack));
      checkAnswer({ ...attack, collect: new Map() }, { result, tookMs }, canaries.secrets);
      beside.stdin!.end('beside');
      expect(await beside).toMatchObject({ status: 'exited', exitCode: 0, stdout: 'beside' });
      const canary = await session.exec(['/bin/sh', '-c', LOOK], { limits: CANARY_LIMITS });
      expect(canary).toMatchObject({ status: 'exited', stdout: 'canary\n', stderr: '' });
      expect(canary.usage).toMatchObject({ oomKills: 0, refusedProcesses: 0 });
      expect(await canaries.harm()).toEqual([]);
    } finally {
      await session.remove();
    }
    await expect.poll(() => programsAlive(MARK, UIDS), { timeout: 5_000 }).toEqual([]);
  });
});

/** Compiled before, so that the time is that of the attack alone. */
async function attackIn(
  session: Session,
  { language, files, limits, compileLimits }: Attack,
): Promise<{ result: RunResult; tookMs: number }> {
  const sources = { language: language.name, files: [...files], compileLimits };
  await runner.compile(sources);
  if (LOADS_FROM_CWD.includes(language.name)) await session.writeFiles([...files]);
  const startedAt = performance.now();
  const { boxBytes: _, boxInodes: __, ...rest } = limits;
  const env = { ...canaries.env, MARK, JAILED: '1' };
  const result = await session.run({ ...sources, limits: rest, env });
  return { result, tookMs: performance.now() - startedAt };
}

function defined(limits: LimitsInput): LimitsInput {
  return Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== undefined));
}
