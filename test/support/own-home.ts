import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { homePath } from '../../lib/home.js';
import { findNative } from '../../lib/jail/native-build.js';
import { findNsjail } from '../../lib/jail/nsjail.js';

/** An empty home folder that uses what `bailiff setup` put into the usual one. */
export interface OwnHome extends AsyncDisposable {
  readonly path: string;
}

export async function openOwnHome(): Promise<OwnHome> {
  const usual = homePath();
  const tools = {
    BAILIFF_NATIVE: (await findNative({ home: usual })).path,
    BAILIFF_NSJAIL: (await findNsjail({ home: usual })).path,
  };
  const path = await mkdtemp(join(tmpdir(), 'bailiff-home-'));
  Object.assign(process.env, tools);
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      for (const name of Object.keys(tools)) delete process.env[name];
      await rm(path, { recursive: true });
    },
  };
}
