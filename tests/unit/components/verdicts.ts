/** Example posts and verdicts. */
import type { JudgedPost } from '../../../utils/contracts/page-summary.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import type { Reason, Verdict } from '../../../utils/model/verdict.ts';

export const lurePost: JobPost = {
  id: 'p1',
  url: 'https://board.example/jobs/7',
  site: 'generic',
  kind: 'detail',
  title: 'Chat support',
  company: '',
  location: 'Mae Sot',
  salary: 'USD 1,500',
  text: 'Free air ticket. No interview. Telegram only: @team',
  contacts: ['@team'],
  poster: '',
};

const reason = (id: string, severity: Reason['severity'], quote: string | null): Reason => ({
  id,
  severity,
  field: 'text',
  quote,
  start: quote === null ? null : lurePost.text.indexOf(quote),
  end: quote === null ? null : lurePost.text.indexOf(quote) + quote.length,
});

export const lureVerdict: Verdict = {
  level: 'danger',
  kind: 'lure',
  score: 0.98,
  language: 'en',
  reasons: [
    reason('travel-paid', 'moderate', 'Free air ticket'),
    reason('no-interview', 'moderate', 'No interview'),
    { ...reason('place-border', 'moderate', null), quote: 'Mae Sot', source: 'https://www.unodc.org/report' },
    reason('chat-only', 'moderate', 'Telegram only'),
    reason('route-chain', 'strong', null),
    reason('counter-contract', 'mitigating', null),
  ],
};

export const listedVerdict: Verdict = {
  ...lureVerdict,
  kind: 'listed',
  reasons: [reason('listed', 'strong', '@team')],
  listing: { publisher: 'Example Shelter', category: 'trafficking', listedOn: '2026-11-03', evidence: 'case 12' },
};

export const cautionVerdict: Verdict = { ...lureVerdict, level: 'caution', reasons: lureVerdict.reasons.slice(0, 1) };

export const foundLure: JudgedPost = { post: lurePost, verdict: lureVerdict };
