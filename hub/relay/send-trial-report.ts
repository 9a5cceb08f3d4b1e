/** `hub -- relay try`: sends a trial report through a running relay. */
import { randomBytes } from 'node:crypto';
import { newReportId } from '../../utils/report/compose-report.ts';
import type { ReportDocument } from '../../utils/report/report-document.ts';
import { sealReportJson } from '../../utils/report/seal-report.ts';
import { sendReport } from '../../utils/report/send-report.ts';
import { print } from '../print.ts';
import { requireOption } from './options.ts';

const FAILURE_TEXT: Readonly<Record<string, string>> = {
  offline: 'The relay could not be reached. Does it run, and is the address right?',
  'no-relay': 'Something answered, but no relay. Is the address right?',
  busy: 'The relay has no time for this network now. Try again in a minute.',
  full: 'The relay is full: fetch reports and take them off it, or give it more room (--capacity).',
};

/** Runs `relay try`. */
export async function sendTrialReport(values: { url?: string; recipient?: string }): Promise<void> {
  const [url, recipient] = [requireOption(values, 'url'), requireOption(values, 'recipient')];
  const sealed = await sealReportJson(JSON.stringify(trialReport(new Date().toISOString().slice(0, 10))), [recipient]);
  const sent = await sendReport({ fetch, relayUrl: url }, randomBytes(16).toString('hex'), sealed);
  if (!sent.done) throw new Error(FAILURE_TEXT[sent.reason] ?? `The relay refused it (${sent.reason}).`);
  print('A trial report is sealed and stored. The desk gets it at its next fetch.');
}

function trialReport(createdOn: string): ReportDocument {
  return {
    version: 1,
    id: newReportId((length) => randomBytes(length)),
    kind: 'suspicious-message',
    createdOn,
    post: { kind: 'message', site: '', text: 'This is a trial. Nobody wrote this post.' },
    verdict: null,
    categories: ['other'],
    words: 'A trial report of "relay try".',
    reach: '',
    locale: 'en',
    appVersion: 'trial',
  };
}
