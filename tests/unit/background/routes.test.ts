import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createDrafts } from '../../../utils/background/drafts.ts';
import { createRateLimiter } from '../../../utils/background/rate-limiter.ts';
import { createPauses } from '../../../utils/background/pauses.ts';
import { createReports } from '../../../utils/background/reports.ts';
import { createRoutes, type Services } from '../../../utils/background/routes.ts';
import { createRouter, type Sender } from '../../../utils/messaging/router.ts';
import type { Outbox } from '../../../utils/report/outbox.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { memoryArea } from './memory-area.ts';

const verdict: Verdict = { level: 'none', kind: null, score: 0, language: 'en', reasons: [] };
const post = { id: 'p', text: 'Warehouse work' };

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

function createTestRoutes() {
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
      self: async () => ({ names: [], emails: ['nadia@mail.example'], phones: [], accounts: [], secrets: [] }),
      outline: async () => ({ site: 'seek', outline: 'nothing: seek.detail.root' }),
    },
    outbox: {} as Outbox,
    channelFile: async () => null,
    recipients: async () => [],
    openPage,
    scheduleWake: async () => undefined,
  });
  const services = {
    judge: vi.fn(async (posts: unknown[]) => posts.map(() => verdict)),
    site: vi.fn(async () => ({ adapters: [], finder: { private: ['talk.example/*'] } })),
    pauses: createPauses(memoryArea()),
    drafts,
    reports,
    isPrivate: async () => false,
    limiter: createRateLimiter(100, 10),
    openPage,
    forgetTab: async () => undefined,
    warm: () => undefined,
    now: () => now,
  };
  const ask = createRouter(createRoutes(services as unknown as Services), { id: 'us', base: 'chrome-extension://us/' });
  return { ask, opened, services, drafts, later: (ms: number) => (now += ms) };
}

describe('the background', () => {
  let world: ReturnType<typeof createTestRoutes>;
  beforeEach(() => {
    world = createTestRoutes();
  });

  test('judges posts, and refuses what is not of their form', async () => {
    const answer = await world.ask({ name: 'posts.judge', data: { posts: [post] } }, contentSender());
    expect(answer).toEqual({ ok: true, value: { verdicts: [verdict] } });
    for (const posts of [[{ text: 1 }], 'x', Array.from({ length: 51 }, () => post)]) {
      expect((await world.ask({ name: 'posts.judge', data: { posts } }, contentSender())).ok).toBe(false);
    }
  });

  test('a page that floods is held back, and served again later', async () => {
    const data = { posts: Array.from({ length: 50 }, () => post) };
    const answers = [];
    for (let round = 0; round < 3; round += 1)
      answers.push((await world.ask({ name: 'posts.judge', data }, contentSender())).ok);
    expect(answers).toEqual([true, true, false]);
    world.later(5000);
    expect((await world.ask({ name: 'posts.judge', data }, contentSender())).ok).toBe(true);
  });

  test('adapters are chosen by the address the browser names', async () => {
    await world.ask({ name: 'site.get', data: { url: 'https://bank.example/' } }, contentSender());
    expect(world.services.site).toHaveBeenCalledWith('https://jobs.example/1');
  });

  test('a private talk is not read where only the finder could', async () => {
    const asked = await world.ask({ name: 'talk.get', data: { url: 'https://talk.example/c/1' } }, pageSender());
    expect(asked).toEqual({ ok: true, value: { talk: true } });
    const sender = { ...contentSender(), url: 'https://talk.example/c/1' };
    expect(await world.ask({ name: 'site.get', data: null }, sender)).toMatchObject({ value: { paused: true } });
    expect(await world.ask({ name: 'site.get', data: null }, contentSender())).toMatchObject({
      value: { paused: false },
    });
  });

  test('a page is told the signs of posts at its address, and forgotten only when it is a new document', async () => {
    const layout = { kind: 'card' as const, fields: {}, expect: [] };
    world.services.site.mockResolvedValue({
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
    } as never);
    const forget = vi.spyOn(world.services, 'forgetTab');
    expect(await world.ask({ name: 'site.signs', data: { again: true } }, contentSender())).toEqual({
      ok: true,
      value: {
        adapter: 'a',
        roots: ['.b'],
        expected: true,
        walls: ['.login'],
        titles: ['just a', 'log in'],
        paused: false,
      },
    });
    expect(forget).not.toHaveBeenCalled();
    await world.ask({ name: 'site.signs', data: { again: false } }, contentSender());
    expect(forget).toHaveBeenCalledOnce();
    const page = { declared: false, about: '', text: 'Salary', whole: false };
    expect(await world.ask({ name: 'words.look', data: page }, contentSender())).toMatchObject({
      value: { worth: true },
    });
    expect(await world.ask({ name: 'words.look', data: { ...page, whole: true } }, contentSender())).toMatchObject({
      value: { worth: false },
    });
    expect(await world.ask({ name: 'words.get', data: null }, contentSender())).toMatchObject({
      value: { words: 'salary' },
    });
  });

  test('a page that could not be read opens a report of its structure', async () => {
    await world.ask({ name: 'layout.report', data: { tabId: 3 } }, pageSender());
    expect(world.opened).toEqual(['report.html#nonce']);
    expect(await world.drafts.get('nonce')).toMatchObject({ layout: true, post: { site: 'seek' } });
  });

  test('a report opens our own page with a nonce, without the reader, and remembers a private window', async () => {
    const own = { ...post, text: 'Warehouse work. Write to nadia@mail.example or hr@depot.example' };
    await world.ask({ name: 'report.open', data: { post: own, verdict, wrong: true } }, contentSender(true));
    expect(world.opened).toEqual(['report.html#nonce']);
    expect(await world.drafts.get('nonce')).toMatchObject({
      private: true,
      wrong: true,
      taken: ['email'],
      post: { text: 'Warehouse work. Write to […] or hr@depot.example' },
    });
  });

  test('whoever disputes keeps their own account in it, and nothing else of the post', async () => {
    const own = { ...post, text: 'Write to nadia@mail.example', contacts: ['nadia@mail.example'] };
    await world.ask(
      { name: 'report.open', data: { post: own, verdict, wrong: false, dispute: true } },
      contentSender(),
    );
    expect(await world.drafts.get('nonce')).toMatchObject({
      dispute: true,
      taken: [],
      post: { text: '', contacts: ['nadia@mail.example'] },
    });
  });

  test('only our own pages may send a report', async () => {
    const answer = await world.ask(
      { name: 'report.send', data: { document: {}, receipt: false, private: false, nonce: null } },
      contentSender(),
    );
    expect(answer).toEqual({ ok: false, error: 'report.send is not for this sender' });
  });
});
