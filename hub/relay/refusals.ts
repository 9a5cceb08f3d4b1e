/** Error answers of the relay: `{error: {key, message}}`. The metrics count them by key. */
import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

export const REFUSALS = {
  'no-key': [400, 'Idempotency-Key must be 22 to 64 characters of A-Z a-z 0-9 - _'],
  'bad-withdraw': [
    400,
    'Withdraw-Hash must be a SHA-256 in Base64url, Withdraw 22 to 64 characters of A-Z a-z 0-9 - _',
  ],
  'not-sealed': [400, 'the body is not an age file with the fixed form of a report'],
  'wrong-size': [413, 'the body is not of an allowed size'],
  'key-reused': [409, 'another report was sent with this key'],
  puzzle: [428, 'many reports arrive at once; solve the puzzle and send again'],
  'too-many': [429, 'too many requests from this network; try again later'],
  full: [507, 'the relay is full; try again later'],
  'no-clock': [503, 'the clock of the relay is not set; try again later'],
  'no-token': [401, 'a valid token is needed'],
  'not-found': [404, 'there is nothing here'],
  'taken-back': [404, 'the sender withdrew this report'],
  internal: [500, 'the relay failed; try again later'],
} as const satisfies Record<string, readonly [ContentfulStatusCode, string]>;

export type RefusalKey = keyof typeof REFUSALS;

/** @param details further members of the answer, beside `error` */
export function refuse(c: Context, key: RefusalKey, details: object = {}): Response {
  const [status, message] = REFUSALS[key];
  return c.json({ error: { key, message }, ...details }, status);
}
