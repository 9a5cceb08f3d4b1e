/** What the background does for each message, with the form of its data and who may send it. */
import * as v from 'valibot';
import type { CheckResult } from '../check/check-text.ts';
import { MAX_HANDOFF_UNITS } from '../check/paste-limits.ts';
import type { MessageBundle } from '../i18n/messages.ts';
import { JobPostSchema } from '../model/job-post.ts';
import type { JobPost } from '../model/job-post.ts';
import type { Verdict } from '../model/verdict.ts';
import { createJobWordMatcher, type JobWordPatterns, type JobWordMatcher } from '../sites/page-words.ts';
import type { PageSummary, Request, Response } from '../contracts/protocol.ts';
import { ReportDocumentSchema } from '../report/report-document.ts';
import { isReportCode } from '../report/report-code.ts';
import type { SenderContext, Routes, Sender } from '../messaging/router.ts';
import type { FinderKnowledge, SiteAdapter } from '../sites/adapter.ts';
import { isPrivateConversation } from '../sites/private-conversation.ts';
import { postDetectorRules } from '../sites/post-detector-rules.ts';
import { jobWordPatterns } from '../sites/job-word-patterns.ts';
import { SettingsChangeSchema, type Settings, type SettingsChange } from '../storage/settings.ts';
import { CHOICES, type PostChoices } from './post-choices.ts';
import type { Drafts } from './drafts.ts';
import type { Injection } from './injection.ts';
import { MAX_INVITATION_CHARS } from '../channel/invitation.ts';
import type { ChannelStatus } from '../contracts/channel-status.ts';
import type { OwnData } from './own-data.ts';
import type { PastedTexts } from './pasted-texts.ts';
import type { Pauses } from './pauses.ts';
import type { Reports } from './reports.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { Subscriptions } from './subscriptions.ts';

/** What the routes are wired to. */
export interface Services {
  verdicts(posts: JobPost[]): Promise<Verdict[]>;
  /** How to read an address, as the browser names it. */
  siteFor(url: string): Promise<{ adapters: SiteAdapter[]; finder: FinderKnowledge }>;
  pauses: Pauses;
  ownData: { export(): Promise<OwnData>; erase(): Promise<void> };
  settings: { get(): Promise<Settings>; set(change: SettingsChange): Promise<Settings> };
  choices: PostChoices;
  drafts: Drafts;
  pasted: PastedTexts;
  check(text: string, own: string | null): Promise<CheckResult>;
  reports: Reports;
  /** Whether a tab is in a private window. */
  isPrivate(tabId: number | null): Promise<boolean>;
  injection: Injection;
  limiter: RateLimiter;
  channels: { status(): Promise<ChannelStatus>; sync(): Promise<ChannelStatus> };
  subscriptions: Subscriptions;
  /** Keeps a frame's summary and shows the tab's badge. */
  showSummary(tabId: number, frameId: number, host: string, incognito: boolean, summary: PageSummary): Promise<void>;
  /** The tab shows another page: what its frames said counts no more. */
  forgetTab(tabId: number): Promise<void>;
  /** Posts are about to be judged: what is needed for that may be loaded. */
  warmUp(): void;
  /** The words of what is drawn in a page. */
  messages(): Promise<MessageBundle>;
  openPage(path: string): Promise<void>;
  /** Tells the open tabs of a host to stop or go on. */
  sendPaused(host: string, paused: boolean): Promise<void>;
  now(): number;
}

const FROM_CONTENT: readonly SenderContext[] = ['content'];
const FROM_PAGES: readonly SenderContext[] = ['page'];
const FROM_BOTH: readonly SenderContext[] = ['content', 'page'];

/** Posts in one message, and characters in all of them together. */
const MAX_POSTS_PER_MESSAGE = 50;
const MAX_CHARACTERS_PER_MESSAGE = 8_000_000;

const parseNothing = (): null => null;
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

