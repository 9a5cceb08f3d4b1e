/** Reports in the background: from a post on a page to a draft without the reader, and from there sealed into the outbox. */
import type { CodeAnswer, Request, SealResult, SendResult } from '../messaging/protocol.ts';
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

export interface ReportsWorld {
  drafts: Drafts;
  injection: Pick<Injection, 'self' | 'outline'>;
  outbox: Outbox;
  recipients(): Promise<readonly string[]>;
  /** A file of the brand's own channel; null when it is not there. */
  file(name: string): Promise<Uint8Array | null>;
  openPage(path: string): Promise<void>;
  /** Wakes the background at that time, milliseconds since 1970; null: nothing waits. */
  wakeAt(time: number | null): Promise<void>;
}

export interface ReportWish {
  post: JobPost;
  verdict: Verdict | null;
  wrong: boolean;
  dispute?: boolean | undefined;
}

export interface Reports {
  /** @param tabId the tab of the post, in which the reader's own data is looked for; null when it comes from no tab */
  open(wish: ReportWish, tabId: number | null, frameId: number, isPrivate: boolean): Promise<void>;
  /** The structure of a page that could not be read, without its words. */
  openLayout(tabId: number, isPrivate: boolean): Promise<void>;
  /** Once it is sealed and kept, or sent from a private window, its draft is forgotten: only ciphertext stays. */
  send(wish: Request<'report.send'>): Promise<SendResult>;
  seal(document: ReportDocument): Promise<SealResult>;
  /** What became of the report with this code; taken back first if wished. */
  code(secret: string, takeBack: boolean): Promise<CodeAnswer>;
  items(): Promise<OutboxItem[]>;
  /** Sends what is due; `now`: everything that waits. */
  flush(now?: boolean): Promise<OutboxItem[]>;
  erase(key: string | null): Promise<void>;
}

const NO_POST: JobPost = {
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

export function createReports(world: ReportsWorld): Reports {
  const { drafts, outbox } = world;

  async function flush(): Promise<void> {
    await outbox.flush();
    await world.wakeAt(await outbox.nextAttemptAt());
  }

  const sealed = async (document: ReportDocument): Promise<Uint8Array> =>
    sealReportJson(reportJson(document), await world.recipients());

  return {
    async open(wish, tabId, frameId, isPrivate) {
      const { verdict, wrong, dispute = false } = wish;
      // Whoever disputes names their own account: it must not be taken out as the reader's own.
      const self = tabId === null || dispute ? EMPTY_READER_DATA : await world.injection.self(tabId, frameId);
      const { post, taken } = redactPost(dispute ? disputedPost(wish.post, verdict) : wish.post, self);
      const draft = { post, verdict, wrong, taken, private: isPrivate };
      const nonce = await drafts.keep(dispute ? { ...draft, dispute } : draft);
      await world.openPage(`report.html#${nonce}`);
    },
    async openLayout(tabId, isPrivate) {
      const { site, outline } = await world.injection.outline(tabId);
      const post: JobPost = { ...NO_POST, site, text: outline };
      const nonce = await drafts.keep({ post, verdict: null, wrong: false, layout: true, private: isPrivate });
      await world.openPage(`report.html#${nonce}`);
    },
    async send({ document, receipt, private: isPrivate, nonce, withdrawHash = null }) {
      try {
        const item = await outbox.enqueue({
          sealed: await sealed(document),
          receipt,
          private: isPrivate,
          withdrawHash,
        });
        // Refused from a private window, it is stored nowhere else: then the reader may still save a file.
        if (nonce !== null && item.state !== 'refused') await drafts.drop(nonce);
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
        const file = await sealed(document);
        return { file: base64(file), armoured: armorReport(file) };
      } catch (error) {
        if (error instanceof SealError) return { problem: error.key };
        throw error;
      }
    },
    async code(secret, takeBack) {
      const { withdrawSecret: withdraw, withdrawHash, outcome } = await deriveCodeHashes(secret);
      const takenBack = takeBack ? await outbox.withdraw(withdraw, withdrawHash) : null;
      return { takenBack, outcome: findOutcome(await world.file(OUTCOMES_TARGET), outcome) };
    },
    items: () => outbox.list(),
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
