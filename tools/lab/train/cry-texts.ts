/**
 * Cries for help as texts that are no offer. They name passports, bosses and ransoms as lures do, and without them the text
 * model takes many for offers. They teach the wording only: facts keep their weights, and no threshold is chosen by them.
 */
import { extractFeatures } from '../../../utils/detect/extract-features.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import { readCryRows, UNSEEN_CRY_BATCHES } from '../fit-held/read-cries.ts';
import type { TextExample } from './fit-text.ts';
import { ngramBuckets } from './ngram-buckets.ts';

/** What one counts beside a written post. */
const IMPORTANCE = 1;

/**
 * Batches of cries that only `fit-held` learns. With them the text model marks 3 points fewer of the unseen lures as danger, and
 * finds no more.
 */
const FOR_FIT_HELD_ALONE: ReadonlySet<string> = new Set([
  'c33x',
  'c34a',
  'c34b',
  'c36a',
  'c36b',
  'c36c',
  'c36d',
  'c38a',
  'c38b',
  'c38c',
  'c38d',
  'c40a',
  'c40b',
  'c40c',
  'c42a',
  'c42b',
  'c44a',
  'c44b',
  'c46a',
  'c46b',
]);

/** Those of `folder` that may be learned, in order of file and line. */
export async function cryTexts(folder: string, knowledge: Knowledge): Promise<TextExample[]> {
  return (await readCryRows(folder))
    .filter(({ batch }) => !UNSEEN_CRY_BATCHES.has(batch) && !FOR_FIT_HELD_ALONE.has(batch))
    .map(({ text, label }) => ({ buckets: bucketsOf(text, knowledge), label, importance: IMPORTANCE }));
}

function bucketsOf(text: string, knowledge: Knowledge): Uint32Array {
  const fields = { title: '', company: '', location: '', salary: '', poster: '', contacts: [], url: '' };
  const post = { ...fields, text, id: '', site: 'eval', kind: 'message' as const };
  const features = extractFeatures(post, knowledge, null);
  return ngramBuckets(features.text.text, features.spans);
}
