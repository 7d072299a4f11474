/** Where a session's workspace is: a folder of the host (without a type), or one in a file system of its own. */
export interface WorkspaceMount {
  /** A block device; of a folder the folder itself. */
  readonly source: string;
  readonly type: 'ext4' | '';
  readonly options: string;
  /** The folder in the file system: `/name`, or nothing. */
  readonly folder: string;
  /** Who all of it belongs to on the disk; a cell sees its program's user instead. */
  readonly owner: number;
}

/** Builds the script that launch runs; native/script.c gives each operation its meaning. */
export class ScriptBuilder {
  readonly #parts: string[] = [];

  folder(path: string, mode = 0o755): this {
    return this.#add('d', path, String(mode));
  }

  file(path: string, content: string): this {
    return this.#add('w', path, content);
  }

  copy(from: string, to: string, mode = 0o644): this {
    return this.#add('y', from, to, String(mode));
  }

  link(target: string, path: string): this {
    return this.#add('l', target, path);
  }

  tmpfs(path: string, options: string): this {
    return this.#add('t', path, options);
  }

  proc(path: string): this {
    return this.#add('P', path);
  }

  bind(from: string, to: string): this {
    return this.#add('b', from, to);
  }

  /** Read-only, nosuid, nodev: the mount and each below it. */
  readOnly(path: string): this {
    return this.#add('r', path);
  }

  /** What is made in the folder gets its group, when the mode says so. */
  group(path: string, group: number, mode: number): this {
    return this.#add('g', path, String(group), String(mode));
  }

  /** A device of the host, which works; its file cannot be changed. */
  bindDevice(path: string, to: string): this {
    return this.bind(path, to).#add('v', to);
  }

  device(path: string, major: number, minor: number): this {
    return this.#add('n', path, String(major), String(minor));
  }

  /** nsjail starts in the group of this cgroup.procs file. */
  enter(procsFile: string): this {
    return this.#add('c', procsFile);
  }

  /** Opens a file before the root changes; the gate gets it under the number `fd`. */
  open(path: string, fd: number, mode: 'r' | 'w'): this {
    return this.#add('o', path, String(fd), mode);
  }

  /** A session's workspace, see native/script-mount.c. */
  workspace(mount: WorkspaceMount, at: string, to: string, shown: number | undefined): this {
    const { source, type, options, folder, owner } = mount;
    return this.#add('k', source, type, options, at, folder, to, String(owner), String(shown ?? owner));
  }

  root(path: string): this {
    return this.#add('R', path);
  }

  /** Ends the script: the program that becomes the cell. */
  execute(argv: readonly string[]): Buffer {
    this.#add('x', ...argv);
    return Buffer.from(this.#parts.join(''));
  }

  #add(...parts: string[]): this {
    for (const part of parts) {
      if (part.includes('\0')) throw new Error(`NUL byte in ${JSON.stringify(part)}`);
      this.#parts.push(part, '\0');
    }
    return this;
  }
}
