import { expect, it } from 'vitest';
import { hasSameContent } from '../../../entrypoints/warn.content/has-same-content.ts';
import { EMPTY_POST } from '../../../utils/model/empty-post.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';

const post: JobPost = {
  ...EMPTY_POST,
  kind: 'detail',
  id: 'a',
  title: 'Chat support',
  poster: 'Ann',
  text: 'Fly this Friday. Seen 12 times at 10:04. Call +66 81 234 5678 or @dream_team',
  contacts: ['@dream_team'],
};
const changed = (fields: Partial<JobPost>): boolean => hasSameContent(post, { ...post, id: 'b', ...fields });

it('is so where a counter or a clock runs', () => {
  expect(changed({ text: post.text.replace('12', '1,313').replace('10:04', '10:05') })).toBe(true);
});

it.each([
  ['another telephone number', { text: post.text.replace('5678', '5679') }],
  ['another account', { text: post.text.replace('dream', 'rival') }],
  ['another link', { contacts: ['@rival_team'] }],
  ['another poster', { poster: 'Bea' }],
  ['another title', { title: 'Sales agent' }],
])('is not so with %s', (_case, fields) => {
  expect(changed(fields)).toBe(false);
});
