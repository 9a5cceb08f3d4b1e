/** What a signature would change, in words, before anybody signs: what is new, gone, disputed, and what looks like a mistake. */
import { VERIFIED, type Indicator, type Listing } from '../../utils/model/indicator.ts';
import { hashText } from '../../utils/indicators/hash.ts';
import { memorySource, listingAt, openListings } from '../../utils/indicators/listings.ts';
import type { ListFiles } from '../../utils/indicators/list-delta.ts';
import { isAccusation, type Entry } from './entry.ts';
import type { LookAlikeIndex } from './look-alike-index.ts';

/** Hash in hexadecimal to what stood of it. */
export type FormerListings = ReadonlyMap<string, Listing>;

export interface Review {
  added: Entry[];
  /** Names, or hashes where the name is no longer known. */
  removed: string[];
  /** Listed before, with another reason, evidence or day. */
  changed: Entry[];
  /** Newly under dispute. */
  disputed: Entry[];
  /** Newly accused ones that look like a protected name, and that name. */
  lookAlikes: { entry: Entry; like: string }[];
  before: number;
  after: number;
}

/** Taking away more than this share of a list at once is more often a wrong file than a wish. */
const MAX_REMOVED_SHARE = 0.2;
const MAX_REMOVED_COUNT = 10;

/** The list as its two files hold it. */
export async function readFormerListings(files: ListFiles | null): Promise<FormerListings> {
  const former = new Map<string, Listing>();
  if (files === null) return former;
  const listings = await openListings(memorySource(files.listings));
  for (let at = 0; at < listings.count; at++) {
    former.set(hashText(files.pairs.subarray(2 * at, 2 * at + 2)), await listingAt(listings, at));
  }
  return former;
}

/** @param names by hash, of what was listed before */
export function reviewChanges(
  entries: ReadonlyMap<string, Entry>,
  former: FormerListings,
  names: ReadonlyMap<string, Indicator>,
  employers: LookAlikeIndex,
): Review {
  const review: Review = {
    added: [],
    removed: [],
    changed: [],
    disputed: [],
    lookAlikes: [],
    before: former.size,
    after: entries.size,
  };
  for (const [hash, entry] of entries) {
    const old = former.get(hash);
    if (isAccusation(entry) && (old === undefined || old.category === VERIFIED)) {
      const like = employers.lookAlikeOf(entry);
      if (like !== null) review.lookAlikes.push({ entry, like });
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
export function confirmationsNeeded({ lookAlikes, removed, before }: Review): string[] {
  const needed: string[] = [];
  if (lookAlikes.length > 0) needed.push(lookAlikeCount(lookAlikes.length));
  if (removed.length > Math.max(MAX_REMOVED_COUNT, MAX_REMOVED_SHARE * before)) {
    needed.push(`${removed.length} of ${before} entries would go at once`);
  }
  return needed;
}

/** Names shown of each sort, and of those that look like employers: each of these is to be looked at. */
const MAX_SHOWN = 10;
const MAX_LOOK_ALIKES_SHOWN = 50;

/** `412 new, 3 removed, 1 disputed; 2 look like large employers`, and then which; with `all`, every one. */
export function describeReview(review: Review, all = false): string[] {
  const { added, removed, changed, disputed, lookAlikes, after } = review;
  const most = all ? Number.POSITIVE_INFINITY : MAX_SHOWN;
  const counts = [
    `${added.length} new`,
    `${removed.length} removed`,
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    `${disputed.length} disputed`,
  ].join(', ');
  const doubt = lookAlikes.length === 0 ? '' : `; ${lookAlikeCount(lookAlikes.length)}: refuse unless confirmed`;
  return [
    `${counts}${doubt}. The list then has ${after} entries.`,
    ...namedLines('new', added.map(entryLine), most),
    ...namedLines('removed', removed, most),
    ...namedLines('changed', changed.map(entryLine), most),
    ...namedLines('disputed', disputed.map(entryLine), most),
    ...namedLines(
      'looks like',
      lookAlikes.map(({ entry, like }) => `${like}: ${entryLine(entry)}`),
      Math.max(most, MAX_LOOK_ALIKES_SHOWN),
    ),
  ];
}

function lookAlikeCount(count: number): string {
  return count === 1 ? '1 looks like a large employer' : `${count} look like large employers`;
}

function entryLine({ kind, value, category, evidence }: Entry): string {
  return `${kind} ${value} (${category}, ${evidence})`;
}

function namedLines(what: string, lines: readonly string[], most: number): string[] {
  const shown = lines.slice(0, most).map((line) => `  ${what}${what === 'looks like' ? '' : ':'} ${line}`);
  return lines.length <= most ? shown : [...shown, `  ${what}: and ${lines.length - most} more`];
}
