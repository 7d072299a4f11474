import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { CellFolder } from '../../../../lib/jail/cell-folder.js';
import type { Artifact, StepStdin } from '../../../../lib/jail/step.js';
import { plainStep } from '../../../support/steps.js';

let home: string;
let cell: CellFolder;
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'bailiff-home-'));
  cell = new CellFolder(home, 7);
});
afterEach(() => rmSync(home, { recursive: true }));

function artifact(id: string, ...paths: string[]): Artifact {
  for (const path of paths) {
    mkdirSync(join(home, id, path, '..'), { recursive: true });
    writeFileSync(join(home, id, path), `${id} ${path}`);
    chmodSync(join(home, id, path), 0o555);
  }
  return { id, folder: join(home, id), files: paths.map((path) => ({ path, mode: 0o555 })) };
}

function stdinFile(text: string): StepStdin {
  writeFileSync(join(home, 'input'), text, { mode: 0o600 });
  return { kind: 'file', path: join(home, 'input') };
}

const inside = () => readdirSync(cell.in, { recursive: true }).map(String).sort();

describe('CellFolder', () => {
  test('makes its folders, readable for everybody, and removes what was in their place', () => {
    writeFileSync(join(cell.in, 'left'), '');
    const again = new CellFolder(home, 7);
    expect(readdirSync(again.in)).toEqual([]);
    expect(statSync(again.in).mode & 0o777).toBe(0o755);
    expect(existsSync(again.root)).toBe(true);
  });

  test('has nothing to do for a step without files of the host', () => {
    expect(cell.prepare(plainStep())).toBeUndefined();
    expect(inside()).toEqual([]);
  });

  test('shows an artifact, with its modes, and does so once', async () => {
    const program = artifact('one', 'program', 'lib/data');
    await cell.prepare(plainStep({ artifact: program }));
    expect(inside()).toEqual(['lib', 'lib/data', 'program']);
    expect(readFileSync(join(cell.in, 'program'), 'utf8')).toBe('one program');
    expect(statSync(join(cell.in, 'program')).mode & 0o777).toBe(0o555);
    expect(cell.prepare(plainStep({ artifact: program }))).toBeUndefined();
  });

  test('takes one artifact away before it shows another, or none', async () => {
    await cell.prepare(plainStep({ artifact: artifact('one', 'program', 'only-one') }));
    await cell.prepare(plainStep({ artifact: artifact('two', 'program') }));
    expect(inside()).toEqual(['program']);
    expect(readFileSync(join(cell.in, 'program'), 'utf8')).toBe('two program');
    await cell.prepare(plainStep());
    expect(inside()).toEqual([]);
    expect(readFileSync(join(home, 'one/program'), 'utf8')).toBe('one program'); // a link went, not the file
  });

  test('shows stdin read-only, as a copy, for one step', async () => {
    const program = artifact('one', 'program');
    await cell.prepare(plainStep({ artifact: program, stdin: stdinFile('first') }));
    expect(statSync(join(cell.in, 'stdin')).mode & 0o777).toBe(0o444);
    writeFileSync(join(home, 'input'), 'changed');
    expect(readFileSync(join(cell.in, 'stdin'), 'utf8')).toBe('first');
    await cell.prepare(plainStep({ artifact: program, stdin: stdinFile('second') }));
    expect(readFileSync(join(cell.in, 'stdin'), 'utf8')).toBe('second');
    await cell.prepare(plainStep({ artifact: program }));
    expect(inside()).toEqual(['program']);
  });

  test('shows inputs by their names, readable for everybody under any umask, for one step', async () => {
    const program = artifact('one', 'program', 'lib/data');
    writeFileSync(join(home, 'answer'), '42', { mode: 0o600 });
    const inputs = [
      { name: 'a', source: join(home, 'answer') },
      { name: 'b', source: join(home, 'answer') },
    ];
    const umask = process.umask(0o077);
    await cell.prepare(plainStep({ artifact: program, stdin: stdinFile('in'), inputs }));
    process.umask(umask);
    expect(inside()).toEqual(['files', 'files/a', 'files/b', 'lib', 'lib/data', 'program', 'stdin']);
    expect(readFileSync(join(cell.in, 'files/b'), 'utf8')).toBe('42');
    const modes = ['files', 'files/a', 'lib'].map((path) => statSync(join(cell.in, path)).mode & 0o777);
    expect(modes).toEqual([0o755, 0o444, 0o755]);
    await cell.prepare(plainStep({ artifact: program, inputs: inputs.slice(1) }));
    expect(inside()).toEqual(['files', 'files/b', 'lib', 'lib/data', 'program']);
    await cell.prepare(plainStep({ artifact: program }));
    expect(inside()).toEqual(['lib', 'lib/data', 'program']);
    expect(cell.prepare(plainStep({ artifact: program }))).toBeUndefined();
  });

  test('takes away what came before one of the inputs failed', async () => {
    writeFileSync(join(home, 'answer'), '42');
    const inputs = [
      { name: 'a', source: join(home, 'answer') },
      { name: 'b', source: join(home, 'none') },
    ];
    await expect(cell.prepare(plainStep({ inputs }))).rejects.toMatchObject({
      code: 'INVALID_PATH',
      message: expect.stringContaining('the input "b"'),
    });
    await cell.prepare(plainStep());
    expect(inside()).toEqual([]);
  });

  test('blames the caller for a stdin that cannot be read', async () => {
    const stdin = { kind: 'file', path: join(home, 'none') } as const;
    await expect(cell.prepare(plainStep({ stdin }))).rejects.toMatchObject({
      code: 'INVALID_PATH',
      blame: 'caller',
    });
    await cell.prepare(plainStep());
    expect(inside()).toEqual([]);
  });

  test('blames the host for an artifact that is gone, and shows no half of it', async () => {
    const program = artifact('one', 'program', 'gone');
    rmSync(join(home, 'one/gone'));
    await expect(cell.prepare(plainStep({ artifact: program }))).rejects.toMatchObject({
      code: 'STORAGE_FAILED',
      blame: 'host',
    });
    await cell.prepare(plainStep());
    expect(inside()).toEqual([]);
  });

  test('is removed with all in it, links not followed', () => {
    writeFileSync(join(home, 'precious'), 'x');
    symlinkSync(home, join(cell.in, 'link'));
    cell.remove();
    expect(existsSync(cell.path)).toBe(false);
    expect(existsSync(join(home, 'precious'))).toBe(true);
  });
});
