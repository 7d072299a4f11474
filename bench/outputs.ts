import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { BailiffError, messageOf } from '../lib/index.js';
import { htmlReport } from './draw/html.js';
import { pictures } from './draw/pictures.js';
import type { BenchReport } from './report.js';

/** Where a report goes besides the table. */
export interface Outputs {
  /** A file for JSON; empty: stdout, in the place of the table. */
  readonly json?: string;
  /** A file for one HTML page that needs no other. */
  readonly report?: string;
  /** A folder for the pictures. */
  readonly svg?: string;
}

/** Known before the first measurement, not a minute later. @throws BailiffError INVALID_OPTIONS */
export async function checkWritable({ json, report, svg }: Outputs): Promise<void> {
  for (const [option, file] of Object.entries({ json, report })) {
    if (file) await appendFile(file, '').catch((error: unknown) => refuse(option, file, error));
  }
  if (svg) await mkdir(svg, { recursive: true }).catch((error: unknown) => refuse('svg', svg, error));
}

function refuse(option: string, path: string, cause: unknown): never {
  const why = `${messageOf(cause)}; name a place that exists and is yours`;
  throw new BailiffError('INVALID_OPTIONS', `Cannot write --${option} "${path}": ${why}`, { cause });
}

export async function writeOutputs(report: BenchReport, outputs: Outputs): Promise<void> {
  if (outputs.json) await writeFile(outputs.json, jsonText(report));
  if (outputs.report) await writeFile(outputs.report, htmlReport(report));
  if (!outputs.svg) return;
  for (const { name, svg } of pictures(report)) await writeFile(join(outputs.svg, `${name}.svg`), svg);
}

/** Indented for people, but for samples, of which there are thousands. */
export function jsonText(report: BenchReport): string {
  const text = JSON.stringify(report, undefined, 2);
  return `${text.replaceAll(/\[[\s\d.,eE+-]*\]/g, (list) => list.replaceAll(/\s+/g, ''))}\n`;
}

/** @throws BailiffError INVALID_OPTIONS when it is no report that this version can read. */
export async function readReport(file: string): Promise<BenchReport> {
  const report = await readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as Partial<BenchReport>)
    .catch((cause: unknown) => {
      throw new BailiffError('INVALID_OPTIONS', `Cannot read the report "${file}": ${messageOf(cause)}`, {
        cause,
      });
    });
  if (report.kind === 'bench' && report.formatVersion === 2 && Array.isArray(report.parts))
    return report as BenchReport;
  throw new BailiffError(
    'INVALID_OPTIONS',
    `Cannot read the report "${file}": it was not written by bailiff bench --json of this version; measure anew`,
  );
}
