import { describe, expect, it } from 'vitest';
import { Ablation } from '../../../tools/lab/phrases/ablation.ts';
import { countUses } from '../../../tools/lab/phrases/count-uses.ts';
import { readSpellings } from '../../../tools/lab/phrases/read-spellings.ts';
import type { Row } from '../../../tools/eval/rows.ts';
import { post } from '../detect/post.ts';
import { smallKnowledge } from '../detect/small-knowledge.ts';

const knowledge = await smallKnowledge();
const english = knowledge.meta.languages.findIndex(({ id }) => id === 'en');
const row = (text: string): Row => ({
  set: 'own',
  lang: 'en',
  label: 'lure',
  tactic: '',
  batch: 'b',
  writer: 'w',
  group: 'b',
  post: post({ text }),
});
const lexicon = {
  language: 'en',
  reviewed: false,
  signals: { 'travel-paid': ['[free|paid] ticket*', { phrase: 'fly ... free' }] },
  concepts: {},
};

describe('readSpellings', () => {
  it('resolves brackets and keeps gaps and open ends', () => {
    const [group] = readSpellings(lexicon);
    expect(group?.spellings.map(({ spelling }) => spelling)).toEqual(['free ticket*', 'paid ticket*', 'fly ... free']);
  });

  it('tells a signal from a concept with the same id', () => {
    const both = { ...lexicon, signals: { pickup: ['driver waits'] }, concepts: { pickup: ['pick up'] } };
    expect(
      readSpellings(both).map(({ kind, id, spellings }) => [kind, id, spellings.map(({ phrase }) => phrase)]),
    ).toEqual([
      ['signal', 'pickup', ['driver waits']],
      ['concept', 'pickup', ['pick up']],
    ]);
  });
});

describe('countUses', () => {
  it('names the rows in which each spelling matches', () => {
    const spellings = readSpellings(lexicon).flatMap((group) => group.spellings);
    countUses(
      spellings,
      english,
      [row('We have free tickets for you'), row('You fly there for free, paid ticket')],
      knowledge,
    );
    expect(spellings.map(({ rows }) => rows)).toEqual([[0], [1], [1]]);
  });
});

describe('Ablation', () => {
  it('needs no phrase for a row that is below caution', () => {
    const group = { kind: 'signal', id: knowledge.signalIds.indexOf('travel-paid'), language: english } as const;
    expect(new Ablation(knowledge).needs(row('The weather is good and the bus is late today.'), group)).toBe(false);
  });
});
