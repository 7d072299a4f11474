import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { boot } from './machine.js';
import { MACHINES } from './machines.js';
import { makeProjectDisk } from './project-disk.js';
import { openRootDisk } from './root-disk.js';

/** What vitest's JSON reporter says, as far as it is looked at. */
interface TestReport {
  readonly success: boolean;
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly message: string;
    readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[];
  }[];
}

const LEAST_TESTS = 90; // fewer: files were not found, and nothing was shown

let folder: string;
let project: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-v2-'));
  project = await makeProjectDisk(folder);
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(MACHINES)('$name', (machine) => {
  let results: string;
  const read = (name: string) => readFile(join(results, name), 'utf8');
  beforeAll(async () => {
    results = join(folder, machine.suite);
    await mkdir(results);
    await boot(machine, { root: await openRootDisk(machine), project, folder: results });
  });

  test('every test that ran in it passed', async () => {
    const report = JSON.parse(await read('tests.json')) as TestReport;
    const { success, numPassedTests, numFailedTests, testResults } = report;
    console.log(`${machine.name}: ${numPassedTests} passed, ${numFailedTests} failed`);
    const failed = testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .filter(({ status }) => status === 'failed');
    expect(failed.map(({ fullName }) => fullName)).toEqual([]);
    expect({ success, said: testResults.map(({ message }) => message).join('') }).toEqual({
      success: true,
      said: '',
    });
    expect(numPassedTests).toBeGreaterThan(LEAST_TESTS);
  });

  test('doctor says how to enable what is not', async () => {
    const [, fix] = /v2 without memory, pids, cpu: .*\n +fix: (.*)\n/.exec(await read('doctor-bare'))!;
    expect(fix).toBe('as root: echo "+memory +pids +cpu" > /sys/fs/cgroup/cgroup.subtree_control');
  });

  test('doctor finds every defence in force, and tells what a run costs', async () => {
    const doctor = await read('doctor');
    expect(doctor).toMatch(/^ {2}enforced {2}Cgroups +v2 with memory, pids, cpu/m);
    expect(doctor.includes('each run starts a new cell')).toBe(!machine.resettable);
    expect(doctor).toMatch(/^ {2}enforced {2}Swap +on, and kept from programs by the cgroup$/m);
    expect(doctor).not.toMatch(/^ {2}weaker/m);
    expect(doctor.split('\nSelf-test\n')[1]).not.toMatch(/^ {2}missing/m);
    expect(doctor).toContain('\nPrograms can be run here\n');
  });
});
