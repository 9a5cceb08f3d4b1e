import { describe, expect, it } from 'vitest';
import { signalSetHolds } from '../../../utils/detect/signal-set-holds.ts';

describe('a set of signals', () => {
  it('holds with one signal of each choice and none that excludes it', () => {
    const rule = { all: [[0, 1], [2]], none: [3] };
    const holds = (...values: number[]): boolean => signalSetHolds(rule, Float64Array.from(values));
    expect(holds(1, 0, 1, 0)).toBe(true);
    expect(holds(0, 0.5, -1, 0)).toBe(true);
    expect(holds(0, 0, 1, 0)).toBe(false);
    expect(holds(1, 1, 0, 0)).toBe(false);
    expect(holds(1, 1, 1, 1)).toBe(false);
  });
});
