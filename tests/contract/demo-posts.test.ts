/** The posts of `npm start`, judged by the knowledge that ships. A new fit or phrase must not turn the demo around. */
import { beforeAll, describe, expect, test } from 'vitest';
import { DEMO_POSTS } from '../../tools/demo/posts.ts';
import { ensureKnowledge } from '../../tools/knowledge/compile-knowledge.ts';
import { readCompiled } from '../../tools/knowledge/read-compiled.ts';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../../utils/detect/analyse.ts';
import type { Level } from '../../utils/model/verdict.ts';

let knowledge: Knowledge;

function levelOf({ title, company, location, salary, text }: (typeof DEMO_POSTS)[number]): Level {
  const post = { id: 'demo', url: '', site: 'test', kind: 'message' as const, contacts: [], poster: '' };
  return conclude(analyse({ ...post, title, company, location, salary, text }, knowledge), [], '2026-11-20').level;
}

describe('the demo', () => {
  beforeAll(async () => {
    await ensureKnowledge();
    knowledge = loadKnowledge(readCompiled());
  }, 120_000);

  test.each(DEMO_POSTS.map((post) => [post.what, post.slug, post] as const))('%s: %s', (what, _slug, post) => {
    // No list is used here: a listed recruiter's own post gets no warning without one.
    const warned = post.expect === 'warned' && what !== 'listed recruiter';
    if (what === 'lure') expect(levelOf(post)).toBe('danger');
    else if (warned) expect(levelOf(post)).not.toBe('none');
    else expect(levelOf(post)).toBe('none');
  });

  test('a promise that nobody is cheated or locked up does not make a post an awareness text', () => {
    const promise = DEMO_POSTS.find(({ slug }) => slug === 'admin-poipet');
    expect(promise?.text).toContain('ไม่หลอกลวง ไม่มีกักขัง');
    expect(promise && levelOf(promise)).toBe('danger');
  });
});
