/** Ends a command with an exit code. The command has already printed why. */
export class ExitStatus extends Error {
  override name = 'ExitStatus';
  readonly code: number;

  constructor(code: number) {
    super(`exit code ${code}`);
    this.code = code;
  }
}
