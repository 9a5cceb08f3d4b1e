/** Reads `model.bin`: sections `meta` (JSON) and `weights` (int8, one for each bucket). */
import * as v from 'valibot';
import { decodeUtf8 } from '../indicators/utf8.ts';
import { readSections, section } from '../text/sections.ts';
import type { Model } from './classifier.ts';

const finite = v.pipe(v.number(), v.finite());
const MetaSchema = v.strictObject({
  version: v.literal(1),
  bits: v.pipe(v.number(), v.integer(), v.minValue(8), v.maxValue(22)),
  scale: finite,
  bias: finite,
});

/** Throws when the bytes are no model. */
export function readModel(bytes: Uint8Array): Model {
  const sections = readSections(bytes);
  const { bits, scale, bias } = v.parse(MetaSchema, JSON.parse(decodeUtf8(section(sections, 'meta'))));
  const raw = section(sections, 'weights');
  if (raw.length !== 2 ** bits) throw new RangeError('the model has too few weights');
  return { weights: new Int8Array(raw.buffer, raw.byteOffset, raw.byteLength), bits, scale, bias };
}
