// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createRevealWatcher } from '../../../utils/page-reader/reveal-watcher.ts';

const WORDS = 'No interview, you fly this Friday, the ticket is on us.';

/** Elements under observation, and a way to bring one into view. jsdom has no layout. */
const observed = new Set<Element>();
let enter: (element: Element, isIntersecting?: boolean) => void;

beforeEach(() => {
  observed.clear();
  Element.prototype.checkVisibility = function () {
    return this.closest('.drawn') !== null;
  };
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(callback: (entries: { target: Element; isIntersecting: boolean }[]) => void) {
        enter = (target, isIntersecting = true) => callback([{ target, isIntersecting }]);
      }
      observe = (element: Element): unknown => observed.add(element);
      unobserve = (element: Element): unknown => observed.delete(element);
      disconnect = (): void => observed.clear();
    },
  );
});

function watch(html: string) {
  document.body.innerHTML = html;
  const revealed: string[] = [];
  const watcher = createRevealWatcher((elements) => revealed.push(...elements.map(({ id }) => id)));
  watcher.watch(document);
  return { watcher, revealed, ids: () => [...observed].map(({ id }) => id) };
}

describe('the reveal watcher', () => {
  it('watches parts with words that markup hides, and no others', () => {
    const { ids } = watch(
      `<p hidden id="a">${WORDS}</p><p style="display: none" id="b">${WORDS}</p><p hidden id="short">Share</p>
       <p hidden class="drawn" id="drawn">${WORDS}</p><p style="display: block" id="block">${WORDS}</p><p id="plain">${WORDS}</p>`,
    );
    expect(ids()).toEqual(['a', 'b']);
  });

  it('reports a part once, when it comes into view', () => {
    const { revealed, ids } = watch(`<p hidden id="a">${WORDS}</p>`);
    const part = document.querySelector('#a')!;
    enter(part, false);
    expect(revealed).toEqual([]);
    enter(part);
    expect([revealed, ids()]).toEqual([['a'], []]);
  });

  it('watches a part again that is hidden again, and none after its end', () => {
    const { watcher, ids } = watch(`<p hidden id="a">${WORDS}</p>`);
    enter(document.querySelector('#a')!);
    watcher.watch(document);
    watcher.watch(document);
    expect(ids()).toEqual(['a']);
    watcher.stop();
    expect(ids()).toEqual([]);
  });

  it('watches short parts that have many letters together', () => {
    const words = WORDS.split(' ').map((word) => `<i hidden>${word}</i>`);
    expect(watch(`${words.join(' ')}<p hidden>${WORDS}</p>`).ids()).toHaveLength(words.length + 1);
  });

  it('watches parts that are hidden by their tag, or in capitals, and none in the head', () => {
    document.head.innerHTML = `<style>/* ${WORDS} */</style><title>${WORDS}</title>`;
    const { ids } = watch(
      `<p style="DISPLAY: NONE" id="a">${WORDS}</p><style id="b">${WORDS}</style><code id="c">{${WORDS}}</code>
       <datalist id="d">${WORDS}</datalist><code id="drawn">${WORDS}</code>`,
    );
    expect(ids()).toEqual(['a', 'b', 'c', 'd']);
  });

  it('watches two hundred parts of a scope at most, drawn at random', () => {
    const decoys = `<p hidden>${WORDS}</p>`.repeat(300);
    const count = watch(decoys).ids().length;
    expect(count).toBeGreaterThan(120);
    expect(count).toBeLessThanOrEqual(200);
    const isWatched = (): boolean => watch(`${decoys}<p hidden id="last">${WORDS}</p>`).ids().includes('last');
    expect(Array.from({ length: 20 }, isWatched)).toContain(true);
  });

  it('watches the longest parts of many', () => {
    const decoys = `<p hidden>${WORDS}</p>`.repeat(400);
    for (let run = 0; run < 5; run++)
      expect(watch(`${decoys}<p hidden id="long">${WORDS}${WORDS}</p>${decoys}`).ids()).toContain('long');
  });

  it('watches 1000 parts of a page at most, and new ones in place of those that left it', () => {
    const scope = `<div>${`<p hidden>${WORDS}</p>`.repeat(50)}</div>`;
    const { watcher, ids } = watch(scope.repeat(21));
    const scopes = [...document.querySelectorAll('div')];
    for (const each of scopes) watcher.watch(each);
    expect(ids()).toHaveLength(1000);
    scopes[0]!.remove();
    watcher.watch(scopes[20]!);
    expect(ids().length).toBeLessThanOrEqual(1000);
    expect([...scopes[20]!.children].every((part) => observed.has(part))).toBe(true);
  });

  it('makes no observer where nothing is hidden', () => {
    const made = vi.fn<() => void>();
    vi.stubGlobal('IntersectionObserver', made);
    watch(`<p>${WORDS}</p>`);
    expect(made).not.toHaveBeenCalled();
  });
});
