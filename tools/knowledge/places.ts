/** Reads places.yaml: the places, and every name that posts use for them. */
import { join } from 'node:path';
import * as v from 'valibot';
import { PlaceSchema, type Place } from '../../utils/detect/places.ts';
import { readYaml } from './read-yaml.ts';

const { id: _id, ...entries } = PlaceSchema.entries;
const FileSchema = v.strictObject({
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
  const file = await readYaml(join(folder, 'places.yaml'), FileSchema);
  const places: Place[] = [];
  const names: PlaceName[] = [];
  for (const [id, { names: any, slang, ...place }] of Object.entries(file.places)) {
    const index = places.push({ id, ...place }) - 1;
    for (const phrase of any) names.push({ place: index, phrase, language: null });
    for (const [language, list] of Object.entries(slang)) {
      for (const phrase of list) names.push({ place: index, phrase, language });
    }
  }
  return { places, names };
}
