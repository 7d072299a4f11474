import { describe, expect, test } from 'vitest';
import { PASS_FAIL } from '../../../../../harness/scoring/rules.js';
import { casesAt, loadModern, modernYaml } from './modern-package.js';

describe('a package of format 2025-09', () => {
  test('that says nothing else has the defaults of the format', async () => {
    expect(await loadModern({})).toMatchObject({
      name: 'Sum',
      format: 'icpc-2025-09',
      type: 'pass-fail',
      timeLimit: { kind: 'computed', multiplier: 2, resolutionMs: 1_000, tleFactor: 1.5 },
      limits: { memoryBytes: 2 ** 31, outputBytes: 2 ** 23, codeBytes: 2 ** 17, validationMs: 60_000 },
      task: { kind: 'batch', passes: 1 },
      root: { rule: PASS_FAIL },
      cases: [
        { name: 'sample/1', sample: true },
        { name: 'secret/1', sample: false },
      ],
      sources: { languages: undefined, constants: {}, include: {} },
      extraCases: [],
      warnings: [],
    });
  });

  test('with its limits', async () => {
    const limits =
      '{time_limit: 2.5, time_resolution: 0.5, time_multipliers: {time_limit_to_tle: 3}, memory: 64}';
    expect(await loadModern({ 'problem.yaml': modernYaml(`limits: ${limits}\n`) })).toMatchObject({
      timeLimit: { kind: 'declared', timeMs: 2_500, file: 'problem.yaml', tleFactor: 3 },
      limits: { memoryBytes: 64 * 2 ** 20 },
      warnings: [],
    });
  });

  test.each([
    ['[pass-fail, interactive]', '', { kind: 'interactive', protocol: 'validator', passes: 1 }],
    ['pass-fail multi-pass', '', { kind: 'batch', passes: 2 }],
    [
      '[interactive, multi-pass]',
      'limits: {validation_passes: 5}',
      { kind: 'interactive', protocol: 'validator', passes: 5 },
    ],
    ['submit-answer', '', { kind: 'output-only' }],
  ])('of type %s %s', async (type, limits, task) => {
    const problem = await loadModern({
      'problem.yaml': modernYaml(`type: ${type}\n${limits}\n`),
      'output_validator/v.py': '',
    });
    expect(problem).toMatchObject({ task, type: 'pass-fail', warnings: [] });
  });

  test('with arguments, files and notes of cases, handed down by groups', async () => {
    const { cases, warnings } = await loadModern({
      ...casesAt('sample/1', 'secret/a/1', 'secret/a/2'),
      'data/secret/test_group.yaml': 'args: [-v, 1]\noutput_validator_args: [case_sensitive]\n',
      'data/secret/a/1.yaml': 'args: [x y]\nhint: Think.\ndescription: Big\nfull_feedback: true\n',
      'data/secret/a/2.yaml': 'output_validator_args: []\ninput_validator_args: {check: [a], other: b c}\n',
      'data/secret/a/1.files/in/a.txt': 'a',
    });
    expect(warnings).toEqual([]);
    expect(cases).toMatchObject([
      { name: 'sample/1', args: [], checker: { caseSensitive: false }, files: [] },
      {
        name: 'secret/a/1',
        args: ['x y'],
        hint: 'Think.',
        description: 'Big',
        checker: { caseSensitive: true },
        files: [{ path: 'in/a.txt' }],
      },
      {
        name: 'secret/a/2',
        args: ['-v', '1'],
        checker: { caseSensitive: false },
        inputValidatorArgs: [{ group: 'secret/a', args: { check: ['a'], other: ['b', 'c'] } }],
      },
    ]);
  });

  test('with constants, also in its groups', async () => {
    const { sources, cases } = await loadModern({
      'problem.yaml': modernYaml('constants: {n: 7, time: {value: 2, tex: "2\\\\,s"}, yes: true}\n'),
      ...casesAt('secret/1'),
      'data/secret/test_group.yaml': `args: ['{{n}}', '{{time}}', '{{time.tex}}', '{{other}}']\n`,
    });
    expect(sources.constants).toEqual({ n: '7', time: '2', 'time.tex': '2\\,s', yes: 'true' });
    expect(cases[0]!.args).toEqual(['7', '2', '2\\,s', '{{other}}']);
  });

  test('with languages and what is included for them', async () => {
    const { sources, warnings } = await loadModern({
      'problem.yaml': modernYaml('languages: [cpp, python3, python2, klingon]\n'),
      'include/default/shared.h': '',
      'include/default/a.py': 'default',
      'include/python3/a.py': 'python',
    });
    expect(sources.languages).toEqual(['cpp', 'python']);
    expect(warnings).toEqual([
      expect.stringMatching(/"python2" is not known/),
      expect.stringMatching(/"klingon"/),
    ]);
    const paths = Object.entries(sources.include).map(([name, files]) => [
      name,
      files.map(({ source }) => source),
    ]);
    expect(Object.fromEntries(paths)).toEqual({
      default: [expect.stringMatching(/default\/a\.py$/), expect.stringMatching(/default\/shared\.h$/)],
      python: [expect.stringMatching(/default\/shared\.h$/), expect.stringMatching(/python3\/a\.py$/)],
    });
  });

  test.each([
    ['a file', { 'output_validator/check.cpp': '' }, { language: 'cpp', main: 'check.cpp' }],
    [
      'a file and headers',
      { 'output_validator/check.cpp': '', 'output_validator/testlib.h': '' },
      { main: 'check.cpp' },
    ],
    [
      'a module',
      { 'output_validator/__main__.py': '', 'output_validator/b.py': '' },
      { main: '__main__.py' },
    ],
    [
      'a folder in the folder',
      { 'output_validator/v/main.py': '', 'output_validator/v/b.py': '' },
      { main: 'main.py' },
    ],
    [
      'build',
      { 'output_validator/build': '', 'output_validator/x.c': '' },
      { language: 'build', main: 'build' },
    ],
    ['run', { 'output_validator/run': '#!/bin/sh' }, { language: 'executable', main: 'run' }],
    ['a script', { 'output_validator/v': '#!/usr/bin/env bash\n' }, { language: 'executable', main: 'v' }],
  ])('with an output validator that is %s', async (_name, files, tool) => {
    const { cases } = await loadModern({ ...files });
    expect(cases[0]!.checker).toMatchObject({ kind: 'validator', tool, args: [] });
  });

  test('with data for lint', async () => {
    const { extraCases, cases, warnings } = await loadModern({
      ...casesAt('secret/1', 'invalid_output/a/1', 'valid_output/1'),
      'data/invalid_output/a/1.out': '',
      'data/valid_output/1.out': '',
      'data/invalid_input/big.in': '',
      'data/invalid_input/test_group.yaml': 'input_validator_args: [-x]\n',
      'data/invalid_output/a/1.yaml': 'input_validator_args: [-y]\n',
    });
    expect(warnings).toEqual([]);
    expect(cases.map(({ name }) => name)).toEqual(['secret/1']);
    expect(extraCases).toMatchObject([
      { kind: 'invalid-input', name: 'invalid_input/big', answerFile: undefined, inputValidatorArgs: ['-x'] },
      {
        kind: 'invalid-output',
        name: 'invalid_output/a/1',
        outputFile: expect.stringMatching(/a\/1\.out$/),
        inputValidatorArgs: ['-y'],
      },
      { kind: 'valid-output', name: 'valid_output/1', answerFile: expect.stringMatching(/1\.ans$/) },
    ]);
  });
});

