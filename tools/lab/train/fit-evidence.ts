/**
 * Fits the weights of evidence, facts and model in one layer: logistic regression, pulled towards the priors of signals.yaml
 * and combinations.yaml. Signs are fixed: a signal of harm never lowers the score by itself nor beside another one, a
 * mitigating one never raises it by itself. What two facts say together is fitted too, in all languages at once.
 */
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import type { Evidence } from '../../../utils/detect/weights.ts';
import { fitLogistic, type Coefficient, type Column, type Targets } from './fit-logistic.ts';
import { countPairs, pairColumn, type Pair } from './pair-columns.ts';

export interface EvidenceExample {
  features: ReadonlyMap<string, number>;
  harms: boolean;
  importance: number;
}

export const FIT_EVIDENCE = {
  /** Strength of the pull towards the prior. */
  pull: 3,
  /** Log-odds of one point of prior. */
  perPoint: 0.2,
  /** Most that a concept, which is no signal by itself, may add or take, in log-odds. */
  conceptLimit: 0.5,
  /** Share of the prior, 0 to 1, that a signal of harm keeps: warnings name it too, and readers are shown it as a reason. */
  leastShare: 0.3,
  /**
   * Pairs of facts: only those of `minRows` rows are tried, pulled to 0, and the `kept` ones of most weight fitted again. Held
   * out, they find two more of a hundred written lures at the same false alarms, and as many job scams; all 8,000 find no more.
   */
  pairs: { minRows: 100, pull: 25, kept: 1_500, maxWeight: 1 },
};

interface Feature extends Coefficient {
  name: string;
}

export function fitEvidence(
  examples: readonly EvidenceExample[],
  knowledge: Knowledge,
  options = FIT_EVIDENCE,
): Evidence {
  const features = featuresOf(examples, knowledge, options);
  const columns = columnsOf(examples, features);
  const targets: Targets = {
    harms: Uint8Array.from(examples, ({ harms }) => (harms ? 1 : 0)),
    importances: Float64Array.from(examples, ({ importance }) => importance),
  };
  const fit = (pairs: readonly Pair[]) =>
    fitLogistic(
      [...columns, ...pairs.map((pair) => pairColumn(columns, pair))],
      [...features, ...pairs.map(({ a, b }) => boundsOfPair(features[a]!, features[b]!, knowledge, options))],
      targets,
    );
  const paired = features.map(({ name }) => isPaired(name));
  const tried = countPairs(columns, paired, examples.length).filter(({ rows }) => rows >= options.pairs.minRows);
  const first = fit(tried).weights.slice(features.length);
  const kept = tried
    .map((pair, i) => ({ pair, size: Math.abs(first[i]!) }))
    .sort((x, y) => y.size - x.size)
    .slice(0, options.pairs.kept)
    .map(({ pair }) => pair)
    .sort((x, y) => x.a - y.a || x.b - y.b);
  const { bias, weights } = fit(kept);
  const pairs: Record<string, Record<string, number>> = {};
  for (const [i, { a, b }] of kept.entries()) {
    const weight = round2(weights[features.length + i]!);
    if (weight !== 0) (pairs[features[a]!.name] ??= {})[features[b]!.name] = weight;
  }
  return {
    bias: round3(bias),
    weights: Object.fromEntries(features.map(({ name }, at) => [name, round3(weights[at]!)])),
    pairs,
  };
}

function columnsOf(examples: readonly EvidenceExample[], features: readonly Feature[]): Column[] {
  const rows = new Map(features.map(({ name }) => [name, { at: [] as number[], values: [] as number[] }]));
  for (const [index, example] of examples.entries()) {
    for (const [name, value] of example.features) {
      const { at, values } = rows.get(name)!;
      at.push(index);
      values.push(value);
    }
  }
  return [...rows.values()].map(({ at, values }) => ({
    rows: Uint32Array.from(at),
    values: Float32Array.from(values),
  }));
}

function featuresOf(
  examples: readonly EvidenceExample[],
  knowledge: Knowledge,
  options: typeof FIT_EVIDENCE,
): Feature[] {
  const names = new Set(examples.flatMap(({ features }) => [...features.keys()]));
  for (const id of knowledge.signalIds) names.add(id);
  for (const { id } of knowledge.sets) names.add(`set:${id}`);
  return [...names].sort().map((name) => describeFeature(name, knowledge, options));
}

/** Priors and bounds, in log-odds, of what is neither signal nor set nor concept. */
const OTHERS: Readonly<Record<string, readonly [prior: number, min: number, max: number]>> = {
  awareness: [-1, -3, 0],
  quoted: [-0.5, -1.2, 0],
  'no-job-offer': [-0.5, -3, 0],
  'talk-only': [-0.5, -3, 0],
  'excess-length': [-0.3, -1.5, 0],
  short: [0, -3, 3],
  laughter: [-0.3, -1, 0],
};

function describeFeature(name: string, knowledge: Knowledge, options: typeof FIT_EVIDENCE): Feature {
  const { perPoint, conceptLimit, leastShare, pull } = options;
  const other = OTHERS[name];
  if (other !== undefined) return { name, prior: other[0], min: other[1], max: other[2], pull };
  const [kind, id] = name.includes(':') ? (name.split(':') as [string, string]) : ['signal', name];
  if (kind === 'model') return { name, prior: 0, min: id === 'harm' ? 0 : -3, max: 3, pull: 0 };
  if (kind === 'concept') return { name, prior: 0, min: -conceptLimit, max: conceptLimit, pull };
  if (kind === 'set') {
    const prior = knowledge.sets.find((set) => set.id === id)?.weight ?? 0;
    return { name, prior: prior * perPoint, min: 0, max: 3, pull };
  }
  const points = (knowledge.signals.get(id)?.prior ?? 0) * (kind === 'weak' ? 0.3 : 1);
  const prior = points * perPoint;
  return { name, prior, min: points > 0 ? leastShare * prior : -3, max: points > 0 ? 3 : 0, pull };
}

/** The outputs of the text model and the length pair with nothing: they are no facts. */
const isPaired = (name: string): boolean => !name.startsWith('model:') && name !== 'excess-length';

function boundsOfPair(a: Feature, b: Feature, knowledge: Knowledge, { pairs }: typeof FIT_EVIDENCE): Coefficient {
  const harms = ({ name }: Feature): boolean => (knowledge.signals.get(name)?.prior ?? 0) > 0;
  const { pull, maxWeight } = pairs;
  return { prior: 0, min: harms(a) && harms(b) ? 0 : -maxWeight, max: maxWeight, pull };
}

const round2 = (value: number): number => Math.round(value * 100) / 100;
const round3 = (value: number): number => Math.round(value * 1000) / 1000;
