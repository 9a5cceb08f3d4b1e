/**
 * `npm run -s sites -- [--json] [--write | --measure | --redesign | --shots FOLDER | --record]` prints which sites are
 * read, what is read there, and how it was verified, from knowledge/sites.
 *
 * `--write` updates the table in docs/SITES.md. `--measure` prints how well pages are read: saved pages, sites without
 * their adapter, pages without posts (two minutes). `--redesign` prints what is still read after seven simulated redesigns
 * (five minutes). `--shots FOLDER` takes screenshots of warnings on eleven fixtures. `--record` replaces the expected
 * posts of the saved pages by what is read now.
 */
import { writeFileSync } from 'node:fs';
import { writeSection } from './docs/generated-section.ts';
import { readSites } from './knowledge/sites.ts';
import {
  hasPages,
  measureRedesigns,
  measureSaved,
  measureSilence,
  measureWithoutAdapters,
  PAGES,
  readTruth,
  recordTruth,
  TRUTH,
} from './sites/measure.ts';
import { measureTable } from './sites/measure-table.ts';
import { takeScreenshots } from './sites/take-screenshots.ts';
import { siteLines, siteTable } from './sites/site-table.ts';
import { readOptions } from './setup/options.ts';

const { values } = readOptions(import.meta.url, {
  options: {
    json: { type: 'boolean' },
    write: { type: 'boolean' },
    measure: { type: 'boolean' },
    redesign: { type: 'boolean' },
    record: { type: 'boolean' },
    shots: { type: 'string' },
  },
});
const sites = await readSites('knowledge');
if (values.record === true) {
  writeFileSync(TRUTH, `${JSON.stringify(recordTruth(readTruth(), sites)).replaceAll('{"file"', '\n{"file"')}\n`);
} else if (values.shots !== undefined) {
  console.log((await takeScreenshots(values.shots, sites)).join('\n'));
} else if (values.measure === true) {
  const measured = {
    saved: hasPages() ? measureSaved(sites) : null,
    without: measureWithoutAdapters(sites),
    silence: measureSilence(sites),
  };
  if (measured.saved === null) console.error(`${PAGES} does not exist: saved pages are skipped`);
  console.log(values.json === true ? JSON.stringify(measured) : measureTable(measured));
} else if (values.redesign === true) {
  const scores = measureRedesigns(sites);
  console.log(values.json === true ? JSON.stringify(scores) : measureTable({ redesigns: scores }));
} else if (values.write === true) writeSection('docs/SITES.md', 'sites', siteTable(sites.adapters));
else console.log(values.json === true ? JSON.stringify(siteLines(sites.adapters)) : siteTable(sites.adapters));
