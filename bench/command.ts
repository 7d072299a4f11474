import { z } from 'zod';
import { BailiffError } from '../lib/index.js';
import { BenchOptions, COMMANDS, parseOptions } from './options.js';

/** The command line of `bailiff bench`, read. */
export type BenchCall = {
  readonly outputs: { readonly json?: string; readonly report?: string; readonly svg?: string };
  readonly compare?: string;
  readonly tolerance: number;
  readonly check: boolean;
} & (
  | { readonly kind: 'measure'; readonly options: BenchOptions }
  /** Reports that were written before, to be shown anew. */
  | { readonly kind: 'show'; readonly files: readonly string[] }
);

/** Options of earlier versions, and what has become of them. */
const RENAMED = {
  only: '--filter <text>, which looks for it in the names of the parts',
  soak: 'the command soak: bailiff bench soak --runs 10000',
} as const;

const DEFAULT_TOLERANCE = 0.1;
const text = z.string().min(1);

const Arguments = z.object({
  what: z.enum([...COMMANDS, 'show']).default('overhead'),
  files: z.array(text).default([]),
  json: z.string().optional(),
  report: text.optional(),
  svg: text.optional(),
  compare: text.optional(),
  tolerance: z.coerce.number().nonnegative().max(100).default(DEFAULT_TOLERANCE),
  check: z.boolean().default(false),
  filter: z.array(text).optional(),
  seconds: z.unknown().optional(),
  runs: z.unknown().optional(),
  pin: z.boolean().optional(),
  quick: z.boolean().optional(),
  trace: z.boolean().optional(),
  goJudge: z.string().optional(),
  peer: z.array(z.string()).default([]),
  as: text.optional(),
});

/** @throws BailiffError INVALID_OPTIONS, also for an option of an earlier version, whose successor it names. */
export function readCall(args: Readonly<Record<string, unknown>>): BenchCall {
  for (const [name, successor] of Object.entries(RENAMED))
    if (args[name] !== undefined)
      throw new BailiffError('INVALID_OPTIONS', `Cannot use --${name}: it has become ${successor}`);
  const { what, files, json, report, svg, compare, tolerance, check, peer, ...rest } = parseOptions(
    Arguments,
    args,
  );
  const common = { outputs: { json, report, svg }, compare, tolerance, check };
  if (what === 'show') {
    if (files.length > 0) return { ...common, kind: 'show', files };
    throw new BailiffError('INVALID_OPTIONS', 'Cannot show nothing: name files that --json has written');
  }
  if (files.length > 0)
    throw new BailiffError('INVALID_OPTIONS', `Cannot measure "${files.join(' ')}": files are for show`);
  const options = { ...rest, command: what, peers: Object.fromEntries(peer.map(readPeer)) };
  return { ...common, kind: 'measure', options: parseOptions(BenchOptions, withoutUndefined(options)) };
}

function readPeer(given: string): [string, string[]] {
  const [, name, command = ''] = /^([^=]+)=(.*)$/.exec(given) ?? [];
  const argv = command.split(/\s+/).filter(Boolean);
  if (name !== undefined && argv.length > 0) return [name, argv];
  throw new BailiffError('INVALID_OPTIONS', `Cannot read --peer "${given}": write name=command`);
}

function withoutUndefined(options: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));
}