describe('a package of format 2025-09 is refused for', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'types that exclude each other',
      { 'problem.yaml': modernYaml('type: [pass-fail, scoring]') },
      /exclude each other/,
    ],
    [
      'answers that interact',
      { 'problem.yaml': modernYaml('type: [submit-answer, interactive]') },
      /exclude each other/,
    ],
    [
      'answers in passes',
      { 'problem.yaml': modernYaml('type: submit-answer multi-pass') },
      /exclude each other/,
    ],
    ['an unknown type', { 'problem.yaml': modernYaml('type: magic') }, /line 4: "type/],
    ['no interactor', { 'problem.yaml': modernYaml('type: interactive') }, /needs an output_validator/],
    [
      'no validator of passes',
      { 'problem.yaml': modernYaml('type: multi-pass') },
      /needs an output_validator/,
    ],
    [
      'one pass',
      { 'problem.yaml': modernYaml('limits: {validation_passes: 1}') },
      /"limits.validation_passes"/,
    ],
    [
      'a multiplier below 1',
      { 'problem.yaml': modernYaml('limits: {time_multipliers: {time_limit_to_tle: 0.5}}') },
      /time_limit_to_tle/,
    ],
    ['an input without answer', { 'data/secret/2.in': '' }, /"data\/secret\/2.in" has no answer/],
    ['an output that is missing', casesAt('secret/1', 'valid_output/1'), /add "data\/valid_output\/1.out"/],
    [
      'flags of a case',
      { ...casesAt('secret/1'), 'data/secret/1.yaml': 'output_validator_args: [loose]' },
      /flag "loose" is unknown/,
    ],
    [
      'a case file of another form',
      { ...casesAt('secret/1'), 'data/secret/1.yaml': 'args: {a: b}' },
      /"data\/secret\/1.yaml" line 1: "args"/,
    ],
  ])('%s', async (_name, files, message) => {
    await expect(loadModern(files)).rejects.toThrow(message);
  });
});

describe('a package of format 2025-09 is warned of', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    [
      'an unknown key',
      { 'problem.yaml': modernYaml('authors: me\n') },
      /line 4 has the unknown key "authors"/,
    ],
    [
      'an unknown key of a case',
      { ...casesAt('secret/1'), 'data/secret/1.yaml': 'arg: []' },
      /unknown key "arg"/,
    ],
    ['a missing uuid', { 'problem.yaml': 'problem_format_version: 2025-09\nname: a\n' }, /has no "uuid"/],
    [
      'an odd time limit',
      { 'problem.yaml': modernYaml('limits: {time_limit: 1.5}') },
      /no multiple of time_resolution/,
    ],
    [
      'passes of one pass',
      { 'problem.yaml': modernYaml('limits: {validation_passes: 3}') },
      /validation_passes has no effect/,
    ],
    [
      'validators of the legacy format',
      { 'output_validators/a.py': '' },
      /"output_validators" is passed over/,
    ],
    ['a grader', { 'graders/a.py': '' }, /"graders" is passed over/],
    ['other data', { 'data/more/1.in': '', ...casesAt('secret/1') }, /"data\/more" is passed over/],
    ['Checktestdata', { 'input_validators/a.ctd': '' }, /its language is not supported/],
  ])('%s; strict refuses it', async (_name, files, message) => {
    expect((await loadModern(files)).warnings).toEqual([expect.stringMatching(message)]);
    await expect(loadModern(files, true)).rejects.toThrow(message);
  });
});
