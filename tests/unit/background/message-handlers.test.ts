import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createDrafts } from '../../../utils/background/drafts.ts';
import { createFairQueue } from '../../../utils/background/fair-queue.ts';
import { createRateLimiter } from '../../../utils/background/rate-limiter.ts';
import { createPastedTexts } from '../../../utils/background/pasted-texts.ts';
import { createPauses } from '../../../utils/background/pauses.ts';
import { createRevokedTabs } from '../../../utils/background/revoked-tabs.ts';
import { createReports } from '../../../utils/background/reports.ts';
import { createMessageHandlers, type HandlerDeps } from '../../../utils/background/message-handlers.ts';
import { createRouter, type Sender } from '../../../utils/messaging/router.ts';
import type { Outbox } from '../../../utils/report/outbox.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { memoryArea } from './memory-area.ts';

const verdict: Verdict = { level: 'none', kind: null, score: 0, language: 'en', reasons: [] };
const post = { id: 'p', text: 'Warehouse work' };
const LURE = 'Free ticket to Mae Sot';
const lure = { id: 'q', text: LURE };
const PRIVATE_TAB = 4;
const BUNDLE = { language: 'en', messages: {} };

function contentSender(incognito = false): Sender {
  return {
    id: 'us',
    url: 'https://jobs.example/1',
    frameId: 0,
    tab: { id: 7, incognito, url: 'https://jobs.example/1' },
  };
}

function pageSender(): Sender {
  return { id: 'us', url: 'chrome-extension://us/popup.html' };
}

function createTestRouter() {
  const opened: string[] = [];
  let now = 0;
  const drafts = createDrafts(
    memoryArea(),
    () => 'nonce',
    () => now,
  );
  const openPage = async (path: string): Promise<void> => void opened.push(path);
  const reports = createReports({
    drafts,
    injection: {
      readReaderData: async () => ({
        names: [],
        emails: ['nadia@mail.example'],
        phones: [],
        accounts: [],
        secrets: [],
      }),
      readOutline: async () => ({ site: 'seek', outline: 'nothing: seek.detail.root' }),
    },
    outbox: {} as Outbox,
    channelFile: async () => null,
    recipients: async () => [],
    brand: async () => ({ id: 'ngo', publisher: 'Example NGO', relay: 'https://relay.example/' }),
    openPage,
    scheduleWake: async () => undefined,
  });
  const feedback = { isEnabled: async () => true, send: vi.fn(async () => ({ state: 'sent' as const })) };
  const deps = {
    feedback,
    verdict: vi.fn(async ({ text }: { text: string }, onWarning?: () => void) => {
      if (text === LURE) onWarning?.();
      return verdict;
    }),
    injection: { injectOverlay: vi.fn(async () => undefined) },
    pageMessages: vi.fn(async () => BUNDLE),
    withSeenNames: vi.fn(async (_post: unknown, judged: Verdict) => ({ ...judged, seenNames: 3 })),
    seenPosts: { clear: async () => undefined },
    queue: createFairQueue(async () => undefined),
    siteFor: vi.fn(async () => ({ adapters: [], finder: { private: ['talk.example/*'] }, off: false })),
    publishedFile: async (name: string) => (name === 'help.json' ? new TextEncoder().encode('{"version":1}') : null),
    pauses: createPauses(memoryArea(), memoryArea()),
    revoked: createRevokedTabs(memoryArea()),
    drafts,
    reports,
    isPrivateTab: async (tabId: number | null) => tabId === PRIVATE_TAB,
    pastedTexts: createPastedTexts(memoryArea(), () => 'pasted'),
    openCheck: vi.fn(async () => undefined),
    limiter: createRateLimiter(100_000, 10_000),
    openPage,
    forgetTab: async () => undefined,
    markRead: vi.fn(async () => undefined),
    warmUp: () => undefined,
    now: () => now,
  };
  const send = createRouter(createMessageHandlers(deps as unknown as HandlerDeps), {
    id: 'us',
    base: 'chrome-extension://us/',
  });
  return { send, opened, deps, drafts, advance: (ms: number) => (now += ms) };
}

