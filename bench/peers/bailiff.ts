import type { Runner } from '../../lib/index.js';
import { BAILIFF, type Contender, checkOutput, unfit } from './peer.js';

/** A fresh jail for every run, from the runner's parked ones. `onCpu` is told what each program used. */
export function bailiffContender(runner: Runner, onCpu?: (cpuMs: number) => void): Contender {
  return {
    name: BAILIFF,
    open: (program) => {
      const options = { argv: [...program.argv], stdin: program.stdin };
      const run = async () => {
        const result = await runner.run(options);
        if (!result.ok)
          throw unfit(BAILIFF, program.argv, `ended as ${result.status} ${result.stderr}`.trim());
        checkOutput(BAILIFF, program, result.stdout);
        onCpu?.(result.usage.cpuMs);
      };
      return { name: BAILIFF, run };
    },
  };
}
