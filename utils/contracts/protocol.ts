/**
 * Every message between the parts of the extension, in one typed map; senders and handlers are derived from it.
 *
 * `page.*` messages go to a tab's content script, all others to the background. Which context may send what is checked
 * by the background (`allowed` below): a content script sits in a hostile page and may do little.
 */
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import type { CheckResult } from '../check/check-text.ts';
import type { Choice } from '../background/post-choices.ts';
import type { ChannelInfo, ChannelPreview, ChannelRefusal, ChannelStatus } from './channel-status.ts';
import type { OwnData } from '../background/own-data.ts';
import type { MessageBundle } from '../i18n/messages.ts';
import type { ReportDocument } from '../report/report-document.ts';
import type { ReportDraft } from '../report/report-draft.ts';
import type { OutboxItem } from '../report/outbox.ts';
import type { PublishedOutcome } from '../report/outcomes.ts';
import type { WithdrawResult } from '../report/send-report.ts';
import type { SealError } from '../report/seal-report.ts';
import type { PageWords, JobWordPatterns } from '../sites/page-words.ts';
import type { FinderKnowledge, SiteAdapter } from '../sites/adapter.ts';
import type { PostDetectorRules } from '../sites/post-detector-rules.ts';
import type { Settings, SettingsChange } from '../storage/settings.ts';

/** `read`: posts were found; `nothing-here`: no job posts; `could-not-read`: a wall, a block or a broken layout. */
export type PageStatus = 'read' | 'nothing-here' | 'could-not-read';

export interface PageSummary {
  status: PageStatus;
  /** Which adapter read the page, e.g. `linkedin`, `json-ld`, `generic`; null when none did. */
  adapter: string | null;
  posts: number;
  caution: number;
  danger: number;
  /** Warnings really drawn now; fewer than found means that the page fights back. */
  drawn: number;
  /** The reader just copied an account or number that a list names. */
  copied?: boolean | undefined;
}

export interface FoundPost {
  post: JobPost;
  verdict: Verdict;
}

export interface PageDescription extends PageSummary {
  found: FoundPost[];
  /** Why the page could not be read, or why a warning could not be drawn: a message key. */
  problem: string | null;
}

/** What became of a confirmed report; `problem` is a message key under `problem.`. */
export type SendResult = { item: OutboxItem } | { problem: SealError['key'] | 'storage' };
/** The sealed file in Base64, and as armoured text for a mail. */
export type SealResult = { file: string; armoured: string } | { problem: SealError['key'] };

/** `result` is null when nothing is published under the code, or no list is here. */
export interface CodeResult {
  takenBack: WithdrawResult | null;
  outcome: PublishedOutcome | null;
}

export interface Protocol {
  /**
   * The signs of posts at the sender's address (never an address the page chose), and whether reading is paused there.
   * `again`: the same document shows another address.
   */
  'site.signs': { request: { again: boolean }; response: PostDetectorRules & { paused: boolean } };
  /** Whether the words of an unknown page are worth a look by the finder. */
  'words.look': { request: PageWords; response: { worth: boolean } };
  /** The words themselves, for a page that goes on changing. */
  'words.get': { request: null; response: JobWordPatterns };
  /** The adapters for the sender's address. */
  'site.get': { request: null; response: { adapters: SiteAdapter[]; finder: FinderKnowledge; paused: boolean } };
  /** Verdicts for up to 50 posts, in order. */
  'posts.judge': { request: { posts: JobPost[] }; response: { verdicts: Verdict[] } };
  /** The page's state, for badge and title. */
  'page.report': { request: PageSummary; response: null };
  /** Ask for the reader of posts to be put into the sender's frame. `finder`: with the one for unknown pages. */
  'read.inject': { request: { finder: boolean }; response: null };
  /** Ask for the finder of unknown pages to be put into the sender's frame; answered when it is there. */
  'find.inject': { request: null; response: null };
  /** Ask for the drawing script to be put into the sender's frame. */
  'warn.inject': { request: null; response: null };
  /** The words of what is drawn in a page, in the reader's language. */
  'messages.get': { request: null; response: MessageBundle };
  /** Open the report page for a post that the reader clicked on; no verdict where nothing was judged. */
  'report.open': {
    request: {
      post: JobPost;
      verdict: Verdict | null;
      wrong: boolean;
      /** Whoever is listed disputes the listing. */
      dispute?: boolean | undefined;
      tabId?: number | undefined;
    };
    response: null;
  };
  /** What the reader decided on posts of the page, and a new decision; null takes it back. */
  'choices.get': { request: { ids: string[] }; response: { choices: Record<string, Choice> } };
  'choices.set': { request: { id: string; choice: Choice | null }; response: null };
  'help.open': { request: null; response: null };
  /** Open the check page with a text that the reader pasted or marked; it goes by memory, never in an address. */
  'check.open': { request: { text: string }; response: null };

