/** Seals reports to the publisher's recipients, and sends them through the outbox. */
import type { Brand } from '../brand/brand.ts';
import type { Request } from '../contracts/messages.ts';
import type { SealResult, SendResult } from '../contracts/report-result.ts';
import { toBase64 } from '../report/base64.ts';
import { reportJson } from '../report/compose-report.ts';
import type { Outbox, OutboxItem } from '../report/outbox.ts';
import type { ReportDocument } from '../report/report-document.ts';
import { armorReport, SealError, sealReportJson } from '../report/seal-report.ts';
import type { Drafts } from './drafts.ts';

export interface ReportDeliveryDeps {
  drafts: Pick<Drafts, 'remove'>;
  outbox: Outbox;
  /** Age recipients of reports. */
  recipients(): Promise<readonly string[]>;
  /** The brand of the publisher whose recipients these are, with its relay; null for none. */
  brand(): Promise<Pick<Brand, 'id' | 'publisher' | 'relay'>>;
  /** Wakes the background at that time, in milliseconds since 1970; null cancels the alarm. */
  scheduleWake(time: number | null): Promise<void>;
}

export interface ReportDelivery {
  /** Seals and stores a report, or sends it from a private window, then deletes its draft: only ciphertext remains. */
  send(request: Request<'report.send'>): Promise<SendResult>;
  /** The sealed report as a file, without sending it. */
  seal(document: ReportDocument): Promise<SealResult>;
  /** Sends the reports that are due. */
  flush(): Promise<void>;
}

export function createReportDelivery(deps: ReportDeliveryDeps): ReportDelivery {
  const { drafts, outbox } = deps;

  async function sealForRecipients(
    document: ReportDocument,
  ): Promise<{ sealed: Uint8Array; recipients: readonly string[] }> {
    const recipients = await deps.recipients();
    return { sealed: await sealReportJson(reportJson(document), recipients), recipients };
  }

  async function enqueue(request: Request<'report.send'>): Promise<OutboxItem> {
    const { document, receipt, private: isPrivate, withdrawHash = null, replaces = null } = request;
    // Read first: when the publisher changes while the report is sealed, it is held back instead of sent astray.
    const { id: brand, publisher, relay } = await deps.brand();
    const { sealed, recipients } = await sealForRecipients(document);
    const sealedFor = { brand, publisher, recipients };
    const target = { relay, sealedFor, receipt, private: isPrivate, withdrawHash, replaces };
    return outbox.enqueue({ id: document.id, sealed, ...target });
  }

  /** Sends what is due. @returns the item as it is now */
  async function deliver(item: OutboxItem): Promise<OutboxItem> {
    await flush();
    const items = await outbox.list();
    // A report delivered without a receipt is no longer in the outbox.
    return items.find(({ key }) => key === item.key) ?? { ...item, state: 'delivered' };
  }

  async function flush(): Promise<void> {
    await outbox.flush();
    await deps.scheduleWake(await outbox.nextAttemptAt());
  }

  return {
    async send(request) {
      let item: OutboxItem;
      try {
        item = await enqueue(request);
      } catch (error) {
        return { problem: error instanceof SealError ? error.key : 'not-stored' };
      }
      // From here on it is stored, or sent from a private window. A fault that follows does not change that.
      try {
        // A report refused from a private window is stored nowhere else; the reader may save it as a file.
        if (request.nonce !== null && item.state !== 'refused') await drafts.remove(request.nonce);
        return { item: request.private ? item : await deliver(item) };
      } catch {
        return { item };
      }
    },
    async seal(document) {
      try {
        const { sealed: file } = await sealForRecipients(document);
        return { file: toBase64(file), armoured: armorReport(file) };
      } catch (error) {
        if (error instanceof SealError) return { problem: error.key };
        throw error;
      }
    },
    flush,
  };
}
