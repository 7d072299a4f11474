import type { OnWarning } from '../../../lib/session/warnings.js';
import type { Io } from '../command.js';
import { oneLine, say } from '../terminal.js';

/** What befell a session, on stderr. */
export function warnOn({ stderr }: Io): OnWarning {
  return ({ message }) => say(stderr, `bailiff: ${oneLine(message)}`);
}
