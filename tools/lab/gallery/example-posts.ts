/** Invented posts, verdicts and channels for the gallery. */
import type { KnownPublisher } from '../../../utils/brand/known-publisher.ts';
import type { ChannelInfo, ChannelStatus } from '../../../utils/contracts/channel-status.ts';
import type { JudgedPost, PageDescription } from '../../../utils/contracts/page-summary.ts';
import type { Statistics } from '../../../utils/desk/desk-export.ts';
import type { Listing } from '../../../utils/model/indicator.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import type { Reason, Verdict } from '../../../utils/model/verdict.ts';

export const NOW = Date.parse('2026-11-25T12:00:00Z');
export const HOST = 'board.example';
/** An account on the example list. */
export const LISTED_ACCOUNT = 'harbourstaff_desk';

export const examplePost: JobPost = {
  id: 'p1',
  url: 'https://board.example/jobs/417',
  site: 'generic',
  kind: 'detail',
  title: 'Customer chat support, Bangkok office',
  company: '',
  location: 'Bangkok, then Mae Sot',
  salary: 'USD 1,500 a month',
  text: 'Free air ticket, visa and room, all on the company. Enter on a tourist visa. No interview. Telegram only: @bkk_dream_team',
  contacts: ['@bkk_dream_team'],
  poster: 'HR Lily',
};

const reason = (id: string, severity: Reason['severity'], quote: string | null): Reason => {
  const start = quote === null ? null : examplePost.text.indexOf(quote);
  return { id, severity, field: 'text', quote, start, end: start === null ? null : start + (quote?.length ?? 0) };
};

export const dangerVerdict: Verdict = {
  level: 'danger',
  kind: 'lure',
  score: 0.98,
  language: 'en',
  reasons: [
    reason('travel-paid', 'moderate', 'Free air ticket, visa and room, all on the company'),
    reason('tourist-visa', 'strong', 'Enter on a tourist visa'),
    {
      ...reason('place-border', 'moderate', null),
      field: 'location',
      quote: 'Mae Sot',
      source: 'https://www.unodc.org/',
    },
    reason('no-interview', 'moderate', 'No interview'),
    reason('chat-only', 'moderate', 'Telegram only'),
    reason('counter-contract', 'mitigating', null),
  ],
};
export const cautionVerdict: Verdict = {
  ...dangerVerdict,
  level: 'caution',
  score: 0.7,
  reasons: dangerVerdict.reasons.slice(0, 2),
};
export const listing: Listing = {
  publisher: 'Example Shelter',
  category: 'trafficking',
  listedOn: '2026-11-03',
  evidence: 'case 12',
};
export const listedVerdict: Verdict = {
  ...dangerVerdict,
  kind: 'listed',
  reasons: [reason('listed', 'strong', '@bkk_dream_team'), ...dangerVerdict.reasons.slice(0, 2)],
  listing,
};
const none: Verdict = { ...dangerVerdict, level: 'none', kind: null, score: 0.1, reasons: [] };

const found = (id: string, title: string, verdict: Verdict): JudgedPost => ({
  post: { ...examplePost, id, title },
  verdict,
});

export const examplePage: PageDescription = {
  status: 'read',
  adapter: 'generic',
  posts: 14,
  caution: 1,
  danger: 2,
  drawn: 3,
  found: [
    found('p1', examplePost.title, dangerVerdict),
    found('p2', 'Translator wanted, free flight', listedVerdict),
    found('p3', 'Typing work, all nationalities', cautionVerdict),
    found('p4', 'Cook for a harbour kitchen', none),
  ],
  problem: null,
};
export const cleanPage: PageDescription = {
  ...examplePage,
  caution: 0,
  danger: 0,
  drawn: 0,
  found: examplePage.found.slice(3),
};
export const crowdedPage: PageDescription = {
  ...examplePage,
  posts: 60,
  danger: 40,
  found: Array.from({ length: 40 }, (_, at) =>
    found(`m${at}`, `${examplePost.title} ${at + 1}`, at % 3 === 0 ? dangerVerdict : cautionVerdict),
  ),
};

export const exampleStatus: ChannelStatus = {
  publisher: 'Example Shelter',
  fingerprint: '5ab1c04e9d27f683'.repeat(4),
  version: 42,
  entries: 1204,
  checkedAt: '2026-11-25T09:00:00Z',
  stale: false,
  newerFiles: [],
  syncing: false,
  progress: null,
  problem: null,
};
export const refusedStatus: ChannelStatus = {
  ...exampleStatus,
  problem: { key: 'rollback', at: '2026-11-25T11:00:00Z', detail: 'timestamp.json: version 41 is older than 42' },
};

/** As `knowledge/publishers/example.yaml`. */
export const examplePublisher: KnownPublisher = {
  id: 'example',
  name: 'Example Shelter',
  about: 'An invented shelter that lists recruiters for compounds near the border of Thailand and Myanmar.',
  countries: ['TH', 'MM'],
  site: 'https://shelter.example/',
  link: `https://list.shelter.example/#joblantern-channel=1f5f8b.${'0123456789abcdef'.repeat(4)}`,
  example: true,
};

export const exampleStatistics: Statistics = {
  listed: 1204,
  withdrawn: 17,
  waiting: 3,
  reports: { decided: 340, listed: 210, notListed: 90, watched: 25, moreNeeded: 15 },
  disputes: { underReview: 2, accepted: 4, upheld: 9 },
  daysToDecide: { median: 4, ninthTenth: 11 },
};
/** The own channel and two subscriptions, one of them with a problem. */
export const exampleChannels: readonly ChannelInfo[] = [
  {
    id: exampleStatus.fingerprint ?? '',
    url: 'https://list.shelter.example/',
    colour: '#0b57d0',
    own: true,
    state: exampleStatus,
  },
  {
    id: 'fedc'.repeat(16),
    url: 'https://lists.seafarers.example/warnings/',
    colour: '#1e6b3c',
    own: false,
    state: { ...exampleStatus, publisher: 'Seafarers Union', fingerprint: 'fedc'.repeat(16), entries: 311 },
  },
  {
    id: '0a1b'.repeat(16),
    url: 'https://migrant-centre.example/',
    colour: '#8b1a6b',
    own: false,
    state: { ...refusedStatus, publisher: 'Migrant Centre of a very long name in a border town', entries: 18 },
  },
];
