import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { formatBytes } from '../../../lib/index.js';
import { invalid, type Package } from '../package.js';
import { packageStore } from '../package-store.js';
import type { Problem } from '../problem.js';
import { childrenOf, parseXml, type XmlElement } from '../xml.js';
import { readBytes, within } from '../xml-file.js';
import { XmlRefused } from '../xml-refused.js';
import { type FpsItem, readItem } from './item.js';
import { filesOf, writeItem } from './item-files.js';
import { problemOf } from './item-problem.js';

const CAPS = { bytes: 64 * 2 ** 20, elements: 500_000, depth: 16 };

/** An item with its place in the file, from 1. */
interface NumberedItem {
  readonly item: FpsItem;
  readonly number: number;
}

/**
 * Loads the problems of an FPS (freeproblemset, HUSTOJ) file. What is in the file is written below
 * `<home>/packages`, once. Items that cannot be judged are passed over with a warning of the first that can.
 *
 * @param file absolute path, symlinks resolved
 * @param home @default as for createRunner()
 * @throws BailiffError INVALID_PROBLEM for a file that is broken, and when no item can be judged
 */
export async function loadFps(from: Package, file: string, home?: string): Promise<readonly Problem[]> {
  const path = basename(file);
  const bytes = await readBytes(file, CAPS.bytes);
  if (!bytes) throw invalid(from, `"${path}" is larger than ${formatBytes(CAPS.bytes)}`);
  const elements = within(from, path, () => itemsOf(parseXml(bytes, CAPS)));
  const read = elements.map((element, index) => tryItem(element, index + 1));
  const items = read.flatMap((each) => ('item' in each ? [each] : []));
  const faults = read.flatMap((each) => ('fault' in each ? [each.fault] : []));
  if (items.length === 0) throw invalid(from, `"${path}": ${faults[0] ?? 'there is no <item>'}`);
  const folder = await packageStore(home).folder(keyOf(bytes, items), async (empty) => {
    for (const { item, number } of items) await writeItem(join(empty, String(number)), item);
  });
  const problems: Problem[] = [];
  for (const { item, number } of items) {
    const id = elements.length > 1 ? `${from.id}-${number}` : from.id;
    problems.push(await problemOf(item, { id, folder: join(folder, String(number)), file }));
  }
  return withFaults(problems, faults);
}

/** Of all that decides what is written, and where. */
function keyOf(bytes: Buffer, items: readonly NumberedItem[]): string {
  const paths = items.map(({ item, number }) => [number, filesOf(item).map(({ path }) => path)]);
  return createHash('sha256').update(JSON.stringify(paths)).update(bytes).digest('hex');
}

function itemsOf(root: XmlElement): readonly XmlElement[] {
  if (root.name !== 'fps') throw new XmlRefused(`the root must be <fps>, not <${root.name}>`, root.line);
  return childrenOf(root, 'item');
}

/** The item, or why it is none. */
function tryItem(element: XmlElement, number: number): NumberedItem | { readonly fault: string } {
  try {
    return { item: readItem(element), number };
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    return { fault: `item ${number}, line ${error.line}: ${error.message}` };
  }
}

function withFaults([first, ...others]: readonly Problem[], faults: readonly string[]): readonly Problem[] {
  const passedOver = faults.map((fault) => `passed over: ${fault}`);
  return [{ ...first!, warnings: [...first!.warnings, ...passedOver] }, ...others];
}
