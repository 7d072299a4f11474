import { readdir } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { canvasGroups } from '../../../../harness/submission/canvas.js';
import { writeFolder } from '../../../support/problem-package.js';

async function groups(names: readonly string[]) {
  await using folder = await writeFolder('class', Object.fromEntries(names.map((name) => [name, ''])));
  const entries = (await readdir(folder.path, { withFileTypes: true })).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
  return canvasGroups(entries);
}

test('canvasGroups() puts the files of a student together, under their own names', async () => {
  expect(
    await groups(['doejane_1234_900_main.py', 'doejane_1234_901_tool_box.py', 'roejo_LATE_77_902_main.py']),
  ).toEqual([
    {
      name: 'doejane_1234',
      members: [
        { path: 'main.py', entry: 'doejane_1234_900_main.py' },
        { path: 'tool_box.py', entry: 'doejane_1234_901_tool_box.py' },
      ],
    },
    { name: 'roejo_77', members: [{ path: 'main.py', entry: 'roejo_LATE_77_902_main.py' }] },
  ]);
});

test('canvasGroups() takes the last of several files of one name', async () => {
  const found = await groups(['doe_1_1000_main.py', 'doe_1_999_main.py']);
  expect(found).toEqual([{ name: 'doe_1', members: [{ path: 'main.py', entry: 'doe_1_1000_main.py' }] }]);
});

test.each([[['ada.py', 'doe_1_2_main.py']], [['doe_1_2_main.py/x.py']], [[]]])(
  'canvasGroups() leaves %j alone',
  async (names) => {
    expect(await groups(names)).toBeUndefined();
  },
);
