import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { readReusing } from '../../../../lib/jail/reused-buffer.js';

const cat = () => spawn('/bin/cat', [], { stdio: ['pipe', 'pipe', 'ignore'] });

describe('readReusing()', () => {
  test('reads all that a child writes, into one buffer of memory', async () => {
    const child = cat();
    const read: Buffer[] = [];
    const memory = new Set<ArrayBufferLike>();
    const socket = readReusing(child.stdout as Socket, (bytes) => {
      memory.add(bytes.buffer);
      read.push(Buffer.from(bytes));
    });
    const sent = Buffer.alloc(300_000, 'abcdefg');
    child.stdin.end(sent);
    await once(socket, 'close');
    expect(Buffer.concat(read).equals(sent)).toBe(true);
    expect(memory.size).toBe(1);
  });

  test('shares the buffer between sockets', async () => {
    const children = [cat(), cat()];
    const memory = new Set<ArrayBufferLike>();
    const sockets = children.map((child) =>
      readReusing(child.stdout as Socket, (bytes) => memory.add(bytes.buffer)),
    );
    for (const child of children) child.stdin.end('text');
    await Promise.all(sockets.map((socket) => once(socket, 'close')));
    expect(memory.size).toBe(1);
  });

  test('writes through the same pipe, and leaves no descriptor when it is destroyed', async () => {
    const child = spawn('/bin/cat', { stdio: ['overlapped', 'ignore', 'ignore'] });
    const socket = readReusing(child.stdin as unknown as Socket, () => {});
    socket.write('text');
    socket.destroy();
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
  });

  test('reads the ordinary way where there is no handle to take over', async () => {
    const stream = new PassThrough() as unknown as Socket;
    const read: string[] = [];
    expect(readReusing(stream, (bytes) => read.push(bytes.toString()))).toBe(stream);
    stream.write('text');
    stream.end();
    await once(stream, 'end');
    expect(read).toEqual(['text']);
  });
});
