/** A kernel with its own Debian around it. */
export interface Machine {
  readonly name: string;
  /** Debian's name of the release. */
  readonly suite: string;
  /** Whether its `memory.peak` can be reset (Linux 6.12), so that a cell serves many runs. */
  readonly resettable: boolean;
}

export const MACHINES: readonly Machine[] = [
  { name: 'Debian 12, Linux 6.1', suite: 'bookworm', resettable: false },
  { name: 'Debian 13, Linux 6.12', suite: 'trixie', resettable: true },
];
