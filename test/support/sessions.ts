import { createRunner, type Runner, Session, type SessionOptions } from '../../lib/index.js';
import { openOwnHome } from './own-home.js';
import { ownUids } from './runners.js';

/** Sessions of a home of their own, all of which are removed at its end. */
export interface SessionHome extends AsyncDisposable {
  readonly home: string;
  readonly uids: { readonly start: number; readonly count: number };
  readonly runner: Runner;
  open(options?: SessionOptions): Promise<Session>;
}

export async function openSessionHome(
  options: { readonly warm?: readonly string[] } = {},
): Promise<SessionHome> {
  const own = await openOwnHome();
  const uids = ownUids(128);
  const runner = createRunner({ home: own.path, uids, concurrency: 2, warm: [...(options.warm ?? [])] });
  const opened: Session[] = [];
  return {
    home: own.path,
    uids,
    runner,
    open: async (asked = {}) => {
      const session = await Session.open({ runner, ...asked });
      opened.push(session);
      return session;
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all(opened.map((session) => session.close()));
      for (const { id } of await Session.list({ runner })) await Session.remove(id, { runner });
      await runner.close();
      await own[Symbol.asyncDispose]();
    },
  };
}
