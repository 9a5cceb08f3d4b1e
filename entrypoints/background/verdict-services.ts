/** What judges posts: knowledge, lists within a time limit, the reader's settings, and the posts that were seen before. */
import browser from 'webextension-polyfill';
import type { BundledKnowledge } from '../../utils/background/bundled-knowledge.ts';
import type { ChannelService } from '../../utils/background/channel-service.ts';
import { createJudge, type Judge } from '../../utils/background/judge.ts';
import { createSeenPosts, type SeenPosts } from '../../utils/background/seen-posts.ts';
import { sendToTabs } from '../../utils/background/send-to-tabs.ts';
import { createSites, type Sites } from '../../utils/background/sites.ts';
import { onSettingsBack, readingSettings } from '../../utils/brand/reading-settings.ts';
import { checkText, type CheckResult } from '../../utils/check/check-text.ts';
import { holdsCry } from '../../utils/check/find-cry.ts';
import { readTextFacts } from '../../utils/check/text-facts.ts';
import { textMentions } from '../../utils/detect/contact-facts.ts';
import { dayOf } from '../../utils/indicators/day-number.ts';
import type { JobPost } from '../../utils/model/job-post.ts';
import type { Verdict } from '../../utils/model/verdict.ts';
import { asyncMemo } from '../../utils/platform/async-memo.ts';
import { createTimedReads } from '../../utils/platform/timed-reads.ts';

export interface VerdictServices {
  judge: Judge;
  /** Judges a pasted text. @param own sender name of the reader in a pasted chat, or null */
  check(text: string, own: string | null): Promise<CheckResult>;
  sites: Sites;
  seenPosts: SeenPosts;
  /** Adds under how many names the text was seen, where the reader turned that on. */
  withSeenNames(post: JobPost, verdict: Verdict): Promise<Verdict>;
  /** Knowledge files of the channel; null when they are late, or the bundled knowledge is in use. */
  publishedKnowledge(): Promise<ReadonlyMap<string, Uint8Array> | null>;
  /** Call after lists, knowledge or settings changed: open pages ask again for verdicts. */
  rejudgeOpenTabs(): Promise<void>;
}

export function createVerdictServices(bundled: BundledKnowledge, channels: ChannelService): VerdictServices {
  const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  const onLate = (): void => void rejudgeOpenTabs();
  const stored = createTimedReads({ wait, onLate });
  const settings = asyncMemo(readingSettings);
  onSettingsBack(onLate);
  const publishedKnowledge: VerdictServices['publishedKnowledge'] = () => stored.read(channels.knowledge, null);
  const judge = createJudge({
    bundledKnowledge: bundled.engineFiles,
    publishedKnowledge,
    lookup: (mentions) => stored.read(() => channels.lookup(mentions), []),
    registers: () => stored.read(channels.registers, []),
    today: () => dayOf(Date.now()),
    sensitivity: async () => (await settings.get()).sensitivity,
  });
  const sites = createSites({ bundledSites: () => bundled.file('sites.json'), publishedKnowledge });
  const seenPosts = createSeenPosts(() => dayOf(Date.now()));

  async function withSeenNames(post: JobPost, verdict: Verdict): Promise<Verdict> {
    if (!(await settings.get()).remembersPosts) return verdict;
    const bands = textMentions(post, (await judge.knowledge()).fold).map(({ value }) => value);
    // A database that fails adds nothing: the verdict stands without it.
    const names = await seenPosts.record(post.company || post.poster, bands).catch(() => 0);
    return names > 1 ? { ...verdict, seenNames: names } : verdict;
  }

  async function rejudgeOpenTabs(): Promise<void> {
    settings.forget();
    judge.forget();
    sites.forget();
    await sendToTabs(browser.tabs, 'page.recheck', null);
  }

  /** "In no list" must not be said of a text that the lists did not answer. */
  const check: VerdictServices['check'] = async (text, own) => {
    const result = await checkText(text, own, {
      judgePosts: judge.uncachedVerdicts,
      readFacts: async (pasted) => readTextFacts(pasted, await judge.knowledge()),
      holdsCry: async (texts) => holdsCry(texts, await judge.knowledge()),
    });
    return stored.isHanging() ? { ...result, areListsSilent: true } : result;
  };

  return { judge, check, sites, seenPosts, withSeenNames, publishedKnowledge, rejudgeOpenTabs };
}
