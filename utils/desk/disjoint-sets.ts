/** Disjoint sets of the numbers from 0 on (union-find). The smallest number of a set is its root. */
export class DisjointSets {
  readonly #parent: number[];

  /** Each number below `size` is a set of its own. */
  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, at) => at);
  }

  /** Adds the next number as a set of its own. */
  grow(): void {
    this.#parent.push(this.#parent.length);
  }

  root(at: number): number {
    let root = at;
    while (this.#parent[root] !== root) root = this.#parent[root]!;
    for (let step = at; step !== root;) {
      const next = this.#parent[step]!;
      this.#parent[step] = root;
      step = next;
    }
    return root;
  }

  join(one: number, two: number): void {
    const [a, b] = [this.root(one), this.root(two)];
    if (a !== b) this.#parent[Math.max(a, b)] = Math.min(a, b);
  }
}
