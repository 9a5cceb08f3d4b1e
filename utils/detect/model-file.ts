/**
 * Reads and writes `model.bin`: a section `meta` (JSON), and for each class the weights of 2^bits buckets that are not zero
 * (`lure`) with a bitmap of where they stand (`lure-used`). They are packed into words when the model is loaded (20 ms).
 *
 * A shard of a model is a file of the same form that holds the weights of one script group only.
 */
import * as v from 'valibot';
import { decodeUtf8, encodeUtf8 } from '../indicators/utf8.ts';
import { byteSection, packSections, readSections, type Sections } from '../text/sections.ts';
import { packSparse, readSparse } from '../text/sparse-bytes.ts';
import { GROUP_BITS, SCRIPT_GROUPS } from './ngram-reader.ts';
import { CLASSES, WEIGHT_BITS, WEIGHT_OFFSET, type Model } from './text-classifier.ts';

const number = v.pipe(v.number(), v.finite());
const values = v.tuple([number, number, number]);

const VERSION = 7;
/** End of the name of a class's bitmap. */
const USED = '-used';

const MetaSchema = v.strictObject({
  /** 7: only weights that are not zero are written. */
  version: v.literal(VERSION),
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

function readMeta(sections: Sections): v.InferOutput<typeof MetaSchema> {
  return v.parse(MetaSchema, JSON.parse(decodeUtf8(byteSection(sections, 'meta'))));
}

function addPlanes(sections: Sections, weights: Uint16Array): void {
  for (const [index, name] of CLASSES.entries()) {
    const plane = readPlane(sections, name);
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

/** The weights of a class, a byte for each bucket, `WEIGHT_OFFSET` for zero. */
function readPlane(sections: Sections, name: string): Uint8Array {
  const parts = { bitmap: byteSection(sections, `${name}${USED}`), others: byteSection(sections, name) };
  return readSparse(parts, WEIGHT_OFFSET);
}

/** The bytes of a model, which `readModel` reads. */
export function packModel({ weights, ...meta }: Model): Uint8Array {
  const encoded = encodeUtf8(JSON.stringify({ version: VERSION, ...meta }));
  return packPlanes(encoded, (index) =>
    Uint8Array.from(weights, (word) => (word >>> (WEIGHT_BITS * index)) & (2 ** WEIGHT_BITS - 1)),
  );
}

/** One shard for each script group, in the order of `SCRIPT_GROUPS`. Throws an Error when the bytes are no model. */
export function splitModel(bytes: Uint8Array): Uint8Array[] {
  const sections = readSections(bytes);
  const planes = CLASSES.map((name) => readPlane(sections, name));
  return SCRIPT_GROUPS.map((_, group) =>
    packPlanes(byteSection(sections, 'meta'), (index) => {
      const plane = planes[index]!;
      const size = plane.length >> GROUP_BITS;
      return plane.subarray(group * size, (group + 1) * size);
    }),
  );
}

function packPlanes(meta: Uint8Array, planeOf: (index: number) => Uint8Array): Uint8Array {
  const sections: Record<string, Uint8Array> = { meta };
  for (const [index, name] of CLASSES.entries()) {
    const { bitmap, others } = packSparse(planeOf(index), WEIGHT_OFFSET);
    sections[`${name}${USED}`] = bitmap;
    sections[name] = others;
  }
  return packSections(sections);
}
