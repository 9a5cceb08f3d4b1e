/** Phrases found in a text, as columns: folded units `starts` to `ends` (exclusive), and the meaning (`payload.ts`). */
export class PhraseMatches {
  starts = new Int32Array(1024);
  ends = new Int32Array(1024);
  payloads = new Int32Array(1024);
  length = 0;

  add(start: number, end: number, payload: number): void {
    const at = this.length++;
    if (at === this.starts.length) this.grow();
    this.starts[at] = start;
    this.ends[at] = end;
    this.payloads[at] = payload;
  }

  private grow(): void {
    for (const name of ['starts', 'ends', 'payloads'] as const) {
      const column = new Int32Array(2 * this[name].length);
      column.set(this[name]);
      this[name] = column;
    }
  }
}
