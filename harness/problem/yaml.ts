import { type Document, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { messageOf } from '../../lib/index.js';
import { invalid, type Package, readText } from './package.js';
import { toData, YamlRefused } from './yaml-data.js';

/** Far above any package's own, and small enough that the parser's worst cases stay within a second. */
const MAX_YAML_BYTES = 64 * 1024;

/** A YAML file as plain data, and where in it each thing is. */
interface YamlFile {
  readonly path: string;
  readonly data: unknown;
  readonly document: Document.Parsed;
  readonly lines: LineCounter;
}

/** How a YAML file is read. */
export interface YamlOptions {
  /** What happens to keys that the schema does not know. @default 'refuse' */
  readonly unknownKeys?: 'refuse' | 'warn';
  /** Changes the text before it is parsed: constants. */
  readonly replace?: (text: string) => string;
}

/**
 * Reads a YAML file of the package by a schema; `undefined` when there is no such file. Keys without a value are
 * as if they were not there. No merge keys, no tags of its own; aliases within a budget of nodes.
 *
 * @throws BailiffError INVALID_PROBLEM, naming file and line.
 */
export async function readYaml<S extends z.ZodType>(
  from: Package,
  path: string,
  schema: S,
  { unknownKeys = 'refuse', replace = (text) => text }: YamlOptions = {},
): Promise<z.output<S> | undefined> {
  const text = await readText(from, path, MAX_YAML_BYTES);
  if (text === undefined) return undefined;
  const file = parse(from, path, replace(text));
  const result = schema.safeParse(file.data ?? {});
  if (result.success) return result.data;
  if (unknownKeys === 'warn') return withoutUnknown(from, file, schema, result.error.issues);
  throw invalid(from, describe(file, result.error.issues[0]!));
}

/** Takes the keys off that the schema does not know, with a warning for each. */
function withoutUnknown<S extends z.ZodType>(
  from: Package,
  file: YamlFile,
  schema: S,
  issues: readonly z.core.$ZodIssue[],
): z.output<S> {
  for (const issue of issues) {
    if (issue.code !== 'unrecognized_keys') throw invalid(from, describe(file, issue));
    const inside = issue.path.reduce<unknown>(
      (data, step) => (data as Record<PropertyKey, unknown>)[step],
      file.data,
    );
    for (const key of issue.keys) {
      from.warnings.push(describe(file, { ...issue, keys: [key] }));
      delete (inside as Record<string, unknown>)[key];
    }
  }
  const result = schema.safeParse(file.data);
  if (result.success) return result.data;
  throw invalid(from, describe(file, result.error.issues[0]!));
}

function parse(from: Package, path: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseSafely(from, path, text, lines);
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem)
    throw invalid(from, `"${path}" line ${problem.linePos?.[0].line ?? 1}: ${firstLine(problem.message)}`);
  try {
    return { path, data: toData(document, document.contents), document, lines };
  } catch (cause) {
    if (!(cause instanceof YamlRefused)) throw cause;
    throw invalid(from, `"${path}" line ${lineOf(lines, cause.node)}: ${cause.message}`, cause);
  }
}

/** Deep nesting can end in a RangeError rather than in one of the parser's own errors. */
function parseSafely(from: Package, path: string, text: string, lines: LineCounter): Document.Parsed {
  try {
    return parseDocument(text, { lineCounter: lines, merge: false, prettyErrors: true });
  } catch (cause) {
    throw invalid(from, `"${path}" is not readable as YAML: ${messageOf(cause)}`, cause);
  }
}

function describe(file: YamlFile, issue: z.core.$ZodIssue): string {
  const inside = issue.path.length > 0 ? `"${issue.path.join('.')}"` : 'the top level';
  if (issue.code !== 'unrecognized_keys') {
    return `"${file.path}" line ${lineAt(file, issue.path)}: ${inside}${sentence(issue.message)}`;
  }
  const key = issue.keys[0]!;
  return `"${file.path}" line ${lineAt(file, [...issue.path, key])} has the unknown key "${key}" in ${inside}: correct or remove it`;
}

/** Our own messages go on after the key ("must be …"); zod's begin anew. */
function sentence(message: string): string {
  return /^[A-Z]/.test(message) ? `: ${message[0]!.toLowerCase()}${message.slice(1)}` : ` ${message}`;
}

/** The line of a key, or of the nearest thing around it that has a place. */
function lineAt({ document, lines }: YamlFile, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let place: unknown = node;
  for (const step of path) {
    if (isMap<Node, Node>(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === step);
      place = pair?.key ?? place;
      node = pair?.value;
    } else if (isSeq(node)) {
      node = place = node.items[Number(step)];
    }
  }
  return lineOf(lines, place as Node | undefined);
}

function lineOf(lines: LineCounter, node: Node | undefined): number {
  return node?.range ? lines.linePos(node.range[0]).line : 1;
}

function firstLine(text: string): string {
  if (text.startsWith('Maximum call stack')) return 'is nested too deeply';
  return text.split('\n')[0]!.replace(/ at line \d+.*$/, '');
}
