/** Handlers of the messages about posts: see `utils/contracts/reading-messages.ts`. */
import type { CheckResult } from '../check/check-text.ts';
import type { PageKnowledgeFile } from '../contracts/page-knowledge.ts';
import type { PageSummary } from '../contracts/page-summary.ts';
import type { READING_MESSAGES } from '../contracts/reading-messages.ts';
import type { Handlers } from '../messaging/router.ts';
import type { Injection } from './injection.ts';
import { judgePosts, type JudgePostsDeps } from './judge-posts.ts';
import type { PastedTexts } from './pasted-texts.ts';
import type { PostChoices } from './post-choices.ts';
import { isPrivateRequest, isPrivateSender, senderFrame, type IsPrivateTab, type SenderFrame } from './sender-frame.ts';
import { createSiteHandlers, type SiteHandlerDeps } from './site-handlers.ts';

export interface ReadingDeps extends SiteHandlerDeps, JudgePostsDeps {
  /** Bytes of a knowledge file that the channel published; null when the bundled file is in use. */
  publishedFile(name: PageKnowledgeFile): Promise<Uint8Array | null>;
  check(text: string, own: string | null): Promise<CheckResult>;
  choices: PostChoices;
  pastedTexts: PastedTexts;
  /** Opens the check page with a picture of a frame; false where the browser does not give it out. */
  openPicture(address: string, frame: SenderFrame): Promise<boolean>;
  isPrivateTab: IsPrivateTab;
  injection: Injection;
  /** Stores a frame's summary and shows the tab's badge. */
  showSummary(frame: SenderFrame, summary: PageSummary): Promise<void>;
  /** Loads what a verdict needs, ahead of the first one. */
  warmUp(): void;
  /** Opens the check page with a text. @param isPrivate it comes from a private window */
  openCheck(text: string, isPrivate: boolean): Promise<void>;
  openPage(path: string): Promise<void>;
}

export function createReadingHandlers(deps: ReadingDeps): Pick<Handlers, keyof typeof READING_MESSAGES> {
  const { choices, injection, pastedTexts } = deps;
  return {
    ...createSiteHandlers(deps),
    'posts.judge': (request, sender) => judgePosts(request, sender, deps),
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
      await deps.openCheck(text, await isPrivateRequest(tabId, sender, deps.isPrivateTab));
      return null;
    },
    'picture.open': async ({ address }, sender) => ({
      opened: await deps.openPicture(address, senderFrame(sender)),
    }),
    'check.take': async ({ nonce }) => (await pastedTexts.take(nonce)) ?? { text: null, private: false },
    'check.text': ({ text, own }) => deps.check(text, own),
  };
}
