/**
 * Reads and writes `model.bin`. Section `meta` is JSON. Each class has two sections: `lure` has its weights that are
 * not zero, `lure-used` is a bitmap of their 2^bits buckets. They are packed into words, those for Latin when the model
 * is opened (9 ms), the others when a text first needs them (10 ms for all).
 *
 * A shard of a model is a file of the same form with the weights of one script group only.
 */
import * as v from 'valibot';
import { decodeUtf8, encodeUtf8 } from '../indicators/utf8.ts';
import { byteSection, packSections, readSections, type Sections } from '../text/sections.ts';
import { packSparse, readSparse, type SparseBytes } from '../text/sparse-bytes.ts';
import { SCRIPT_GROUP_BITS, SCRIPT_GROUPS } from './ngram-reader.ts';
import { CLASSES, WEIGHT_BITS, WEIGHT_OFFSET, type Model, type UnreadGroups } from './text-classifier.ts';

const number = v.pipe(v.number(), v.finite());
const values = v.tuple([number, number, number]);

const VERSION = 7;
/** End of the name of a class's bitmap. */
const USED = '-used';
/** A bucket whose three weights are zero. */
const ZERO_WORD = CLASSES.reduce((word, _name, index) => word | (WEIGHT_OFFSET << (WEIGHT_BITS * index)), 0);

const MetaSchema = v.strictObject({
  /** 7: only weights that are not zero are written. */
  version: v.literal(VERSION),
  bits: v.pipe(number, v.integer(), v.minValue(8), v.maxValue(22)),
  step: values,
  bias: values,
});

/** Reads all weights. Throws an Error when the bytes are no model. */
export function readModel(bytes: Uint8Array): Model {
  const sections = readSections(bytes);
  const { version: _, ...meta } = readMeta(sections);
  const weights = new Uint16Array(2 ** meta.bits);
  addPlanes(sections, weights, 0, weights.length);
  return { ...meta, weights };
}

/**
 * The weights for Latin letters and digits, which nearly every text has, are read at once, those of another script group when
 * a text first has it, inside `attempt`: most readers see few scripts. Throws an Error when the bytes are no model.
 */
export function openModel(bytes: Uint8Array, attempt: (read: () => void) => void): Model {
  const sections = readSections(bytes);
  const { version: _, ...meta } = readMeta(sections);
  const weights = new Uint16Array(2 ** meta.bits);
  for (const name of CLASSES) checkSize(planeParts(sections, name), weights.length, name);
  const size = weights.length >> SCRIPT_GROUP_BITS;
  addPlanes(sections, weights, 0, size);
  const unread: UnreadGroups = {
    groups: 2 ** SCRIPT_GROUPS.length - 2,
    read(group) {
      if (((unread.groups >> group) & 1) === 0) return;
      attempt(() => addPlanes(sections, weights, group * size, (group + 1) * size));
      unread.groups &= ~(1 << group);
    },
  };
  return { ...meta, weights, unread };
}

/** A model without weights, as the shard `bytes` describes it. Throws an Error when the bytes are no shard. */
export function emptyModel(bytes: Uint8Array): Model {
  const { version: _, ...meta } = readMeta(readSections(bytes));
  return { ...meta, weights: new Uint16Array(2 ** meta.bits).fill(ZERO_WORD) };
}

/** Puts the weights of a shard into a model. Throws an Error when the bytes are no shard of this model. */
export function addShard(model: Model, group: number, bytes: Uint8Array): void {
  const sections = readSections(bytes);
  const { bits, step, bias } = readMeta(sections);
  if (JSON.stringify([bits, step, bias]) !== JSON.stringify([model.bits, model.step, model.bias]))
    throw new RangeError('the shard belongs to another model');
  const size = 2 ** (bits - SCRIPT_GROUP_BITS);
  const weights = new Uint16Array(size);
  addPlanes(sections, weights, 0, size);
  model.weights.set(weights, group * size);
}

function readMeta(sections: Sections): v.InferOutput<typeof MetaSchema> {
  return v.parse(MetaSchema, JSON.parse(decodeUtf8(byteSection(sections, 'meta'))));
}

/** Fills the weights of buckets `from` to `to`, multiples of 8, with those of the sections. */
function addPlanes(sections: Sections, weights: Uint16Array, from: number, to: number): void {
  weights.fill(ZERO_WORD, from, to);
  for (const [index, name] of CLASSES.entries()) {
    const plane = planeParts(sections, name);
    checkSize(plane, weights.length, name);
    if (addPlane(weights, plane, from >> 3, to >> 3, WEIGHT_BITS * index) >= 2 * WEIGHT_OFFSET)
      throw new RangeError(`a weight of ${name} is beyond its 5 bits`);
  }
}

function checkSize({ bitmap }: SparseBytes, size: number, name: string): void {
  if (8 * bitmap.length !== size)
    throw new RangeError(`a model of ${size} buckets holds ${8 * bitmap.length} weights of ${name}`);
}

/**
 * Adds the weights of one class in bytes `from` to `to` of its bitmap to words that hold zero for it; gives all bits that
 * some weight has.
 */
function addPlane(
  weights: Uint16Array,
  { bitmap, others }: SparseBytes,
  from: number,
  to: number,
  shift: number,
): number {
  let next = countBits(bitmap, from);
  let bitsInUse = 0;
  for (let at = from; at < to; at++) {
    for (let bits = bitmap[at] as number; bits !== 0; bits &= bits - 1) {
      const bucket = 8 * at + 31 - Math.clz32(bits & -bits);
      const weight = others[next++] ?? WEIGHT_OFFSET;
      bitsInUse |= weight;
      weights[bucket] = (weights[bucket] as number) + ((weight - WEIGHT_OFFSET) << shift);
    }
  }
  if (next > others.length || (to === bitmap.length && next !== others.length))
    throw new RangeError(`a bitmap of ${next} values has ${others.length}`);
  return bitsInUse;
}

/** Bits that are set in the first `end` bytes. */
function countBits(bitmap: Uint8Array, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at++) {
    let bits = bitmap[at] as number;
    bits -= (bits >> 1) & 0x55;
    bits = (bits & 0x33) + ((bits >> 2) & 0x33);
    count += (bits + (bits >> 4)) & 0x0f;
  }
  return count;
}

function planeParts(sections: Sections, name: string): SparseBytes {
  return { bitmap: byteSection(sections, `${name}${USED}`), others: byteSection(sections, name) };
}

/** The bytes of a model, which `readModel` reads. */
export function packModel({ weights, bits, step, bias }: Model): Uint8Array {
  const encoded = encodeUtf8(JSON.stringify({ version: VERSION, bits, step, bias }));
  return packPlanes(encoded, (index) =>
    Uint8Array.from(weights, (word) => (word >>> (WEIGHT_BITS * index)) & (2 ** WEIGHT_BITS - 1)),
  );
}

/** One shard for each script group, in the order of `SCRIPT_GROUPS`. Throws an Error when the bytes are no model. */
export function splitModel(bytes: Uint8Array): Uint8Array[] {
  const sections = readSections(bytes);
  const planes = CLASSES.map((name) => readSparse(planeParts(sections, name), WEIGHT_OFFSET));
  return SCRIPT_GROUPS.map((_, group) =>
    packPlanes(byteSection(sections, 'meta'), (index) => {
      const plane = planes[index]!;
      const size = plane.length >> SCRIPT_GROUP_BITS;
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
