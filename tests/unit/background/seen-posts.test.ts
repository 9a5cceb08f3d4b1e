import 'fake-indexeddb/auto';
import { Dexie } from 'dexie';
import { beforeEach, describe, expect, it } from 'vitest';
import { createSeenPosts, type SeenPosts } from '../../../utils/background/seen-posts.ts';

const TEXT = ['a1', 'b1', 'c1', 'd1'];
const OTHER = ['a9', 'b9', 'c9', 'd9'];
let databases = 0;

describe('createSeenPosts', () => {
  let day = '';
  let seen: SeenPosts;
  beforeEach(() => {
    day = '2026-11-20';
    seen = createSeenPosts(() => day, `seen-${(databases += 1)}`);
  });

  it('counts the names under which one text was seen, and each name once', async () => {
    expect(await seen.record('Golden Lotus Ltd', TEXT)).toBe(1);
    expect(await seen.record('Silver Harbour', ['a1', 'b1', 'x', 'y'])).toBe(2);
    expect(await seen.record('GOLDEN LOTUS LTD.', TEXT)).toBe(2);
  });

  it('does not count a text that shares one fingerprint by chance', async () => {
    await seen.record('Golden Lotus', TEXT);
    expect(await seen.record('Silver Harbour', ['a1', ...OTHER.slice(1)])).toBe(1);
  });

  it('stores nothing without a name or fingerprints', async () => {
    expect(await seen.record('', TEXT)).toBe(0);
    expect(await seen.record('Golden Lotus', [])).toBe(0);
    expect(await seen.record('Silver Harbour', TEXT)).toBe(1);
  });

  it('forgets a post after 30 days also when no other is seen', async () => {
    await seen.record('Golden Lotus', TEXT);
    day = '2026-12-20';
    await seen.prune();
    expect(await seen.all()).toHaveLength(1);
    day = '2026-12-21';
    await seen.prune();
    expect(await seen.all()).toEqual([]);
  });

  it('makes no database to forget something', async () => {
    await seen.prune();
    await seen.clear();
    expect(await Dexie.exists(`seen-${databases}`)).toBe(false);
  });

  it('forgets a post after 30 days, and all of them at once', async () => {
    await seen.record('Golden Lotus', TEXT);
    day = '2026-12-20';
    expect(await seen.record('Silver Harbour', TEXT)).toBe(2);
    day = '2026-12-21';
    expect(await seen.record('Jade Gate', TEXT)).toBe(2);
    expect((await seen.all()).map(({ day: last }) => last)).toEqual(['2026-12-21', '2026-12-20']);
    await seen.clear();
    expect(await seen.record('Amber Hill', TEXT)).toBe(1);
  });
});
