/** `store -- package`: builds the packages for Chromium and Firefox, and their SHA-256 sums in the format of `sha256sum --check`. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { makePackage, type PackageFile } from '../setup/package.ts';

export const SUMS_FILE = 'SHA256SUMS';

export interface PackageOptions {
  /** Folder with brand.yaml. */
  brand: string;
  /** Folder for the packages. */
  to: string;
  /** File of SHA-256 sums that the packages must match. */
  compare?: string;
}

/** Throws an Error when a package cannot be built or differs from `compare`. */
export async function runPackage(options: PackageOptions): Promise<void> {
  const packages: PackageFile[] = [];
  for (const browser of ['chrome', 'firefox'] as const)
    packages.push(await makePackage({ brand: options.brand, browser }, options.to));
  await mkdir(options.to, { recursive: true });
  await writeFile(join(options.to, SUMS_FILE), packages.map(sumLine).join(''));
  for (const each of packages) console.log(describePackage(each));
  if (options.compare !== undefined) compare(packages, await readFile(options.compare, 'utf8'), options.compare);
}

export function describePackage({ file, bytes, sha256 }: PackageFile): string {
  return `${file}  ${(bytes / 1e6).toFixed(3)} MB  ${sha256}`;
}

export function sumLine({ file, sha256 }: PackageFile): string {
  return `${sha256}  ${basename(file)}\n`;
}

/** Throws an Error that names each package that the list does not contain. */
function compare(packages: readonly PackageFile[], sums: string, from: string): void {
  const other = packages.filter((each) => !sums.includes(sumLine(each).trim()));
  if (other.length > 0) {
    throw new Error(`${other.map(({ file }) => basename(file)).join(', ')}: not the same bytes as in ${from}`);
  }
  console.log(`The same bytes as in ${from}.`);
}
