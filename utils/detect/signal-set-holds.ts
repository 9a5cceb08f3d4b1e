/** Sets of signals that mean more together than each by itself. */
import type { SignalSetRule } from './rules.ts';

/** Whether a set holds. `values`: by number of the signal, 0 where it is absent. */
export function signalSetHolds({ all, none }: SignalSetRule, values: Float64Array): boolean {
  for (const signal of none) if (values[signal] !== 0) return false;
  for (const choices of all) if (!hasOne(choices, values)) return false;
  return true;
}

function hasOne(choices: readonly number[], values: Float64Array): boolean {
  for (const signal of choices) if (values[signal] !== 0) return true;
  return false;
}
