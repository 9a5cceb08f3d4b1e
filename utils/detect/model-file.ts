/**
 * Reads `model.bin`: sections `meta` (JSON), `weights` (32 bits for each bucket, see `classifier.ts`), and `formal` (int8
 * for each bucket of the layer for formal advertisements, most of them 0). Both tables are read where they lie: packed
 * ones would be 5 KB smaller behind gzip and cost each start of a worker 2 ms.
 */
import * as v from 'valibot';
import { decodeUtf8 } from '../indicators/utf8.ts';
import { readSections, byteSection, uint32Section } from '../text/sections.ts';
import type { Model } from './text-classifier.ts';

const number = v.pipe(v.number(), v.finite());
const lanes = v.tuple([number, number, number]);
const bits = v.pipe(number, v.integer(), v.minValue(8), v.maxValue(20));

const MetaSchema = v.strictObject({
  version: v.literal(4),
  bits,
  step: lanes,
  bias: lanes,
  thresholds: v.strictObject({ cautionAlone: number, most: v.pipe(number, v.minValue(0)) }),
  formal: v.strictObject({ bits, step: number, bias: number }),
});

/** Throws when the bytes are no model. */
export function readModel(bytes: Uint8Array): Model {
  const sections = readSections(bytes);
  const { version: _, formal, ...meta } = v.parse(MetaSchema, JSON.parse(decodeUtf8(byteSection(sections, 'meta'))));
  const weights = uint32Section(sections, 'weights');
  if (weights.length !== 2 ** meta.bits) {
    throw new RangeError(`a model of ${meta.bits} bits holds ${weights.length} words`);
  }
  const own = byteSection(sections, 'formal');
  if (own.length !== 2 ** formal.bits) {
    throw new RangeError(`a formal layer of ${formal.bits} bits holds ${own.length} weights`);
  }
  return { ...meta, weights, formal: { ...formal, weights: new Int8Array(own.buffer, own.byteOffset, own.length) } };
}
