/** Every brand in the repository is valid, and the examples are marked as invented. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { checkBrand } from '../../../tools/brand/check-brand.ts';
import { DEFAULT_BRAND } from '../../../tools/brand/read-brand.ts';

const HOME = 'knowledge/brands';
const folders = readdirSync(HOME).map((name) => join(HOME, name));

test.each(folders)('the brand in %s is valid and marked as an example', async (folder) => {
  const { brand, faults } = await checkBrand(folder);
  expect(faults).toEqual([]);
  expect(folder).toBe(join(HOME, brand?.id ?? ''));
  if (folder === DEFAULT_BRAND) return;
  expect(readFileSync(join(folder, 'brand.yaml'), 'utf8')).toMatch(/^# An example: this .* is invented/u);
  expect(brand?.publisher).toMatch(/\(invented\)$/u);
  for (const address of [brand?.channel, brand?.relay, brand?.hotline?.source]) {
    expect(new URL(address ?? '').hostname).toMatch(/\.example$/u);
  }
});
