/** Which contacts a person gets for each nationality and place, and how good their best source is. */
import { chooseHelp } from '../../components/help/choose-help.ts';
import type { Help, HelpEntry } from '../../utils/model/help.ts';

/** The nationalities that are taken most; order has no meaning. */
export const NATIONALITIES =
  'CN VN ID PH TH MY IN NP BD PK LK MM LA KH TW HK KR JP ET KE UG TZ ZA NG GH MA BR CO KZ UZ'.split(' ');
/** Places where people are held, or pass through. */
export const PLACES = 'MM KH LA TH PH AE MY VN'.split(' ');

export interface Coverage {
  nationality: string;
  place: string;
  /** Best source of a contact of the own country, the place or a country nearby. Null when there is no such contact. */
  best: HelpEntry['confidence'] | null;
  /** The same, when contacts with an old source do not count. */
  bestRecent: HelpEntry['confidence'] | null;
  /** There is an own office at the place or nearby, or a national line that works from the place. */
  hasOwn: boolean;
  /** Number of contacts, with international organisations. */
  contacts: number;
}

const BEST_FIRST = ['official', 'press', 'list'] as const;

/** One row for each nationality and place. The contacts are the same at every stage of a journey. */
export function helpCoverage(help: Help): Coverage[] {
  return NATIONALITIES.flatMap((nationality) => PLACES.map((place) => coverageOf(help, nationality, place)));
}

function coverageOf(help: Help, nationality: string, place: string): Coverage {
  const { here, home, nearby } = chooseHelp(help, place, nationality);
  const entries = [...here, ...home, ...nearby].flatMap(({ entries: own }) => own);
  const own = [...here, ...home, ...nearby].filter(({ country }) => country === nationality);
  const bestOf = (among: readonly HelpEntry[]): Coverage['best'] =>
    BEST_FIRST.find((confidence) => among.some((entry) => entry.confidence === confidence)) ?? null;
  return {
    nationality,
    place,
    best: bestOf(entries),
    bestRecent: bestOf(entries.filter(({ old }) => !old)),
    hasOwn: own.length > 0,
    contacts: entries.length + help.international.entries.length,
  };
}

/** Rows without an official or press source that is recent. */
export function weakCoverage(rows: readonly Coverage[]): Coverage[] {
  return rows.filter(({ bestRecent }) => bestRecent !== 'official' && bestRecent !== 'press');
}
