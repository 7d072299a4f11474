import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { resolveHome } from '../../lib/home.js';
import { openCellHost } from '../../lib/jail/cell-host.js';
import { CellProcess } from '../../lib/jail/cell-process.js';
import { CellSite } from '../../lib/jail/cell-site.js';
import type { WarmStart } from '../../lib/jail/config.js';
import type { Frame } from '../../lib/jail/frames.js';
import { ANY_CORE, encodeFrame, encodeRequest, type RequestFrame } from '../../lib/jail/protocol.js';
import { COMPILE_LIMITS } from '../../lib/limits.js';
import { ownUids } from './runners.js';

const POLL_MS = 5;

/** A real cell with its host's side of the conversation in the test's hands. */
export interface RawCell {
  /** What the cell said, the lease not among it. */
  readonly frames: readonly Frame[];
  /** Exit code of launch, once everything in the cell is dead. */
  readonly exitCode: number | undefined;
  readonly ended: boolean;
  readonly log: string;
  /** The nonce of the jail that is parked: the last `ready`. */
  readonly nonce: number;
  send(bytes: Uint8Array): void;
  /** Gives it the FIFO of another side that there is not, and holds both open. The result gives up these ends. */
  joinToNobody(): () => void;
  /** Waits until something is so, or the cell has ended; rejects after 5 s. */
  until(what: (cell: RawCell) => boolean): Promise<void>;
  close(): Promise<void>;
}

/** With `warm` its jails hold that program already. */
export async function openRawCell(warm?: WarmStart): Promise<RawCell> {
  const host = await openCellHost({ home: await resolveHome(), uids: ownUids(), pin: false, roots: [] });
  const profile = { loopback: false, boxBytes: 2 ** 20, boxInodes: 64, roots: [], warm };
  const frames: Frame[] = [];
  let site: CellSite | undefined;
  let end: { exitCode: number | undefined } | undefined;
  let closing: Promise<void> | undefined;
  const close = async () => {
    process.signal('SIGTERM');
    await waitUntil(() => end !== undefined);
    await site?.remove();
    await process.release();
  };
  const process = new CellProcess({
    ...host,
    core: undefined,
    onFrame: (frame) => {
      if (frame.type !== 'lease') return void frames.push(frame);
      site = new CellSite(host, profile, frame.slot);
      process.send(encodeFrame('S', site.script));
    },
    onEnd: (how) => {
      end = how;
    },
  });
  const cell: RawCell = {
    frames,
    get exitCode() {
      return end?.exitCode;
    },
    get ended() {
      return end !== undefined;
    },
    get log() {
      return process.log;
    },
    get nonce() {
      return frames.findLast((frame) => frame.type === 'ready')?.nonce ?? 0;
    },
    send: (bytes) => process.send(bytes),
    joinToNobody: () => {
      const { path } = site!.links;
      execFileSync('mkfifo', ['-m', '644', join(path, 'in')]);
      const fds = ['in', 'out'].map((name) =>
        openSync(join(path, name), constants.O_RDWR | constants.O_NONBLOCK),
      );
      return () => {
        for (const fd of fds) closeSync(fd);
      };
    },
    until: (what) => waitUntil(() => end !== undefined || what(cell)),
    close: () => {
      closing ??= close();
      return closing;
    },
  };
  await cell.until(() => frames.length > 0);
  return cell;
}

/** A shell as a warm program: `script` is its hook, whose descriptor is 63, and all that it runs. */
export function warmShell(script: string): WarmStart {
  return {
    argv: ['/bin/bash', '-c', script, 'warm'],
    env: { PATH: '/usr/bin:/bin' },
    stackBytes: 8 * 2 ** 20,
    hook: { from: fileURLToPath(import.meta.url), to: '/opt/warm/hook' },
  };
}

/** A request that a jail takes, for `/bin/true` unless told otherwise. */
export function validRequest(nonce: number, changes: Partial<RequestFrame> = {}): Buffer {
  return encodeRequest({
    ...COMPILE_LIMITS,
    cpuMs: 1_000,
    wallMs: 2_000,
    flags: 0,
    nonce,
    cores: 1,
    processes: 128,
    collectBytes: 2 ** 20,
    recordBytes: 0,
    core: ANY_CORE,
    argv: ['/bin/true'],
    env: { A: 'b' },
    files: [{ path: 'a/b', content: Buffer.from('content'), mode: 0o644 }],
    collect: [],
    stdin: new Uint8Array(0),
    ...changes,
  });
}

async function waitUntil(what: () => boolean): Promise<void> {
  for (let left = 5_000 / POLL_MS; !what(); left--) {
    if (left === 0) throw new Error('nothing happened within 5 s');
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
