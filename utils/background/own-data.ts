/** What the extension keeps of its reader: to look at in a file, and to erase with one tap. The public list is no such thing. */
import { readSettings, type Area, type Settings } from '../storage/settings.ts';
import type { OutboxItem } from '../report/outbox.ts';
import type { ReportDraft } from '../report/draft.ts';
import type { Drafts } from './drafts.ts';
import type { Pauses } from './pause.ts';

/** Everything, readable; the text of a sealed report is not among it, for nobody here can open one. */
export interface OwnData {
  format: 'joblantern-own-data/1';
  settings: Settings;
  drafts: ReportDraft[];
  reports: OutboxItem[];
}

interface Clearable {
  clear(): Promise<void>;
}

export interface OwnDataWorld {
  local: Area & Clearable;
  session: Clearable;
  drafts: Drafts;
  pauses: Pauses;
  outbox: { list(): Promise<OutboxItem[]>; erase(): Promise<void> };
  /** After all is gone: the open pages follow. */
  erased(pausedHosts: readonly string[]): Promise<void>;
}

export async function exportOwnData({ local, drafts, outbox }: OwnDataWorld): Promise<OwnData> {
  return {
    format: 'joblantern-own-data/1',
    settings: await readSettings(local),
    drafts: await drafts.all(),
    reports: await outbox.list(),
  };
}

/** Goes on when one part fails, so that the others are gone all the same; then throws the first failure. */
export async function eraseOwnData({ local, session, pauses, outbox, erased }: OwnDataWorld): Promise<void> {
  const { paused } = await readSettings(local);
  pauses.forgetPrivate();
  const results = await Promise.allSettled([outbox.erase(), session.clear(), local.clear()]);
  await erased(paused);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason as Error;
}
