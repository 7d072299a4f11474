import { CellFolder } from './cell-folder.js';
import { CellLinks } from './cell-links.js';
import { type CellHost, cellScript } from './cell-setup.js';
import type { CellCgroup } from './cgroup.js';
import type { Profile } from './config.js';
import type { ReportFrame } from './frames.js';
import { outsideIds } from './ids.js';
import type { Step } from './step.js';

const MEMORY_SLACK_BYTES = 2 ** 20; // the idle charge wavers by what each core keeps in stock; each write costs 15 µs
const JAIL_PROCESSES = 2; // nsjail and the gate are in the group too
/** What a warm interpreter may take while it starts, which the limits of the last run are not for. */
const WARM_UP_ROOM = { memoryBytes: 256 * 2 ** 20, processes: 128 };
const LINK_PROCESSES = 2; // the threads of its gate that hold a joined program’s ends

/** What belongs to a cell on the host: folders and cgroups, all named by the slot that launch has leased. */
export class CellSite {
  readonly #folder: CellFolder;
  readonly #cgroup: CellCgroup | undefined;
  readonly links: CellLinks;
  /** See outsideIds. */
  readonly program: number | undefined;
  /** What launch is to run. */
  readonly script: Buffer;
  /** What an idle cell has for good: a warm one has an interpreter, which the first look at it tells. */
  #restBytes: number | undefined;
  /** File cache of a workspace is for the next program too: it is not dropped, and goes where memory is short. */
  readonly #keepsCache: boolean;
  #idleBytes = 0;
  #ownBytes = 0;

  constructor(host: CellHost, profile: Profile, slot: number) {
    this.#folder = new CellFolder(host.home, slot);
    this.links = new CellLinks(host.links, slot);
    this.#cgroup = host.cgroups?.create(slot);
    this.program = outsideIds(host.ids, slot).program;
    this.#keepsCache = host.place !== undefined;
    this.#restBytes = profile.warm || host.place ? undefined : 0;
    this.script = cellScript(host, profile, slot, this.#folder, this.links, this.#cgroup);
  }

  /** Puts a step's artifact and large stdin in place, and nothing else. Returns at once when there is nothing to do. */
  prepare(step: Step): Promise<void> | undefined {
    return this.#folder.prepare(step);
  }

  /** A new jail is parked: what is charged for it is not the next program's. */
  noteIdle(chargedBytes: number): void {
    if (this.#keepsCache && this.#restBytes !== undefined) return;
    this.#idleBytes = this.#cgroup?.idleBytes(chargedBytes, this.#restBytes ?? Number.POSITIVE_INFINITY) ?? 0;
    this.#restBytes ??= this.#idleBytes;
  }

  /** Puts the step's limits on the group, beyond what the parked jail and the request itself take. */
  limit({ limits, link }: Step, requestBytes: number): void {
    const own = this.#idleBytes + 2 * requestBytes;
    if (own > this.#ownBytes || own < this.#ownBytes - MEMORY_SLACK_BYTES)
      this.#ownBytes = own + MEMORY_SLACK_BYTES / 2;
    const processes = JAIL_PROCESSES + (link ? LINK_PROCESSES : 0);
    this.#cgroup?.limit(limits.memoryBytes + this.#ownBytes, limits.processes + processes);
  }

  /** The last program is dead: limits that are too tight for the start of an interpreter are raised. */
  makeRoom(): void {
    this.#cgroup?.makeRoom(WARM_UP_ROOM.memoryBytes, WARM_UP_ROOM.processes);
  }

  lift(): void {
    this.#cgroup?.lift();
  }

  /**
   * A jail that ended without a report is the program's doing if the kernel has killed something here for want of
   * memory: the groups are new with the cell, and go with it after such a kill.
   */
  causeOfSilence(): Partial<ReportFrame> | undefined {
    return this.#cgroup && this.#cgroup.oomKills() > 0 ? { cause: 'memory', oomKills: 1 } : undefined;
  }

  /** @throws BailiffError CGROUP_FAILED when something in the groups does not die; the folder stays then, too. */
  async remove(): Promise<void> {
    await this.#cgroup?.remove();
    this.#folder.remove();
    this.links.remove();
  }
}
