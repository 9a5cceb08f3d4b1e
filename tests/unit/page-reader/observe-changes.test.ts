import { describe, expect, it, vi } from 'vitest';
import { observeChanges, type PageChanges } from '../../../utils/page-reader/observe-changes.ts';
import { createPostRoots } from '../../../utils/page-reader/post-roots.ts';
import { pageOf } from '../sites/read-fixture.ts';

async function changesOf(
  html: string,
  change: (document: Document) => void,
): Promise<{ document: Document; changes: PageChanges }> {
  const document = pageOf(html, 'https://a.example/jobs');
  const { MutationObserver } = document.defaultView!;
  Object.assign(globalThis, { MutationObserver });
  const changes = await new Promise<PageChanges>((resolve) => {
    const watch = observeChanges(document, (seen) => (watch.stop(), resolve(seen)));
    change(document);
  });
  return { document, changes };
}

describe('observeChanges', () => {
  it('lists added elements and elements whose words or links change', async () => {
    const { changes } = await changesOf('<p id="a">old</p><p id="b"></p><a id="c" href="/x">x</a>', (document) => {
      (document.querySelector('#a')!.firstChild as Text).data = 'new';
      document.querySelector('#c')!.setAttribute('href', 'https://t.me/x');
      document.querySelector('#c')!.setAttribute('class', 'y');
      const gone = document.createElement('i');
      document.body.append(gone, document.createElement('b'));
      gone.remove();
    });
    expect(changes.isSample).toBe(false);
    expect(changes.hasRemovals).toBe(true);
    const listed = changes.elements.map(({ tagName, id }) => `${tagName}${id}`).sort();
    expect(listed).toEqual(['Ac', 'B', 'BODY', 'Pa']);
  });

  it('lists a sample when too many elements change', async () => {
    const { changes } = await changesOf('', (document) => {
      for (let i = 0; i < 3000; i++) document.body.append(document.createElement('b'));
    });
    expect(changes).toMatchObject({ isSample: true, hasRemovals: true });
    expect(changes.elements.length).toBeGreaterThan(20);
    expect(changes.elements.length).toBeLessThan(200);
  });

  it('misses no change after the rest that a flood brings, nor one in another tree', async () => {
    const document = pageOf('<div id="host"></div>', 'https://a.example/jobs');
    const { MutationObserver } = document.defaultView!;
    let callbacks = 0;
    class CountedObserver extends MutationObserver {
      constructor(callback: MutationCallback) {
        super((records, observer) => (callbacks++, callback(records, observer)));
      }
    }
    Object.assign(globalThis, { MutationObserver: CountedObserver });
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
    try {
      const reported: PageChanges[] = [];
      const watch = observeChanges(document, (changes) => void reported.push(changes));
      const root = document.querySelector('#host')!.attachShadow({ mode: 'open' });
      watch.add(root);
      watch.add(root);
      const change = async (parent: Node, count: number): Promise<void> => {
        for (let i = 0; i < count; i++) parent.appendChild(document.createElement('b'));
        await Promise.resolve();
      };
      await change(document.body, 300);
      for (let i = 0; i < 20; i++) await change(document.body, 50);
      expect(callbacks).toBe(1);
      await vi.advanceTimersByTimeAsync(500);
      expect(reported).toHaveLength(1);
      expect(reported[0]).toMatchObject({ isSample: true, hasGap: true, hasRemovals: true });

      await change(document.body, 1);
      await change(root, 1);
      await vi.advanceTimersByTimeAsync(500);
      expect(reported).toHaveLength(2);
      expect(reported[1]).toMatchObject({ isSample: false, hasGap: false, hasRemovals: false });
      expect(reported[1]!.elements).toEqual([document.body.lastChild, root.lastChild]);

      await change(root, 300);
      watch.stop();
      await vi.advanceTimersByTimeAsync(2000);
      await change(document.body, 1);
      await vi.advanceTimersByTimeAsync(2000);
      expect(reported).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });

  it('recognises a card that is filled later by its root element', () => {
    const page = pageOf(
      '<ul><li class="card"><b>Cook</b></li><li class="card">x</li></ul><p>no</p>',
      'https://a.example/',
    );
    Object.assign(globalThis, { document: page });
    const layout = { id: 'c', kind: 'card' as const, root: '.card', fields: {}, expect: [] };
    const broken = { ...layout, id: 'd', root: '..x' };
    const adapter = { id: 'a', name: 'A', hosts: ['a.example'], group: 'job-boards' as const, verified: 'fixture' };
    const roots = createPostRoots([{ ...adapter, layouts: [broken, layout] }], 'https://a.example/');
    expect(roots.enclosing(page.querySelector('b')!)).toBe(page.querySelector('li'));
    expect(roots.enclosing(page.querySelector('p')!)).toBeNull();
    expect(roots.hasAny(page.querySelector('ul')!)).toBe(true);
    expect(roots.hasAny(page.querySelector('p')!)).toBe(false);
    expect(roots.findIn(page)).toEqual([...page.querySelectorAll('li')]);
  });
});
