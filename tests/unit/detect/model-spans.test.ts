/** What the text model reads of a post: its words without contacts, company and place. */
import { describe, expect, it } from 'vitest';
import type { PlacedContact } from '../../../utils/detect/contact-facts.ts';
import { modelSpans } from '../../../utils/detect/model-spans.ts';
import { fieldOf, readPost, spanOf, unitAt } from '../../../utils/detect/post-text.ts';
import type { JobPost, PostField } from '../../../utils/model/job-post.ts';
import { madeKnowledge } from './made-knowledge.ts';
import { post } from './post.ts';

/** The words that are read; `contacts`: field and words of each contact, in order. */
function wordsOf(of: Partial<JobPost>, ...contacts: [field: PostField, words: string][]): string[] {
  const read = readPost(post(of), madeKnowledge.fold);
  const placed = contacts.map(([field, words]) => {
    const range = read.fields.find((each) => each.field === field)!;
    const start = range.source.indexOf(words);
    return { field, start, end: start + words.length, unit: unitAt(read, range, start) } as PlacedContact;
  });
  return modelSpans(read, placed).map(({ start, end }) => {
    const span = spanOf(read, madeKnowledge.fold, start, end);
    return `${span.field}: ${fieldOf(read, start).source.slice(span.start, span.end)}`;
  });
}

describe('the text model', () => {
  it('reads title, pay and text', () => {
    const of = {
      title: 'Cook',
      company: 'Lake',
      location: 'Poipet',
      salary: 'Well paid',
      text: 'By the sea',
      poster: 'Anna',
    };
    expect(wordsOf({ ...of, contacts: ['hr@lake.example'] })).toEqual([
      'title: Cook',
      'salary: Well paid',
      'text: By the sea',
    ]);
    expect(wordsOf({})).toEqual([]);
  });

  it('reads what stands around contacts', () => {
    const text = 'Ask hr@lake.example or t.me/lake_hr today';
    expect(wordsOf({ text }, ['text', 'hr@lake.example'], ['text', 't.me/lake_hr'])).toEqual([
      'text: Ask',
      'text: or',
      'text: today',
    ]);
    expect(wordsOf({ text }, ['text', 'Ask hr@lake.example or t.me/lake_hr today'])).toEqual([]);
    expect(wordsOf({ text }, ['text', 'Ask hr'], ['text', 'today'])).toEqual(['text: lake.example or t.me/lake_hr']);
  });

  it('reads nothing twice where contacts overlap', () => {
    const text = 'Ask hr@lake.example today';
    expect(wordsOf({ text }, ['text', 'hr@lake.example'], ['text', 'lake.example'])).toEqual([
      'text: Ask',
      'text: today',
    ]);
    expect(wordsOf({ text }, ['text', 'hr@lake.example'], ['text', 'lake'])).toEqual(['text: Ask', 'text: today']);
  });

  it('leaves out contacts of the field alone', () => {
    expect(wordsOf({ title: 'Ask anna', text: 'Ask anna' }, ['text', 'anna'])).toEqual([
      'title: Ask anna',
      'text: Ask',
    ]);
    expect(wordsOf({ title: 'Ask anna', text: 'Ask anna' }, ['poster', ''], ['title', 'anna'])).toEqual([
      'title: Ask',
      'text: Ask anna',
    ]);
  });
});
