// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createUnseenTextWatcher, type UnseenTextWatcher } from '../../../utils/page-reader/unseen-text-watcher.ts';

const NEWS = 'The police warn of offers like this one. '.repeat(4);
let watcher: UnseenTextWatcher | null = null;

beforeEach(() => {
  vi.useFakeTimers();
  Element.prototype.checkVisibility = function () {
    return this.closest('.later') === null;
  };
  Element.prototype.getBoundingClientRect = () => ({ x: 10, y: 10, width: 300, height: 40 }) as DOMRect;
  vi.spyOn(document.documentElement, 'clientWidth', 'get').mockReturnValue(1024);
  vi.spyOn(document.documentElement, 'clientHeight', 'get').mockReturnValue(768);
});
afterEach(() => {
  watcher?.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function open(html: string): { post: Element; onSeen: () => void } {
  document.body.innerHTML = `<article>${html}</article>`;
  const post = document.querySelector('article')!;
  const onSeen = vi.fn();
  watcher = createUnseenTextWatcher(onSeen);
  watcher.watch(new Map([[post, 'a']]));
  return { post, onSeen };
}

it('tells once when unseen words of a post are seen', () => {
  const { post, onSeen } = open(`<p>An offer.</p><p class="later">${NEWS}</p>`);
  vi.advanceTimersByTime(5000);
  expect(onSeen).not.toHaveBeenCalled();
  post.querySelector('.later')!.className = '';
  vi.advanceTimersByTime(5000);
  expect(onSeen).toHaveBeenCalledExactlyOnceWith(post);
  expect(vi.getTimerCount()).toBe(0);
});

it('watches nothing where all words are seen, and no post that is no longer flagged', () => {
  const { post, onSeen } = open(`<p>An offer.</p><p>${NEWS}</p>`);
  expect(vi.getTimerCount()).toBe(0);
  post.lastElementChild!.className = 'later';
  watcher!.watch(new Map([[post, 'b']]));
  watcher!.watch(new Map());
  post.lastElementChild!.className = '';
  vi.advanceTimersByTime(5000);
  expect(onSeen).not.toHaveBeenCalled();
  expect(vi.getTimerCount()).toBe(0);
});

it('takes words that the page removed for none that are seen', () => {
  const { post, onSeen } = open(`<p>An offer.</p><p class="later">${NEWS}</p>`);
  post.lastElementChild!.remove();
  vi.advanceTimersByTime(5000);
  expect(onSeen).not.toHaveBeenCalled();
});
