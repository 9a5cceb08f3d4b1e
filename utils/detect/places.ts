/** Places that matter for the journey into a compound: `places.json`, compiled from places.yaml. */
import * as v from 'valibot';

/**
 * `compound`: known for scam compounds; `border`: a border town or transit point on the way; `hub`: a city where the
 * journey lands; `region`: a country or region offered as a place of work; `origin`: where readers are recruited.
 */
export const PLACE_KINDS = ['compound', 'border', 'hub', 'region', 'origin'] as const;

export const PlaceSchema = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9-]{0,39}$/u)),
  kind: v.picklist(PLACE_KINDS),
  /** ISO 3166 alpha-2. */
  country: v.pipe(v.string(), v.regex(/^[A-Z]{2}$/u)),
  at: v.optional(v.tuple([v.number(), v.number()])),
  source: v.optional(v.string()),
  /** Honest offers abroad name it far more often: by itself it is weak evidence. */
  weak: v.optional(v.literal(true)),
});
export type Place = v.InferOutput<typeof PlaceSchema>;

export const PlacesSchema = v.strictObject({ version: v.literal(1), places: v.array(PlaceSchema) });
