import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { Gone } from '../../../../lib/session/gone.js';

const DAY_MS = 24 * 3_600_000;

let folder: string;
let gone: Gone;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'bailiff-gone-'));
  gone = new Gone(join(folder, 'notes'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a session that is not there', () => {
  test('was removed, has expired, or never was', async () => {
    await gone.note('ada', 'removed');
    await gone.note('bob', 'expired');
    await expect(gone.explain('ada')).rejects.toMatchObject({ code: 'SESSION_CLOSED' });
    await expect(gone.explain('bob')).rejects.toMatchObject({ code: 'SESSION_EXPIRED' });
    await expect(gone.explain('eve')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  });

  test('is not known of once there is one of its name again', async () => {
    await gone.note('ada', 'removed');
    await gone.takeBack('ada');
    await expect(gone.explain('ada')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
  });

  test('is not known of when the note was cut short', async () => {
    await gone.note('ada', 'removed');
    for (const text of ['', '{"how":"rem', '{"how":"eaten","at":1}', '[]']) {
      writeFileSync(path('ada'), text);
      await expect(gone.explain('ada')).rejects.toMatchObject({ code: 'SESSION_NOT_FOUND' });
    }
  });
});

describe('forgetting', () => {
  test('takes what is older than 30 days, whatever it says', async () => {
    for (const id of ['young', 'old', 'torn']) await gone.note(id, 'removed');
    writeFileSync(path('torn'), '{');
    age('young', 29);
    age('old', 31);
    age('torn', 31);
    await gone.forget();
    expect(notes()).toEqual(['young']);
  });

  test('looks once a day', async () => {
    await gone.note('young', 'removed');
    await gone.forget();
    await gone.note('old', 'removed');
    age('old', 31);
    await gone.forget();
    expect(notes()).toEqual(['old', 'young']);
    age('.tidied', 1.01);
    await gone.forget();
    expect(notes()).toEqual(['young']);
    expect(Date.now() - statSync(path('.tidied')).mtimeMs).toBeLessThan(DAY_MS / 2);
  });

  test('goes on where it cannot be noted that somebody looked, as on a full disk', async () => {
    await gone.note('old', 'removed');
    age('old', 31);
    mkdirSync(path('.tidied'));
    age('.tidied', 2);
    await gone.forget();
    expect(notes()).toEqual([]);
  });

  test('has nothing to do where nothing has gone', async () => {
    await gone.forget();
    expect(readdirSync(folder)).toEqual([]);
  });
});

function path(name: string): string {
  return join(folder, 'notes', name);
}

function age(name: string, days: number): void {
  const at = (Date.now() - days * DAY_MS) / 1_000;
  utimesSync(path(name), at, at);
}

function notes(): string[] {
  return readdirSync(join(folder, 'notes'))
    .filter((name) => !name.startsWith('.'))
    .sort();
}
