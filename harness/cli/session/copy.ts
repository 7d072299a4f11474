import { BailiffError } from '../../../lib/errors.js';
import { Session } from '../../../lib/session/session.js';
import { formatBytes } from '../../../lib/units.js';
import type { Io } from '../command.js';
import { oneLine, say } from '../terminal.js';
import type { SessionArgs } from './options.js';
import { warnOn } from './warn.js';

/** A place in a session, `<session>:<path>`, or a path of the host, which begins with `/` or `.`, or has no colon. */
interface End {
  readonly session: string | undefined;
  readonly path: string;
}

/** `cp`: files and folders into a session or out of it. Links of the workspace are not followed. */
export async function copy({ words, json }: SessionArgs, io: Io): Promise<number> {
  const [from, to] = words.map(endOf);
  if (!from || !to || words.length > 2 || (from.session === undefined) === (to.session === undefined))
    throw new BailiffError(
      'INVALID_OPTIONS',
      'Cannot copy: give two places, one of them <session>:<path>, such as: bailiff session cp data.csv ada:data.csv',
    );
  await using session = await Session.attach((from.session ?? to.session)!, { onWarning: warnOn(io) });
  const options = { signal: io.signal };
  const moved =
    from.session === undefined
      ? await session.fs.upload(from.path, to.path, options)
      : await session.fs.download(from.path, to.path, options);
  if (json) say(io.stdout, JSON.stringify(moved, undefined, 2));
  else say(io.stdout, `${moved.files} files, ${formatBytes(moved.bytes)}`);
  for (const path of json ? [] : moved.skipped) say(io.stderr, `bailiff: left out ${oneLine(path)}`);
  return 0;
}

function endOf(word: string): End {
  const match = /^([a-zA-Z0-9][a-zA-Z0-9._-]*):(.*)$/s.exec(word);
  return match ? { session: match[1], path: match[2] || '.' } : { session: undefined, path: word };
}
