/** Opens the report page with a draft of what is reported, without the reader's own data that the page shows. */
import type { Request } from '../contracts/messages.ts';
import { EMPTY_POST } from '../model/empty-post.ts';
import type { JobPost } from '../model/job-post.ts';
import { disputedPost } from '../report/disputed-post.ts';
import { EMPTY_READER_DATA } from '../report/reader-data.ts';
import { redactPost } from '../report/redact-post.ts';
import type { Drafts } from './drafts.ts';
import type { Injection } from './injection.ts';

/** Where the reported post is. */
export interface PostPlace {
  /** Null when the post comes from no tab. */
  tabId: number | null;
  frameId: number;
  /** In a private window. */
  isPrivate: boolean;
}

export type ReportRequest = Omit<Request<'report.open'>, 'tabId' | 'private'>;

export interface ReportFormsDeps {
  drafts: Pick<Drafts, 'save'>;
  injection: Pick<Injection, 'readReaderData' | 'readOutline'>;
  openPage(path: string): Promise<void>;
}

export interface ReportForms {
  /** Opens the report page with a draft of the post. */
  open(request: ReportRequest, place: PostPlace): Promise<void>;
  /** Opens the report page with the structure of a page that could not be read, without its text. */
  openLayout(tabId: number, isPrivate: boolean): Promise<void>;
}

export function createReportForms({ drafts, injection, openPage }: ReportFormsDeps): ReportForms {
  /** The forms that are opening now, by request and place: a double press opens one form. */
  const opening = new Map<string, Promise<void>>();

  async function openDraft(request: ReportRequest, { tabId, frameId, isPrivate }: PostPlace): Promise<void> {
    const { verdict, wrong, dispute = false, picture } = request;
    // A dispute names the reader's own account, which must not be removed. Without a verdict nothing of the tab is reported.
    const readsTab = tabId !== null && !dispute && verdict !== null;
    const self = readsTab ? await injection.readReaderData(tabId, frameId) : EMPTY_READER_DATA;
    const { post, taken } = redactPost(dispute ? disputedPost(request.post, verdict) : request.post, self);
    const draft = {
      post,
      verdict,
      wrong,
      taken,
      private: isPrivate,
      ...(picture === undefined ? {} : { picture }),
    };
    const nonce = await drafts.save(dispute ? { ...draft, dispute } : draft);
    await openPage(`report.html#${nonce}`);
  }

  return {
    open(request, place) {
      const key = JSON.stringify([request, place]);
      const pending = opening.get(key) ?? openDraft(request, place).finally(() => opening.delete(key));
      opening.set(key, pending);
      return pending;
    },
    async openLayout(tabId, isPrivate) {
      const { site, outline } = await injection.readOutline(tabId);
      const post: JobPost = { ...EMPTY_POST, site, text: outline };
      const nonce = await drafts.save({ post, verdict: null, wrong: false, layout: true, private: isPrivate });
      await openPage(`report.html#${nonce}`);
    },
  };
}
