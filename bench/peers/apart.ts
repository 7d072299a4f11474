import { fork } from 'node:child_process';
import { readEnv } from '../../lib/env.js';
import { homePath } from '../../lib/home.js';
import { findUser } from '../../lib/jail/delegation/user.js';
import { findNative } from '../../lib/jail/native-build.js';
import { findNsjail } from '../../lib/jail/nsjail.js';
import type { Answer, Question } from './apart-worker.js';
import { type Contender, checkOutput, unfit } from './peer.js';

/** Bailiff in another process, as whoever runs the benchmark: what a user's is to be held against. */
export const APART = 'bailiff apart';

export const asUser = (user: string) => `bailiff as ${user}`;

/**
 * Two bailiffs in processes of their own, one as ourselves, one as a user: both are asked by messages, which costs both
 * the same. The user's brings nothing but a home: nsjail and the native program are ours.
 *
 * @throws BailiffError INVALID_OPTIONS for a user that there is not
 */
export async function apartContenders(user: string): Promise<readonly Contender[]> {
  const { name, uid, gid, home } = await findUser(user);
  const tools = await ourTools();
  const others = { HOME: home, PATH: readEnv().path.join(':') };
  return [
    apart(APART, { ...process.env, ...tools }),
    apart(asUser(name), { ...others, ...tools }, { uid, gid }),
  ];
}

async function ourTools() {
  const home = homePath();
  const [native, nsjail] = await Promise.all([findNative({ home }), findNsjail({ home })]);
  return { BAILIFF_NATIVE: native.path, BAILIFF_NSJAIL: nsjail.path };
}

function apart(name: string, env: NodeJS.ProcessEnv, ids: { uid?: number; gid?: number } = {}): Contender {
  const worker = fork(new URL('apart-worker.js', import.meta.url), { ...ids, env, cwd: '/', execArgv: [] });
  const waiting = new Map<number, { resolve(answer: Answer): void; reject(error: Error): void }>();
  const gone = new Promise<void>((resolve) => {
    const end = () => {
      for (const { reject } of waiting.values()) reject(unfit(name, [], 'has ended'));
      resolve();
    };
    worker.once('exit', end).once('error', end);
  });
  worker.on('message', (answer: Answer) => {
    waiting.get(answer.id)?.resolve(answer);
    waiting.delete(answer.id);
  });
  let last = 0;
  const ask = (question: Omit<Question, 'id'>) =>
    new Promise<Answer>((resolve, reject) => {
      const id = ++last;
      waiting.set(id, { resolve, reject });
      worker.send({ id, ...question } satisfies Question, (error) => error && reject(error));
    });
  return {
    name,
    open: (program) => {
      const question = { argv: [...program.argv], stdin: program.stdin };
      const run = async () => {
        const { failed, stdout } = await ask(question);
        if (failed !== undefined) throw unfit(name, program.argv, failed);
        checkOutput(name, program, stdout);
      };
      return { name, run };
    },
    close: async () => {
      if (worker.connected) worker.disconnect();
      await gone;
    },
  };
}
