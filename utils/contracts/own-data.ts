/** The file with everything that the extension keeps about its reader. */
import type { ChannelProblem } from './channel-status.ts';
import type { PostChoice } from './post-choice.ts';
import type { SeenPost } from './seen-post.ts';
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
  /** Every list in use: when it was fetched last, and what went wrong last. */
  fetches: { publisher: string; checkedAt: string | null; problem: ChannelProblem | null }[];
  /** "This is fine" and the like, by the hash of a post; those of private windows are left out. */
  choices: Record<string, PostChoice>;
  /** Fingerprints of seen posts, where the reader turned that on. */
  seenPosts: SeenPost[];
  /** Codes of the downloaded models that read pictures. */
  pictureModels: string[];
  /** Match patterns of the sites that may be read, as the browser keeps them. */
  allowedSites: string[];
}
