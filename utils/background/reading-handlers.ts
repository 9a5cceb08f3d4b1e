/** Handlers of the messages about posts: see `utils/contracts/reading-messages.ts`. */
import type { CheckResult } from '../check/check-text.ts';
import type { PageKnowledgeFile } from '../contracts/page-knowledge.ts';
import type { PageSummary } from '../contracts/page-summary.ts';
import type { READING_MESSAGES } from '../contracts/reading-messages.ts';
import type { Response } from '../contracts/messages.ts';
import type { MessageBundle } from '../i18n/messages.ts';
import type { Handlers, Sender } from '../messaging/router.ts';
import { judgingCost, unitsOf } from '../model/judging-cost.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import { createJobWordMatcher, type JobWordPatterns, type JobWordMatcher } from '../sites/page-words.ts';
import type { FinderKnowledge, SiteAdapter } from '../sites/adapter.ts';
import { isPrivateConversation } from '../sites/private-conversation.ts';
import { postDetectorRules } from '../sites/post-detector-rules.ts';
import { jobWordPatterns } from '../sites/job-word-patterns.ts';
import type { FairQueue } from './fair-queue.ts';
import type { Injection } from './injection.ts';
import type { PastedTexts } from './pasted-texts.ts';
import type { Pauses } from './pauses.ts';
import type { PostChoices } from './post-choices.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { RevokedTabs } from './revoked-tabs.ts';
import {
  isPrivateRequest,
  isPrivateSender,
  senderAddress,
  senderFrame,
  type IsPrivateTab,
  type SenderFrame,
} from './sender-frame.ts';

