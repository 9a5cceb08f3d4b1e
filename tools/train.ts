/**
 * `npm run -s train -- [DATA ...]`: fits the weights of evidence and the text model on the repository's corpus and, where
 * given, on labelled rows of DATA (JSONL, .gz too; label lure, job-scam or scam, legit, warning).
 *
 * Writes `knowledge/evidence.yaml` and `knowledge/model/`; with the same rows it writes the same bytes. What it was
 * fitted on is recorded beside them by name and digest.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { evidenceOf } from '../utils/detect/evidence.ts';
import { loadKnowledge } from '../utils/detect/engine.ts';
import { readPiece } from '../utils/detect/piece.ts';
import { compileKnowledge, KNOWLEDGE } from './knowledge/compile.ts';
import { EVIDENCE, fitEvidence } from './model/evidence.ts';
import { FIT } from './model/fit.ts';
import { packModel } from './model/pack.ts';
import { readCorpus, readRows, type Row } from './model/rows.ts';
import { fitStacked } from './model/stack.ts';

/** Honest rows of other sources count less: they are many. Their scams are of other kinds and are left out. */
const GIVEN_IMPORTANCE = 0.25;

const corpus = await readCorpus(join(KNOWLEDGE, 'corpus'));
const given = await Promise.all(process.argv.slice(2).map(readRows));
const knowledge = loadKnowledge(await compileKnowledge(KNOWLEDGE));

const own = corpus.flatMap((source) => source.rows.map((row) => read(row, row.batch, 1)));
const other = given.flatMap((source) =>
  source.rows
    .filter((row) => row.label === 'legit')
    .map((row, index) => read(row, `given-${index % 2}`, GIVEN_IMPORTANCE)),
);
console.error(`${own.length} rows of the corpus, ${other.length} given`);

const rows = [...own, ...other];
const { model, odds } = fitStacked(rows, FIT);
const examples = rows.map(({ piece, harms, importance }, index) => {
  const features = evidenceOf(piece.facts, piece.finds, piece.quotations, piece.length, knowledge);
  features.set('model', odds[index] ?? 0);
  return { features, harms, importance };
});
const evidence = fitEvidence(examples, knowledge, EVIDENCE);

await mkdir(join(KNOWLEDGE, 'model'), { recursive: true });
await writeFile(join(KNOWLEDGE, 'model', 'model.bin'), packModel(model));
await writeFile(
  join(KNOWLEDGE, 'model', 'model.yaml'),
  stringify({
    fit: FIT,
    evidence: EVIDENCE,
    data: [...corpus, ...given].map(({ name, digest, rows }) => ({ name, rows: rows.length, sha256: digest })),
  }),
);
await writeFile(
  join(KNOWLEDGE, 'evidence.yaml'),
  `# Fitted by \`npm run -s train\`: log-odds of each fact, see utils/detect/evidence.ts. Not edited by hand.\n${stringify(evidence)}`,
);

function read(row: Row, batch: string, importance: number) {
  const piece = readPiece(row.post, knowledge, null);
  return {
    piece,
    text: piece.text.text,
    harms: row.label === 'lure' || row.label === 'job-scam',
    batch,
    importance,
  };
}
