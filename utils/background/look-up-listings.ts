/** Looks up what a post mentions in the list of one release. */
import type { OpenChannel } from '../channel/open-release.ts';
import { dayOf } from '../indicators/day-number.ts';
import { lookUp } from '../indicators/indicator-list.ts';
import type { ListingMatch, Mention } from '../model/indicator.ts';

export interface LookUpOptions {
  /** Shown with each listing. It never comes from the list. */
  publisher: string;
  /** The reader added the channel. */
  isSubscribed: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/** Listings that have not expired. Expiry counts up to the release's own: a clock that is years ahead hides no listing. */
export async function lookUpListings(
  { list, expiresAt }: OpenChannel,
  mentions: readonly Mention[],
  { publisher, isSubscribed, now }: LookUpOptions,
): Promise<ListingMatch[]> {
  if (list === null) return [];
  const [today, day] = [dayOf(now), dayOf(Math.min(now, Date.parse(expiresAt)))];
  const hits = await lookUp(list, mentions);
  return hits.flatMap(({ mention, listing: { expiresOn, ...listing } }) => {
    if (expiresOn !== undefined && expiresOn < day) return [];
    const lapses = expiresOn !== undefined && expiresOn >= today ? { expiresOn } : {};
    const added = isSubscribed ? { added: true } : {};
    return [{ mention, listing: { ...listing, ...lapses, ...added, publisher } }];
  });
}
