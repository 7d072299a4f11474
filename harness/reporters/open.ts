import { BailiffError } from '../../lib/index.js';
import { type FeedbackLevel, withFeedback } from '../feedback.js';
import { appendSink, lineOf } from './github-output.js';
import { REPORTER_KINDS, type ReporterKind, type ReporterKindName } from './kinds.js';
import { paintFor } from './paint.js';
import type { Reporter } from './reporter.js';
import { deviceSink, fileSink, type Sink, streamSink } from './sink.js';
import { pathTarget, stdoutTarget, type Target } from './target.js';

export interface OpenReportersOptions {
  /** Where reports without a path go. */
  readonly stdout: NodeJS.WriteStream & { readonly fd?: number };
  /** What those who handed in may see. @default 'all' */
  readonly feedback?: FeedbackLevel;
  /** The journal that is written meanwhile: no report may go there. */
  readonly journal?: string;
}

interface Ordered {
  readonly spec: string;
  readonly kind: ReporterKind;
  readonly target: Target;
}

/**
 * Opens reports as `--report` names them: `kind=path`, or `kind` and `kind=-` for standard output, which one report
 * can have. All is checked and every file is begun before anything is run. One of the reporters must be told `end`
 * or `abort`; use `broadcast()` to tell all.
 *
 * @throws BailiffError INVALID_OPTIONS for an unknown kind or two reports to one place (by whatever spelling,
 * symlink or hard link), INVALID_PATH and STORAGE_FAILED for a place that cannot be written.
 * @example
 * const reporters = await openReporters(['table', 'html=report.html'], { stdout: process.stdout });
 */
export async function openReporters(
  specs: readonly string[],
  options: OpenReportersOptions,
): Promise<readonly Reporter[]> {
  const ordered: Ordered[] = [];
  for (const spec of specs) ordered.push(await order(spec, options.stdout.fd));
  refuseShared(ordered);
  if (options.journal !== undefined)
    refuseJournal(ordered, options.journal, await pathTarget(options.journal));
  const reporters: Reporter[] = [];
  try {
    for (const each of ordered) reporters.push(await begin(each, options));
    return reporters;
  } catch (error) {
    for (const reporter of reporters) await reporter.abort?.();
    throw error;
  }
}

async function order(spec: string, stdoutFd: number | undefined): Promise<Ordered> {
  const [, name = '', path = '-'] = /^([^=]*)(?:=(.*))?$/s.exec(spec) ?? [];
  if (!isKind(name)) {
    const known = Object.keys(REPORTER_KINDS).join(', ');
    throw new BailiffError('INVALID_OPTIONS', `Cannot report as "${name}": known kinds are ${known}`);
  }
  if (path === '') {
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot read report "${spec}": write ${name}=path, or ${name} alone`,
    );
  }
  const target = path === '-' ? stdoutTarget(stdoutFd) : await pathTarget(path);
  return { spec, kind: REPORTER_KINDS[name], target };
}

function isKind(name: string): name is ReporterKindName {
  return Object.hasOwn(REPORTER_KINDS, name);
}

function refuseShared(ordered: readonly Ordered[]): void {
  const taken = new Map<string, string>();
  for (const { spec, target } of ordered) {
    for (const key of target.keys) {
      const other = taken.get(key);
      if (other !== undefined) throw shared(other, spec);
      taken.set(key, spec);
    }
  }
}

function refuseJournal(ordered: readonly Ordered[], path: string, { keys }: Target): void {
  const clash = ordered.find(({ target }) => target.keys.some((key) => keys.includes(key)));
  if (clash)
    throw new BailiffError(
      'INVALID_OPTIONS',
      `Cannot write report "${clash.spec}" over the journal "${path}": name another path for one of them`,
    );
}

function shared(first: string, second: string): BailiffError {
  return new BailiffError(
    'INVALID_OPTIONS',
    `Cannot write reports "${first}" and "${second}" to one place: name another path for one of them`,
  );
}

async function begin(
  { kind, target }: Ordered,
  { stdout, feedback = 'all' }: OpenReportersOptions,
): Promise<Reporter> {
  const terminal = target.kind === 'stdout';
  const reporter = kind.create({
    sink: await open(kind, target, stdout),
    paint: terminal ? paintFor(stdout) : (_format, text) => text,
    width: terminal ? stdout.columns : undefined,
    feedback,
  });
  return kind.knowsFeedback ? reporter : withFeedback(feedback, reporter);
}

async function open({ line }: ReporterKind, target: Target, stdout: NodeJS.WriteStream): Promise<Sink> {
  switch (target.kind) {
    case 'stdout':
      return line ? lineOf(streamSink(stdout, '-')) : streamSink(stdout, '-');
    case 'device':
      return line ? lineOf(await deviceSink(target.path)) : deviceSink(target.path);
    case 'file':
      return line ? lineOf(await appendSink(target.path)) : fileSink(target.path, target.mode);
    default:
      return target satisfies never;
  }
}
