/** Compares a new list with the published one, and describes the changes before anybody signs. */
import { VERIFIED, type Indicator, type Listing } from '../../../utils/model/indicator.ts';
import { hashText } from '../../../utils/indicators/hash.ts';
import { memorySource, listingAt, openListings } from '../../../utils/indicators/listings.ts';
import type { ListFiles } from '../../../utils/indicators/list-delta.ts';
import { isAccusation, type Entry } from '../list/entry.ts';
import type { LookAlikeIndex } from '../list/look-alike-index.ts';
import type { WithdrawalReview } from './review-withdrawals.ts';

/** The published listings, by hash in hexadecimal. */
export type FormerListings = ReadonlyMap<string, Listing>;

export interface Review {
  added: Entry[];
  /** Kind and value, or the hash where they are not known. */
  removed: string[];
  /** Like `removed`, for entries that are withdrawn already. */
  takenOff: string[];
  /** Entries of list.csv that are not signed, because they are withdrawn. */
  leftOut: string[];
  /** Countries whose registers of agencies leave the channel. */
  registers: string[];
  /** Entries whose category, evidence or days changed. */
  changed: Entry[];
  /** Newly disputed entries. */
  disputed: Entry[];
  /** New accusations that look like a protected name, and that name. */
  lookAlikes: { entry: Entry; like: string }[];
  withdrawals: WithdrawalReview;
  before: number;
  after: number;
}

/** Removing more than this share of a list, and more than this number, is probably a mistake. */
const MAX_REMOVED_SHARE = 0.2;
const MAX_REMOVED_COUNT = 10;
/** Of a short list, too: a `list.csv` that was emptied or cut off removes as much. */
const MAX_REMOVED_SHARE_OF_ANY = 0.5;

/** Reads the published list from its two files. */
export async function readFormerListings(files: ListFiles | null): Promise<FormerListings> {
  const former = new Map<string, Listing>();
  if (files === null) return former;
  const listings = await openListings(memorySource(files.listings));
  for (let at = 0; at < listings.count; at++) {
    former.set(hashText(files.pairs.subarray(2 * at, 2 * at + 2)), await listingAt(listings, at));
  }
  return former;
}

/** @param names former entries by hash, for the names of removed ones */
export function reviewChanges(
  entries: ReadonlyMap<string, Entry>,
  former: FormerListings,
  names: ReadonlyMap<string, Indicator>,
  employers: LookAlikeIndex,
  withdrawals: WithdrawalReview,
): Review {
  const review: Review = {
    added: [],
    removed: [],
    takenOff: [],
    leftOut: [],
    registers: [],
    changed: [],
    disputed: [],
    lookAlikes: [],
    withdrawals,
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
    const list = withdrawals.off.has(hash) ? review.takenOff : review.removed;
    list.push(name === undefined ? `(hash ${hash})` : `${name.kind} ${name.value}`);
  }
  return review;
}

/** Returns the reasons for which a person must confirm; empty when there are none. */
export function confirmationsNeeded({ lookAlikes, withdrawals: { relisted }, removed, before }: Review): string[] {
  const needed: string[] = [];
  if (lookAlikes.length > 0) needed.push(lookAlikeCount(lookAlikes.length));
  if (relisted.length > 0) needed.push(relistedCount(relisted.length));
  const most = Math.min(Math.max(MAX_REMOVED_COUNT, MAX_REMOVED_SHARE * before), MAX_REMOVED_SHARE_OF_ANY * before);
  if (removed.length > most) {
    needed.push(`${removed.length} of ${before} entries would be removed at once`);
  }
  return needed;
}

/** Entries shown of each kind, and of those that need a confirmation, without `all`. */
const MAX_SHOWN = 10;
const MAX_DOUBTS_SHOWN = 50;

/** Describes the changes, a line each: counts first, then entries. @param all name every entry */
export function describeReview(review: Review, all = false): string[] {
  const { added, removed, takenOff, leftOut, registers, changed, disputed, lookAlikes, withdrawals, after } = review;
  const most = all ? Number.POSITIVE_INFINITY : MAX_SHOWN;
  const counts = [
    `${added.length} new`,
    `${removed.length + takenOff.length} removed`,
    ...(changed.length > 0 ? [`${changed.length} changed`] : []),
    `${disputed.length} disputed`,
  ].join(', ');
  const doubts = [
    ...(lookAlikes.length === 0 ? [] : [lookAlikeCount(lookAlikes.length)]),
    ...(withdrawals.relisted.length === 0 ? [] : [relistedCount(withdrawals.relisted.length)]),
  ];
  const doubt = doubts.length === 0 ? '' : `; ${doubts.join('; ')}: needs --confirm`;
  return [
    `${counts}${doubt}. The list then has ${after} entries.`,
    ...namedLines('new', added.map(entryLine), most),
    ...namedLines('removed', removed, most),
    ...namedLines('changed', changed.map(entryLine), most),
    ...namedLines('disputed', disputed.map(entryLine), most),
    ...namedLines('listed again', withdrawals.relisted, Math.max(most, MAX_DOUBTS_SHOWN)),
    ...namedLines('no longer disputed', withdrawals.undisputed, most),
    ...namedLines('disputed now', withdrawals.marked, most),
    ...namedLines('withdrawn already, and leaves the list', takenOff, most),
    ...namedLines('in list.csv, and stays withdrawn', leftOut, most),
    ...namedLines('register of agencies that leaves', registers, most),
    ...namedLines(
      'looks like',
      lookAlikes.map(({ entry, like }) => `${like}: ${entryLine(entry)}`),
      Math.max(most, MAX_DOUBTS_SHOWN),
    ),
  ];
}

function lookAlikeCount(count: number): string {
  return count === 1 ? '1 looks like a large employer' : `${count} look like large employers`;
}

function relistedCount(count: number): string {
  return count === 1 ? '1 withdrawn name would be listed again' : `${count} withdrawn names would be listed again`;
}

function entryLine({ kind, value, category, evidence }: Entry): string {
  return `${kind} ${value} (${category}, ${evidence})`;
}

function namedLines(what: string, lines: readonly string[], most: number): string[] {
  const shown = lines.slice(0, most).map((line) => `  ${what}${what === 'looks like' ? '' : ':'} ${line}`);
  return lines.length <= most ? shown : [...shown, `  ${what}: and ${lines.length - most} more`];
}
