import { reportSchema } from '../report.js';
import type { CliCommand } from './command.js';
import { say } from './terminal.js';

/** `bailiff schema`: what `--report json` writes, as a JSON schema. */
export const schemaCommand: CliCommand = {
  command: 'schema',
  describe: 'Print the JSON schema of reports',
  builder: (yargs) => yargs,
  run: async (_args, { stdout }) => {
    say(stdout, JSON.stringify(reportSchema(), undefined, 2));
    return 0;
  },
};
