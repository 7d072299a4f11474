import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, describe, expect, test } from 'vitest';
import { createRunner } from '../../../lib/index.js';
import { ownUids } from '../../support/runners.js';

const runner = createRunner({ uids: ownUids() });
afterAll(() => runner.close());

const python = (code: string, loopback?: boolean) => runner.run({ language: 'python', code, loopback });

const TALK = `
import socket, threading
server = socket.create_server(("127.0.0.1", 0))
def answer():
    peer, _ = server.accept()
    peer.sendall(peer.recv(100).upper())
    peer.close()
threading.Thread(target=answer).start()
client = socket.create_connection(server.getsockname())
client.sendall(b"hello")
print(client.recv(100).decode())`;

describe('run() without loopback', () => {
  test('has no network at all', async () => {
    const code = `
import socket
for family, address in [(socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"), (socket.AF_INET, "192.0.2.1")]:
    try: socket.socket(family).connect((address, 80))
    except OSError as error: print(error.strerror)`;
    const refusals = (await python(code)).stdout.trim().split('\n');
    expect(refusals).toEqual(
      Array(3).fill(expect.stringMatching(/^(Network is unreachable|Cannot assign requested address)$/)),
    );
  });

  test('does not reach a server of the host', async () => {
    let visitors = 0;
    const server = createServer(() => visitors++).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    for (const loopback of [false, true]) {
      const result = await python(
        `import socket; socket.create_connection(("127.0.0.1", ${port}))`,
        loopback,
      );
      expect(result).toMatchObject({ status: 'exited', exitCode: 1 });
    }
    server.close();
    expect(visitors).toBe(0);
  });

  test('does not reach an abstract socket of the host', async () => {
    const name = `bailiff-test-${process.pid}`;
    const server = createServer().listen(`\0${name}`);
    await once(server, 'listening');
    const code = `import socket; socket.socket(socket.AF_UNIX).connect("\\0${name}")`;
    for (const loopback of [false, true]) {
      expect((await python(code, loopback)).stderr).toMatch(/Connection refused/);
    }
    server.close();
  });
});

describe('run() with loopback', () => {
  test('lets a program talk to itself', async () => {
    expect(await python(TALK, true)).toMatchObject({ status: 'exited', stdout: 'HELLO\n', stderr: '' });
  });

  test('gives every run a network of its own', async () => {
    const code = 'import socket; socket.create_server(("127.0.0.1", 8080)); print("bound")';
    for (let round = 0; round < 3; round++)
      expect(await python(code, true)).toMatchObject({ stdout: 'bound\n' });
    const both = await Promise.all([1, 2].map(() => python(`${code}\nimport time; time.sleep(0.3)`, true)));
    expect(both.map(({ stdout }) => stdout)).toEqual(['bound\n', 'bound\n']);
  });

  test('leads nowhere else', async () => {
    const result = await python('import socket; socket.create_connection(("192.0.2.1", 80), 2)', true);
    expect(result.stderr).toMatch(/Network is unreachable/);
  });
});
