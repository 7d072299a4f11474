import { expect, test } from 'vitest';

test('the public border of lib is exactly this', async () => {
  expect(Object.keys(await import('../../../lib/index.js')).sort()).toMatchInlineSnapshot(`
    [
      "BailiffError",
      "CEILINGS",
      "COMPILE_LIMITS",
      "ERROR_CODES",
      "EXEC_LIMITS",
      "RUN_LIMITS",
      "Session",
      "compile",
      "createFolderStore",
      "createRunner",
      "formatBytes",
      "formatMs",
      "messageOf",
      "parseBytes",
      "parseMs",
      "probeHost",
      "probeTiming",
      "run",
      "selfTest",
    ]
  `);
});
