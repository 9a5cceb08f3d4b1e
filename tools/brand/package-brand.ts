/** Packages a brand without faults: one zip file for each browser, the same bytes from the same sources. */
import { Refusal } from '../../hub/refusal.ts';
import type { BuildOptions } from '../setup/extension.ts';
import { makePackage, type PackageFile } from '../setup/package.ts';
import { checkBrand } from './check-brand.ts';

/** Limit for a package, knowledge included: readers load it over mobile data. */
export const MAX_PACKAGE_BYTES = 8_000_000;

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
