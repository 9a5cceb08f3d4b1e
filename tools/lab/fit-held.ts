/**
 * Fits the weights of `held.json` (utils/detect/held.ts): `npm run -s fit-held`. Logistic regression over the rows of
 * `knowledge/held/corpus`, with the other rows of the corpus, and of ../shared/corpus where it exists, as further texts that
 * are no cries for help. Prints what five-fold cross-validation finds; deterministic.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { HELD_FEATURES, HeldModel } from '../../utils/detect/held.ts';
import { fold } from '../../utils/text/fold.ts';
import { readRows } from '../eval/rows.ts';
import { compileFoldTable, foldTableOf } from '../knowledge/fold-table.ts';
import { commandLine } from '../setup/command-line.ts';
import { FITTED_FILE, readHeldStems, type FittedHeld } from '../knowledge/held.ts';

const FOLDER = 'knowledge';
const FOLDS = 5;
const STEPS = 250;
const RATE = 0.05;
const DECAY = 0.003;
/** Log-odds of the thresholds, chosen by the printed table: at most 4 % of the texts that look like cries. */
const THRESHOLD = -0.6;
const WARNED_THRESHOLD = 2.2;
/** Weights of rows: written cries, written look-alikes, warnings (some of them are cries), other rows, real rows. */
const WEIGHT = { held: 2, other: 2.5, warning: 0.02, own: 0.06, real: 0.03 };

interface Example {
  /** Indexes and values of the features that are not 0. */
  indexes: number[];
  values: number[];
  isHeld: boolean;
  weight: number;
}

const table = foldTableOf(compileFoldTable());
const empty: FittedHeld = { threshold: 0, warnedThreshold: 0, bias: 0, weights: {} };
commandLine(
  'fit-held',
  'Fits the weights of knowledge/fitted/held.json and prints what cross-validation finds.',
).parse();

const reader = new HeldModel({ version: 1, ...empty, stems: await readHeldStems(FOLDER) });

function exampleOf(text: string, isHeld: boolean, weight: number): Example {
  const source = text.slice(0, 3_000);
  const features = reader.features(fold(source, table), source);
  const indexes = [...features.keys()].filter((index) => features[index] !== 0);
  return { indexes, values: indexes.map((index) => features[index] as number), isHeld, weight };
}

async function readHeldRows(): Promise<Example[]> {
  const folder = join(FOLDER, 'held', 'corpus');
  const files = (await readdir(folder)).sort();
  const lines = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return lines
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .map((line) => {
      const row = JSON.parse(line) as { label: 'held' | 'other'; text: string };
      return exampleOf(row.text, row.label === 'held', WEIGHT[row.label]);
    });
}

async function readOthers(folder: string, isReal: boolean): Promise<Example[]> {
  if (!existsSync(folder)) return [];
  return (await readRows(folder)).map(({ label, post }) => {
    const weight = isReal ? WEIGHT.real : label === 'warning' ? WEIGHT.warning : WEIGHT.own;
    return exampleOf([post.title, post.text].filter((part) => part !== '').join('\n'), false, weight);
  });
}

/** Adam on the weighted logistic loss with L2 decay; full batches, so that the result is deterministic. */
function fit(examples: readonly Example[]): { weights: Float64Array; bias: number } {
  const size = HELD_FEATURES.length;
  const weights = new Float64Array(size + 1);
  weights[size] = -1;
  const [first, second] = [new Float64Array(size + 1), new Float64Array(size + 1)];
  const total = examples.reduce((sum, { weight }) => sum + weight, 0);
  for (let step = 1; step <= STEPS; step++) {
    const gradient = new Float64Array(size + 1);
    for (const example of examples) {
      const error = (1 / (1 + Math.exp(-oddsOf(example, weights))) - Number(example.isHeld)) * example.weight;
      example.indexes.forEach((index, i) => {
        gradient[index] = (gradient[index] as number) + error * (example.values[i] as number);
      });
      gradient[size] = (gradient[size] as number) + error;
    }
    for (let k = 0; k <= size; k++) {
      const slope = (gradient[k] as number) / total + (k < size ? DECAY * (weights[k] as number) : 0);
      first[k] = 0.9 * (first[k] as number) + 0.1 * slope;
      second[k] = 0.999 * (second[k] as number) + 0.001 * slope * slope;
      const mean = (first[k] as number) / (1 - 0.9 ** step);
      const spread = Math.sqrt((second[k] as number) / (1 - 0.999 ** step));
      weights[k] = (weights[k] as number) - (RATE * mean) / (spread + 1e-8);
    }
  }
  return { weights: weights.slice(0, size), bias: weights[size] };
}

function oddsOf({ indexes, values }: Example, weights: Float64Array): number {
  let odds = weights[HELD_FEATURES.length] ?? 0;
  for (const [i, index] of indexes.entries()) odds += (values[i] as number) * (weights[index] as number);
  return odds;
}

const percent = (part: number, all: number): string => `${((100 * part) / Math.max(1, all)).toFixed(1)} %`;

const rows = await readHeldRows();
const own = await readOthers(join(FOLDER, 'corpus'), false);
const shared = ['messages', 'real'].map((set) => readOthers(`../shared/corpus/${set}`, true));
const others = [...own, ...(await Promise.all(shared)).flat()];
console.log(
  `${rows.filter((row) => row.isHeld).length} cries, ${rows.filter((row) => !row.isHeld).length} look-alikes,`,
);
console.log(`${own.length} other rows of the corpus, ${others.length - own.length} of ../shared/corpus`);

const scored = Array.from({ length: FOLDS }, (_, fold) => {
  const { weights, bias } = fit([...rows.filter((_row, i) => i % FOLDS !== fold), ...others]);
  const all = Float64Array.from([...weights, bias]);
  return rows.filter((_row, i) => i % FOLDS === fold).map((row) => ({ isHeld: row.isHeld, odds: oddsOf(row, all) }));
}).flat();
const cries = scored.filter(({ isHeld }) => isHeld);
const lookAlikes = scored.filter(({ isHeld }) => !isHeld);
console.log('log-odds  cries found  look-alikes found   (cross-validated; word stems were chosen on these rows)');
for (const least of [1, 0.5, 0, -0.5, THRESHOLD, -1, -1.5]) {
  const over = (list: readonly { odds: number }[]): string =>
    percent(list.filter(({ odds }) => odds >= least).length, list.length);
  console.log(`${String(least).padEnd(10)}${over(cries).padEnd(13)}${over(lookAlikes)}`);
}

const { weights, bias } = fit([...rows, ...others]);
const rounded = (value: number): number => Math.round(value * 1000) / 1000;
const fitted: FittedHeld = {
  threshold: THRESHOLD,
  warnedThreshold: WARNED_THRESHOLD,
  bias: rounded(bias),
  weights: Object.fromEntries(HELD_FEATURES.map((name, i) => [name, rounded(weights[i] as number)] as const)),
};
await writeFile(join(FOLDER, FITTED_FILE), `${JSON.stringify(fitted, null, 1)}\n`);
console.log(`wrote ${join(FOLDER, FITTED_FILE)}`);
