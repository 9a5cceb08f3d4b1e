/** Packages of a brand that is good: one zip a browser, the same bytes from the same sources wherever it is made. */
import { Refusal } from '../../hub/refusal.ts';
import type { BuildOptions } from '../setup/extension.ts';
import { makePackage, type PackageFile } from '../setup/package.ts';
import { checkBrand } from './check-brand.ts';

/** Bytes of a package, knowledge included: what a phone's reader pays to load. */
export const MAX_PACKAGE_BYTES = 2_500_000;

/** Throws a Refusal that names every fault of the brand. @param to folder for the packages */
export async function packageBrand(
  folder: string,
  to: string,
  browsers: readonly BuildOptions['browser'][],
): Promise<PackageFile[]> {
  const { brand, faults } = await checkBrand(folder);
  if (brand === null || faults.length > 0) throw new Refusal(...faults);
  const packages: PackageFile[] = [];
  for (const browser of browsers) packages.push(await makePackage({ brand: folder, browser }, to));
  return packages;
}
