/** Places that a text names and that matter for the journey, where each is named first. */
import { findsOf } from '../detect/facts.ts';
import type { Knowledge } from '../detect/knowledge.ts';
import { detectLanguages } from '../detect/detect-languages.ts';
import { findPhrases } from '../detect/find-phrases.ts';
import type { Place } from '../detect/places.ts';
import { readPost, spanOf } from '../detect/post-text.ts';
import { capText } from '../model/cap-text.ts';
import { postFromText } from './post-from-text.ts';

export interface FoundPlace {
  /** As in places.yaml. */
  id: string;
  kind: Place['kind'];
  /** ISO 3166. */
  country: string;
  /** Latitude and longitude, degrees; null: a part of the world without a place on the map. */
  coordinates: readonly [number, number] | null;
  /** UTF-16 offsets into the text, end exclusive. */
  start: number;
  end: number;
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
