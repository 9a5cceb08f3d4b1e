/** The file with everything that the extension keeps about its reader. */
import type { ReportDraft } from '../report/report-draft.ts';
import type { OutboxItem } from '../report/outbox.ts';
import type { Settings } from '../storage/settings.ts';

/** Sealed reports appear without their text: nobody on this device can open one. */
export interface OwnData {
  format: 'joblantern-own-data/1';
  settings: Settings;
  drafts: ReportDraft[];
  reports: OutboxItem[];
  /** Subscriptions to other publishers; the fingerprint is that of the publisher's root. */
  lists: { publisher: string; url: string; fingerprint: string }[];
}
