/**
 * Withdrawals that one key may publish at once (target `withdrawn.json`): entries named by their hash, removed or marked as
 * disputed. The format cannot add entries, and a hash that is not on the list has no effect.
 */
import * as v from 'valibot';
import { FormatError } from './format-error.ts';
import { decodeUtf8, encodeUtf8 } from './utf8.ts';

export const MAX_WITHDRAWALS = 100_000;

const day = v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u));
const WithdrawnSchema = v.strictObject({
  format: v.literal(1),
  withdrawn: v.pipe(
    v.array(
      v.strictObject({
        hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/u)),
        /** Day of the decision, `YYYY-MM-DD`. */
        on: day,
        as: v.picklist(['removed', 'disputed']),
      }),
    ),
    v.maxLength(MAX_WITHDRAWALS),
  ),
});

export interface Withdrawal {
  on: string;
  as: 'removed' | 'disputed';
}
/** Hash in hexadecimal (see `hashText`) to the withdrawal. */
export type Withdrawals = ReadonlyMap<string, Withdrawal>;

export function encodeWithdrawals(withdrawals: Withdrawals): Uint8Array {
  const withdrawn = Array.from(withdrawals, ([hash, { on, as }]) => ({ hash, on, as }));
  withdrawn.sort((a, b) => (a.hash < b.hash ? -1 : 1));
  return encodeUtf8(`${JSON.stringify({ format: 1, withdrawn }, null, 1)}\n`);
}

/** Throws a FormatError that names the problem. */
export function decodeWithdrawals(bytes: Uint8Array): Withdrawals {
  let json: unknown;
  try {
    json = JSON.parse(decodeUtf8(bytes));
  } catch (error) {
    throw new FormatError(`withdrawn: ${(error as Error).message}`);
  }
  const read = v.safeParse(WithdrawnSchema, json);
  if (!read.success) {
    const [issue] = read.issues;
    throw new FormatError(`withdrawn: ${v.getDotPath(issue) ?? '(file)'}: ${issue.message}`);
  }
  return new Map(read.output.withdrawn.map(({ hash, on, as }) => [hash, { on, as }]));
}
