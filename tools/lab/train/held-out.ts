/** Log-odds of the text model for examples that it did not see, and what they say of it. */
import { softmaxOf, type Thresholds } from '../../../utils/detect/text-classifier.ts';
import { NO_FRAUD, type Formal } from '../../../utils/detect/formal-ad-classifier.ts';
import type { ModelOutput } from '../../../utils/detect/model-wording.ts';
import { auc, recallAt, round } from './auc.ts';
import { FOLDS, type TrainingExample } from './training-examples.ts';
import { fitFormal, oddsOf } from './fit-formal.ts';
import { fitText, classOdds, type Fitted } from './fit-text.ts';
import type { Calibration } from './calibrate.ts';

/** A model that saw no example of its fold. */
export interface FoldModel {
  text: Fitted;
  formal: Formal;
}

/** One for each fold, in order. */
export function fitFolds(examples: readonly TrainingExample[]): FoldModel[] {
  return Array.from({ length: FOLDS }, (_, fold) => {
    const others = examples.filter((example) => example.fold !== fold);
    return { text: fitText(others), formal: fitFormal(others) };
  });
}

/** By lane and of fraud, for each example in order, by the model of its fold. */
export function heldOutOdds(examples: readonly TrainingExample[], folds: readonly FoldModel[]): number[][] {
  return examples.map(({ fold, buckets, formal }) => {
    const model = folds[fold] as FoldModel;
    return [...classOdds(model.text, buckets), formal === null ? NO_FRAUD : oddsOf(model.formal, formal)];
  });
}

/** What the model, calibrated, says of an example by its log-odds. */
export function wordingFor(
  { formal }: TrainingExample,
  odds: readonly number[],
  { factor, add }: Calibration,
): ModelOutput {
  const [lure = 0, scam = 0, warning = 0, fraud = 0] = odds.map(
    (each, lane) => each * (factor[lane] ?? 1) + (add[lane] ?? 0),
  );
  return { ...softmaxOf([lure, scam, warning]), fraud: formal === null ? NO_FRAUD : fraud };
}

/** Most that the model adds or takes, in log-odds. */
const MAX_ODDS = 2;
/** False alarms that the model may raise alone: among honest and warning rows of the corpus, and among real honest ads. */
const OWN_ALARMS = 0.005;
const REAL_ALARMS = 0.0005;

/** Thresholds from examples that the model did not see. */
export function thresholdsOf(examples: readonly TrainingExample[], wordings: readonly ModelOutput[]): Thresholds {
  const margins = (real: boolean): number[] =>
    wordings
      .filter((_, index) => isHonest(examples[index]) && (examples[index]?.set !== 'own') === real)
      .map(({ margin }) => margin);
  const cautionAlone = Math.max(quantile(margins(false), OWN_ALARMS), quantile(margins(true), REAL_ALARMS));
  return { cautionAlone: Math.round(cautionAlone * 1000) / 1000, most: MAX_ODDS };
}

const isHonest = (example: TrainingExample | undefined): boolean =>
  example !== undefined && !example.harms && example.outcome !== null;

/** What this share of the values exceeds. */
function quantile(values: readonly number[], share: number): number {
  return [...values].sort((a, b) => b - a)[Math.floor(values.length * share)] ?? 0;
}

export interface Figures {
  /** Lures and job scams against honest and warning rows of the corpus. */
  own: { auc: number; againstLegit: number; againstWarnings: number; recallAt1: number; recallAt5: number };
  /** Area under the curve by language. */
  languages: Record<string, number>;
  /** Of EMSCAD's frauds, by `fraud`, at 1 % of its honest ads. */
  fraud: { auc: number; recallAt1: number } | null;
  /** Share of rows that the model raises alone, by set and label. */
  alone: Record<string, number>;
}

export function figuresOf(
  examples: readonly TrainingExample[],
  wordings: readonly ModelOutput[],
  thresholds: Thresholds,
): Figures {
  const rows = examples.map((example, index) => ({ ...example, wording: wordings[index] as ModelOutput }));
  const margins = (list: typeof rows): number[] => list.map(({ wording }) => wording.margin);
  const own = rows.filter(({ set }) => set === 'own');
  const bad = own.filter(({ harms }) => harms);
  const against = (label?: string): number[] =>
    margins(own.filter(({ harms, row }) => !harms && (label === undefined || row.label === label)));
  const languages = [...new Set(own.map(({ row }) => row.language))].sort();
  const known = rows.filter(({ fraud }) => fraud !== null);
  const frauds = known.filter(({ fraud }) => fraud === true).map(({ wording }) => wording.fraud);
  const honest = known.filter(({ fraud }) => fraud === false).map(({ wording }) => wording.fraud);
  const alone: Record<string, number> = {};
  for (const name of [...new Set(rows.map(({ set, row }) => `${set} ${row.label}`))].sort()) {
    const list = rows.filter(({ set, row }) => `${set} ${row.label}` === name);
    alone[name] = round(list.filter(({ wording }) => wording.margin >= thresholds.cautionAlone).length / list.length);
  }
  return {
    own: {
      auc: round(auc(margins(bad), against())),
      againstLegit: round(auc(margins(bad), against('legit'))),
      againstWarnings: round(auc(margins(bad), against('warning'))),
      recallAt1: round(recallAt(margins(bad), against(), 0.01)),
      recallAt5: round(recallAt(margins(bad), against(), 0.05)),
    },
    languages: Object.fromEntries(
      languages.map((language) => {
        const list = own.filter(({ row }) => row.language === language);
        return [
          language,
          round(auc(margins(list.filter(({ harms }) => harms)), margins(list.filter(({ harms }) => !harms)))),
        ];
      }),
    ),
    fraud:
      frauds.length === 0
        ? null
        : { auc: round(auc(frauds, honest)), recallAt1: round(recallAt(frauds, honest, 0.01)) },
    alone,
  };
}
