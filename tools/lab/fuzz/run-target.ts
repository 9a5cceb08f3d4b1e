/** Runs one fuzz target on mutated samples, seeded. */
import fc from 'fast-check';
import type { FuzzTarget } from './targets.ts';

/** One change of the bytes: the numbers are scaled to the length. */
type Mutation = readonly [kind: number, at: number, value: number, other: number];

const mutation = fc.tuple(fc.nat(5), fc.nat(), fc.integer({ min: 0, max: 255 }), fc.nat());
/** Longest time of one input, in milliseconds: above it the parser could be kept busy. */
const MAX_INPUT_MS = 2000;

export interface FuzzOptions {
  seed: number;
  runs: number;
}

/** Throws with seed, path and input when a parser throws an undocumented error or takes too long. */
export async function runFuzzTarget(
  { samples, isExpected, run }: FuzzTarget,
  { seed, runs }: FuzzOptions,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(
      fc.nat(samples.length - 1),
      fc.array(mutation, { minLength: 1, maxLength: 12 }),
      async (which, mutations) => {
        const bytes = mutations.reduce(mutate, samples[which] ?? new Uint8Array());
        const start = performance.now();
        try {
          await run(bytes);
        } catch (error) {
          if (!isExpected(error)) throw error;
        }
        const elapsed = performance.now() - start;
        if (elapsed > MAX_INPUT_MS) throw new Error(`took ${Math.round(elapsed)} ms`);
      },
    ),
    { seed, numRuns: runs, includeErrorInReport: true },
  );
}

function mutate(bytes: Uint8Array, [kind, position, value, other]: Mutation): Uint8Array {
  if (bytes.length === 0) return Uint8Array.of(value);
  const at = position % bytes.length;
  const to = at + (other % (bytes.length - at + 1));
  switch (kind) {
    case 0:
      return bytes.with(at, value);
    case 1:
      return bytes.with(at, (bytes[at] ?? 0) ^ (1 << (value & 7)));
    case 2:
      return bytes.subarray(0, at);
    case 3:
      return Uint8Array.from([...bytes.subarray(0, at), ...bytes.subarray(to)]);
    case 4:
      return Uint8Array.from(
        [...bytes.subarray(0, to), ...bytes.subarray(at, to), ...bytes.subarray(to)].slice(0, 20_000),
      );
    default:
      return Uint8Array.from([...bytes.subarray(0, at), value, other & 0xff, ...bytes.subarray(at)]);
  }
}
