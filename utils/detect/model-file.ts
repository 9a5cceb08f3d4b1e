/**
 * Reads and writes `model.bin`. Section `meta` is JSON. `used` is a bitmap of the 2^bits buckets: which have anything. For
 * each of these, in order, the sections of the classes hold a weight, and `points-low` and `points-high` four values of the
 * network each (0 to 2 as digits to the base of three). They are packed into words, those for Latin when the model is opened,
 * the others when a text first needs them.
 *
 * A shard of a model is a file of the same form with the buckets of one script group only.
 */
import * as v from 'valibot';
import { decodeUtf8, encodeUtf8 } from '../indicators/utf8.ts';
import { byteSection, int32Section, packSections, readSections, type Sections } from '../text/sections.ts';
import { SCRIPT_GROUP_BITS, SCRIPT_GROUPS } from './ngram-reader.ts';
import {
  CLASSES,
  POINT_BITS,
  POINT_SHIFT,
  storedWord,
  WEIGHT_BITS,
  WEIGHT_OFFSET,
  ZERO_WORD,
  type Model,
  type UnreadGroups,
} from './text-classifier.ts';
import { DIMENSIONS, NETWORK_LABELS } from './text-network.ts';

const number = v.pipe(v.number(), v.finite());
const values = v.tuple([number, number, number]);
const numbers = v.pipe(v.array(number), v.maxLength(4096));
const LayerSchema = v.strictObject({ weights: numbers, bias: numbers });
const NetworkSchema = v.pipe(
  v.strictObject({
    step: v.pipe(numbers, v.length(DIMENSIONS)),
    hidden: LayerSchema,
    output: LayerSchema,
    share: number,
  }),
  v.check(
    ({ hidden, output }) =>
      hidden.weights.length === DIMENSIONS * hidden.bias.length &&
      output.bias.length === NETWORK_LABELS.length &&
      output.weights.length === output.bias.length * hidden.bias.length,
    'the layers of the network do not fit each other',
  ),
);

const VERSION = 8;
/** Sections of the network's values, four dimensions each. */
const POINTS = ['points-low', 'points-high'] as const;
/** Values in a byte of them, and what each may be. */
const POINTS_PER_BYTE = DIMENSIONS / POINTS.length;
const POINT_VALUES = 3;
const POINT_BYTES = POINT_VALUES ** POINTS_PER_BYTE;
const WEIGHT_VALUES = 2 * WEIGHT_OFFSET;

const MetaSchema = v.strictObject({
  /** 8: one bitmap for all, and a network. */
  version: v.literal(VERSION),
  bits: v.pipe(number, v.integer(), v.minValue(8), v.maxValue(22)),
  step: values,
  bias: values,
  network: v.nullable(NetworkSchema),
});

/** Own copies: V8 folds the constants of a module, but reads imported ones from memory at each use. */
const ZERO = ZERO_WORD;
const MIDDLE = WEIGHT_BITS;
const LAST = 2 * WEIGHT_BITS;
/** Four values as they stand in a word, by their byte. */
const PACKED_LOW = packedPoints(POINT_SHIFT);
const PACKED_HIGH = packedPoints(POINT_SHIFT + POINT_BITS * POINTS_PER_BYTE);

function packedPoints(shift: number): Int32Array {
  return Int32Array.from({ length: POINT_BYTES }, (_, byte) => {
    let packed = 0;
    for (let rest = byte, at = 0; at < POINTS_PER_BYTE; at++, rest = Math.floor(rest / POINT_VALUES))
      packed |= (rest % POINT_VALUES) << (shift + POINT_BITS * at);
    return packed;
  });
}

/** Reads all weights. Throws an Error when the bytes are no model. */
export function readModel(bytes: Uint8Array): Model {
  const sections = readSections(bytes);
  const { version: _, ...meta } = readMeta(sections);
  const weights = emptyWeights(meta.bits);
  addWords(modelSectionsOf(sections, weights.length), weights, 0, weights.length);
  return { ...meta, weights };
}

/**
 * The weights for Latin letters and digits, which nearly every text has, are read at once, those of another script group when
 * a text first has it, inside `attempt`: most readers see few scripts. Throws an Error when the bytes are no model.
 */
export function openModel(bytes: Uint8Array, attempt: (read: () => void) => void): Model {
  const sections = readSections(bytes);
  const { version: _, ...meta } = readMeta(sections);
  const weights = emptyWeights(meta.bits);
  const parts = modelSectionsOf(sections, weights.length);
  const size = weights.length >> SCRIPT_GROUP_BITS;
  addWords(parts, weights, 0, size);
  const unread: UnreadGroups = {
    groups: 2 ** SCRIPT_GROUPS.length - 2,
    read(group) {
      if (((unread.groups >> group) & 1) === 0) return;
      attempt(() => addWords(parts, weights, group * size, (group + 1) * size));
      unread.groups &= ~(1 << group);
    },
  };
  return { ...meta, weights, unread };
}

/** A model without weights, as the shard `bytes` describes it. Throws an Error when the bytes are no shard. */
export function emptyModel(bytes: Uint8Array): Model {
  const { version: _, ...meta } = readMeta(readSections(bytes));
  return { ...meta, weights: emptyWeights(meta.bits) };
}

