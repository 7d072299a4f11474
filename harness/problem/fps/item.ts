import { childOf, childrenOf, type XmlElement } from '../xml.js';
import { positiveText } from '../xml-attributes.js';
import { XmlRefused } from '../xml-refused.js';
import { recipeOf } from './languages.js';
import { testsOf } from './tests.js';

/** A source in an FPS file. */
export interface FpsSource {
  /** As the file names it: HUSTOJ's name or an extension. */
  readonly language: string;
  readonly text: string;
}

export interface FpsTest {
  /** `sample/1`, else `secret/…`. */
  readonly name: string;
  readonly sample: boolean;
  readonly input: string;
  readonly output: string;
}

/** One problem of an FPS file. */
export interface FpsItem {
  /** Where it begins in the file. */
  readonly line: number;
  readonly title: string;
  readonly timeMs: number;
  readonly memoryBytes: number;
  readonly tests: readonly FpsTest[];
  /** HUSTOJ's own special judge, a testlib checker, or an interactor that judges alone. */
  readonly judge: (FpsSource & { readonly kind: 'spj' | 'tpj' | 'interactor' }) | undefined;
  readonly prepend: readonly FpsSource[];
  readonly append: readonly FpsSource[];
  readonly solutions: readonly FpsSource[];
  readonly warnings: readonly string[];
}

const MiB = 2 ** 20;
const KiB = 2 ** 10;
const DEFAULT_TIME_MS = 1_000;
const DEFAULT_MEMORY_BYTES = 128 * MiB;

/**
 * Reads an item of an FPS file.
 *
 * @throws XmlRefused when it cannot be judged: no test, a quiz, a limit that is no number
 */
export function readItem(item: XmlElement): FpsItem {
  const warnings: string[] = [];
  return {
    line: item.line,
    title: childOf(item, 'title')?.text.trim() ?? '',
    timeMs: timeOf(item),
    memoryBytes: memoryOf(item),
    tests: testsOf(item, warnings),
    judge: judgeOf(item),
    prepend: sourcesOf(item, 'prepend'),
    append: sourcesOf(item, 'append'),
    solutions: sourcesOf(item, 'solution'),
    warnings,
  };
}

/** Seconds when no unit is given, as files of version 1.1 have it. */
function timeOf(item: XmlElement): number {
  const limit = childOf(item, 'time_limit');
  if (!limit || limit.text.trim() === '') return DEFAULT_TIME_MS;
  const factors = new Map([
    ['s', 1_000],
    ['ms', 1],
  ]);
  return Math.ceil(positiveText(limit) * unitOf(limit, 's', factors));
}

/** MiB when no unit is given. */
function memoryOf(item: XmlElement): number {
  const limit = childOf(item, 'memory_limit');
  if (!limit || limit.text.trim() === '') return DEFAULT_MEMORY_BYTES;
  const factors = new Map([
    ['mb', MiB],
    ['kb', KiB],
  ]);
  return Math.ceil(positiveText(limit) * unitOf(limit, 'mb', factors));
}

function unitOf(limit: XmlElement, usual: string, factors: ReadonlyMap<string, number>): number {
  const unit = (limit.attributes.get('unit') || usual).toLowerCase();
  const factor = factors.get(unit);
  if (factor !== undefined) return factor;
  const known = [...factors.keys()].join(', ');
  throw new XmlRefused(`<${limit.name}> has the unit "${unit}": known are ${known}`, limit.line);
}

function judgeOf(item: XmlElement): FpsItem['judge'] {
  for (const kind of ['interactor', 'tpj', 'spj'] as const) {
    const [source] = sourcesOf(item, kind);
    if (!source) continue;
    if (source.language.toLowerCase() === 'text')
      throw new XmlRefused('is an objective quiz (<spj language="Text">), which is not supported', item.line);
    if (!recipeOf(source.language))
      throw new XmlRefused(
        `its <${kind}> is in "${source.language}": there is no toolchain for it`,
        item.line,
      );
    return { kind, ...source };
  }
  return undefined;
}

/** Interactors and special judges without a language are C++, as HUSTOJ compiles them. */
function sourcesOf(item: XmlElement, name: string): readonly FpsSource[] {
  return childrenOf(item, name)
    .filter(({ text }) => text.trim() !== '')
    .map(({ attributes, text }) => ({ language: attributes.get('language')?.trim() || 'C++', text }));
}
