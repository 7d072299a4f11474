import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BailiffError, type JobFile, messageOf } from '../../lib/index.js';
import { type CaseData, SMALL_BYTES } from '../judge/case-data.js';

/** Data for a tool: bytes at hand, a file of the host, or nothing at all. */
export type Datum = Buffer | string | undefined;

/** Where a tool finds its data. Dispose of it when the tool has ended. */
export interface Placed<Name extends string> extends AsyncDisposable {
  readonly files: readonly JobFile[];
  readonly inputs: Readonly<Record<string, string>>;
  /** Paths in the jail. */
  readonly paths: Readonly<Record<Name, string>>;
}

/**
 * Puts data where a tool can open it: small pieces go with the request, in a folder where they meet no file of the tool;
 * large ones as read-only files of the host, bytes by way of a temporary one.
 *
 * @throws BailiffError STORAGE_FAILED
 */
export async function placeData<Name extends string>(
  data: CaseData,
  given: Readonly<Record<Name, Datum>>,
): Promise<Placed<Name>> {
  const files: JobFile[] = [];
  const inputs: Record<string, string> = {};
  const paths: Record<string, string> = {};
  let scratch: string | undefined;
  try {
    for (const [name, datum] of Object.entries<Datum>(given)) await place(name, datum);
  } catch (error) {
    await dispose();
    throw error;
  }
  return { files, inputs, paths: paths as Record<Name, string>, [Symbol.asyncDispose]: dispose };

  async function place(name: string, datum: Datum): Promise<void> {
    const small = await smallOf(data, datum);
    paths[name] = small ? `/box/${FOLDER}/${name}` : `/in/files/${name}`;
    if (small) files.push({ path: `${FOLDER}/${name}`, content: small });
    else inputs[name] = typeof datum === 'string' ? datum : await writeScratch(name, datum!);
  }

  async function dispose(): Promise<void> {
    if (scratch !== undefined) await rm(scratch, { recursive: true, force: true });
  }

  async function writeScratch(name: string, bytes: Buffer): Promise<string> {
    try {
      scratch ??= await mkdtemp(join(tmpdir(), 'bailiff-check-'));
      const file = join(scratch, name);
      await writeFile(file, bytes, { mode: 0o600 });
      return file;
    } catch (cause) {
      throw new BailiffError('STORAGE_FAILED', `Cannot keep data for a checker: ${messageOf(cause)}`, {
        cause,
      });
    }
  }
}

const FOLDER = 'case';

async function smallOf(data: CaseData, datum: Datum): Promise<Buffer | undefined> {
  if (datum === undefined) return Buffer.alloc(0);
  if (typeof datum === 'string') return data.small(datum);
  return datum.length <= SMALL_BYTES ? datum : undefined;
}
