import { afterAll, describe, expect, test } from 'vitest';
import { createRunner, type Interaction } from '../../../lib/index.js';
import { compiled } from '../../support/programs.js';
import { ownUids } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids(), concurrency: 1 });
afterAll(() => runner.close());

const ASK = 'for i in 1 2 3; do echo "$i"; read -r answer; done';
const ANSWER = 'while read -r question; do echo "got $question"; done';

async function talk(
  bytes: number,
  scripts: readonly [string, string] = [ASK, ANSWER],
  limits = {},
): Promise<Interaction & { readonly transcript: NonNullable<Interaction['transcript']> }> {
  const [first, second] = await Promise.all(
    scripts.map((code) => compiled(runner, { language: 'bash', code })),
  );
  const interaction = await runner.interact({
    first: { program: first!, limits },
    second: { program: second! },
    transcript: { bytes },
  });
  return { ...interaction, transcript: interaction.transcript! };
}

const WHOLE = [
  ['first', '1\n'],
  ['second', 'got 1\n'],
  ['first', '2\n'],
  ['second', 'got 2\n'],
  ['first', '3\n'],
  ['second', 'got 3\n'],
];
const WHOLE_BYTES = WHOLE.map(([, text]) => text!.length).reduce((a, b) => a + b);

const lines = ({ transcript }: Awaited<ReturnType<typeof talk>>) =>
  transcript.said.map(({ from, data }) => [from, data.toString()]);

describe('a transcript', () => {
  test('has what both said, in order and with times', async () => {
    const interaction = await talk(10_000);
    expect(lines(interaction)).toEqual(WHOLE);
    expect(interaction.transcript.truncated).toBe(false);
    const times = interaction.transcript.said.map(({ atMs }) => atMs);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThan(0);
    expect(times.at(-1)).toBeLessThan(interaction.endedMs.second);
  });

  test.each([
    ['as large as the talk', WHOLE_BYTES, WHOLE, false],
    ['one byte smaller', WHOLE_BYTES - 1, [...WHOLE.slice(0, 5), ['second', 'got 3']], true],
    ['of one byte', 1, [['first', '1']], true],
    ['that ends between two lines', 8, WHOLE.slice(0, 2), true],
  ] as const)('stops at its bytes, and the talk goes on: %s', async (_, bytes, expected, truncated) => {
    const interaction = await talk(bytes);
    expect(lines(interaction)).toEqual(expected);
    expect(interaction.transcript.truncated).toBe(truncated);
    expect([interaction.first.ok, interaction.second.ok]).toEqual([true, true]);
  });

  test('is empty when nobody says anything', async () => {
    const { transcript } = await talk(100, ['exit 0', 'exit 0']);
    expect(transcript).toEqual({ said: [], truncated: false });
  });

  test('has the output limit, to the byte', async () => {
    const { first, second, transcript } = await talk(10_000, ['yes', 'cat > /dev/null'], {
      stdoutBytes: 1_001,
    });
    expect(first).toMatchObject({ status: 'limit-exceeded', limit: 'output', truncated: { stdout: true } });
    expect(second).toMatchObject({ ok: true });
    const text = Buffer.concat(transcript.said.map(({ data }) => data)).toString();
    expect(text).toBe(`${'y\n'.repeat(500)}y`);
  });

  test('holds no more pieces than it can keep, and says so', async () => {
    const byBytes = 'i=0; while [ $i -lt 40000 ]; do printf x; read -r -N 1 _; i=$((i+1)); done';
    const back = 'while read -r -N 1 x; do printf "$x"; done';
    const { first, transcript } = await talk(2 ** 20, [byBytes, back], { cpuMs: 20_000, wallMs: 40_000 });
    expect(first.ok).toBe(true);
    expect(transcript.truncated).toBe(true);
    expect(transcript.said.length).toBeGreaterThan(32_768);
    expect(transcript.said.length).toBeLessThanOrEqual(2 * 32_768);
  });

  test('without one nobody counts what is said', async () => {
    const program = await compiled(runner, { language: 'bash', code: 'head -c 100000 /dev/zero' });
    const other = await compiled(runner, { language: 'bash', code: 'wc -c >&2' });
    const { first, second, transcript } = await runner.interact({
      first: { program, limits: { stdoutBytes: 10 } },
      second: { program: other },
    });
    expect(first.ok).toBe(true);
    expect(second.stderr.toString()).toBe('100000\n');
    expect(transcript).toBeUndefined();
  });

  test('does not lose what was said last, though the other side is slow', async () => {
    const { first, second, endedMs } = await talk(10, ['head -c 1500000 /dev/zero', 'sleep 0.4; wc -c >&2']);
    expect([first.ok, second.ok]).toEqual([true, true]);
    expect(second.stderr.toString()).toBe('1500000\n');
    expect(endedMs.first).toBeLessThan(endedMs.second);
  });
});
