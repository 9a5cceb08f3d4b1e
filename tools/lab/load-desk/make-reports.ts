/** Makes thousands of reports, as a busy desk would hold them; the same seed makes the same reports. */
import { DAY_MS } from '../../../utils/indicators/day-number.ts';
import { readCompiled } from '../../knowledge/read-compiled.ts';
import { loadKnowledge } from '../../../utils/detect/analyse.ts';
import { readReport, type ReportReading, type ReportFacts } from '../../../utils/desk/report-facts.ts';
import type { ReportDocument } from '../../../utils/report/report-document.ts';
import { seededRandom } from '../../setup/seeded-random.ts';

export interface MadeReport {
  document: ReportDocument;
  facts: ReportFacts;
  reading: ReportReading;
  arrivedOn: string;
}

const OPENINGS = [
  'Urgent hiring for our customer support team in Bangkok, no experience needed, basic typing is enough.',
  'We look for 20 chat operators, any nationality, free air ticket, visa, room and meals on the company.',
  'Translator wanted for a resort near the border, passport needed, our driver meets you at the airport.',
  'Data entry clerk, USD 1,800 a month, bonus paid weekly, enter on a tourist visa, you fly this Friday.',
  'Warehouse helper, two shifts, training on the first day, ask for the supervisor at the gate on Monday.',
];
const WORDS =
  'team office work night day shift bonus room meals ticket visa border driver airport friend manager online game crypto client script'.split(
    ' ',
  );

/** A few recruiters have most of the reports, as in practice. */
export function makeReports(count: number, seed = 7): MadeReport[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const knowledge = loadKnowledge(readCompiled());
  return Array.from({ length: count }, (_, at) => {
    const recruiter = Math.floor(2_000 * random() ** 2);
    const tail = some(random, 6);
    // The text of one recruiter, with small changes from post to post.
    const own = some(seededRandom(recruiter), 70);
    const text = `${pick(OPENINGS)} Reference ${recruiter}. ${own} ${random() < 0.5 ? '' : tail} Telegram only: @recruiter_${recruiter}`;
    const message = random() < 0.3;
    const document: ReportDocument = {
      version: 1,
      id: at.toString(16).padStart(32, '0'),
      kind: message ? 'suspicious-message' : 'suspicious-post',
      createdOn: day(at % 60),
      post: {
        kind: message ? 'message' : 'detail',
        site: 'generic',
        title: `Offer ${recruiter} of many`,
        text,
        ...(message ? {} : { url: `https://board.example/jobs/${at}` }),
      },
      verdict: null,
      categories: random() < 0.02 ? ['someone-held'] : ['traps-people'],
      words: random() < 0.3 ? `I saw this and was worried. ${tail}` : '',
      reach: '',
      locale: 'en',
      appVersion: '0.1.0',
    };
    return { document, ...readReport(document, knowledge, '2026-11-25'), arrivedOn: day(at % 60) };
  });
}

function some(random: () => number, count: number): string {
  return Array.from({ length: count }, () => WORDS[Math.floor(random() * WORDS.length)]).join(' ');
}

function day(back: number): string {
  return new Date(Date.UTC(2026, 10, 25) - back * DAY_MS).toISOString().slice(0, 10);
}
