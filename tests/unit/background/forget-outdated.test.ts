import { describe, expect, it, vi } from 'vitest';
import { forgetOutdated } from '../../../utils/background/forget-outdated.ts';

function parts(remembers: boolean) {
  return {
    drafts: { removeOld: vi.fn(async () => undefined) },
    seenPosts: { prune: vi.fn(async () => undefined), clear: vi.fn(async () => undefined) },
    remembersPosts: async () => remembers,
  };
}

describe('forgetOutdated', () => {
  it('deletes old drafts, and old traces of seen posts or all of them where they are not wanted', async () => {
    const [wanted, unwanted] = [parts(true), parts(false)];
    for (const deps of [wanted, unwanted]) {
      await forgetOutdated(deps);
      expect(deps.drafts.removeOld).toHaveBeenCalledOnce();
    }
    expect(wanted.seenPosts.prune).toHaveBeenCalledOnce();
    expect(wanted.seenPosts.clear).not.toHaveBeenCalled();
    expect(unwanted.seenPosts.clear).toHaveBeenCalledOnce();
  });

  it('does the rest when one part fails', async () => {
    const deps = parts(true);
    deps.seenPosts.prune.mockRejectedValue(new Error('no database'));
    await forgetOutdated(deps);
    expect(deps.drafts.removeOld).toHaveBeenCalledOnce();
  });
});
