/** Reads the facts of a pasted text that the page shows beside the verdict: places and contacts. */
import { findPostContacts, outsideContacts } from '../detect/contact-facts.ts';
import { detectLanguages } from '../detect/detect-languages.ts';
import { findPhrases, type FoundPhrase } from '../detect/find-phrases.ts';
import type { Knowledge } from '../detect/knowledge.ts';
import type { Place } from '../detect/places.ts';
import { readPost, spanOf, type PostText } from '../detect/post-text.ts';
import { capText } from '../model/cap-text.ts';
import type { Span } from '../model/span.ts';
import type { ContactKind } from '../text/contacts.ts';
import { postFromText } from './post-from-text.ts';

/** A place; the span is its first mention. */
export interface FoundPlace extends Span {
  /** Id in places.yaml. */
  id: string;
  kind: Place['kind'];
  /** ISO 3166. */
  country: string;
  /** Latitude and longitude in degrees; null for a region without a point on the map. */
  coordinates: readonly [number, number] | null;
}

/** A contact as written. */
export interface FoundContact {
  kind: ContactKind;
  raw: string;
}

export interface TextFacts {
  /** In order of their first mention. */
  places: FoundPlace[];
  /** Each contact once, in order. */
  contacts: FoundContact[];
}

export function readTextFacts(text: string, knowledge: Knowledge): TextFacts {
  const read = readPost(postFromText(capText(text)), knowledge.fold);
  const { active } = detectLanguages(read.text, knowledge, null);
  const phrases = findPhrases(read, knowledge, active);
  const placed = findPostContacts(read, phrases, knowledge);
  const contacts = new Map(placed.map(({ kind, raw }) => [`${kind}:${raw}`, { kind, raw }]));
  return {
    places: findPlaces(read, outsideContacts(phrases, placed, read), knowledge),
    contacts: [...contacts.values()],
  };
}

function findPlaces(read: PostText, phrases: readonly FoundPhrase[], knowledge: Knowledge): FoundPlace[] {
  const found = new Map<string, FoundPlace>();
  for (const phrase of phrases) {
    const place = phrase.kind === 'place' ? knowledge.places[phrase.id] : undefined;
    if (place === undefined || found.has(place.id)) continue;
    const { start, end } = spanOf(read, knowledge.fold, phrase.from, phrase.to);
    const { id, kind, country, at = null } = place;
    found.set(id, { id, kind, country, coordinates: at, start, end });
  }
  return [...found.values()];
}
