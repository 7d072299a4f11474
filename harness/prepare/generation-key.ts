import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Checker, Tool } from '../checkers/checker.js';
import type { Problem, ProblemFile } from '../problem/problem.js';

const VERSION = 'generated-1'; // another way of making tests is another key

/** The hash of all that decides what is generated: programs, arguments, the inputs that are there. */
export async function generationKey(problem: Problem, solution: Tool | undefined): Promise<string> {
  const generation = problem.generation!;
  const { task, cases, inputValidators, limits, timeLimit } = problem;
  const hash = createHash('sha256').update(VERSION);
  hash.update(
    JSON.stringify([generation.inputs, generation.answers, task, limits, timeLimit], withoutPlaces),
  );
  const tools = [
    ...Object.values(generation.tools),
    ...inputValidators,
    ...('interactor' in task ? [task.interactor] : []),
    ...(solution ? [solution] : []),
    ...cases.slice(0, 1).flatMap(({ checker }) => toolsOf(checker)),
  ];
  for (const tool of tools) {
    hash.update(JSON.stringify([tool.name, tool.language, tool.main]));
    for (const file of tool.files) await addFile(hash, file);
  }
  for (const { name, inputFile } of cases) {
    hash.update(JSON.stringify(name));
    if (inputFile !== undefined) await addFile(hash, { path: name, source: inputFile });
  }
  return hash.digest('hex');
}

/** Where files are on this machine does not matter; what is in them is hashed by itself. */
function withoutPlaces(key: string, value: unknown): unknown {
  return key === 'source' ? undefined : value;
}

function toolsOf(checker: Checker): readonly Tool[] {
  return 'tool' in checker ? [checker.tool] : [];
}

async function addFile(hash: Hash, { path, source }: ProblemFile): Promise<void> {
  hash.update(`\0${path}\0`);
  for await (const chunk of createReadStream(source)) hash.update(chunk as Buffer);
}
