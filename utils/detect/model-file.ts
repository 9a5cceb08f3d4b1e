/**
 * Reads `model.bin`: a section `meta` (JSON) and a section of 2^bits bytes for each class, named after it. Separate
 * sections compress to half of packed words; they are packed when the model is loaded (6 ms).
 *
 * A shard of a model is a file of the same form that holds the weights of one script group only.
 */
import * as v from 'valibot';
import { decodeUtf8 } from '../indicators/utf8.ts';
import { byteSection, readSections } from '../text/sections.ts';
import { GROUP_BITS } from './ngram-reader.ts';
import { CLASSES, WEIGHT_BITS, WEIGHT_OFFSET, type Model } from './text-classifier.ts';

const number = v.pipe(v.number(), v.finite());
const values = v.tuple([number, number, number]);

const MetaSchema = v.strictObject({
  /** 6: the top bits of a bucket are its script group. */
  version: v.literal(6),
  bits: v.pipe(number, v.integer(), v.minValue(8), v.maxValue(22)),
  step: values,
  bias: values,
});

/** Throws an Error when the bytes are no model. */
export function readModel(bytes: Uint8Array): Model {
  const sections = readSections(bytes);
  const { version: _, ...meta } = readMeta(sections);
  const weights = new Uint16Array(2 ** meta.bits);
  addPlanes(sections, weights);
  return { ...meta, weights };
}

/** A model without weights, as the shard `bytes` describes it. Throws an Error when the bytes are no shard. */
export function emptyModel(bytes: Uint8Array): Model {
  const { version: _, ...meta } = readMeta(readSections(bytes));
  const zero = CLASSES.reduce((word, _name, index) => word | (WEIGHT_OFFSET << (WEIGHT_BITS * index)), 0);
  return { ...meta, weights: new Uint16Array(2 ** meta.bits).fill(zero) };
}

/** Puts the weights of a shard into a model. Throws an Error when the bytes are no shard of this model. */
export function addShard(model: Model, group: number, bytes: Uint8Array): void {
  const sections = readSections(bytes);
  const { bits, step, bias } = readMeta(sections);
  if (JSON.stringify([bits, step, bias]) !== JSON.stringify([model.bits, model.step, model.bias]))
    throw new RangeError('the shard belongs to another model');
  const size = 2 ** (bits - GROUP_BITS);
  const weights = new Uint16Array(size);
  addPlanes(sections, weights);
  model.weights.set(weights, group * size);
}

function readMeta(sections: ReturnType<typeof readSections>): v.InferOutput<typeof MetaSchema> {
  return v.parse(MetaSchema, JSON.parse(decodeUtf8(byteSection(sections, 'meta'))));
}

function addPlanes(sections: ReturnType<typeof readSections>, weights: Uint16Array): void {
  for (const [index, name] of CLASSES.entries()) {
    const plane = byteSection(sections, name);
    if (plane.length !== weights.length)
      throw new RangeError(`a model of ${weights.length} buckets holds ${plane.length} weights of ${name}`);
    const shift = WEIGHT_BITS * index;
    for (let i = 0; i < weights.length; i++) {
      const weight = plane[i] as number;
      if (weight >= 2 * WEIGHT_OFFSET) throw new RangeError(`a weight of ${name} is beyond its 5 bits`);
      weights[i] = (weights[i] as number) | (weight << shift);
    }
  }
}
