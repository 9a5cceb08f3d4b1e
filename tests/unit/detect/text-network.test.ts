/** The network of the text model: what it gives, and how it changes with its inputs. */
import { describe, expect, it } from 'vitest';
import {
  DIMENSIONS,
  NETWORK_LABELS,
  networkOutput,
  networkGradient,
  type Network,
} from '../../../utils/detect/text-network.ts';
import { seededRandom } from '../../../tools/setup/seeded-random.ts';

const HIDDEN = 6;
const random = seededRandom(5);
const numbers = (length: number): number[] => Array.from({ length }, () => 2 * random() - 1);
const network: Network = {
  step: numbers(DIMENSIONS),
  hidden: { weights: numbers(HIDDEN * DIMENSIONS), bias: numbers(HIDDEN) },
  output: { weights: numbers(NETWORK_LABELS.length * HIDDEN), bias: numbers(NETWORK_LABELS.length) },
  share: 0.5,
};
const FACTOR = 0.3;
const NUDGE = 1e-6;

describe('the slopes of the network', () => {
  it.each([0, 1, 2] as const)('are what a small change of an input changes: output %i', (index) => {
    const sums = numbers(DIMENSIONS).map((value) => 10 * value);
    const slopes = networkGradient(network, sums, FACTOR, index);
    for (let i = 0; i < DIMENSIONS; i++) {
      const more = sums.map((value, at) => (at === i ? value + NUDGE : value));
      const change = networkOutput(network, more, FACTOR)[index] - networkOutput(network, sums, FACTOR)[index];
      expect(FACTOR * slopes[i]!).toBeCloseTo(change / NUDGE, 5);
    }
  });
});

describe('the output of the network', () => {
  it('is its share of the log-odds, and reads the sums from an offset', () => {
    const sums = numbers(DIMENSIONS).map((value) => 10 * value);
    const half = networkOutput(network, sums, FACTOR);
    const whole = networkOutput({ ...network, share: 1 }, [9, 9, 9, ...sums], FACTOR, 3);
    expect(half.map((value) => 2 * value)).toEqual(whole);
  });

  it('stays finite for sums of any size', () => {
    for (const size of [1e6, -1e6]) {
      const output = networkOutput(
        network,
        Array.from({ length: DIMENSIONS }, () => size),
        FACTOR,
      );
      expect(output.every((value) => Number.isFinite(value))).toBe(true);
    }
  });
});
