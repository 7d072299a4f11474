import type { Argv } from 'yargs';
import type { CliCommand } from './command.js';

/** `bailiff bench`: loaded only when it is asked for, since nothing else needs it. */
export const benchCommand: CliCommand = {
  command: 'bench [what] [files..]',
  describe: 'Measure what isolation costs here, beside plain spawn and other runners',
  builder: (yargs) => addWhatIsKept(addWhatIsMeasured(yargs)),
  run: async (args, io) => {
    const { runBench } = await import('../../bench/index.js');
    const { _: _command, $0: _name, '--': _rest, 'go-judge': _alias, ...named } = args;
    return runBench(named, io);
  },
};

function addWhatIsMeasured(yargs: Argv): Argv {
  return yargs
    .positional('what', {
      type: 'string',
      describe:
        'overhead (one run, the default), throughput, languages, grading, soak, all; show: what --json wrote',
    })
    .positional('files', { type: 'string', array: true, describe: 'Reports for show' })
    .options({
      seconds: { ...text, describe: 'Measuring time in all; other work comes on top' },
      filter: { ...text, array: true, nargs: 1, describe: 'Only parts with this in their names' },
      peer: {
        ...text,
        array: true,
        nargs: 1,
        describe: 'Another runner: name=command, the program is put behind it',
      },
      as: { ...text, describe: 'Measure bailiff as this user too, beside itself as root' },
      'go-judge': { ...text, describe: 'URL of a running go-judge' },
      pin: { type: 'boolean', describe: 'Give each program a core of its own' },
      quick: { type: 'boolean', describe: 'A quarter of the time, small numbers in grading' },
      trace: { type: 'boolean', describe: 'Break a run into its stages, in overhead' },
      runs: { ...text, describe: 'How many runs soak takes (10000)' },
      only: { ...text, hidden: true },
      soak: { ...text, hidden: true, requiresArg: false },
    });
}

function addWhatIsKept(yargs: Argv): Argv {
  return yargs
    .options({
      json: { type: 'string', describe: 'Print JSON, or write it to this file' },
      report: { ...text, describe: 'Write one HTML page with pictures to this file' },
      svg: { ...text, describe: 'Write the pictures into this folder' },
      compare: { ...text, describe: 'Hold the figures against those of this JSON file' },
      tolerance: { ...text, describe: 'How much worse is no regression (0.1)' },
      check: { type: 'boolean', describe: 'Hold two ratios against wide bounds' },
    })
    .epilogue(
      "Exit status: 0; 1 a regression, a missed bound of --check or of grading, memory that grows; 2 caller's fault, 3 host's fault, 130 interrupted.",
    );
}

const text = { type: 'string', requiresArg: true } as const;
