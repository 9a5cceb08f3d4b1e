/** A bounded run of the fuzzer (`npm run -s fuzz` runs longer). A failure names seed and path. */
import { describe, expect, it } from 'vitest';
import { runFuzzTarget } from '../../../tools/lab/fuzz/run-target.ts';
import { fuzzTargets } from '../../../tools/lab/fuzz/targets.ts';

const SEED = 20_261_128;
const RUNS = 300;

describe.each(fuzzTargets())('parsing $name', (target) => {
  it(`throws only documented errors on mutated input (seed ${SEED}, ${RUNS} runs)`, { timeout: 60_000 }, async () => {
    await runFuzzTarget(target, { seed: SEED, runs: RUNS });
  });

  it('accepts its valid samples', async () => {
    for (const sample of target.samples) await target.run(sample);
    expect(target.samples.length).toBeGreaterThan(0);
  });
});

describe('the fuzzer', () => {
  it('fails for a parser that throws an undocumented error', async () => {
    const broken = {
      name: 'broken',
      samples: [Uint8Array.of(1, 2, 3, 4)],
      isExpected: () => false,
      run(bytes: Uint8Array) {
        if (bytes.length < 4) throw new TypeError('cut off');
      },
    };
    await expect(runFuzzTarget(broken, { seed: SEED, runs: RUNS })).rejects.toThrow(/seed: 20261128[\s\S]*cut off/u);
  });
});
