import { closeSync, openSync } from 'node:fs';
import { link, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Report } from '../../../../harness/report.js';
import { openReporters } from '../../../../harness/reporters/open.js';
import { broadcast, replay } from '../../../../harness/reporters/reporter.js';
import { RICH } from './rich-report.js';

let folder: string;
let stdout: NodeJS.WriteStream & PassThrough;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'bailiff-open-'));
  stdout = Object.assign(new PassThrough(), { isTTY: false }) as unknown as NodeJS.WriteStream & PassThrough;
  stdout.setEncoding('utf8');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const at = (name: string) => join(folder, name);

async function report(specs: readonly string[]): Promise<void> {
  await replay(RICH, broadcast(await openReporters(specs, { stdout })));
}

describe('openReporters()', () => {
  test('writes every kind, to files and to standard output', async () => {
    const kinds = ['table', 'json', 'junit', 'csv', 'html', 'gradescope', 'github', 'github-output', 'clics'];
    const received: string[] = [];
    stdout.on('data', (text: string) => received.push(text));
    await report(['json', ...kinds.map((kind) => `${kind}=${at(kind)}`)]);
    expect((await readdir(folder)).sort()).toEqual([...kinds].sort());
    for (const kind of kinds) expect((await stat(at(kind))).size).toBeGreaterThan(100);
    expect(Report.parse(JSON.parse(received.join('')))).toEqual(RICH);
    expect(JSON.parse(await readFile(at('json'), 'utf8'))).toEqual(JSON.parse(received.join('')));
  });

  test('tells each report what the feedback level allows', async () => {
    const [reporter] = await openReporters([`json=${at('r.json')}`], { stdout, feedback: 'verdict' });
    await replay(RICH, reporter!);
    expect(await readFile(at('r.json'), 'utf8')).not.toContain('the secret');
  });

  test.each([
    ['an unknown kind', ['yaml=x'], /Cannot report as "yaml": known kinds are table, json/],
    ['an inherited key', ['toString=x'], /Cannot report as "toString"/],
    ['no path', ['json='], /write json=path, or json alone/],
    ['standard output twice', ['json', 'table=-'], /"json" and "table=-" to one place/],
    ['one report twice', ['json', 'json'], /to one place/],
  ])('refuses %s', async (_, specs, message) => {
    await expect(openReporters(specs, { stdout })).rejects.toMatchObject({
      code: 'INVALID_OPTIONS',
      message: expect.stringMatching(message),
    });
  });

  test('refuses two reports to one file, however it is spelled', async () => {
    await writeFile(at('old'), 'kept');
    await symlink('old', at('soft'));
    await link(at('old'), at('hard'));
    await mkdir(at('sub'));
    await symlink(folder, at('there'));
    for (const other of ['soft', 'hard', 'sub/../old', 'there/old']) {
      await expect(
        openReporters([`json=${at('old')}`, `csv=${folder}/${other}`], { stdout }),
      ).rejects.toThrow('to one place');
    }
    const fresh = [`json=${at('new')}`, `csv=${relative(process.cwd(), folder)}/there/new`];
    await expect(openReporters(fresh, { stdout })).rejects.toThrow('to one place');
    expect((await readdir(folder)).sort()).toEqual(['hard', 'old', 'soft', 'sub', 'there']);
    expect(await readFile(at('old'), 'utf8')).toBe('kept');
  });

  test('refuses a file that standard output goes to', async () => {
    const fd = openSync(at('out'), 'w');
    Object.assign(stdout, { fd });
    await expect(openReporters(['table', `json=${at('out')}`], { stdout })).rejects.toThrow('to one place');
    closeSync(fd);
  });

  test('refuses the place of the journal, however it is spelled', async () => {
    const journal = at('journal');
    const specs = [`json=${folder}/./journal`];
    await expect(openReporters(specs, { stdout, journal })).rejects.toThrow('over the journal');
    await writeFile(journal, '');
    await symlink(journal, at('way'));
    await expect(openReporters([`csv=${at('way')}`], { stdout, journal })).rejects.toThrow(
      'over the journal',
    );
    expect(await readFile(journal, 'utf8')).toBe('');
  });

  test('lets any number of reports go to /dev/null', async () => {
    await expect(report(['json=/dev/null', 'csv=/dev/null'])).resolves.toBeUndefined();
  });

  test.each([
    ['a folder', '', 'it is a folder'],
    ['a folder that is not there', 'none/', 'it is a folder'],
    ['a place without a folder', 'none/r.json', 'its folder does not exist'],
    ['a symlink that leads nowhere', 'dangling', 'leads nowhere'],
    ['a file for a folder', 'file/r.json', 'what should be its folder is a file'],
    ['a name that is too long', 'x'.repeat(300), 'too long'],
  ])('refuses %s before anything is written', async (_, name, message) => {
    await symlink('nowhere', at('dangling'));
    await writeFile(at('file'), '');
    const specs = [`csv=${at('good.csv')}`, `json=${folder}/${name}`];
    await expect(openReporters(specs, { stdout })).rejects.toMatchObject({
      code: 'INVALID_PATH',
      message: expect.stringContaining(message),
    });
    expect((await readdir(folder)).sort()).toEqual(['dangling', 'file']);
  });

  test('puts a report where a symlink leads, with the mode of what was there', async () => {
    await writeFile(at('old'), 'old', { mode: 0o640 });
    await symlink('old', at('soft'));
    await report([`json=${at('soft')}`]);
    expect((await stat(at('old'))).mode & 0o777).toBe(0o640);
    expect(Report.parse(JSON.parse(await readFile(at('old'), 'utf8')))).toEqual(RICH);
    expect((await readdir(folder)).sort()).toEqual(['old', 'soft']);
  });

  test('leaves the old file, and nothing else, when the judging fails', async () => {
    await writeFile(at('r.json'), 'old');
    const all = broadcast(
      await openReporters([`json=${at('r.json')}`, `html=${at('r.html')}`, `github-output=${at('gh')}`], {
        stdout,
      }),
    );
    await all.start?.({ version: 1, command: 'grade' });
    expect(await readFile(at('r.json'), 'utf8')).toBe('old');
    await all.abort?.();
    expect(await readdir(folder)).toEqual(['r.json']);
    expect(await readFile(at('r.json'), 'utf8')).toBe('old');
  });

  test('writes what was done when it was interrupted', async () => {
    const [reporter] = await openReporters([`json=${at('r.json')}`], { stdout });
    await replay({ ...RICH, status: 'interrupted', problems: [] }, reporter!);
    expect(JSON.parse(await readFile(at('r.json'), 'utf8'))).toMatchObject({ status: 'interrupted' });
  });

  test('adds to a file of step outputs', async () => {
    await writeFile(at('out'), 'before=1\n');
    await report([`github-output=${at('out')}`]);
    expect(await readFile(at('out'), 'utf8')).toMatch(/^before=1\nresult=[A-Za-z0-9+/=]+\n$/);
  });
});
