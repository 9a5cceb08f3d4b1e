/**
 * `npm run -s train -- [DATA ...]`: fits the text model and the weights of evidence on the repository's corpus and
 * everyday posts and, where given, on labelled rows of DATA (JSONL, .gz too, or folders of them; label lure, job-scam or
 * scam, legit, warning).
 *
 * Writes `knowledge/fitted/model/` and `knowledge/fitted/evidence.yaml`; with the same rows it writes the same bytes. What it was fitted
 * on is recorded in `model.json` by name and digest, and how well it does on rows that it did not see: every batch of the
 * corpus and every group of the given rows is judged by a model of the others.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { clampedOdds } from '../../utils/detect/text-classifier.ts';
import { loadKnowledge } from '../../utils/detect/engine.ts';
import { namedEvidence } from '../../utils/detect/evidence.ts';
import type { Evidence } from '../../utils/detect/weights.ts';
import { compileKnowledge, KNOWLEDGE_FOLDER } from '../knowledge/compile-knowledge.ts';
import { EVIDENCE, fitEvidence } from './train/fit-evidence.ts';
import { packModel } from './train/pack-model.ts';
import { readCorpus, readGiven } from './train/labelled-rows.ts';
import { calibrate } from './train/calibrate.ts';
import { examplesOf, FOLDS, type TrainingExample } from './train/training-examples.ts';
import { FIT_FORMAL, fitFormal } from './train/fit-formal.ts';
import { FIT, fitText, quantise } from './train/fit-text.ts';
import { heldOutLevels } from './train/held-out-levels.ts';
import { figuresOf, fitFolds, heldOutOdds, thresholdsOf, wordingFor } from './train/held-out.ts';

/** Ordinary posts that offer no work, a group for each language. */
const EVERYDAY = join(KNOWLEDGE_FOLDER, 'corpus', 'everyday.jsonl');
/** Given rows and everyday ones count less in the evidence: they are many. */
const GIVEN_IMPORTANCE = 0.25;

const corpus = await readCorpus(join(KNOWLEDGE_FOLDER, 'corpus'));
const given = (await Promise.all([EVERYDAY, ...process.argv.slice(2)].map(readGiven))).flat();
const knowledge = loadKnowledge(await compileKnowledge(KNOWLEDGE_FOLDER));
const examples = examplesOf(corpus, given, knowledge);
console.error(`${examples.length} rows read`);

const folds = fitFolds(examples);
const odds = heldOutOdds(examples, folds);
const calibration = calibrate(examples, odds);
const wordings = examples.map((example, index) => wordingFor(example, odds[index] ?? [], calibration));
const thresholds = thresholdsOf(examples, wordings);
const figures = figuresOf(examples, wordings, thresholds);
console.error(JSON.stringify(figures, null, 1));
const model = quantise(fitText(examples), calibration, thresholds, fitFormal(examples));

const points = wordings.map(
  (wording, index) => (examples[index]?.piece.wordingReliability ?? 1) * clampedOdds(wording, model),
);
const features = examples.map(({ piece }, index) => {
  const found = namedEvidence(piece, knowledge);
  return found.set('model', points[index] ?? 0);
});
const models = folds.map(({ text, formal }) => quantise(text, calibration, thresholds, formal));
const levels = heldOutLevels(examples, models, knowledge, evidenceFrom);
console.error(JSON.stringify(levels, null, 1));
const evidence = evidenceFrom([...examples.keys()]);

const { weights: _, formal, ...meta } = model;
await mkdir(join(KNOWLEDGE_FOLDER, 'fitted', 'model'), { recursive: true });
await writeFile(join(KNOWLEDGE_FOLDER, 'fitted', 'model', 'model.bin'), packModel(model));
await writeFile(
  join(KNOWLEDGE_FOLDER, 'fitted', 'model', 'model.json'),
  `${JSON.stringify(
    {
      ...meta,
      formal: { bits: formal.bits, step: formal.step, bias: formal.bias },
      fit: FIT,
      fitFormal: FIT_FORMAL,
      folds: FOLDS,
      evidence: EVIDENCE,
      data: [...corpus, ...given].map(({ name, digest, rows }) => ({ name, sha256: digest, rows: counts(rows) })),
      heldOut: { ...figures, ...levels },
    },
    null,
    2,
  )}\n`,
);
await writeFile(
  join(KNOWLEDGE_FOLDER, 'fitted', 'evidence.yaml'),
  `# Fitted by \`npm run -s train\`: log-odds of each fact, see utils/detect/evidence.ts. Not edited by hand.\n${stringify(evidence)}`,
);

/** Frauds among formal ads teach the text model only. */
function evidenceFrom(indices: readonly number[]): Evidence {
  const kept = indices.filter((index) => examples[index]?.outcome !== null);
  return fitEvidence(
    kept.map((index) => {
      const { harms, set } = examples[index] as TrainingExample;
      return {
        features: features[index] ?? new Map<string, number>(),
        harms,
        importance: set === 'own' ? 1 : GIVEN_IMPORTANCE,
      };
    }),
    knowledge,
    EVIDENCE,
  );
}

/** Rows of each label. */
function counts(rows: readonly { label: string }[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { label } of rows) found[label] = (found[label] ?? 0) + 1;
  return found;
}
