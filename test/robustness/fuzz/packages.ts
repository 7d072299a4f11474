import { POLYGON_FILES, polygonXml } from '../../support/polygon-package.js';
import { SUM_PROBLEM } from '../../support/problem-package.js';

export type Files = Readonly<Record<string, string>>;

const CASES: Files = {
  'data/sample/1.in': '1 2\n',
  'data/sample/1.ans': '3\n',
  'data/secret/g1/1.in': '1 1\n',
  'data/secret/g1/1.ans': '2\n',
  'data/secret/g2/2.in': '2 2\n',
  'data/secret/g2/2.ans': '4\n',
};

const SCORING: Files = {
  ...CASES,
  'problem.yaml': 'name: Sum\ntype: scoring\nlimits:\n  memory: 128\n',
  '.timelimit': '1\n',
  'data/testdata.yaml': 'on_reject: continue\nrange: 0 100\ngrader_flags: ignore_sample\n',
  'data/secret/g1/testdata.yaml': 'on_reject: break\naccept_score: 40\nrange: 0 40\ngrader_flags: min\n',
  'data/secret/g2/testdata.yaml':
    'accept_score: "60"\nrange: 0 60\noutput_validator_flags: float_tolerance 1e-6\n',
  'submissions/accepted/sum.py': '# @EXPECTED_RESULTS@: CORRECT\nprint(3)\n',
  'submissions/submissions.yaml': 'accepted:\n  language: python\n',
};

const MODERN: Files = {
  ...CASES,
  'problem.yaml': `problem_format_version: 2025-09
name: {en: Sum}
uuid: 7b4e3f1c-1111-4222-8333-444455556666
type: [scoring, interactive]
limits:
  time_limit: 1.5
  time_multipliers: {ac_to_time_limit: 2.0, time_limit_to_tle: 1.5}
  memory: 512
constants: {max_n: 100, mod: "1_000"}
`,
  'data/secret/test_group.yaml': 'max_score: 100\nscore_aggregation: sum\n',
  'data/secret/g1/test_group.yaml': 'max_score: 40\nscore_aggregation: min\nrequire_pass: [sample]\n',
  'data/secret/g1/1.yaml': 'args: [a, "{{max_n}}"]\nhint: small\n',
  'data/secret/g2/test_group.yaml': 'max_score: 60\nscore_aggregation: min\n',
  'submissions/submissions.yaml':
    'accepted/*.py: {permitted: [AC]}\nmixed/a.py:\n  required: [TLE, AC]\n  secret/g1: {score: 40, use_for_time_limit: true}\n',
  'submissions/accepted/sum.py': 'print(3)\n',
  'submissions/mixed/a.py': 'print(3)\n',
  'output_validator/validate.py': 'raise SystemExit(42)\n',
};

const PLAIN: Files = {
  'problem.yaml':
    'name: Plain\ntime_limit: 2\nmemory: 64\nchecker: {name: numbers, tolerance: 1e-6}\nscoring: {per_folder: {small: 30, large: 70}}\ntime_factors: {python: 3}\nlanguages: [python]\n',
  'small/1.in': '1\n',
  'small/1.ans': '1\n',
  'large/2.in': '2\n',
  'large/2.ans': '2\n',
  'sample1.in': '3\n',
  'sample1.out': '3\n',
};

const POLYGON: Files = {
  ...POLYGON_FILES,
  'problem.xml': polygonXml({
    tests: [
      'method="manual" sample="true" points="10" group="0"',
      'method="generated" cmd="gen 1 2" points="90.0" group="1"',
    ],
    groups:
      '<groups><group name="0" points="10" points-policy="each-test"/><group name="1" points="90" points-policy="complete-group"><dependencies><dependency group="0"/></dependencies></group></groups>',
    executables: '<executable><source path="files/gen.cpp" type="cpp.g++17"/></executable>',
  }),
  'files/gen.cpp': 'int main() { return 0; }\n',
  'tests/01': '1 2\n',
  'tests/01.a': '3\n',
};

const cdata = (name: string, text: string, attributes = '') =>
  `<${name}${attributes}><![CDATA[${text}]]></${name}>`;

const FPS: Files = {
  'bank.xml': `<?xml version="1.0" encoding="UTF-8"?><fps version="1.2"><item>${[
    cdata('title', 'A + B'),
    cdata('time_limit', '1.5', ' unit="s"'),
    cdata('memory_limit', '64', ' unit="mb"'),
    cdata('sample_input', '1 2\n'),
    cdata('sample_output', '3\n'),
    cdata('test_input', '1 2\n', ' name="one"'),
    cdata('test_output', '3\n'),
    cdata('spj', 'int main() { return 0; }', ' language="C++"'),
    cdata('solution', 'print(3)', ' language="Python"'),
  ].join('')}</item></fps>`,
};

const SUITE: Files = {
  'suite.yaml':
    'name: Units\nframework: unittest\nentry: solution.py\ntime_limit: 2\nmemory: 128\nfiles: [test_sum.py]\ntests:\n  test_sum.Sum.test_small: 1\n  test_sum.Sum.test_text: {points: 2, visible: true, hint: text}\n',
  'test_sum.py': 'import unittest\n',
  'submissions/accepted/solution.py': 'def add(a, b): return a + b\n',
};

/** A package of each format, with as much in it as there is to be read. */
export const PACKAGES: Readonly<Record<string, Files>> = {
  legacy: { ...SUM_PROBLEM, 'problem_statement/problem.en.tex': '\\problemname{Sum}\n' },
  'legacy, with scores': SCORING,
  modern: MODERN,
  plain: PLAIN,
  Polygon: POLYGON,
  FPS,
  suite: SUITE,
};
