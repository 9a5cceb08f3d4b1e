/**
 * Which threshold a post must reach. Without a word of work it needs more, and only a stated offer of work is danger
 * early.
 */
import { describe, expect, it } from 'vitest';
import { extractEvidence, type FeatureValues } from '../../../utils/detect/evidence.ts';
import { extractFeatures, type ExtractedFeatures } from '../../../utils/detect/extract-features.ts';
import { mayBeDanger, talkOdds } from '../../../utils/detect/judge.ts';
import { findPay } from '../../../utils/detect/pay-facts.ts';
import { rulesOf } from '../../../utils/detect/rules.ts';
import { post } from './post.ts';
import { knowledge } from './project-knowledge.ts';

const rules = rulesOf(knowledge);
const { levels } = knowledge;

function read(text: string): { features: ExtractedFeatures; values: FeatureValues } {
  const features = extractFeatures(post({ text }), knowledge, null);
  return { features, values: extractEvidence(features, levels.near, rules) };
}

describe('the additional log-odds of a post without a word of work', () => {
  it.each([
    ['a place named in a few words', 'We moved to Sihanoukville last year.', levels.talkOnly],
    ['talk of a journey', 'Visa run to Poipet yesterday, visa on arrival 40 USD, back by four', levels.talkOnly],
    ['a text about something else', 'The neighbours have painted their fence green again', levels.noWorkWord],
    ['an offer of work', 'Hiring a cook for our office in Poipet, salary 600 USD, visa handled', 0],
  ])('is the level of %s', (_name, text, more) => {
    const { features, values } = read(text);
    expect(talkOdds(values, features.facts, knowledge)).toBe(more);
  });
});

describe('a post that may be danger by its hard fact', () => {
  const OFFER = 'Hiring chat agents in Myawaddy, salary 1500 USD, free ticket, send your passport';

  it('offers work and states the fact', () => {
    const { features, values } = read(OFFER);
    expect(mayBeDanger(features, values, rules)).toBe(true);
  });

  it('needs an offer of work', () => {
    const { features, values } = read(OFFER);
    values[rules.features.noJobOffer] = 1;
    expect(mayBeDanger(features, values, rules)).toBe(false);
  });

  it('needs a hard fact', () => {
    const { features, values } = read('Hiring cooks and waiters, salary monthly, apply at the office');
    expect(mayBeDanger(features, values, rules)).toBe(false);
  });
});

describe('pay', () => {
  it('is read in a text with digits alone', () => {
    const payOf = (text: string): unknown[] => {
      const { features } = read(text);
      return findPay(features.text, features.phrases, knowledge, 'en');
    };
    expect(payOf('Salary of a thousand dollars')).toEqual([]);
    expect(payOf('Salary 1000 USD')).toHaveLength(1);
  });
});
