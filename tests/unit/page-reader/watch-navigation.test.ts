import { JSDOM } from 'jsdom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { makeNavigation, type NavigationListeners } from '../made-navigation.ts';
import { watchNavigation, type NavigationWatchOptions } from '../../../utils/page-reader/watch-navigation.ts';

/** A window whose changes of address are watched; `navigation` is what it has under that name. */
function watch(navigation: unknown, options?: NavigationWatchOptions) {
  const { window } = new JSDOM('<a id="navigation"></a>', { url: 'https://a.example/' });
  Object.assign(window, { navigation });
  const seen: string[] = [];
  const stop = watchNavigation(window as unknown as Window, (url) => seen.push(url), options);
  return { seen, stop, go: (path: string) => window.history.pushState(null, '', path) };
}

describe('watchNavigation', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('reports each new address once, and none that a page feigns', () => {
    const listeners: NavigationListeners = new Set();
    const { seen, stop, go } = watch(makeNavigation(listeners), { pollsBesideEvents: false });
    go('/b');
    for (const isTrusted of [false, true, true]) listeners.forEach((listener) => listener({ isTrusted }));
    expect(seen).toEqual(['https://a.example/b']);
    expect(vi.getTimerCount()).toBe(0);
    stop();
    expect(listeners.size).toBe(0);
  });

  it('polls beside events, because a page can keep them from others', () => {
    const { seen, stop, go } = watch(makeNavigation(new Set()));
    go('/b');
    vi.advanceTimersByTime(1500);
    expect(seen).toEqual(['https://a.example/b']);
    stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['the browser reports no changes', undefined],
    ['an element has taken the name', { [Symbol.toStringTag]: 'HTMLAnchorElement', addEventListener: () => undefined }],
  ])('polls where %s', (_case, navigation) => {
    const { seen, stop, go } = watch(navigation, { pollsBesideEvents: false });
    go('/b');
    vi.advanceTimersByTime(1400);
    expect(seen).toEqual([]);
    vi.advanceTimersByTime(100);
    expect(seen).toEqual(['https://a.example/b']);
    stop();
  });
});
