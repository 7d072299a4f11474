import { clip, printable } from '../printable.js';
import type { Verdict } from '../verdict.js';
import { type ScoredPart, scoredParts } from './parts.js';
import type { Reporter } from './reporter.js';
import { namedIfSeveral } from './several.js';
import type { Sink } from './sink.js';
import { VERDICT_NAMES } from './verdict-names.js';

const MESSAGE_CHARS = 200;
/** All messages together: a step output of GitHub Actions may have 1 MiB, in base64. */
const MESSAGES_CHARS = 256 * 1_024;

/**
 * The result of a GitHub Classroom grader, version 1, as `classroom-resources/autograding-grading-reporter` reads it
 * (from base64: report kind `github-output`). Names and messages are one line each, for that reporter prints them, and
 * a line that begins with `::` is a command there.
 */
export function createGithubReporter(sink: Sink): Reporter {
  let tests = 0;
  let maxScore = 0;
  let messages = 0;
  const verdicts = new Set<Verdict>();

  const write = async (part: ScoredPart, prefix: string): Promise<void> => {
    const message = messages < MESSAGES_CHARS ? messageOf(part) : '';
    messages += message.length;
    maxScore += part.maxScore ?? part.score;
    verdicts.add(part.verdict);
    await sink.write(`${tests++ > 0 ? ',' : ''}\n${JSON.stringify(testOf(part, prefix, message))}`);
  };
  const told = namedIfSeveral(async (_problem, submission, prefix) => {
    verdicts.add(submission.verdict);
    for (const part of scoredParts(submission)) await write(part, prefix);
  });
  return {
    start: () => sink.write('{"version":1,"tests":['),
    submission: told.submission,
    end: async ({ status }) => {
      await told.end();
      const outcome = statusOf(verdicts, status === 'complete');
      await sink.write(`\n],"status":"${outcome}","max_score":${maxScore}}\n`);
      await sink.close();
    },
    abort: () => sink.discard(),
  };
}

function testOf({ name, verdict, score, wallMs }: ScoredPart, prefix: string, message: string) {
  return {
    name: printable(`${prefix}${name}`),
    status: testStatus(verdict),
    score,
    message,
    test_code: '',
    filename: '',
    line_no: 0,
    execution_time: `${((wallMs ?? 0) / 1_000).toFixed(3)}s`,
    duration: Math.round(wallMs ?? 0),
  };
}

function messageOf({ verdict, message }: ScoredPart): string {
  if (verdict === 'AC') return '';
  const [said = ''] = message.split('\n', 1);
  return clip(printable(`${VERDICT_NAMES[verdict]}${said === '' ? '' : `: ${said}`}`), MESSAGE_CHARS);
}

function testStatus(verdict: Verdict): 'pass' | 'fail' | 'error' {
  if (verdict === 'AC') return 'pass';
  return verdict === 'JE' || verdict === 'CE' ? 'error' : 'fail';
}

/** `error` when the judging is to blame or was cut short: then the points say nothing. */
function statusOf(verdicts: ReadonlySet<Verdict>, complete: boolean): 'pass' | 'fail' | 'error' {
  if (!complete || verdicts.has('JE') || verdicts.size === 0) return 'error';
  return verdicts.size === 1 && verdicts.has('AC') ? 'pass' : 'fail';
}
