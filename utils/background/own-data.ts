/**
 * What the extension keeps of its reader: to look at in a file, and to erase with one tap. The brand's public list is no such thing;
 * which other lists a reader chose is.
 */
import { readSettings, type StorageArea, type Settings } from '../storage/settings.ts';
import type { OutboxItem } from '../report/outbox.ts';
import type { ReportDraft } from '../report/report-draft.ts';
import type { PostChoices } from './post-choices.ts';
import type { Drafts } from './drafts.ts';
import type { Pauses } from './pauses.ts';
import type { Subscriptions } from './subscriptions.ts';

/** Everything, readable; the text of a sealed report is not among it, for nobody here can open one. */
export interface OwnData {
  format: 'joblantern-own-data/1';
  settings: Settings;
  drafts: ReportDraft[];
  reports: OutboxItem[];
  /** Lists of other publishers, by their root's fingerprint. */
  lists: { publisher: string; url: string; fingerprint: string }[];
}

interface Clearable {
  clear(): Promise<void>;
}

export interface OwnDataDeps {
  local: StorageArea & Clearable;
  session: Clearable;
  drafts: Drafts;
  choices: Pick<PostChoices, 'forgetPrivate'>;
  pauses: Pauses;
  outbox: { list(): Promise<OutboxItem[]>; erase(): Promise<void> };
  lists: Pick<Subscriptions, 'list' | 'remove'>;
  /** After all is gone: the open pages follow. */
  erased(pausedHosts: readonly string[]): Promise<void>;
}

export async function exportOwnData({ local, drafts, outbox, lists }: OwnDataDeps): Promise<OwnData> {
  return {
    format: 'joblantern-own-data/1',
    settings: await readSettings(local),
    drafts: await drafts.all(),
    reports: await outbox.list(),
    lists: (await lists.list())
      .filter(({ own }) => !own)
      .map(({ id, url, state }) => ({ publisher: state.publisher, url, fingerprint: id })),
  };
}

/** Goes on when one part fails, so that the others are gone all the same; then throws the first failure. */
export async function eraseOwnData({
  local,
  session,
  choices,
  pauses,
  outbox,
  lists,
  erased,
}: OwnDataDeps): Promise<void> {
  const { paused } = await readSettings(local);
  pauses.forgetPrivate();
  choices.forgetPrivate();
  // A list that goes clears its own keys too, so what is local goes after it.
  const gone = removeSubscriptions(lists);
  const cleared = gone.catch(() => undefined).then(() => local.clear());
  const results = await Promise.allSettled([outbox.erase(), session.clear(), gone, cleared]);
  await erased(paused);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason as Error;
}

async function removeSubscriptions(lists: OwnDataDeps['lists']): Promise<void> {
  for (const { id, own } of await lists.list()) if (!own) await lists.remove(id);
}
