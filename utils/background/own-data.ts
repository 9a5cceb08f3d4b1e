/**
 * Everything that is stored about the reader, to export as a file and to erase. The brand's public list is not part of it;
 * the reader's subscriptions are.
 */
import type { ModelCache } from '../picture-reader/model-cache.ts';
import type { OwnData } from '../contracts/own-data.ts';
import { readSettings, type StorageArea } from '../storage/settings.ts';
import type { OutboxItem } from '../report/outbox.ts';
import type { PostChoices } from './post-choices.ts';
import type { Drafts } from './drafts.ts';
import type { Pauses } from './pauses.ts';
import type { SeenPosts } from './seen-posts.ts';
import type { Subscriptions } from './subscriptions.ts';

interface Clearable {
  clear(): Promise<void>;
}

export interface OwnDataDeps {
  local: StorageArea & Clearable;
  session: Clearable;
  drafts: Drafts;
  choices: Pick<PostChoices, 'all' | 'forgetPrivate'>;
  pauses: Pauses;
  outbox: { list(): Promise<OutboxItem[]>; erase(): Promise<void> };
  subscriptions: Pick<Subscriptions, 'list' | 'remove'>;
  seenPosts: Pick<SeenPosts, 'all' | 'clear'>;
  models: ModelCache;
  /** Match patterns of the sites that may be read. The browser keeps them: they are shown, not erased. */
  allowedSites(): Promise<string[]>;
  /** Called after everything was erased, with the hosts whose pages can resume. */
  onErased(pausedHosts: readonly string[]): Promise<void>;
}

export async function exportOwnData(deps: OwnDataDeps): Promise<OwnData> {
  const channels = await deps.subscriptions.list();
  return {
    format: 'joblantern-own-data/1',
    settings: await readSettings(deps.local),
    // From a private window nothing is written to the disk.
    drafts: (await deps.drafts.all()).filter((draft) => !draft.private),
    reports: await deps.outbox.list(),
    lists: channels
      .filter(({ own }) => !own)
      .map(({ id, url, state }) => ({ publisher: state.publisher, url, fingerprint: id })),
    fetches: channels.map(({ state: { publisher, checkedAt, problem } }) => ({ publisher, checkedAt, problem })),
    choices: await deps.choices.all(),
    seenPosts: await deps.seenPosts.all(),
    pictureModels: await deps.models.codes(),
    allowedSites: await deps.allowedSites(),
  };
}

/** Erases every part even when one fails. @throws the first failure, at the end */
export async function eraseOwnData({
  local,
  session,
  choices,
  pauses,
  outbox,
  subscriptions,
  seenPosts,
  models,
  onErased,
}: OwnDataDeps): Promise<void> {
  // Damaged settings keep nothing else from being erased.
  const paused = await readSettings(local).then(
    (settings) => settings.paused,
    () => [],
  );
  choices.forgetPrivate();
  // Removing a subscription writes to `storage.local`, so that area is cleared last.
  const removed = removeSubscriptions(subscriptions);
  const cleared = removed.catch(() => undefined).then(() => local.clear());
  const results = await Promise.allSettled([
    outbox.erase(),
    seenPosts.clear(),
    models.clear(),
    pauses.forgetPrivate(),
    session.clear(),
    removed,
    cleared,
  ]);
  await onErased(paused);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason as Error;
}

async function removeSubscriptions(subscriptions: OwnDataDeps['subscriptions']): Promise<void> {
  for (const { id, own } of await subscriptions.list()) if (!own) await subscriptions.remove(id);
}
