/** Judges the posts of one message: takes turns among tabs, limits each tab, and draws as soon as a text gives a warning. */
import type { Request, Response } from '../contracts/messages.ts';
import type { MessageBundle } from '../i18n/messages.ts';
import type { Sender } from '../messaging/router.ts';
import type { JobPost } from '../model/job-post.ts';
import { judgingCost, countPostUnits } from '../model/judging-cost.ts';
import type { Verdict } from '../model/verdict.ts';
import type { FairQueue } from './fair-queue.ts';
import type { Injection } from './injection.ts';
import type { RateLimiter } from './rate-limiter.ts';
import { isPrivateSender, senderFrame } from './sender-frame.ts';

export interface JudgePostsDeps {
  /** @param onWarning called as soon as the text alone gives a warning */
  verdict(post: JobPost, onWarning?: () => void): Promise<Verdict>;
  /** Adds under how many names the text was seen, where the reader turned that on; never asked for private windows. */
  withSeenNames(post: JobPost, verdict: Verdict): Promise<Verdict>;
  /** Takes turns among tabs. */
  queue: FairQueue;
  limiter: RateLimiter;
  injection: Pick<Injection, 'injectOverlay'>;
  /** The messages of what is drawn in a page. */
  pageMessages(): Promise<MessageBundle>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** UTF-16 units of the posts in one message. */
const MAX_UNITS_PER_MESSAGE = 8_000_000;
/** Client of the queue and the limiter that stands for the popup and other senders without a tab. */
const EXTENSION_PAGE = -1;

/** @throws Error when the posts are too long, or the tab sent too much in a short time */
export async function judgePosts(
  { posts, mayDraw }: Request<'posts.judge'>,
  sender: Sender,
  deps: JudgePostsDeps,
): Promise<Response<'posts.judge'>> {
  const tabId = sender.tab?.id ?? EXTENSION_PAGE;
  checkLimits(posts, tabId, deps);
  const overlay = mayDraw === true ? createOverlayStart(sender, deps) : null;
  const isPrivate = isPrivateSender(sender);
  const judgeOne = async (post: JobPost): Promise<Verdict> => {
    const verdict = await deps.verdict(post, overlay?.start);
    return isPrivate ? verdict : deps.withSeenNames(post, verdict);
  };
  const verdicts = await Promise.all(posts.map((post) => deps.queue.run(tabId, () => judgeOne(post))));
  return { verdicts, messages: (await overlay?.messages()) ?? null };
}

function checkLimits(posts: readonly JobPost[], tabId: number, { limiter, now }: JudgePostsDeps): void {
  const units = posts.reduce((sum, post) => sum + countPostUnits(post), 0);
  if (units > MAX_UNITS_PER_MESSAGE) throw new Error('too much text at once');
  const cost = posts.reduce((sum, post) => sum + judgingCost(post), 0);
  if (!limiter.take(tabId, cost, now())) throw new Error('too much text in a short time');
}

interface OverlayStart {
  /** Injects the overlay into the sender's frame, once. */
  start: () => void;
  /** What it draws with; null before `start`, and where they cannot be read. */
  messages: () => Promise<MessageBundle | null>;
}

function createOverlayStart(sender: Sender, { injection, pageMessages }: JudgePostsDeps): OverlayStart {
  let messages: Promise<MessageBundle | null> | null = null;
  return {
    start() {
      if (messages !== null) return;
      const { tabId, frameId } = senderFrame(sender);
      // Where either fails, the frame requests it itself.
      void injection.injectOverlay(tabId, frameId).catch(() => undefined);
      messages = pageMessages().catch(() => null);
    },
    messages: async () => messages,
  };
}
