/**
 * Fits the weights of evidence, facts and model in one layer: logistic regression by full-batch AdaGrad (Duchi et al. 2011),
 * pulled towards the priors of signals.yaml and combinations.yaml. Signs are fixed: a signal of harm never lowers the score,
 * a mitigating one never raises it. Deterministic.
 */
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import type { Evidence } from '../../../utils/detect/weights.ts';

export interface EvidenceExample {
  features: ReadonlyMap<string, number>;
  harms: boolean;
  importance: number;
}

export const FIT_EVIDENCE = {
  rounds: 300,
  /** Strength of the pull towards the prior. */
  pull: 3,
  /** Log-odds of one point of prior. */
  perPoint: 0.2,
  /** Most that a concept, which is no signal by itself, may add or take, in log-odds. */
  conceptLimit: 0.5,
  /** Share of the prior, 0 to 1, that a signal of harm keeps: warnings name it too, and readers are shown it as a reason. */
  leastShare: 0.3,
  /** Length of the first AdaGrad steps. */
  step: 0.5,
};

interface Feature {
  name: string;
  prior: number;
  min: number;
  max: number;
  pull: number;
}

export function fitEvidence(
  examples: readonly EvidenceExample[],
  knowledge: Knowledge,
  options = FIT_EVIDENCE,
): Evidence {
  const features = featuresOf(examples, knowledge, options);
  const index = new Map(features.map(({ name }, at) => [name, at]));
  const rows = examples.map((example) => ({
    ...example,
    at: Uint16Array.from(example.features.keys(), (name) => index.get(name)!),
    values: Float64Array.from(example.features.values()),
  }));
  const weights = Float64Array.from(features, ({ prior }) => prior);
  const squares = new Float64Array(features.length + 1).fill(1e-8);
  const gradient = new Float64Array(features.length);
  let bias = -1;
  for (let round = 0; round < options.rounds; round++) {
    for (const [at, { prior, pull }] of features.entries()) gradient[at] = pull * (weights[at]! - prior);
    let biasGradient = 0;
    for (const { at, values, harms, importance } of rows) {
      let odds = bias;
      for (let i = 0; i < at.length; i++) odds += weights[at[i]!]! * values[i]!;
      const error = (1 / (1 + Math.exp(-odds)) - (harms ? 1 : 0)) * importance;
      biasGradient += error;
      for (let i = 0; i < at.length; i++) gradient[at[i]!] = gradient[at[i]!]! + error * values[i]!;
    }
    for (const [at, { min, max }] of features.entries()) {
      const slope = gradient[at]!;
      squares[at] = squares[at]! + slope * slope;
      weights[at] = Math.min(max, Math.max(min, weights[at]! - (options.step * slope) / Math.sqrt(squares[at])));
    }
    const last = features.length;
    squares[last] = squares[last]! + biasGradient ** 2;
    bias -= (options.step * biasGradient) / Math.sqrt(squares[last]);
  }
  return {
    bias: round3(bias),
    weights: Object.fromEntries(features.map(({ name }, at) => [name, round3(weights[at]!)])),
  };
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

const round3 = (value: number): number => Math.round(value * 1000) / 1000;
