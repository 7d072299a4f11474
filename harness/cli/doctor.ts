import { z } from 'zod';
import { selfTest } from '../../lib/doctor.js';
import { readEnv } from '../../lib/env.js';
import { resolveHome } from '../../lib/home.js';
import { type Finding, type HostReport, probeHost } from '../../lib/jail/host.js';
import { packageVersion } from '../../lib/package-root.js';
import { createRunner } from '../../lib/runner.js';
import { probeSystemTools } from '../../lib/session/system-tools.js';
import { probeTiming, type TimingReport } from '../../lib/timing.js';
import { formatBytes } from '../../lib/units.js';
import { type Inventory, loadInventory, RECIPES } from '../../toolchains/index.js';
import { type CliCommand, type Io, parseArgs } from './command.js';
import { findingLines, paint, say } from './terminal.js';

const DoctorArgs = z.object({ json: z.boolean().default(false), timing: z.boolean().default(false) });

/** What `bailiff doctor --json` prints. */
interface Diagnosis {
  readonly version: string;
  /** Whether programs can be run here and every defence that was tried holds. */
  readonly usable: boolean;
  readonly host: HostReport;
  readonly toolchains: readonly Finding[];
  /** What sessions use of /usr: programs can be run without it. */
  readonly sessions: readonly Finding[];
  /** Empty when something of the host is missing, for then no jail can be made. */
  readonly selfTest: readonly Finding[];
  /** With `--timing`, on a usable host. */
  readonly timing?: TimingReport;
}

/** `bailiff doctor`: what this machine enforces, with the fix for what it does not. */
export const doctorCommand: CliCommand = {
  command: 'doctor',
  describe: 'Say what this machine enforces and what is missing',
  builder: (yargs) =>
    yargs
      .option('timing', { type: 'boolean', describe: 'Measure how far times can be trusted, too (4 s)' })
      .option('json', { type: 'boolean', describe: 'Print JSON' }),
  run: async (raw, io) => {
    const { json, timing } = parseArgs(DoctorArgs, raw);
    const diagnosis = await diagnose(io, timing);
    if (json) say(io.stdout, JSON.stringify(diagnosis, undefined, 2));
    else for (const line of diagnosisLines(diagnosis, io.stdout)) say(io.stdout, line);
    return diagnosis.usable ? 0 : 3;
  },
};

async function diagnose(io: Io, withTiming: boolean): Promise<Diagnosis> {
  const host = await probeHost();
  const tests = host.usable ? await testJails(io) : [];
  const usable = host.usable && tests.every(({ state }) => state !== 'missing');
  const timing = withTiming && host.usable ? await probeTiming({ signal: io.signal }) : undefined;
  const toolchains = await findToolchains(host);
  const sessions = probeSystemTools();
  return { version: packageVersion(), usable, host, toolchains, sessions, selfTest: tests, timing };
}

async function testJails(io: Io): Promise<Finding[]> {
  await using runner = createRunner({ concurrency: 1, parked: 1 });
  return await selfTest(runner, { signal: io.signal });
}

async function findToolchains(host: HostReport): Promise<Finding[]> {
  const homeless = host.findings.some(({ id, state }) => id === 'home' && state === 'missing');
  const inventory = homeless ? [] : await loadInventory({ home: await resolveHome(), path: readEnv().path });
  return RECIPES.map(({ name, title }) => toolchainFinding(name, title, inventory));
}

function toolchainFinding(name: string, title: string, inventory: Inventory): Finding {
  const found = inventory.filter(({ recipe }) => recipe.name === name);
  const id = `toolchain-${name}`;
  if (found.length === 0) {
    return { id, title, state: 'missing', detail: 'not found', fix: `bailiff setup --toolchains ${name}` };
  }
  const detail = found.map(({ version, command }) => `${version} at ${command}`).join(', ');
  return { id, title, state: 'enforced', detail };
}

function diagnosisLines(diagnosis: Diagnosis, stream: NodeJS.WriteStream): string[] {
  const { facts, findings } = diagnosis.host;
  const machine = `Linux ${facts.kernel} ${facts.arch}, ${facts.cores} × ${facts.cpu}, ${formatBytes(facts.memoryBytes)}`;
  const tests =
    diagnosis.selfTest.length > 0
      ? findingLines(diagnosis.selfTest, stream)
      : ['  not done: first mend what is missing above'];
  const conclusion = diagnosis.usable
    ? paint(stream, 'green', 'Programs can be run here')
    : paint(stream, 'red', 'Programs cannot be run safely here: mend what is missing');
  return [
    `bailiff ${diagnosis.version}, Node ${facts.node}, ${machine}`,
    ...['', 'Host', ...findingLines(findings, stream)],
    ...['', 'Toolchains', ...findingLines(diagnosis.toolchains, stream)],
    ...['', 'Sessions', ...findingLines(diagnosis.sessions, stream)],
    ...['', 'Self-test', ...tests],
    ...(diagnosis.timing ? timingLines(diagnosis.timing, stream) : []),
    ...['', conclusion],
  ];
}

function timingLines({ findings, steady }: TimingReport, stream: NodeJS.WriteStream): string[] {
  const conclusion = steady
    ? paint(stream, 'green', 'Equal work takes equal time here')
    : paint(
        stream,
        'yellow',
        'Equal work takes unequal time here: leave room between time limits and solutions',
      );
  return ['', 'Timing', ...findingLines(findings, stream), '', conclusion];
}
