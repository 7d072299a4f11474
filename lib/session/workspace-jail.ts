/** A fresh jail over a session's workspace for tools of the host's own. */
export interface WorkspaceJail {
  /**
   * Runs an argv in a fresh jail, in /workspace, with the native program at {@link NATIVE_PATH}.
   * With `onStdout` the output is told as it comes, and not kept.
   */
  run(
    argv: readonly string[],
    options?: {
      readonly stdin?: AsyncIterable<Uint8Array> | Uint8Array;
      readonly onStdout?: (chunk: Uint8Array) => void;
      readonly wallMs?: number;
      readonly stdoutBytes?: number;
      readonly signal?: AbortSignal;
    },
  ): Promise<{ exitCode: number; stdout: Uint8Array; stderr: string }>;
}
