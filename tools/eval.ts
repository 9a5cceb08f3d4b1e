/**
 * `npm run -s eval -- [--set PATH ...] [--json] [--gallery N] [--write]`: judges labelled rows at the thresholds that
 * ship. They are of any folder or file (JSONL, .gz too). Prints by label, language and family how many are alerted,
 * with 95 % bounds. Without a set it prints the record of `npm run -s train`: rows that neither weights nor text model
 * saw. `--write` puts that record into docs/reports/quality.md; with sets it puts their tables first. Figures of rows
 * that training saw say little; name sets that were kept aside.
 */
import { dayOf } from '../utils/indicators/day-number.ts';
import { existsSync } from 'node:fs';
import { basename } from 'node:path';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../utils/detect/analyse.ts';
import { writeSection } from './docs/generated-section.ts';
import { heldOutTables, readTrainingRecord } from './eval/held-out.ts';
import { measure, worstErrors } from './eval/measure.ts';
import { readRows, withoutRepeats, type Row } from './eval/rows.ts';
import { allTables, galleryEntry, mainTables } from './eval/tables.ts';
import type { Judged } from './eval/wilson-share.ts';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { readCompiled } from './knowledge/read-compiled.ts';
import { commandLine } from './setup/command-line.ts';

const RECORD = 'knowledge/fitted/model/model.json';
const PAGE = 'docs/reports/quality.md';

const program = commandLine(
  'eval',
  'Judges labelled rows at the thresholds that ship; without a set, prints the record of training.',
)
  .argument('[paths...]', 'files or folders of labelled rows (JSONL, .gz too)')
  .option('--set <path>', 'the same; may be repeated', (path: string, list: string[]) => [...list, path], [])
  .option('--json', 'print JSON', false)
  .option('--gallery <rows>', 'print so many of the worst errors of either kind', '0')
  .option('--write', 'put the tables into docs/reports/quality.md', false)
  .parse();
const values = program.opts<{ set: string[]; json: boolean; gallery: string; write: boolean }>();
const sets = [...values.set, ...program.args];
const most = Number(values.gallery);
if (!Number.isInteger(most) || most < 0) fail(`--gallery takes a number of rows, not ${values.gallery}`);
const missing = sets.find((path) => !existsSync(path));
if (missing !== undefined) fail(`No such file or folder: ${missing}`);

const record = readTrainingRecord(RECORD);
if (sets.length === 0) {
  if (values.write) writeSection(PAGE, 'held-out', heldOutTables(record));
  else console.log(values.json ? JSON.stringify(record) : heldOutTables(record));
} else {
  const rows = withoutRepeats((await Promise.all(sets.map(readRows))).flat());
  if (rows.length === 0) fail(`No labelled rows in ${sets.join(', ')}`);
  await ensureKnowledge();
  const judged = judge(rows, loadKnowledge(readCompiled()));
  const measures = measure(judged);
  const { missed, falseAlarms } = worstErrors(judged, most);
  const gallery = { missed: missed.map(galleryEntry), falseAlarms: falseAlarms.map(galleryEntry) };
  if (values.write) {
    writeSection(
      PAGE,
      'unseen',
      `${dayOf(Date.now())}, ${sets.map((path) => basename(path)).join(', ')}\n\n${mainTables(measures)}`,
    );
    writeSection(PAGE, 'held-out', heldOutTables(record));
  } else if (values.json) {
    console.log(JSON.stringify({ ...measures, ...(most > 0 ? { gallery } : {}) }));
  } else {
    console.log(allTables(measures));
    if (most > 0) {
      console.log(`\nMissed, lowest score first:\n${gallery.missed.join('\n')}`);
      console.log(`\nAlerted without cause, highest score first:\n${gallery.falseAlarms.join('\n')}`);
    }
  }
}

function judge(list: readonly Row[], knowledge: Knowledge): Judged[] {
  const today = dayOf(Date.now());
  return list.map((row) => ({ row, verdict: conclude(analyse(row.post, knowledge), [], today) }));
}

function fail(message: string): never {
  return program.error(message);
}