  /** Extension pages only. */
  /** Open the report page with the structure of the page in a tab, which could not be read. */
  'layout.report': { request: { tabId: number }; response: null };
  /** Whether an address shows private talks, which are never read. */
  'talk.get': { request: { url: string }; response: { talk: boolean } };
  /** Seal the confirmed report, keep it in the outbox and send it. `nonce`: the draft it came from, which goes once the report is sealed; null for one without. */
  'report.send': {
    request: {
      document: ReportDocument;
      receipt: boolean;
      private: boolean;
      nonce: string | null;
      /** By what the reader may take it back, where they want a code. */
      withdrawHash?: string | null | undefined;
    };
    response: SendResult;
  };
  /** Seal the confirmed report for a file or a mail; nothing is kept. */
  'report.seal': { request: { document: ReportDocument }; response: SealResult };
  'outbox.list': { request: null; response: { items: OutboxItem[] } };
  /** Try again now. */
  'outbox.flush': { request: null; response: { items: OutboxItem[] } };
  /** One report, or all of them with every draft. */
  'outbox.erase': { request: { key: string | null }; response: null };
  /** What the publisher says became of the report with this code, and, if wished, taking it back first. */
  'report.code': { request: { secret: string; takeBack: boolean }; response: CodeResult };
  'report.take': { request: { nonce: string }; response: ReportDraft | null };
  /** The pasted text for the check page; given out once. */
  'check.take': { request: { nonce: string }; response: { text: string | null } };
  /** Judge a pasted text; nothing of it is kept. `own`: the name under which the reader wrote, or null. */
  'check.text': { request: { text: string; own: string | null }; response: CheckResult };
  'list.state': { request: null; response: ChannelStatus };
  'list.sync': { request: null; response: ChannelStatus };
  /** Every list in use, the brand's own first. */
  'channels.list': { request: null; response: { channels: ChannelInfo[] } };
  /** What a file's text or a link would add; nothing is kept. */
  'channels.preview': { request: { text: string }; response: ChannelPreview | ChannelRefusal };
  /** `fingerprint`: the one that was shown by the preview and that the reader compared. */
  'channels.add': { request: { text: string; fingerprint: string }; response: ChannelInfo | ChannelRefusal };
  'channels.remove': { request: { id: string }; response: { channels: ChannelInfo[] } };
  'settings.get': { request: null; response: Settings };
  /** What is named is changed; open pages follow at once. */
  'settings.set': { request: SettingsChange; response: Settings };
  /** What is kept of the reader, and the end of all of it. */
  'data.export': { request: null; response: OwnData };
  'data.erase': { request: null; response: null };
  'pause.get': { request: { host: string }; response: { paused: boolean } };
  'pause.set': { request: { host: string; paused: boolean }; response: null };

  /** To a tab: what the page's scanner knows. */
  'page.describe': { request: null; response: PageDescription };
  /** The same of one frame inside the page. */
  'frame.describe': { request: null; response: PageDescription };
  /** Read a page that no adapter covers, by the reader's click (activeTab). */
  'page.scan': { request: { tabId: number }; response: null };

  /** To a tab: the list or the knowledge changed; ask again for verdicts on the posts there. */
  'page.recheck': { request: null; response: null };
  /** To a tab: pause or resume now. */
  'page.pause': { request: { paused: boolean }; response: null };
}

export type MessageName = keyof Protocol;
export type Request<N extends MessageName> = Protocol[N]['request'];
export type Response<N extends MessageName> = Protocol[N]['response'];
/** The background answers every message with one of these; a refusal says why, for the console. */
export type Answer<N extends MessageName> = { ok: true; value: Response<N> } | { ok: false; error: string };
export interface Envelope<N extends MessageName = MessageName> {
  name: N;
  data: Request<N>;
}
