/** The documents can be read by those for whom they are written. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { documentSentences, sentenceLengths } from '../../../tools/reading-age/document-sentences.ts';
import {
  documentPaths,
  MAX_MEAN_WORDS,
  MAX_P90_WORDS,
  MAX_README_WORDS,
  measureDocuments,
} from '../../../tools/reading-age/measure-documents.ts';

describe('measureDocuments', () => {
  const { rows } = measureDocuments(documentPaths());

  it('finds short sentences in all documents together', () => {
    const all = rows.at(-1);
    expect(all?.mean).toBeLessThanOrEqual(MAX_MEAN_WORDS);
    expect(all?.p90).toBeLessThanOrEqual(MAX_P90_WORDS);
  });

  it('finds no document that is too hard for its readers', () => {
    expect(rows.filter(({ age, maxAge }) => age > maxAge).map(({ name, age }) => `${name} ${age.toFixed(1)}`)).toEqual(
      [],
    );
  });

  it('finds a README of few words', () => {
    expect(readFileSync('README.md', 'utf8').split(/\s+/u).length).toBeLessThanOrEqual(MAX_README_WORDS);
  });
});

describe('documentSentences', () => {
  it('reads paragraphs and list items, and neither code nor tables nor headings', () => {
    const markdown = `# A heading of five words

One [link](x.md) here. Two \`npm run -s x\` there: See https://example.org/a now.

- An item that ends
  on the next line.

| a table | with cells |
|---|---|

\`\`\`sh
npm run nothing # not a sentence
\`\`\`
`;
    const sentences = documentSentences('x.md', markdown);
    expect(sentences.map(({ text }) => text)).toEqual([
      'One link here.',
      'Two code there:',
      'See address now.',
      'An item that ends on the next line.',
    ]);
    expect(sentenceLengths(sentences)).toEqual({ mean: 17 / 4, p90: 8, longest: 8 });
  });
});
