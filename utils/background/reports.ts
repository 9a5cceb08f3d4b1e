/** Reports in the background. A post becomes a draft without the reader's own data, then a sealed report in the outbox. */
import type { Brand } from '../brand/brand.ts';
import type { Request } from '../contracts/messages.ts';
import type { CodeResult, SealResult, SendResult } from '../contracts/report-result.ts';
import type { JobPost } from '../model/job-post.ts';
import { toBase64 } from '../report/base64.ts';
import { reportJson } from '../report/compose-report.ts';
import type { ReportDocument } from '../report/report-document.ts';
import type { Outbox, OutboxItem } from '../report/outbox.ts';
import { EMPTY_POST } from '../model/empty-post.ts';
import { disputedPost } from '../report/disputed-post.ts';
import { OUTCOMES_TARGET, findOutcome } from '../report/outcomes.ts';
import { redactPost } from '../report/redact-post.ts';
import { EMPTY_READER_DATA } from '../report/reader-data.ts';
import { armorReport, sealReportJson, SealError } from '../report/seal-report.ts';
import { deriveCodeHashes } from '../report/report-code.ts';
import type { Drafts } from './drafts.ts';
import type { Injection } from './injection.ts';

export interface ReportsDeps {
  drafts: Drafts;
  injection: Pick<Injection, 'readReaderData' | 'readOutline'>;
  outbox: Outbox;
  recipients(): Promise<readonly string[]>;
  /** The brand of the publisher whose recipients these are, with its relay; null for none. */
  brand(): Promise<Pick<Brand, 'id' | 'publisher' | 'relay'>>;
  /** A target of the brand's own channel; null when it is missing. */
  channelFile(name: string): Promise<Uint8Array | null>;
  openPage(path: string): Promise<void>;
  /** Wakes the background at that time, in milliseconds since 1970; null cancels the alarm. */
  scheduleWake(time: number | null): Promise<void>;
}

/** Where the reported post is. */
export interface PostPlace {
  /** Null when the post comes from no tab. */
  tabId: number | null;
  frameId: number;
  /** In a private window. */
  incognito: boolean;
}

export type ReportRequest = Omit<Request<'report.open'>, 'tabId' | 'private'>;

export interface Reports {
  /** Opens the report page with a draft of the post, without the reader's own data that the page shows. */
  open(request: ReportRequest, place: PostPlace): Promise<void>;
  /** Opens the report page with the structure of a page that could not be read, without its text. */
  openLayout(tabId: number, isPrivate: boolean): Promise<void>;
  /** Seals and stores a report, or sends it from a private window, then deletes its draft: only ciphertext remains. */
  send(request: Request<'report.send'>): Promise<SendResult>;
  seal(document: ReportDocument): Promise<SealResult>;
  /** The published outcome of the report with this code. @param withdraw whether to withdraw the report first */
  checkCode(secret: string, withdraw: boolean): Promise<CodeResult>;
  list(): Promise<OutboxItem[]>;
  /** Sends the reports that are due. @param now send every waiting report */
  flush(now?: boolean): Promise<OutboxItem[]>;
  /** A report of the outbox as a sealed file in Base64; null when its ciphertext is deleted. */
  file(key: string): Promise<string | null>;
  erase(key: string | null): Promise<void>;
}

export function createReports(deps: ReportsDeps): Reports {
  const { drafts, outbox } = deps;

  async function flush(): Promise<void> {
    await outbox.flush();
    await deps.scheduleWake(await outbox.nextAttemptAt());
  }

  const sealForRecipients = async (
    document: ReportDocument,
  ): Promise<{ sealed: Uint8Array; recipients: readonly string[] }> => {
    const recipients = await deps.recipients();
    return { sealed: await sealReportJson(reportJson(document), recipients), recipients };
  };

  async function openDraft(request: ReportRequest, { tabId, frameId, incognito }: PostPlace): Promise<void> {
    const { verdict, wrong, dispute = false, picture } = request;
    // A dispute names the reader's own account, which must not be removed. Without a verdict nothing of the tab is reported.
    const readsTab = tabId !== null && !dispute && verdict !== null;
    const self = readsTab ? await deps.injection.readReaderData(tabId, frameId) : EMPTY_READER_DATA;
    const { post, taken } = redactPost(dispute ? disputedPost(request.post, verdict) : request.post, self);
    const draft = {
      post,
      verdict,
      wrong,
      taken,
      private: incognito,
      ...(picture === undefined ? {} : { picture }),
    };
    const nonce = await drafts.save(dispute ? { ...draft, dispute } : draft);
    await deps.openPage(`report.html#${nonce}`);
  }

  /** The forms that are opening now, by request and place: a double press opens one form. */
  const opening = new Map<string, Promise<void>>();

  return {
    open(request, place) {
      const key = JSON.stringify([request, place]);
      const pending = opening.get(key) ?? openDraft(request, place).finally(() => opening.delete(key));
      opening.set(key, pending);
      return pending;
    },
    async openLayout(tabId, isPrivate) {
      const { site, outline } = await deps.injection.readOutline(tabId);
      const post: JobPost = { ...EMPTY_POST, site, text: outline };
      const nonce = await drafts.save({ post, verdict: null, wrong: false, layout: true, private: isPrivate });
      await deps.openPage(`report.html#${nonce}`);
    },
    async send({ document, receipt, private: isPrivate, nonce, withdrawHash = null, replaces = null }) {
      let item: OutboxItem;
      try {
        // Read first: when the publisher changes while the report is sealed, it is held back instead of sent astray.
        const { id: brand, publisher, relay } = await deps.brand();
        const { sealed, recipients } = await sealForRecipients(document);
        const sealedFor = { brand, publisher, recipients };
        const target = { relay, sealedFor, receipt, private: isPrivate, withdrawHash, replaces };
        item = await outbox.enqueue({ id: document.id, sealed, ...target });
      } catch (error) {
        return { problem: error instanceof SealError ? error.key : 'not-stored' };
      }
      // From here on it is stored, or sent from a private window. A fault that follows does not change that.
      try {
        // A report refused from a private window is stored nowhere else; the reader may save it as a file.
        if (nonce !== null && item.state !== 'refused') await drafts.remove(nonce);
        if (isPrivate) return { item };
        await flush();
        const items = await outbox.list();
        // A report delivered without a receipt is no longer in the outbox.
        return { item: items.find(({ key }) => key === item.key) ?? { ...item, state: 'delivered' } };
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
    async checkCode(secret, withdraw) {
      const { withdrawSecret, withdrawHash, outcome } = await deriveCodeHashes(secret);
      const withdrawal = withdraw ? await outbox.withdraw(withdrawSecret, withdrawHash) : null;
      return { withdrawal, outcome: findOutcome(await deps.channelFile(OUTCOMES_TARGET), outcome) };
    },
    list: () => outbox.list(),
    async flush(now = false) {
      if (now) await outbox.retryNow();
      await flush();
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
