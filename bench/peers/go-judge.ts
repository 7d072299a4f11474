import { messageOf } from '../../lib/index.js';
import { type Contender, checkOutput, unfit } from './peer.js';
import type { BenchProgram } from './program.js';

/** The limits of every run: bailiff's own defaults. */
const LIMITS = { cpuLimit: 10e9, clockLimit: 30e9, memoryLimit: 512 * 2 ** 20, procLimit: 128 } as const;
const STREAM_BYTES = 2 ** 20;

interface Answer {
  readonly status: string;
  readonly exitStatus?: number;
  readonly error?: string;
  readonly files?: Readonly<Record<string, string>>;
}

/** A running go-judge: `POST /run` with one command. Its containers are reused from run to run. */
export function goJudge(url: string): Contender {
  const name = 'go-judge';
  const endpoint = new URL('run', url.endsWith('/') ? url : `${url}/`);
  return {
    name,
    open: (program) => {
      const body = JSON.stringify({ cmd: [commandOf(program)] });
      const run = async () => {
        const answer = await post(endpoint, body, program);
        const { status, exitStatus, error = '', files } = answer;
        if (status !== 'Accepted' || exitStatus !== 0)
          throw unfit(name, program.argv, `ended as ${status} ${error}`.trim());
        checkOutput(name, program, files?.stdout ?? '');
      };
      return { name, run };
    },
  };
}

function commandOf({ argv, stdin = '' }: BenchProgram) {
  const streams = ['stdout', 'stderr'].map((name) => ({ name, max: STREAM_BYTES }));
  return { args: argv, env: ['PATH=/usr/bin:/bin'], files: [{ content: stdin }, ...streams], ...LIMITS };
}

async function post(endpoint: URL, body: string, { argv }: BenchProgram): Promise<Answer> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(endpoint, { method: 'POST', headers, body }).catch((error: unknown) => {
    const cause = (error as Error).cause ?? error;
    throw unfit('go-judge', argv, `could not be sent to ${endpoint}: ${messageOf(cause)}`);
  });
  const text = await response.text();
  if (!response.ok)
    throw unfit('go-judge', argv, `was answered with ${response.status} ${text.slice(0, 80)}`);
  const [answer] = JSON.parse(text) as Answer[];
  if (answer) return answer;
  throw unfit('go-judge', argv, 'had an empty answer');
}
