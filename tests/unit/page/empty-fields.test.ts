import { expect, test } from 'vitest';
import { emptyFields } from '../../../tools/page/empty-fields.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';

const post = (kind: JobPost['kind'], fields: Partial<JobPost>): JobPost => ({
  id: '',
  url: '',
  site: '',
  kind,
  title: '',
  company: '',
  location: '',
  salary: '',
  text: '',
  contacts: [],
  poster: '',
  ...fields,
});

test('empty fields are counted by form', () => {
  const cards = [post('card', { title: 'A', text: 'a', company: 'C' }), post('card', { title: 'B', text: 'b' })];
  expect(emptyFields([...cards, post('social', { text: 'c' })])).toEqual([
    'card.company: empty in 1 of 2',
    'card.location: empty in 2 of 2',
    'card.salary: empty in 2 of 2',
    'card.poster: empty in 2 of 2',
    'social.poster: empty in 1 of 1',
  ]);
});
