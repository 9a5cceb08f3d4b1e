/** The packages as a store's own checks see them. With both builds at hand about ten seconds, nearly all of it Mozilla's linter. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { DEFAULT_BRAND } from '../../tools/brand/read-brand.ts';
import { ensureExtension } from '../../tools/setup/extension.ts';
import { chromeFaults } from '../../tools/store/chrome-rules.ts';
import { lintFirefox, unknownLintFaults } from '../../tools/store/firefox-lint.ts';
import { readPackage } from '../../tools/store/package-files.ts';
import { readRules } from '../../tools/store/rules.ts';

const rules = readRules();
const known = rules['known-warnings'];
const built = (browser: 'chrome' | 'firefox') =>
  ensureExtension({ brand: DEFAULT_BRAND, flavour: 'production', browser });

test('the Chromium package keeps the rules of the stores', { timeout: 120_000 }, async () => {
  expect(chromeFaults(await readPackage(await built('chrome')), rules)).toEqual([]);
});

test('the add-ons linter reports only known warnings for the Firefox package', { timeout: 180_000 }, async () => {
  const folder = await built('firefox');
  const report = await lintFirefox(folder);
  expect(await unknownLintFaults(folder, report, known)).toEqual([]);
  expect(new Set(report.warnings.map(({ code }) => code))).toEqual(new Set(known.map(({ code }) => code)));
});

test('a warning with a known code in another line is a fault', { timeout: 60_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'joblantern-lint-'));
  try {
    const manifest = { manifest_version: 2, name: 'x', version: '1', background: { scripts: ['background.js'] } };
    await writeFile(join(folder, 'manifest.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'background.js'), 'document.body.innerHTML = location.hash;\n');
    const faults = await unknownLintFaults(folder, await lintFirefox(folder), known);
    expect(faults).toContainEqual(expect.stringMatching(/^background\.js:1:\d+: UNSAFE_VAR_ASSIGNMENT/u));
    // The linter ran to its end: the old manifest is a fault too
    expect(faults.length).toBeGreaterThan(1);
  } finally {
    await rm(folder, { recursive: true });
  }
});
