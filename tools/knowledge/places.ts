/** Reads places.yaml: the places, and every name that posts use for them. */
import { join } from 'node:path';
import * as v from 'valibot';
import { PlaceSchema, type Place } from '../../utils/detect/places.ts';
import { spellingVariants } from './spelling-variants.ts';
import { readYaml } from './read-yaml.ts';

const { id: _id, ...entries } = PlaceSchema.entries;
/** `places.yaml`. */
export const PlacesFileSchema = v.strictObject({
  places: v.record(
    v.string(),
    v.strictObject({
      ...entries,
      names: v.array(v.string()),
      /** Short or slang names, by language: read only where the post is in that language. */
      slang: v.optional(v.record(v.string(), v.array(v.string())), () => ({})),
    }),
  ),
});

export interface PlaceName {
  place: number;
  phrase: string;
  /** null: any language. */
  language: string | null;
}

export async function readPlaces(folder: string): Promise<{ places: Place[]; names: PlaceName[] }> {
  const file = await readYaml(join(folder, 'places.yaml'), PlacesFileSchema);
  const places: Place[] = [];
  const names: PlaceName[] = [];
  // A spelling that is another name already keeps its own place
  const known = new Set(Object.values(file.places).flatMap(({ names: written }) => written));
  for (const [id, { names: any, slang, ...place }] of Object.entries(file.places)) {
    const index = places.push({ id, ...place }) - 1;
    const isOnTheWay = place.kind === 'compound' || place.kind === 'border';
    for (const phrase of any) {
      const all = isOnTheWay ? [phrase, ...spellingVariants(phrase).filter((other) => !known.has(other))] : [phrase];
      for (const spelling of all) {
        if (spelling !== phrase) known.add(spelling);
        names.push({ place: index, phrase: spelling, language: null });
      }
    }
    for (const [language, list] of Object.entries(slang)) {
      for (const phrase of list) names.push({ place: index, phrase, language });
    }
  }
  return { places, names };
}
