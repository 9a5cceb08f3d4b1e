/** Reads `model.bin`: sections `meta` (JSON) and `weights` (32 bits for each bucket, see `classifier.ts`). */
import * as v from 'valibot';
import { decodeUtf8 } from '../indicators/utf8.ts';
import { readSections, section, words32 } from '../text/sections.ts';
import type { Model } from './classifier.ts';

const number = v.pipe(v.number(), v.finite());
const lanes = v.tuple([number, number, number, number]);

const MetaSchema = v.strictObject({
  version: v.literal(2),
  bits: v.pipe(number, v.integer(), v.minValue(8), v.maxValue(20)),
  step: lanes,
  bias: lanes,
  thresholds: v.strictObject({ cautionAlone: number, most: v.pipe(number, v.minValue(0)) }),
});

/** In place, nothing is copied. Throws when the bytes are no model. */
export function readModel(bytes: Uint8Array): Model {
  const sections = readSections(bytes);
  const { version: _, ...meta } = v.parse(MetaSchema, JSON.parse(decodeUtf8(section(sections, 'meta'))));
  const weights = words32(sections, 'weights');
  if (weights.length !== 2 ** meta.bits) {
    throw new RangeError(`a model of ${meta.bits} bits holds ${weights.length} words`);
  }
  return { ...meta, weights };
}
