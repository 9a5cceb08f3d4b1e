/** What of the rows trains what: a policy, in one place. */
import { extractFeatures, type ExtractedFeatures } from '../../../utils/detect/extract-features.ts';
import { formalBuckets } from '../../../utils/detect/formal-ad-classifier.ts';
import { modelSpans } from '../../../utils/detect/model-spans.ts';
import { formalParts } from '../../../utils/detect/model-wording.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import type { Row, Source } from './labelled-rows.ts';
import { ngramBuckets } from './ngram-buckets.ts';
import { FIT_FORMAL, type FormalExample } from './fit-formal.ts';
import type { TextExample } from './fit-text.ts';

export interface TrainingExample extends TextExample, FormalExample {
  row: Row;
  piece: ExtractedFeatures;
  /** Name of the file, without endings; `own` for the repository's corpus. */
  set: string;
  harms: boolean;
  /** Examples of one fold are judged by a model of the others: 0 to FOLDS - 1. */
  fold: number;
}

export const FOLDS = 5;

/** What the honest rows of one given set count together at most: they are many and of one kind. */
const SET_IMPORTANCE = 250;

/**
 * Sets whose "scam" rows are of other kinds and are left out: 58.com marks domestic bait, the messages mark phishing.
 * EMSCAD's frauds teach `fraud` alone.
 */
const OTHER_SCAMS: ReadonlySet<string> = new Set(['orfd_zh_58', 'sms_th', 'sms_vi_smishing', 'locanto_en_unlabelled']);

/** `given`: files named on the command line. */
export function examplesOf(
  corpus: readonly Source[],
  given: readonly Source[],
  knowledge: Knowledge,
): TrainingExample[] {
  const batches = [...new Set(corpus.flatMap(({ rows }) => rows.map(({ batch }) => batch)))].sort();
  const own = corpus.flatMap(({ rows }) =>
    rows.map((row) => ({
      ...toExample(row, knowledge),
      formal: null,
      set: 'own',
      outcome: row.label,
      fraud: null,
      importance: 1,
      fold: batches.indexOf(row.batch) % FOLDS,
    })),
  );
  return [...own, ...given.flatMap((source) => givenExamples(source, knowledge))];
}

function givenExamples({ name, rows }: Source, knowledge: Knowledge): TrainingExample[] {
  const set = name.replace(/\.jsonl(?:\.gz)?$/u, '');
  const kept = rows.filter(({ label }) => label === 'legit' || (label === 'job-scam' && !OTHER_SCAMS.has(set)));
  const honest = kept.filter(({ label }) => label === 'legit').length;
  const frauds = honest < kept.length;
  return kept.map((row) => {
    const example = toExample(row, knowledge);
    const parts = frauds ? formalParts(example.piece.text, example.piece.contacts) : null;
    return {
      ...example,
      formal: parts === null ? null : formalBuckets(parts, FIT_FORMAL.bits).slice(),
      set,
      outcome: row.label === 'legit' ? 'legit' : null,
      fraud: frauds ? row.label === 'job-scam' : null,
      importance: Math.min(1, SET_IMPORTANCE / honest),
      fold: hash(row.batch || row.post.id) % FOLDS,
    };
  });
}

function toExample(row: Row, knowledge: Knowledge) {
  const piece = extractFeatures(row.post, knowledge, null);
  return {
    row,
    piece,
    buckets: ngramBuckets(piece.text.text, modelSpans(piece.text, piece.contacts)),
    harms: row.label === 'lure' || row.label === 'job-scam',
  };
}

/** FNV-1a, spread. */
function hash(value: string): number {
  let sum = 0x811c9dc5;
  for (let i = 0; i < value.length; i++) sum = Math.imul(sum ^ value.charCodeAt(i), 0x01000193);
  sum = Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d);
  return (sum ^ (sum >>> 13)) >>> 0;
}
