/** What a signature would change, in words, before anybody signs: what is new, gone, disputed, and what looks like a mistake. */
import { VERIFIED, type Indicator, type Listing } from '../../utils/model/indicator.ts';
import { hashText } from '../../utils/indicators/hash.ts';
import { inMemory, listingAt, openListings } from '../../utils/indicators/listings.ts';
import type { ListFiles } from '../../utils/indicators/delta.ts';
import { isAccusation, type Entry } from './entry.ts';
import type { EmployerLabels } from './look-alike.ts';

/** Hash in hexadecimal to what stood of it. */
export type Former = ReadonlyMap<string, Listing>;

export interface Review {
  added: Entry[];
  /** Names, or hashes where the name is no longer known. */
  removed: string[];
  /** Listed before, with another reason, evidence or day. */
  changed: Entry[];
  /** Newly under dispute. */
  disputed: Entry[];
  /** Newly accused ones that look like a protected name, and that name. */
  employers: { entry: Entry; like: string }[];
  before: number;
  after: number;
}

/** Taking away more than this share of a list at once is more often a wrong file than a wish. */
const MUCH = 0.2;
const FEW = 10;

/** The list as its two files hold it. */
export async function formerOf(files: ListFiles | null): Promise<Former> {
  const former = new Map<string, Listing>();
  if (files === null) return former;
  const listings = await openListings(inMemory(files.listings));
  for (let at = 0; at < listings.count; at++) {
    former.set(hashText(files.pairs.subarray(2 * at, 2 * at + 2)), await listingAt(listings, at));
  }
  return former;
}

/** @param names by hash, of what was listed before */
export function reviewOf(
  entries: ReadonlyMap<string, Entry>,
  former: Former,
  names: ReadonlyMap<string, Indicator>,
  employers: EmployerLabels,
): Review {
  const review: Review = {
    added: [],
    removed: [],
    changed: [],
    disputed: [],
    employers: [],
    before: former.size,
    after: entries.size,
  };
  for (const [hash, entry] of entries) {
    const old = former.get(hash);
    if (isAccusation(entry) && (old === undefined || old.category === VERIFIED)) {
      const like = employers.likenessOf(entry);
      if (like !== null) review.employers.push({ entry, like });
    }
    if (old === undefined) review.added.push(entry);
    else if (
      old.category !== entry.category ||
      old.evidence !== entry.evidence ||
      old.listedOn !== entry.listedOn ||
      old.expiresOn !== entry.expiresOn ||
      old.disputedSince !== entry.disputedSince
    ) {
      review.changed.push(entry);
    }
    if (entry.disputedSince !== undefined && old?.disputedSince === undefined) review.disputed.push(entry);
  }
  for (const hash of former.keys()) {
    if (entries.has(hash)) continue;
    const name = names.get(hash);
    review.removed.push(name === undefined ? `(hash ${hash})` : `${name.kind} ${name.value}`);
  }
  return review;
}

/** Why this must be said yes to before it is signed; empty when it need not. */
export function doubtsOf({ employers, removed, before }: Review): string[] {
  const doubts: string[] = [];
  if (employers.length > 0) doubts.push(looks(employers.length));
  if (removed.length > Math.max(FEW, MUCH * before)) {
    doubts.push(`${removed.length} of ${before} entries would go at once`);
  }
  return doubts;
}

/** Names shown of each sort, and of those that look like employers: each of these is to be looked at. */
const SHOWN = 10;
const DOUBTED = 50;

/** `412 new, 3 removed, 1 disputed; 2 look like large employers`, and then which; with `all`, every one. */
export function wordsOf(review: Review, all = false): string[] {
  const { added, removed, changed, disputed, employers, after } = review;
  const most = all ? Number.POSITIVE_INFINITY : SHOWN;
  const counts = [
    `${added.length} new`,
    `${removed.length} removed`,
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    `${disputed.length} disputed`,
  ].join(', ');
  const doubt = employers.length === 0 ? '' : `; ${looks(employers.length)}: refuse unless confirmed`;
  return [
    `${counts}${doubt}. The list then has ${after} entries.`,
    ...named('new', added.map(lineOf), most),
    ...named('removed', removed, most),
    ...named('changed', changed.map(lineOf), most),
    ...named('disputed', disputed.map(lineOf), most),
    ...named(
      'looks like',
      employers.map(({ entry, like }) => `${like}: ${lineOf(entry)}`),
      Math.max(most, DOUBTED),
    ),
  ];
}

function looks(count: number): string {
  return count === 1 ? '1 looks like a large employer' : `${count} look like large employers`;
}

function lineOf({ kind, value, category, evidence }: Entry): string {
  return `${kind} ${value} (${category}, ${evidence})`;
}

function named(what: string, lines: readonly string[], most: number): string[] {
  const shown = lines.slice(0, most).map((line) => `  ${what}${what === 'looks like' ? '' : ':'} ${line}`);
  return lines.length <= most ? shown : [...shown, `  ${what}: and ${lines.length - most} more`];
}
