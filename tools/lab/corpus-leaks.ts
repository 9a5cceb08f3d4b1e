/**
 * `npm run -s corpus-leaks`: tests whether labels of the corpus can be guessed without reading a word. Features are
 * length, empty fields, punctuation and kinds of contact. 0.5 is chance. A higher figure shows a writing habit that a
 * model would learn.
 */
import { LABELS, readRows, withoutRepeats, type Label, type Row } from '../eval/rows.ts';
import { trainOnSurface, type SurfaceRow } from './leaks/train-on-surface.ts';
import { GROUPS, groupOf, surfaceFeatures } from './leaks/surface.ts';
import { commandLine } from '../setup/command-line.ts';

const program = commandLine(
  'corpus-leaks',
  'Measures how well labels are guessed without reading a word; 0.5 is chance.',
)
  .argument('[folders...]', 'folders with labelled rows', ['knowledge/corpus'])
  .option('--json', 'prints JSON', false)
  .parse();
const { json } = program.opts<{ json: boolean }>();
const [folders] = program.processedArgs as [string[]];
const rows = withoutRepeats((await Promise.all(folders.map(readRows))).flat());
if (rows.length === 0) {
  console.error(`No labelled rows in ${folders.join(', ')}`);
  process.exit(2);
}

/** Which labels against which. */
const COMPARISONS: readonly [name: string, positive: readonly Label[], negative: readonly Label[]][] = [
  ['lures and scams against the rest', ['lure', 'job-scam'], ['legit', 'warning']],
  ['lures against honest ads', ['lure'], ['legit']],
  ['job scams against honest ads', ['job-scam'], ['legit']],
  ['warnings against lures', ['warning'], ['lure']],
];

const results = COMPARISONS.map(([name, positive, negative]) => {
  const compared = rows
    .filter(({ label }) => positive.includes(label) || negative.includes(label))
    .map((row) => ({ row, surface: surfaceRow(row, positive) }));
  const parts = Object.fromEntries(
    GROUPS.map((group) => [group, trainOnSurface(compared.map(({ surface }) => only(surface, group))).auc]),
  );
  const whole = trainOnSurface(compared.map(({ surface }) => surface));
  return { name, all: whole.auc, ...parts, strongest: whole.weights.slice(0, 5) };
});

if (json) {
  console.log(JSON.stringify({ rows: rows.length, labels: LABELS, answers: results }));
} else {
  console.log(`${rows.length} rows; area under the curve, 0.5 is chance\n`);
  console.log(`| | all | ${GROUPS.join(' | ')} | strongest (log-odds) |`);
  console.log(`|---|---|${GROUPS.map(() => '---|').join('')}---|`);
  for (const { name, all, strongest, ...parts } of results) {
    const cells = [all, ...GROUPS.map((group) => (parts as Record<string, number>)[group] ?? 0.5)];
    const strongestText = strongest.map(([feature, weight]) => `${feature} ${weight.toFixed(1)}`).join(', ');
    console.log(`| ${name} | ${cells.map((cell) => cell.toFixed(2)).join(' | ')} | ${strongestText} |`);
  }
}

function surfaceRow({ post, group, label }: Row, positive: readonly Label[]): SurfaceRow {
  return { features: surfaceFeatures(post), batch: group, positive: positive.includes(label) };
}

function only(row: SurfaceRow, group: string): SurfaceRow {
  return { ...row, features: new Map([...row.features].filter(([name]) => groupOf(name) === group)) };
}
