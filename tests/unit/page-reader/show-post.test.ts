// @vitest-environment jsdom
import { describe, expect, it, vi } from 'vitest';
import type { Finding } from '../../../utils/page-reader/overlay-state.ts';
import { showPost } from '../../../utils/page-reader/show-post.ts';

describe('showPost', () => {
  it('scrolls to the title of the post with this id, and to no other', () => {
    const [first, second] = [document.createElement('h2'), document.createElement('h2')];
    document.body.append(first, second);
    const scrolled: Element[] = [];
    for (const element of [first, second]) element.scrollIntoView = vi.fn(() => void scrolled.push(element));
    const findings = [first, second].map((anchor, at) => ({ anchor, element: anchor, post: { id: `p${at}` } }));
    expect(showPost(findings as unknown as Finding[], 'p1')).toBe(true);
    expect(scrolled).toEqual([second]);
    second.remove();
    expect(showPost(findings as unknown as Finding[], 'p1')).toBe(false);
    expect(showPost(findings as unknown as Finding[], 'unknown')).toBe(false);
    expect(scrolled).toHaveLength(1);
  });
});
