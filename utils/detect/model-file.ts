/**
 * Reads `model.bin`: a section `meta` (JSON) and a section of 2^bits bytes for each class, named after it. Separate
 * sections compress to half of packed words; they are packed when the model is loaded (3 ms).
 */
import * as v from 'valibot';
import { decodeUtf8 } from '../indicators/utf8.ts';
import { byteSection, readSections } from '../text/sections.ts';
import { CLASSES, WEIGHT_BITS, WEIGHT_OFFSET, type Model } from './text-classifier.ts';

const number = v.pipe(v.number(), v.finite());
const values = v.tuple([number, number, number]);

const MetaSchema = v.strictObject({
  version: v.literal(5),
  bits: v.pipe(number, v.integer(), v.minValue(8), v.maxValue(22)),
  step: values,
  bias: values,
});

/** Throws an Error when the bytes are no model. */
export function readModel(bytes: Uint8Array): Model {
  const sections = readSections(bytes);
  const { version: _, ...meta } = v.parse(MetaSchema, JSON.parse(decodeUtf8(byteSection(sections, 'meta'))));
  const planes = CLASSES.map((name) => byteSection(sections, name));
  const weights = new Uint16Array(2 ** meta.bits);
  for (const [index, plane] of planes.entries()) {
    if (plane.length !== weights.length)
      throw new RangeError(`a model of ${meta.bits} bits holds ${plane.length} weights of ${CLASSES[index]}`);
    const shift = WEIGHT_BITS * index;
    for (let i = 0; i < weights.length; i++) {
      const weight = plane[i] as number;
      if (weight >= 2 * WEIGHT_OFFSET) throw new RangeError(`a weight of ${CLASSES[index]} is beyond its 5 bits`);
      weights[i] = (weights[i] as number) | (weight << shift);
    }
  }
  return { ...meta, weights };
}