const Posts = v.object({ posts: v.pipe(v.array(JobPostSchema), v.maxLength(MAX_POSTS_PER_MESSAGE)) });
const Summary = v.object({
  status: v.picklist(['read', 'nothing-here', 'could-not-read']),
  adapter: v.nullable(v.pipe(v.string(), v.maxLength(60))),
  posts: count,
  caution: count,
  danger: count,
  drawn: count,
  copied: v.optional(v.boolean()),
});
const Report = v.object({
  post: JobPostSchema,
  verdict: v.nullable(v.looseObject({})),
  wrong: v.boolean(),
  dispute: v.optional(v.boolean()),
  tabId: v.optional(v.number()),
});
/** See `hashSecret` in `utils/sites/post-on-page.ts`. */
const PostId = v.pipe(v.string(), v.regex(/^[a-z0-9]{1,8}-[a-z0-9]{1,8}$/u));
const Words = v.object({
  declared: v.boolean(),
  about: v.pipe(v.string(), v.maxLength(100_000)),
  text: v.pipe(v.string(), v.maxLength(100_000)),
  whole: v.boolean(),
});
const Nonce = v.pipe(v.string(), v.maxLength(64));
const Send = v.object({
  document: ReportDocumentSchema,
  receipt: v.boolean(),
  private: v.boolean(),
  nonce: v.nullable(Nonce),
  withdrawHash: v.optional(v.nullable(v.pipe(v.string(), v.regex(/^[\w-]{43}$/u)))),
});
const Code = v.object({ secret: v.pipe(v.string(), v.check(isReportCode)), takeBack: v.boolean() });
const Check = v.object({
  text: v.pipe(v.string(), v.maxLength(8_000_000)),
  own: v.nullable(v.pipe(v.string(), v.maxLength(200))),
});
const InvitationText = v.pipe(v.string(), v.maxLength(MAX_INVITATION_CHARS));
const Fingerprint = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/u));
const Host = v.pipe(v.string(), v.minLength(1), v.maxLength(253));

/** A content script's tab and frame; the router has checked that they are there. */
function frameOf(sender: Sender): { tabId: number; frameId: number; host: string; incognito: boolean } {
  const { tab, frameId, url } = sender;
  if (tab?.id === undefined || frameId === undefined || url === undefined) throw new Error('no tab');
  return { tabId: tab.id, frameId, host: hostOf(tab.url ?? url), incognito: tab.incognito };
}

/** A frame without an address of its own is read as the page around it. */
function addressOf({ url, tab }: Sender): string {
  return (url !== undefined && /^https?:/u.test(url) ? url : tab?.url) ?? '';
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).hostname : '';
}

/** The words of a finder, made ready once. */
function createFinderWords(): (finder: FinderKnowledge) => { list: JobWordPatterns; look: JobWordMatcher } {
  let known: { finder: FinderKnowledge; list: JobWordPatterns; look: JobWordMatcher } | null = null;
  return (finder) => {
    if (known?.finder !== finder) {
      const list = jobWordPatterns(finder);
      known = { finder, list, look: createJobWordMatcher(list) };
    }
    return known;
  };
}

