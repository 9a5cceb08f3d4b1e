/**
 * Fits the weights of `held.json` (utils/detect/held.ts): `npm run -s fit-held`. Learns the rows of
 * `knowledge/held/corpus`. The other rows of the corpus, and of ../shared/corpus where it exists, are texts that are no
 * cries for help. Prints how a model does on batches that it did not learn; deterministic.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HELD_FEATURES } from '../../utils/detect/held.ts';
import { FITTED_FILE, type FittedHeld } from '../knowledge/held.ts';
import { commandLine } from '../setup/command-line.ts';
import { fitCries, oddsOf, packBuckets, roundBuckets, weightsOf } from './fit-held/fit-cries.ts';
import { judgeUnseen } from './fit-held/judge-unseen.ts';
import { CryReader, UNSEEN_CRY_BATCHES, type CryExample } from './fit-held/read-cries.ts';

const FOLDER = 'knowledge';
const FOLDS = 4;
/**
 * Log-odds from which a text is a cry for help, chosen by `check` on the unseen batches: 2.8 % of the texts that look like
 * cries, and 7.7 % of the batch with most of them. The printed table knows no laughter and no unnamed cries (`thresholds.ts`).
 */
const THRESHOLD = -0.5;
/**
 * The same for a text that is worded as an offer. At 3, 18 of 624 unseen cries were answered as offers. At 1, 15 of
 * 1,612 unseen lures are answered as cries, most of them told with fear.
 */
const WARNED_THRESHOLD = 1;

const { judge } = commandLine(
  'fit-held',
  'Fits the weights of knowledge/fitted/held.json and prints how batches fare that were not learned.',
)
  .option('--judge', 'fit nothing: print what the weights that ship find of each unseen batch')
  .parse()
  .opts<{ judge?: true }>();
if (judge === true) {
  for (const line of await judgeUnseen(join(FOLDER, 'held', 'corpus'), join(FOLDER, 'corpus'))) console.log(line);
  process.exit(0);
}

const reader = await CryReader.open(FOLDER);
const rows = await reader.readCries(join(FOLDER, 'held', 'corpus'));
const learned = rows.filter(({ batch }) => !UNSEEN_CRY_BATCHES.has(batch));
const unseen = rows.filter(({ batch }) => UNSEEN_CRY_BATCHES.has(batch));
const own = await reader.readPosts(join(FOLDER, 'corpus'), false);
const shared = ['messages', 'real'].map((set) => reader.readPosts(`../shared/corpus/${set}`, true));
const posts = [...own, ...(await Promise.all(shared)).flat()];
console.log(`learned: ${counted(learned)}; unseen: ${counted(unseen)}`);
console.log(`${own.length} other rows of the corpus, ${posts.length - own.length} of ../shared/corpus`);

const batches = [...new Set(learned.map(({ batch }) => batch))].sort();
const foldOf = new Map(batches.map((batch, index) => [batch, index % FOLDS]));
const heldOut = Array.from({ length: FOLDS }, (_, fold) => {
  const fitted = fitCries([...learned.filter(({ batch }) => foldOf.get(batch) !== fold), ...posts]);
  const judged = learned.filter(({ batch }) => foldOf.get(batch) === fold);
  return judged.map(({ isHeld, ...each }) => ({ isHeld, odds: oddsOf(each, fitted) }));
}).flat();
printTable('held out by batch (their stems were chosen with most of these rows in sight)', heldOut);

const fitted = fitCries([...learned, ...posts]);
const rounded = roundBuckets(fitted.buckets);
const shipped = { ...fitted, buckets: weightsOf(rounded) };
const judged = unseen.map(({ isHeld, ...each }) => ({ isHeld, odds: oddsOf(each, shipped) }));
printTable('unseen batches, weights rounded as they are shipped', judged);

const inThousandths = (value: number): number => Math.round(value * 1000) / 1000;
const { bias, concepts } = fitted;
const file: FittedHeld = {
  threshold: THRESHOLD,
  warnedThreshold: WARNED_THRESHOLD,
  bias: inThousandths(bias),
  weights: Object.fromEntries(HELD_FEATURES.map((name, i) => [name, inThousandths(concepts[i]!)] as const)),
  ngrams: packBuckets(rounded),
};
await writeFile(join(FOLDER, FITTED_FILE), `${JSON.stringify(file, null, 1)}\n`);
console.log(`wrote ${join(FOLDER, FITTED_FILE)}`);

function counted(list: readonly CryExample[]): string {
  const cries = list.filter(({ isHeld }) => isHeld).length;
  return `${cries} cries, ${list.length - cries} look-alikes`;
}

function printTable(title: string, scored: readonly { isHeld: boolean; odds: number }[]): void {
  const shareOf = (isHeld: boolean, least: number): string => {
    const all = scored.filter((each) => each.isHeld === isHeld);
    return `${((100 * all.filter(({ odds }) => odds >= least).length) / Math.max(1, all.length)).toFixed(1)} %`;
  };
  console.log(`\n${title}\nlog-odds  cries found  look-alikes found`);
  for (const least of [2, 1.5, 1, 0.5, 0, THRESHOLD, -1, -1.5])
    console.log(`${String(least).padEnd(10)}${shareOf(true, least).padEnd(13)}${shareOf(false, least)}`);
}
