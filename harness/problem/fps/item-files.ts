import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { recipeForFile } from '../../../toolchains/index.js';
import type { FpsItem, FpsSource } from './item.js';
import { recipeOf } from './languages.js';

/** Where the parts of an item are in its folder: tests by name, sources in folders of their own. */
export const inputPath = (name: string): string => `${name}.in`;
export const answerPath = (name: string): string => `${name}.ans`;
export const judgePath = (source: FpsSource): string => `judge/${sourceName(source)}`;
export const solutionPath = (index: number, source: FpsSource): string =>
  `solutions/${index + 1}/${sourceName(source)}`;

/** An item's tests, judge and solutions as files. */
export function filesOf({ tests, judge, solutions }: FpsItem): readonly { path: string; text: string }[] {
  return [
    ...tests.flatMap(({ name, input, output }) => [
      { path: inputPath(name), text: input },
      { path: answerPath(name), text: output },
    ]),
    ...(judge ? [{ path: judgePath(judge), text: judge.text }] : []),
    ...solutions.map((source, index) => ({ path: solutionPath(index, source), text: source.text })),
  ];
}

/** Writes them into a folder. */
export async function writeItem(folder: string, item: FpsItem): Promise<void> {
  for (const { path, text } of filesOf(item)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }
}

/** The file name that the language expects; without a toolchain for it, the text is kept all the same. */
function sourceName({ language }: FpsSource): string {
  const name = recipeOf(language)?.sourceName;
  return name !== undefined && recipeForFile(name) ? name : 'source.txt';
}
