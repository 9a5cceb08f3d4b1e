/** Finds the places that a text names, each at its first mention. */
import { findsOf } from '../detect/facts.ts';
import type { Knowledge } from '../detect/knowledge.ts';
import { detectLanguages } from '../detect/detect-languages.ts';
import { findPhrases } from '../detect/find-phrases.ts';
import type { Place } from '../detect/places.ts';
import { readPost, spanOf } from '../detect/post-text.ts';
import type { Span } from '../model/span.ts';
import { capText } from '../model/cap-text.ts';
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

export function findPlaces(text: string, knowledge: Knowledge): FoundPlace[] {
  const read = readPost(postFromText(capText(text)), knowledge.fold);
  const { active } = detectLanguages(read.text, knowledge, null);
  const found = new Map<string, FoundPlace>();
  for (const find of findsOf(findPhrases(read, knowledge, active), 'place')) {
    const place = knowledge.places[find.id];
    if (place === undefined || found.has(place.id)) continue;
    const { start, end } = spanOf(read, knowledge.fold, find.from, find.to);
    found.set(place.id, {
      id: place.id,
      kind: place.kind,
      country: place.country,
      coordinates: place.at ?? null,
      start,
      end,
    });
  }
  return [...found.values()];
}
