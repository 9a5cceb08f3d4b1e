import { expect, it } from 'vitest';
import { hashCollisions, protectionReason, readProtectedNames } from '../../../hub/channel/protected-names.ts';
import { hashOf, hashText } from '../../../utils/indicators/hash.ts';
import type { Indicator } from '../../../utils/model/indicator.ts';

it('keeps large employers, their careers pages and their names in any spelling from being listed by mistake', async () => {
  const names = await readProtectedNames();
  expect(names.size).toBeGreaterThan(500);
  const amazon: Indicator = { kind: 'company', value: 'amazon' };
  expect(protectionReason(names, amazon, false)).toMatch(/protected list/u);
  expect(protectionReason(names, amazon, true)).toBeNull();
  expect(protectionReason(names, { kind: 'company', value: 'amazonjobsagency' }, false)).toBeNull();
});

it('never lets a made-up name have the hash of a protected one, whatever the publisher says', () => {
  const craft: Indicator = { kind: 'domain', value: 'crafted-to-collide.example' };
  // What a crafted collision looks like from here: the hash is known, under another name.
  const names = new Map([[hashText(hashOf(craft)), { kind: 'domain', value: 'employer.example' } as const]]);
  for (const insisted of [false, true])
    expect(protectionReason(names, craft, insisted)).toMatch(/its hash is that of/u);
  // Nor on a list that was written by hand past the tool: nothing is signed while it holds one.
  expect(hashCollisions(names, [craft])).toEqual([
    expect.stringContaining('crafted-to-collide.example: its hash is that of'),
  ]);
  expect(hashCollisions(names, [{ kind: 'domain', value: 'employer.example' }])).toEqual([]);
});
