/** A request that the hub refuses. Nothing was changed. Each line is one sentence for the person at the command line. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly lines: readonly string[];

  constructor(...lines: string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
