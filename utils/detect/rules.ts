/** Signals, pairs of concepts, sets and fitted weights by number: judging a post needs no look-up by name. */
import type { Knowledge } from './knowledge.ts';
import type { Evidence, Signal } from './weights.ts';

export interface Rules {
  /** By number, as payloads have them. */
  signals: readonly Signal[];
  /** Prior of each signal: above 0 it raises the score, below 0 it lowers it. */
  priors: Float64Array;
  /** How early its reason is shown, by severity: 3 for strong, 0 for mitigating. */
  ranks: Uint8Array;
  /** 1 for words of warnings and news. */
  awareness: Uint8Array;
  /** 1 for signals that only show where the work is. */
  places: Uint8Array;
  /** 1 for signals that state a hard fact: contact, fee, route, confinement or pay. */
  hardFacts: Uint8Array;
  proximity: readonly ProximityRule[];
  /** 1 for signals of two concepts of which one denies the other: "never" and "deposit". */
  denials: Uint8Array;
  sets: readonly SignalSetRule[];
  /** 1 for concepts and for signals that show that work is offered, and for signals of any talk (`OfferSchema`). */
  offering: { concepts: Uint8Array; signals: Uint8Array; talk: Uint8Array };
  features: FeatureIndex;
  money: readonly MoneyMeaning[];
  /** Number of a signal, or -1. */
  numberOf(id: string): number;
}

/** `ProximityEntry` of weights.ts with numbers instead of ids. */
export interface ProximityRule {
  signal: number;
  a: readonly number[];
  b: readonly number[];
  within: number;
  cross: 'none' | 'clause' | 'sentence';
  ordered: boolean;
}

/** `SignalSet` of weights.ts with numbers instead of ids: at least one of each list in `all`, none of `none`. */
export interface SignalSetRule {
  all: readonly (readonly number[])[];
  none: readonly number[];
}

/** `per:month` as `{kind: 'per', value: 'month'}`. */
export interface MoneyMeaning {
  kind: string;
  value: string;
}

/**
 * Where each kind of feature begins: signals at 0, then weak signals, concepts, sets, seven single features, and those
 * of the text model.
 */
export interface FeatureIndex {
  weak: number;
  concepts: number;
  sets: number;
  quoted: number;
  awareness: number;
  excessLength: number;
  noJobOffer: number;
  talkOnly: number;
  short: number;
  laughter: number;
  /** First of `MODEL_FEATURES`. */
  model: number;
  names: readonly string[];
  weights: Float64Array;
  pairs: PairRules;
}

/** Weights of pairs of features, as columns. Each pair is stored at one of its two features. */
export interface PairRules {
  /** By number of a feature: its first pair; the pairs of the next one follow. */
  first: Int32Array;
  /** By pair: number of the other feature, and log-odds of both together. */
  others: Int32Array;
  weights: Float64Array;
}

const RANK: Readonly<Record<Signal['severity'], number>> = { strong: 3, moderate: 2, weak: 1, mitigating: 0 };

/** Concepts that deny what stands near them. */
const DENYING: ReadonlySet<string> = new Set(['not', 'none-needed']);

const rulesByKnowledge = new WeakMap<Knowledge, Rules>();

/** Made once for each knowledge. */
export function rulesOf(knowledge: Knowledge): Rules {
  let rules = rulesByKnowledge.get(knowledge);
  if (rules === undefined) rulesByKnowledge.set(knowledge, (rules = makeRules(knowledge)));
  return rules;
}

