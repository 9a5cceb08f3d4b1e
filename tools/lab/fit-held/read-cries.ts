/**
 * Reads training rows for cries for help: cries and look-alikes of `knowledge/held/corpus`, and posts that are neither.
 */
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { HELD_FEATURES, HeldModel } from '../../../utils/detect/held.ts';
import { HeldBuckets } from '../../../utils/detect/held-ngrams.ts';
import { THRESHOLDS } from '../../../utils/detect/thresholds.ts';
import { fold } from '../../../utils/text/fold.ts';
import { readRows } from '../../eval/rows.ts';
import { compileFoldTable, foldTableOf } from '../../knowledge/fold-table.ts';
import { readHeldStems } from '../../knowledge/held.ts';
import { UNSEEN_BATCHES } from '../train/training-examples.ts';

/** Batches of cries that are never learned: they measure new texts. */
export const UNSEEN_CRY_BATCHES: ReadonlySet<string> = new Set([
  'c1x',
  'c9x',
  'c10x',
  'c11x',
  'c15x',
  'c16x',
  'c19x',
  'c21x',
  'c24x',
  'c25x',
  'c26x',
  'c27x',
  'c31x',
  'c35x',
  'c37x',
  'c39x',
  'c41x',
  'c43x',
  'c45x',
  'c47x',
]);

/** Weights of rows: written cries, written look-alikes, warnings (some of them are cries), other rows, real rows. */
const WEIGHT = { held: 2, other: 2.5, warning: 0.05, own: 0.18, real: 0.12 };
/**
 * What a written row of fewer folded units counts beside a longer one. People in fear write short, most rows are longer, and
 * a short one has few n-grams. With 1, one to three points fewer of the short unseen cries are found where 3 to 4 % of all
 * look-alikes are.
 */
const SHORT_ROW = { units: 80, factor: 2 };
/** Letters of a text that are read: a longer one is no cry. */
const MAX_LETTERS = 3_000;

const RowSchema = v.object({
  lang: v.string(),
  label: v.picklist(['held', 'other']),
  text: v.string(),
  batch: v.string(),
});

/** Cries and look-alikes of all JSON lines of a folder, in order of file and line. */
export async function readCryRows(folder: string): Promise<v.InferOutput<typeof RowSchema>[]> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  const lines = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  return lines
    .flatMap((text) => text.split('\n'))
    .filter((line) => line !== '')
    .map((line) => v.parse(RowSchema, JSON.parse(line)));
}

export interface CryExample {
  /** Indexes in `HELD_FEATURES` and values of the features that are not 0. */
  indexes: number[];
  values: number[];
  /** Different buckets of the wording. */
  buckets: number[];
  isHeld: boolean;
  weight: number;
  lang: string;
  /** Of the rows of `knowledge/held/corpus`; '' for others. */
  batch: string;
}

export class CryReader {
  private readonly table = foldTableOf(compileFoldTable());
  private readonly buckets = new HeldBuckets();
  private readonly stems: HeldModel;

  private constructor(stems: HeldModel) {
    this.stems = stems;
  }

  static async open(knowledge: string): Promise<CryReader> {
    const none = { threshold: 0, warnedThreshold: 0, bias: 0, weights: {} };
    return new CryReader(new HeldModel({ version: 2, ...none, stems: await readHeldStems(knowledge) }));
  }

  /** Cries and look-alikes of all JSON lines of a folder. */
  async readCries(folder: string): Promise<CryExample[]> {
    return (await readCryRows(folder)).map(({ lang, label, text, batch }) => {
      const { units, ...example } = this.exampleOf(text);
      const weight = WEIGHT[label] * (units < SHORT_ROW.units ? SHORT_ROW.factor : 1);
      return { ...example, isHeld: label === 'held', weight, lang, batch };
    });
  }

  /** Labelled posts that training may learn, none of them a cry; none where the folder is missing. */
  async readPosts(folder: string, isReal: boolean): Promise<CryExample[]> {
    if (!existsSync(folder)) return [];
    const rows = (await readRows(folder)).filter(({ batch }) => !UNSEEN_BATCHES.has(batch));
    return rows.map(({ label, lang, post }) => {
      const weight = isReal ? WEIGHT.real : label === 'warning' ? WEIGHT.warning : WEIGHT.own;
      const text = [post.title, post.text].filter((part) => part !== '').join('\n');
      const { units: _, ...example } = this.exampleOf(text);
      return { ...example, isHeld: false, weight, lang, batch: '' };
    });
  }

  private exampleOf(text: string): Pick<CryExample, 'indexes' | 'values' | 'buckets'> & { units: number } {
    const source = text.slice(0, MAX_LETTERS);
    const folded = fold(source, this.table);
    const features = this.stems.features(folded, source);
    const indexes = HELD_FEATURES.flatMap((_, index) => (features[index] === 0 ? [] : [index]));
    const buckets = this.buckets.of(folded, Math.min(folded.length, THRESHOLDS.maxHeldUnits));
    return { indexes, values: indexes.map((index) => features[index] as number), buckets, units: folded.length };
  }
}
