/** One step of setting up, as it is reported: once as `started` when it takes long, then as it ended. */
export interface SetupStep {
  /** What is set up, e.g. `nsjail`. */
  readonly title: string;
  /** `found`: it was there already; `installed`: it is now. A failure is thrown. */
  readonly state: 'started' | 'found' | 'installed';
  readonly detail: string;
}

/** What every step of setting up takes. */
export interface SetupOptions {
  /** The home folder, see `resolveHome`. */
  readonly home: string;
  readonly onStep?: (step: SetupStep) => void;
  readonly signal?: AbortSignal;
}
