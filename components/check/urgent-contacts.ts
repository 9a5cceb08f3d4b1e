/** The contacts for somebody who is held: lines at the places that the text names, then organisations across borders. */
import type { FoundPlace } from '../../utils/check/text-facts.ts';
import { HELP_TOPICS, type Help, type HelpEntry } from '../../utils/model/help.ts';

export interface UrgentContact {
  entry: HelpEntry;
  /** ISO 3166 code of the country whose file has the entry; '' for an international organisation. */
  country: string;
  /** Day on which its source was read. */
  gathered: string;
}

const MAX_LOCAL = 2;
const MAX_INTERNATIONAL = 3;
/** Places of people who are held, as far as a text names several. */
const ORDER: readonly FoundPlace['kind'][] = ['compound', 'border', 'hub', 'region'];

export function urgentContacts(help: Help, places: readonly FoundPlace[]): UrgentContact[] {
  const place = ORDER.flatMap((kind) => places.filter((one) => one.kind === kind))[0];
  const local = help.countries.find(({ country }) => country === place?.country);
  const lines = (local?.entries ?? [])
    .filter(({ topic, number, in: abroad }) => isForHeld(topic) && number !== undefined && abroad === undefined)
    .toSorted((a, b) => rankOf(a) - rankOf(b))
    .slice(0, MAX_LOCAL)
    .map((entry) => ({ entry, country: local?.country ?? '', gathered: local?.gathered ?? '' }));
  const international = help.international.entries
    .slice(0, MAX_INTERNATIONAL)
    .map((entry) => ({ entry, country: '', gathered: entry.gathered ?? '' }));
  return [...lines, ...international];
}

const isForHeld = (topic: HelpEntry['topic']): boolean => topic === 'trafficking' || topic === 'emergency';

/** Lines against trafficking first: the emergency number is the last resort of people who fear the local police. */
const rankOf = ({ topic }: HelpEntry): number => (topic === 'trafficking' ? -1 : HELP_TOPICS.indexOf(topic));
