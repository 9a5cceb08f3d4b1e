/**
 * Groups reports into cases: one recruiter, or one text or picture that many repeat.
 *
 * Each indicator is a key with a set of reports. So is each cluster of near-copies of a text or picture. Two keys are
 * joined only when most of their reports are the same (Jaccard index 0.5 or more). So one false report that names two
 * recruiters joins nothing. That needs as many false reports as there are honest ones. A text under a few indicators
 * makes one case with all of them: recruiters change accounts more often than wording. A text under very many
 * indicators is a template, and each indicator has its own case. Every report is in one case: the largest one of its
 * keys. A case of a text alone comes last.
 *
 * Example: r1 and r2 name @a; r2 and r3 share a text; r4 names @a and @b; r5 to r9 name @b. @a has {r1 r2 r4}, the text
 * {r2 r3}, @b {r4 ... r9}. These are three cases, and r4 is in the case of @b, the largest.
 */
import { MIN_MATCHING_BANDS } from '../indicators/text-fingerprint.ts';
import { PictureCopies } from './picture-copies.ts';
import type { Indicator } from '../model/indicator.ts';

/** What grouping needs of a report. */
export interface Groupable {
  id: string;
  indicators: readonly Indicator[];
  /** Fingerprints of the text. */
  prints: readonly string[];
  /** Perceptual hash of the picture; null or absent without one. */
  picturePrint?: string | null;
}

export interface Case {
  /** Stable while the case's first key stays: `telegram:name`, `copy:<report id>`, `picture:<report id>` or `report:<report id>`. */
  id: string;
  /** Ids of the reports of this case, in the given order. */
  reports: string[];
  /** The indicators they share, those with most reports first; empty for copies of one text without an indicator. */
  indicators: Indicator[];
}

/** Jaccard index of the reports of two keys from which on they are joined. */
const MIN_JACCARD = 0.5;
/** A text under more indicators than this is a template. */
const MAX_INDICATORS_PER_TEXT = 12;
/** Indicators of one report that can join it to others. */
const MAX_KEYS_PER_REPORT = 12;
/** Reports between two pauses of `groupReportsInSteps`. */
const REPORTS_PER_STEP = 200;

interface GroupKey {
  name: string;
  indicator: Indicator | null;
  reports: number[];
}

