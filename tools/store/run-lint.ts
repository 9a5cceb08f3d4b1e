/** `store -- lint`: the packages as a store's own checks see them. Ends with 1 when anything would hold a review up. */
import { parseArgs } from 'node:util';
import { DEFAULT_BRAND } from '../brand/read-brand.ts';
import { ensureExtension } from '../setup/extension.ts';
import { zipFolder } from '../setup/zip.ts';
import { chromeFaults } from './chrome-rules.ts';
import { lintFirefox, unknownLintFaults } from './firefox-lint.ts';
import { readPackage } from './package-files.ts';
import { readRules, type Rules } from './rules.ts';

export async function runLint(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { brand: { type: 'string', default: DEFAULT_BRAND } } });
  const rules = readRules();
  const faults = [...(await firefox(values.brand, rules)), ...(await chrome(values.brand, rules))];
  for (const fault of faults) console.error(fault);
  if (faults.length > 0) process.exitCode = 1;
}

async function firefox(brand: string, rules: Rules): Promise<string[]> {
  const folder = await ensureExtension({ brand, flavour: 'production', browser: 'firefox' });
  const report = await lintFirefox(folder);
  const faults = await unknownLintFaults(folder, report, rules['known-warnings']);
  const codes = [...new Set(report.warnings.map(({ code }) => code))].join(', ');
  const counts = `${report.errors.length} errors, ${report.warnings.length} warnings${codes === '' ? '' : ` (${codes})`}, ${report.notices.length} notices`;
  const size = await sizeOf(folder, rules);
  console.log(`Firefox: add-ons linter: ${counts}; unknown: ${faults.length}; ${size.summary}`);
  return [...faults, ...size.faults];
}

async function chrome(brand: string, rules: Rules): Promise<string[]> {
  const folder = await ensureExtension({ brand, flavour: 'production', browser: 'chrome' });
  const faults = chromeFaults(await readPackage(folder), rules);
  const size = await sizeOf(folder, rules);
  console.log(`Chrome: store's rules: ${faults.length} faults; ${size.summary}`);
  return [...faults, ...size.faults];
}

async function sizeOf(folder: string, rules: Rules): Promise<{ summary: string; faults: string[] }> {
  const { length } = await zipFolder(folder);
  const { largest } = rules.package;
  const told = `package ${(length / 1e6).toFixed(3)} MB of at most ${(largest / 1e6).toFixed(1)} MB`;
  return {
    summary: told,
    faults: length > largest ? [`${folder}: the package has ${length} bytes, at most ${largest} are allowed`] : [],
  };
}
