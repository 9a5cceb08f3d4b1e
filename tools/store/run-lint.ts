/** `store -- lint`: checks both packages against the rules of the stores. Ends with 1 when a fault could fail the review. */
import { ensureExtension } from '../setup/extension.ts';
import { zipFolder } from '../setup/zip.ts';
import { chromeFaults } from './chrome-rules.ts';
import { lintFirefox, unknownLintFaults } from './firefox-lint.ts';
import { readPackage } from './package-files.ts';
import { readRules, type Rules } from './rules.ts';

/** @param brand folder with brand.yaml */
export async function runLint(brand: string): Promise<void> {
  const rules = readRules();
  const faults = [...(await firefox(brand, rules)), ...(await chrome(brand, rules))];
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
  return {
    summary: `package ${(length / 1e6).toFixed(3)} MB of at most ${(largest / 1e6).toFixed(1)} MB`,
    faults: length > largest ? [`${folder}: the package has ${length} bytes, at most ${largest} are allowed`] : [],
  };
}
