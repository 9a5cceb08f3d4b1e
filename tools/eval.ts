/**
 * `npm run -s eval -- [--json] [--gallery N] [--write] [FOLDER ...]`: judges labelled rows by the core and the knowledge of the
 * extension, and says what it finds and what it alarms on without cause. Without folders: the repository's corpus and,
 * where they lie beside the repository, the shared corpora. Sets that are absent are named. `--write` puts the tables into
 * docs/QUALITY.md.
 *
 * The repository's corpus is what the weights were fitted on: its figures show that nothing broke. How well unseen posts are
 * judged stands in the tables of held-out rows, which `npm run -s train` measured.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { analyse, conclude, loadKnowledge, type Knowledge } from '../utils/detect/engine.ts';
import { writeSection } from './docs/generated-section.ts';
import { heldOutTables, readHeldOut } from './eval/held-out.ts';
import { measure, worstErrors } from './eval/measure.ts';
import { readRows, withoutRepeats, type Row } from './eval/rows.ts';
import type { Judged } from './eval/wilson-share.ts';
import { allTables, galleryEntry, mainTables } from './eval/tables.ts';
import { ensureKnowledge } from './knowledge/compile-knowledge.ts';
import { readCompiled } from './knowledge/read-compiled.ts';

const DEFAULTS = ['knowledge/corpus', '../shared/corpus/written', '../shared/corpus/real'];
const HELD_OUT = 'knowledge/fitted/model/model.json';
const USAGE = 'usage: npm run -s eval -- [--json] [--gallery N] [--write] [FOLDER ...]';

const { json, gallery, write, folders } = readArguments();
const absent = folders.filter((folder) => !existsSync(folder));
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
    console.log(`\nAlarmed without cause, highest score first:\n${falseAlarms.map(galleryEntry).join('\n')}`);
  }
  if (absent.length > 0) console.log(`\nAbsent: ${absent.join(', ')}`);
}

function judge(list: readonly Row[], knowledge: Knowledge): Judged[] {
  const today = new Date().toISOString().slice(0, 10);
  return list.map((row) => ({ row, verdict: conclude(analyse(row.post, knowledge), [], today) }));
}

function readArguments(): { json: boolean; gallery: number; write: boolean; folders: string[] } {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        json: { type: 'boolean', default: false },
        write: { type: 'boolean', default: false },
        gallery: { type: 'string', default: '0' },
      },
    });
    const most = Number(values.gallery);
    if (!Number.isInteger(most) || most < 0) throw new Error(`--gallery takes a number of rows, not ${values.gallery}`);
    const named = positionals.find((folder) => !existsSync(folder));
    if (named !== undefined) throw new Error(`No such file or folder: ${named}`);
    return {
      json: values.json,
      write: values.write,
      gallery: most,
      folders: positionals.length > 0 ? positionals : DEFAULTS,
    };
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : String(error)}\n${USAGE}`);
    process.exit(2);
  }
}
