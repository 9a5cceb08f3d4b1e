/** Knowledge of a few signals with round weights: a test can add up the evidence of a post by hand. */
import type { ExtractedFeatures } from '../../../utils/detect/extract-features.ts';
import type { Fact } from '../../../utils/detect/fact.ts';
import type { FoundPhrase } from '../../../utils/detect/find-phrases.ts';
import type { Knowledge } from '../../../utils/detect/knowledge.ts';
import { readPost, unitAt, type PostText } from '../../../utils/detect/post-text.ts';
import { rulesOf } from '../../../utils/detect/rules.ts';
import type { Levels, Signal } from '../../../utils/detect/weights.ts';
import { compileFoldTable, foldTableOf } from '../../../tools/knowledge/fold-table.ts';
import type { JobPost } from '../../../utils/model/job-post.ts';
import { post } from './post.ts';

const signal = (id: string, prior: number, ...kinds: Signal['kinds']): Signal => ({
  id,
  kinds,
  severity: prior < 0 ? 'mitigating' : 'moderate',
  prior,
  language: true,
});

const SIGNALS: readonly Signal[] = [
  signal('travel-paid', 2, 'lure'),
  signal('role-chat', 3, 'lure', 'job-scam'),
  signal('home-easy', 1, 'job-scam'),
  signal('easy-money', 2, 'job-scam'),
  signal('pay-high', 1, 'lure'),
  signal('fee-upfront', 4, 'job-scam'),
  signal('urgency', 1, 'job-scam'),
  signal('private-message', 1, 'lure'),
  signal('place-compound', 3, 'lure'),
  signal('visa-handled', 1, 'lure'),
  signal('counter-interview', -2, 'mitigating'),
  signal('guard-warn', -3, 'awareness'),
  signal('guard-report', -3, 'awareness'),
  signal('safety-reassurance', 2, 'lure'),
  signal('secrecy', 2, 'lure'),
  signal('location-vague', 0, 'lure'),
];
const CONCEPTS = ['hiring', 'ticket', 'experience', 'chef', 'not'] as const;

export const LEVELS: Levels = {
  caution: 1,
  danger: 3,
  dangerWithoutFact: 5,
  short: 2,
  harmless: -6,
  places: { card: -1, detail: -0.75, social: -0.5, message: 0 },
  languages: { ko: 0.5 },
  harmlessStretch: 2,
  harmlessStretchInWarning: -0.4,
  talkOnly: 3,
  noWorkWord: 2,
  besideWarning: 0.5,
  longTextSpan: 2,
  window: 2,
  windowInAwareness: 4,
  windowInHonest: 0.5,
  honest: -2,
  near: 0.5,
  freeLetters: 400,
};

const fold = foldTableOf(compileFoldTable());

/** The log-odds of a post: the text model's of harm (`odds` of `featuresOf`), and 0.25 for each concept. */
export const madeKnowledge = {
  fold,
  meta: { version: 2, languages: [{ id: 'en', reviewed: true }], channels: [], money: ['per:month', 'currency'] },
  signals: new Map(SIGNALS.map((each) => [each.id, each])),
  signalIds: SIGNALS.map(({ id }) => id),
  concepts: CONCEPTS,
  proximity: [
    { signal: 'travel-paid', a: ['ticket'], b: ['hiring'], within: 4, cross: 'clause', ordered: false },
    { signal: 'counter-interview', a: ['not'], b: ['experience'], within: 4, cross: 'none', ordered: false },
    { signal: 'not-known', a: ['ticket'], b: ['hiring'], within: 4, cross: 'none', ordered: false },
  ],
  sets: [
    { id: 'money', for: 'job-scam', all: [['easy-money'], ['fee-upfront']], none: [], weight: 1 },
    {
      id: 'both',
      for: 'lure',
      all: [['travel-paid', 'pay-high'], ['role-chat']],
      none: ['counter-interview'],
      weight: 1,
    },
  ],
  offer: { concepts: ['hiring', 'chef'], signals: ['role-chat'], talk: ['travel-paid', 'place-compound'] },
  hardFacts: ['travel-paid', 'fee-upfront', 'pay-high'],
  levels: LEVELS,
  evidence: { bias: 0, weights: { 'model:harm': 1, 'concept:ticket': 0.25, 'concept:experience': 0.25 }, pairs: {} },
  places: [],
  model: null,
  held: null,
} as unknown as Knowledge;

export const madeRules = rulesOf(madeKnowledge);

export function factOf(id: string, from: number | null = 0, change: Partial<Fact> = {}): Fact {
  const number = madeRules.numberOf(id);
  if (number < 0) throw new Error(`no signal ${id}`);
  const to = from === null ? null : from + 4;
  return {
    signal: number,
    from,
    to,
    language: 0,
    isDisguised: false,
    isByProximity: false,
    isWeak: false,
    source: null,
    ...change,
  };
}

export function conceptOf(id: (typeof CONCEPTS)[number], from: number, change: Partial<FoundPhrase> = {}): FoundPhrase {
  const to = from + 4;
  return {
    kind: 'concept',
    id: CONCEPTS.indexOf(id),
    language: 0,
    from,
    to,
    isDisguised: false,
    isWeak: false,
    ...change,
  };
}

/** The folded unit at which words of the text begin. */
export function unitOf({ text, fields }: PostText, words: string): number {
  const range = fields.find(({ field }) => field === 'text')!;
  const at = range.source.indexOf(words);
  if (at < 0) throw new Error(`no ${words}`);
  return unitAt({ text, fields }, range, at);
}

const BODY = 'A text of some lines that says nothing by itself';

/** What is read of a post whose text model gives `odds` of harm. Nothing else is known of it but what `change` says. */
export function featuresOf(
  odds: number,
  change: Partial<ExtractedFeatures> = {},
  of: Partial<JobPost> = { text: BODY },
): ExtractedFeatures {
  return {
    text: readPost(post(of), fold),
    language: 'en',
    phrases: [],
    facts: [],
    contacts: [],
    quotations: [],
    isShownAsJob: false,
    hasLaughter: false,
    excessLength: 0,
    place: 'message',
    spans: [],
    modelOutput: { lure: 0, jobScam: 0, warning: 0, harm: odds },
    wordingReliability: 1,
    shortness: 0,
    ...change,
  };
}
