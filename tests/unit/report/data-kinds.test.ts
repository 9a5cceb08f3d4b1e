/** The data kinds that Firefox asks consent for are those that a report holds, and no others. */
import { expect, test } from 'vitest';
import { composeReport } from '../../../utils/report/compose-report.ts';
import { DATA_KINDS, dataKindsIn } from '../../../utils/report/data-kinds.ts';
import type { ReportDraft } from '../../../utils/report/report-draft.ts';
import type { ReportField } from '../../../utils/report/report-document.ts';
import { CHOICES } from './choices.ts';

const POST: ReportDraft['post'] = {
  id: 'page-1',
  url: 'https://board.example/viewjob?jk=7',
  site: 'indeed',
  kind: 'detail',
  title: 'Typist',
  company: 'Golden Lake',
  location: 'Poipet',
  salary: '',
  text: 'Ticket paid.',
  contacts: ['t.me/hr_goldenlake'],
  poster: '',
};
const PASTED = { url: '', site: 'check', kind: 'message' } as const;

function kinds(
  draft: Omit<Partial<ReportDraft>, 'post'> & { post?: Partial<ReportDraft['post']> },
  removed: (ReportField | 'site')[] = [],
) {
  const { post, ...rest } = draft;
  const whole = { verdict: null, wrong: false, private: false, ...rest, post: { ...POST, ...post } };
  return dataKindsIn(composeReport(whole, { ...CHOICES, removed }), whole.post.site);
}

test('a post of a job board: the page, its address, and whom it names', () => {
  expect(kinds({})).toEqual(['websiteContent', 'browsingActivity', 'personallyIdentifyingInfo']);
});

test('without the address and the site nothing tells where the reader was; the words are still of a page', () => {
  expect(kinds({}, ['url'])).toContain('browsingActivity');
  expect(kinds({}, ['site'])).toContain('browsingActivity');
  expect(kinds({}, ['url', 'site'])).toEqual(['websiteContent', 'personallyIdentifyingInfo']);
  expect(kinds({ post: { kind: 'message' } }, ['url', 'site'])).toContain('websiteContent');
});

test('a post of a social site and a message count among personal communications too', () => {
  expect(kinds({ post: { kind: 'social' } })).toEqual([...DATA_KINDS]);
  expect(kinds({ post: { kind: 'message' } })).toEqual([...DATA_KINDS]);
});

test('a pasted message names no page', () => {
  expect(kinds({ post: PASTED })).toEqual(['personalCommunications', 'personallyIdentifyingInfo']);
});

test('a changed layout holds no word of anybody', () => {
  expect(kinds({ layout: true })).toEqual(['websiteContent', 'browsingActivity']);
});

test('a dispute from a plain link names whom it is about, and nothing that was read', () => {
  const empty = { ...PASTED, site: '', title: '', company: '', location: '', text: '' };
  expect(kinds({ dispute: true, post: empty })).toEqual(['personallyIdentifyingInfo']);
});
