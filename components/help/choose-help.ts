/** Selects help contacts by place and passport. */
import { HELP_TOPICS, type Help, type HelpEntry } from '../../utils/model/help.ts';

/** Value of a choice when the reader's country is not in the list. */
export const OTHER_COUNTRY = 'other';

export interface CountryEntries {
  /** ISO 3166. */
  country: string;
  gathered: string;
  entries: HelpEntry[];
}

export interface ChosenHelp {
  /** Contacts at the place: local ones, and offices of the passport's country there or accredited there. */
  here: CountryEntries[];
  /** Contacts of the passport's country that can be reached from the place. */
  home: CountryEntries[];
  /** Offices of the passport's country in countries nearby, and their lines against trafficking. */
  nearby: CountryEntries[];
  /** Offices at the place of every country, while no passport is chosen. */
  embassies: CountryEntries[];
  /** Contacts of every other country. */
  elsewhere: CountryEntries[];
}

type Group = keyof ChosenHelp;

/** @param where ISO 3166 code, `OTHER_COUNTRY`, or '' when unknown  @param passport the same */
export function chooseHelp(help: Help, where: string, passport: string): ChosenHelp {
  const neighbours = help.international.neighbours[where] ?? [];
  const groupOf = (country: string, entry: HelpEntry): Group => {
    const isOwn = country === passport;
    if (entry.in === undefined) {
      if (country === where) return 'here';
      // In their own country people can call everything; abroad only what can be reached from there.
      if (isOwn && (where === '' || entry.reach === 'abroad' || entry.number === undefined)) return 'home';
      return neighbours.includes(country) && entry.topic === 'trafficking' ? 'nearby' : 'elsewhere';
    }
    // An embassy helps its own citizens.
    const isAtPlace = where !== '' && (entry.in === where || entry.accredited?.includes(where) === true);
    if (isAtPlace && isOwn) return 'here';
    if (isAtPlace && passport === '') return 'embassies';
    if (isOwn && where === '') return 'home';
    return isOwn && neighbours.includes(entry.in) ? 'nearby' : 'elsewhere';
  };
  const pick = (group: Group): CountryEntries[] =>
    help.countries.flatMap(({ country, gathered, entries }) => {
      const chosen = entries.filter((entry) => groupOf(country, entry) === group).sort(byUrgency);
      return chosen.length === 0 ? [] : [{ country, gathered, entries: chosen }];
    });
  return {
    here: pick('here'),
    home: pick('home'),
    nearby: pick('nearby'),
    embassies: pick('embassies'),
    elsewhere: pick('elsewhere'),
  };
}

function byUrgency(a: HelpEntry, b: HelpEntry): number {
  return HELP_TOPICS.indexOf(a.topic) - HELP_TOPICS.indexOf(b.topic);
}

/**
 * Whether a country has a line for people who are held there. It is one against trafficking, or police that say how such
 * people report themselves. Other police may not reach them.
 */
export function hasLineForHeld(help: Help, where: string): boolean {
  const local = help.countries.find(({ country }) => country === where);
  if (local === undefined) return false;
  const isLine = ({ topic, number, in: place }: HelpEntry): boolean =>
    topic === 'trafficking' && number !== undefined && place === undefined;
  return local.selfReport !== undefined || local.entries.some(isLine);
}

/** ISO 3166 codes of the countries to choose from. */
export function countriesOf(help: Help): string[] {
  const named = help.countries.flatMap(({ country, entries }) => [
    country,
    ...entries.flatMap((entry) => entry.in ?? []),
  ]);
  return [...new Set([...named, ...help.international.countries])];
}
