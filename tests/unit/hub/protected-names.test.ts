import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { hashCollisions, protectionReason, readProtectedNames } from '../../../hub/channel/list/protected-names.ts';
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

it('lets the protected name itself be signed, which the publisher listed on purpose', async () => {
  expect(hashCollisions(await readProtectedNames(), [{ kind: 'company', value: 'amazon' }])).toEqual([]);
});

it('compares the kind of a protected name as well as its value', () => {
  const account: Indicator = { kind: 'telegram', value: 'amazon' };
  const names = new Map([[hashText(hashOf(account)), { kind: 'company', value: 'amazon' } as const]]);
  expect(protectionReason(names, account, true)).toMatch(/its hash is that of the protected name amazon/u);
});

it('names each line of the protected file that cannot be read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'protected-'));
  try {
    const file = pathToFileURL(join(folder, 'protected.csv'));
    await writeFile(file, 'kind,value\ncompany,Amazon\nplanet,Mars\ndomain,not a domain\n');
    await expect(readProtectedNames(file)).rejects.toMatchObject({
      lines: ['protected.csv: line 3: "Mars" is no planet', 'protected.csv: line 4: "not a domain" is no domain'],
    });
    await writeFile(file, 'kind\ncompany\n');
    await expect(readProtectedNames(file)).rejects.toMatchObject({
      lines: ['protected.csv: line 1: the column "value" is missing'],
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
