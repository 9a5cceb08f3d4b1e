/** Handlers of the messages by which a frame asks how its address is read. */
import type { Response } from '../contracts/messages.ts';
import type { Handlers, Sender } from '../messaging/router.ts';
import type { FinderKnowledge, SiteAdapter } from '../sites/adapter.ts';
import { jobWordPatterns } from '../sites/job-word-patterns.ts';
import { createJobWordMatcher, type JobWordMatcher, type JobWordPatterns } from '../sites/page-words.ts';
import { postDetectorRules } from '../sites/post-detector-rules.ts';
import { isPrivateConversation } from '../sites/private-conversation.ts';
import type { Pauses } from './pauses.ts';
import type { RevokedTabs } from './revoked-tabs.ts';
import { senderAddress, senderFrame } from './sender-frame.ts';

export interface SiteHandlerDeps {
  /** How to read an address, as the browser names it. `off`: the site is switched off and must not be read. */
  siteFor(url: string): Promise<{ adapters: SiteAdapter[]; finder: FinderKnowledge; off: boolean }>;
  pauses: Pauses;
  revoked: Pick<RevokedTabs, 'has' | 'remove'>;
  /** The tab shows a page that is read. */
  markRead(tabId: number): Promise<void>;
  /** The tab shows another page: the summaries of its frames are outdated. */
  forgetTab(tabId: number): Promise<void>;
}

type SiteMessage = 'site.rules' | 'site.get' | 'words.test' | 'words.get' | 'conversation.get';

export function createSiteHandlers(deps: SiteHandlerDeps): Pick<Handlers, SiteMessage> {
  const finderWords = createFinderWords();
  /** @param address the one that the document shows now */
  const siteOf = async (sender: Sender, address: string): Promise<Response<'site.get'>> => {
    const { host, isPrivate, tabId, frameId } = senderFrame(sender);
    const [{ off, ...site }, paused, isRevoked] = await Promise.all([
      deps.siteFor(senderAddress(sender)),
      deps.pauses.isPaused(host, isPrivate),
      deps.revoked.has(tabId),
    ]);
    // A frame in a private conversation shows parts of it, whatever its own address is.
    const around = frameId === 0 ? '' : (sender.tab?.url ?? '');
    const isConversation = [address, around].some((url) => isPrivateConversation(site.finder, site.adapters, url));
    return { ...site, paused: paused || isRevoked || isConversation || off };
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
