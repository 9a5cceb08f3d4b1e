/**
 * `npm run -s train -- [DATA ...]`: fits the text model, the weights of evidence and the thresholds of the levels. It
 * learns the repository's corpus and labelled rows of DATA: JSONL, .gz too, or folders of them. Labels are lure,
 * job-scam or scam, legit, warning, other.
 *
 * Writes `knowledge/fitted/`; with the same rows it writes the same bytes. `model.json` records the name and digest of
 * its data, and its shares on held-out rows. No batch of the corpus and no group of near-duplicates is split between
 * training and test.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { loadKnowledge } from '../../utils/detect/analyse.ts';
import { modelValues } from '../../utils/detect/evidence.ts';
import { MODEL_FEATURES } from '../../utils/detect/rules.ts';
import type { Model, ModelOutput } from '../../utils/detect/text-classifier.ts';
import { readSources, withoutRepeats } from '../eval/rows.ts';
import { compileKnowledge, KNOWLEDGE_FOLDER } from '../knowledge/compile-knowledge.ts';
import { commandLine } from '../setup/command-line.ts';
import { cryTexts } from './train/cry-texts.ts';
import { chooseLevels, levelCurve } from './train/choose-levels.ts';
import { FIT_EVIDENCE, fitEvidence } from './train/fit-evidence.ts';
import { FIT_NETWORK } from './train/fit-network.ts';
import { FIT_TEXT, fitModel, outputFor, type TextExample } from './train/fit-text.ts';
import { heldOutShares, type FittedFold } from './train/held-out.ts';
import { packModel } from '../../utils/detect/model-file.ts';
import { examplesOf, FOLDS, type TrainingExample } from './train/training-examples.ts';

const FITTED = join(KNOWLEDGE_FOLDER, 'fitted');
const CRIES = join(KNOWLEDGE_FOLDER, 'held', 'corpus');
/** Log-odds in place of the score of an awareness text, which gets no warning. */
const AWARENESS_ODDS = -20;
const HEADER = '# Written by `npm run -s train`, not edited by hand: ';

const program = commandLine('train', 'Fits text model, weights of evidence and thresholds; writes knowledge/fitted.')
  .argument('[data...]', 'files or folders of further labelled rows (JSONL, .gz too)')
  .parse();
const missing = program.args.find((path) => !existsSync(path));
if (missing !== undefined) program.error(`No such file or folder: ${missing}`);

const sources = (await Promise.all([join(KNOWLEDGE_FOLDER, 'corpus'), ...program.args].map(readSources))).flat();
const rows = withoutRepeats(sources.flatMap((source) => source.rows));
const knowledge = loadKnowledge(await compileKnowledge(KNOWLEDGE_FOLDER));
const examples = examplesOf(rows, knowledge);
const cries = await cryTexts(CRIES, knowledge);
console.error(`${examples.length} rows and ${cries.length} cries for help read`);

const models = foldNumbers().map((fold) => {
  console.error(`fold ${fold + 1} of ${FOLDS}`);
  return modelOf(examples.filter((each) => each.fold !== fold));
});
const features = examples.map((each) => featuresOf(each, outputFor(models[each.fold]!, each.buckets)));
const evidence = evidenceFrom(() => true);
const folds: FittedFold[] = foldNumbers().map((fold) => ({
  model: models[fold]!,
  evidence: evidenceFrom((each) => each.fold !== fold),
}));
const scored = examples.map(({ row, fold, isAwarenessText, mayBeDanger, talkOdds, shortness }, index) => ({
  row,
  odds: isAwarenessText ? AWARENESS_ODDS : oddsOf(features[index]!, fold) - talkOdds,
  mayBeDanger,
  shortness,
  harm: features[index]!.get('model:harm')!,
}));
// One-time codes are too little to judge, whatever their odds
const levels = chooseLevels(scored.filter((_, index) => !examples[index]!.isOneTimeCode));
const heldOut = heldOutShares(examples, folds, levels, knowledge);
console.error(JSON.stringify({ levels, heldOut: mainFigures() }, null, 1));
const model = modelOf(examples);

await mkdir(join(FITTED, 'model'), { recursive: true });
await writeFile(join(FITTED, 'model', 'model.bin'), packModel(model));
const { weights: _, network: __, ...meta } = model;
const record = {
  ...meta,
  fit: FIT_TEXT,
  network: FIT_NETWORK,
  folds: FOLDS,
  evidence: FIT_EVIDENCE,
  batches: [...new Set(examples.filter(({ row }) => row.set === 'own').map(({ row }) => row.batch))].sort(),
  data: sources.map(({ name, digest, rows: own }) => ({ name, sha256: digest, rows: counts(own) })),
  cries: (await readSources(CRIES)).map(({ name, digest }) => ({ name, sha256: digest })),
  curve: levelCurve(scored),
  heldOut,
};
await writeFile(join(FITTED, 'model', 'model.json'), `${JSON.stringify(record, null, 1)}\n`);
await writeFile(
  join(FITTED, 'evidence.yaml'),
  `${HEADER}log-odds of each fact, see utils/detect/evidence.ts\n${stringify(evidence)}`,
);
await writeFile(
  join(FITTED, 'levels.yaml'),
  `${HEADER}see FittedLevelsSchema in utils/detect/weights.ts\n${stringify(levels)}`,
);

function foldNumbers(): number[] {
  return Array.from({ length: FOLDS }, (_, fold) => fold);
}

/** The linear classifiers learn the texts, their parts and cries for help; the network reads parts by itself. */
function modelOf(list: readonly TrainingExample[]): Model {
  return fitModel(textExamples(list), [...list, ...cries]);
}

/** The texts, their parts, and cries for help. */
function textExamples(list: readonly TrainingExample[]): TextExample[] {
  const texts = list.flatMap((each) => [
    each,
    ...each.parts.map(({ buckets, share }) => ({
      buckets,
      label: each.label,
      importance: each.importance * share,
    })),
  ]);
  return [...texts, ...cries];
}

function featuresOf({ facts, wordingReliability }: TrainingExample, output: ModelOutput): Map<string, number> {
  const all = new Map(facts);
  for (const [index, odds] of modelValues(output, 1 - wordingReliability).entries())
    all.set(MODEL_FEATURES[index]!, odds);
  return all;
}

function evidenceFrom(isKept: (example: TrainingExample) => boolean) {
  return fitEvidence(
    examples.flatMap((each, index) =>
      isKept(each) ? [{ features: features[index]!, harms: each.harms, importance: each.factImportance }] : [],
    ),
    knowledge,
  );
}

function oddsOf(values: ReadonlyMap<string, number>, fold: number): number {
  const { bias, weights, pairs } = folds[fold]!.evidence;
  let odds = bias;
  for (const [name, value] of values) {
    odds += (weights[name] ?? 0) * value;
    for (const [other, weight] of Object.entries(pairs[name] ?? {})) odds += weight * value * (values.get(other) ?? 0);
  }
  return odds;
}

function mainFigures(): string[] {
  return Object.entries(heldOut)
    .filter(([name]) => /^(?:own|real|batch (?:blind|d)|mixed|emscad)/u.test(name))
    .map(([name, { rows: count, caution, danger }]) => `${name} (${count}): ${caution} ${danger}`);
}

/** Rows of each label. */
function counts(list: readonly { label: string }[]): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { label } of list) found[label] = (found[label] ?? 0) + 1;
  return found;
}
