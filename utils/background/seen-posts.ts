/**
 * Fingerprints of posts that the reader saw, with the names that posted them. They show that one text appears under
 * several names. Off unless the reader turns it on. Kept for 30 days in a database of its own; a fingerprint does not
 * give the text back.
 */
import { Dexie, type EntityTable } from 'dexie';
import type { SeenPost } from '../contracts/seen-post.ts';
import { canonicalCompany } from '../indicators/canonical-company.ts';
import { dayNumber, dayText } from '../indicators/day-number.ts';
import { MIN_MATCHING_BANDS } from '../indicators/text-fingerprint.ts';

export interface SeenPosts {
  /**
   * Stores the post and returns under how many names its text was seen, this one included.
   * @param name company or poster  @param bands fingerprints of the text; none for a short text
   */
  record(name: string, bands: readonly string[]): Promise<number>;
  all(): Promise<SeenPost[]>;
  /** Deletes the posts that are older than 30 days. */
  prune(): Promise<void>;
  clear(): Promise<void>;
}

export const SEEN_DATABASE = 'joblantern-seen';
/** Days for which a post is kept. */
const MAX_DAYS = 30;
/** The posts of the oldest days are deleted first. */
const MAX_POSTS = 20_000;

/** @param today gives the day, `YYYY-MM-DD` */
export function createSeenPosts(today: () => string, name: string = SEEN_DATABASE): SeenPosts {
  const database = new Dexie(name) as Dexie & { posts: EntityTable<SeenPost, 'key'> };
  database.version(1).stores({ posts: 'key, day, *bands' });
  let prunedOn = '';

  async function prune(day: string): Promise<void> {
    if (prunedOn === day) return;
    const { posts } = database;
    await posts
      .where('day')
      .below(dayText(Math.max(0, dayNumber(day) - MAX_DAYS)))
      .delete();
    const excess = (await posts.count()) - MAX_POSTS;
    if (excess > 0) await posts.bulkDelete(await posts.orderBy('day').limit(excess).primaryKeys());
    prunedOn = day;
  }

  return {
    async record(rawName, bands) {
      const own = canonicalCompany(rawName);
      const [first] = bands;
      if (own === null || first === undefined) return 0;
      const day = today();
      await prune(day);
      await database.posts.put({ key: `${own} ${first}`, name: own, day, bands: [...bands] });
      const sharing = await database.posts.where('bands').anyOf(bands).toArray();
      const isCopy = (post: SeenPost): boolean =>
        post.bands.filter((band) => bands.includes(band)).length >= MIN_MATCHING_BANDS;
      return new Set(sharing.filter(isCopy).map((post) => post.name)).size;
    },
    all: async () => database.posts.toArray(),
    async prune() {
      // Opening it would make an empty database.
      if (await Dexie.exists(name)) await prune(today());
    },
    async clear() {
      if (await Dexie.exists(name)) await database.posts.clear();
    },
  };
}