/** The cases in the order of their first reports. */
export function groupReports(reports: readonly Groupable[]): Case[] {
  const steps = groupReportsInSteps(reports);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same, with pauses in which the page can respond to its user. */
export function* groupReportsInSteps(reports: readonly Groupable[]): Generator<void, Case[]> {
  const keys: GroupKey[] = [];
  const byName = new Map<string, number>();
  const keysOf: number[][] = [];
  const copies = new NearCopies();
  const pictures = new PictureCopies();
  for (const [at, report] of reports.entries()) {
    const own: number[] = [];
    for (const indicator of report.indicators.slice(0, MAX_KEYS_PER_REPORT)) {
      const name = `${indicator.kind}:${indicator.value}`;
      let key = byName.get(name);
      if (key === undefined) {
        key = keys.push({ name, indicator, reports: [] }) - 1;
        byName.set(name, key);
      }
      if (keys[key]!.reports.at(-1) === at) continue;
      keys[key]!.reports.push(at);
      own.push(key);
    }
    keysOf.push(own);
    copies.add(at, report.prints);
    if (report.picturePrint != null) pictures.add(at, report.picturePrint);
    if (at % REPORTS_PER_STEP === REPORTS_PER_STEP - 1) yield;
  }
  for (const { first, members } of copies.clusters()) {
    const key = keys.push({ name: `copy:${reports[first]!.id}`, indicator: null, reports: members }) - 1;
    for (const at of members) keysOf[at]!.push(key);
  }
  for (const members of pictures.clusters()) {
    const name = `picture:${reports[members[0]!]!.id}`;
    const key = keys.push({ name, indicator: null, reports: members }) - 1;
    for (const at of members) keysOf[at]!.push(key);
  }
  const joined = new DisjointSets(keys.length);
  yield* joinKeys(keys, keysOf, joined);
  return yield* buildCases(reports, keys, keysOf, joined);
}

/** Joins keys whose reports are mostly the same. */
function* joinKeys(
  keys: readonly GroupKey[],
  keysOf: readonly (readonly number[])[],
  joined: DisjointSets,
): Generator<void> {
  const sharedReports = new Map<number, number>();
  for (const [at, own] of keysOf.entries()) {
    for (let one = 0; one < own.length; one++) {
      for (let two = one + 1; two < own.length; two++) {
        const pair = Math.min(own[one]!, own[two]!) * keys.length + Math.max(own[one]!, own[two]!);
        sharedReports.set(pair, (sharedReports.get(pair) ?? 0) + 1);
      }
    }
    if (at % REPORTS_PER_STEP === REPORTS_PER_STEP - 1) yield;
  }
  let seen = 0;
  const indicatorsOf = new Map<number, number[]>();
  for (const [pair, count] of sharedReports) {
    const [one, two] = [Math.floor(pair / keys.length), pair % keys.length];
    const [own, other] = [keys[one]!, keys[two]!];
    if (count / (own.reports.length + other.reports.length - count) >= MIN_JACCARD) joined.join(one, two);
    // Keys of texts come after those of indicators.
    else if (other.indicator === null && own.indicator !== null && count / own.reports.length > MIN_JACCARD) {
      indicatorsOf.set(two, [...(indicatorsOf.get(two) ?? []), one]);
    }
    if (++seen % 20_000 === 0) yield;
  }
  for (const [text, names] of indicatorsOf) {
    if (names.length <= MAX_INDICATORS_PER_TEXT) for (const name of names) joined.join(text, name);
  }
}

function* buildCases(
  reports: readonly Groupable[],
  keys: readonly GroupKey[],
  keysOf: readonly (readonly number[])[],
  joined: DisjointSets,
): Generator<void, Case[]> {
  const found = new Map<number, JoinedKeys>();
  for (const key of keys.keys()) {
    const root = joined.root(key);
    const group = found.get(root) ?? { members: new Set<number>(), keys: [], hasIndicator: false };
    for (const at of keys[key]!.reports) group.members.add(at);
    group.keys.push(key);
    group.hasIndicator ||= keys[key]!.indicator !== null;
    found.set(root, group);
    if (key % 1_000 === 999) yield;
  }
  /** By root; by a number below 0 for a report alone. */
  const at = new Map<number, number[]>();
  for (const [index, own] of keysOf.entries()) {
    const home = findHomeCase(own, joined, found) ?? -1 - index;
    if (at.has(home)) at.get(home)!.push(index);
    else at.set(home, [index]);
    if (index % 1_000 === 999) yield;
  }
  return Array.from(at, ([root, members]) => {
    if (root < 0) return caseOfOne(reports[members[0]!]!);
    const own = (found.get(root)?.keys ?? []).map((key) => keys[key]!);
    own.sort((a, b) => b.reports.length - a.reports.length || (a.name < b.name ? -1 : 1));
    return {
      id: (own.find(({ indicator }) => indicator !== null) ?? own[0])!.name,
      reports: members.map((index) => reports[index]!.id),
      indicators: own.flatMap(({ indicator }) => (indicator === null ? [] : [indicator])),
    };
  });
}

function caseOfOne({ id }: Groupable): Case {
  return { id: `report:${id}`, reports: [id], indicators: [] };
}

/** The largest case of a report's keys; of equal ones, the one with most of its keys. */
function findHomeCase(
  own: readonly number[],
  joined: DisjointSets,
  found: ReadonlyMap<number, JoinedKeys>,
): number | null {
  const votes = new Map<number, number>();
  for (const key of own) votes.set(joined.root(key), (votes.get(joined.root(key)) ?? 0) + 1);
  const named = [...votes.keys()].some((root) => found.get(root)!.hasIndicator);
  let best: { root: number; votes: number; size: number } | null = null;
  for (const [root, count] of votes) {
    const { members, hasIndicator: hasName } = found.get(root)!;
    const { size } = members;
    if (named && !hasName) continue;
    if (best === null || size > best.size || (size === best.size && count > best.votes)) {
      best = { root, votes: count, size };
    }
  }
  return best?.root ?? null;
}

interface JoinedKeys {
  members: Set<number>;
  keys: number[];
  /** It has an indicator, not only a text. */
  hasIndicator: boolean;
}

/** Near-copies: a text joins a cluster when `MIN_MATCHING_BANDS` of its fingerprints are in it. */
class NearCopies {
  readonly #clusters: { first: number; members: number[]; prints: Set<string> }[] = [];
  readonly #joined = new DisjointSets(0);
  readonly #byPrint = new Map<string, number[]>();

  add(at: number, prints: readonly string[]): void {
    if (prints.length === 0) return;
    const met = new Map<number, number>();
    for (const print of prints) {
      const roots = new Set((this.#byPrint.get(print) ?? []).map((each) => this.#joined.root(each)));
      for (const root of roots) met.set(root, (met.get(root) ?? 0) + 1);
    }
    const known = [...met].filter(([, count]) => count >= MIN_MATCHING_BANDS).map(([root]) => root);
    const [home = this.#addCluster(at), ...others] = known;
    for (const other of others) this.#joined.join(home, other);
    const cluster = this.#clusters[home]!;
    cluster.members.push(at);
    for (const print of prints) {
      if (cluster.prints.has(print)) continue;
      cluster.prints.add(print);
      const holders = this.#byPrint.get(print);
      if (holders === undefined) this.#byPrint.set(print, [home]);
      // A fingerprint that very many texts have distinguishes none of them.
      else if (holders.length < 64) holders.push(home);
    }
  }

  #addCluster(at: number): number {
    this.#joined.grow();
    return this.#clusters.push({ first: at, members: [], prints: new Set() }) - 1;
  }

  /** Clusters of at least two reports. */
  clusters(): { first: number; members: number[] }[] {
    const whole = new Map<number, { first: number; members: number[] }>();
    for (const [at, cluster] of this.#clusters.entries()) {
      const root = this.#joined.root(at);
      const merged = whole.get(root) ?? { first: cluster.first, members: [] };
      merged.members.push(...cluster.members);
      whole.set(root, merged);
    }
    return [...whole.values()]
      .filter(({ members }) => members.length > 1)
      .map((merged) => ({ ...merged, members: merged.members.toSorted((a, b) => a - b) }));
  }
}

/** Disjoint sets (union-find); the smallest number of a set is its root. */
class DisjointSets {
  readonly #parent: number[];

  constructor(size: number) {
    this.#parent = Array.from({ length: size }, (_, at) => at);
  }

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
