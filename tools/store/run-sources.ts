/** `store -- sources`: the zip file from which a reviewer at addons.mozilla.org builds the same package. */
import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { DEFAULT_BRAND } from '../brand/read-brand.ts';
import { makePackage, projectVersion, writePackage, type PackageFile } from '../setup/package.ts';
import { buildFromSources } from './build-from-sources.ts';
import { readRules } from './rules.ts';
import { describePackage, sumLine, SUMS_FILE } from './run-package.ts';
import { uncommitted, zipTracked } from './tracked-files.ts';

/** @param options.to folder for the zip file; `prove`: build from it and compare the bytes. Throws an Error. */
export async function runSources({ to, prove }: { to: string; prove: boolean }): Promise<void> {
  const changed = uncommitted();
  if (changed.length > 0) {
    console.error(
      `Not committed, but in the zip as they are now: ${changed.slice(0, 5).join(', ')}${changed.length > 5 ? ' ...' : ''}`,
    );
  }
  const zip = await zipTracked();
  const sources = await writePackage(join(to, `joblantern-${await projectVersion()}-sources.zip`), zip);
  console.log(describePackage(sources));
  await addSum(join(to, SUMS_FILE), sources);
  const { 'largest-sources': largest } = readRules().package;
  if (sources.bytes > largest)
    throw new Error(`${sources.file} has ${sources.bytes} bytes; addons.mozilla.org takes at most ${largest}.`);
  if (!prove) return;
  const here = await makePackage({ brand: DEFAULT_BRAND, browser: 'firefox' }, to);
  const there = await buildFromSources(zip);
  console.log(`here       ${here.sha256}\nfrom zip   ${there.sha256}`);
  if (here.sha256 !== there.sha256)
    throw new Error('The package built from the sources zip is not the one built here.');
  console.log('The Firefox package built from the sources zip is the same, byte for byte.');
}

/** Adds the sum, or replaces the one of the same file. */
async function addSum(sums: string, made: PackageFile): Promise<void> {
  const before = existsSync(sums) ? (await readFile(sums, 'utf8')).split('\n') : [];
  const others = before.filter((line) => line !== '' && !line.endsWith(`  ${basename(made.file)}`));
  await writeFile(sums, `${[...others, ''].join('\n')}${sumLine(made)}`);
}
