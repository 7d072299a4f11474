import type { Argv } from 'yargs';
import { figuresOf, isMet } from './grading/figures.js';
import { GRADING_PARTS, PARTS } from './options.js';
import { benchOverhead } from './overhead.js';
import { benchSoak } from './soak.js';
import { gradingText, overheadText, soakText } from './table.js';

/** What the command line may speak to. */
export interface BenchIo {
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  /** Aborts when the user interrupts. */
  readonly signal: AbortSignal;
}

/** What every measurement is told besides its own options. */
export interface Common {
  readonly signal: AbortSignal;
  readonly onProgress: (doing: string) => void;
}

/** What came of one, ready to print. */
export interface Outcome {
  readonly report: object;
  readonly text: string;
  /** Whether what was measured is as it should be. */
  readonly ok: boolean;
}

export type Measure = (common: Common) => Promise<Outcome>;

type Choose = (chosen: { readonly measure: Measure; readonly json: string | undefined }) => void;
type Cli = Argv<{ readonly json: string | undefined }>;

/** Each adds itself to the command line, and says there what is to be measured when it is named. */
export const COMMANDS: readonly ((cli: Cli, choose: Choose) => Cli)[] = [addOverhead, addGrading];

function addOverhead(cli: Cli, choose: Choose): Cli {
  return cli.command(
    '$0',
    'What a jailed run costs beside a plain spawn and a cold nsjail',
    (yargs) =>
      yargs
        .options({
          seconds: { type: 'number', describe: 'measuring time in all (65)', requiresArg: true },
          only: { choices: PARTS, array: true, describe: 'only these parts', requiresArg: true },
          pin: { type: 'boolean', describe: 'give each program a core of its own' },
          soak: { type: 'number', describe: 'instead: memory of Node over this many runs (10000)' },
        })
        .conflicts('soak', ['seconds', 'only']),
    ({ seconds, only, pin, soak, json }) =>
      choose({
        json,
        measure: async (common) => {
          if (soak === undefined) {
            const report = await benchOverhead({ ...common, seconds, only, pin });
            return { report, text: overheadText(report), ok: true };
          }
          const report = await benchSoak({ ...common, pin, runs: Number.isNaN(soak) ? undefined : soak });
          return { report, text: soakText(report), ok: report.trend.flat };
        },
      }),
  );
}

function addGrading(cli: Cli, choose: Choose): Cli {
  return cli.command(
    'grading',
    'What grading costs beside the programs that are graded',
    (yargs) =>
      yargs.options({
        quick: { type: 'boolean', describe: 'small numbers: half a minute rather than five' },
        only: { choices: GRADING_PARTS, array: true, describe: 'only these parts', requiresArg: true },
        pin: { type: 'boolean', describe: 'give each program a core of its own (yes)' },
      }),
    ({ quick, only, pin, json }) =>
      choose({
        json,
        measure: async (common) => {
          const { benchGrading } = await import('./grading.js'); // with all of the harness, which nobody else needs
          const report = await benchGrading({ ...common, quick, only, pin });
          return { report, text: gradingText(report), ok: figuresOf(report).every(isMet) };
        },
      }),
  );
}
