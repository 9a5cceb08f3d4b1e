/** Clusters of near-copies of one text: a text joins a cluster when `MIN_MATCHING_BANDS` of its fingerprints are in it. */
import { MIN_MATCHING_BANDS } from '../indicators/text-fingerprint.ts';
import { DisjointSets } from './disjoint-sets.ts';

/** A fingerprint that more clusters than this have distinguishes none of them. */
const MAX_CLUSTERS_PER_PRINT = 64;

export interface TextCluster {
  /** Number of the report that began it. */
  first: number;
  /** Numbers of its reports, ascending. */
  members: number[];
}

export class TextCopies {
  readonly #clusters: { first: number; members: number[]; prints: Set<string> }[] = [];
  readonly #joined = new DisjointSets(0);
  readonly #clustersOfPrint = new Map<string, number[]>();

  /** @param at the report's number @param prints fingerprints of its text; none for a report without a text */
  add(at: number, prints: readonly string[]): void {
    if (prints.length === 0) return;
    const [home = this.#addCluster(at), ...others] = this.#matchingClusters(prints);
    for (const other of others) this.#joined.join(home, other);
    const cluster = this.#clusters[home]!;
    cluster.members.push(at);
    for (const print of prints) {
      if (cluster.prints.has(print)) continue;
      cluster.prints.add(print);
      const holders = this.#clustersOfPrint.get(print);
      if (holders === undefined) this.#clustersOfPrint.set(print, [home]);
      else if (holders.length < MAX_CLUSTERS_PER_PRINT) holders.push(home);
    }
  }

  #matchingClusters(prints: readonly string[]): number[] {
    const matches = new Map<number, number>();
    for (const print of prints) {
      const roots = new Set((this.#clustersOfPrint.get(print) ?? []).map((each) => this.#joined.root(each)));
      for (const root of roots) matches.set(root, (matches.get(root) ?? 0) + 1);
    }
    return [...matches].filter(([, count]) => count >= MIN_MATCHING_BANDS).map(([root]) => root);
  }

  #addCluster(at: number): number {
    this.#joined.grow();
    return this.#clusters.push({ first: at, members: [], prints: new Set() }) - 1;
  }

  /** Clusters of at least two reports. */
  clusters(): TextCluster[] {
    const whole = new Map<number, TextCluster>();
    for (const [at, { first, members }] of this.#clusters.entries()) {
      const root = this.#joined.root(at);
      const merged = whole.get(root) ?? { first, members: [] };
      merged.members.push(...members);
      whole.set(root, merged);
    }
    return [...whole.values()]
      .filter(({ members }) => members.length > 1)
      .map((merged) => ({ ...merged, members: merged.members.toSorted((a, b) => a - b) }));
  }
}
