/** A toolchain that cannot be installed: the host's fault, with what to do about it. */
export class ToolchainInstallError extends Error {
  override readonly name = 'ToolchainInstallError';

  constructor(
    message: string,
    /** What to do next: a command to run where there is one. */
    readonly nextStep: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
