/** Odds of the text model for rows that it was not fitted on, so that evidence learns how far to trust it. */
import { modelOdds, type Model } from '../../utils/detect/classifier.ts';
import { fitModel, type Example, type FitOptions } from './fit.ts';

export interface BatchedExample extends Example {
  /** Examples of one batch are judged by a model of the others. */
  batch: string;
}

/** The model of all examples, and for each example the odds of a model that did not see its batch. */
export function fitStacked(examples: readonly BatchedExample[], options: FitOptions): { model: Model; odds: number[] } {
  const batches = [...new Set(examples.map((example) => example.batch))].sort();
  const models = new Map(
    batches.map(
      (batch) =>
        [
          batch,
          fitModel(
            examples.filter((example) => example.batch !== batch),
            options,
          ),
        ] as const,
    ),
  );
  const model = fitModel(examples, options);
  return { model, odds: examples.map((example) => modelOdds(models.get(example.batch) ?? model, example.text)) };
}