export interface ReadingDeps {
  verdict(post: JobPost, onWarning?: () => void): Promise<Verdict>;
  /** Adds under how many names the text was seen, where the reader turned that on; never asked for private windows. */
  withSeenNames(post: JobPost, verdict: Verdict): Promise<Verdict>;
  /** Takes turns among tabs. */
  queue: FairQueue;
  /** How to read an address, as the browser names it. `off`: the site is switched off and must not be read. */
  siteFor(url: string): Promise<{ adapters: SiteAdapter[]; finder: FinderKnowledge; off: boolean }>;
  /** Bytes of a knowledge file that the channel published; null when the bundled file is in use. */
  publishedFile(name: PageKnowledgeFile): Promise<Uint8Array | null>;
  check(text: string, own: string | null): Promise<CheckResult>;
  pauses: Pauses;
  revoked: Pick<RevokedTabs, 'has' | 'remove'>;
  choices: PostChoices;
  pastedTexts: PastedTexts;
  /** Opens the check page with a picture of a frame; false where the browser does not give it out. */
  openPicture(address: string, frame: SenderFrame): Promise<boolean>;
  isPrivate: IsPrivateTab;
  injection: Injection;
  limiter: RateLimiter;
  /** Stores a frame's summary and shows the tab's badge. */
  showSummary(frame: SenderFrame, summary: PageSummary): Promise<void>;
  /** The tab shows a page that is read. */
  markRead(tabId: number): Promise<void>;
  /** The tab shows another page: the summaries of its frames are outdated. */
  forgetTab(tabId: number): Promise<void>;
  /** Loads what a verdict needs, ahead of the first one. */
  warmUp(): void;
  /** The messages of what is drawn in a page. */
  pageMessages(): Promise<MessageBundle>;
  /** Opens the check page with a text. @param incognito it comes from a private window */
  openCheck(text: string, incognito: boolean): Promise<void>;
  openPage(path: string): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** UTF-16 units of the posts in one message. */
const MAX_UNITS_PER_MESSAGE = 8_000_000;
/** Client of the queue and the limiter that stands for the popup and other senders without a tab. */
const EXTENSION_PAGE = -1;

export function createReadingHandlers(deps: ReadingDeps): Pick<Handlers, keyof typeof READING_MESSAGES> {
  const { choices, injection, pastedTexts } = deps;
  const finderWords = createFinderWords();
  /** @param address the one that the document shows now */
  const siteOf = async (sender: Sender, address: string): Promise<Response<'site.get'>> => {
    const { host, incognito, tabId, frameId } = senderFrame(sender);
    const [{ off, ...site }, paused, isRevoked] = await Promise.all([
      deps.siteFor(senderAddress(sender)),
      deps.pauses.isPaused(host, incognito),
      deps.revoked.has(tabId),
    ]);
    // A frame in a private conversation shows parts of it, whatever its own address is.
    const around = frameId === 0 ? '' : (sender.tab?.url ?? '');
    const isPrivate = [address, around].some((url) => isPrivateConversation(site.finder, site.adapters, url));
    return { ...site, paused: paused || isRevoked || isPrivate || off };
  };
  return {
    async 'site.rules'({ again, address }, sender) {
      const { tabId, frameId } = senderFrame(sender);
      if (frameId === 0 && !again) await Promise.all([deps.forgetTab(tabId), deps.revoked.remove(tabId)]);
      const { adapters, finder, paused } = await siteOf(sender, address);
      if (frameId === 0 && !paused) void deps.markRead(tabId);
      return { ...postDetectorRules(adapters, finder, senderAddress(sender)), paused };
    },
    'words.test': async (words, sender) => ({
      worth: finderWords((await deps.siteFor(senderAddress(sender))).finder).matcher.matchesPage(words),
    }),
    'words.get': async (_data, sender) => finderWords((await deps.siteFor(senderAddress(sender))).finder).patterns,
    'site.get': ({ address }, sender) => siteOf(sender, address),
    'conversation.get': async ({ url }) => ({
      isPrivate: isPrivateConversation((await deps.siteFor(url)).finder, [], url),
    }),
    async 'posts.judge'({ posts, mayDraw }, sender) {
      const units = posts.reduce((sum, post) => sum + unitsOf(post), 0);
      if (units > MAX_UNITS_PER_MESSAGE) throw new Error('too much text at once');
      const tabId = sender.tab?.id ?? EXTENSION_PAGE;
      const cost = posts.reduce((sum, post) => sum + judgingCost(post), 0);
      if (!deps.limiter.take(tabId, cost, deps.now())) throw new Error('too much text in a short time');
      const isPrivate = isPrivateSender(sender);
      let messages: Promise<MessageBundle | null> = Promise.resolve(null);
      let isDrawing = mayDraw !== true;
      const draw = (): void => {
        if (isDrawing) return;
        isDrawing = true;
        const frame = senderFrame(sender);
        // Where either fails, the frame requests it itself.
        void injection.injectOverlay(frame.tabId, frame.frameId).catch(() => undefined);
        messages = deps.pageMessages().catch(() => null);
      };
      const judgePost = async (post: JobPost): Promise<Verdict> => {
        const verdict = await deps.verdict(post, draw);
        return isPrivate ? verdict : deps.withSeenNames(post, verdict);
      };
      const verdicts = await Promise.all(posts.map((post) => deps.queue.run(tabId, () => judgePost(post))));
      return { verdicts, messages: await messages };
    },
    'worker.wake': async () => (deps.warmUp(), null),
    async 'page.report'(summary, sender) {
      await deps.showSummary(senderFrame(sender), summary);
      return null;
    },
    async 'read.inject'({ finder }, sender) {
      const { tabId, frameId } = senderFrame(sender);
      deps.warmUp();
      await injection.injectPageController(tabId, frameId, finder);
      return { injected: true };
    },
    async 'detect.inject'(_data, sender) {
      const { tabId, frameId } = senderFrame(sender);
      await injection.injectDetector(tabId, frameId);
      return { injected: true };
    },
    async 'find.inject'(_data, sender) {
      const { tabId, frameId } = senderFrame(sender);
      await injection.injectFinder(tabId, frameId);
      return { injected: true };
    },
    async 'warn.inject'(_data, sender) {
      const { tabId, frameId } = senderFrame(sender);
      await injection.injectOverlay(tabId, frameId);
      return { injected: true };
    },
    async 'page.scan'({ tabId }) {
      await deps.revoked.remove(tabId);
      await injection.injectPageTest(tabId);
      return null;
    },
    'messages.get': () => deps.pageMessages(),
    'choices.get': async ({ ids }, sender) => ({ choices: await choices.get(ids, isPrivateSender(sender)) }),
    'choices.set': async ({ id, choice }, sender) => (await choices.set(id, choice, isPrivateSender(sender)), null),
    async 'knowledge.read'({ name }) {
      const bytes = await deps.publishedFile(name);
      return { text: bytes === null ? null : new TextDecoder().decode(bytes) };
    },
    'help.open': async () => (await deps.openPage('help.html'), null),
    async 'check.open'({ text, tabId }, sender) {
      await deps.openCheck(text, await isPrivateRequest(tabId, sender, deps.isPrivate));
      return null;
    },
    'picture.open': async ({ address }, sender) => ({
      opened: await deps.openPicture(address, senderFrame(sender)),
    }),
    'check.take': async ({ nonce }) => (await pastedTexts.take(nonce)) ?? { text: null, private: false },
    'check.text': ({ text, own }) => deps.check(text, own),
  };
}

/** The word list of a finder, prepared once for each finder. */
function createFinderWords(): (finder: FinderKnowledge) => { patterns: JobWordPatterns; matcher: JobWordMatcher } {
  let prepared: { finder: FinderKnowledge; patterns: JobWordPatterns; matcher: JobWordMatcher } | null = null;
  return (finder) => {
    if (prepared?.finder !== finder) {
      const patterns = jobWordPatterns(finder);
      prepared = { finder, patterns, matcher: createJobWordMatcher(patterns) };
    }
    return prepared;
  };
}
