/** Selects the entries that may go to partners: published today and not disputed. */
import type { Entry } from '../channel/list/entry.ts';
import { readChannelConfig } from '../channel/channel-folder.ts';
import { readWholeList } from '../channel/list/list-file.ts';
import { verifyChannel } from '../channel/host/verify-channel.ts';
import { dayOf } from '../../utils/indicators/day-number.ts';
import { lookUp } from '../../utils/indicators/indicator-list.ts';
import { Refusal } from '../refusal.ts';

export interface ShareableEntries {
  publisher: string;
  entries: Entry[];
  /** Entries that are left out and why, a line each. */
  leftOut: string[];
}

/** @param now milliseconds since 1970. Throws a Refusal or a ChannelError when there is nothing published. */
export async function shareableEntries(dir: string, now: number): Promise<ShareableEntries> {
  const { publisher } = await readChannelConfig(dir);
  const entries = [...(await readWholeList(dir)).values()];
  const { list } = (await verifyChannel(dir, now)).opened;
  if (list === null) throw new Refusal(`Nothing is published in ${dir} yet: channel sign ${dir}`);
  const mentions = entries.map(({ kind, value }) => ({ kind, value, field: 'text' as const, start: 0, end: 0 }));
  const hits = new Map((await lookUp(list, mentions)).map(({ mention, listing }) => [mention, listing]));
  const listed: ShareableEntries = { publisher, entries: [], leftOut: [] };
  for (const [at, entry] of entries.entries()) {
    const published = hits.get(mentions[at] as (typeof mentions)[number]);
    const why =
      published === undefined
        ? 'is not published: it is not signed yet, or was withdrawn'
        : published.disputedSince !== undefined
          ? `is disputed since ${published.disputedSince}`
          : entry.expiresOn <= dayOf(now)
            ? `has expired on ${entry.expiresOn}`
            : null;
    if (why === null) listed.entries.push(entry);
    else listed.leftOut.push(`${entry.kind} ${entry.value} ${why}`);
  }
  return listed;
}