/** Puts the weights of a shard into a model. Throws an Error when the bytes are no shard of this model. */
export function addShard(model: Model, group: number, bytes: Uint8Array): void {
  const sections = readSections(bytes);
  const { version: _, ...meta } = readMeta(sections);
  const { bits, step, bias, network } = model;
  if (JSON.stringify(meta) !== JSON.stringify({ bits, step, bias, network }))
    throw new RangeError('the shard belongs to another model');
  const weights = emptyWeights(bits - SCRIPT_GROUP_BITS);
  addWords(modelSectionsOf(sections, weights.length), weights, 0, weights.length);
  model.weights.set(weights, group * weights.length);
}

function readMeta(sections: Sections): v.InferOutput<typeof MetaSchema> {
  return v.parse(MetaSchema, JSON.parse(decodeUtf8(byteSection(sections, 'meta'))));
}

const emptyWeights = (bits: number): Int32Array => new Int32Array(2 ** bits);

interface ModelSections {
  /** In words of 32 bits. */
  bitmap: Int32Array;
  /** One byte for each bucket that is set in the bitmap. */
  weights: readonly Uint8Array[];
  points: readonly Uint8Array[];
}

/** Sections of a model of `size` buckets. Throws an Error where they do not fit each other. */
function modelSectionsOf(sections: Sections, size: number): ModelSections {
  const bitmap = int32Section(sections, 'used');
  if (32 * bitmap.length !== size) throw new RangeError(`a model of ${size} buckets holds ${32 * bitmap.length}`);
  const weights = CLASSES.map((name) => byteSection(sections, name));
  const points = POINTS.map((name) => byteSection(sections, name));
  const count = countBits(bitmap, bitmap.length);
  const other = [...weights, ...points].find(({ length }) => length !== count);
  if (other !== undefined) throw new RangeError(`a bitmap of ${count} values has ${other.length}`);
  return { bitmap, weights, points };
}

/** Fills buckets `from` to `to`, multiples of 32; throws a RangeError at a value that a bucket cannot hold. */
function addWords({ bitmap, weights, points }: ModelSections, words: Int32Array, from: number, to: number): void {
  // Plain reads: the worker does this before anything is compiled
  const lure = weights[0] as Uint8Array;
  const jobScam = weights[1] as Uint8Array;
  const warning = weights[2] as Uint8Array;
  const low = points[0] as Uint8Array;
  const high = points[1] as Uint8Array;
  const end = to >> 5;
  let next = countBits(bitmap, from >> 5);
  let allWeights = 0;
  let mostPoints = 0;
  for (let at = from >> 5; at < end; at++) {
    for (let bits = bitmap[at] as number; bits !== 0; bits &= bits - 1) {
      const first = lure[next] as number;
      const second = jobScam[next] as number;
      const third = warning[next] as number;
      const few = low[next] as number;
      const many = high[next] as number;
      allWeights |= first | second | third;
      if (few > mostPoints) mostPoints = few;
      if (many > mostPoints) mostPoints = many;
      words[32 * at + 31 - Math.clz32(bits & -bits)] =
        ZERO ^
        (first | (second << MIDDLE) | (third << LAST) | (PACKED_LOW[few] as number) | (PACKED_HIGH[many] as number));
      next++;
    }
  }
  if (allWeights >= WEIGHT_VALUES) throw new RangeError('a weight is beyond its 5 bits');
  if (mostPoints >= POINT_BYTES) throw new RangeError('a value of the network is beyond its range');
}

/** Bits that are set in the first `end` words. */
function countBits(bitmap: Int32Array, end: number): number {
  let count = 0;
  for (let at = 0; at < end; at++) {
    let bits = bitmap[at] as number;
    bits -= (bits >>> 1) & 0x55555555;
    bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
    bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
    count += Math.imul(bits, 0x01010101) >>> 24;
  }
  return count;
}

/** The bytes of a model, which `readModel` reads. */
export function packModel({ weights, bits, step, bias, network }: Model): Uint8Array {
  return packWords(encodeUtf8(JSON.stringify({ version: VERSION, bits, step, bias, network })), weights);
}

/** One shard for each script group, in the order of `SCRIPT_GROUPS`. Throws an Error when the bytes are no model. */
export function splitModel(bytes: Uint8Array): Uint8Array[] {
  const { weights } = readModel(bytes);
  const meta = byteSection(readSections(bytes), 'meta');
  const size = weights.length >> SCRIPT_GROUP_BITS;
  return SCRIPT_GROUPS.map((_, group) => packWords(meta, weights.subarray(group * size, (group + 1) * size)));
}

function packWords(meta: Uint8Array, words: Int32Array): Uint8Array {
  const bitmap = new Uint8Array(Math.ceil(words.length / 8));
  for (const [bucket, word] of words.entries())
    if (word !== 0) bitmap[bucket >> 3] = (bitmap[bucket >> 3] as number) | (1 << (bucket & 7));
  const used = words.filter((word) => word !== 0).map(storedWord);
  const sections: Record<string, Uint8Array> = { meta, used: bitmap };
  for (const [index, name] of CLASSES.entries())
    sections[name] = Uint8Array.from(used, (word) => (word >>> (WEIGHT_BITS * index)) & (2 ** WEIGHT_BITS - 1));
  for (const [index, name] of POINTS.entries())
    sections[name] = Uint8Array.from(used, (word) => pointByte(word >>> (POINT_SHIFT + 8 * index)));
  return packSections(sections);
}

/** The byte of the lowest four values. */
function pointByte(points: number): number {
  let byte = 0;
  for (let at = POINTS_PER_BYTE - 1; at >= 0; at--)
    byte = POINT_VALUES * byte + ((points >>> (POINT_BITS * at)) & (2 ** POINT_BITS - 1));
  return byte;
}
