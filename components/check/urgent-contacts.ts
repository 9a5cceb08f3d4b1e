/** The contacts for somebody who is held, by place and passport: those that work from there stand first. */
import type { HelpContact } from '../help/HelpEntryItem.tsx';
import type { FoundPlace } from '../../utils/check/text-facts.ts';
import { HELP_TOPICS, type Help, type HelpEntry } from '../../utils/model/help.ts';
import { chooseHelp, countriesOf, hasLineForHeld, OTHER_COUNTRY, type CountryEntries } from '../help/choose-help.ts';

export interface UrgentGroup {
  /** `own`: of the passport's country; `local`: lines at the place; `nearby`: lines of a country nearby. */
  kind: 'own' | 'local' | 'nearby' | 'international';
  country: string;
  contacts: HelpContact[];
}

const MAX_OWN = 2;
const MAX_LINES = 2;
const MAX_INTERNATIONAL = 3;
const MAX_CONTACTS = 6;
const OWN_TOPICS: readonly HelpEntry['topic'][] = ['emergency', 'trafficking', 'consular'];
/** Places of people who are held, as far as a text names several. */
const ORDER: readonly FoundPlace['kind'][] = ['compound', 'border', 'hub', 'region'];

/** ISO 3166 code of the country where, by the text, somebody is held. Empty when it names none of the help data. */
export function placeOfHeld(help: Help | null, places: readonly FoundPlace[]): string {
  const place = ORDER.flatMap((kind) => places.filter((one) => one.kind === kind))[0];
  return help !== null && place !== undefined && countriesOf(help).includes(place.country) ? place.country : '';
}

/** @param where ISO 3166 code, `OTHER_COUNTRY`, or '' when unknown  @param passport the same */
export function urgentContacts(help: Help, where: string, passport: string): UrgentGroup[] {
  const chosen = chooseHelp(help, where, passport === '' ? OTHER_COUNTRY : passport);
  const own = passport === where ? [] : ownContacts(chosen, where, passport).slice(0, MAX_OWN);
  const local = contactsOf(chosen.here, ({ entry, country }) => country === where && isLineForHeld(entry)).toSorted(
    (a, b) => rankOf(a.entry) - rankOf(b.entry),
  );
  // Other police may not reach people who are held: see `hasLineForHeld`.
  const nearby = hasLineForHeld(help, where) ? [] : linesNearby(help, chosen.nearby, where);
  const lines = nearby.length === 0 ? local.slice(0, MAX_LINES) : local.slice(0, 1);
  const count = own.length + nearby.length + lines.length;
  const international = help.international.entries
    .slice(0, Math.min(MAX_INTERNATIONAL, MAX_CONTACTS - count))
    .map((entry) => ({ entry, country: '', gathered: entry.gathered ?? '' }));
  return [
    ...byCountry('own', own),
    ...byCountry('nearby', nearby),
    ...byCountry('local', lines),
    ...byCountry('international', international),
  ];
}

/** Offices and national lines of the passport's country that can be reached from the place. */
function ownContacts(
  { here, home, nearby }: Record<'here' | 'home' | 'nearby', CountryEntries[]>,
  where: string,
  passport: string,
): HelpContact[] {
  const isOwn = ({ entry, country }: HelpContact): boolean =>
    country === passport && entry.reach === 'abroad' && OWN_TOPICS.includes(entry.topic);
  const found = [here, home, nearby].flatMap((countries) => contactsOf(countries, isOwn));
  if (where !== '') return found;
  // Without a place, the lines that work from everywhere come before offices in one country.
  return found.toSorted((a, b) => Number(a.entry.in !== undefined) - Number(b.entry.in !== undefined));
}

/** Lines against trafficking in the countries nearby, the best country first. */
function linesNearby(help: Help, nearby: readonly CountryEntries[], where: string): HelpContact[] {
  return (help.international.neighbours[where] ?? [])
    .flatMap((neighbour) =>
      contactsOf(
        nearby.filter(({ country }) => country === neighbour),
        ({ entry }) => entry.topic === 'trafficking' && isLineForHeld(entry),
      ),
    )
    .slice(0, MAX_LINES);
}

function contactsOf(countries: readonly CountryEntries[], fits: (contact: HelpContact) => boolean): HelpContact[] {
  return countries
    .flatMap(({ country, gathered, entries }) => entries.map((entry) => ({ entry, country, gathered })))
    .filter(fits);
}

function byCountry(kind: UrgentGroup['kind'], contacts: readonly HelpContact[]): UrgentGroup[] {
  const countries = [...new Set(contacts.map(({ country }) => country))];
  return countries.map((country) => ({
    kind,
    country,
    contacts: contacts.filter((contact) => contact.country === country),
  }));
}

function isLineForHeld({ topic, number, telegram, in: place }: HelpEntry): boolean {
  const isUrgent = topic === 'trafficking' || topic === 'emergency';
  return isUrgent && place === undefined && (number ?? telegram) !== undefined;
}

/** Lines against trafficking first: the emergency number is the last resort of people who fear the local police. */
const rankOf = ({ topic }: HelpEntry): number => (topic === 'trafficking' ? -1 : HELP_TOPICS.indexOf(topic));
