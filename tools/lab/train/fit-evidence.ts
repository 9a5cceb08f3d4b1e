/**
 * Fits the weights of evidence: logistic regression by full-batch AdaGrad, pulled towards what signals.yaml and
 * combinations.yaml expect, under the signs that common sense fixes. Deterministic.
 */
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import type { Evidence } from '../../../utils/detect/weights.ts';

export interface EvidenceExample {
  features: ReadonlyMap<string, number>;
  harms: boolean;
  /** How much the example counts. */
  importance: number;
}

export interface EvidenceOptions {
  rounds: number;
  /** Strength of the pull towards what is expected. */
  pull: number;
  /** Log-odds that one point of expected weight stands for. */
  perPoint: number;
  /** Most that a concept, which is no signal by itself, may say either way. */
  conceptLimit: number;
}

export const EVIDENCE: EvidenceOptions = { rounds: 300, pull: 3, perPoint: 0.35, conceptLimit: 0.5 };

interface Feature {
  name: string;
  expected: number;
  least: number;
  most: number;
}

export function fitEvidence(
  examples: readonly EvidenceExample[],
  knowledge: Knowledge,
  options: EvidenceOptions = EVIDENCE,
): Evidence {
  const features = featuresOf(examples, knowledge, options);
  const index = new Map(features.map((feature, at) => [feature.name, at]));
  const rows = examples.map((example) =>
    [...example.features].map(([name, value]) => [index.get(name) ?? 0, value] as const),
  );
  const weights = Float64Array.from(features, (feature) => feature.expected);
  const steps = new Float64Array(features.length).fill(1e-8);
  let bias = -2;
  let biasStep = 1e-8;
  for (let round = 0; round < options.rounds; round++) {
    const gradient = Float64Array.from(
      features,
      (feature, at) => options.pull * ((weights[at] ?? 0) - feature.expected),
    );
    let biasGradient = 0;
    for (const [at, example] of examples.entries()) {
      const row = rows[at] ?? [];
      let odds = bias;
      for (const [feature, value] of row) odds += (weights[feature] ?? 0) * value;
      const error = (1 / (1 + Math.exp(-odds)) - (example.harms ? 1 : 0)) * example.importance;
      biasGradient += error;
      for (const [feature, value] of row) gradient[feature] = (gradient[feature] ?? 0) + error * value;
    }
    for (const [at, feature] of features.entries()) {
      const slope = gradient[at] ?? 0;
      steps[at] = (steps[at] ?? 0) + slope * slope;
      const moved = (weights[at] ?? 0) - (0.5 * slope) / Math.sqrt(steps[at] ?? 1);
      weights[at] = Math.min(feature.most, Math.max(feature.least, moved));
    }
    biasStep += biasGradient * biasGradient;
    bias -= (0.5 * biasGradient) / Math.sqrt(biasStep);
  }
  const named = features
    .map((feature, at) => [feature.name, round3(weights[at] ?? 0)] as const)
    .filter(([, weight]) => weight !== 0);
  return { bias: round3(bias), weights: Object.fromEntries(named.sort(([a], [b]) => (a < b ? -1 : 1))) };
}

function featuresOf(examples: readonly EvidenceExample[], knowledge: Knowledge, options: EvidenceOptions): Feature[] {
  const names = new Set<string>(examples.flatMap((example) => [...example.features.keys()]));
  for (const id of knowledge.signalIds) names.add(id);
  for (const set of knowledge.sets) names.add(`set:${set.id}`);
  return [...names].sort().map((name) => describeFeature(name, knowledge, options));
}

function describeFeature(name: string, knowledge: Knowledge, { perPoint, conceptLimit }: EvidenceOptions): Feature {
  if (name === 'guard') return { name, expected: -1, least: -3, most: 0 };
  if (name === 'quoted') return { name, expected: -0.5, least: -1.2, most: 0 };
  if (name === 'unoffered') return { name, expected: -1, least: -3, most: 0 };
  if (name === 'long') return { name, expected: -0.5, least: -1.5, most: 0 };
  if (name === 'model') return { name, expected: 0.4, least: 0, most: 1.5 };
  const [kind, id] = name.includes(':') ? (name.split(':') as [string, string]) : ['signal', name];
  if (kind === 'concept') return { name, expected: 0, least: -conceptLimit, most: conceptLimit };
  if (kind === 'set') {
    const weight = knowledge.sets.find((set) => set.id === id)?.weight ?? 0;
    return { name, expected: weight * perPoint, least: 0, most: 3 };
  }
  const weight = (knowledge.signals.get(id)?.weight ?? 0) * (kind === 'faint' ? 0.3 : 1);
  if (weight > 0) return { name, expected: weight * perPoint, least: kind === 'faint' ? 0 : 0.05, most: 3 };
  return { name, expected: weight * perPoint, least: -3, most: 0 };
}

function round3(value: number): number {
  return Math.round(value * 1000) / 1000;
}
