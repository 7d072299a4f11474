import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';

const ROOMS = ['toolchains', 'lib', 'harness', 'bench'];
const SOURCE = /\.(ts|m?js|css|c|h|py|java|sh)$/;

const files = ROOMS.flatMap((room) =>
  readdirSync(room, { recursive: true, encoding: 'utf8' }).map((path) => `${room}/${path}`),
).filter((path) => SOURCE.test(path));

const linesOf = (text: string): number => text.trimEnd().split('\n').length;

/** Functions by name with their lines; those of a function in it are that one's own. */
function functionsOf(path: string): readonly (readonly [name: string, lines: number])[] {
  const source = ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);
  const found: [string, number][] = [];
  const nested = (node: ts.Node): number => {
    let inner = 0;
    ts.forEachChild(node, (child) => {
      inner += nested(child);
    });
    if (!ts.isFunctionLike(node) || !('body' in node) || !node.body) return inner;
    const lines = linesOf(node.getText());
    found.push([`${path}: ${node.name?.getText() ?? 'a function'}`, lines - inner]);
    return lines;
  };
  nested(source);
  return found;
}

describe('the house', () => {
  test('has its native programs and its scripts among what is looked at', () => {
    for (const path of ['lib/jail/native/gate.c', 'lib/run.ts', 'harness/reporters/html/browser/main.js'])
      expect(files).toContain(path);
  });

  test('has no file of more than 200 lines', () => {
    expect(files.filter((path) => linesOf(readFileSync(path, 'utf8')) > 200)).toEqual([]);
  });

  test('has no function of more than 40 lines of its own', () => {
    const scripts = files.filter((path) => /\.(ts|m?js)$/.test(path));
    expect(scripts.flatMap(functionsOf).filter(([, lines]) => lines > 40)).toEqual([]);
  });
});
