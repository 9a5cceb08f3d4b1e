/**
 * The word graph as bytes. States are numbered so that a state's first new target follows it; what is stored are the
 * differences, byte by byte in planes (all low bytes, then the next ...), which gzip packs three times smaller than the
 * tables themselves. Reading puts the tables together again in two linear passes.
 */
import type { GraphTables } from './word-graph.ts';
import { section, words16, words32, type Sections } from './sections.ts';

const PLANES = 3;

export function packGraph(tables: GraphTables): Record<string, Uint8Array> {
  const states = tables.first.length - 1;
  const degrees = new Uint32Array(states);
  const steps = new Uint32Array(tables.targets.length);
  for (let state = 0; state < states; state++) {
    const begin = tables.first[state] ?? 0;
    const end = tables.first[state + 1] ?? 0;
    degrees[state] = end - begin;
    for (let edge = begin; edge < end; edge++) steps[edge] = zigzag((tables.targets[edge] ?? 0) - state - 1);
  }
  return {
    degrees: toPlanes(degrees),
    labels: bytesOf(tables.labels),
    steps: toPlanes(steps),
    accepts: toPlanes(tables.accepts),
    outputs: bytesOf(tables.outputs),
  };
}

/** Throws a RangeError when the graph would point outside itself. */
export function readGraph(sections: Sections, roots: readonly [number, number]): GraphTables {
  const degrees = fromPlanes(section(sections, 'degrees'));
  const steps = fromPlanes(section(sections, 'steps'));
  const accepts = fromPlanes(section(sections, 'accepts'));
  const labels = words16(sections, 'labels');
  const outputs = words32(sections, 'outputs');
  const states = degrees.length;
  const first = new Uint32Array(states + 1);
  for (let state = 0; state < states; state++) first[state + 1] = (first[state] as number) + (degrees[state] as number);
  const edges = first[states] ?? 0;
  if (edges > steps.length || edges > labels.length || accepts.length < states)
    throw new RangeError('the word graph is cut off');
  for (let state = 0; state < states; state++) {
    for (let edge = first[state] as number; edge < (first[state + 1] as number); edge++) {
      const target = unzigzag(steps[edge] as number) + state + 1;
      if (target < 0 || target >= states) throw new RangeError('the word graph points outside itself');
      steps[edge] = target;
    }
    const accept = accepts[state] as number;
    if (accept !== 0 && accept + 2 * (outputs[accept] ?? outputs.length) >= outputs.length) {
      throw new RangeError('the word graph names an output that is not there');
    }
  }
  if (roots.some((root) => root >= states)) throw new RangeError('the word graph has no such root');
  return { first, labels, targets: steps, accepts, outputs, roots };
}

const zigzag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);
const unzigzag = (value: number): number => ((value & 1) === 1 ? -((value + 1) >> 1) : value >> 1);

function toPlanes(values: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(values.length * PLANES);
  for (const [index, value] of values.entries()) {
    if (value >= 2 ** (8 * PLANES)) throw new RangeError('the word graph is too large for its file form');
    for (let plane = 0; plane < PLANES; plane++) bytes[plane * values.length + index] = (value >>> (8 * plane)) & 0xff;
  }
  return bytes;
}

function fromPlanes(bytes: Uint8Array): Uint32Array {
  const length = Math.floor(bytes.length / PLANES);
  const values = new Uint32Array(length);
  for (let index = 0; index < length; index++) {
    values[index] =
      (bytes[index] as number) |
      ((bytes[length + index] as number) << 8) |
      ((bytes[2 * length + index] as number) << 16);
  }
  return values;
}

function bytesOf(array: Uint16Array | Uint32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
