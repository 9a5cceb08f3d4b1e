/** How posts fare that neither text model nor weights saw: each fold is judged by what was fitted to the others. */
import type { Analysis } from '../../../utils/detect/analysis.ts';
import { analyse } from '../../../utils/detect/analyse.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import type { Model } from '../../../utils/detect/text-classifier.ts';
import type { Evidence, FittedLevels } from '../../../utils/detect/weights.ts';
import { mixturesOf } from './mixtures.ts';
import type { TrainingExample } from './training-examples.ts';

export interface FittedFold {
  model: Model;
  evidence: Evidence;
}

export interface LevelShares {
  rows: number;
  /** Share at caution or above, and at danger. */
  caution: number;
  danger: number;
}

/** By set and label; for the corpus by batch, language and family with label too; and by mixture (`mixturesOf`). */
export function heldOutShares(
  examples: readonly TrainingExample[],
  folds: readonly FittedFold[],
  levels: FittedLevels,
  knowledge: Knowledge,
): Record<string, LevelShares> {
  const groups = new Map<string, Analysis[]>();
  const add = (name: string, analysis: Analysis): void => {
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [analysis]);
    else group.push(analysis);
  };
  const mixtures = mixturesOf(examples);
  for (const [fold, { model, evidence }] of folds.entries()) {
    const without = { ...knowledge, model, evidence, levels: { ...knowledge.levels, ...levels } };
    for (const { fold: own, row } of examples) {
      if (own !== fold) continue;
      const analysis = analyse({ ...row.post, kind: 'message' }, without);
      for (const name of namesOf(row)) add(name, analysis);
    }
    for (const { name, fold: own, post } of mixtures) if (own === fold) add(name, analyse(post, without));
  }
  const share = (list: readonly Analysis[], test: (each: Analysis) => boolean): number =>
    Math.round((1000 * list.filter(test).length) / list.length) / 1000;
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

/** The groups that a row is counted in. */
function namesOf({ set, label, batch, lang, tactic }: TrainingExample['row']): string[] {
  if (set !== 'own') return [`${set} ${label}`, `real ${label}`];
  return [`own ${label}`, `batch ${batch} ${label}`, `${lang} ${label}`, `family ${tactic} ${label}`];
}
