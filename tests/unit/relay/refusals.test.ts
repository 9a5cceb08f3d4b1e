import { describe, expect, it } from 'vitest';
import { REFUSALS } from '../../../hub/relay/refusals.ts';

describe('refusals', () => {
  it('have a status that says who is at fault', () => {
    const statuses = Object.fromEntries(Object.entries(REFUSALS).map(([key, [status]]) => [key, status]));
    expect(statuses).toEqual({
      'no-key': 400,
      'bad-withdraw': 400,
      'not-sealed': 400,
      'wrong-size': 413,
      'key-reused': 409,
      puzzle: 428,
      'too-many': 429,
      full: 507,
      'no-clock': 503,
      'no-token': 401,
      'not-found': 404,
      'taken-back': 404,
      internal: 500,
    });
  });
});
