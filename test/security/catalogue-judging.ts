import { type CatalogueEntry, entry } from './catalogue-entry.js';

/** Judges, compilers, readers of input, and crashes. */
export const JUDGING: readonly CatalogueEntry[] = [
  entry('L1', 'answers read at run time', ['test/integration/harness/judge-tools.test.ts']),
  entry('L2', 'answers read at compile time'),
  entry('L3', 'the harness’ interpreter steered by files', [
    'test/integration/harness/judge-tools.test.ts',
    'test/integration/harness/suite/frameworks.test.ts',
  ]),
  entry('L4', 'exit before the tests have run', [
    'test/integration/harness/suite/frameworks.test.ts',
    'test/integration/harness/suite/python.test.ts',
  ]),
  entry('L5', 'patched equality, assertions and clocks', [
    'test/integration/harness/suite/frameworks.test.ts',
    'test/integration/harness/suite/python.test.ts',
  ]),
  entry('L6', 'the words of judges and checkers printed', ['test/security/grade.test.ts']),
  entry('L7', 'machine code of its own'),
  entry(
    'L8',
    'talking to parallel programs by load, locks, caches',
    [],
    'the kernel is shared: a promise that lib/jail/README.md does not make',
  ),
  entry('M1', '/dev/zero included'),
  entry('M2', 'randomness, stdin and descriptors included'),
  entry('M3', 'inclusion and macros that double'),
  entry('M4', 'templates, types and nesting without end'),
  entry('M5', 'warnings without end'),
  entry('M6', 'a program of hundreds of MiB'),
  entry('M7', 'the host’s files baked into the program or its messages'),
  entry('M8', 'code that the compiler runs'),
  entry('M9', 'a daemon left by the compiler', ['test/security/compiled.test.ts']),
  entry('M10', 'source names and sources that are none', ['test/security/compiled.test.ts']),
  entry('M11', 'a compiler that leaves no program, a link or a folder', [
    'test/integration/lib/compile.test.ts',
  ]),
  entry('M12', 'code fetched by the compiler'),
  entry('N1', 'archives that write outside', [
    'test/unit/harness/archive/zip.test.ts',
    'test/unit/harness/submission/zip.test.ts',
  ]),
  entry('N2', 'archives that grow without end', ['test/unit/harness/archive/zip.test.ts']),
  entry('N3', 'paths in requests', ['test/integration/lib/refused.test.ts', 'test/unit/lib/workspace']),
  entry('N4', 'requests of odd kinds', [], 'there is no service yet'),
  entry('N5', 'prototypes, nesting and numbers in JSON', [
    'test/integration/lib/collect.test.ts',
    'test/integration/lib/refused.test.ts',
  ]),
  entry('N6', 'entities and document types in XML', ['test/unit/harness/problem/xml.test.ts']),
  entry('N7', 'aliases and nesting in YAML', ['test/unit/harness/problem/load-refusals.test.ts']),
  entry('N8', 'problem packages with links that leave them', [
    'test/unit/harness/problem/load-refusals.test.ts',
  ]),
  entry('N9', 'expressions and globs without end', [
    'test/unit/harness/checkers/builtin.test.ts',
    'test/unit/harness/problem/plain',
  ]),
  entry('N10', 'differences of two huge lines', ['test/unit/harness/checkers/default.test.ts']),
  entry('N11', 'clients that vanish', [], 'there is no service yet'),
  entry('N12', 'shell characters in arguments and names', ['test/integration/lib/run.test.ts']),
  entry('O1', 'interactor and solution both read', ['test/integration/harness/judge-interactive.test.ts']),
  entry('O2', 'either side ends first', [
    'test/integration/harness/judge-interactive.test.ts',
    'test/integration/lib/interact-ends.test.ts',
  ]),
  entry('O3', 'an interactor that floods', [
    'test/integration/harness/judge-interactive.test.ts',
    'test/integration/lib/interact-transcript.test.ts',
  ]),
  entry('O4', 'checkers that crash, hang, flood or say nothing', [
    'test/integration/harness/judge-tools.test.ts',
  ]),
  entry('O5', 'generators and validators that fail', [
    'test/integration/harness/prepare',
    'test/integration/harness/lint/lint.test.ts',
  ]),
  entry('O6', 'hostile output for checkers', [
    'test/unit/harness/checkers/default.test.ts',
    'test/unit/harness/checkers/numbers.test.ts',
  ]),
  entry('O7', 'cancelled and judged again while it runs', [
    'test/integration/harness/journal.test.ts',
    'test/unit/harness/batch/grade-run.test.ts',
  ]),
  entry('P1', 'the runner killed', [
    'test/integration/lib/lifetimes.test.ts',
    'test/integration/lib/faults.test.ts',
  ]),
  entry('P2', 'nsjail or the gate killed', ['test/integration/lib/faults.test.ts']),
  entry('P3', 'no disk, descriptors, memory or processes', ['test/integration/lib/host-faults.test.ts']),
  entry('P4', 'controllers that are missing', [
    'test/unit/lib/jail/cgroup-detect.test.ts',
    'test/unit/lib/jail/host.test.ts',
  ]),
  entry('P5', 'two runners on one root', ['test/integration/lib/lifetimes.test.ts']),
  entry('P6', 'a worker lost in the middle of a job', [], 'jobs are not handed to other machines'),
  entry('P7', 'thousands of jobs', [
    'test/security/leftover.test.ts',
    'test/unit/bench/measure/soak.test.ts',
  ]),
  entry('P8', 'a self-test before work is taken', [
    'test/integration/cli/doctor.test.ts',
    'test/unit/lib/doctor.test.ts',
  ]),
];
