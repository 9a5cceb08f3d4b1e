import { expect, test } from 'vitest';
import * as v from 'valibot';
import { JobPostSchema } from '../../../utils/model/job-post.ts';
import type { Reason, Verdict } from '../../../utils/model/verdict.ts';
import { composeReport } from '../../../utils/report/compose-report.ts';
import { disputedPost } from '../../../utils/report/disputed-post.ts';

const post = v.parse(JobPostSchema, {
  id: '1',
  url: 'https://board.example/jobs/1',
  site: 'board.example',
  title: 'Clerk',
  company: 'Golden Example',
  text: 'Write to @gold_hr or +66812345678.',
  contacts: ['+66812345678'],
  salary: '1000 USD',
  poster: 'Somebody',
});
const reason = (id: string, quote: string | null): Reason => ({
  id,
  severity: 'strong',
  field: 'text',
  quote,
  start: null,
  end: null,
});
const verdict = (...reasons: Reason[]): Verdict => ({
  level: 'danger',
  kind: 'listed',
  score: 1,
  language: 'en',
  reasons,
  listing: {
    publisher: 'Example Shelter',
    category: 'trafficking',
    listedOn: '2026-11-01',
    evidence: 'case 7',
  },
});

test('names the listed indicator, and leaves the offer out', () => {
  const disputed = disputedPost(post, verdict(reason('listed', ' @gold_hr '), reason('fee', 'pay 500')));
  expect(disputed).toMatchObject({ title: 'Clerk', company: 'Golden Example', contacts: ['@gold_hr'], text: '' });
  expect([disputed.salary, disputed.poster]).toEqual(['', '']);
});

test('keeps the text where the list was hit by it, and the contacts where nothing says by what', () => {
  expect(disputedPost(post, verdict(reason('listed-text', null))).text).toBe(post.text);
  const both = disputedPost(post, verdict(reason('listed', '@gold_hr'), reason('listed-text', null)));
  expect(both).toMatchObject({ text: post.text, contacts: ['@gold_hr'] });
  expect(disputedPost(post, null).text).toBe('');
  expect(disputedPost(post, null).contacts).toEqual(['+66812345678']);
});

test('becomes a report of its own kind', () => {
  const choices = {
    id: 'a'.repeat(32),
    removed: [],
    categories: ['licensed' as const],
    words: 'Licence 12/345',
    reach: 'office@golden.example',
    locale: 'en',
    appVersion: '1',
    today: '2026-11-25',
  };
  const listedVerdict = verdict(reason('listed', '@gold_hr'));
  const draft = {
    post: disputedPost(post, listedVerdict),
    verdict: listedVerdict,
    wrong: false,
    dispute: true,
    private: false,
  };
  expect(composeReport(draft, choices)).toMatchObject({
    kind: 'dispute',
    categories: ['licensed'],
    post: { contacts: ['@gold_hr'], company: 'Golden Example' },
    verdict: { listedBy: 'Example Shelter' },
    reach: 'office@golden.example',
  });
});
