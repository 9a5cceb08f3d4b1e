/** Reports in the background. A post becomes a draft without the reader's own data, then a sealed report in the outbox. */
import type { CodeResult } from '../contracts/report-result.ts';
import { toBase64 } from '../report/base64.ts';
import type { OutboxItem } from '../report/outbox.ts';
import { findOutcome, OUTCOMES_TARGET } from '../report/outcomes.ts';
import { deriveCodeHashes } from '../report/report-code.ts';
import type { Drafts } from './drafts.ts';
import { createReportDelivery, type ReportDelivery, type ReportDeliveryDeps } from './report-delivery.ts';
import { createReportForms, type ReportForms, type ReportFormsDeps } from './report-forms.ts';

export interface ReportsDeps extends ReportFormsDeps, ReportDeliveryDeps {
  drafts: Drafts;
  /** A target of the brand's own channel; null when it is missing. */
  channelFile(name: string): Promise<Uint8Array | null>;
}

export interface Reports extends ReportForms, Pick<ReportDelivery, 'send' | 'seal'> {
  /** The published outcome of the report with this code. @param withdraw whether to withdraw the report first */
  checkCode(secret: string, withdraw: boolean): Promise<CodeResult>;
  list(): Promise<OutboxItem[]>;
  /** Sends the reports that are due. @param now send every waiting report */
  flush(now?: boolean): Promise<OutboxItem[]>;
  /** A report of the outbox as a sealed file in Base64; null when its ciphertext is deleted. */
  file(key: string): Promise<string | null>;
  /** @param key of one report; null erases all, and the drafts */
  erase(key: string | null): Promise<void>;
}

export function createReports(deps: ReportsDeps): Reports {
  const { drafts, outbox } = deps;
  const delivery = createReportDelivery(deps);
  return {
    ...createReportForms(deps),
    send: delivery.send,
    seal: delivery.seal,
    async checkCode(secret, withdraw) {
      const { withdrawSecret, withdrawHash, outcome } = await deriveCodeHashes(secret);
      const withdrawal = withdraw ? await outbox.withdraw(withdrawSecret, withdrawHash) : null;
      return { withdrawal, outcome: findOutcome(await deps.channelFile(OUTCOMES_TARGET), outcome) };
    },
    list: () => outbox.list(),
    async flush(now = false) {
      if (now) await outbox.retryNow();
      await delivery.flush();
      return outbox.list();
    },
    async file(key) {
      const sealed = await outbox.sealed(key);
      return sealed === null ? null : toBase64(sealed);
    },
    async erase(key) {
      if (key === null) await drafts.clear();
      await outbox.erase(key ?? undefined);
    },
  };
}
