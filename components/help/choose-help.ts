/** Selects help contacts by place and passport. */
import { HELP_TOPICS, type Help, type HelpEntry } from '../../utils/model/help.ts';

export interface CountryEntries {
  /** ISO 3166. */
  country: string;
  gathered: string;
  entries: HelpEntry[];
}

export interface ChosenHelp {
  /** Contacts at the place: local ones, and embassies of the passport's country. */
  here: CountryEntries[];
  /** Contacts of the passport's country that can be reached from the place. */
  home: CountryEntries[];
  /** Contacts of every other country. */
  elsewhere: CountryEntries[];
}

/** @param where ISO 3166 code, or '' when unknown  @param passport the same */
export function chooseHelp(help: Help, where: string, passport: string): ChosenHelp {
  // An embassy helps its own citizens.
  const isHere = (country: string, entry: HelpEntry): boolean =>
    where !== '' &&
    (entry.in === undefined ? country === where : entry.in === where && (passport === '' || passport === country));
  // In their own country people can call everything; abroad only what can be reached from there.
  const isHome = (country: string, entry: HelpEntry): boolean =>
    passport !== '' && country === passport && (where === '' || entry.reach === 'abroad' || entry.number === undefined);
  const pick = (keep: (country: string, entry: HelpEntry) => boolean): CountryEntries[] =>
    help.countries.flatMap(({ country, gathered, entries }) => {
      const kept = entries.filter((entry) => keep(country, entry)).sort(byUrgency);
      return kept.length === 0 ? [] : [{ country, gathered, entries: kept }];
    });
  return {
    here: pick(isHere),
    home: pick((country, entry) => !isHere(country, entry) && isHome(country, entry)),
    elsewhere: pick((country, entry) => !isHere(country, entry) && !isHome(country, entry)),
  };
}

function byUrgency(a: HelpEntry, b: HelpEntry): number {
  return HELP_TOPICS.indexOf(a.topic) - HELP_TOPICS.indexOf(b.topic);
}

/** Countries where people are held, pass through or come from, and which have no contact yet. */
const COUNTRIES_WITHOUT_ENTRIES = 'AE AU BD CM DE EG ET GH KZ LA MA MM MN NG RU SL TN TZ UZ ZA ZW'.split(' ');

/** ISO 3166 codes of the countries to choose from. */
export function countriesOf(help: Help): string[] {
  const own = help.countries.flatMap(({ country, entries }) => [
    country,
    ...entries.flatMap((entry) => entry.in ?? []),
  ]);
  return [...new Set([...own, ...COUNTRIES_WITHOUT_ENTRIES])];
}
