import { beforeEach, describe, expect, test, vi } from 'vitest';
import { createDrafts } from '../../../utils/background/drafts.ts';
import { createLimiter } from '../../../utils/background/rate.ts';
import { createPauses } from '../../../utils/background/pause.ts';
import { createRoutes, type Services } from '../../../utils/background/routes.ts';
import { createRouter, type Sender } from '../../../utils/messaging/router.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { memoryArea } from './area.ts';

const verdict: Verdict = { level: 'none', kind: null, score: 0, language: 'en', reasons: [] };
const post = { id: 'p', text: 'Warehouse work' };

function inPage(incognito = false): Sender {
  return {
    id: 'us',
    url: 'https://jobs.example/1',
    frameId: 0,
    tab: { id: 7, incognito, url: 'https://jobs.example/1' },
  };
}

function wire() {
  const opened: string[] = [];
  let now = 0;
  const services = {
    judge: vi.fn(async (posts: unknown[]) => posts.map(() => verdict)),
    site: vi.fn(async () => ({ adapters: [], finder: {} })),
    pauses: createPauses(memoryArea()),
    drafts: createDrafts(memoryArea(), () => 'nonce'),
    limiter: createLimiter(100, 10),
    openPage: async (path: string) => void opened.push(path),
    now: () => now,
  };
  const ask = createRouter(createRoutes(services as unknown as Services), { id: 'us', base: 'chrome-extension://us/' });
  return { ask, opened, services, later: (ms: number) => (now += ms) };
}

describe('the background', () => {
  let world: ReturnType<typeof wire>;
  beforeEach(() => {
    world = wire();
  });

  test('judges posts, and refuses what is not of their form', async () => {
    const answer = await world.ask({ name: 'posts.judge', data: { posts: [post] } }, inPage());
    expect(answer).toEqual({ ok: true, value: { verdicts: [verdict] } });
    for (const posts of [[{ text: 1 }], 'x', Array.from({ length: 51 }, () => post)]) {
      expect((await world.ask({ name: 'posts.judge', data: { posts } }, inPage())).ok).toBe(false);
    }
  });

  test('a page that floods is held back, and served again later', async () => {
    const data = { posts: Array.from({ length: 50 }, () => post) };
    const answers = [];
    for (let round = 0; round < 3; round += 1)
      answers.push((await world.ask({ name: 'posts.judge', data }, inPage())).ok);
    expect(answers).toEqual([true, true, false]);
    world.later(5000);
    expect((await world.ask({ name: 'posts.judge', data }, inPage())).ok).toBe(true);
  });

  test('adapters are chosen by the address the browser names', async () => {
    await world.ask({ name: 'site.get', data: { url: 'https://bank.example/' } }, inPage());
    expect(world.services.site).toHaveBeenCalledWith('https://jobs.example/1');
  });

  test('a report opens our own page with a nonce, and remembers a private window', async () => {
    await world.ask({ name: 'report.open', data: { post, verdict, wrong: true } }, inPage(true));
    expect(world.opened).toEqual(['report.html#nonce']);
    expect(await world.services.drafts.take('nonce')).toMatchObject({ private: true, wrong: true, post: { id: 'p' } });
  });
});
