import { expect, it } from 'vitest';
import { createPostMarks } from '../../../entrypoints/warn.content/post-marks.ts';
import { EMPTY_POST } from '../../../utils/model/empty-post.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import type { Level } from '../../../utils/model/verdict.ts';
import type { Finding } from '../../../utils/page-reader/overlay-state.ts';

const newElement = (): Element => ({ isConnected: true }) as Element;
const pane = newElement();
const findingOf = (fields: Partial<JobPost>, element = pane, level: Level = 'danger'): Finding => ({
  post: { ...EMPTY_POST, kind: 'detail', ...fields },
  verdict: { level, kind: 'lure', score: 1, language: 'en', reasons: [] },
  element,
  anchor: element,
});

it.each([
  ['a job', { title: 'Chat support', text: 'Fly this Friday.' }, { title: 'Sales agent', text: 'Fly this Friday.' }],
  ['a message', { poster: 'Ann', text: 'Fly this Friday.' }, { poster: 'Bea', text: 'Fly this Friday.' }],
  [
    'another message of one person',
    { poster: 'Ann', text: 'Fly this Friday. Free ticket, room and meals.' },
    { poster: 'Ann', text: 'Typists for an office in Poipet. Write on Telegram.' },
  ],
  ['a post without a name', { text: 'Fly this Friday.' }, { text: 'No interview.' }],
])('marks %s, and not another in the same element', (_case, post, other) => {
  const marks = createPostMarks();
  marks.add(findingOf(post));
  expect(marks.has(findingOf({ ...post, id: 'changed' }))).toBe(true);
  expect(marks.has(findingOf(other))).toBe(false);
  expect(marks.has(findingOf(post, newElement()))).toBe(false);
  marks.delete(findingOf(post));
  expect(marks.has(findingOf(post))).toBe(false);
});

it('keeps the mark where the page changes words of the post', () => {
  const marks = createPostMarks();
  marks.add(findingOf({ title: 'Chat support', text: 'Fly this Friday. 3 people applied.' }));
  expect(marks.has(findingOf({ title: 'Chat support', text: 'Fly this Friday. 4 people applied.' }))).toBe(true);
});

it('does not mark a post at danger that was marked at caution', () => {
  const marks = createPostMarks();
  marks.add(findingOf({ title: 'Chat support' }, pane, 'caution'));
  expect(marks.has(findingOf({ title: 'Chat support' }, pane, 'caution'))).toBe(true);
  expect(marks.has(findingOf({ title: 'Chat support' }))).toBe(false);
  marks.add(findingOf({ title: 'Chat support' }));
  expect(marks.has(findingOf({ title: 'Chat support' }, pane, 'caution'))).toBe(true);
});

it('keeps the mark where a feed makes a new element for the same post', () => {
  const marks = createPostMarks();
  const [former, next] = [{ isConnected: true }, newElement()];
  const post = { id: 'a', poster: 'Ann', text: 'Fly this Friday.' };
  marks.add(findingOf(post, former as Element));
  expect(marks.has(findingOf(post, next))).toBe(false);
  former.isConnected = false;
  expect(marks.has(findingOf(post, next))).toBe(true);
  expect(marks.has(findingOf({ ...post, id: 'b' }, next))).toBe(false);
  marks.delete(findingOf(post, next));
  expect(marks.has(findingOf(post, next))).toBe(false);
});
