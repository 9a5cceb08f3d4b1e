/**
 * Reads `model.bin`: sections `meta` (JSON), `weights` (32 bits for each bucket, see `classifier.ts`), and of the layer
 * for formal advertisements the weights that are not 0 (`formal`, int8) with the way from each to the next (`formalGaps`:
 * bytes that add up, 255 says that the sum goes on).
 */
import * as v from 'valibot';
import { decodeUtf8 } from '../indicators/utf8.ts';
import { readSections, section, words32 } from '../text/sections.ts';
import type { Model } from './classifier.ts';

/** The byte that says that a gap goes on. */
export const GAP_GOES_ON = 255;

const number = v.pipe(v.number(), v.finite());
const lanes = v.tuple([number, number, number]);
const bits = v.pipe(number, v.integer(), v.minValue(8), v.maxValue(20));

const MetaSchema = v.strictObject({
  version: v.literal(3),
  bits,
  step: lanes,
  bias: lanes,
  thresholds: v.strictObject({ cautionAlone: number, most: v.pipe(number, v.minValue(0)) }),
  formal: v.strictObject({ bits, step: number, bias: number }),
});

/** The large table in place, the small one unpacked. Throws when the bytes are no model. */
export function readModel(bytes: Uint8Array): Model {
  const sections = readSections(bytes);
  const { version: _, formal, ...meta } = v.parse(MetaSchema, JSON.parse(decodeUtf8(section(sections, 'meta'))));
  const weights = words32(sections, 'weights');
  if (weights.length !== 2 ** meta.bits) {
    throw new RangeError(`a model of ${meta.bits} bits holds ${weights.length} words`);
  }
  const spread = spreadWeights(section(sections, 'formal'), section(sections, 'formalGaps'), 2 ** formal.bits);
  return { ...meta, weights, formal: { ...formal, weights: spread } };
}

function spreadWeights(values: Uint8Array, gaps: Uint8Array, size: number): Int8Array {
  const weights = new Int8Array(size);
  let bucket = -1;
  let count = 0;
  for (const gap of gaps) {
    bucket += gap;
    if (gap === GAP_GOES_ON) continue;
    if (bucket < 0 || bucket >= size || count >= values.length) throw new RangeError('formal weights out of place');
    weights[bucket] = values[count++] as number;
  }
  if (count !== values.length) throw new RangeError(`${values.length} formal weights have ${count} places`);
  return weights;
}
