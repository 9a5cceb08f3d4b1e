/** What of a channel may go to partners: what its readers see today, and nobody disputes. */
import type { Entry } from '../channel/entry.ts';
import { readConfig } from '../channel/folder.ts';
import { readList } from '../channel/list-file.ts';
import { verifyChannel } from '../channel/verify.ts';
import { dayOf } from '../../utils/indicators/days.ts';
import { lookup } from '../../utils/indicators/list.ts';
import { Refusal } from '../refusal.ts';

export interface Listed {
  publisher: string;
  entries: Entry[];
  /** What stays here and why, a line each. */
  left: string[];
}

/** @param now milliseconds since 1970. Throws a Refusal or a ChannelError when there is nothing published. */
export async function listedEntries(dir: string, now: number): Promise<Listed> {
  const { publisher } = await readConfig(dir);
  const entries = [...(await readList(dir)).values()];
  const { list } = (await verifyChannel(dir, now)).opened;
  if (list === null) throw new Refusal(`Nothing is published in ${dir} yet: channel sign ${dir}`);
  const mentions = entries.map(({ kind, value }) => ({ kind, value, field: 'text' as const, start: 0, end: 0 }));
  const hits = new Map((await lookup(list, mentions)).map(({ mention, listing }) => [mention, listing]));
  const listed: Listed = { publisher, entries: [], left: [] };
  for (const [at, entry] of entries.entries()) {
    const published = hits.get(mentions[at] as (typeof mentions)[number]);
    const why =
      published === undefined
        ? 'is not published: it is not signed yet, or was taken back'
        : published.disputedSince !== undefined
          ? `is disputed since ${published.disputedSince}`
          : entry.expiresOn <= dayOf(now)
            ? `has expired on ${entry.expiresOn}`
            : null;
    if (why === null) listed.entries.push(entry);
    else listed.left.push(`${entry.kind} ${entry.value} ${why}`);
  }
  return listed;
}
