/** Facts from the places in a post: where the work is, and whether they make a journey. */
import type { FoldedText } from '../text/folded-text.ts';
import { holdsSentenceBreak } from './add-proximity-facts.ts';
import { addFact, type FactList } from './facts.ts';
import type { FoundPhrase } from './find-phrases.ts';
import type { Place } from './places.ts';

/** Country where a language's posts are at home: a Khmer post that names Cambodia offers no work abroad. */
const HOME_COUNTRY: Readonly<Record<string, string>> = {
  th: 'TH',
  vi: 'VN',
  id: 'ID',
  ms: 'MY',
  tl: 'PH',
  my: 'MM',
  km: 'KH',
  lo: 'LA',
};

const SIGNAL = {
  compound: 'place-compound',
  border: 'place-border',
  hub: 'place-region',
  region: 'place-region',
} as const;

export interface PlaceFactInput {
  text: FoldedText;
  phrases: readonly FoundPhrase[];
  places: readonly Place[];
  /** BCP 47 of the post's main language. */
  language: string;
}

/** Adds the facts of places. @returns countries of places abroad, ISO 3166 alpha-2, in the order of `phrases` */
export function addPlaceFacts(into: FactList, { text, phrases: all, places, language }: PlaceFactInput): string[] {
  const phrases = all.filter(({ kind }) => kind === 'place');
  if (phrases.length === 0) return [];
  const home = HOME_COUNTRY[language];
  const countries: string[] = [];
  const seen = new Set<string>();
  let hub: FoundPhrase | null = null;
  let compoundAbroad: FoundPhrase | null = null;
  let border: FoundPhrase | null = null;
  for (const phrase of phrases) {
    const place = places[phrase.id];
    if (place === undefined || place.kind === 'origin') continue;
    const abroad = place.country !== home;
    if (!abroad && (place.kind === 'hub' || place.kind === 'region')) continue;
    if (place.kind === 'compound' && abroad) compoundAbroad ??= phrase;
    else if (place.kind === 'border' || place.kind === 'compound') border ??= phrase;
    else hub ??= phrase;
    if (abroad && !countries.includes(place.country)) countries.push(place.country);
    if (seen.has(place.id)) continue;
    seen.add(place.id);
    const id =
      place.country === 'XX'
        ? 'location-vague'
        : place.kind === 'compound' && !abroad
          ? 'place-border'
          : SIGNAL[place.kind];
    addFact(into, id, longestAt(phrase, phrases), {
      isDisguised: phrase.isDisguised,
      source: place.source ?? null,
      isWeak: place.weak === true,
    });
  }
  const steps = [hub, border, compoundAbroad].filter((step) => step !== null).sort((a, b) => a.from - b.from);
  const chained = compoundAbroad !== null && (hub !== null || border !== null) && spansCountries(steps, places);
  if (chained || (border !== null && hub !== null)) {
    const [from, to] = routeOf(steps, border ?? hub ?? steps[0]!, text);
    addFact(into, 'route-chain', { from, to });
  }
  return countries;
}

/** The longest name of a place that begins at the same unit: "Poipet City" rather than "Poipet". */
function longestAt({ id, from, to }: FoundPhrase, phrases: readonly FoundPhrase[]): { from: number; to: number } {
  const same = phrases.filter((phrase) => phrase.id === id && phrase.from === from);
  return { from, to: Math.max(to, ...same.map((phrase) => phrase.to)) };
}

/** Longest span that is quoted as a route, in folded units. */
const MAX_ROUTE_UNITS = 80;

/**
 * The words from the first place to the last. Where those stand far apart or in two sentences, the place on the way.
 */
function routeOf(steps: readonly FoundPhrase[], transit: FoundPhrase, text: FoldedText): [from: number, to: number] {
  const from = steps[0]?.from ?? transit.from;
  const to = Math.max(...steps.map((step) => step.to));
  const isOne = to - from <= MAX_ROUTE_UNITS && !holdsSentenceBreak(text, from + 1, to - 1);
  return isOne ? [from, to] : [transit.from, transit.to];
}

/** A compound and its own country named beside it are one place, not a journey. */
function spansCountries(steps: readonly FoundPhrase[], places: readonly Place[]): boolean {
  const countries = new Set(steps.map((step) => places[step.id]?.country));
  return countries.size > 1 || steps.some((step) => places[step.id]?.kind === 'hub');
}
