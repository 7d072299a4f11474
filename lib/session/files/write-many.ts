import type { WorkspaceJail } from '../workspace-jail.js';
import { putFrame, type WriteHow, writeChunks } from './content.js';
import type { Conversation } from './conversation.js';
import { decodeName, workspacePath } from './names.js';
import { CONTENT_BYTES, WRITE } from './protocol.js';
import type { FileToWrite } from './session-files.js';
import { withConversation } from './talk.js';

const FILE_MODE = 0o644;

/** Writes files in one conversation. The first that fails ends it; those before it are written. */
export function writeMany(
  jail: WorkspaceJail,
  files: Iterable<FileToWrite> | AsyncIterable<FileToWrite>,
): Promise<void> {
  return withConversation(jail, async (tool) => {
    const put = createPutter(tool);
    for await (const { path, content, mode = FILE_MODE } of files) {
      const bytes = typeof content === 'string' ? Buffer.from(content) : content;
      const how = { flags: WRITE.PARENTS | WRITE.MODE, mode };
      await put.add(workspacePath(path), bytes, how);
    }
    await put.finish();
  });
}

/** Sends files without waiting for each answer. */
export function createPutter(tool: Conversation) {
  let failure: { readonly error: unknown } | undefined;
  let last: Promise<unknown> = Promise.resolve();
  const check = () => {
    if (failure) throw failure.error;
  };
  /** Anything that is asked on the side: the first one that fails is thrown later. */
  const follow = (answer: Promise<unknown>) => {
    last = answer.catch((error: unknown) => {
      failure ??= { error };
    });
  };
  return {
    follow,
    async add(path: Buffer, content: Uint8Array, how: WriteHow): Promise<void> {
      check();
      const shown = decodeName(path);
      if (content.length > CONTENT_BYTES) return void (await writeChunks(tool, path, shown, [content], how));
      follow(tool.ask(putFrame(path, content, how), { syscall: 'open', path: shown }));
      await tool.room();
    },
    /** Answers come in order: with the last one there are all. */
    async finish(): Promise<void> {
      await last;
      check();
    },
  };
}
