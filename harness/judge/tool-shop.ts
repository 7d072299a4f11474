import {
  BailiffError,
  type JobFile,
  type Program,
  type Runner,
  type Stdin,
  type StepResult,
} from '../../lib/index.js';
import type { Tool } from '../checkers/checker.js';
import type { Problem } from '../problem/problem.js';
import { type CaseData, createCaseData } from './case-data.js';
import { explainCompile } from './explain.js';
import { toolCompileLimits, toolLimits } from './limits.js';
import { toolSources } from './tool-sources.js';

/** A tool that is no use: it does not compile, or cannot be started. `message` names it. */
export interface ToolFault {
  readonly status: 'fault';
  readonly message: string;
}

/** How a tool is run. Files are put into its working folder, `inputs` at `/in/files/<name>`. */
export interface ToolRun {
  readonly args?: readonly string[];
  readonly stdin?: Stdin;
  readonly files?: readonly JobFile[];
  readonly inputs?: Readonly<Record<string, string>>;
  readonly collect?: readonly string[];
  readonly signal?: AbortSignal;
}

/** What a problem brings for its judging: programs, built once and run in jails, and data, read once. */
export interface ToolShop {
  /** The program of a tool, built once for all who ask. @throws what the host is to blame for */
  build(tool: Tool): Promise<Program | ToolFault>;
  /** Runs it under the problem's limits of validation. @throws what the host is to blame for; the signal's reason */
  run(tool: Tool, options: ToolRun): Promise<StepResult<Buffer> | ToolFault>;
  readonly data: CaseData;
  /** By the clock, for whoever judges: the wall limit of the programs among them. */
  readonly wallMs: number;
}

export interface ToolShopOptions {
  readonly runner: Runner;
  readonly problem: Pick<Problem, 'limits' | 'sources'>;
  /** Ends what is being built. */
  readonly signal?: AbortSignal;
}

/** Makes the shop of one problem. Nothing is built before it is asked for. */
export function createToolShop({ runner, problem, signal }: ToolShopOptions): ToolShop {
  const built = new Map<Tool, Promise<Program | ToolFault>>();
  const limits = toolLimits(problem.limits);

  return { build, run, data: createCaseData(), wallMs: limits.wallMs };

  /** What failed for the host's sake is tried again at the next call. */
  function build(tool: Tool): Promise<Program | ToolFault> {
    const known = built.get(tool);
    if (known) return known;
    const building = compile(tool);
    built.set(tool, building);
    building.catch(() => built.delete(tool));
    return building;
  }

  async function compile(tool: Tool): Promise<Program | ToolFault> {
    return asFault(tool, async () => {
      const sources = await toolSources(tool, problem.sources.constants);
      const program = await runner.compile({
        ...sources,
        compileLimits: toolCompileLimits(problem.limits),
        signal,
      });
      if (program.status === 'compiled') return program;
      return toolFault(tool, `does not compile: ${explainCompile(program)}`);
    });
  }

  async function run(tool: Tool, options: ToolRun): Promise<StepResult<Buffer> | ToolFault> {
    const program = await build(tool);
    if (program.status === 'fault') return program;
    const { args = [], files = [], collect = [], ...rest } = options;
    const asked = { ...rest, args: [...args], files: [...files], collect: [...collect] };
    return asFault(tool, () => program.run({ ...asked, limits, encoding: 'buffer' }));
  }
}

export function toolFault({ name }: Tool, what: string): ToolFault {
  return { status: 'fault', message: `"${name}" ${what}` };
}

/** What the library refuses to do with a tool is the tool's fault: a missing `run`, files too large, names that clash. */
async function asFault<T>(tool: Tool, work: () => Promise<T>): Promise<T | ToolFault> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BailiffError) || error.blame !== 'caller' || NOT_ITS_FAULT.has(error.code))
      throw error;
    return toolFault(tool, `cannot be used: ${error.message}`);
  }
}

/** The caller's, but not by the tool. */
const NOT_ITS_FAULT: ReadonlySet<string> = new Set([
  'CLOSED',
  'QUEUE_FULL',
  'REQUIREMENT_UNMET',
  'INVALID_LIMITS',
]);
