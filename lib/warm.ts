import { join, posix } from 'node:path';
import { expandEnv, LEAST_MEMORY_BYTES, type WarmRecipe } from '../toolchains/index.js';
import type { WarmStart } from './jail/config.js';
import type { StepFile } from './jail/step.js';
import type { Limits } from './limits.js';
import { packageRoot } from './package-root.js';
import { type Job, runCommand } from './plan.js';

/** A run of a job, as far as it decides whether it can start warm. */
export interface WarmRun {
  readonly job: Job;
  readonly files: readonly StepFile[];
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** As asked. */
  readonly limits: Limits;
  /** In the jail. */
  readonly inForce: Limits;
}

/** What a jail should hold for a run to start warm; undefined: it starts cold. */
export type WarmStarts = (run: WarmRun) => WarmStart | undefined;

const HOOK_FOLDER = '/opt/warm'; // in the jail
const HOOK_VARIABLE = 'BAILIFF_HOOK'; // tells the hook the number of its descriptor, and that it is to wait
const HOOK_FD = '63'; // native/gate.h
/** What the C library reads when a program starts, or the first time that it is asked for something. */
const C_LIBRARY = /^(LD_|LC_|LANG|TZ|MALLOC_|GLIBC_|GCONV_|LOCPATH$|NLSPATH$|BAILIFF_)/;
const MOST_TOLD_BYTES = 65_536; // what execve(2) would refuse is not to get through by another way
const PLAIN = /^[\x20-\x7e]*$/; // goes through nsjail's configuration
const MOST_NAMES = 64;

/** Decides for a runner, whose `languages` (canonical names) are kept warm, which runs start warm. */
export function createWarmStarts(languages: readonly string[] = []): WarmStarts {
  if (languages.length === 0) return () => undefined;
  const hooks = join(packageRoot(), 'toolchains', 'hooks');
  const isKnown = createMemory(MOST_NAMES);
  return (run) => {
    const { recipe, command } = run.job.toolchain;
    const { warm, sourceName, needs } = recipe;
    if (!warm || !languages.includes(recipe.name) || !isServed(warm, run)) return undefined;
    if (run.limits.memoryBytes < (needs?.memoryBytes ?? LEAST_MEMORY_BYTES)) return undefined; // its start is to fail
    const start = warmStart(warm, run, hooks);
    if (!start || !isPlain(start)) return undefined;
    const isUsual = run.job.main === sourceName;
    return isUsual || isKnown(`${command} ${run.job.main}`) ? start : undefined;
  };
}

/** Whether a cold start would have seen nothing that the parked interpreter has not. */
function isServed(warm: WarmRecipe, { files, args, env, inForce }: WarmRun): boolean {
  const { coldEnv, coldFiles } = warm;
  const told = [...args, ...Object.entries(env).flat()].reduce((sum, text) => sum + text.length + 1, 0);
  return (
    told <= MOST_TOLD_BYTES &&
    inForce.processes >= warm.processes &&
    inForce.openFiles >= warm.openFiles &&
    !Object.keys(env).some((name) => coldEnv.test(name) || C_LIBRARY.test(name)) &&
    !(coldFiles && files.some(({ path }) => coldFiles.test(path)))
  );
}

function isPlain({ argv, env }: WarmStart): boolean {
  return [...argv, ...Object.values(env)].every((text) => PLAIN.test(text));
}

function warmStart(
  warm: WarmRecipe,
  { job, limits, inForce }: WarmRun,
  hooks: string,
): WarmStart | undefined {
  const { argv, env } = runCommand(job, limits, [], {});
  const hook = posix.join(HOOK_FOLDER, warm.hook);
  const own = expandEnv(warm.env, { hook, hookFolder: HOOK_FOLDER });
  for (const name of Object.keys(own).filter((each) => env[each])) {
    if (!name.endsWith('PATH')) return undefined; // the libraries of the job have it, and it is no list
    own[name] = `${own[name]}:${env[name]}`;
  }
  return {
    argv,
    env: { ...env, ...own, [HOOK_VARIABLE]: HOOK_FD },
    stackBytes: inForce.stackBytes,
    hook: { from: join(hooks, warm.hook), to: hook },
  };
}

/** Whether a text was asked for before, among the last so many: a program that runs once is not worth a jail. */
function createMemory(most: number): (text: string) => boolean {
  const texts = new Set<string>();
  return (text) => {
    const known = texts.delete(text);
    texts.add(text);
    if (texts.size > most) texts.delete(texts.values().next().value!);
    return known;
  };
}