describe('createMessageHandlers', () => {
  let router: ReturnType<typeof createTestRouter>;
  beforeEach(() => {
    router = createTestRouter();
  });

  it('keeps and adds nothing of posts in private windows', async () => {
    const answer = await router.send({ name: 'posts.judge', data: { posts: [post] } }, contentSender(true));
    expect(answer).toEqual({ ok: true, value: { verdicts: [verdict], messages: null } });
  });

  it('judges posts and refuses data of another form', async () => {
    const answer = await router.send({ name: 'posts.judge', data: { posts: [post] } }, contentSender());
    expect(answer).toEqual({ ok: true, value: { verdicts: [{ ...verdict, seenNames: 3 }], messages: null } });
    for (const posts of [[{ text: 1 }], 'x', Array.from({ length: 51 }, () => post)]) {
      expect((await router.send({ name: 'posts.judge', data: { posts } }, contentSender())).ok).toBe(false);
    }
  });

  it('injects the script that draws once, as soon as a text gives a warning, and gives what it draws with', async () => {
    const { injection } = router.deps;
    const judge = (posts: unknown[], mayDraw?: boolean) =>
      router.send(
        { name: 'posts.judge', data: { posts, ...(mayDraw === undefined ? {} : { mayDraw }) } },
        contentSender(),
      );
    expect(await judge([post], true)).toMatchObject({ ok: true, value: { messages: null } });
    expect(await judge([lure], false)).toMatchObject({ ok: true, value: { messages: null } });
    expect(await judge([lure])).toMatchObject({ ok: true, value: { messages: null } });
    expect(injection.injectOverlay).not.toHaveBeenCalled();
    expect(await judge([post, lure, { ...lure, id: 'r' }], true)).toMatchObject({
      ok: true,
      value: { messages: BUNDLE },
    });
    expect(injection.injectOverlay.mock.calls).toEqual([[7, 0]]);
  });

  it('answers where the script cannot be injected, or what it draws with cannot be read', async () => {
    router.deps.injection.injectOverlay.mockRejectedValue(new Error('the frame is gone'));
    router.deps.pageMessages.mockRejectedValue(new Error('no disk'));
    const data = { posts: [lure], mayDraw: true };
    const answer = await router.send({ name: 'posts.judge', data }, contentSender());
    expect(answer).toMatchObject({ ok: true, value: { verdicts: [{ level: 'none' }], messages: null } });
  });

  it('refuses a tab that floods the background and serves it again later', async () => {
    const data = { posts: Array.from({ length: 50 }, () => post) };
    const answers = [];
    for (let round = 0; round < 3; round += 1)
      answers.push((await router.send({ name: 'posts.judge', data }, contentSender())).ok);
    expect(answers).toEqual([true, true, false]);
    router.advance(5000);
    expect((await router.send({ name: 'posts.judge', data }, contentSender())).ok).toBe(true);
  });

  it('counts the letters of posts, not their number', async () => {
    const judge = (text: string) =>
      router.send({ name: 'posts.judge', data: { posts: [{ id: 'p', text }] } }, contentSender());
    expect((await judge('x'.repeat(90_000))).ok).toBe(true);
    expect((await judge('x'.repeat(90_000))).ok).toBe(false);
    expect((await judge('short')).ok).toBe(true);
  });

  it('chooses adapters by the address that the browser names', async () => {
    await router.send({ name: 'site.get', data: { address: '' } }, contentSender());
    expect(router.deps.siteFor).toHaveBeenCalledWith('https://jobs.example/1');
  });

  it('pauses reading of a private chat, also where an adapter reads the site', async () => {
    const chat = 'https://talk.example/c/1';
    const answer = await router.send({ name: 'conversation.get', data: { url: chat } }, pageSender());
    expect(answer).toEqual({ ok: true, value: { isPrivate: true } });
    const isPaused = async (address: string, sender = contentSender()): Promise<unknown> => {
      const { value } = (await router.send({ name: 'site.get', data: { address } }, sender)) as { value?: unknown };
      return (value as { paused: boolean }).paused;
    };
    // The browser may name the address at which the document was loaded.
    expect(await isPaused(chat)).toBe(true);
    expect(await isPaused('https://jobs.example/1')).toBe(false);
    router.deps.siteFor.mockResolvedValue({
      adapters: [{ hosts: ['*.example'] }],
      finder: { private: ['talk.example/*'] },
      off: false,
    } as never);
    expect(await isPaused(chat)).toBe(true);
    const inside = { ...contentSender(), frameId: 2, tab: { id: 7, incognito: false, url: chat } };
    expect(await isPaused('https://frame.example/', inside)).toBe(true);
  });

  it('answers with the signs of posts at the address and forgets the tab only for a new document', async () => {
    const layout = { kind: 'card' as const, fields: {}, expect: [] };
    router.deps.siteFor.mockResolvedValue({
      adapters: [
        {
          id: 'a',
          expected: ['/1*'],
          wall: { css: '.login', title: ['Log in'] },
          layouts: [
            { ...layout, id: 'b', root: '.b', urls: ['/1'] },
            { ...layout, id: 'c', root: '.c', urls: ['/2'] },
          ],
        },
      ],
      finder: { private: [], wall: { title: ['Just A'] }, words: { en: ['salary'] }, places: ['jobs'] },
      off: false,
    } as never);
    const forget = vi.spyOn(router.deps, 'forgetTab');
    expect(await router.send({ name: 'site.rules', data: { again: true, address: '' } }, contentSender())).toEqual({
      ok: true,
      value: {
        adapter: 'a',
        roots: ['.b'],
        rootParts: ['.b'],
        shouldShowPosts: true,
        challengeSelectors: [],
        wallSelectors: ['.login'],
        wallTitles: ['just a', 'log in'],
        paused: false,
      },
    });
    expect(forget).not.toHaveBeenCalled();
    await router.send({ name: 'site.rules', data: { again: false, address: '' } }, contentSender());
    expect(forget).toHaveBeenCalledOnce();
    const page = { declared: false, about: '', text: 'Salary', whole: false };
    expect(await router.send({ name: 'words.test', data: page }, contentSender())).toMatchObject({
      value: { worth: true },
    });
    expect(await router.send({ name: 'words.test', data: { ...page, whole: true } }, contentSender())).toMatchObject({
      value: { worth: false },
    });
    expect(await router.send({ name: 'words.get', data: null }, contentSender())).toMatchObject({
      value: { words: 'salary' },
    });
  });

  it('pauses reading on a site that is switched off', async () => {
    router.deps.siteFor.mockResolvedValue({ adapters: [], finder: { private: [] }, off: true });
    expect(await router.send({ name: 'site.get', data: { address: '' } }, contentSender())).toMatchObject({
      value: { paused: true },
    });
  });

  it('pauses reading where access was taken back, until the tab loads another page', async () => {
    router.deps.siteFor.mockResolvedValue({ adapters: [], finder: { private: [], wall: {} }, off: false } as never);
    const rules = (again: boolean) =>
      router.send({ name: 'site.rules', data: { again, address: '' } }, contentSender());
    const get = () => router.send({ name: 'site.get', data: { address: '' } }, contentSender());
    await router.deps.revoked.add(7);
    for (const answer of [await rules(true), await get()]) expect(answer).toMatchObject({ value: { paused: true } });
    for (const answer of [await rules(false), await get()]) expect(answer).toMatchObject({ value: { paused: false } });
  });

  it('marks a tab as read when its page test starts, and not where reading is paused', async () => {
    const siteFor = (off: boolean) =>
      router.deps.siteFor.mockResolvedValue({ adapters: [], finder: { private: [], wall: {} }, off } as never);
    siteFor(true);
    await router.send({ name: 'site.rules', data: { again: false, address: '' } }, contentSender());
    expect(router.deps.markRead).not.toHaveBeenCalled();
    siteFor(false);
    await router.send({ name: 'site.rules', data: { again: false, address: '' } }, contentSender());
    expect(router.deps.markRead).toHaveBeenCalledWith(7);
  });

  it('gives pages the knowledge that the channel published, and only the files that they may read', async () => {
    const send = (name: string) => router.send({ name: 'knowledge.read', data: { name } }, pageSender());
    expect(await send('help.json')).toEqual({ ok: true, value: { text: '{"version":1}' } });
    expect(await send('questions.json')).toEqual({ ok: true, value: { text: null } });
    expect((await send('lexicon.bin')).ok).toBe(false);
  });

  it('takes an answer to "Was this right?" from a page and from a post, with the place that the browser names', async () => {
    const data = { post, verdict, answer: 'right', withText: false, own: null };
    expect(await router.send({ name: 'feedback.get', data: null }, contentSender())).toMatchObject({
      value: { asks: true },
    });
    await router.send({ name: 'feedback.send', data }, contentSender(true));
    await router.send({ name: 'feedback.send', data }, pageSender());
    await router.send({ name: 'feedback.send', data: { ...data, answer: 'maybe' } }, contentSender());
    expect(router.deps.feedback.send.mock.calls).toEqual([
      [
        expect.objectContaining({ answer: 'right' }),
        expect.objectContaining({ tabId: 7, frameId: 0, isPrivate: true }),
      ],
      [expect.objectContaining({ answer: 'right' }), { tabId: null, frameId: 0, isPrivate: false }],
    ]);
  });

  it('opens the check page as private where the popup is about a private tab, and gives its text out once', async () => {
    for (const tabId of [PRIVATE_TAB, 7])
      await router.send({ name: 'check.open', data: { text: LURE, tabId } }, pageSender());
    await router.send({ name: 'check.open', data: { text: '' } }, pageSender());
    expect(router.deps.openCheck.mock.calls).toEqual([
      [LURE, true],
      [LURE, false],
      ['', false],
    ]);
    const nonce = await router.deps.pastedTexts.save({ text: LURE, private: true });
    const take = () => router.send({ name: 'check.take', data: { nonce } }, pageSender());
    expect(await take()).toEqual({ ok: true, value: { text: LURE, private: true } });
    expect(await take()).toEqual({ ok: true, value: { text: null, private: false } });
  });

  it('opens a report with the structure of a page that could not be read', async () => {
    await router.send({ name: 'layout.report', data: { tabId: 3 } }, pageSender());
    expect(router.opened).toEqual(['report.html#nonce']);
    expect(await router.drafts.get('nonce')).toMatchObject({ layout: true, post: { site: 'seek' } });
  });

  it('removes the own data of the reader from a draft and remembers a private window', async () => {
    const own = { ...post, text: 'Warehouse work. Write to nadia@mail.example or hr@depot.example' };
    await router.send({ name: 'report.open', data: { post: own, verdict, wrong: true } }, contentSender(true));
    expect(router.opened).toEqual(['report.html#nonce']);
    expect(await router.drafts.get('nonce')).toMatchObject({
      private: true,
      wrong: true,
      taken: ['email'],
      post: { text: 'Warehouse work. Write to […] or hr@depot.example' },
    });
  });

  it('keeps only the disputed account in the draft of a dispute', async () => {
    const own = { ...post, text: 'Write to nadia@mail.example', contacts: ['nadia@mail.example'] };
    await router.send(
      { name: 'report.open', data: { post: own, verdict, wrong: false, dispute: true } },
      contentSender(),
    );
    expect(await router.drafts.get('nonce')).toMatchObject({
      dispute: true,
      taken: [],
      post: { text: '', contacts: ['nadia@mail.example'] },
    });
  });

  it('lets only pages of the extension send a report', async () => {
    const answer = await router.send(
      { name: 'report.send', data: { document: {}, receipt: false, private: false, nonce: null } },
      contentSender(),
    );
    expect(answer).toEqual({ ok: false, error: 'report.send is not for this sender' });
  });
});
