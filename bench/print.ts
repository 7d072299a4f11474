import { appendFile, writeFile } from 'node:fs/promises';
import { BailiffError, messageOf } from '../lib/index.js';
import type { Outcome } from './commands.js';

/** Known before the first measurement, not a minute later. @throws BailiffError INVALID_OPTIONS */
export async function checkWritable(file: string): Promise<void> {
  try {
    await appendFile(file, '');
  } catch (error) {
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot write --json "${file}": ${messageOf(error)}; name a file in a folder that exists and is yours`,
      { cause: error },
    );
  }
}

/** JSON to stdout (`json` is empty) takes the table's place; JSON to a file leaves it. */
export async function print(
  { report, text }: Outcome,
  json: string | undefined,
  stdout: NodeJS.WritableStream,
): Promise<void> {
  const data = `${JSON.stringify(report, undefined, 2)}\n`;
  if (json) await writeFile(json, data);
  stdout.write(json === '' ? data : text);
}
