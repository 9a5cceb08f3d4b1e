import { expect, test } from 'vitest';
import { createDrafts } from '../../../utils/background/drafts.ts';
import { JobPostSchema } from '../../../utils/model/job-post.ts';
import * as v from 'valibot';
import { memoryArea } from './memory-area.ts';

const draft = (id: string) => ({
  post: v.parse(JobPostSchema, { id }),
  verdict: null,
  wrong: false,
  private: false,
  taken: [],
});

let now = 0;

test('a draft opens with its nonce only, until it is dropped', async () => {
  let next = 0;
  const drafts = createDrafts(
    memoryArea(),
    () => `nonce-${next++}`,
    () => now,
  );
  const nonce = await drafts.save(draft('a'));
  expect((await drafts.get(nonce))?.post.id).toBe('a');
  expect(await drafts.get('nonce-9')).toBeNull();
  await drafts.remove(nonce);
  expect(await drafts.get(nonce)).toBeNull();
});

test('the oldest draft goes when there are many', async () => {
  let next = 0;
  const drafts = createDrafts(
    memoryArea(),
    () => `nonce-${next++}`,
    () => now,
  );
  for (let n = 0; n < 25; n += 1) await drafts.save(draft(`post-${n}`));
  expect(await drafts.get('nonce-4')).toBeNull();
  expect((await drafts.get('nonce-24'))?.post.id).toBe('post-24');
});

test('a draft is forgotten after 72 hours', async () => {
  const drafts = createDrafts(
    memoryArea(),
    () => 'nonce',
    () => now,
  );
  await drafts.save(draft('a'));
  now += 71 * 3_600_000;
  expect(await drafts.get('nonce')).not.toBeNull();
  now += 2 * 3_600_000;
  expect(await drafts.get('nonce')).toBeNull();
  now = 0;
});

test('all drafts of one post go together, those of others stay', async () => {
  let next = 0;
  const drafts = createDrafts(
    memoryArea(),
    () => `nonce-${next++}`,
    () => now,
  );
  const [first, second, other] = [
    await drafts.save(draft('a')),
    await drafts.save(draft('a')),
    await drafts.save(draft('b')),
  ];
  await drafts.remove(first);
  expect(await drafts.get(second)).toBeNull();
  expect((await drafts.get(other))?.post.id).toBe('b');
});
