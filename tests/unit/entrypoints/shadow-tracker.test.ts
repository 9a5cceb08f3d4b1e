// @vitest-environment jsdom
import { afterEach, expect, it, vi } from 'vitest';
import { createShadowTracker } from '../../../entrypoints/read.content/shadow-tracker.ts';
import { setOverlayState } from '../../../utils/page-reader/overlay-state.ts';
import type { FinderKnowledge } from '../../../utils/sites/adapter.ts';

const WORDS = 'A kitchen looks for a hand, six evenings a week, and shows how. Meals are free, as is the bus.';

Element.prototype.checkVisibility = () => true;
afterEach(() => document.querySelectorAll('html > div, body > *').forEach((element) => element.remove()));

function addHost(parent: Element): Element {
  const host = parent.appendChild(document.createElement('div'));
  host.attachShadow({ mode: 'open' }).innerHTML = `<p>${WORDS}</p>`;
  return host;
}

/** The document that the finder gets. */
function readBy(tracker: ReturnType<typeof createShadowTracker>): Document {
  const finder = vi.fn(() => ({ finder: null, posts: [], isUnfilled: false }));
  tracker.withShadowRoots(finder)({} as FinderKnowledge, document, 'https://a.example/');
  return (finder.mock.calls as unknown as [unknown, Document][])[0]![1];
}

it('takes the roots of the page for parts of it, and that of the overlay for none', () => {
  const overlay = { host: addHost(document.documentElement) };
  setOverlayState({ overlay } as unknown as Parameters<typeof setOverlayState>[0]);
  const watch = vi.fn();
  const tracker = createShadowTracker(document, watch);
  expect([...tracker.all(), ...tracker.find(), ...tracker.find([overlay.host])]).toEqual([]);
  expect(readBy(tracker)).toBe(document);
  expect(watch).not.toHaveBeenCalled();

  const { shadowRoot } = addHost(document.body);
  expect(tracker.all()).toEqual([shadowRoot]);
  expect(readBy(tracker)).not.toBe(document);
  expect(watch).toHaveBeenCalledWith(shadowRoot);
});
