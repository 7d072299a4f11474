import type { WorkspaceJail } from '../workspace-jail.js';
import { Conversation, type Piece } from './conversation.js';
import type { FileContext } from './file-error.js';
import type { Facts } from './protocol.js';

const IDLE_MS = 250; // a tool that waits holds a jail
const ASK_MS = 60_000;

/** Who asks the file tool: many small requests share one process of it while they come one soon after another. */
export interface Talk {
  readonly jail: WorkspaceJail;
  ask(frame: Buffer, context: FileContext, onPiece?: (piece: Piece) => void): Promise<Facts | undefined>;
  /** Waits until the shared process has ended. A later request starts another. */
  close(): Promise<void>;
}

export function createTalk(jail: WorkspaceJail): Talk {
  let shared: Conversation | undefined;
  let idle: NodeJS.Timeout | undefined;
  let asked = 0;

  const close = async () => {
    clearTimeout(idle);
    const ending = shared;
    shared = undefined;
    await ending?.close();
  };

  return {
    jail,
    close,
    async ask(frame, context, onPiece) {
      if (!shared || shared.isOver) shared = new Conversation(jail);
      const tool = shared;
      clearTimeout(idle);
      asked++;
      const late = setTimeout(() => tool.abort(tooLate(context)), ASK_MS);
      try {
        return await tool.ask(frame, context, onPiece);
      } finally {
        clearTimeout(late);
        asked--;
        if (asked === 0 && shared === tool) idle = setTimeout(close, IDLE_MS);
      }
    },
  };
}

/** Runs `body` with a tool of its own, which is gone afterwards. `source`: a file of the host's that it can copy. */
export async function withConversation<T>(
  jail: WorkspaceJail,
  body: (tool: Conversation) => Promise<T>,
  signal?: AbortSignal,
  source?: string,
): Promise<T> {
  const tool = new Conversation(jail, signal, source);
  try {
    const result = await body(tool);
    await tool.close();
    return result;
  } catch (error) {
    tool.abort(error);
    await tool.close();
    throw error;
  }
}

function tooLate({ syscall, path }: FileContext): Error {
  const error = new Error(`ETIMEDOUT: it took more than ${ASK_MS / 1_000} s, ${syscall} '${path ?? ''}'`);
  return Object.assign(error, { code: 'ETIMEDOUT', syscall, path });
}
