/** Answers of the background to a confirmed report. */
import type { OutboxItem } from '../report/outbox.ts';
import type { PublishedOutcome } from '../report/outcomes.ts';
import type { SealError } from '../report/seal-report.ts';
import type { WithdrawResult } from '../report/send-report.ts';

/** `problem` is a message key under `problem.`: nothing was sent, and nothing is stored. */
export type SendResult = { item: OutboxItem } | { problem: SealError['key'] | 'not-stored' };
/** What became of an answer to "Was this right?"; `sent` may wait for a connection. */
export interface FeedbackResult {
  state: 'sent' | 'failed';
}

/** The sealed file in Base64, and the same as armoured text for a mail. */
export type SealResult = { file: string; armoured: string } | { problem: SealError['key'] };

/** `outcome` is null when the publisher has published none for the code, or there is no channel. */
export interface CodeResult {
  /** Null when no withdrawal was requested. */
  withdrawal: WithdrawResult | null;
  outcome: PublishedOutcome | null;
}
