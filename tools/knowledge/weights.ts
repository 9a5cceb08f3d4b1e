/** Reads signals.yaml, combinations.yaml and the fitted evidence into the weights of the engine. */
import { join } from 'node:path';
import * as v from 'valibot';
import {
  EvidenceSchema,
  EditedLevelsSchema,
  FittedLevelsSchema,
  ProximitySchema,
  OfferSchema,
  SetSchema,
  SIGNAL_KINDS,
  WeightsSchema,
  type Weights,
} from '../../utils/detect/weights.ts';
import { featureNames } from '../../utils/detect/rules.ts';
import { readYaml } from './read-yaml.ts';

/** `signals.yaml`. */
export const SignalsSchema = v.strictObject({
  signals: v.record(
    v.string(),
    v.strictObject({
      /** What the signal is evidence of. */
      kinds: v.array(v.picklist(SIGNAL_KINDS)),
      /** How severe it is; decides the order and the style of its reason. */
      severity: v.picklist(['strong', 'moderate', 'weak', 'mitigating']),
      /** Expected weight before training, in points; its sign says whether the signal raises or lowers the score. */
      prior: v.number(),
      /** False: the fact does not depend on reading a language. */
      language: v.optional(v.boolean(), true),
      /** What it means, for contributors. */
      meaning: v.string(),
    }),
  ),
});

/** `combinations.yaml`. */
export const CombinationsSchema = v.strictObject({
  concepts: v.array(v.string()),
  near: v.array(ProximitySchema),
  sets: v.array(SetSchema),
  offer: OfferSchema,
  hardFacts: v.array(v.string()),
  levels: EditedLevelsSchema,
});

export async function readWeights(folder: string): Promise<Weights> {
  const { signals } = await readYaml(join(folder, 'signals.yaml'), SignalsSchema);
  const file = join(folder, 'combinations.yaml');
  const combinations = await readYaml(file, CombinationsSchema);
  const evidence = await readYaml(join(folder, 'fitted', 'evidence.yaml'), EvidenceSchema);
  const fitted = await readYaml(join(folder, 'fitted', 'levels.yaml'), FittedLevelsSchema);
  const known = new Set(Object.keys(signals));
  const usedSignals = [
    ...combinations.near.map((near) => near.signal),
    ...combinations.sets.flatMap((set) => [...set.all.flat(), ...set.none]),
    ...combinations.offer.signals,
    ...combinations.offer.talk,
    ...combinations.hardFacts,
  ];
  for (const id of usedSignals) if (!known.has(id)) throw new Error(`${file}: unknown signal "${id}"`);
  const concepts = new Set(combinations.concepts);
  const features = new Set(featureNames([...known], combinations.concepts, combinations.sets));
  const paired = Object.entries(evidence.pairs).flatMap(([name, others]) => [name, ...Object.keys(others)]);
  for (const name of [...Object.keys(evidence.weights), ...paired]) {
    if (!features.has(name))
      throw new Error(`fitted/evidence.yaml: unknown feature "${name}"; run "npm run -s train" again`);
  }
  const usedConcepts = [...combinations.near.flatMap((near) => [...near.a, ...near.b]), ...combinations.offer.concepts];
  for (const id of usedConcepts) {
    if (!concepts.has(id)) throw new Error(`${file}: unknown concept "${id}"`);
  }
  return v.parse(WeightsSchema, {
    version: 1,
    signals: Object.entries(signals).map(([id, { kinds, severity, prior, language }]) => ({
      id,
      kinds,
      severity,
      prior,
      language,
    })),
    ...combinations,
    levels: { ...combinations.levels, ...fitted },
    evidence,
  });
}
