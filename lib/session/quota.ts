import { BailiffError } from '../errors.js';
import { losePatience, type Patience } from '../jail/patience.js';
import { formatBytes } from '../units.js';

const LOOK_MS = 2_000;
const SHARE = 20; // of the time, at most so much goes into looking

/** What a workspace takes. */
export interface Usage {
  readonly bytes: number;
  readonly files: number;
}

/**
 * Counts in the jail, for nothing there is followed or entered from outside; what `du` prints is two numbers. A folder
 * that is shut to its own owner would hide what is in it: it is opened.
 */
export const MEASURE = [
  '/bin/sh',
  '-c',
  'find . -type d ! -perm -u=rx -exec chmod u+rx {} \\; 2>/dev/null; du -s -B1 . 2>/dev/null | cut -f1; du -s --inodes . 2>/dev/null | cut -f1',
];

export function usageOf(stdout: Uint8Array): Usage {
  const [bytes = 0, files = 0] = Buffer.from(stdout).toString('latin1').split('\n').map(Number);
  return { bytes, files };
}

/**
 * Holds a workspace to its size where no file system does: looks every 2 s while something runs, be it one program or
 * many short ones, and ends what runs when there is too much, and more than there was.
 */
export class Quota {
  readonly #most: Usage;
  readonly #measure: () => Promise<Usage>;
  readonly #running = new Set<AbortController>();
  #last: Usage = { bytes: 0, files: 0 };
  #timer: Patience | undefined;
  #looking = false;
  #dueAt = 0;

  constructor(most: Usage, measure: () => Promise<Usage>) {
    this.#most = most;
    this.#measure = measure;
  }

  /** @throws BailiffError TOO_LARGE when the task was ended for it */
  async guard<T>(task: (signal: AbortSignal) => Promise<T>, signal?: AbortSignal): Promise<T> {
    const full = new AbortController();
    this.#running.add(full);
    this.#lookLater();
    try {
      return await task(signal ? AbortSignal.any([signal, full.signal]) : full.signal);
    } finally {
      this.#running.delete(full);
      if (this.#running.size === 0) this.#rest();
    }
  }

  /** A look that was due while nothing ran comes with the next program: what ran before was not looked at. */
  #lookLater(): void {
    if (this.#looking || this.#timer) return;
    const now = performance.now();
    this.#dueAt ||= now + LOOK_MS;
    this.#timer = losePatience(Math.max(0, this.#dueAt - now), () => void this.#look());
  }

  #rest(): void {
    this.#timer?.stop();
    this.#timer = undefined;
  }

  async #look(): Promise<void> {
    this.#looking = true;
    this.#rest();
    const begunAt = performance.now();
    const used = await this.#measure().catch(() => this.#last);
    const now = performance.now();
    this.#dueAt = now + Math.max(LOOK_MS, SHARE * (now - begunAt));
    if (this.#isTooMuch(used)) for (const each of this.#running) each.abort(this.#fault());
    this.#last = used;
    this.#looking = false;
    if (this.#running.size > 0) this.#lookLater();
  }

  #isTooMuch({ bytes, files }: Usage): boolean {
    const { bytes: mostBytes, files: mostFiles } = this.#most;
    return bytes > Math.max(mostBytes, this.#last.bytes) || files > Math.max(mostFiles, this.#last.files);
  }

  #fault(): BailiffError {
    const { bytes, files } = this.#most;
    return new BailiffError(
      'TOO_LARGE',
      `Cannot go on: the workspace holds more than ${formatBytes(bytes)} or ${files} files; remove some`,
    );
  }
}
