/** What the engine does with posts unknown to it: levels by evidence and a text model that were fitted without them. */
import { judge, type Judgement } from '../../utils/detect/judge.ts';
import type { Knowledge } from '../../utils/detect/knowledge.ts';
import { fraudScore, type PostWording } from '../../utils/detect/model-wording.ts';
import type { Evidence } from '../../utils/detect/weights.ts';
import { recallAt, round } from './curves.ts';
import { FOLDS, type TrainingExample } from './examples.ts';

export interface LevelShares {
  rows: number;
  /** Share at caution or above, and at danger. */
  caution: number;
  danger: number;
}

export interface HeldOutLevels {
  /** By set and label, and for the corpus by batch or language and label too. */
  levels: Record<string, LevelShares>;
  /** Of frauds among formal ads, those whose score is above what 1 % of the honest ones pass; null without such rows. */
  fraudRecallAt1: number | null;
}

/** `points`: what a model that did not see an example adds; `fit`: evidence from the examples of these indices. */
export function heldOutLevels(
  examples: readonly TrainingExample[],
  wordings: readonly PostWording[],
  points: readonly number[],
  knowledge: Knowledge,
  fit: (indices: readonly number[]) => Evidence,
): HeldOutLevels {
  const judgements: Judgement[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const evidence = fit([...examples.keys()].filter((index) => examples[index]?.fold !== fold));
    for (const [index, { fold: own, piece }] of examples.entries()) {
      if (own === fold) judgements[index] = judge({ ...piece, model: points[index] ?? 0 }, { ...knowledge, evidence });
    }
  }
  const scores = (fraud: boolean): number[] =>
    judgements
      .map(({ score }, index) => Math.max(score, fraudScore(wordings[index] as PostWording)))
      .filter((_, index) => examples[index]?.fraud === fraud);
  return {
    levels: sharesOf(examples, judgements),
    fraudRecallAt1: scores(true).length === 0 ? null : round(recallAt(scores(true), scores(false), 0.01)),
  };
}

function sharesOf(examples: readonly TrainingExample[], judgements: readonly Judgement[]): Record<string, LevelShares> {
  const groups = new Map<string, Judgement[]>();
  for (const [index, { set, row }] of examples.entries()) {
    const names =
      set === 'own'
        ? [`own ${row.label}`, `batch ${row.batch} ${row.label}`, `${row.language} ${row.label}`]
        : [`${set} ${row.label}`];
    for (const name of names) {
      const group = groups.get(name) ?? [];
      group.push(judgements[index] as Judgement);
      groups.set(name, group);
    }
  }
  const share = (list: readonly Judgement[], test: (each: Judgement) => boolean): number =>
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
