/** Reports in the background: from a post on a page to a draft without the reader, and from there sealed into the outbox. */
import type { CodeResult, Request, SealResult, SendResult } from '../contracts/protocol.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import { reportJson } from '../report/compose-report.ts';
import type { ReportDocument } from '../report/report-document.ts';
import type { Outbox, OutboxItem } from '../report/outbox.ts';
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
  injection: Pick<Injection, 'self' | 'outline'>;
  outbox: Outbox;
  recipients(): Promise<readonly string[]>;
  /** A file of the brand's own channel; null when it is not there. */
  channelFile(name: string): Promise<Uint8Array | null>;
  openPage(path: string): Promise<void>;
  /** Wakes the background at that time, milliseconds since 1970; null: nothing waits. */
  scheduleWake(time: number | null): Promise<void>;
}

export interface ReportRequest {
  post: JobPost;
  verdict: Verdict | null;
  wrong: boolean;
  dispute?: boolean | undefined;
}

export interface Reports {
  /** @param tabId the tab of the post, in which the reader's own data is looked for; null when it comes from no tab */
  open(wish: ReportRequest, tabId: number | null, frameId: number, isPrivate: boolean): Promise<void>;
  /** The structure of a page that could not be read, without its words. */
  openLayout(tabId: number, isPrivate: boolean): Promise<void>;
  /** Once it is sealed and kept, or sent from a private window, its draft is forgotten: only ciphertext stays. */
  send(wish: Request<'report.send'>): Promise<SendResult>;
  seal(document: ReportDocument): Promise<SealResult>;
  /** What became of the report with this code; taken back first if wished. */
  checkCode(secret: string, takeBack: boolean): Promise<CodeResult>;
  list(): Promise<OutboxItem[]>;
  /** Sends what is due; `now`: everything that waits. */
  flush(now?: boolean): Promise<OutboxItem[]>;
  erase(key: string | null): Promise<void>;
}

const EMPTY_POST: JobPost = {
  id: '',
  url: '',
  site: '',
  kind: 'detail',
  title: '',
  company: '',
  location: '',
  salary: '',
  text: '',
  contacts: [],
  poster: '',
};

export function createReports(deps: ReportsDeps): Reports {
  const { drafts, outbox } = deps;

  async function flush(): Promise<void> {
    await outbox.flush();
    await deps.scheduleWake(await outbox.nextAttemptAt());
  }

  const sealForRecipients = async (document: ReportDocument): Promise<Uint8Array> =>
    sealReportJson(reportJson(document), await deps.recipients());

  return {
    async open(wish, tabId, frameId, isPrivate) {
      const { verdict, wrong, dispute = false } = wish;
      // Whoever disputes names their own account: it must not be taken out as the reader's own.
      const self = tabId === null || dispute ? EMPTY_READER_DATA : await deps.injection.self(tabId, frameId);
      const { post, taken } = redactPost(dispute ? disputedPost(wish.post, verdict) : wish.post, self);
      const draft = { post, verdict, wrong, taken, private: isPrivate };
      const nonce = await drafts.save(dispute ? { ...draft, dispute } : draft);
      await deps.openPage(`report.html#${nonce}`);
    },
    async openLayout(tabId, isPrivate) {
      const { site, outline } = await deps.injection.outline(tabId);
      const post: JobPost = { ...EMPTY_POST, site, text: outline };
      const nonce = await drafts.save({ post, verdict: null, wrong: false, layout: true, private: isPrivate });
      await deps.openPage(`report.html#${nonce}`);
    },
    async send({ document, receipt, private: isPrivate, nonce, withdrawHash = null }) {
      try {
        const item = await outbox.enqueue({
          sealed: await sealForRecipients(document),
          receipt,
          private: isPrivate,
          withdrawHash,
        });
        // Refused from a private window, it is stored nowhere else: then the reader may still save a file.
        if (nonce !== null && item.state !== 'refused') await drafts.remove(nonce);
        if (isPrivate) return { item };
        await flush();
        const items = await outbox.list();
        // Delivered without a receipt: nothing of it is left to be listed.
        return { item: items.find(({ key }) => key === item.key) ?? { ...item, state: 'delivered' } };
      } catch (error) {
        return { problem: error instanceof SealError ? error.key : 'storage' };
      }
    },
    async seal(document) {
      try {
        const file = await sealForRecipients(document);
        return { file: base64(file), armoured: armorReport(file) };
      } catch (error) {
        if (error instanceof SealError) return { problem: error.key };
        throw error;
      }
    },
    async checkCode(secret, takeBack) {
      const { withdrawSecret: withdraw, withdrawHash, outcome } = await deriveCodeHashes(secret);
      const takenBack = takeBack ? await outbox.withdraw(withdraw, withdrawHash) : null;
      return { takenBack, outcome: findOutcome(await deps.channelFile(OUTCOMES_TARGET), outcome) };
    },
    list: () => outbox.list(),
    async flush(now = false) {
      if (now) await outbox.retryNow();
      await flush();
      return outbox.list();
    },
    async erase(key) {
      if (key === null) await drafts.clear();
      await outbox.erase(key ?? undefined);
    },
  };
}

/** In pieces, for the largest report is more than a call can take arguments. */
function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return btoa(text);
}
