/** `store -- package`: Chromium's and Firefox's package, and a file of their SHA-256 as `sha256sum --check` reads it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_BRAND } from '../brand/read-brand.ts';
import { makePackage, PACKAGES_FOLDER, type PackageFile } from '../setup/package.ts';

export const SUMS_FILE = 'SHA256SUMS';

export async function runPackage(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      brand: { type: 'string', default: DEFAULT_BRAND },
      to: { type: 'string', default: PACKAGES_FOLDER },
      compare: { type: 'string' },
    },
  });
  const packages: PackageFile[] = [];
  for (const browser of ['chrome', 'firefox'] as const)
    packages.push(await makePackage({ brand: values.brand, browser }, values.to));
  await mkdir(values.to, { recursive: true });
  await writeFile(join(values.to, SUMS_FILE), packages.map(sumLine).join(''));
  for (const each of packages) console.log(describePackage(each));
  if (values.compare !== undefined) compare(packages, await readFile(values.compare, 'utf8'), values.compare);
}

export function describePackage({ file, bytes, sha256 }: PackageFile): string {
  return `${file}  ${(bytes / 1e6).toFixed(3)} MB  ${sha256}`;
}

export function sumLine({ file, sha256 }: PackageFile): string {
  return `${sha256}  ${basename(file)}\n`;
}

/** Throws an Error that names each package which is not the one of the list. */
function compare(packages: readonly PackageFile[], sums: string, from: string): void {
  const other = packages.filter((each) => !sums.includes(sumLine(each).trim()));
  if (other.length > 0) {
    throw new Error(`${other.map(({ file }) => basename(file)).join(', ')}: not the same bytes as in ${from}`);
  }
  console.log(`The same bytes as in ${from}.`);
}
