/** Levels of rows by evidence and a text model that did not see them: what the engine does with posts unknown to it. */
import { judge, type Judgement } from '../../utils/detect/judge.ts';
import type { Knowledge } from '../../utils/detect/knowledge.ts';
import type { Wording } from '../../utils/detect/classifier.ts';
import type { Evidence } from '../../utils/detect/weights.ts';
import { FOLDS, type TrainingExample } from './examples.ts';
import { recallAt } from './curves.ts';

/** `fit`: evidence from the examples whose index it is given. */
export function heldOutLevels(
  examples: readonly TrainingExample[],
  wordings: readonly Wording[],
  points: readonly number[],
  knowledge: Knowledge,
  fit: (indices: readonly number[]) => Evidence,
): Judgement[] {
  const judgements: Judgement[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const evidence = fit([...examples.keys()].filter((index) => examples[index]?.fold !== fold));
    for (const [index, { fold: own, piece }] of examples.entries()) {
      if (own !== fold) continue;
      judgements[index] = judge(
        { ...piece, wording: wordings[index] ?? null, model: points[index] ?? 0 },
        { ...knowledge, evidence },
      );
    }
  }
  return judgements;
}

export interface LevelShares {
  rows: number;
  caution: number;
  danger: number;
}

/** By set and label, then by language and label for the corpus. */
export function sharesOf(
  examples: readonly TrainingExample[],
  judgements: readonly Judgement[],
): Record<string, LevelShares> {
  const groups = new Map<string, Judgement[]>();
  for (const [index, { set, row }] of examples.entries()) {
    const names = set === 'own' ? [`own ${row.label}`, `${row.language} ${row.label}`] : [`${set} ${row.label}`];
    for (const name of names) groups.set(name, [...(groups.get(name) ?? []), judgements[index] as Judgement]);
  }
  const share = (list: readonly Judgement[], test: (each: Judgement) => boolean): number =>
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

/** EMSCAD's frauds above what 1 % of its honest ads pass, by the engine's score. */
export function fraudRecall(examples: readonly TrainingExample[], judgements: readonly Judgement[]): number {
  const scores = (side: boolean): number[] =>
    judgements.filter((_, index) => examples[index]?.fraud === side).map(({ score }) => score);
  return Math.round(recallAt(scores(true), scores(false), 0.01) * 1000) / 1000;
}
