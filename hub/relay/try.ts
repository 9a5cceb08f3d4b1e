/** `hub -- relay try`: a made-up report through a running relay. */
import { randomBytes } from 'node:crypto';
import { newReportId } from '../../utils/report/compose-report.ts';
import type { ReportDocument } from '../../utils/report/report-document.ts';
import { sealReportJson } from '../../utils/report/seal-report.ts';
import { sendReport } from '../../utils/report/send-report.ts';
import { requireOption, withArguments } from './arguments.ts';

const HELP = `usage: relay try --url URL --recipient age1...

Seals one report that says it is a trial, and sends it as a reader's browser would: to see that a relay takes reports,
that the desk gets them, and that your key opens them.

  --url URL           the relay
  --recipient KEY     the recipient that "relay keygen" printed`;

const FAILURE_TEXT: Readonly<Record<string, string>> = {
  offline: 'The relay could not be reached. Does it run, and is the address right?',
  'no-relay': 'Something answered, but no relay. Is the address right?',
  busy: 'The relay has no time for this network now. Try again in a minute.',
  full: 'The relay is full: fetch reports and take them off it, or give it more room (--capacity).',
};

export async function run(args: string[]): Promise<number> {
  const options = { url: { type: 'string' }, recipient: { type: 'string' } } as const;
  return await withArguments(args, { help: HELP, options, positionals: 0 }, async (values) => {
    const [url, recipient] = [requireOption(values, 'url'), requireOption(values, 'recipient')];
    const sealed = await sealReportJson(JSON.stringify(trialReport(new Date().toISOString().slice(0, 10))), [
      recipient,
    ]);
    const sent = await sendReport({ fetch, relayUrl: url }, randomBytes(16).toString('hex'), sealed);
    if (!sent.done) throw new Error(FAILURE_TEXT[sent.reason] ?? `The relay refused it (${sent.reason}).`);
    console.log('A trial report is sealed and stored. The desk gets it at its next fetch.');
    return 0;
  });
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
