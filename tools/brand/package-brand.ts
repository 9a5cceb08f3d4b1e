/** Packages of a brand that is good: one zip a browser, the same bytes from the same sources wherever it is made. */
import { Refusal } from '../../hub/refusal.ts';
import type { BuildWish } from '../setup/extension.ts';
import { makePackage, type Package } from '../setup/package.ts';
import { checkBrand } from './check-brand.ts';

/** Bytes of a package, knowledge included: what a phone's reader pays to load. */
export const MOST_BYTES = 2_500_000;

/** Throws a Refusal that names every fault of the brand. @param to folder for the packages */
export async function packageBrand(
  folder: string,
  to: string,
  browsers: readonly BuildWish['browser'][],
): Promise<Package[]> {
  const { brand, faults } = await checkBrand(folder);
  if (brand === null || faults.length > 0) throw new Refusal(...faults);
  const made: Package[] = [];
  for (const browser of browsers) made.push(await makePackage({ brand: folder, browser }, to));
  return made;
}
