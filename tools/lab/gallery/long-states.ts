/** Names, quotes and hosts as long as they can come, without a space, and in both directions: nothing may leave its box. */
import type { ChannelInfo, ChannelStatus } from '../../../utils/contracts/channel-status.ts';
import type { PageDescription } from '../../../utils/contracts/page-summary.ts';
import type { Verdict } from '../../../utils/model/verdict.ts';
import { exampleChannels, examplePage, examplePost, exampleStatus, listedVerdict, listing } from './example-posts.ts';

const LATIN = 'HarbourStaffPartnersInternationalRecruitment';
const ARABIC = 'شركةالميناءللتوظيفالدولي';
/** @param length UTF-16 units */
const repeated = (part: string, length: number): string =>
  part.repeat(Math.ceil(length / part.length)).slice(0, length);

/** The longest name that the metadata of a list may hold, of one word. */
export const LONG_PUBLISHER = repeated(LATIN, 80);
/** Arabic within English. */
export const MIXED_NAME = `Harbour ${ARABIC} (Dubai) ${repeated(ARABIC, 30)} Ltd`;
const LONG_RECRUITER = repeated(LATIN, 300);
const ARABIC_RECRUITER = `${repeated(ARABIC, 150)} ${LATIN} ${repeated(ARABIC, 100)}`;
const LONG_QUOTE = repeated(`${LATIN} ${ARABIC} +66 2 555 0100 `, 2_000);
/** The longest host: labels of 63 letters, 253 in all. */
export const LONG_HOST = `${repeated('a-board', 63)}.${repeated('b-board', 63)}.${repeated('c-board', 63)}.${repeated('d', 53)}.example`;

const quoted = (id: string, quote: string) => ({
  id,
  severity: 'moderate' as const,
  field: 'text' as const,
  quote,
  start: 0,
  end: quote.length,
});

export const longVerdict: Verdict = {
  ...listedVerdict,
  reasons: [
    quoted('listed', LONG_RECRUITER),
    quoted('travel-paid', LONG_QUOTE),
    quoted('tourist-visa', ARABIC_RECRUITER),
    ...listedVerdict.reasons.slice(1),
  ],
  // A marker cuts a long publisher's name, which its panel then shows whole.
  listing: { ...listing, evidence: repeated(`case-${LATIN}`, 60), disputedSince: '2026-11-20' },
  licences: [
    {
      status: 'other-name',
      country: 'AE',
      register: MIXED_NAME.slice(0, 40),
      asOf: '2026-11-20',
      quote: LONG_RECRUITER,
      field: 'text',
      start: 0,
      end: 300,
      agency: { name: ARABIC_RECRUITER, number: repeated('MOHRE-4711-', 60), validUntil: '2027-01-31', address: '' },
      contactAgrees: false,
    },
  ],
  seenNames: 4,
};
export const LONG_TITLE = LONG_RECRUITER;
export const MIXED_TITLE = ARABIC_RECRUITER;

export const longPage: PageDescription = {
  ...examplePage,
  found: [
    { post: { ...examplePost, id: 'l1', title: LONG_TITLE, poster: LONG_RECRUITER }, verdict: longVerdict },
    { post: { ...examplePost, id: 'l2', title: '', poster: ARABIC_RECRUITER }, verdict: longVerdict },
  ],
};

const problem = { key: 'rollback', at: '2026-11-25T11:00:00Z', detail: repeated('timestamp.json:', 400) };
export const longStatus: ChannelStatus = { ...exampleStatus, publisher: LONG_PUBLISHER, problem };
export const longChannels: readonly ChannelInfo[] = exampleChannels.map((channel, at) => ({
  ...channel,
  url: `https://${LONG_HOST}/${repeated('list', 300)}/`,
  state: { ...longStatus, publisher: at === 1 ? MIXED_NAME : LONG_PUBLISHER },
}));
