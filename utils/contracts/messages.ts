/**
 * Every message between the parts of the extension. The contracts are written once, as schemas. The types of senders and
 * handlers derive from them, and the router validates with them.
 */
import type * as v from 'valibot';
import type { PageDescription } from './page-summary.ts';
import { READING_MESSAGES } from './reading-messages.ts';
import { REPORT_MESSAGES } from './report-messages.ts';
import { SETTINGS_MESSAGES } from './settings-messages.ts';

/** Messages to the background. */
export const BACKGROUND_MESSAGES = { ...READING_MESSAGES, ...REPORT_MESSAGES, ...SETTINGS_MESSAGES };

/** Messages from the extension to the content scripts of a tab. */
export interface TabMessages {
  /** The state of the tab's page: its posts, verdicts and problems. */
  'page.describe': { request: null; response: PageDescription };
  /** The same for one frame inside the page. */
  'frame.describe': { request: null; response: PageDescription };
  /** The knowledge or a list changed: judge the posts of the page again. */
  'page.recheck': { request: null; response: null };
  /** Scroll to the post with this id. */
  'page.show': { request: { id: string }; response: null };
  /** Open the next warning of the page. */
  'page.next-warning': { request: null; response: null };
  /** Pause or resume reading now. */
  'page.pause': { request: { paused: boolean }; response: null };
}

type Contracts = typeof BACKGROUND_MESSAGES;
export type BackgroundMessage = keyof Contracts;
export type TabMessage = keyof TabMessages;
export type MessageName = BackgroundMessage | TabMessage;

/** Data of a message. */
export type Request<N extends MessageName> = N extends BackgroundMessage
  ? v.InferOutput<Contracts[N]['request']>
  : N extends TabMessage
    ? TabMessages[N]['request']
    : never;

/** Value of the answer to a message. */
export type Response<N extends MessageName> = N extends BackgroundMessage
  ? v.InferOutput<Contracts[N]['response']>
  : N extends TabMessage
    ? TabMessages[N]['response']
    : never;

/** Every message is answered with one of these; `error` is the reason of a refusal, for the console. */
export type Answer<N extends MessageName> = { ok: true; value: Response<N> } | { ok: false; error: string };

export interface Envelope<N extends MessageName = MessageName> {
  name: N;
  data: Request<N>;
}
