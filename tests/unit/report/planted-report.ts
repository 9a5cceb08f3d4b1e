/** Reports of posts that may show their reader, and what of the reader they still show. */
import type { JobPost } from '../../../utils/model/job-post.ts';
import { composeReport, reportJson } from '../../../utils/report/compose-report.ts';
import { OFFER, type Reader } from './planted-pages.ts';
import { CHOICES } from './choices.ts';

export function postWith(fields: Partial<JobPost>): JobPost {
  return {
    id: '1',
    url: 'https://board.example/job/39123',
    site: 'generic',
    kind: 'detail',
    title: 'Typist',
    company: 'Golden Lake',
    location: 'Poipet',
    salary: '',
    text: OFFER,
    contacts: [],
    poster: 'Lin from HR',
    ...fields,
  };
}

/** The report as it would be sealed. */
export function reportOf(post: JobPost): string {
  return reportJson(composeReport({ post, verdict: null, wrong: false, taken: [], private: false }, CHOICES));
}

/** Every way in which a planted value could still be read. */
export function tracesOf(reader: Reader, report: string): string[] {
  const plain = decodeURIComponent(
    report
      .replaceAll('%', '%25')
      .replaceAll(/%25([\dA-F]{2})/giu, '%$1')
      .replaceAll(/%(?![\dA-F]{2})/giu, '%25'),
  );
  const low = plain.toLowerCase();
  const digits = plain.replaceAll(/[^\d"]/gu, '');
  const { name, email, account, number, cookie, token, phone } = reader;
  const seen = [name, email, account, number, cookie, token].filter((value) => low.includes(value.toLowerCase()));
  return digits.includes(phone.replaceAll(/\D/gu, '').slice(-8)) ? [...seen, phone] : seen;
}
