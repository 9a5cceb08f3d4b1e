/** Selects the authorities of a country that take reports of job scams and trafficking. */
import type { Help, HelpEntry } from '../../utils/model/help.ts';
import { chooseHelp } from '../help/choose-help.ts';

const REPORT_TOPICS: readonly HelpEntry['topic'][] = ['trafficking', 'scam'];

/** @param country ISO 3166 code of the reader's country */
export function authoritiesOf(help: Help, country: string): HelpEntry[] {
  const { here } = chooseHelp(help, country, country);
  const entries = here.filter((one) => one.country === country).flatMap((one) => one.entries);
  const taking = entries.filter(({ topic }) => REPORT_TOPICS.includes(topic));
  return taking.length > 0 ? taking : entries.filter(({ topic }) => topic === 'emergency');
}