function makeRules(knowledge: Knowledge): Rules {
  const numbers = new Map(knowledge.signalIds.map((id, number) => [id, number]));
  const concepts = new Map(knowledge.concepts.map((id, number) => [id, number]));
  const numberOf = (id: string): number => numbers.get(id) ?? -1;
  const numbersOf = (ids: readonly string[], by: ReadonlyMap<string, number> = numbers): number[] =>
    ids.flatMap((id) => by.get(id) ?? []);
  const signals = knowledge.signalIds.map((id) => knowledge.signals.get(id) as Signal);
  return {
    signals,
    priors: Float64Array.from(signals, ({ prior }) => prior),
    ranks: Uint8Array.from(signals, ({ severity }) => RANK[severity]),
    awareness: Uint8Array.from(signals, ({ id }) => (id.startsWith('guard-') ? 1 : 0)),
    places: Uint8Array.from(signals, ({ id }) => (id.startsWith('place-') ? 1 : 0)),
    hardFacts: Uint8Array.from(signals, ({ id }) => (knowledge.hardFacts.includes(id) ? 1 : 0)),
    proximity: knowledge.proximity.flatMap(({ signal, a, b, within, cross, ordered }) =>
      numbers.has(signal)
        ? [{ signal: numberOf(signal), a: numbersOf(a, concepts), b: numbersOf(b, concepts), within, cross, ordered }]
        : [],
    ),
    denials: Uint8Array.from(signals, ({ id }) =>
      knowledge.proximity.some(({ signal, a, b }) => signal === id && [...a, ...b].some((each) => DENYING.has(each)))
        ? 1
        : 0,
    ),
    sets: knowledge.sets.map(({ all, none }) => ({ all: all.map((ids) => numbersOf(ids)), none: numbersOf(none) })),
    offering: {
      concepts: Uint8Array.from(knowledge.concepts, (id) => (knowledge.offer.concepts.includes(id) ? 1 : 0)),
      signals: Uint8Array.from(knowledge.signalIds, (id) => (knowledge.offer.signals.includes(id) ? 1 : 0)),
      talk: Uint8Array.from(knowledge.signalIds, (id) => (knowledge.offer.talk.includes(id) ? 1 : 0)),
    },
    features: indexFeatures(knowledge),
    money: knowledge.meta.money.map((id) => {
      const [kind = '', value = ''] = id.split(':');
      return { kind, value };
    }),
    numberOf,
  };
}

/** Outputs of the text model as features, in order; `harm-short`: harm of a text too short to be reliable. */
export const MODEL_FEATURES = [
  'model:harm',
  'model:lure',
  'model:job-scam',
  'model:warning',
  'model:harm-short',
] as const;

/** Names of all features of evidence, by number; `evidence.yaml` names its weights so. */
export function featureNames(
  signals: readonly string[],
  concepts: readonly string[],
  sets: readonly { id: string }[],
): string[] {
  return [
    ...signals,
    ...signals.map((id) => `weak:${id}`),
    ...concepts.map((id) => `concept:${id}`),
    ...sets.map(({ id }) => `set:${id}`),
    'quoted',
    'awareness',
    'excess-length',
    'no-job-offer',
    'talk-only',
    'short',
    'laughter',
    ...MODEL_FEATURES,
  ];
}

function indexFeatures({ signalIds, concepts, sets, evidence }: Knowledge): FeatureIndex {
  const names = featureNames(signalIds, concepts, sets);
  const first = 2 * signalIds.length + concepts.length + sets.length;
  return {
    weak: signalIds.length,
    concepts: 2 * signalIds.length,
    sets: 2 * signalIds.length + concepts.length,
    quoted: first,
    awareness: first + 1,
    excessLength: first + 2,
    noJobOffer: first + 3,
    talkOnly: first + 4,
    short: first + 5,
    laughter: first + 6,
    model: first + 7,
    names,
    weights: Float64Array.from(names, (name) => evidence.weights[name] ?? 0),
    pairs: indexPairs(names, evidence.pairs),
  };
}

/** Lists instead of a matrix: the size of a matrix would grow with the square of the number of features. */
function indexPairs(names: readonly string[], pairs: Evidence['pairs']): PairRules {
  const numbers = new Map(names.map((name, number) => [name, number]));
  const first = new Int32Array(names.length + 1);
  const others: number[] = [];
  const weights: number[] = [];
  for (const [number, one] of names.entries()) {
    first[number] = others.length;
    for (const [name, weight] of Object.entries(Object.hasOwn(pairs, one) ? pairs[one]! : {})) {
      const other = numbers.get(name);
      if (other === undefined) continue;
      others.push(other);
      weights.push(weight);
    }
  }
  first[names.length] = others.length;
  return { first, others: Int32Array.from(others), weights: Float64Array.from(weights) };
}
