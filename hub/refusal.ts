/** What the person at the command line has to mend; each line says one thing. Nothing was changed. */
export class Refusal extends Error {
  override name = 'Refusal';
  readonly lines: readonly string[];

  constructor(...lines: string[]) {
    super(lines.join('\n'));
    this.lines = lines;
  }
}
