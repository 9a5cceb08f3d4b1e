/**
 * The state of the reports that were sent, so that a reload of the form still shows it. They are kept in `storage.session`,
 * which is never written to disk. The browser writes `sessionStorage` there, to open its tabs again.
 */
import type { OutboxItem } from '../report/outbox.ts';

/** The part of `browser.storage.session` that is used. */
export interface SessionArea {
  get(key: string | null): Promise<Record<string, unknown>>;
  set(values: Record<string, unknown>): Promise<void>;
  remove(keys: string[]): Promise<void>;
}

export interface SentReports {
  /** Null when nothing was sent from the form with this nonce. */
  get(nonce: string): Promise<OutboxItem | null>;
  keep(nonce: string, item: OutboxItem): Promise<void>;
  /** Replaces the state that is kept; false when none is, because it was erased. */
  update(nonce: string, item: OutboxItem): Promise<boolean>;
  remove(nonce: string): Promise<void>;
  /** Forgets every report. */
  clear(): Promise<void>;
}

const PREFIX = 'sent-report ';

/** @param area `storage.session` */
export function createSentReports(area: SessionArea): SentReports {
  const get = async (nonce: string): Promise<OutboxItem | null> => {
    const key = `${PREFIX}${nonce}`;
    return ((await area.get(key))[key] as OutboxItem | undefined) ?? null;
  };
  const keep = (nonce: string, item: OutboxItem): Promise<void> => area.set({ [`${PREFIX}${nonce}`]: item });
  return {
    get,
    keep,
    async update(nonce, item) {
      if ((await get(nonce)) === null) return false;
      await keep(nonce, item);
      return true;
    },
    remove: (nonce) => area.remove([`${PREFIX}${nonce}`]),
    async clear() {
      await area.remove(Object.keys(await area.get(null)).filter((key) => key.startsWith(PREFIX)));
    },
  };
}
