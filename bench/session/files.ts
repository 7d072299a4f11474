import { execFile } from 'node:child_process';
import { mkdir, open as openFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { formatBytes, type Runner, Session } from '../../lib/index.js';
import type { Figure } from '../goals/figure.js';
import { median, summarize } from '../measure/statistics.js';
import { type SessionBench, timed } from './place.js';

const MiB = 2 ** 20;
const UPLOAD_ROUNDS = 6;
const SETTLE_MS = 300; // the kernel unmounts, and the next spare place is made: nobody resumes at that moment
const run = promisify(execFile);

/** A large file and many small ones into a session. */
export async function measureUpload(bench: SessionBench): Promise<Figure[]> {
  return [await measureLarge(bench), await measureMany(bench)];
}

/** In turns, and each goes first as often: a virtual machine takes a tenth of the time for memory that it has just used. */
async function measureLarge({ open, folder, quick }: SessionBench): Promise<Figure> {
  const bytes = (quick ? 128 : 1_024) * MiB;
  const large = join(folder, 'large');
  await fill(large, bytes);
  const session = await open();
  const times = { cp: [] as number[], upload: [] as number[] };
  const turns = {
    cp: async () => {
      times.cp.push(await timed(() => run('cp', [large, `${large}-copy`])));
      await rm(`${large}-copy`);
    },
    upload: async () => {
      times.upload.push(await timed(() => session.fs.upload(large, 'large')));
      await session.fs.rm('large');
    },
  };
  for (let round = 0; round < UPLOAD_ROUNDS; round++) {
    for (const turn of round % 2 ? [turns.upload, turns.cp] : [turns.cp, turns.upload]) {
      await flush(folder);
      await turn();
    }
  }
  const [copyMs, uploadMs] = [median(times.cp), median(times.upload)];
  const rate = (ms: number) => (bytes / MiB / (ms / 1_000)).toFixed(0);
  return {
    what: `upload of ${formatBytes(bytes)}`,
    value: copyMs / uploadMs,
    unit: '× cp',
    target: { atLeast: 0.5 },
    detail: `${rate(uploadMs)} MiB/s beside ${rate(copyMs)}, medians of ${UPLOAD_ROUNDS} in turns; the slowest took ${Math.max(...times.upload).toFixed(0)} ms, cp ${Math.max(...times.cp).toFixed(0)}`,
  };
}

async function measureMany({ open, folder, quick }: SessionBench): Promise<Figure> {
  const session = await open();
  const count = quick ? 1_000 : 10_000;
  const many = join(folder, 'many');
  await fillFolder(many, count, 1_000);
  await flush(folder);
  const manyMs = await timed(() => session.fs.upload(many, 'many'));
  await flush(folder);
  const manyCopyMs = await timed(() => run('cp', ['-r', many, `${many}-copy`]));
  return {
    what: `upload of ${count} small files`,
    value: count / (manyMs / 1_000),
    unit: 'files/s',
    target: { atLeast: 3_000 },
    detail: `cp -r ${(count / (manyCopyMs / 1_000)).toFixed(0)} files/s`,
  };
}

/** A workspace of many files of which few change; and sessions that come back. */
export async function measureSnapshots({ open, runner, folder, quick }: SessionBench): Promise<Figure[]> {
  const count = quick ? 1_000 : 10_000;
  const tree = join(folder, 'tree');
  await fillFolder(tree, count, 20_000);
  const session = await open();
  await session.fs.upload(tree, 'tree');
  const firstMs = await timed(() => session.snapshot());
  await session.exec('for i in 0 1 2 3 4 5 6 7 8 9; do date +%N > tree/0/$i; done');
  const changedMs = await timed(() => session.snapshot());
  const { id } = await session.snapshot();
  const copyMs = await timed(() => run('cp', ['-r', tree, `${tree}-copy`]));
  const restoreMs = await timed(() => open({ from: id }));
  await session.close();
  const { p50Ms, p95Ms } = summarize(await timesOfResuming(session.id, runner, quick ? 10 : 30));
  const size = formatBytes(count * 20_000);
  return [
    {
      what: `snapshot of ${count} files (${size}) of which 10 changed`,
      value: changedMs,
      unit: 'ms',
      target: { atMost: 500 },
      detail: `the first took ${firstMs.toFixed(0)} ms`,
    },
    {
      what: 'resume, with its first command',
      value: p50Ms,
      unit: 'ms',
      target: { atMost: 20 },
      detail: `p95 ${p95Ms.toFixed(1)}; nothing is copied`,
    },
    {
      what: 'a new session from that snapshot',
      value: restoreMs,
      unit: 'ms',
      detail: `cp -r of its files ${copyMs.toFixed(0)} ms`,
    },
  ];
}

/** From attaching to a closed session to the end of its first command. */
async function timesOfResuming(id: string, runner: Runner, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let left = count; left > 0; left--) {
    let again: Session | undefined;
    times.push(
      await timed(async () => {
        again = await Session.attach(id, { runner });
        await again.exec(['/bin/true']);
      }),
    );
    await again!.close();
    await sleep(SETTLE_MS);
  }
  return times;
}

/** Else what is measured next pays for what the last has left to be written. */
async function flush(folder: string): Promise<void> {
  await run('sync', ['-f', folder]);
}

async function fill(path: string, bytes: number): Promise<void> {
  await using file = await openFile(path, 'w');
  const chunk = Buffer.alloc(4 * MiB, 'bailiff');
  for (let at = 0; at < bytes; at += chunk.length) await file.write(chunk);
}

/** A hundred files in each folder, no two alike. */
async function fillFolder(path: string, count: number, bytes: number): Promise<void> {
  for (let i = 0; i < count; i++) {
    const folder = join(path, String(Math.floor(i / 100)));
    if (i % 100 === 0) await mkdir(folder, { recursive: true });
    await writeFile(join(folder, String(i % 100)), Buffer.alloc(bytes, `file ${i} `));
  }
}
