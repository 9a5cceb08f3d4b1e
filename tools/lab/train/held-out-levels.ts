/** What the engine does with posts unknown to it: its analysis by evidence and a text model that were fitted without them. */
import type { Model } from '../../../utils/detect/text-classifier.ts';
import { analyse } from '../../../utils/detect/engine.ts';
import type { Analysis } from '../../../utils/detect/analysis.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import type { Evidence } from '../../../utils/detect/weights.ts';
import { recallAt, round } from './auc.ts';
import type { TrainingExample } from './training-examples.ts';
import { mixturesOf } from './mixtures.ts';

export interface LevelShares {
  rows: number;
  /** Share at caution or above, and at danger. */
  caution: number;
  danger: number;
}

export interface HeldOutLevels {
  /** By set and label, for the corpus by batch or language and label too, and by mixture (`mixturesOf`). */
  levels: Record<string, LevelShares>;
  /** Of frauds among formal ads, those whose score is above what 1 % of the honest ones pass; null without such rows. */
  fraudRecallAt1: number | null;
}

/** `models`: by fold, each fitted without the examples of it; `fit`: evidence from the examples of these indices. */
export function heldOutLevels(
  examples: readonly TrainingExample[],
  models: readonly Model[],
  knowledge: Knowledge,
  fit: (indices: readonly number[]) => Evidence,
): HeldOutLevels {
  const analyses: Analysis[] = [];
  const mixed: [name: string, analysis: Analysis][] = [];
  const mixtures = mixturesOf(examples);
  for (const [fold, model] of models.entries()) {
    const evidence = fit([...examples.keys()].filter((index) => examples[index]?.fold !== fold));
    const withoutFold = { ...knowledge, model, evidence };
    for (const [index, { fold: own, row }] of examples.entries())
      if (own === fold) analyses[index] = analyse(row.post, withoutFold);
    for (const { name, fold: own, post } of mixtures) if (own === fold) mixed.push([name, analyse(post, withoutFold)]);
  }
  const scores = (fraud: boolean): number[] =>
    analyses.filter((_, index) => examples[index]?.fraud === fraud).map(({ score }) => score);
  return {
    levels: levelShares([
      ...analyses.flatMap((analysis, index) =>
        namesOf(examples[index] as TrainingExample).map((name) => [name, analysis] as const),
      ),
      ...mixed,
    ]),
    fraudRecallAt1: scores(true).length === 0 ? null : round(recallAt(scores(true), scores(false), 0.01)),
  };
}

/** The groups that an example is counted in. */
function namesOf({ set, row: { label, batch, language } }: TrainingExample): string[] {
  return set === 'own' ? [`own ${label}`, `batch ${batch} ${label}`, `${language} ${label}`] : [`${set} ${label}`];
}

function levelShares(named: readonly (readonly [name: string, analysis: Analysis])[]): Record<string, LevelShares> {
  const groups = new Map<string, Analysis[]>();
  for (const [name, analysis] of named) {
    const group = groups.get(name) ?? [];
    group.push(analysis);
    groups.set(name, group);
  }
  const share = (list: readonly Analysis[], test: (each: Analysis) => boolean): number =>
    round(list.filter(test).length / list.length);
  return Object.fromEntries(
    [...groups]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, list]) => [
        name,
        {
          rows: list.length,
          caution: share(list, ({ level }) => level !== 'none'),
          danger: share(list, ({ level }) => level === 'danger'),
        },
      ]),
  );
}
