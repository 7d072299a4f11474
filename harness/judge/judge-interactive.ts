import { BailiffError, type StepResult } from '../../lib/index.js';
import { check } from '../checkers/check.js';
import type { CheckResult } from '../checkers/checker.js';
import type { Task } from '../problem/problem.js';
import type { Evidence } from '../verdict.js';
import type { CaseRun, Finding } from './case-run.js';
import { endingOf, evidenceOf, usageOf } from './evidence.js';
import { EXCERPT_BYTES } from './excerpt.js';
import { explainRun } from './explain.js';
import { type Interactor, openInteractor } from './interactor.js';
import { runLimits, toolLimits, wallMsOf } from './limits.js';
import { judgePasses, type Pass, type PassFinding } from './passes.js';
import { readProblemFiles } from './tool-sources.js';

type InteractiveTask = Extract<Task, { kind: 'interactive' }>;

/**
 * Judges a case by joining the program with the interactor. The order of both ends, and who is to blame, see
 * `decideVerdict`. Where it talks the testlib way, the checker judges what the interactor wrote.
 */
export function judgeInteractive(run: CaseRun, task: InteractiveTask): Promise<Finding> {
  return judgePasses(task.passes, { input: run.testCase.inputFile }, (pass) => judgePass(run, task, pass));
}

async function judgePass(run: CaseRun, task: InteractiveTask, pass: Pass): Promise<PassFinding> {
  const { judging, timeMs } = run;
  await using interactor = await openInteractor(run, task, pass);
  const program = await judging.tools.build(interactor.tool);
  if (program.status === 'fault') return { verdict: 'JE', message: program.message };
  const talk = await interact(run, interactor, program);
  if ('status' in talk) return { verdict: 'JE', message: talk.message };
  const { first, second } = talk;
  judging.onEnforcement(first.enforcement);
  const said = interactor.opinionOf(second);
  const evidence = evidenceOf(first, timeMs, {
    interaction: {
      endedFirst: talk.endedFirst === 'first' ? 'submission' : 'interactor',
      ending: endingOf(second),
      opinion: said.verdict,
      cpuMs: second.usage.cpuMs,
    },
    ...(interactor.judges && { checker: said.verdict }),
  });
  const found = { usage: usageOf(first), evidence, stderr: first.stderr, transcript: talk.transcript?.said };
  return { ...found, ...(await judgeTalk(run, interactor, evidence, first, second, said)) };
}

async function judgeTalk(
  run: CaseRun,
  { output }: Interactor,
  evidence: Evidence,
  first: StepResult<Buffer>,
  second: StepResult<Buffer>,
  said: CheckResult,
): Promise<PassFinding> {
  const { judging, testCase, signal } = run;
  const verdict = judging.decide(evidence);
  if (verdict === undefined) {
    const checked = await check(judging.tools, { testCase, output: output(second), signal });
    const judged: Evidence = { ...evidence, checker: checked.verdict };
    return { ...checked, evidence: judged, verdict: judging.decide(judged) ?? checked.verdict };
  }
  if (verdict === said.verdict) return { ...said, verdict };
  if (said.verdict === 'JE' && verdict === 'WA') return { verdict, message: ENDED_EARLY };
  return { verdict, message: explainRun(first, verdict, evidence) };
}

const ENDED_EARLY = 'ended before the interactor had said all';

async function interact(run: CaseRun, interactor: Interactor, second: CaseRun['program']) {
  const { judging, program, testCase, timeMs, signal } = run;
  const { limits } = judging.problem;
  const tool = toolLimits(limits);
  try {
    return await judging.runner.interact({
      first: {
        program,
        args: [...testCase.args],
        files: await readProblemFiles(testCase.files),
        limits: runLimits(limits, timeMs, judging.margin),
      },
      second: {
        program: second,
        ...interactor.options,
        limits: { ...tool, wallMs: Math.ceil(wallMsOf(timeMs)) + tool.wallMs },
      },
      ...(judging.excerpts && { transcript: { bytes: EXCERPT_BYTES } }),
      signal,
    });
  } catch (error) {
    if (!(error instanceof BailiffError) || error.code !== 'PROGRAM_NOT_STARTED') throw error;
    const alone = await judging.tools.run(interactor.tool, { ...interactor.options, signal });
    if (alone.status === 'fault') return alone; // else it is the submission that is no program
    throw error;
  }
}
