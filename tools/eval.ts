/**
 * `npm run -s eval`: judges labelled rows with the engine and the knowledge of the extension, and measures what it finds and
 * how many honest posts it warns of. The weights were fitted on the repository's corpus, so its figures only show that nothing
 * broke. The tables of held-out rows, which `npm run -s train` measured, show how well unseen posts are judged.
 */
import { existsSync } from 'node:fs';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../utils/detect/engine.ts';
import { writeSection } from './docs/generated-section.ts';
import { heldOutTables, readHeldOut } from './eval/held-out.ts';
import { measure, worstErrors } from './eval/measure.ts';
import { readRows, withoutRepeats, type Row } from './eval/rows.ts';
import type { Judged } from './eval/wilson-share.ts';
import { allTables, galleryEntry, mainTables } from './eval/tables.ts';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { readCompiled } from './knowledge/read-compiled.ts';
import { commandLine, integer } from './setup/command-line.ts';

const DEFAULTS = ['knowledge/corpus', '../shared/corpus/written', '../shared/corpus/real'];
const HELD_OUT = 'knowledge/fitted/model/model.json';

const program = commandLine('eval', 'Judges labelled rows, and measures recall and false alarms.')
  .argument('[folders...]', 'folders of rows; those beside the repository are skipped where they are missing', DEFAULTS)
  .option('--json', 'prints JSON', false)
  .option('--gallery <rows>', 'prints the worst errors', integer(0), 0)
  .option('--write', 'writes the tables into docs/QUALITY.md', false)
  .parse();
const { json, gallery, write } = program.opts<{ json: boolean; gallery: number; write: boolean }>();
const [folders] = program.processedArgs as [string[]];
const absent = folders.filter((folder) => !existsSync(folder));
const unknown = absent.find((folder) => !DEFAULTS.includes(folder));
if (unknown !== undefined) program.error(`error: no such file or folder: ${unknown}`);
const rows = withoutRepeats((await Promise.all(folders.map(readRows))).flat());
if (rows.length === 0) {
  console.error(`No labelled rows in ${folders.join(', ')}`);
  process.exit(2);
}
await ensureKnowledge();
const judged = judge(rows, loadKnowledge(readCompiled()));
const measures = measure(judged);
const { missed, falseAlarms } = worstErrors(judged, gallery);
const heldOut = readHeldOut(HELD_OUT);
if (write) {
  writeSection('docs/QUALITY.md', 'held-out', heldOutTables(heldOut));
  writeSection('docs/QUALITY.md', 'eval', mainTables(measures));
} else if (json) {
  const entries = { missed: missed.map(galleryEntry), falseAlarms: falseAlarms.map(galleryEntry) };
  console.log(
    JSON.stringify({ rows: rows.length, absent, ...measures, heldOut, ...(gallery > 0 ? { gallery: entries } : {}) }),
  );
} else {
  console.log(
    `${allTables(measures)}\n\nRows that neither weights nor text model saw, as \`train\` measured:\n\n${heldOutTables(heldOut)}`,
  );
  if (gallery > 0) {
    console.log(`\nMissed, lowest score first:\n${missed.map(galleryEntry).join('\n')}`);
    console.log(`\nFalse alarms, highest score first:\n${falseAlarms.map(galleryEntry).join('\n')}`);
  }
  if (absent.length > 0) console.log(`\nAbsent: ${absent.join(', ')}`);
}

function judge(list: readonly Row[], knowledge: Knowledge): Judged[] {
  const today = new Date().toISOString().slice(0, 10);
  return list.map((row) => ({ row, verdict: conclude(analyse(row.post, knowledge), [], today) }));
}
