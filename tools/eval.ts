/**
 * `npm run -s eval -- [--json] [--gallery N] [--readme] [FOLDER ...]`: judges labelled rows by the core and the knowledge of the
 * extension, and says what it finds and what it alarms on without cause. Without folders: the repository's corpus and,
 * where they lie beside the repository, the shared corpora. Sets that are absent are named.
 *
 * The repository's corpus is what the weights were fitted on: its figures show that nothing broke, not how well unseen
 * posts are judged.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../utils/detect/engine.ts';
import { measure, worst } from './eval/measure.ts';
import { readRows, withoutRepeats, type Row } from './eval/rows.ts';
import type { Judged } from './eval/statistics.ts';
import { allTables, galleryEntry, mainTables } from './eval/tables.ts';
import { ensureKnowledge } from './knowledge/compile.ts';
import { readCompiled } from './knowledge/compiled.ts';

const DEFAULTS = ['knowledge/corpus', '../shared/corpus/written', '../shared/corpus/real'];
const USAGE = 'usage: npm run -s eval -- [--json] [--gallery N] [--readme] [FOLDER ...]';
/** Between these the README holds the tables. */
const MARKS = ['<!-- eval: made by `npm run -s eval -- --readme` -->', '<!-- /eval -->'] as const;

const { json, gallery, readme, folders } = readArguments();
const absent = folders.filter((folder) => !existsSync(folder));
const rows = withoutRepeats((await Promise.all(folders.map(readRows))).flat());
if (rows.length === 0) {
  console.error(`No labelled rows in ${folders.join(', ')}`);
  process.exit(2);
}
await ensureKnowledge();
const judged = judge(rows, loadKnowledge(readCompiled()));
const measures = measure(judged);
const { missed, falseAlarms } = worst(judged, gallery);
if (readme) {
  const text = readFileSync('README.md', 'utf8');
  const [before = '', rest = ''] = text.split(MARKS[0]);
  const after = rest.split(MARKS[1])[1];
  if (after === undefined) throw new Error(`README.md lacks the line ${MARKS[0]} or ${MARKS[1]}`);
  writeFileSync('README.md', `${before}${MARKS[0]}\n\n${mainTables(measures)}\n\n${MARKS[1]}${after}`);
} else if (json) {
  const entries = { missed: missed.map(galleryEntry), falseAlarms: falseAlarms.map(galleryEntry) };
  console.log(JSON.stringify({ rows: rows.length, absent, ...measures, ...(gallery > 0 ? { gallery: entries } : {}) }));
} else {
  console.log(allTables(measures));
  if (gallery > 0) {
    console.log(`\nMissed, lowest score first:\n${missed.map(galleryEntry).join('\n')}`);
    console.log(`\nAlarmed without cause, highest score first:\n${falseAlarms.map(galleryEntry).join('\n')}`);
  }
  if (absent.length > 0) console.log(`\nAbsent: ${absent.join(', ')}`);
}

function judge(list: readonly Row[], knowledge: Knowledge): Judged[] {
  const today = new Date().toISOString().slice(0, 10);
  return list.map((row) => ({ row, verdict: conclude(analyse(row.post, knowledge), [], today) }));
}

function readArguments(): { json: boolean; gallery: number; readme: boolean; folders: string[] } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        readme: { type: 'boolean', default: false },
        gallery: { type: 'string', default: '0' },
      },
    });
    const most = Number(values.gallery);
    if (!Number.isInteger(most) || most < 0) throw new Error(`--gallery takes a number of rows, not ${values.gallery}`);
    const named = positionals.find((folder) => !existsSync(folder));
    if (named !== undefined) throw new Error(`No such file or folder: ${named}`);
    return {
      json: values.json,
      readme: values.readme,
      gallery: most,
      folders: positionals.length > 0 ? positionals : DEFAULTS,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}
