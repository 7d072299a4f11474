import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { openFiles } from '../../lib/session/files/files.js';
import type { SessionFiles } from '../../lib/session/files/session-files.js';
import { openTools, type SessionTools } from '../../lib/session/tools/tools.js';
import { type FolderJail, openFolderJail } from './folder-jail.js';

/** What each test of a file has to itself. */
export interface WorkspacePerTest {
  readonly place: FolderJail;
  readonly files: SessionFiles;
  readonly tools: SessionTools;
  /** A path in the workspace's folder, as the host has it. */
  there(...path: string[]): string;
  /** A path in a folder of the host's. */
  here(...path: string[]): string;
  write(contents: Readonly<Record<string, string>>): Promise<void>;
}

/** Gives each test of a file a workspace in a folder, and a folder of the host's. */
export function workspacePerTest(): WorkspacePerTest {
  let place: FolderJail;
  let files: SessionFiles;
  let tools: SessionTools;
  let host: string;
  beforeEach(async () => {
    place = await openFolderJail();
    files = openFiles(place.jail);
    tools = openTools(place.jail, files);
    host = await mkdtemp(join(tmpdir(), 'bailiff-host-'));
  });
  afterEach(async () => {
    await files.close();
    await place[Symbol.asyncDispose]();
    await rm(host, { recursive: true, force: true });
  });
  return {
    get place() {
      return place;
    },
    get files() {
      return files;
    },
    get tools() {
      return tools;
    },
    there: (...path) => join(place.folder, ...path),
    here: (...path) => join(host, ...path),
    write: (contents) =>
      files.writeFiles(Object.entries(contents).map(([path, content]) => ({ path, content }))),
  };
}
