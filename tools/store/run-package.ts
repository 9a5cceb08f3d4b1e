/** `store -- package`: Chromium's and Firefox's package, and a file of their SHA-256 as `sha256sum --check` reads it. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { DEFAULT_BRAND } from '../brand/read-brand.ts';
import { makePackage, PACKAGES, type Package } from '../setup/package.ts';

export const SUMS = 'SHA256SUMS';

export async function runPackage(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      brand: { type: 'string', default: DEFAULT_BRAND },
      to: { type: 'string', default: PACKAGES },
      compare: { type: 'string' },
    },
  });
  const made: Package[] = [];
  for (const browser of ['chrome', 'firefox'] as const)
    made.push(await makePackage({ brand: values.brand, browser }, values.to));
  await mkdir(values.to, { recursive: true });
  await writeFile(join(values.to, SUMS), made.map(sumLine).join(''));
  for (const each of made) console.log(described(each));
  if (values.compare !== undefined) compare(made, await readFile(values.compare, 'utf8'), values.compare);
}

export function described({ file, bytes, sha256 }: Package): string {
  return `${file}  ${(bytes / 1e6).toFixed(3)} MB  ${sha256}`;
}

export function sumLine({ file, sha256 }: Package): string {
  return `${sha256}  ${basename(file)}\n`;
}

/** Throws an Error that names each package which is not the one of the list. */
function compare(made: readonly Package[], sums: string, from: string): void {
  const other = made.filter((each) => !sums.includes(sumLine(each).trim()));
  if (other.length > 0) {
    throw new Error(`${other.map(({ file }) => basename(file)).join(', ')}: not the same bytes as in ${from}`);
  }
  console.log(`The same bytes as in ${from}.`);
}
