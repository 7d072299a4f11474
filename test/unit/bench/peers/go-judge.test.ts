import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { goJudge } from '../../../../bench/peers/go-judge.js';
import type { BenchProgram } from '../../../../bench/peers/program.js';

const CASE: BenchProgram = { name: 'case', argv: ['/usr/bin/cat', '-'], stdin: 'hello\n', stdout: 'hello\n' };

/** Answers as go-judge does, with what is given; tells what it was asked. */
async function answering(status: number, answer: unknown, body: (url: string) => Promise<void>) {
  const asked: { url?: string; body: unknown }[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ url: request.url, body: JSON.parse(await text(request)) });
    response.writeHead(status).end(JSON.stringify(answer));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    await body(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
  return asked;
}

describe('goJudge()', () => {
  it('asks for one command with its stdin, and takes its stdout', async () => {
    const answer = [{ status: 'Accepted', exitStatus: 0, files: { stdout: 'hello\n', stderr: '' } }];
    const asked = await answering(200, answer, async (url) => {
      await expect(goJudge(url).open(CASE).run()).resolves.toBeUndefined();
    });
    expect(asked).toMatchObject([
      {
        url: '/run',
        body: {
          cmd: [{ args: CASE.argv, files: [{ content: 'hello\n' }, { name: 'stdout' }, { name: 'stderr' }] }],
        },
      },
    ]);
  });

  it.each([
    {
      name: 'a wrong output',
      status: 200,
      answer: [{ status: 'Accepted', exitStatus: 0, files: { stdout: 'x' } }],
    },
    { name: 'another ending', status: 200, answer: [{ status: 'Nonzero Exit Status', exitStatus: 1 }] },
    { name: 'an error of its own', status: 500, answer: { error: 'busy' } },
    { name: 'no answer', status: 200, answer: [] },
  ])('rejects for $name', async ({ status, answer }) => {
    await answering(status, answer, async (url) => {
      await expect(goJudge(url).open(CASE).run()).rejects.toThrow(/Cannot measure go-judge/);
    });
  });

  it('rejects when nobody listens', async () => {
    await expect(goJudge('http://127.0.0.1:9').open(CASE).run()).rejects.toThrow(/could not be sent/);
  });
});