export function createRoutes(services: Services): Routes {
  const wordsOf = createFinderWords();
  const siteOf = async (sender: Sender): Promise<Response<'site.get'>> => {
    const { host, incognito } = frameOf(sender);
    const [site, paused] = await Promise.all([
      services.siteFor(addressOf(sender)),
      services.pauses.isPaused(host, incognito),
    ]);
    // Without an adapter only the finder would read there, and it cannot tell a post from a talk.
    const isTalk = site.adapters.length === 0 && isPrivateConversation(site.finder, sender.url ?? '');
    return { ...site, paused: paused || isTalk };
  };
  return {
    'site.signs': {
      from: FROM_CONTENT,
      parse: (data) => v.parse(v.object({ again: v.boolean() }), data),
      async handle({ again }, sender) {
        const { tabId, frameId } = frameOf(sender);
        if (frameId === 0 && !again) await services.forgetTab(tabId);
        const { adapters, finder, paused } = await siteOf(sender);
        return { ...postDetectorRules(adapters, finder, addressOf(sender)), paused };
      },
    },
    'words.look': {
      from: FROM_CONTENT,
      parse: (data) => v.parse(Words, data),
      async handle(words, sender) {
        return { worth: wordsOf((await siteOf(sender)).finder).look.matchesPage(words) };
      },
    },
    'words.get': {
      from: FROM_CONTENT,
      parse: parseNothing,
      handle: async (_data, sender) => wordsOf((await siteOf(sender)).finder).list,
    },
    'site.get': { from: FROM_CONTENT, parse: parseNothing, handle: (_data, sender) => siteOf(sender) },
    'posts.judge': {
      from: FROM_BOTH,
      parse: (data) => v.parse(Posts, data),
      async handle({ posts }, sender) {
        const characters = posts.reduce((sum, post) => sum + post.text.length, 0);
        if (characters > MAX_CHARACTERS_PER_MESSAGE) throw new Error('too much text at once');
        const tabId = sender.tab?.id ?? -1;
        if (!services.limiter.take(tabId, posts.length, services.now())) throw new Error('too many posts at once');
        return { verdicts: await services.verdicts(posts) };
      },
    },
    'page.report': {
      from: FROM_CONTENT,
      parse: (data) => v.parse(Summary, data),
      async handle(summary, sender) {
        const { tabId, frameId, host, incognito } = frameOf(sender);
        await services.showSummary(tabId, frameId, host, incognito, summary);
        return null;
      },
    },
    'read.inject': {
      from: FROM_CONTENT,
      parse: (data) => v.parse(v.object({ finder: v.boolean() }), data),
      async handle({ finder }, sender) {
        const { tabId, frameId } = frameOf(sender);
        services.warmUp();
        await services.injection.read(tabId, frameId, finder);
        return null;
      },
    },
    'find.inject': {
      from: FROM_CONTENT,
      parse: parseNothing,
      async handle(_data, sender) {
        const { tabId, frameId } = frameOf(sender);
        await services.injection.find(tabId, frameId);
        return null;
      },
    },
    'warn.inject': {
      from: FROM_CONTENT,
      parse: parseNothing,
      async handle(_data, sender) {
        const { tabId, frameId } = frameOf(sender);
        await services.injection.draw(tabId, frameId);
        return null;
      },
    },
    'messages.get': { from: FROM_CONTENT, parse: parseNothing, handle: () => services.messages() },
    'report.open': {
      from: FROM_BOTH,
      // The verdict is shown again as it was; the page that shows it treats it as plain text.
      parse: (data) => v.parse(Report, data) as unknown as Request<'report.open'>,
      async handle({ tabId, ...wish }, sender) {
        if (isPage(sender))
          await services.reports.open(wish, tabId ?? null, 0, await services.isPrivate(tabId ?? null));
        else await services.reports.open(wish, frameOf(sender).tabId, frameOf(sender).frameId, isPrivate(sender));
        return null;
      },
    },
    'layout.report': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ tabId: v.number() }), data),
      async handle({ tabId }) {
        await services.reports.openLayout(tabId, await services.isPrivate(tabId));
        return null;
      },
    },
    'report.send': {
      from: FROM_PAGES,
      parse: (data) => v.parse(Send, data),
      handle: (data) => services.reports.send(data),
    },
    'report.seal': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ document: ReportDocumentSchema }), data),
      handle: ({ document }) => services.reports.seal(document),
    },
    'report.code': {
      from: FROM_PAGES,
      parse: (data) => v.parse(Code, data),
      handle: ({ secret, takeBack }) => services.reports.checkCode(secret, takeBack),
    },
    'outbox.list': {
      from: FROM_PAGES,
      parse: parseNothing,
      handle: async () => ({ items: await services.reports.list() }),
    },
    'outbox.flush': {
      from: FROM_PAGES,
      parse: parseNothing,
      handle: async () => ({ items: await services.reports.flush(true) }),
    },
    'outbox.erase': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ key: v.nullable(v.pipe(v.string(), v.maxLength(64))) }), data),
      handle: async ({ key }) => (await services.reports.erase(key), null),
    },
    'choices.get': {
      from: FROM_CONTENT,
      parse: (data) => v.parse(v.object({ ids: v.pipe(v.array(PostId), v.maxLength(200)) }), data),
      handle: async ({ ids }, sender) => ({ choices: await services.choices.get(ids, isPrivate(sender)) }),
    },
    'choices.set': {
      from: FROM_CONTENT,
      parse: (data) => v.parse(v.object({ id: PostId, choice: v.nullable(v.picklist(CHOICES)) }), data),
      handle: async ({ id, choice }, sender) => (await services.choices.set(id, choice, isPrivate(sender)), null),
    },
    'help.open': {
      from: FROM_BOTH,
      parse: parseNothing,
      handle: async () => (await services.openPage('help.html'), null),
    },
    'check.open': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ text: v.pipe(v.string(), v.maxLength(MAX_HANDOFF_UNITS)) }), data),
      async handle({ text }) {
        await services.openPage(text === '' ? 'check.html' : `check.html#${await services.pasted.save(text)}`);
        return null;
      },
    },
    'check.take': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ nonce: Nonce }), data),
      handle: async ({ nonce }) => ({ text: await services.pasted.take(nonce) }),
    },
    'check.text': {
      from: FROM_PAGES,
      parse: (data) => v.parse(Check, data),
      handle: ({ text, own }) => services.check(text, own),
    },
    'report.take': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ nonce: Nonce }), data),
      handle: ({ nonce }) => services.drafts.get(nonce),
    },
    'list.state': { from: FROM_PAGES, parse: parseNothing, handle: () => services.channels.status() },
    'list.sync': { from: FROM_PAGES, parse: parseNothing, handle: () => services.channels.sync() },
    'channels.list': {
      from: FROM_PAGES,
      parse: parseNothing,
      handle: async () => ({ channels: await services.subscriptions.list() }),
    },
    'channels.preview': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ text: InvitationText }), data),
      handle: ({ text }) => services.subscriptions.preview(text),
    },
    'channels.add': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ text: InvitationText, fingerprint: Fingerprint }), data),
      handle: ({ text, fingerprint }) => services.subscriptions.add(text, fingerprint),
    },
    'channels.remove': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ id: Fingerprint }), data),
      handle: async ({ id }) => (
        await services.subscriptions.remove(id),
        { channels: await services.subscriptions.list() }
      ),
    },
    'settings.get': { from: FROM_PAGES, parse: parseNothing, handle: () => services.settings.get() },
    'settings.set': {
      from: FROM_PAGES,
      parse: (data) => v.parse(SettingsChangeSchema, data),
      handle: (change) => services.settings.set(change),
    },
    'data.export': { from: FROM_PAGES, parse: parseNothing, handle: () => services.ownData.export() },
    'data.erase': { from: FROM_PAGES, parse: parseNothing, handle: async () => (await services.ownData.erase(), null) },
    'talk.get': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ url: v.pipe(v.string(), v.maxLength(8000)) }), data),
      handle: async ({ url }) => ({ talk: isPrivateConversation((await services.siteFor(url)).finder, url) }),
    },
    'pause.get': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ host: Host }), data),
      handle: async ({ host }, sender) => ({ paused: await services.pauses.isPaused(host, isPrivate(sender)) }),
    },
    'pause.set': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ host: Host, paused: v.boolean() }), data),
      async handle({ host, paused }, sender) {
        await services.pauses.set(host, paused, isPrivate(sender));
        await services.sendPaused(host, paused);
        return null;
      },
    },
    'page.scan': {
      from: FROM_PAGES,
      parse: (data) => v.parse(v.object({ tabId: v.number() }), data),
      handle: async ({ tabId }) => (await services.injection.scan(tabId), null),
    },
  };
}

/** One of our own pages; they have no tab when they are the popup. A frame without an address of its own is none. */
function isPage(sender: Sender): boolean {
  return /^[a-z]+-extension:/u.test(sender.url ?? '');
}

function isPrivate(sender: Sender): boolean {
  return sender.tab?.incognito ?? false;
}
