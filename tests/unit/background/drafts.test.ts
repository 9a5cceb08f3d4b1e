import { describe, expect, test } from 'vitest';
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

let now = Date.parse('2026-11-25T10:00:00Z');

describe('createDrafts', () => {
  test('returns a draft for its nonce until it is removed', async () => {
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

  test('makes room for a new draft where the area is full', async () => {
    const area = memoryArea();
    const { set } = area;
    area.set = async (values) => {
      if (JSON.stringify(values).length > 2_000) throw new Error('Session storage quota bytes exceeded.');
      await set(values);
    };
    let next = 0;
    const drafts = createDrafts(
      area,
      () => `nonce-${next++}`,
      () => now,
    );
    for (let n = 0; n < 12; n += 1) await drafts.save(draft(`post-${n}`));
    expect((await drafts.get('nonce-11'))?.post.id).toBe('post-11');
    await expect(drafts.save(draft('x'.repeat(3_000)))).rejects.toThrow('quota');
    expect((await drafts.get('nonce-11'))?.post.id).toBe('post-11');
  });

  test('deletes the oldest draft above the limit', async () => {
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

  test('deletes a draft after 72 hours', async () => {
    const area = memoryArea();
    const drafts = createDrafts(
      area,
      () => 'nonce',
      () => now,
    );
    await drafts.save(draft('a'));
    now += 71 * 3_600_000;
    await drafts.removeOld();
    expect(await drafts.get('nonce')).not.toBeNull();
    now += 2 * 3_600_000;
    expect(await drafts.get('nonce')).toBeNull();
    await drafts.removeOld();
    expect(area.stored).toEqual({ drafts: [] });
  });

  test('loses no draft when several are saved at once', async () => {
    let next = 0;
    const drafts = createDrafts(
      memoryArea(),
      () => `nonce-${next++}`,
      () => now,
    );
    await Promise.all(['a', 'b', 'c'].map((id) => drafts.save(draft(id))));
    expect((await drafts.all()).map(({ post }) => post.id)).toEqual(['a', 'b', 'c']);
  });

  test('removes all drafts of one post and keeps those of other posts', async () => {
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
    const third = await drafts.save(draft('c'));
    await drafts.remove(third);
    await drafts.remove('unknown');
    expect((await drafts.get(other))?.post.id).toBe('b');
    await drafts.clear();
    expect(await drafts.all()).toEqual([]);
  });

  describe('what the reader has entered', () => {
    const entered = (words: string) => ({
      removed: [],
      categories: [],
      words,
      reach: '',
      message: '',
      seenNames: false,
      receipt: false,
      code: false,
      isPictureChanged: false,
    });
    function start() {
      const area = memoryArea();
      let next = 0;
      return {
        area,
        drafts: createDrafts(
          area,
          () => `nonce-${next++}`,
          () => now,
        ),
      };
    }

    test('is kept with its draft, the last of it, and is exported with it', async () => {
      const { drafts } = start();
      const [nonce, other] = [await drafts.save(draft('a')), await drafts.save(draft('b'))];
      await drafts.enter(nonce, entered('They wanted'));
      await drafts.enter(nonce, entered('They wanted my passport'));
      expect((await drafts.get(nonce))?.entered?.words).toBe('They wanted my passport');
      expect((await drafts.get(other))?.entered).toBeUndefined();
      expect((await drafts.all()).map((each) => each.entered?.words)).toEqual(['They wanted my passport', undefined]);
    });

    test.each(['remove', 'clear', 'removeOld'] as const)('is deleted with its draft by %s', async (how) => {
      const { area, drafts } = start();
      const nonce = await drafts.save(draft('a'));
      await drafts.enter(nonce, entered('my passport'));
      expect(JSON.stringify(area.stored)).toContain('my passport');
      if (how === 'removeOld') now += 73 * 3_600_000;
      await drafts[how](nonce);
      expect(JSON.stringify(area.stored)).not.toContain('my passport');
    });

    test('is not kept for a draft from a private window, or for one that is gone', async () => {
      const { area, drafts } = start();
      const [nonce, sent] = [await drafts.save({ ...draft('a'), private: true }), await drafts.save(draft('b'))];
      await drafts.remove(sent);
      for (const each of [nonce, sent, 'nonce-9']) await drafts.enter(each, entered('my passport'));
      expect(JSON.stringify(area.stored)).not.toContain('my passport');
    });
  });
});
