/** `npm run -s sites`: the site adapters of knowledge/sites: what they read, how well, and how that was verified. */
import { writeFileSync } from 'node:fs';
import { writeSection } from './docs/generated-section.ts';
import { readSites } from './knowledge/sites.ts';
import {
  hasPages,
  measureRedesigns,
  measureSaved,
  measureWithoutPosts,
  measureWithoutAdapters,
  PAGES,
  readTruth,
  recordTruth,
  TRUTH,
} from './sites/measure.ts';
import { measureTable } from './sites/measure-table.ts';
import { takeScreenshots } from './sites/take-screenshots.ts';
import { siteLines, siteTable } from './sites/site-table.ts';
import { commandLine } from './setup/command-line.ts';

interface SitesOptions {
  json: boolean;
  write: boolean;
  measure: boolean;
  redesign: boolean;
  record: boolean;
  shots?: string;
}

const options = commandLine('sites', 'Prints which sites are read, what is read there, and how it was verified.')
  .option('--json', 'prints JSON', false)
  .option('--write', 'updates the table in docs/reader/sites.md', false)
  .option('--measure', 'prints how well pages are read (two minutes)', false)
  .option('--redesign', 'prints what is read after seven simulated redesigns (five minutes)', false)
  .option('--record', 'replaces the expected posts of the saved pages by what is read now', false)
  .option('--shots <folder>', 'takes screenshots of warnings on eleven fixtures')
  .parse()
  .opts<SitesOptions>();
const sites = await readSites('knowledge');
if (options.record) {
  writeFileSync(TRUTH, `${JSON.stringify(recordTruth(readTruth(), sites)).replaceAll('{"file"', '\n{"file"')}\n`);
} else if (options.shots !== undefined) {
  console.log((await takeScreenshots(options.shots, sites)).join('\n'));
} else if (options.measure) {
  const measured = {
    saved: hasPages() ? measureSaved(sites) : null,
    without: measureWithoutAdapters(sites),
    withoutPosts: measureWithoutPosts(sites),
  };
  if (measured.saved === null) console.error(`${PAGES} does not exist: saved pages are skipped`);
  console.log(options.json ? JSON.stringify(measured) : measureTable(measured));
} else if (options.redesign) {
  const scores = measureRedesigns(sites);
  console.log(options.json ? JSON.stringify(scores) : measureTable({ redesigns: scores }));
} else if (options.write) writeSection('docs/reader/sites.md', 'sites', siteTable(sites.adapters));
else console.log(options.json ? JSON.stringify(siteLines(sites.adapters)) : siteTable(sites.adapters));
