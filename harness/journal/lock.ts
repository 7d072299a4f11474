import { createServer, type Server } from 'node:net';

/** A lock that this process holds. */
export interface Lock {
  release(): void;
}

/**
 * Takes a lock by name, or `undefined` when another process has it. It is an abstract Unix socket (unix(7)): the
 * kernel takes it back when the process is gone, however it ended, so a lock is never stale. It holds among the
 * processes of one network namespace.
 */
export async function takeLock(name: string): Promise<Lock | undefined> {
  const server = createServer((connection) => connection.destroy());
  const taken = await listen(server, `\0bailiff-${name}`);
  if (!taken) return undefined;
  server.unref();
  return { release: () => server.close() };
}

function listen(server: Server, path: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(false) : reject(error),
    );
    server.listen({ path }, () => resolve(true));
  });
}
