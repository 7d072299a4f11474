// npm run fuzz -- [--seconds 30] [--seed 42] [names of tests]: tries every property for so long, with other inputs each
// time. A failure tells the smallest input that it could find, and the seed.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  options: { seconds: { type: 'string', default: '30' }, seed: { type: 'string' } },
  allowPositionals: true,
});
if (!(Number(values.seconds) > 0)) {
  console.error('fuzz: --seconds must be a number above 0');
  process.exit(2);
}
const argv = ['run', '--config', 'test/vitest.config.ts', '--project', 'robustness', 'test/robustness/fuzz'];
const names = positionals.length > 0 ? ['-t', positionals.join(' ')] : [];
const { status } = spawnSync('vitest', [...argv, ...names], {
  stdio: 'inherit',
  env: { ...process.env, BAILIFF_FUZZ_SECONDS: values.seconds, BAILIFF_FUZZ_SEED: values.seed ?? '' },
});
process.exit(status ?? 1);
