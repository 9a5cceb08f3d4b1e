import { expect, it } from 'vitest';
import { createHiddenPosts } from '../../../entrypoints/warn.content/hidden-posts.ts';
import { EMPTY_POST } from '../../../utils/model/empty-post.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import type { Finding } from '../../../utils/page-reader/overlay-state.ts';

const pane = {} as Element;
const findingOf = (fields: Partial<JobPost>, element = pane): Finding => ({
  post: { ...EMPTY_POST, kind: 'detail', ...fields },
  verdict: { level: 'danger', kind: 'lure', score: 1, language: 'en', reasons: [] },
  element,
  anchor: element,
});

it.each([
  ['a job', { title: 'Chat support', text: 'Fly this Friday.' }, { title: 'Sales agent', text: 'Fly this Friday.' }],
  ['a message', { poster: 'Ann', text: 'Fly this Friday.' }, { poster: 'Bea', text: 'Fly this Friday.' }],
  ['a post without a name', { text: 'Fly this Friday.' }, { text: 'No interview.' }],
])('hides the warning of %s, and not that of another in the same element', (_case, post, other) => {
  const hidden = createHiddenPosts();
  hidden.add(findingOf(post));
  expect(hidden.has(findingOf({ ...post, id: 'changed' }))).toBe(true);
  expect(hidden.has(findingOf(other))).toBe(false);
  expect(hidden.has(findingOf(post, {} as Element))).toBe(false);
  hidden.delete(findingOf(post));
  expect(hidden.has(findingOf(post))).toBe(false);
});

it('keeps a warning hidden where the page changes words of the post', () => {
  const hidden = createHiddenPosts();
  hidden.add(findingOf({ title: 'Chat support', text: 'Fly this Friday. 3 people applied.' }));
  expect(hidden.has(findingOf({ title: 'Chat support', text: 'Fly this Friday. 4 people applied.' }))).toBe(true);
});
