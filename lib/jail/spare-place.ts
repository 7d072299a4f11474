import type { FileHandle } from 'node:fs/promises';
import { Cell } from './cell.js';
import { type CellHost, hostIn } from './cell-setup.js';
import { type Profile, profileKey } from './config.js';
import { networkOperation, type PlaceHelper, startPlaceHelper } from './place-helper.js';

const PAUSE_MS = 100; // whoever has taken one has its first command to run: not at the same time

/** A network and a parked cell in it, for a session that is to come: it has no workspace yet. */
export interface Spare {
  readonly network: FileHandle;
  readonly cell: Cell;
  /** It waits for what is to be done; undefined where it could not have the lock of a session then. */
  readonly helper: PlaceHelper | undefined;
}

/**
 * Keeps one spare place ready, so that a session which is opened or resumed need not wait for its first cell. None of
 * its jails has run anything.
 */
export class SparePlaces {
  readonly #host: CellHost;
  readonly #profile: Profile;
  #next: Promise<Spare | undefined> | undefined;
  #ready: Spare | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(host: CellHost, profile: Profile) {
    this.#host = host;
    this.#profile = profile;
  }

  /** Has one ready soon, for calls to come. */
  prepare(): void {
    if (this.#closed || this.#next || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#next = this.#make().catch(() => undefined); // a session that needs one tells what is wrong
    }, PAUSE_MS).unref();
  }

  /** The one that is ready, for a place of that profile; whoever takes it owns it. */
  take(profile: Profile): Spare | undefined {
    const spare = this.#ready;
    if (!spare || spare.cell.key !== profileKey(profile)) return undefined;
    this.#ready = undefined;
    this.#next = undefined;
    if (spare.cell.state === 'parked' && !spare.helper?.isGone) return spare;
    void discard(spare);
    return undefined;
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    const spare = await this.#next;
    if (spare && spare === this.#ready) await discard(spare);
    this.#ready = undefined;
  }

  async #make(): Promise<Spare | undefined> {
    const { network, helper } = await openNetwork(this.#host);
    const cell = new Cell(hostIn(this.#host, { network: network.fd, held: [] }), this.#profile, undefined);
    const spare = { network, cell, helper };
    try {
      await cell.started;
    } catch (error) {
      this.#next = undefined;
      await discard(spare);
      throw error;
    }
    if (this.#closed) await discard(spare);
    else this.#ready = spare;
    return spare;
  }
}

/** Of the machine's root only: without it the network belongs to a user namespace, which would be needed as well. */
async function openNetwork(host: CellHost): Promise<Pick<Spare, 'network' | 'helper'>> {
  const helper = startPlaceHelper(host, ['borrows', String(process.pid), ...networkOperation(host)]);
  try {
    const borrows = (await helper.next()).more === 'yes';
    await helper.next();
    const network = await helper.open('ns/net'); // the last that can fail: nobody else would close it
    if (borrows) helper.rest();
    else helper.end();
    return { network, helper: borrows ? helper : undefined };
  } catch (error) {
    helper.end();
    throw error;
  }
}

async function discard({ cell, network, helper }: Spare): Promise<void> {
  helper?.end();
  await cell.close().catch(() => undefined);
  await network.close();
}
