/** One thing that set-up gives to a user, and takes back. */
export interface DelegationStep {
  /** What it is, for people: a path, mostly. */
  readonly title: string;
  /** What it is for. */
  readonly detail: string;
  /** `done`: it is as it should be; `other`: something is there that is not; `absent`: nothing is. */
  state(): DelegationState;
  /** @throws BailiffError SETUP_FAILED, and then nothing has been changed by this step */
  make(): Promise<void>;
  /** Takes it away, whatever it has become. */
  undo(): Promise<void>;
}

export type DelegationState = 'done' | 'other' | 'absent';

/** What was done about one step, as it is told. */
export interface DelegationReport {
  readonly title: string;
  readonly detail: string;
  readonly state: 'present' | 'made' | 'would make' | 'removed' | 'would remove' | 'absent';
}
