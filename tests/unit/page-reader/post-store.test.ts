import { describe, expect, it } from 'vitest';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { WARNING_HOLD_MS } from '../../../utils/page-reader/decide-verdict.ts';
import { createPostStore } from '../../../utils/page-reader/post-store.ts';
import type { PostOnPage } from '../../../utils/sites/post-on-page.ts';
import { pageOf } from '../sites/read-fixture.ts';

const none: Verdict = { level: 'none', kind: null, score: 0, language: 'en', reasons: [] };
const danger: Verdict = { ...none, level: 'danger', kind: 'lure' };

const page = pageOf('', 'https://a.example/');
function newElement(): Element {
  const element = page.createElement('article');
  page.body.append(element);
  return element;
}
function found(element: Element, id: string, title = 'Cook'): PostOnPage {
  const post = {
    id,
    url: '',
    site: 'x',
    kind: 'card',
    title,
    company: '',
    location: '',
    salary: '',
    text: id,
  } as const;
  return { post: { ...post, contacts: [], poster: '' }, element, anchor: element, isComplete: true };
}
const verdictsFrom = (verdicts: Record<string, Verdict>) => (id: string) => verdicts[id];

describe('createPostStore', () => {
  it('keeps only flagged posts and the newest others in full on an endless feed', () => {
    const store = createPostStore();
    const elements = Array.from({ length: 5000 }, newElement);
    elements.forEach((element, at) => store.upsert(found(element, `p${at}`), at));
    store.applyVerdicts((id) => (id === 'p3' ? danger : none), 0);
    expect(store.size()).toBe(5000);
    expect(store.flagged().map(({ post }) => post.id)).toEqual(['p3']);
    expect(store.judged()).toHaveLength(301);
    expect(store.posts()).toHaveLength(5000);
    const { posts, elements: bare } = store.invalidate();
    expect(posts).toHaveLength(301);
    expect(bare).toHaveLength(4699);
  });

  it('keeps no words of a discarded post', () => {
    const store = createPostStore();
    const elements = Array.from({ length: 302 }, newElement);
    elements.forEach((element, at) => store.upsert(found(element, `words of ${at}`, `title of ${at}`), at));
    store.applyVerdicts(() => none, 0);
    const words = (at: number): string => {
      const { element: _element, anchor: _anchor, document: _document, ...rest } = store.get(elements[at]!)!;
      return JSON.stringify(rest);
    };
    expect(words(301)).toContain('words of 301');
    expect(words(0)).not.toMatch(/ of 0/u);
  });

  it('judges a post that keeps changing by its earlier versions', () => {
    const store = createPostStore();
    const element = newElement();
    for (let at = 0; at < 10; at++) store.upsert(found(element, `p${at}`), at);
    store.applyVerdicts(verdictsFrom({ p7: danger }), 0);
    expect(store.count('danger')).toBe(1);
    store.applyVerdicts(verdictsFrom({ p9: danger }), 0);
    expect(store.flagged().map(({ post }) => post.id)).toEqual(['p9']);
  });

  describe('where the reader has a post translated', () => {
    const lure = { title: 'Chat support', text: 'USD 1,500 a month, flight on 12 May. Write to @bkk_team' };
    /** Flags the lure, changes the page, and shows other words in its element. */
    const flaggedAfter = (text: string, change: (element: Element) => void): number => {
      const store = createPostStore();
      const element = newElement();
      const version = (id: string, words: object): PostOnPage => {
        const one = found(element, id);
        return { ...one, post: { ...one.post, ...words } };
      };
      store.upsert(version('lure', lure), 1);
      store.applyVerdicts(verdictsFrom({ lure: danger }), 0);
      change(element);
      store.upsert(version('other', { title: 'Kundenchat', text }), 2);
      store.applyVerdicts(verdictsFrom({ lure: danger, other: none }), 2 * WARNING_HOLD_MS);
      page.documentElement.removeAttribute('class');
      page.documentElement.removeAttribute('lang');
      return store.flagged().length;
    };
    const translation = '1.500 USD im Monat, Flug am 12. Mai. Schreib @bkk_team';
    it.each([
      ['Chromium', () => page.documentElement.setAttribute('class', 'translated-ltr')],
      ['Firefox', () => page.documentElement.setAttribute('lang', 'de')],
      [
        'Edge',
        (element: Element) =>
          element.append(Object.assign(page.createElement('p'), { innerHTML: '<b _msttexthash="1">' })),
      ],
    ])('keeps its warning, as %s does it', (_browser, change) => {
      expect(flaggedAfter(translation, change)).toBe(1);
      expect(flaggedAfter('Koch gesucht, 6 Abende, 1.900 EUR. Ruf 030 12 an', change)).toBe(0);
      expect(flaggedAfter(translation, () => undefined)).toBe(0);
    });
  });

  it('keeps a warning for a while when milder words appear under the same title', () => {
    const store = createPostStore();
    const element = newElement();
    store.upsert(found(element, 'lure'), 1);
    store.applyVerdicts(verdictsFrom({ lure: danger }), 0);
    store.upsert(found(element, 'mild'), 2);
    expect(store.applyVerdicts(verdictsFrom({ mild: none }), WARNING_HOLD_MS / 2)).toBe(true);
    expect(store.count('danger')).toBe(1);
    expect(store.applyVerdicts(verdictsFrom({ mild: none }), WARNING_HOLD_MS + 1)).toBe(false);
    expect(store.count('danger')).toBe(0);
  });

  it('applies a new verdict at once when the title changes too', () => {
    const store = createPostStore();
    const element = newElement();
    store.upsert(found(element, 'lure', 'Chat support'), 1);
    store.applyVerdicts(verdictsFrom({ lure: danger }), 0);
    store.upsert(found(element, 'cook', 'Cook'), 2);
    store.applyVerdicts(verdictsFrom({ cook: none }), 1);
    expect(store.count('danger')).toBe(0);
  });

  it.each([
    ['title', { title: 'Chat support' }],
    ['address', { url: 'https://board.example/1' }],
  ])('applies a new verdict at once when the text follows a %s that changed before it', (_field, before) => {
    const store = createPostStore();
    const element = newElement();
    const text = 'Chat support in Bangkok, free ticket, fly on Friday';
    const lure = { ...found(element, 'lure').post, url: 'https://board.example/2', text };
    const show = (post: object): void => store.upsert({ ...found(element, ''), post: { ...lure, ...post } }, 1);
    show({ ...before, id: 'lure' });
    store.applyVerdicts(verdictsFrom({ lure: danger }), 0);
    show({ id: 'between', text: `Cook\n${text}` });
    store.applyVerdicts(verdictsFrom({ between: danger }), 1);
    expect(store.count('danger')).toBe(1);
    show({ id: 'cook', text: 'We look for a cook, six evenings.' });
    expect(store.applyVerdicts(verdictsFrom({ cook: none }), 2)).toBe(false);
    expect(store.count('danger')).toBe(0);
  });

  it.each([
    ['poster', { poster: 'Ama' }, { poster: 'Kofi' }],
    ['address', { url: 'https://feed.example/1' }, { url: 'https://feed.example/2' }],
  ])('applies a new verdict at once when the %s of a post without a title changes', (_field, before, after) => {
    const store = createPostStore();
    const element = newElement();
    const [lure, cook] = [found(element, 'lure', ''), found(element, 'cook', '')];
    store.upsert({ ...lure, post: { ...lure.post, ...before } }, 1);
    store.applyVerdicts(verdictsFrom({ lure: danger }), 0);
    store.upsert({ ...cook, post: { ...cook.post, ...after } }, 2);
    store.applyVerdicts(verdictsFrom({ cook: none }), 1);
    expect(store.count('danger')).toBe(0);
  });

  it.each([
    ['at once when another post of the same poster comes into the element', 'We look for a cook, six evenings.', 0],
    [
      'later when a post without a title stays partly the same',
      'Chat support in Bangkok, free ticket. Ask the cook.',
      1,
    ],
  ])('applies a new verdict %s', (_when, text, kept) => {
    const store = createPostStore();
    const element = newElement();
    const lure = found(element, 'lure', '');
    store.upsert({ ...lure, post: { ...lure.post, text: 'Chat support in Bangkok, free ticket, fly on Friday' } }, 1);
    store.applyVerdicts(verdictsFrom({ lure: danger }), 0);
    const next = found(element, 'next', '');
    store.upsert({ ...next, post: { ...next.post, text } }, 2);
    store.applyVerdicts(verdictsFrom({ next: none }), 1);
    expect(store.count('danger')).toBe(kept);
  });

  it('applies a milder verdict at once when more words of the same post are seen', () => {
    const store = createPostStore();
    const element = newElement();
    const [report, quote] = [found(element, 'report'), found(element, 'quote')];
    store.upsert(report, 1, quote.post);
    store.applyVerdicts(verdictsFrom({ report: none, quote: danger }), 0);
    expect(store.flaggedWithUnseenWords().map(({ judged }) => judged?.post.id)).toEqual(['quote']);
    store.endHold(element);
    store.upsert(report, 1, null);
    expect(store.applyVerdicts(verdictsFrom({ report: none }), 1)).toBe(false);
    expect(store.count('danger')).toBe(0);
    expect(store.flaggedWithUnseenWords()).toEqual([]);
  });

  it('drops a post that the page moved into another document', () => {
    const store = createPostStore();
    const element = newElement();
    store.upsert(found(element, 'lure'), 1);
    store.applyVerdicts(verdictsFrom({ lure: danger }), 0);
    store.prune(1);
    expect(store.count('danger')).toBe(1);
    pageOf('', 'https://a.example/').body.append(element);
    store.prune(2);
    expect(store.count('danger')).toBe(0);
  });

  it('keeps the old verdict until the new one arrives', () => {
    const store = createPostStore();
    const element = newElement();
    store.upsert(found(element, 'a'), 1);
    store.applyVerdicts(verdictsFrom({ a: none }), 0);
    expect(store.invalidate().posts.map(({ id }) => id)).toEqual(['a']);
    store.applyVerdicts(verdictsFrom({}), 1);
    expect(store.judged()).toHaveLength(1);
    store.upsert(found(element, 'a'), 1);
    store.applyVerdicts(verdictsFrom({ a: danger }), 2);
    expect(store.count('danger')).toBe(1);
  });

  it('shows the rest of a page only as danger, and counts it as a post only then', () => {
    const store = createPostStore();
    const [element, post] = [newElement(), newElement()];
    const rest = { ...found(element, 'rest'), isRestOfPage: true };
    store.upsert(rest, 1);
    store.upsert(found(post, 'post'), 1);
    const caution: Verdict = { ...none, level: 'caution' };
    store.applyVerdicts(verdictsFrom({ rest: caution, post: caution }), 0);
    expect(store.flagged().map((each) => each.post.id)).toEqual(['post']);
    expect([store.size(), store.judged().length]).toEqual([1, 1]);
    expect(store.posts().map(({ isRestOfPage, isComplete }) => [isRestOfPage, isComplete])).toEqual([
      [true, false],
      [false, true],
    ]);
    store.upsert({ ...rest, post: { ...rest.post, id: 'lure' } }, 2);
    store.applyVerdicts(verdictsFrom({ lure: danger }), 1);
    expect(store.flagged().map((each) => each.post.id)).toEqual(['post', 'lure']);
    expect([store.size(), store.judged().length]).toEqual([2, 2]);
    expect(store.posts().map(({ isRestOfPage, isComplete }) => [isRestOfPage, isComplete])).toEqual([
      [false, true],
      [false, true],
    ]);
  });

  it('shows the words of footers and the like only as a clear lure', () => {
    const levelOf = (verdict: Verdict): number => {
      const store = createPostStore();
      store.upsert({ ...found(newElement(), 'side'), isRestOfPage: true, isSidePart: true }, 1);
      store.applyVerdicts(verdictsFrom({ side: verdict }), 0);
      return store.flagged().length;
    };
    expect(levelOf({ ...danger, score: 0.99 })).toBe(1);
    expect(levelOf({ ...danger, kind: 'listed' })).toBe(1);
    expect(levelOf({ ...danger, score: 0.8 })).toBe(0);
    expect(levelOf({ ...danger, kind: 'job-scam', score: 0.99 })).toBe(0);
  });

  it('drops removed posts: flagged ones at once and the others later', () => {
    const store = createPostStore();
    const [a, b] = [newElement(), newElement()];
    store.upsert(found(a, 'a'), 1);
    store.upsert(found(b, 'b'), 1);
    store.applyVerdicts(verdictsFrom({ a: danger, b: none }), 0);
    store.prune(1);
    a.remove();
    b.remove();
    store.prune(2);
    expect(store.size()).toBe(1);
    store.prune(5000);
    expect(store.size()).toBe(0);
  });
});
