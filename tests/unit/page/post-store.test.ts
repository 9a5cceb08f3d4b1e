import { describe, expect, test } from 'vitest';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { createPostStore, STANDS } from '../../../utils/page/post-store.ts';
import type { PostOnPage } from '../../../utils/sites/post-on-page.ts';
import { pageOf } from '../sites/read-fixture.ts';

const none: Verdict = { level: 'none', kind: null, score: 0, language: 'en', reasons: [] };
const danger: Verdict = { ...none, level: 'danger', kind: 'lure' };

const page = pageOf('', 'https://a.example/');
function place(): Element {
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
  return { post: { ...post, contacts: [], poster: '' }, element, anchor: element, complete: true };
}
const says = (verdicts: Record<string, Verdict>) => (id: string) => verdicts[id];

describe('the posts of a page', () => {
  test('on a feed without end only the newest are kept whole, and those with signs', () => {
    const store = createPostStore();
    const elements = Array.from({ length: 5000 }, place);
    elements.forEach((element, at) => store.put(found(element, `p${at}`), at));
    store.settle((id) => (id === 'p3' ? danger : none), 0);
    expect(store.size()).toBe(5000);
    expect(store.warned().map(({ post }) => post.id)).toEqual(['p3']);
    expect(store.judged()).toHaveLength(301);
    expect(store.found()).toHaveLength(5000);
    const { posts, elements: bare } = store.reopen();
    expect(posts).toHaveLength(301);
    expect(bare).toHaveLength(4699);
  });

  test('a post that is rewritten all the time is judged by what it was', () => {
    const store = createPostStore();
    const element = place();
    for (let at = 0; at < 10; at++) store.put(found(element, `p${at}`), at);
    store.settle(says({ p7: danger }), 0);
    expect(store.count('danger')).toBe(1);
    store.settle(says({ p9: danger }), 0);
    expect(store.warned().map(({ post }) => post.id)).toEqual(['p9']);
  });

  test('milder words under the same title do not take a warning away at once', () => {
    const store = createPostStore();
    const element = place();
    store.put(found(element, 'lure'), 1);
    store.settle(says({ lure: danger }), 0);
    store.put(found(element, 'mild'), 2);
    expect(store.settle(says({ mild: none }), STANDS / 2)).toBe(true);
    expect(store.count('danger')).toBe(1);
    expect(store.settle(says({ mild: none }), STANDS + 1)).toBe(false);
    expect(store.count('danger')).toBe(0);
  });

  test('another post in the same place has a verdict of its own', () => {
    const store = createPostStore();
    const element = place();
    store.put(found(element, 'lure', 'Chat support'), 1);
    store.settle(says({ lure: danger }), 0);
    store.put(found(element, 'cook', 'Cook'), 2);
    store.settle(says({ cook: none }), 1);
    expect(store.count('danger')).toBe(0);
  });

  test('what is judged anew keeps what was said until then, and no longer', () => {
    const store = createPostStore();
    const element = place();
    store.put(found(element, 'a'), 1);
    store.settle(says({ a: none }), 0);
    expect(store.reopen().posts.map(({ id }) => id)).toEqual(['a']);
    store.settle(says({}), 1);
    expect(store.judged()).toHaveLength(1);
    store.put(found(element, 'a'), 1);
    store.settle(says({ a: danger }), 2);
    expect(store.count('danger')).toBe(1);
  });

  test('what the page took away is forgotten: with signs at once, the others in time', () => {
    const store = createPostStore();
    const [a, b] = [place(), place()];
    store.put(found(a, 'a'), 1);
    store.put(found(b, 'b'), 1);
    store.settle(says({ a: danger, b: none }), 0);
    store.prune(1);
    a.remove();
    b.remove();
    store.prune(2);
    expect(store.size()).toBe(1);
    store.prune(5000);
    expect(store.size()).toBe(0);
  });
});
